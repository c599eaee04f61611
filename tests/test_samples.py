"""The sample input: every file of raw/ gives what a careful reader would say of it.

The answers are data, one case a file. A line that no case names must stay in the text; an aspect of a
file that is known to fail stands in the case's ``status`` with the reason.
"""

import codecs
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from docsieve.language import engine
from docsieve.model import Judged, LabelledBlock, RawDocument, Rejected, Repeat, Signatory
from docsieve.pipeline import across, judge, prepare, survey
from docsieve.read import list_sources, read_source

ROOT = Path(__file__).parent.parent
RAW = ROOT / "raw"
Case = dict[str, Any]
CASES: list[Case] = [
    json.loads(path.read_text("utf-8"))
    for path in sorted((ROOT / "tests" / "cases" / "samples").glob("*.json"))
]
ACCEPTED = [case for case in CASES if "quarantined" not in case["expect"]]
QUARANTINED = [case for case in CASES if "quarantined" in case["expect"]]


@dataclass(frozen=True, slots=True)
class Samples:
    """Everything the pipeline makes of raw/, by source."""

    judged: Mapping[str, Judged]
    rejected: Mapping[str, Rejected]
    repeats: Sequence[Repeat]


@pytest.fixture(scope="session")
def samples() -> Samples:
    found = list_sources(RAW)
    read = [each if isinstance(each, Rejected) else read_source(each) for each in found]
    accepted = [document for document in read if isinstance(document, RawDocument)]
    rejected = {each.source: each for each in read if isinstance(each, Rejected)}
    langdetect = engine("langdetect")
    documents = [prepare(raw, langdetect) for raw in accepted]
    told = zip(documents, survey(documents), strict=True)
    judged = {document.raw.source: judge(document, said) for document, said in told}
    return Samples(judged, rejected, across(tuple(judged.values())))


def _by(aspect: str, cases: Sequence[Case] = ACCEPTED) -> pytest.MarkDecorator:
    """Run a test for every case; those whose status names the aspect are known to fail."""
    return pytest.mark.parametrize("case", [_marked(case, aspect) for case in cases])


def _marked(case: Case, aspect: str) -> Any:
    known = case["status"].get(aspect) if isinstance(case["status"], dict) else None
    marks = (pytest.mark.xfail(reason=known, strict=True),) if known else ()
    return pytest.param(case, id=case["given"], marks=marks)


def _tell(case: Case, complaints: Iterable[str]) -> None:
    found = list(complaints)
    assert not found, "\n  ".join([case["given"], *found])


def test_every_file_has_its_case() -> None:
    files = {path.relative_to(RAW).as_posix() for path in RAW.rglob("*.txt")}

    assert files == {case["given"] for case in CASES}


def test_every_file_is_explained() -> None:
    explained = (RAW / "README.md").read_text("utf-8")

    assert [case["given"] for case in CASES if f"`{case['given']}`" not in explained] == []


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case["given"])
def test_cases_name_lines_that_are_there(case: Case) -> None:
    lines = _text(case).splitlines()
    expect = case["expect"]
    named = [entry for key in ("removed", "either", "stays", "repeats") for entry in expect[key]]

    wrong = [e for e in named if e["line"] and not lines[e["line"] - 1].strip().startswith(e["text"])]
    unwritten = [entry["name"] for entry in expect["signatories"] if entry["name"] not in _text(case)]

    assert not wrong, f"{case['given']}: not at their line: {wrong}"
    assert not unwritten, f"{case['given']}: no such name: {unwritten}"


@_by("quarantine", QUARANTINED)
def test_quarantine(case: Case, samples: Samples) -> None:
    rejected = samples.rejected.get(case["given"])

    assert rejected is not None, f"{case['given']} was accepted"
    assert rejected.reason in case["expect"]["quarantined"], f"{case['given']}: {rejected.reason}"
    assert rejected.detail


@_by("reading")
def test_reading(case: Case, samples: Samples) -> None:
    assert case["given"] in samples.judged, f"not accepted: {samples.rejected.get(case['given'])}"
    raw, expect = samples.judged[case["given"]].raw, case["expect"]

    assert codecs.lookup(raw.encoding).name in {codecs.lookup(name).name for name in expect["encoding"]}
    assert raw.text.removeprefix("\ufeff") == _text(case)
    assert (raw.site, raw.url) == (expect["site"], expect["url"])


@_by("language")
def test_language(case: Case, samples: Samples) -> None:
    judged = samples.judged[case["given"]]

    assert judged.language.language == case["expect"]["language"], f"{case['given']}: {judged.languages}"


@_by("removed")
def test_removed_lines(case: Case, samples: Samples) -> None:
    judged = samples.judged[case["given"]]

    _tell(case, (
        f"line {entry['line']} {entry['text']!r}: expected {'/'.join(entry['label'])}, {_spoken(block)}"
        for entry in case["expect"]["removed"]
        for block in _blocks_of_line(judged, entry["line"])
        if block.kept or block.label not in entry["label"]
    ))  # fmt: skip


@_by("kept")
def test_kept_lines(case: Case, samples: Samples) -> None:
    judged, expect = samples.judged[case["given"]], case["expect"]
    free = {entry["line"] for key in ("removed", "either") for entry in expect[key]}
    texts = judged.raw.text.splitlines()

    _tell(case, (
        f"line {line} {texts[line - 1][:70]!r} is lost: {_spoken(block)}"
        for line in range(1, len(texts) + 1) if line not in free
        for block in _blocks_of_line(judged, line) if not block.kept
    ))  # fmt: skip


@_by("labels")
def test_labels_of_kept_lines(case: Case, samples: Samples) -> None:
    judged = samples.judged[case["given"]]

    _tell(case, (
        f"line {entry['line']} {entry['text']!r}: expected {entry['label']}, {_spoken(block)}"
        for entry in case["expect"]["stays"] if entry["label"]
        for block in _blocks_of_line(judged, entry["line"]) if block.label != entry["label"]
    ))  # fmt: skip


@_by("title")
def test_titles(case: Case, samples: Samples) -> None:
    found, expect = samples.judged[case["given"]].metadata, case["expect"]

    assert (_plain(found.title.text) if found.title else None) in expect["title"], case["given"]
    assert [(_plain(each.text), each.language) for each in found.other_titles] == [
        (each["text"], each["language"]) for each in expect["other_titles"]
    ], case["given"]


@_by("date")
def test_date(case: Case, samples: Samples) -> None:
    found, expect = samples.judged[case["given"]].metadata, case["expect"]

    assert (str(found.published_on) if found.published_on else None) == expect["published_on"], (
        f"{case['given']}: {found.published_on_reason}, from {found.date_evidence}"
    )
    assert found.published_on or found.published_on_reason == expect["published_on_reason"], case["given"]


@_by("footnotes")
def test_footnote_marks(case: Case, samples: Samples) -> None:
    judged, expect = samples.judged[case["given"]], case["expect"]
    words = {word.strip(".,;:") for word in judged.text.replace("[", " [").split()}

    assert sorted({mark.text.strip("[]") for mark in judged.metadata.footnote_markers}) == sorted(
        expect["footnote_markers"]
    ), case["given"]
    assert [word for word in expect["words_without_marks"] if word not in words] == [], case["given"]


@_by("signatories")
def test_signatories(case: Case, samples: Samples) -> None:
    found = {signatory.name: signatory for signatory in samples.judged[case["given"]].signatories}
    wanted = case["expect"]["signatories"]
    accepted = {name for each in wanted for name in (each["name"], *each.get("names_accepted", []))}
    missing = [each for each in wanted if not {each["name"], *each.get("names_accepted", [])} & set(found)]

    _tell(case, (
        *(f"missing: {each['name']}" for each in missing),
        *(f"nobody signed so: {name!r}" for name in found if name not in accepted),
        *(complaint for each in wanted if each not in missing for complaint in _differences(each, found)),
    ))  # fmt: skip


@_by("spans")
def test_signatories_stand_where_they_say(case: Case, samples: Samples) -> None:
    judged = samples.judged[case["given"]]

    assert all(each.as_written == judged.raw.text[each.start : each.end] for each in judged.signatories)


@_by("repeats")
def test_repeats(case: Case, samples: Samples) -> None:
    _tell(case, (
        f"{entry['line']} {entry['text']!r}: no {entry['kind']} of {entry['partner']} {entry['partner_line']}"
        for entry in case["expect"]["repeats"]
        if not any(_is_repeat(row, case["given"], entry, samples) for row in samples.repeats)
    ))  # fmt: skip


def test_no_other_repeats(samples: Samples) -> None:
    """Nothing else in the samples is quoted or nearly the same."""
    expected = {
        (entry["kind"], case["given"], entry["partner"])
        for case in ACCEPTED
        for entry in case["expect"]["repeats"]
    }
    sources = {judged.raw.document_id: source for source, judged in samples.judged.items()}
    found = {(row.kind, sources[row.document_id], sources[row.first_document_id]) for row in samples.repeats}

    near = {pair[1:] for pair in expected if pair[0] == "near_duplicate"}
    within = {row for row in found if row[0] == "quotation" and row[1:] in near}
    first_page = {row for row in found if row[0] == "template" and row[1] == row[2]}
    assert found - within - first_page == expected


def _text(case: Case) -> str:
    """A sample file read in the encoding that its case names first, without its byte order mark."""
    encoding = str(case["expect"]["encoding"][0])
    return (RAW / str(case["given"])).read_bytes().decode(encoding).removeprefix("\ufeff")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _blocks_of_line(judged: Judged, line: int) -> list[LabelledBlock]:
    """The blocks that hold what is not blank of a line, counted from 1."""
    lines = judged.raw.text.splitlines(keepends=True)
    start = sum(len(each) for each in lines[: line - 1])
    text = lines[line - 1].removeprefix("\ufeff")
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return [each for each in judged.blocks if each.block.start < end and start < each.block.end]


def _spoken(block: LabelledBlock) -> str:
    rule = f"{block.finding.rule} at {block.finding.measured:.2f}" if block.finding else "no rule"
    return f"but {'kept' if block.kept else 'removed'} as {block.label.value} by {rule}"


def _differences(wanted: Mapping[str, Any], found: Mapping[str, Signatory]) -> Iterable[str]:
    name = next(n for n in (wanted["name"], *wanted.get("names_accepted", [])) if n in found)
    signatory = found[name]
    if signatory.kind != wanted["kind"]:
        yield f"{name}: kind is {signatory.kind.value}, expected {wanted['kind']}"
    for field in ("role", "affiliation", "place", "url", "native_name"):
        value, right = getattr(signatory, field), wanted.get(field)
        if right not in (value, "*"):
            yield f"{name}: {field} is {value!r}, expected {right!r}"
    if sorted(signatory.countries) != sorted(wanted.get("countries", [])):
        yield f"{name}: countries are {signatory.countries}, expected {wanted.get('countries', [])}"
    aliases = set(signatory.aliases) - {signatory.native_name}
    if aliases != set(wanted.get("aliases", [])):
        yield f"{name}: aliases are {sorted(aliases)}, expected {wanted.get('aliases', [])}"


def _is_repeat(row: Repeat, source: str, entry: Mapping[str, Any], samples: Samples) -> bool:
    later, first = samples.judged[source], samples.judged[entry["partner"]]
    if (row.kind, row.document_id, row.first_document_id) != (
        entry["kind"], later.raw.document_id, first.raw.document_id,
    ):  # fmt: skip
        return False
    if entry["line"] is None:
        return True
    here, there = _blocks_of_line(later, entry["line"]), _blocks_of_line(first, entry["partner_line"])
    return any(row.start < b.block.end and b.block.start < row.end for b in here) and any(
        row.first_start < b.block.end and b.block.start < row.first_end
        for b in there
        if row.first_start is not None and row.first_end is not None
    )
