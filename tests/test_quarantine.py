"""Quarantine: what waits is found and explained, tried again alone, and released with a reason."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from sample_batch import published, tables
from typer.testing import CliRunner

from docsieve import quarantine, snapshot
from docsieve.cli import app, main
from docsieve.config import Config
from docsieve.expectations import Outcome, Verdict, validate, with_failing_rows
from docsieve.model import RawDocument, Rejected
from docsieve.read import Reason, list_sources, read_source
from docsieve.releases import CANNOT, RELEASES, ReleaseError, let_in, objection, read_releases, release

LETTER = "Letter\n\nWe ask for a lamp on the pier, and for one more bench beside it.\n"
LIMIT = 10_000
STORE = "memory://pier-raw"


OWN = """
[[documents]]
name = "short_titles"
expect = "expect_column_values_to_be_between"
column = "title_length"
max_value = 5
severity = "critical"
why = "our titles are short"
"""


class InThisProcess:
    """A validator that starts no process."""

    def __enter__(self) -> "InThisProcess":
        return self

    def __exit__(self, *_: object) -> None: ...

    def validate(self, folder: Path, own: Path | None) -> Verdict:
        return validate(folder, own=own)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with one file that passes, and five that do not."""
    folder = tmp_path / "raw"
    (folder / "pier").mkdir(parents=True)
    (folder / "pier" / "lamp.txt").write_text(LETTER, "utf-8")
    (folder / "pier" / "empty.txt").write_bytes(b"")
    (folder / "pier" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x1b[2J")
    (folder / "pier" / "long.txt").write_text(LETTER * 300, "utf-8")
    (folder / "pier" / "bench.txt").write_text(LETTER, "utf-8")
    (folder / "pier" / "bench.meta.json").write_text('{"url": 3}', "utf-8")
    (folder / "pier" / "\x1b[31mred.txt").write_bytes(b"")
    return folder


def rejected(raw: Path) -> list[Rejected]:
    every = (one if isinstance(one, Rejected) else read(one) for one in list_sources(raw))
    return [one for one in every if isinstance(one, Rejected)]


def read(source: Any) -> RawDocument | Rejected:
    return read_source(source, max_characters=LIMIT)


@pytest.fixture
def curated(tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published dataset whose quarantine holds the files of ``raw`` that do not pass."""
    monkeypatch.setattr("sample_batch.REJECTED", tuple(rejected(raw)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docsieve.toml").write_text(f"max_characters = {LIMIT}\n", "utf-8")
    published(tmp_path / "curated")
    return tmp_path / "curated"


@pytest.fixture
def stored(raw: Path) -> Iterator[None]:
    """The same files in a store."""
    system = fsspec.filesystem("memory")
    system.put(str(raw), STORE, recursive=True)
    yield
    system.rm(STORE, recursive=True)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["quarantine", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return 1, str(done.exception)
    return done.exit_code, done.output


def row_of(curated: Path, source: str) -> Any:
    (row,) = quarantine.find(quarantine.rows(curated).rows, source)
    return row


def refuse(curated: Path) -> None:
    """Put a refused run beside the dataset, in which one claim failed a critical expectation."""
    made = tables()
    claim = made["signatories"].to_pylist()[0]["signatory_id"]
    key = json.dumps({"signatory_id": claim})
    missed = Outcome(
        table="signatories",
        expectation="expect_it",
        column="name_length",
        severity="critical",
        why="names are short",
        met=False,
        failing=1,
        rows=5,
        keys=(key,),
        values=("7",),
        name="short",
    )
    whole = Outcome(
        "documents", "expect_all", "", "critical", "there are more", met=False, observed="3", name="more"
    )
    verdict = Verdict((missed, whole), "a test")
    staging = snapshot.stage(curated, {**made, "quarantine": with_failing_rows(made, verdict)})
    snapshot.refuse(curated, staging, verdict.summary())


@pytest.mark.usefixtures("curated")
class TestList:
    def test_names_every_waiting_file_and_counts_the_reasons(self) -> None:
        status, told = run("list")

        assert status == 0
        assert "5 rows: 1 read bad_sidecar, 1 read binary, 2 read empty, 1 read too_long." in told
        assert "pier/picture.txt" in told
        assert "pier/lamp.txt" not in told

    @pytest.mark.parametrize(
        ("options", "count"),
        [
            (("--stage", "read"), 5),
            (("--stage", "drift"), 0),
            (("--reason", "empty"), 2),
            (("--source", "pic"), 1),
            (("--reason", "empty", "--source", "pier/e"), 1),
        ],
    )
    def test_can_be_narrowed(self, options: tuple[str, ...], count: int) -> None:
        assert f"\n{count} rows" in run("list", *options)[1]

    def test_shows_the_refused_run_where_there_is_one(self, curated: Path) -> None:
        refuse(curated)
        _, told = run("list", "--reason", "short")

        assert told.startswith("Refused: ")
        assert "expectation short" in told
        assert "\n1 rows: 1 expectation short." in told

    def test_does_not_let_a_file_name_command_the_terminal(self) -> None:
        assert "\x1b" not in run("list")[1]
        assert "\x1b" not in run("show", "picture.txt")[1]

    def test_says_where_there_is_nothing(self) -> None:
        assert "nothing is published in elsewhere yet" in run("list", "--curated", "elsewhere")[1]


@pytest.mark.usefixtures("curated")
class TestShow:
    def test_says_what_happened_how_to_mend_it_and_what_the_file_begins_with(self) -> None:
        _, told = run("show", "pier/bench.txt")

        for words in (
            "at read: bad_sidecar",
            "bench.meta.json: url",
            "Correct the .meta.json",
            "Letter We ask",
        ):
            assert words in told

    def test_shows_the_bytes_of_what_is_no_text_as_escapes(self) -> None:
        assert "\\x89PNG" in run("show", "picture.txt")[1]

    def test_takes_the_beginning_of_an_id(self, curated: Path) -> None:
        key = row_of(curated, "pier/long.txt")["quarantine_id"]

        assert "too_long" in run("show", key[:8])[1]

    @pytest.mark.parametrize("wanted", ["nowhere.txt", "ench.txt", ""])
    def test_says_what_to_do_where_nothing_fits(self, wanted: str) -> None:
        status, told = run("show", wanted)

        assert status == 1
        assert "quarantine" in told

    def test_shows_the_value_of_a_row(self, curated: Path) -> None:
        refuse(curated)
        (row,) = quarantine.chosen(quarantine.rows(curated).rows, reason="short")

        assert "value     7: " in run("show", row["quarantine_id"])[1]

    def test_works_without_the_raw_folder(self) -> None:
        status, told = run("show", "pier/bench.txt", "--raw", "elsewhere")

        assert status == 0
        assert "begins" not in told

    @pytest.mark.usefixtures("stored")
    def test_finds_the_file_by_an_address(self, raw: Path) -> None:
        for address in (raw.as_uri(), STORE):
            told = run("show", "pier/bench.txt", "--raw", address)
            assert told[0] == 0
            assert "begins    Letter" in told[1]

    def test_every_reason_has_its_advice(self) -> None:
        assert set(quarantine.show.HOW) == set(Reason)


@pytest.mark.usefixtures("curated")
class TestReplay:
    def test_tries_only_those_files_and_says_which_pass_now(self, raw: Path) -> None:
        (raw / "pier" / "empty.txt").write_text(LETTER, "utf-8")
        (raw / "pier" / "picture.txt").unlink()
        status, told = run("replay", "--no-publish")

        assert status == 0
        assert "passes now: pier/empty.txt" in told
        assert "still waits: pier/picture.txt: it is not in the raw folder any more" in told
        assert "still waits: pier/long.txt: too_long" in told
        assert "1 of 5 files pass now." in told
        assert "The next run publishes: uv run flows/curate.py --raw raw --curated curated" in told
        assert "lamp" not in told

    @pytest.mark.usefixtures("stored")
    def test_tries_files_of_an_address_and_names_it_as_it_was_given(self, raw: Path) -> None:
        (raw / "pier" / "bench.meta.json").unlink()
        fsspec.filesystem("memory").rm(f"{STORE}/pier/bench.meta.json")
        for address in (raw.as_uri(), STORE):
            status, told = run("replay", "bench.txt", "--raw", address, "--no-publish")
            assert status == 0, told
            assert "passes now: pier/bench.txt" in told
            assert f"uv run flows/curate.py --raw {address} --curated curated" in told

    @pytest.mark.parametrize(
        "raw_folder",
        ["nowhere", "weir://letters", "weir://[letters", "sftp://me:lamp-oil@weir.example/raw"],
    )
    def test_where_there_is_nothing_to_read_ends_in_a_sentence(
        self, raw_folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("sys.argv", ["docsieve", "quarantine", "replay", "--raw", raw_folder])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr().err
        assert ended.value.code == 1
        assert told.startswith("docsieve: ")
        assert "lamp-oil" not in told

    def test_a_fault_of_ours_shows_its_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.argv", ["docsieve", "quarantine", "replay", "--raw", "nowhere"])
        monkeypatch.setattr("docsieve.cli.app", lambda: int("a fault of ours"))
        with pytest.raises(ValueError, match="a fault of ours"):
            main()

    def test_runs_no_flow_where_nothing_passes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("docsieve.cli.quarantine._publish", lambda *_: pytest.fail("it was run"))
        status, told = run("replay", "pier/picture.txt")

        assert status == 1
        assert "0 of 1 files pass now." in told

    def test_runs_the_flow_and_gives_its_status(self, raw: Path) -> None:
        (raw / "pier" / "empty.txt").write_text(LETTER, "utf-8")
        (raw.parent / "flows").mkdir()
        (raw.parent / "flows" / "curate.py").write_text(
            "import sys\nopen('ran', 'w').write(' '.join(sys.argv[1:]))\nsys.exit(3)", "utf-8"
        )
        status, _ = run("replay", "pier/empty.txt")

        assert status == 3
        assert (raw.parent / "ran").read_text("utf-8") == "--raw raw --curated curated"

    def test_holds_rows_of_expectations_to_them_again(
        self, raw: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (raw / "own.toml").write_text(OWN, "utf-8")
        monkeypatch.setattr("docsieve.quarantine.again.Validator", InThisProcess)
        config = Config(expectations=str(raw / "own.toml"))
        (raw / "pier" / "lamp.txt").write_text(LETTER.replace("Letter", "Letter on the lamp"), "utf-8")
        (raw / "pier" / "other.txt").write_text(LETTER.replace("Letter", "Oh"), "utf-8")
        names = ("pier/lamp.txt", "pier/other.txt")
        lamp, other = quarantine.replay([{"source": n, "stage": "expectation"} for n in names], raw, config)

        assert str(lamp.waits).startswith("critical: table documents, row ")
        assert other.waits is None


@pytest.mark.usefixtures("curated")
class TestRelease:
    @pytest.mark.parametrize("name", ["picture.txt", "empty.txt"])
    def test_of_what_is_no_text_is_refused_and_leaves_nothing(self, curated: Path, name: str) -> None:
        status, told = run("release", f"pier/{name}", "--reason", "I want it", "--by", "M. Reed")

        assert status == 1
        assert "cannot be released: " in told
        assert not (curated / RELEASES).exists()

    @pytest.mark.parametrize(("reason", "by"), [("", "M. Reed"), (" \n", "M. Reed"), ("good", " ")])
    def test_needs_a_name_and_a_reason(self, reason: str, by: str) -> None:
        status, told = run("release", "pier/bench.txt", "--reason", reason, "--by", by)

        assert (status, told) == (1, "a release needs the name of a person and a reason")

    def test_is_recorded_with_who_when_and_why(self, curated: Path) -> None:
        status, told = run(
            "release", "bench.txt", "--reason", "no\naddress", "--by", "M. Reed", "--no-publish"
        )
        (made,) = read_releases(curated)

        assert status == 0
        assert "released by M. Reed on 2" in told
        assert (made.by, made.why, made.reason) == ("M. Reed", "no address", "bad_sidecar")
        assert made.quarantine_id == row_of(curated, "pier/bench.txt")["quarantine_id"]

    def test_adds_to_what_is_there(self, curated: Path) -> None:
        for name in ("bench.txt", "long.txt"):
            run("release", f"pier/{name}", "--reason", "right", "--by", "M. Reed", "--no-publish")

        assert [one.source for one in read_releases(curated)] == ["pier/bench.txt", "pier/long.txt"]

    def test_lets_those_files_in_and_no_others(self, curated: Path, raw: Path) -> None:
        for name in ("bench.txt", "long.txt"):
            release(curated, row_of(curated, f"pier/{name}"), "M. Reed", "right")
        documents, left = let_in(
            list(list_sources(raw)), rejected(raw), read_releases(curated), 10_000_000, LIMIT
        )

        assert [one.source for one in documents] == ["pier/bench.txt", "pier/long.txt"]
        assert documents[0].url is None
        assert left == rejected(raw)

    def test_is_void_when_the_file_changes(self, curated: Path, raw: Path) -> None:
        release(curated, row_of(curated, "pier/long.txt"), "M. Reed", "right")
        (raw / "pier" / "long.txt").write_text(LETTER * 301, "utf-8")

        assert let_in(list(list_sources(raw)), rejected(raw), read_releases(curated), 10**7, LIMIT)[0] == []

    def test_of_a_file_that_fails_at_something_else_says_that(self, curated: Path, raw: Path) -> None:
        release(curated, row_of(curated, "pier/long.txt"), "M. Reed", "right")
        (raw / "pier" / "long.meta.json").write_text('{"url": 3}', "utf-8")
        documents, left = let_in(list(list_sources(raw)), rejected(raw), read_releases(curated), 10**7, LIMIT)

        assert documents == []
        assert {one.source: one.reason for one in left}["pier/long.txt"] == "bad_sidecar"

    def test_marks_the_row_and_lets_the_run_pass(self, curated: Path) -> None:
        refuse(curated)
        (row,) = quarantine.chosen(quarantine.rows(curated).rows, reason="short")
        run("release", row["quarantine_id"], "--reason", "it is so", "--by", "M. Reed", "--no-publish")
        (made,) = read_releases(curated)

        assert made.quarantine_id == row["quarantine_id"]

    def test_of_a_table_as_a_whole_says_what_to_do_instead(self, curated: Path) -> None:
        refuse(curated)
        (row,) = quarantine.chosen(quarantine.rows(curated).rows, reason="more")
        status, told = run("release", row["quarantine_id"], "--reason", "it is so")

        assert status == 1
        assert "give the expectation another severity" in told


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_either_can_be_released_or_says_why_not(reason: Reason) -> None:
    row = {"stage": "read", "reason": reason.value, "source": "a.txt", "content_sha256": "0" * 64}

    assert (objection(row) is None) == (reason in (Reason.TOO_LONG, Reason.BAD_SIDECAR))
    assert (reason in CANNOT) == (objection(row) is not None)


def test_a_file_that_was_never_read_cannot_be_released() -> None:
    row = {"stage": "read", "reason": "too_long", "source": "a.txt", "content_sha256": None}

    assert "max_bytes" in str(objection(row))


@pytest.mark.parametrize("source", ["a.jsonl#7", "a.jsonl#b.txt", "a.parquet"])
def test_a_record_of_a_container_cannot_be_released(source: str) -> None:
    row = {"stage": "read", "reason": "too_long", "source": source, "content_sha256": "0" * 64}

    assert "container" in str(objection(row))


def test_a_row_that_does_not_fit_its_table_cannot_be_released() -> None:
    assert "does not fit" in str(objection({"stage": "row", "reason": "invalid_text"}))


def bad_why(line: dict[str, Any]) -> None:
    line["why"] = ""


def bad_stage(line: dict[str, Any]) -> None:
    line.update(stage="read", reason="binary")


def unknown(line: dict[str, Any]) -> None:
    line["because"] = "x"


@pytest.mark.parametrize(
    ("change", "words"), [(bad_why, "why: "), (bad_stage, "cannot be released"), (unknown, "because: ")]
)
def test_a_line_that_people_got_wrong_is_named(
    curated: Path, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    release(curated, row_of(curated, "pier/bench.txt"), "M. Reed", "right")
    line = json.loads((curated / RELEASES).read_text("utf-8"))
    change(line)
    with (curated / RELEASES).open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(line) + "\n")

    with pytest.raises(ReleaseError, match=f"{RELEASES}, line 3: .*{words}"):
        read_releases(curated)


def test_without_releases_nothing_changes(raw: Path, tmp_path: Path) -> None:
    assert read_releases(tmp_path) == ()
    assert let_in([], rejected(raw), (), 10**7, LIMIT) == ([], rejected(raw))
