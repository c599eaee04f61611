"""Accuracy and speed of the language engines, in one run, on the half of the gold that nothing was fitted on.

`uv run benchmarks/languages.py ../shared/gold/language [--write]`. With `--write` the table in
`docs/languages.md` is replaced, and that of the thresholds; without a folder nothing is measured. Times are
of the processor, and as ratios: each system's time over that of langdetect alone, on the same texts, in the
same process.
"""

import argparse
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from language_gold import CORE, is_fitted, read

from docsieve import language
from docsieve.language.thresholds import rows_for_people
from docsieve.model import UNDETERMINED, Guess

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/languages.md"
KINDS = ("word", "short", "heading", "heading_caps", "sentence", "paragraph", "document")
SAMPLED = 4  # every fourth text is timed: langdetect is slow
PASSES = 5
Ask = Callable[[str], Guess]


def alone(text: str) -> Guess:
    """Ask langdetect, seeded, about the text as it is: what a user has without docsieve."""
    ranked = language.engine("langdetect").ranked(text, {})
    return ranked[0] if ranked else Guess()


SYSTEMS: dict[str, Ask] = {
    "langdetect alone": alone,
    "langdetect": lambda text: language.guess(text, language.engine("langdetect")),
    "pooled": lambda text: language.guess(text, language.engine("pooled")),
}


def answer_for(name: str) -> Callable[[list[str]], Sequence[Guess]]:
    if name.endswith("alone"):
        return lambda texts: [alone(text) for text in texts]
    return lambda texts: language.guess_all(texts, language.engine(name))


def percent(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f}"


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for wanted, answered in pairs:
        if wanted == answered:
            right[wanted] += 1
        else:
            wrong.update((wanted, answered))
    known = {wanted for wanted, _ in pairs}
    return 100 * sum(2 * right[each] / (2 * right[each] + wrong[each]) for each in known) / len(known)


def calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in said:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    gaps = (abs(sum(c for c, _ in each) - sum(r for _, r in each)) for each in bins.values())
    return sum(gaps) / len(said)


def accuracy(rows: list[dict[str, Any]], ask: Ask) -> dict[str, str]:
    answers = [(row, ask(row["text"])) for row in rows]
    found: dict[str, str] = {}
    real = [(row, said) for row, said in answers if row["lang"] != UNDETERMINED]
    core = [(row, said) for row, said in real if row["lang"] in CORE]
    for scope, kept in (("54", core), ("117", real)):
        for kind in KINDS:
            hits = [said.language == row["lang"] for row, said in kept if row["length_class"] == kind]
            found[f"{kind}, {scope}"] = percent(hits)
        found[f"macro F1, {scope}"] = f"{macro_f1([(row['lang'], said.language) for row, said in kept]):.1f}"
        sure = [(g.confidence, g.language == r["lang"]) for r, g in kept if g.language != UNDETERMINED]
        found[f"calibration error, {scope}"] = f"{calibration_error(sure):.3f}"
        found[f"real text given up, {scope}"] = percent([said.language == UNDETERMINED for _, said in kept])
    noise = [said.language == UNDETERMINED for row, said in answers if row["lang"] == UNDETERMINED]
    found["noise given `und`"] = percent(noise)
    return found


def mixed(documents: list[dict[str, Any]], answer: Callable[[list[str]], Sequence[Guess]]) -> dict[str, str]:
    right: list[bool] = []
    exact: list[bool] = []
    for document in documents:
        wanted = [each["lang"] for each in document["paragraphs"]]
        texts = [each["text"] for each in document["paragraphs"]]
        answers = [each.language for each in answer(texts)]
        right += [a == w for a, w in zip(answers, wanted, strict=True)]
        exact.append(shared(texts, answers) == shared(texts, wanted))
    return {"paragraphs of mixed documents": percent(right), "exact sets of languages": percent(exact)}


def shared(texts: Sequence[str], languages: Sequence[str]) -> set[str]:
    sizes: Counter[str] = Counter()
    for text, each in zip(texts, languages, strict=True):
        sizes[each] += len(text.encode()) if each != UNDETERMINED else 0
    return {each for each, size in sizes.items() if size and size >= 0.05 * sizes.total()}


def seconds(texts: Sequence[str], ask: Ask) -> float:
    """Sum over the texts of the least time in five passes: other work on the machine only ever adds."""
    least = [float("inf")] * len(texts)
    for _ in range(PASSES):
        for at, text in enumerate(texts):
            before = time.process_time()
            ask(text)
            least[at] = min(least[at], time.process_time() - before)
    return sum(least)


def speed(rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for kind in ("heading", "sentence", "document"):
        texts = [row["text"] for row in rows if row["length_class"] == kind and row["lang"] in CORE][
            ::SAMPLED
        ]
        took = {name: seconds(texts, ask) for name, ask in SYSTEMS.items()}
        for name in SYSTEMS:
            found[name][f"speed, {kind}"] = f"{took['langdetect alone'] / took[name]:.1f}x"
    return found


def cost(name: str) -> dict[str, str]:
    """Load one engine in a process of its own: processor seconds to its first answer, memory (Linux)."""
    code = (
        "import time; begun = time.process_time()\n"
        "from docsieve import language\n"
        f"language.guess_all(['The library opens again on Monday.', 'Die Tür ist zu, ikke sant?'], "
        f"language.engine({name!r}))\n"
        "print(time.process_time() - begun, *[line.split()[1] for line in open('/proc/self/status') "
        "if line.startswith('VmHWM')])"
    )
    took, memory = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True
    ).stdout.split()
    return {"loaded in, processor seconds": f"{float(took):.1f}", "memory, MB": f"{int(memory) / 1024:.0f}"}


def table(columns: dict[str, dict[str, str]]) -> str:
    measures = list(dict.fromkeys(measure for column in columns.values() for measure in column))
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    lines += [
        f"| {each} | " + " | ".join(columns[name].get(each, "") for name in columns) + " |"
        for each in measures
    ]
    return "\n".join(lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    if chosen.write:
        write("thresholds", rows_for_people())
    if chosen.folder:
        measured = measure(chosen.folder)
        print(measured)
        if chosen.write:
            write("table of the benchmark", measured)


def measure(folder: Path) -> str:
    rows = [row for row in read(folder / "items.jsonl.gz") if not is_fitted(row["text"])]
    documents = read(folder / "mixed.jsonl.gz")
    for ask in SYSTEMS.values():
        ask("The library opens again on Monday, não é?")
    quick = speed(rows)
    columns: dict[str, dict[str, str]] = {}
    for name, ask in SYSTEMS.items():
        columns[name] = {
            **accuracy(rows, ask),
            **mixed(documents, answer_for(name)),
            **quick[name],
            **cost(name.split()[0]),
        }
        print(name, columns[name], file=sys.stderr)
    return table(columns)


def write(name: str, text: str) -> None:
    """Replace what stands between this table's two marks in the page."""
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    before, _, rest = PAGE.read_text("utf-8").partition(begin)
    PAGE.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}", "utf-8")


if __name__ == "__main__":
    main()
