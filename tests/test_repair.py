"""Repair: each fixer does what it says and no more; spans are right; repairing twice is repairing once."""

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve.model import Block, Repaired, Shape
from docsieve.repair import FIXERS, GLUED_FOOTNOTE_MARK, markers, repair, repair_footnote_marks
from docsieve.repair.tracing import MOST_RECORDS

Case = dict[str, Any]
CASES = Path(__file__).parent / "cases" / "repair"


def cases(name: str) -> list[Any]:
    found: list[Case] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["label"], marks=known(case)) for case in found]


def known(case: Case) -> list[pytest.MarkDecorator]:
    reason = case["status"].partition("fails: ")[2]
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


TROUBLE = st.lists(
    st.sampled_from(
        [
            *"aéß我ไع \t\n\r-&;<Ã©â€™Ð\u00a0\u00ad\u200b\u200c\u200d\u202e\u3000\ufb01\uff21\x07\x1b\x93",
            "&amp;",
            "nbsp;",
        ]
    ),
    max_size=40,
).map("".join)


def in_order(texts: list[str]) -> list[Block]:
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return [
        Block(i, start, start + len(text), text, "\n", Shape.PARAGRAPH)
        for i, (start, text) in enumerate(zip(starts, texts, strict=False))
    ]


@pytest.mark.parametrize("case", cases("blocks"))
def test_block(case: Case) -> None:
    found = repair(case["given"], 0)

    assert found.text == case["expect"]["text"]
    assert list(dict.fromkeys(each.fixer for each in found.repairs)) == case["expect"]["fixers"]


@pytest.mark.parametrize("case", cases("blocks"))
def test_what_is_repaired_is_right(case: Case) -> None:
    assert repair(case["expect"]["text"], 0) == Repaired(case["expect"]["text"])


@given(st.one_of(st.text(max_size=60), TROUBLE), st.integers(0, 1_000_000))
def test_spans_are_raw_spans(text: str, start: int) -> None:
    for each in repair(text, start).repairs:
        assert text[each.start - start : each.end - start] == each.before
        assert each.before != each.after
        assert each.fixer in dict(FIXERS)


@given(st.one_of(st.text(max_size=60), TROUBLE))
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair(text, 0).text

    assert repair(once, 0) == Repaired(once)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="&"), max_size=60))
def test_plain_ascii_is_right(text: str) -> None:
    assert repair(text, 5) == Repaired(text)


@given(st.one_of(st.text(max_size=60), TROUBLE))
def test_a_text_is_on_one_line(text: str) -> None:
    found = repair(text, 0).text

    assert not {*"\n\r\x0b\x0c\x85\u2028\u2029"} & {*found}
    assert found == found.strip()


def test_very_many_changes_become_one_record() -> None:
    raw = "a\u00a0" * (MOST_RECORDS + 1) + "b"

    found = repair(raw, 7)

    assert found.text == "a " * (MOST_RECORDS + 1) + "b"
    [record] = found.repairs
    assert (record.fixer, record.start, record.end) == ("odd_spaces", 8, 7 + len(raw) - 1)
    assert record.before == raw[1:-1]
    assert record.after == found.text[1:-1]


@pytest.mark.parametrize(
    "unit",
    [
        "&amp;",
        "&amp;amp",
        "&#",
        "\n",
        "-\n",
        "a-\n",
        "\u200b",
        "é\u00a0»",
        "Ã©",
        "â€",
        "<",
        "\x1b[",
        "(",
        "Ａ",
        "i ",
        "iii",
        "1",
    ],
)
def test_long_trouble_has_an_answer(unit: str) -> None:
    found = repair(unit * 20_000, 0)

    assert repair(found.text, 0).text == found.text


def test_every_fixer_is_described_and_named_after_itself() -> None:
    assert [name for name, fixer in FIXERS if not fixer.__doc__ or fixer.__name__ != name] == []


# ---- glued footnote marks


@pytest.mark.parametrize("case", cases("footnotes"))
def test_footnote_marks(case: Case) -> None:
    blocks = in_order(case["given"])
    text = "\n".join(case["given"])

    found = markers([(block.text, block.start) for block in blocks])

    assert [each.text for each in found] == [mark for _, mark in case["expect"]]
    assert all(text[each.start : each.end] == each.text for each in found)
    words = [text[: each.start].split()[-1].strip("“”") for each in found]
    assert words == [word for word, _ in case["expect"]]


def test_footnote_marks_are_taken_out_and_recorded() -> None:
    blocks = in_order(["The lampi was\nlit.", "Later the lampsii and the lamp failediii.", "Lamps failed."])
    before = [repair(block.text, block.start) for block in blocks]

    after = repair_footnote_marks(blocks, before)

    assert [each.text for each in after] == [
        "The lamp was lit.",
        "Later the lamps and the lamp failed.",
        "Lamps failed.",
    ]
    records = [(r.fixer, r.start, r.end, r.before, r.after) for each in after for r in each.repairs]
    assert records == [
        (GLUED_FOOTNOTE_MARK, 8, 9, "i", ""),
        ("joined_lines", 13, 14, "\n", " "),
        (GLUED_FOOTNOTE_MARK, 34, 36, "ii", ""),
        (GLUED_FOOTNOTE_MARK, 56, 59, "iii", ""),
    ]


def test_without_marks_nothing_is_done_again() -> None:
    blocks = in_order(["Hawaii is far.", "So is the lamp."])
    before = (Repaired("one"), Repaired("two"))

    assert repair_footnote_marks(blocks, before) == before


@given(st.lists(st.text(st.sampled_from("aiivxl 123.\n-”"), max_size=30), max_size=8))
def test_marks_are_where_they_say(texts: list[str]) -> None:
    blocks = in_order(texts)
    found = markers([(block.text, block.start) for block in blocks])

    text = "\n".join(texts)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert sorted(found, key=lambda each: each.start) == list(found)
