"""The report: what stands on its pages, that they are whole, and that only what has changed is written."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import curate
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_batch import BATCH, COPY, GARDENS, HOSTILE, RIVERS, facts, judged, published, tables
from summary import Summary

from docsieve import cli, snapshot
from docsieve.drift import FILE, Behind, Change, Shift, write_shifts
from docsieve.model import Finding, Judged
from docsieve.report import Written, is_current, write_report
from docsieve.report.addresses import block_anchor, document_page, entity_anchor, entity_page, rule_page
from docsieve.report.decisions import NEAREST, decisions
from docsieve.report.document_pages import pieces
from docsieve.report.front import MOST_RUNS, runs, verdict
from docsieve.report.plots import MOST_LINES, Plot
from docsieve.report.sites import LEAST_DOCUMENTS, LEAST_SITES, MEASURES, Figures, standing_out
from docsieve.rules import RULES
from docsieve.tables import read_table


class Page(HTMLParser):
    """A page's elements with their attributes, and the text of its ``div`` elements by class."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, list[str]]] = []
        self._inside: list[list[str]] = []
        self.feed(place.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "div":
            self._inside.append([])
            self.texts.append((given.get("class", ""), self._inside[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        for text in self._inside:
            text.append(data)

    def text(self, of_class: str) -> list[str]:
        return ["".join(text) for name, text in self.texts if name == of_class]

    @property
    def ids(self) -> set[str]:
        return {given["id"] for _, given in self.elements if "id" in given}

    @property
    def addresses(self) -> Iterator[str]:
        for _, found in self.elements:
            yield from (found[name] for name in ("href", "src") if name in found)


def write(curated: Path) -> Written:
    now = snapshot.current(curated)
    assert now is not None
    return write_report(now.path, curated / "report", curated / snapshot.REFUSED)


def page_of(curated: Path, document: Judged) -> Path:
    return curated / "report" / document_page(document.raw.document_id)


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small batch, published and reported."""
    folder = tmp_path_factory.mktemp("curated")
    published(folder)
    write(folder)
    return folder


class TestADocument:
    def test_shows_its_whole_raw_text(self, curated: Path) -> None:
        for document in BATCH:
            raw = Page(page_of(curated, document)).text("raw")

            assert raw == [block.block.text for block in document.blocks]

    def test_says_why_a_block_was_removed(self, curated: Path) -> None:
        why = Page(page_of(curated, RIVERS)).text("why")[1]

        assert "Removed as navigation by short_link_like_line: measured 0.75" in why
        assert "threshold 0.6" in why
        assert "Would have spoken too: no_stop_word: measured 0" in why

    def test_links_a_repeat_to_its_first_occurrence(self, curated: Path) -> None:
        page = Page(page_of(curated, COPY))

        assert f"../../{document_page(GARDENS.raw.document_id)}#b2" in page.addresses
        assert "quotation: first in site-a/gardens.txt, block 2" in page.text("clean")[2]
        assert page_of(curated, COPY).read_text("utf-8").count("Nearly the same as") == 1

    def test_links_every_signatory_to_the_line(self, curated: Path) -> None:
        page = Page(page_of(curated, GARDENS))

        assert {f"#s{claim.position}" for claim in GARDENS.signatories} <= set(page.addresses)
        assert {f"s{claim.position}" for claim in GARDENS.signatories} <= page.ids


class TestTheSite:
    def test_every_address_leads_somewhere_inside(self, curated: Path) -> None:
        report = (curated / "report").resolve()
        places = {place: Page(place) for place in report.rglob("*.html")}
        for place, page in places.items():
            for address in page.addresses:
                path, _, anchor = address.partition("#")
                target = (place.parent / path).resolve() if path else place

                assert target.is_relative_to(report), (place, address)
                assert target.is_file(), (place, address)
                assert not anchor or anchor in places[target].ids, (place, address)

    def test_nothing_runs_but_its_own_script(self, curated: Path) -> None:
        for place in (curated / "report").rglob("*.html"):
            page = Page(place)
            policy = [given["content"] for tag, given in page.elements if "Content-Security" in str(given)]
            scripts = [given.get("src", "") for tag, given in page.elements if tag == "script"]

            assert [source.removeprefix("../").removeprefix("../") for source in scripts] == ["report.js"]
            assert not [given for _, given in page.elements if any(name.startswith("on") for name in given)]
            assert not [given for _, given in page.elements if "style" in given]
            assert len(policy) == 1
            assert policy[0].startswith("default-src 'none'; script-src 'self'; style-src 'self'")

    def test_shows_markup_as_text(self, curated: Path) -> None:
        assert HOSTILE in Page(page_of(curated, GARDENS)).text("raw")[0]

    def test_has_a_page_for_every_document_and_entity(self, curated: Path) -> None:
        now = snapshot.current(curated)
        assert now is not None
        documents = {document_page(each.raw.document_id) for each in BATCH}
        entities = {
            entity_page(str(each)) for each in read_table(now.path, "entities")["entity_id"].to_pylist()
        }
        report = curated / "report"
        found = {path.relative_to(report).as_posix() for path in report.glob("[de]*/**/*.html")}

        assert found == documents | entities

    def test_an_entity_lists_its_claims(self, curated: Path) -> None:
        now = snapshot.current(curated)
        assert now is not None
        row = next(each for each in read_table(now.path, "entities").to_pylist() if each["name"] == "Ada Elm")
        page = Page(curated / "report" / entity_page(row["entity_id"]))

        assert entity_anchor(row["entity_id"]) in page.ids
        assert f"../{document_page(GARDENS.raw.document_id)}#s1" in page.addresses or row["claim_count"] == 1

    def test_finds_titles_and_names(self, curated: Path) -> None:
        script = (curated / "report" / "search.js").read_text("utf-8")
        index = json.loads(script.removeprefix("docsieveIndex = ").removesuffix(";\n"))

        assert [RIVERS.raw.document_id, "document", "For the rivers"] in [each[:3] for each in index]
        assert {"Ada Elm", "@Rivers"} <= {each[2] for each in index}


class TestWritingAgain:
    def test_leaves_everything_where_nothing_changed(self, tmp_path: Path) -> None:
        published(tmp_path)
        first = write(tmp_path)
        second = write(tmp_path)

        assert first.written > 0
        assert (second.written, second.left, second.removed) == (0, first.written, 0)

    def test_touches_only_the_pages_of_what_changed(self, tmp_path: Path) -> None:
        published(tmp_path)
        write(tmp_path)
        before = page_of(tmp_path, GARDENS).stat().st_mtime_ns, page_of(tmp_path, RIVERS).read_bytes()
        now = judged("rivers", ["For the rivers", "Menu", "Let them run, all of them."])
        published(tmp_path, (GARDENS, now, COPY), "other")
        write(tmp_path)

        assert page_of(tmp_path, GARDENS).stat().st_mtime_ns == before[0]
        assert page_of(tmp_path, now).read_bytes() != before[1]

    def test_removes_the_page_of_what_is_gone(self, tmp_path: Path) -> None:
        published(tmp_path)
        write(tmp_path)
        published(tmp_path, (GARDENS, COPY), "other")
        write(tmp_path)

        assert not page_of(tmp_path, RIVERS).exists()
        assert "site-a/rivers.txt" in (tmp_path / "report" / "index.html").read_text("utf-8")

    def test_writes_a_page_again_that_was_left_half_written(self, tmp_path: Path) -> None:
        published(tmp_path)
        write(tmp_path)
        whole = page_of(tmp_path, RIVERS).read_bytes()
        page_of(tmp_path, RIVERS).write_bytes(whole[: len(whole) // 2])
        again = write(tmp_path)

        assert again.written == 1
        assert page_of(tmp_path, RIVERS).read_bytes() == whole

    def test_knows_which_snapshot_and_refused_run_it_shows(self, tmp_path: Path) -> None:
        now = published(tmp_path)
        report, refused = tmp_path / "report", tmp_path / snapshot.REFUSED
        before = is_current(now.path, report, refused)
        write(tmp_path)
        after = is_current(now.path, report, refused)
        refuse(tmp_path)

        assert (before, after, is_current(now.path, report, refused)) == (False, True, False)


def refuse(curated: Path) -> None:
    keys = [json.dumps({"document_id": each}) for each in (RIVERS.raw.document_id, "00ff00ff00ff00ff")]
    finding: dict[str, object] = {
        "table": "documents",
        "column": "text",
        "severity": "critical",
        "why": "texts are there",
    }
    finding |= {"failing": 1, "rows": 3, "observed": None, "keys": keys}
    verdict = {
        "passed": False,
        "expectations": 2,
        "met": 1,
        "critical": 1,
        "warning": 0,
        "findings": [finding],
    }
    snapshot.refuse(curated, snapshot.stage(curated, tables()), verdict)


class TestTheFrontPage:
    def test_says_what_changed(self, tmp_path: Path) -> None:
        published(tmp_path, (GARDENS, RIVERS))
        changed = judged("rivers", ["For the rivers", "Menu", "Let them run, all of them."])
        published(tmp_path, (changed, COPY), "other")
        write(tmp_path)
        front = (tmp_path / "report" / "index.html").read_text("utf-8")

        assert [f"<b>1</b> {word}" in front for word in ("new", "changed", "gone")] == [True] * 3
        assert "<b>0</b> judged anew" in front

    def test_does_not_name_what_is_gone_from_a_snapshot_that_showed_more_of_persons(
        self, tmp_path: Path
    ) -> None:
        published(tmp_path)
        with snapshot.lock(tmp_path):
            staging = snapshot.stage(tmp_path, tables((GARDENS, COPY)))
            about = replace(facts("other"), persons="drop")
            snapshot.publish(tmp_path, staging, about, {"passed": True})
        write(tmp_path)
        front = (tmp_path / "report" / "index.html").read_text("utf-8")

        assert "<b>1</b> gone" in front
        assert "rivers" not in front
        assert RIVERS.raw.document_id in front

    def test_says_that_a_later_run_was_refused_and_which_rows_failed(self, tmp_path: Path) -> None:
        published(tmp_path)
        refuse(tmp_path)
        write(tmp_path)
        front = (tmp_path / "report" / "index.html").read_text("utf-8")

        assert "The last run was refused" in front
        assert "documents.text: texts are there: not so in 1 of 3 rows" in front
        assert f'href="{document_page(RIVERS.raw.document_id)}"' in front
        assert "00ff00ff00ff00ff.html" not in front

    def test_tells_of_drift_with_its_documents(self, tmp_path: Path) -> None:
        keys = [json.dumps({"document_id": RIVERS.raw.document_id})]
        finding: dict[str, object] = {
            "table": "drift",
            "column": "",
            "severity": "warning",
            "why": "site a: it jumped",
        }
        finding |= {
            "failing": None,
            "rows": None,
            "observed": None,
            "keys": keys,
            "values": ["0.4"],
            "released": 1,
        }
        told = {
            "passed": True,
            "expectations": 2,
            "met": 1,
            "critical": 0,
            "warning": 1,
            "findings": [finding],
        }
        with snapshot.lock(tmp_path):
            snapshot.publish(tmp_path, snapshot.stage(tmp_path, tables()), facts(), told)
        write(tmp_path)
        front = (tmp_path / "report" / "index.html").read_text("utf-8")

        assert "Passed, with warnings" in front
        assert "drift: site a: it jumped (1 released)" in front
        assert f'href="{document_page(RIVERS.raw.document_id)}"' in front

    def test_shows_before_and_after_of_what_jumped(self, tmp_path: Path) -> None:
        shift = Shift("site_kept_share", "site-a", "all", 0.12, 0.41, 0.29, 0.1, 80, 90)
        change = Change(RIVERS.raw.document_id, 2, HOSTILE, None, "removed as share by share_phrases")
        with snapshot.lock(tmp_path):
            staging = snapshot.stage(tmp_path, tables())
            write_shifts([Behind(shift, (RIVERS.raw.document_id,), (change,))], staging / FILE)
            snapshot.publish(tmp_path, staging, facts(), {"passed": True})
        write(tmp_path)
        front = (tmp_path / "report" / "index.html").read_text("utf-8")

        assert "removed share jumped from 12 % to 41 %" in front
        assert "<td>not there</td><td>removed as share by share_phrases</td>" in front
        assert f'href="{block_anchor(RIVERS.raw.document_id, 2)}"' in front
        assert HOSTILE not in front

    def test_a_key_that_is_no_json_is_shown_as_it_is(self) -> None:
        finding = {"keys": ["<b>", "[1]", '{"entity_id": "x"}']}

        assert [
            page for _, _, page in verdict({"verdict": {"findings": [finding]}}, set())["findings"][0]["keys"]
        ] == ["", "", ""]

    def test_runs_are_in_order_of_time(self, curated: Path) -> None:
        now = snapshot.current(curated)
        assert now is not None

        assert [run["document_count"] for run in runs(now.path)] == [3]


class TestAPlot:
    PLOT = Plot("Files", "Files & <more>.", ["2026-11-01 09:00", "2026-11-02 09:00"], {"a<b": [1.0, 3.0]})

    def test_is_drawn_the_same_each_time(self) -> None:
        assert self.PLOT.svg() == self.PLOT.svg()

    def test_says_itself_in_words(self) -> None:
        svg = self.PLOT.svg()

        assert 'role="img"' in svg
        assert "<title>Files</title>" in svg
        assert "<desc>Files &amp; &lt;more&gt;. Over 2 runs. a&lt;b: 1, now 3.</desc>" in svg

    def test_takes_its_colours_from_the_page_and_brings_no_style(self) -> None:
        svg = self.PLOT.svg()

        assert "#" not in svg
        assert "style" not in svg
        assert "var(--c1)" in svg

    @pytest.mark.parametrize("count", [1, 2, 60])
    def test_can_be_drawn_of_any_number_of_runs(self, count: int) -> None:
        lines = {str(line): [0.0] * count for line in range(MOST_LINES + 2)}

        assert Plot("n", "n.", ["2026-11-01 09:00"] * count, lines).svg().startswith("<svg")


class TestRules:
    def test_count_what_they_decided_and_what_they_would_have(self, curated: Path) -> None:
        now = snapshot.current(curated)
        assert now is not None
        found = decisions(now.path)

        assert {name: (did.first, did.later) for name, did in found.items()} == {
            "short_link_like_line": (3, 0),
            "no_stop_word": (0, 3),
        }
        assert [row["text"] for row in found["short_link_like_line"].decided] == ["Home About", "Menu"]

    def test_show_the_nearest_first_and_each_text_once(self, tmp_path: Path) -> None:
        many = judged("many", [f"line {number}" for number in range(60)])
        blocks = tuple(
            replace(block, kept=False, finding=Finding("learned_score", 0.8 + (at * 7 % 60 + 1) / 400, 0.8))
            for at, block in enumerate(many.blocks)
        )
        published(tmp_path, (replace(many, blocks=blocks), replace(GARDENS, blocks=blocks[:1])))
        now = snapshot.current(tmp_path)
        assert now is not None
        rows = decisions(now.path)["learned_score"].decided
        distances = [round((row["measured"] - 0.8) * 400) for row in rows]

        assert distances == list(range(1, NEAREST + 1))

    def test_list_the_blocks_that_were_near_to_being_decided(self, tmp_path: Path) -> None:
        near = replace(RIVERS.blocks[2], near=(Finding("site_share", 0.4, 0.5),))
        published(tmp_path, (replace(RIVERS, blocks=(*RIVERS.blocks[:2], near, *RIVERS.blocks[3:])),))
        write(tmp_path)
        page = (tmp_path / "report" / rule_page("site_share")).read_text("utf-8")
        other = page.partition("On the other side of the line")[2]

        assert '<td class="n">0.4</td><td class="n">0.5</td>' in other
        assert near.block.text in other

    def test_have_a_page_though_they_never_spoke(self, curated: Path) -> None:
        rule = next(each for each in RULES if each.at_most is not None)
        page = (curated / "report" / rule_page(rule.name)).read_text("utf-8")

        assert "It decided nothing in this snapshot." in page
        assert f"because they measure at most {rule.at_most:g}" in page


def site(name: str, removed: float, documents: int = 5) -> Figures:
    return Figures(name, documents, removed, 0.0, 0.0, 2.0)


class TestSites:
    def test_one_that_differs_stands_out(self) -> None:
        sites = [site(name, 0.30 + at / 100) for at, name in enumerate("abcd")]

        assert [each.site for each, _ in standing_out([*sites, site("odd", 0.9)])] == ["odd"]

    @pytest.mark.parametrize(
        "odd",
        [
            pytest.param(site("odd", 0.40), id="differs by less than anybody would see"),
            pytest.param(site("odd", 0.9, documents=2), id="has too few documents"),
        ],
    )
    def test_one_that_hardly_differs_or_is_tiny_does_not(self, odd: Figures) -> None:
        sites = [site(name, 0.30 + at / 100) for at, name in enumerate("abcd")]

        assert standing_out([*sites, odd]) == []


def spans(length: int) -> st.SearchStrategy[list[dict[str, int]]]:
    one = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    return st.lists(one, max_size=6).map(
        lambda found: [{"position": at, "start": 10 + a, "end": 10 + b} for at, (a, b) in enumerate(found)]
    )


@given(st.text(min_size=1, max_size=40).flatmap(lambda text: st.tuples(st.just(text), spans(len(text)))))
def test_pieces_give_the_text_back_and_every_claim_once(
    given_text: tuple[str, list[dict[str, int]]],
) -> None:
    text, claims = given_text
    found = pieces(text, 10, claims)

    assert "".join(piece for piece, _ in found) == text
    assert sorted(position for _, positions in found for position in positions) == list(range(len(claims)))


@pytest.mark.parametrize("hostile", ["../../x", "a/b", "", ".", "CON", "x" * 500, "<script>"])
def test_no_id_becomes_a_path(hostile: str) -> None:
    for address in (document_page(hostile), entity_page(hostile), rule_page(hostile)):
        parts = address.removesuffix(".html").split("/")

        assert parts[0] in ("documents", "entities", "rules")
        assert all(part.isalnum() and len(part) <= 32 for part in parts[1:])


class TestTheCommandAndTheRun:
    def test_the_command_writes_the_pages_and_says_where(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        published(tmp_path)
        monkeypatch.setattr("sys.argv", ["docsieve", "report", "--curated", str(tmp_path)])
        with pytest.raises(SystemExit) as ended:
            cli.main()

        assert not ended.value.code
        assert capsys.readouterr().out.startswith(str(tmp_path / "report" / "index.html"))
        assert page_of(tmp_path, RIVERS).is_file()

    def test_the_command_makes_nothing_where_nothing_is_published(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.argv", ["docsieve", "report", "--curated", str(tmp_path / "none")])
        with pytest.raises(SystemExit) as ended:
            cli.main()

        assert ended.value.code == 1
        assert not (tmp_path / "none").exists()

    def test_a_run_names_the_report(self, tmp_path: Path) -> None:
        published(tmp_path)
        summary = curate.with_report(Summary("done"), tmp_path)

        assert dict(summary.look)["report"] == str(tmp_path / "report" / "index.html")
        assert page_of(tmp_path, RIVERS).is_file()

    def test_a_report_that_fails_leaves_what_is_published(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = published(tmp_path)

        def fail(*_: Path) -> None:
            raise OSError("no space left")

        monkeypatch.setattr("docsieve.report.write_report", fail)
        summary = curate.with_report(Summary("done"), tmp_path)

        assert snapshot.current(tmp_path) == now
        assert "no space left" in summary.complaints[0]
        assert summary.headline == "done"


def test_the_page_about_the_report_states_the_lines_of_the_code() -> None:
    page = (Path(__file__).parent.parent / "docs" / "report.md").read_text("utf-8")

    for measure in MEASURES:
        least = f"{100 * measure.least:.0f} points" if measure.least < 1 else f"{measure.least:.0f}"
        assert f"| {measure.words.removeprefix('the ')} | {least} |" in page
    assert (NEAREST, "its twenty decisions" in page) == (20, True)
    assert f"the last {MOST_RUNS} runs" in page
    assert (LEAST_DOCUMENTS, LEAST_SITES, "three documents or more, if there are four such" in page) == (
        3,
        4,
        True,
    )
