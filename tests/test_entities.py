"""Claims become entities: what is one, what is not, and that ids stay."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_batch import judged as document_of

from docsieve.entities import (
    SAMENESS,
    Claim,
    Judgement,
    JudgementError,
    as_markdown,
    claims_of,
    groups,
    marks_judged,
    marks_of,
    marks_within,
    read_judgements,
    resolve,
    resolve_claims,
    said_of,
    voice_of,
)
from docsieve.entities.names import words
from docsieve.entities.parties import MOST_COMPARED
from docsieve.model import Entity, Judged, Kind, Signatory

PAIRS = json.loads((Path(__file__).parent / "cases" / "entities" / "pairs.json").read_text("utf-8"))
ORGANIZATION, PERSON = Kind.ORGANIZATION, Kind.PERSON


def signed(source: str, *claims: dict[str, Any], kind: Kind = ORGANIZATION) -> Judged:
    """A document signed by the claims given."""
    plain = document_of(source, ["A title", "Menu", "Words."])
    made = [
        Signatory(
            place,
            kind=one.pop("kind", kind),
            as_written="",
            start=0,
            end=0,
            found_by="list",
            confidence=1,
            **one,
        )
        for place, one in enumerate(dict(claim) for claim in claims)
    ]
    return Judged(
        raw=plain.raw,
        blocks=plain.blocks,
        text=plain.text,
        language=plain.language,
        languages=plain.languages,
        metadata=plain.metadata,
        signatories=tuple(made),
    )


def bodies(*names: str, source: str = "a") -> Judged:
    return signed(source, *({"name": name} for name in names))


def person(source: str, name: str, **said: Any) -> Judged:
    return signed(source, {"name": name, **said}, kind=PERSON)


def partition(entities: Sequence[Entity]) -> dict[str, tuple[tuple[str, int], ...]]:
    return {entity.entity_id: entity.claims for entity in entities}


def are_one(one: Judged, other: Judged, judgements: Sequence[Judgement] = ()) -> bool:
    return len(resolve([one, other], judgements)) == 1


def judgement(what: str, left: str, right: str, **more: Any) -> Judgement:
    return Judgement.model_validate(
        {"judgement": what, "kind": "organization", "left": left, "right": right, **more}
    )


def pairs() -> list[Any]:
    fails = pytest.mark.xfail(strict=True, reason="known failure")
    return [
        pytest.param(case, id=case["label"], marks=fails if case["status"] == "known failure" else ())
        for case in PAIRS
    ]


def told_apart(case: dict[str, Any]) -> bool:
    left, right = (
        {k: tuple(v) if isinstance(v, list) else v for k, v in side.items()} for side in case["given"]
    )
    return not are_one(signed("a", left), signed("b", right))


@pytest.mark.parametrize("case", pairs())
def test_pairs_of_bodies(case: dict[str, Any]) -> None:
    assert told_apart(case) is not case["expect"], case["comment"]


def test_precision_and_recall_on_the_pairs() -> None:
    merged = [case for case in PAIRS if not told_apart(case)]
    right = [case for case in merged if case["expect"]]

    assert len(right) / len(merged) >= 0.98
    assert len(right) / sum(case["expect"] for case in PAIRS) >= 0.91


def test_a_list_names_a_body_once() -> None:
    group = {"name": "Bell Makers Women’s Group", "aliases": ("Bell Makers Union",)}
    union = {"name": "Bell Makers Union"}

    assert len(resolve([signed("a", group, union)])) == 2
    assert are_one(signed("a", group), signed("b", union))


def test_an_acronym_that_two_bodies_give_means_neither() -> None:
    rivers = signed("a", {"name": "Open Rivers Network", "aliases": ("ORN",)})
    roads = signed("b", {"name": "Ontario Road Nurses", "aliases": ("ORN",)})

    assert len(resolve([rivers, roads, bodies("ORN", source="c")])) == 3


def test_a_body_without_country_among_namesakes_stays_by_itself() -> None:
    name = "Federation of Net Menders"
    made = [
        signed(c, {"name": name, "countries": tuple(x for x in [c.upper()] if x != "XX")})
        for c in ("ke", "no", "xx")
    ]

    assert len(resolve(made)) == 3
    assert len(resolve(made[::2])) == 1


def test_every_merge_says_what_was_compared() -> None:
    (entity,) = resolve([bodies("Restore the Beacon, Inc."), bodies("Restore the Beacon", source="b")])
    (merge,) = entity.merges

    assert {merge.left, merge.right} == {"Restore the Beacon, Inc.", "Restore the Beacon"}
    assert (merge.measure, merge.measured, merge.threshold) == ("same_without_form", 1.0, 1.0)
    assert entity.resolved_by == "same_without_form"


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ({}, {}, False),
        ({"affiliation": "Tide School"}, {"affiliation": "the Tide School"}, True),
        ({"affiliation": "Tide School"}, {"affiliation": "Harbour Readers"}, False),
        ({"affiliation": "Tide School"}, {}, False),
        ({"role": "Secretary", "countries": ("KE",)}, {"role": "secretary", "countries": ("KE",)}, True),
        ({"role": "Secretary", "countries": ("KE",)}, {"role": "Secretary", "countries": ("NO",)}, False),
        ({"role": "Secretary"}, {"role": "Secretary"}, False),
        ({"role": "Secretary", "place": "Hull"}, {"role": "Secretary", "place": "Hull"}, True),
        ({"url": "https://elm.example.org/"}, {"url": "https://elm.example.org"}, True),
        ({"countries": ("KE",)}, {"countries": ("KE",)}, False),
    ],
)
def test_persons_of_one_name_need_more_than_the_name(
    left: dict[str, Any], right: dict[str, Any], one: bool
) -> None:
    assert are_one(person("a", "Ada Elm", **left), person("b", "ELM, Ada", **right)) is one


def test_persons_with_long_names_are_one() -> None:
    long = "Amado Luz Piedra Marín"

    assert are_one(person("a", long), person("b", long.upper()))
    assert not are_one(person("a", long, countries=("AR",)), person("b", long, countries=("ES",)))
    assert not are_one(person("a", "Ana de la Costa"), person("b", "Ana de la Costa"))


def test_namesakes_in_one_list_are_two_where_they_say_different_things() -> None:
    said = {"name": "Ada Elm", "kind": PERSON}

    assert len(resolve([signed("a", {**said, "role": "baker"}, {**said, "role": "pilot"})])) == 2
    assert len(resolve([signed("a", {**said, "role": "baker"}, said)])) == 1


def test_a_person_is_never_an_organization() -> None:
    assert not are_one(person("a", "Night Ferry Crews"), bodies("Night Ferry Crews", source="b"))


WORDS = [
    "salt",
    "bell",
    "union",
    "Union,",
    "rivers",
    "riverss",
    "open",
    "the",
    "Inc.",
    "ORN",
    "lighthouse",
    "lighthous",
]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
COUNTRIES = st.sampled_from([(), (), ("KE",), ("NO",), ("KE", "NO")])
CLAIMS = st.fixed_dictionaries({
    "name": NAMES,
    "kind": st.sampled_from(list(Kind)),
    "aliases": st.lists(NAMES, max_size=1).map(tuple),
    "countries": COUNTRIES,
    "affiliation": st.one_of(st.none(), NAMES),
})  # fmt: skip
BATCHES = st.lists(st.lists(CLAIMS, max_size=4), max_size=6).map(
    lambda lists: [signed(f"doc-{number}", *claims) for number, claims in enumerate(lists)]
)


@given(BATCHES, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_count(batch: list[Judged], random: Any) -> None:
    shuffled = list(batch)
    random.shuffle(shuffled)

    assert resolve(batch) == resolve(shuffled)


@given(BATCHES, st.randoms(use_true_random=False))
def test_claims_alone_give_what_documents_give(batch: list[Judged], random: Any) -> None:
    claims = [claim for one in batch for claim in claims_of(one)]
    random.shuffle(claims)

    assert resolve_claims(claims) == resolve(batch)


JUDGEMENTS = st.lists(st.tuples(st.sampled_from(("same", "different")), NAMES, NAMES), max_size=3)


@given(BATCHES, JUDGEMENTS)
def test_groups_resolved_apart_are_what_all_are_together(
    batch: list[Judged], judged: list[tuple[str, str, str]]
) -> None:
    decided = [judgement(what, a, b) for what, a, b in judged if are_not_namesakes(a, b)]
    claims = [claim for one in batch for claim in claims_of(one)]
    heard = list(map(marks_judged, decided))
    told = ([*marks_of(one.said), *marks_within(one.said, one.document_id)] for one in claims)
    owners = [*told, *heard]
    marks = np.array([mark for own in owners for mark in own], np.uint64)
    whose = np.repeat(np.arange(len(owners), dtype=np.int32), [len(own) for own in owners])
    spoken_of = np.array([mark for own in heard for mark in own], np.uint64)
    group = groups([(marks, whose)], len(owners), spoken_of).tolist()
    together = defaultdict(list)
    for number, claim in zip(group, claims, strict=False):
        together[number].append(claim)
    try:
        expected = resolve_claims(claims, decided)
    except JudgementError:
        with pytest.raises(JudgementError):
            list(chain.from_iterable(resolve_claims(some, decided) for some in together.values()))
        return
    found = chain.from_iterable(resolve_claims(some, decided) for some in together.values())

    assert sorted(found, key=lambda entity: entity.entity_id) == list(expected)


@given(BATCHES, JUDGEMENTS)
def test_one_claim_for_all_of_its_voice_gives_what_all_give(
    batch: list[Judged], judged: list[tuple[str, str, str]]
) -> None:
    decided = [judgement(what, a, b) for what, a, b in judged if are_not_namesakes(a, b)]
    twins = (replace(one, raw=replace(one.raw, source="twin", document_id="twin")) for one in batch[:1])
    claims = [claim for one in [*batch, *twins] for claim in claims_of(one)]
    try:
        expected = resolve_claims(claims, decided)
    except JudgementError:
        return
    found = resolve_claims(heard_once(claims), decided)

    assert [replace(entity, claims=()) for entity in found] == [
        replace(entity, claims=()) for entity in expected
    ]
    assert {claim for entity in found for claim in entity.claims} <= {
        claim for entity in expected for claim in entity.claims
    }


def heard_once(claims: list[Claim]) -> list[Claim]:
    voices = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.when, one.position)):
        voices[voice_of(claim.said, claim.document_id)].append(claim)
    return [
        replace(first, also=[claim.document_id for claim in others]) for first, *others in voices.values()
    ]


def test_bodies_of_other_names_are_resolved_apart() -> None:
    said = [claim.said for name in ("Fog Horn Players", "Kelp and Code", "Fog Horn Players, Inc.")
            for claim in claims_of(bodies(name))]  # fmt: skip
    own = [set(marks_of(one)) for one in said]

    assert own[0] & own[2]
    assert not own[0] & own[1]


@given(
    BATCHES,
    st.lists(st.sampled_from(["Fog Horn Players", "Kelp and Code", "FHP", "Nordlicht Gilde"]), max_size=4),
)
def test_unrelated_documents_change_no_entity(batch: list[Judged], names: list[str]) -> None:
    others = [bodies(name, source=f"aaa-{place}") for place, name in enumerate(names)]
    before = {entity.entity_id: entity for entity in resolve(batch)}
    after = {entity.entity_id: entity for entity in resolve([*others, *batch])}

    assert before.items() <= after.items()


NAMES_OF_ANY_SIGNS = st.text(st.sampled_from("aB.é+&'’-_ ß٣ก\u0e49(Ｏ"), max_size=8)


@given(NAMES_OF_ANY_SIGNS)
def test_the_words_of_a_name_are_the_same_whatever_stands_beside_it(name: str) -> None:
    assert words(f"{name} é")[:-1] == words(name)


@given(BATCHES)
def test_every_claim_is_in_exactly_one_entity(batch: list[Judged]) -> None:
    found = sorted(claim for entity in resolve(batch) for claim in entity.claims)

    assert found == sorted(
        (one.raw.document_id, claim.position) for one in batch for claim in one.signatories
    )


@given(BATCHES, st.lists(st.tuples(NAMES, NAMES), max_size=3))
def test_different_is_never_put_together_by_others_between(
    batch: list[Judged], apart: list[tuple[str, str]]
) -> None:
    decided = [judgement("different", a, b) for a, b in apart if are_not_namesakes(a, b)]
    names = {
        (one.raw.document_id, s.position): s.name
        for one in batch
        for s in one.signatories
        if s.kind is ORGANIZATION
    }
    for entity in resolve(batch, decided):
        members = {judgement("same", names[claim], "x").sides[0] for claim in entity.claims if claim in names}
        assert not any(set(each.sides) <= members for each in decided)


@given(BATCHES, NAMES, NAMES)
def test_same_wins_over_every_measure(batch: list[Judged], left: str, right: str) -> None:
    decided = judgement("same", left, right)
    named = [
        entity.entity_id
        for entity in resolve(batch, [decided])
        for one in batch
        for said in one.signatories
        if said.kind is ORGANIZATION
        and judgement("same", said.name, "x").sides[0] in decided.sides
        and (one.raw.document_id, said.position) in entity.claims
    ]

    assert len(set(named)) <= 1


def are_not_namesakes(left: str, right: str) -> bool:
    return judgement("same", left, right).sides[0] != judgement("same", left, right).sides[1]


def test_a_judgement_wins_both_ways() -> None:
    german, english = bodies("Bund der Nachtfähren"), bodies("Night Ferry Union", source="b")
    inc = bodies("Night Ferry Union, Inc.", source="c")

    assert are_one(german, english, [judgement("same", "Bund der Nachtfähren", "Night Ferry Union")])
    assert not are_one(english, inc, [judgement("different", "Night Ferry Union", "Night Ferry Union, Inc.")])


def test_a_judgement_can_name_the_document() -> None:
    first, second = (
        person("a", "Ada Elm", affiliation="Tide School"),
        person("b", "Ada Elm", affiliation="Tide School"),
    )
    documents = {"left_document": first.raw.source, "right_document": second.raw.source}
    apart = judgement("different", "Ada Elm", "Elm, Ada", kind="person", **documents)

    assert are_one(first, second)
    assert not are_one(first, second, [apart])
    assert are_one(
        person("a", "Bo Fir"), person("b", "Bo Fir"), [judgement("same", "Bo Fir", "Bo Fir", kind="person")]
    )


def test_judgements_that_contradict_each_other_end_the_run() -> None:
    decided = [
        judgement("same", "A B", "C D"),
        judgement("same", "C D", "E F"),
        judgement("different", "A B", "E F", line=4),
    ]

    with pytest.raises(JudgementError, match=r"line 4 .* different there, but the same by other lines"):
        resolve([bodies("A B", "C D", "E F")], decided)


def test_a_merge_keeps_the_earlier_id_and_names_the_other() -> None:
    old, new = bodies("Salt Bell Union", source="a"), bodies("Gewerkschaft Salzglocke", source="b")
    alone = {entity.name: entity.entity_id for entity in resolve([old, new])}
    (merged,) = resolve([old, new], [judgement("same", "Salt Bell Union", "Gewerkschaft Salzglocke")])

    assert merged.entity_id == alone["Salt Bell Union"]
    assert merged.other_ids == (alone["Gewerkschaft Salzglocke"],)


HEADER = ["judgement", "kind", "left", "left_document", "right", "right_document", "note"]


def write(path: Path, *rows: list[str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_file_of_judgements_is_read(tmp_path: Path) -> None:
    row = ["same", "organization", "Kelp, Code & Co", "", "Kelp and Code", "", "said so by both"]
    (read,) = read_judgements(write(tmp_path / "judgements.csv", HEADER, row))

    assert (read.judgement, read.kind, read.left, read.line) == ("same", ORGANIZATION, "Kelp, Code & Co", 2)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["judgement", "kind"]], "line 1: the columns are judgement, kind, left"),
        (
            [HEADER, ["equal", "organization", "A", "", "B", "", ""]],
            "line 2, column judgement: .*'same' or 'different'",
        ),
        (
            [HEADER, ["same", "club", "A", "", "B", "", ""]],
            "line 2, column kind: .*'person' or 'organization'",
        ),
        ([HEADER, ["same", "person", "", "", "B", "", ""]], "line 2, column left: .*at least 1 character"),
        ([HEADER, ["same", "person", "A", "", "B"]], "line 2: there are 7 columns"),
        (
            [HEADER, ["different", "person", "A B", "", "B, A", "", ""]],
            "line 2: the same name is on both sides",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_the_line(
    tmp_path: Path, rows: list[list[str]], message: str
) -> None:
    with pytest.raises(JudgementError, match=message):
        read_judgements(write(tmp_path / "judgements.csv", *rows))


def test_a_file_of_judgements_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match=r"none\.csv: cannot be read"):
        read_judgements(tmp_path / "none.csv")


def test_rows_of_the_table_have_names_of_their_own() -> None:
    assert len({row.name for row in SAMENESS}) == len(SAMENESS)


def test_the_page_shows_the_table_as_it_is() -> None:
    page = (Path(__file__).parent.parent / "docs" / "entities.md").read_text("utf-8")

    assert as_markdown() in page, "run python -m docsieve.entities and put its table into docs/entities.md"


def test_many_persons_of_one_name_on_a_page_are_compared_with_the_last_of_them() -> None:
    names = [f"Quay{n} Mill{n}" for n in range(MOST_COMPARED + 10)]
    said = [said_of(PERSON, "Ada Elm", affiliation=name) for name in (*names, names[-1], names[0])]
    claims = [Claim("d", ("~", "~", "page"), n, each) for n, each in enumerate(said)]
    sizes = Counter(len(entity.claims) for entity in resolve_claims(claims))

    assert sizes == {1: len(names), 2: 1}
