"""What spoke in a learned score: told of a published dataset alone, adding up to the score, or not at all."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import log
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from sample_run import run
from typer.testing import CliRunner

from docsieve import dataset, erasure
from docsieve.cli import app
from docsieve.explain import CannotTellError, Published, scores_told
from docsieve.explain.again import judged_again
from docsieve.explain.meanings import meaning, shift_of
from docsieve.explain.score import MOST
from docsieve.scorer import names

MENU = [
    "Eastport Quay",
    "Tide Desk",
    "Lantern Club",
    "Boat Hire",
    "Rope Walk",
    "Chandlery",
    "Visitors' Berths",
]
LOWER = ["More from the quay", "Twelve knots every child should know", "Where the gulls sleep", "Fog season"]
SENTENCES = {
    "ferry": "The night ferry will not sail this winter, and the islands were told by a note on a door.",
    "lamp": "The lamp at the end of the pier went out in March, and nobody has come to light it since.",
    "rope": "The rope walk is to be sold, although the town paid for its roof only four years ago.",
}
BODY = """{} We ask the harbour office to say who decided it, and when, because those who live by the tide
were not heard.

There were three meetings, and at each of them we were promised an answer that never came. It is not too late
to give it, and we are ready to sit down with whoever will listen.

We will come back to this in the spring, when the council meets again and the timetable has to be voted on.
"""
SIGNED = "\nSigned by:\n\nAda Elm, keeper of the pier\nBo Reed, harbour council\nFog Horn Union (Ireland)\n"


def text_of(name: str) -> str:
    body = BODY.format(SENTENCES[name]) + (SIGNED if name == "lamp" else "")
    title = f"An open letter about the {name}"
    return "\n".join([*MENU, "", title, "", body, *LOWER, "", "Leave a Reply", "Post Comment", ""])


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why")
    (folder / "raw" / "quay").mkdir(parents=True)
    for name in SENTENCES:
        (folder / "raw" / "quay" / f"{name}.txt").write_text(text_of(name), "utf-8")
    (folder / "raw" / "lost").mkdir()
    whole = " ".join(BODY.format(said).replace("\n", " ") for said in SENTENCES.values())
    (folder / "raw" / "lost" / "one-line.txt").write_text(f"From the quay\n\n{whole}", "utf-8")
    run(folder / "raw", folder / "curated")
    return folder / "curated"


def why(curated: Path, *arguments: str) -> str:
    told = CliRunner().invoke(app, ["why", *arguments, "--curated", str(curated)])
    assert told.exit_code == 0, told.output
    return told.output


def known(curated: Path, name: str = "quay/ferry.txt") -> Published:
    published = dataset.open(curated)
    (document,) = (row for row in published.documents.to_pylist() if row["source"] == name)
    site = published.site(document["site"])
    blocks = published.blocks_of(document["document_id"])
    return Published(document, blocks, lambda: site, published.snapshot.manifest())


def test_a_removed_line_names_the_measures_that_spoke_and_they_add_up(curated: Path) -> None:
    told = why(curated, "quay/ferry", "--text", "Twelve knots")

    score = float(re.search(r"decided by learned_score: measured ([0-9.]+)", told)[1])  # type: ignore[index]
    parts = [float(number) for number in re.findall(r"^    ([+-][0-9.]+)  ", told, re.MULTILINE)]
    strongest = re.findall(r"^ {11}([+-][0-9.]+)  (.+): .+ \[(\w[^ ]*)\]$", told, re.MULTILINE)
    assert sum(parts[:-1]) == pytest.approx(parts[-1], abs=0.005 * len(parts))
    assert parts[-1] == pytest.approx(log(score / (1 - score)), abs=0.2)
    assert parts[:-3] == sorted(parts[:-3], key=lambda added: -abs(added))
    assert len(strongest) == MOST
    assert all(meaning(name).words == words for _, words, name in strongest)


def test_a_kept_line_that_no_rule_spoke_for_is_told_what_spoke_for_it(curated: Path) -> None:
    told = why(curated, "quay/ferry", "--text", "We will come back to this")

    assert "no rule spoke" in told
    assert re.search(r"what spoke in its learned score of 0\.[0-4]", told)
    assert re.search(r"^    -[0-9.]+  in all$", told, re.MULTILINE)


def test_a_line_kept_against_its_score_is_told_what_spoke_in_it(curated: Path) -> None:
    told = why(curated, "quay/ferry", "--line", "1")

    assert "kept as heading; decided by opening_line" in told
    assert "what spoke in its learned score of 0.9" in told


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Leave a Reply", id="removed by its words, whatever its score"),
        pytest.param("An open letter about the ferry", id="kept as the title, its score is low"),
        pytest.param("There were three meetings", id="kept between prose, its score is low"),
    ],
)
def test_where_another_rule_decided_the_score_is_not_told(curated: Path, words: str) -> None:
    assert "what spoke" not in why(curated, "quay/ferry", "--text", words)


def test_of_a_whole_document_it_is_told_in_one_line_a_removed_block(curated: Path) -> None:
    told = why(curated, "quay/ferry")

    assert "strongest measures" not in told
    assert told.count("what spoke in its learned score of ") == told.count("decided by learned_score") > 0


def test_what_the_site_carries_is_known_again(curated: Path) -> None:
    of = known(curated)
    page = judged_again(of.document, of.blocks, of.site())

    assert page is not None
    pages = dict(zip(page.texts, [(seen.site_pages, seen.site_size) for seen in page.evidence], strict=True))
    assert pages["Chandlery"] == (3, 3)
    assert pages["An open letter about the ferry"] == (1, 3)


@pytest.mark.parametrize("name", SENTENCES)
def test_every_published_document_is_judged_as_it_was(curated: Path, name: str) -> None:
    of = known(curated, f"quay/{name}.txt")

    assert judged_again(of.document, of.blocks, of.site()) is not None


def told_of(of: Published) -> Mapping[int, tuple[str, ...]]:
    return scores_told(of, of.blocks, closely=True)


def with_name(of: Published) -> Published:
    """The same with a name in the text that was another when it was judged, as erasing leaves it."""
    blocks = [{**row, "text": row["text"].replace("Chandlery", "An Erased Name Here")} for row in of.blocks]
    return replace(of, blocks=blocks)


def with_score(of: Published) -> Published:
    """The same with one score a little higher."""
    blocks = [
        {**row, "measured": row["measured"] + 2**-10} if row["rule"] == "learned_score" else row
        for row in of.blocks
    ]
    return replace(of, blocks=blocks)


def with_line(of: Published) -> Published:
    """The same with a line more, in what was one block."""
    blocks = [{**row, "text": row["text"].replace("Rope Walk", "Rope\n\nWalk")} for row in of.blocks]
    return replace(of, blocks=blocks)


def alone(of: Published) -> Published:
    """The same without the other pages of its site."""
    return replace(
        of, site=lambda: [row for row in of.site() if row["document_id"] == of.blocks[0]["document_id"]]
    )


@pytest.mark.parametrize("changed", [with_name, with_line, with_score, alone])
def test_nothing_is_told_where_judging_again_gives_something_else(
    curated: Path, changed: Callable[[Published], Published]
) -> None:
    of = known(curated)

    assert told_of(of)
    with pytest.raises(CannotTellError, match="erased or set aside"):
        told_of(changed(of))


@pytest.mark.parametrize(
    ("said", "why_not"),
    [({"persons": "drop"}, "names of persons"), ({"code_hash": "0" * 64}, "another version of docsieve")],
)
def test_the_manifest_may_say_why_nothing_is_told(curated: Path, said: dict[str, Any], why_not: str) -> None:
    of = known(curated)
    elsewhere = replace(of, manifest={**of.manifest, **said})

    assert told_of(elsewhere) == told_of(of), "what is judged alike is told, whoever made it"
    with pytest.raises(CannotTellError, match=why_not):
        told_of(with_name(elsewhere))


def test_the_command_says_once_that_it_cannot_tell_and_tells_the_rest(curated: Path, tmp_path: Path) -> None:
    shutil.copytree(curated, tmp_path / "curated", symlinks=True)
    claims = dataset.open(tmp_path / "curated").rows("signatories")
    (entity,) = {claim.entity_id for claim in claims if claim.name == "Fog Horn Union"}
    erasure.erase_entity(tmp_path / "curated", entity)

    told = why(tmp_path / "curated", "quay/lamp")

    assert "removed as boilerplate; decided by learned_score" in told
    assert told.count("What spoke in the learned score cannot be told") == 1
    assert "what spoke in its" not in told


def test_a_page_that_lost_its_lines_has_no_score_to_be_told(curated: Path) -> None:
    told = why(curated, "lost/one-line", "--text", "three meetings")

    assert "no rule spoke" in told
    assert "what spoke" not in told


def test_every_measure_means_something_and_no_two_the_same() -> None:
    said = Counter((meaning(name).words, meaning(name).told_as) for name in names())

    assert {words for words, many in said.items() if many > 1} == set()


@pytest.mark.parametrize(
    "name", ["", "word", "words_before_x", "words_+x", "word_+1", "score_before_1", "in_span_7"]
)
def test_what_is_no_measure_means_nothing(name: str) -> None:
    with pytest.raises(KeyError):
        meaning(name)


def test_a_measure_of_one_other_block_says_which() -> None:
    assert [shift_of(name) for name in ("words_-2", "score_+3", "words_before_3", "words")] == [
        -2,
        3,
        None,
        None,
    ]
    assert meaning("score_+3").words.startswith("3 blocks below: ")
    assert meaning("bullet_behind_1").words.startswith("in the block below: ")


def test_the_example_in_the_documentation_is_what_is_told(curated: Path) -> None:
    told = why(curated, "quay/ferry", "--text", "Fog season")
    example = re.search(r"^  what spoke in .*?in all$", told, re.MULTILINE | re.DOTALL)
    page = (Path(__file__).parent.parent / "docs" / "boilerplate.md").read_text("utf-8")

    assert example is not None
    assert indent(dedent(example[0]), "    ") in page, "put what is told here into docs/boilerplate.md"
