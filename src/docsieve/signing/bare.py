"""Signing parts that nothing announces: a list of names, or one name, right after the text."""

from collections.abc import Sequence

from docsieve.folding import fold
from docsieve.places import countries_of
from docsieve.signing.evidence import is_date, naming, split_head
from docsieve.signing.lines import Line
from docsieve.signing.names import traits
from docsieve.signing.page import LINES_OF_A_TITLE, Page
from docsieve.signing.parts import LINES_OF_A_LIST, SigningPart, mean_naming, part_of
from docsieve.signing.runs import Run, collect
from docsieve.signing.stops import is_stop, undersigned

# What lines or a line must show to be taken for signatures unannounced; swept on the gold of 2026-11 (every
# site left out once) and on its pages without signatures.
LIST_NAMING = 0.75
LIST_NAMING_UNVOICED = 1.3
LIST_NAMING_UNDERSIGNED = 0.4
ENDING = 1.6
BARE_FROM = 0.35
MOST_AFTER_AN_ENDING = 4
LAST_ENTRIES = 3
WEIGHTS = {
    "date beside it": 1.0,
    "countries beside it": 1.0,
    "last line of the text": 0.6,
    "named in the text": 0.7,
    "right below the last paragraph": 0.5,
}


def bare_parts(page: Page) -> list[SigningPart]:
    """Give the parts that nothing announces."""
    parts: list[SigningPart] = []
    done = -1
    lines = page.lines
    for position, line in enumerate(lines[:-1]):
        if position <= done or page.share_before(position + 1) < BARE_FROM or not line.is_sentence:
            continue
        if page.in_comments(position):
            break
        if lines[position + 1].is_sentence:
            continue
        run = collect(lines, position + 1)
        if not run.entries:
            continue
        done = run.entries[-1]
        part = _list(page, position, run) or _ending(page, run)
        if part is not None:
            parts.append(part)
    endings = [part for part in parts if part.found_by == "ending"]
    return [part for part in parts if part.found_by != "ending"] + endings[-1:]


def _list(page: Page, position: int, run: Run) -> SigningPart | None:
    if len(run.entries) < LINES_OF_A_LIST:
        return None
    mean = mean_naming(page.lines, run)
    if mean < LIST_NAMING_UNDERSIGNED:
        return None
    announced = undersigned(page.lines[position].text)
    needed = LIST_NAMING_UNDERSIGNED if announced else LIST_NAMING if page.voiced() else LIST_NAMING_UNVOICED
    if mean < needed or (
        mean < LIST_NAMING_UNVOICED and not announced and not _ends_the_text(page.lines, run.entries[-1])
    ):
        return None
    evidence = (("names in it", round(mean, 2)), ("the undersigned before it", 1.0 if announced else 0.0))
    return part_of(page.lines, run, "list", evidence)


def _ending(page: Page, run: Run) -> SigningPart | None:
    """Give the bare name that ends a text, where a date, a country or its mention elsewhere speak for it."""
    best: SigningPart | None = None
    for index in run.entries[-LAST_ENTRIES:]:
        line = page.lines[index]
        seen = _seen_beside(page.lines, line)
        if not _may_end(page, line, seen) or not _ends_the_text(page.lines, index):
            continue
        seen += ["named in the text"] if _is_mentioned(page.lines, line) else []
        if not (page.is_titled_as_statement() or len(_beside(seen)) > 1):
            continue
        evidence = (("name", round(naming(line), 2)), *((name, WEIGHTS[name]) for name in seen))
        score = sum(weight for _, weight in evidence)
        if score >= ENDING and (best is None or score > best.score):
            entries = [index, index + 1] if "countries beside it" in seen else [index]
            best = part_of(page.lines, Run(entries=entries), "ending", evidence)
    return best


def _may_end(page: Page, line: Line, seen: list[str]) -> bool:
    """Say whether a line may be the body that ends a text: by what stands beside it, or its own words."""
    beside = _beside(seen)
    if len(beside) > 1:
        return True
    look = traits(line.body)
    named = look.telling or (look.kinds and beside)
    return bool(named) and look.small <= look.linking and naming(line) > 0 and page.voiced()


def _beside(seen: list[str]) -> list[str]:
    return [name for name in ("date beside it", "countries beside it") if name in seen]


def _ends_the_text(lines: Sequence[Line], index: int) -> bool:
    """Say whether no running text follows a line but below a line that opens something else."""
    others = 0
    for line in lines[index + 1 :]:
        if is_stop(line):
            return True
        if line.is_sentence:
            return False
        others += not (is_date(line) or bool(countries_of(line.text.strip("()"))))
        if others > MOST_AFTER_AN_ENDING:
            return False
    return True


def _seen_beside(lines: Sequence[Line], line: Line) -> list[str]:
    index = line.index
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    seen = []
    if any(other is not None and is_date(other) for other in (before, after)):
        seen.append("date beside it")
    if after is not None and _is_countries(after):
        seen.append("countries beside it")
    if after is None or is_stop(after) or is_date(after) or _is_countries(after):
        seen.append("last line of the text")
    if line.gap == 1 and before is not None and before.is_sentence and before.gap > 1:
        seen.append("right below the last paragraph")
    return seen


def _is_countries(line: Line) -> bool:
    return len(line.words) < 20 and bool(countries_of(line.text.strip("()")))


def _is_mentioned(lines: Sequence[Line], line: Line) -> bool:
    """Say whether a name of two words or more stands elsewhere in the text too."""
    name = split_head(line.body)[0].strip(" .")
    if len(name) < 8 or " " not in name:
        return False
    others = (other for other in lines if other.is_sentence or other.index < LINES_OF_A_TITLE)
    if any(name in other.text for other in others if other.index != line.index):
        return True
    folded = fold(name)
    top = (other for other in lines[:LINES_OF_A_TITLE] if other.index != line.index and not other.is_long)
    return any(folded in fold(other.text) for other in top)
