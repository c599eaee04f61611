"""Repeats over the corpus from small contributions: the same as from whole documents, whatever is known."""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import partial
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import ENGINE, judged, prepared

from docsieve import repeats as room
from docsieve.model import Judged, Label, Prepared, RawDocument, Repaired, Repeat
from docsieve.pipeline import judge, prepare
from docsieve.repeats import (
    Asked,
    Carried,
    Compared,
    Quotable,
    Trace,
    across,
    by_age,
    carried,
    compare,
    flat,
    in_order,
    numbers_of,
    own,
    quotable,
    quoted,
    repeats,
    shaped,
    sketch,
    stencils,
    templates,
    trace,
)
from docsieve.repeats.quoting import place
from docsieve.repeats.tokens import spans, tokens

Known = dict[tuple[bytes, bytes], Compared]

SENTENCES = tuple(
    f"The {boat} of {port} came home on a {day} with {cargo} in her hold and {crew} of her crew asleep, and "
    f"the harbour master wrote down {number} lamps that were not lit along the long stone {wall} that night."
    for boat, port, day, cargo, crew, number, wall in (
        ("ketch", "Eastport", "Monday", "salt", "half", "seven", "pier"),
        ("lugger", "Gullhaven", "Tuesday", "oil", "most", "nine", "quay"),
        ("cutter", "Saltby", "Friday", "wool", "none", "three", "mole"),
        ("barge", "Fenmouth", "Sunday", "slate", "two", "twelve", "jetty"),
    )
)
MENU = "Tide tables, boats for hire and the museum of lamps"


def random_texts(random: Random, count: int) -> dict[str, str]:
    """Pages of two sites that carry a menu, and quote, vary and repeat each other's paragraphs."""
    return {f"site{n % 3 // 2}/{n}.txt": random_text(random, n) for n in range(count)}


def random_text(random: Random, n: int) -> str:
    said = [varied(random.choice(SENTENCES), random) for _ in range(random.randint(1, 5))]
    return "\n\n".join([MENU, f"Letter {n}" if random.random() < 0.9 else "Letter", *said])


def varied(sentence: str, random: Random) -> str:
    """A sentence as it is, or with a word changed wherever it stands."""
    if random.random() < 0.6:
        return sentence
    return sentence.replace(random.choice(sentence.split()), random.choice(["seven", "tide"]))


def page(source: str, text: str) -> Prepared:
    raw = RawDocument(source, source, source.partition("/")[0], str(hash_of(text)), text, "utf-8", "made")
    return prepare(raw, ENGINE)


def hash_of(text: str) -> str:
    return room.fingerprint(f"{text} {len(text)}")


def judge_together(texts: dict[str, str], days: Random) -> list[Judged]:
    documents = [page(source, text) for source, text in texts.items()]
    said = carried([trace(document) for document in documents])
    told = [judge(*pair) for pair in zip(documents, said, strict=True)]
    return [
        replace(each, metadata=replace(each.metadata, published_on=date(2020, 1, days.randint(1, 28))))
        if days.random() < 0.7
        else each
        for each in told
    ]


def composed(documents: Sequence[Judged], known: Known) -> tuple[tuple[Repeat, ...], Known, set[str]]:
    """Repeats from contributions alone; which documents were opened is told too."""
    made = [quoted(document) for document in documents]
    opened: set[str] = set()

    def open_(at: int) -> Quotable:
        opened.add(documents[at].raw.document_id)
        return made[at][1]

    sketches = [each for each, _ in made]
    found, asked = across(sketches, partial(compare, open_=open_), known)
    first = by_age(sketches)
    rows = [
        *(row for at in first for row in own(documents[at])),
        *templates([(sketches[at], stencils(documents[at])) for at in first]),
        *found,
    ]
    return in_order(rows), asked, opened


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 14))
def test_contributions_give_what_whole_documents_give(seed: int, count: int) -> None:
    random = Random(seed)
    documents = judge_together(random_texts(random, count), random)
    shuffled = random.sample(documents, len(documents))

    whole = repeats(documents, [sketch(document) for document in documents])

    assert composed(shuffled, {})[0] == whole


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_what_is_known_from_an_earlier_run_changes_no_row(seed: int) -> None:
    random = Random(seed)
    texts = random_texts(random, 9)
    known: Known = {}
    for _ in range(3):
        documents = judge_together(texts, Random(seed))
        rows, asked, _ = composed(documents, known)
        again, asked_again, opened = composed(documents, pickle.loads(pickle.dumps(asked)))

        assert rows == again == composed(documents, {})[0]
        assert asked == asked_again
        assert not opened
        known = asked
        changed = random.choice(list(texts))
        texts = {source: text for source, text in texts.items() if random.random() < 0.8}
        texts |= {
            changed: random_text(random, 99),
            f"site0/{random.randint(10, 99)}.txt": random_text(random, 5),
        }


BELL = (
    "Without the bell of the salt hall, rung by hand through every foggy night by whoever lived nearest, "
    "half of the boats that now lie in the harbour would be lying on the stones in front of it."
)


def test_only_the_new_document_and_what_it_is_compared_with_are_opened() -> None:
    texts = [f"One\n\n{SENTENCES[0]}", f"Two\n\n{SENTENCES[0]}", f"Three\n\n{BELL}"]
    _, known, _ = composed(judged(*texts), {})

    _, _, opened = composed(judged(*texts, f"Four\n\n{BELL}"), known)

    assert opened == {"site2/2.txt", "site3/3.txt"}


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_comparisons_that_are_made_elsewhere_are_the_same(seed: int) -> None:
    random = Random(seed)
    documents = judge_together(random_texts(random, 9), random)
    made = [quoted(document) for document in documents]
    sketches = [each for each, _ in made]
    sent: list[int] = []

    def elsewhere(asked: Sequence[Asked]) -> Iterator[Sequence[Compared]]:
        for each in pickle.loads(pickle.dumps(asked)):
            sent.append(each.later)
            yield from pickle.loads(pickle.dumps(list(compare([each], lambda at: made[at][1]))))

    here = across(sketches, partial(compare, open_=lambda at: made[at][1]), {})

    assert across(sketches, elsewhere, {}) == here
    before = len(sent)
    assert across(sketches, elsewhere, here[1]) == here
    assert len(sent) == before


def test_what_of_known_is_not_asked_for_is_not_kept() -> None:
    documents = judged(f"One\n\n{SENTENCES[0]}", f"Two\n\n{SENTENCES[0]}")
    _, known, _ = composed(documents, {})

    assert len(known) == 1
    assert composed(documents[:1], known)[1] == {}


def test_a_digest_changes_with_words_body_and_places() -> None:
    text = f"One\n\n{SENTENCES[0]}"
    made = judged(text, f"One\n\n\n{SENTENCES[0]}", f"One\n\n{SENTENCES[1]}")
    same, elsewhere, others = (replace(each, raw=replace(each.raw, document_id="x")) for each in made)
    blocks = tuple(replace(each, label=Label.COMMENT, kept=each.block.position == 0) for each in same.blocks)
    digests = [
        sketch(each).digest for each in (same, elsewhere, others, replace(same, blocks=blocks), made[0])
    ]

    assert len(set(digests)) == 5
    assert {len(each) for each in digests} == {16}
    assert sketch(same).digest == digests[0]


WORDS = ["lamp", "oil", "ﬁne", "ⅷ", "½", "灯台", "ก้น", "\u200d", "…", "A.B.", "\n", "…b"]
BLOCKS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), max_size=5)


@given(BLOCKS, BLOCKS)
def test_places_are_those_of_the_words_or_the_edges_of_the_block(raw: list[str], repaired: list[str]) -> None:
    (document,) = judged("\n\n".join(raw) or "x")
    blocks = tuple(
        replace(
            each,
            kept=True,
            repaired=Repaired(repaired[n % len(repaired)] if repaired and n % 2 else each.repaired.text),
        )
        for n, each in enumerate(document.blocks)
    )
    told = quotable(replace(document, blocks=blocks))
    at = 0
    for each in blocks:
        count = len(tokens([each.repaired.text]))
        exact = spans(each.block.text)
        text = each.block.text
        edges = [(len(text) - len(text.lstrip()), len(text.rstrip()))] * count
        for start, end in exact if len(exact) == count else edges:
            found = place(told, at, at + 1)
            assert (found.start, found.end) == (each.block.start + start, each.block.start + end)
            assert (found.position, found.last_position) == (each.block.position, each.block.position)
            at += 1
    assert at == len(told.words)
    again = shaped(flat(told))
    for name in (each.name for each in fields(Quotable)):
        assert getattr(again, name).tolist() == getattr(told, name).tolist()
        assert getattr(again, name).dtype == getattr(told, name).dtype


MARKS = st.lists(st.integers(0, 5), max_size=6)
TRACES = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("pqrst"), MARKS), max_size=12)


@given(TRACES, st.randoms(use_true_random=False), st.sampled_from([1, 8, 1 << 21]))
def test_counting_by_site_is_counting_one_by_one(
    given_: list[tuple[str, str, list[int]]], random: Random, most: int
) -> None:
    said = {(site, page): marks for site, page, marks in given_}  # equal bytes have equal blocks
    traces = [Trace(site, page, np.array(said[site, page], np.uint64)) for site, page, _ in given_]
    limit, room.survey.MARKS_AT_A_TIME = room.survey.MARKS_AT_A_TIME, most
    try:
        found = carried(traces)
        order = random.sample(range(len(traces)), len(traces))
        shuffled = carried([traces[at] for at in order])
    finally:
        room.survey.MARKS_AT_A_TIME = limit
    pages = {(each.site, each.page): set(each.fingerprints.tolist()) - {0} for each in traces}

    assert [each.size for each in found] == [sum(site == one.site for site, _ in pages) for one in traces]
    assert [each.pages.tolist() for each in found] == [
        [
            sum(site == one.site and mark in marks for (site, _), marks in pages.items()) or 1
            for mark in one.fingerprints.tolist()
        ]
        for one in traces
    ]
    assert [each.digest for each in shuffled] == [found[at].digest for at in order]


def test_the_digest_of_what_is_carried_changes_with_it() -> None:
    told = [
        Carried(np.array(pages, np.int32), size)
        for pages, size in (([1, 2], 3), ([1, 2], 4), ([2, 1], 3), ([1, 2, 3], 3))
    ]

    assert len({each.digest for each in told}) == 4
    assert Carried(np.array([1, 2], np.int32), 3).digest == told[0].digest


def test_fingerprints_are_the_same_as_numbers() -> None:
    marks = prepared(f"{SENTENCES[0]}\n\n—\n\n{SENTENCES[1]}").fingerprints
    numbers = numbers_of(marks).tolist()

    assert [f"{number:016x}" if number else "" for number in numbers] == list(marks)


def test_documents_without_keys_are_compared_with_nothing() -> None:
    documents = judged("Oil", "Salt", "Wool")

    assert composed(documents, {})[:2] == ((), {})
    assert composed((), {})[:2] == ((), {})


def test_a_template_names_the_earliest_page_of_its_site() -> None:
    texts = {f"site0/{n}.txt": f"{MENU}\n\nLetter {n}\n\n{SENTENCES[n % 4]}" for n in range(8)}
    documents = judge_together(texts, Random(3))
    first = documents[by_age([sketch(each) for each in documents])[0]]

    rows = list(templates([(sketch(each), stencils(each)) for each in documents]))

    assert {row.document_id for row in rows} == set(texts)
    assert {row.first_document_id for row in rows} == {first.raw.document_id}
    assert {row.site_share for row in rows} == {1.0}


def test_ages_with_and_without_zone_can_be_compared() -> None:
    one, other = judged(SENTENCES[0], SENTENCES[1])
    scraped = [datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 1)]
    ages = [sketch(replace(each, raw=replace(each.raw, scraped_at=when))).age for each, when in
            zip((one, other), scraped, strict=True)]  # fmt: skip

    assert ages[1] < ages[0]
