"""Who is the same, in runs that build on others: only what has changed is resolved, as from scratch."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_run import run
from test_shards import LAMP, assert_as_from_scratch, assert_same, change, current_of, tables_of

from docsieve.entities import Claim, Judgement, resolve_claims
from docsieve.ledger import buckets, files
from docsieve.model import Entity, Kind
from docsieve.snapshot import stage_table
from docsieve.tables import Table, read_table

NAMES = (
    "Harbour Watch", "Harbour Watch, Peru", "Harbour Watch, Chile", "Harbor Watch", "Rope Union (RU)", "RU",
    "Union of Rope", "Lantern Keepers Association", "Lantern Keepers Asociation", "Tide Trust e.V.",
    "Tide Trust", "Ada Weir, baker, Tide Trust", "Ada Weir, teacher, Lima", "Ben Holm Quay Marsh",
    "Ben Holm Quay Marsh, pilot",
)  # fmt: skip
Letters = Mapping[str, Sequence[str] | None]
SIGNERS = st.one_of(st.none(), st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
STEP = st.dictionaries(
    st.sampled_from([f"{site}/{n}.txt" for site in "abc" for n in range(4)]), SIGNERS, max_size=3
)
JUDGED = st.lists(
    st.builds(
        Judgement,
        judgement=st.just("same"),
        kind=st.just(Kind.ORGANIZATION),
        left=st.sampled_from(["Harbour Watch", "Rope Union"]),
        left_document=st.sampled_from(["", "a/0.txt"]),
        right=st.sampled_from(["Tide Trust", "Lantern Keepers Association"]),
    )
    | st.builds(
        Judgement,
        judgement=st.just("same"),
        kind=st.just(Kind.PERSON),
        left=st.just("Ada Weir"),
        left_document=st.sampled_from(["", "a/1.txt"]),
        right=st.sampled_from(["Ada Weir", "Ben Holm Quay Marsh"]),
    ),
    max_size=1,
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets of two documents, shares of three claims, parts of two entities; files never count as fresh."""
    monkeypatch.setattr(buckets, "DOCUMENTS", 2)
    monkeypatch.setattr(files, "FRESH_NANOSECONDS", -(10**18))
    monkeypatch.setattr("docsieve.shards.resolving.AT_A_TIME", 3)
    monkeypatch.setattr("docsieve.shards.parted.ROWS", 2)


def write(raw: Path, letters: Letters, clock: Iterator[int]) -> None:
    change(raw, _texts(letters), clock)


def _texts(letters: Letters) -> dict[str, str | None]:
    return {name: _letter(name, signers) if signers else None for name, signers in letters.items()}


def _letter(name: str, signers: Sequence[str]) -> str:
    lines = "\n".join(signers)
    return f"Open letter\n\n3 May 2021\n\n{LAMP} {name}\n\nSigned:\n\n{lines}\n"


FIRST: Letters = {"a/0.txt": NAMES[:6], "a/1.txt": NAMES[4:9], "b/0.txt": NAMES[8:], "b/1.txt": NAMES[1:3]}


@pytest.mark.no_cover  # many whole runs, of lines that other tests cover
@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(STEP, JUDGED), min_size=1, max_size=3))
def test_entities_are_those_of_a_run_from_scratch(steps: list[tuple[Letters, list[Judgement]]]) -> None:
    assert_as_from_scratch(_texts(FIRST), [(_texts(letters), judged) for letters, judged in steps])


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    write(tmp_path / "raw", FIRST, count(10**18))
    run(tmp_path / "raw", tmp_path / "grown")
    return tmp_path / "grown"


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all claims that are resolved by runs to come."""
    seen: list[str] = []

    def told(claims: Any, judgements: Sequence[Judgement] = ()) -> tuple[Entity, ...]:
        some: list[Claim] = list(claims)
        seen.extend(claim.said.name for claim in some)
        return resolve_claims(some, judgements)

    monkeypatch.setattr("docsieve.shards.resolving.resolve_claims", told)
    return seen


def test_only_claims_that_a_new_one_may_meet_are_resolved_again(
    grown: Path, resolved: list[str], tmp_path: Path
) -> None:
    write(tmp_path / "raw", {"c/0.txt": ["Lantern Keepers Association"]}, count(10**18 + 100))
    run(tmp_path / "raw", grown)

    assert set(resolved) == {"Lantern Keepers Association", "Lantern Keepers Asociation"}
    assert len(read_table(current_of(grown), "signatories")) > len(resolved)


def test_what_a_claim_that_has_gone_had_to_do_with_is_resolved_again(
    grown: Path, resolved: list[str], tmp_path: Path
) -> None:
    write(tmp_path / "raw", {"a/1.txt": None}, count(10**18 + 100))
    run(tmp_path / "raw", grown)

    assert "Rope Union" in resolved
    assert not {"Ada Weir", "Ben Holm Quay Marsh", "Tide Trust"} & set(resolved)


def test_another_judgement_has_all_resolved_again(grown: Path, resolved: list[str], tmp_path: Path) -> None:
    same = Judgement(judgement="same", kind=Kind.ORGANIZATION, left="Tide Trust", right="Rope Union")
    run(tmp_path / "raw", grown, judgements=[same])
    signatories = read_table(current_of(grown), "signatories")

    assert set(resolved) == set(signatories["name"].to_pylist())


def test_parts_in_which_no_claim_has_another_entity_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, grown, clock = tmp_path / "raw", tmp_path / "grown", count(10**18)
    write(raw, {**FIRST, "c/9.txt": ["Nine Bells Choir"]}, clock)
    run(raw, grown)
    written: list[tuple[str, int]] = []

    def told(staging: Path, name: str, table: Table, part: int = 0, beside: Path | None = None) -> None:
        written.append((name, part))
        stage_table(staging, name, table, part, beside)

    for room in ("assemble", "parted"):
        monkeypatch.setattr(f"docsieve.shards.{room}.stage_table", told)
    write(raw, {"c/9.txt": ["Ten Bells Choir"]}, clock)
    run(raw, grown)

    parts = {name: len(list((current_of(grown) / name).iterdir())) for name in ("signatories", "entities")}
    assert parts == {"signatories": 4, "entities": 8}
    for name, most in (("signatories", 2), ("entities", 2)):
        assert 1 <= len([each for each, _ in written if each == name]) <= most


def test_claims_left_out_with_their_entity_leave_no_ledger(
    grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = tmp_path / "raw"
    named = "docsieve.shards.resolving.resolve_claims"
    with monkeypatch.context() as patch:
        patch.setattr(named, lambda claims, said: [_nameless(each) for each in resolve_claims(claims, said)])
        run(raw, tmp_path / "odd")

    assert tables_of(tmp_path / "odd")["signatories"].num_rows == 0
    write(raw, {"c/0.txt": ["Nine Bells Choir"]}, count(10**18 + 100))
    for curated in (tmp_path / "odd", grown):
        run(raw, curated)
    assert_same(tables_of(tmp_path / "odd"), tables_of(grown))


def _nameless(entity: Entity) -> Entity:
    return Entity(entity.entity_id, entity.kind, "", entity.resolved_by, entity.claims, (), ())
