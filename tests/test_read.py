"""Reading: what is below a raw folder, exact text or a reason, nothing followed, nothing guessed."""

import errno
import json
import os
import pickle
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsieve import read
from docsieve.model import RawDocument, Rejected
from docsieve.read import Decoded, Reason, Refusal, Source, decode, list_sources, read_source, told_passed
from docsieve.read.passing import MOST_ENDINGS, pass_over

CASES = Path(__file__).parent / "cases" / "read"
BYTES: list[dict[str, Any]] = json.loads((CASES / "bytes.json").read_text("utf-8"))
LEGACY: list[dict[str, Any]] = json.loads((CASES / "legacy.json").read_text("utf-8"))
LEGACY_PAIRS = [(case["given"]["text"], name) for case in LEGACY for name in case["given"]["encodings"]]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and byte names as POSIX has them")


def listed(raw: Path) -> list[str]:
    return [
        each.name if isinstance(each, Source) else f"{each.source}: {each.reason}"
        for each in list_sources(raw)
    ]


def read_all(raw: Path, **limits: int) -> list[RawDocument | Rejected]:
    return [read_source(each, **limits) if isinstance(each, Source) else each for each in list_sources(raw)]


def one(raw: Path, **limits: int) -> RawDocument | Rejected:
    [found] = read_all(raw, **limits)
    return found


def accepted(raw: Path) -> RawDocument:
    found = one(raw)
    assert isinstance(found, RawDocument), found
    return found


def reason(found: RawDocument | Rejected) -> str:
    assert isinstance(found, Rejected), found
    return found.reason


# ---- bytes to text


@pytest.mark.parametrize("case", BYTES, ids=lambda case: case["label"])
def test_bytes(case: dict[str, Any]) -> None:
    found = decode(bytes.fromhex(case["given"]))

    if "reason" in case["expect"]:
        assert isinstance(found, Refusal), found
        assert found.reason == case["expect"]["reason"]
        assert found.detail
    else:
        assert found == Decoded(**case["expect"])


@pytest.mark.parametrize(("text", "encoding"), LEGACY_PAIRS, ids=lambda value: value[:20])
def test_legacy_text_comes_out_exactly(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))

    assert isinstance(found, Decoded), found
    assert found.text == text


@pytest.mark.parametrize(("text", "encoding"), LEGACY_PAIRS, ids=lambda value: value[:20])
def test_part_of_a_legacy_text_is_right_or_refused(text: str, encoding: str) -> None:
    wrong = []
    for length in (5, 10, 15, 20, 30, 40, 60, 90, 130):
        for start in (0, 33, 77):
            part = text[start : start + length]
            found = decode(part.encode(encoding))
            if isinstance(found, Decoded) and found.text != part:
                wrong.append((part, found))

    assert wrong == []


@given(st.binary(max_size=300))
def test_every_sequence_of_bytes_has_an_answer(data: bytes) -> None:
    found = decode(data)

    if isinstance(found, Decoded):
        assert data.decode(found.encoding) == found.text
        assert found.text.strip()
    else:
        assert found.reason in Reason


@given(
    st.text(st.characters(exclude_categories=["C"], exclude_characters="\ufffd")).filter(str.strip),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_text_with_a_mark_comes_out_exactly(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding, "byte_order_mark")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unmarked_utf_16_and_32_are_right_or_refused(encoding: str) -> None:
    found = {
        case["label"]: (case["given"]["text"], decode(case["given"]["text"].encode(encoding)))
        for case in LEGACY
    }

    wrong = [
        label for label, (text, each) in found.items() if isinstance(each, Decoded) and each.text != text
    ]
    refused = [label for label, (_, each) in found.items() if isinstance(each, Refusal)]
    assert wrong == []
    # Without a blank or a digit there is no zero byte that would tell.
    assert set(refused) <= {"ja", "zh-hans", "zh-hant"}


def test_detail_of_broken_utf_8_names_the_byte() -> None:
    found = decode("lämpe lämpe lämpe ".encode() + b"\xe4 ")

    assert isinstance(found, Refusal)
    assert "byte 21" in found.detail


# ---- the raw folder


def test_sources_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b/z.txt", "b.txt", "b/a/deep/er.txt", "a.txt", "b-c/x.TXT", "c/no.md", "b/z.meta.json", "ä.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Lamp")

    found = listed(tmp_path)

    assert found == sorted(["b/z.txt", "b.txt", "b/a/deep/er.txt", "a.txt", "b-c/x.TXT", "ä.txt"])


def test_site_is_the_first_folder(tmp_path: Path) -> None:
    (tmp_path / "harbour" / "2020").mkdir(parents=True)
    (tmp_path / "harbour" / "2020" / "a.txt").write_text("Lamp")
    (tmp_path / "b.txt").write_text("Lamp")

    assert [each.site for each in list_sources(tmp_path) if isinstance(each, Source)] == ["", "harbour"]


def test_identity(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "letter.txt").write_bytes(b"\xef\xbb\xbfA\r\nB")

    found = accepted(tmp_path)

    assert found == RawDocument(
        document_id="4d04c2043965381c",
        source="site/letter.txt",
        site="site",
        content_sha256="5ed797845fd2cdb56a4378eb7a200f09c587b4404858f738a5370d3bf7c2a3c6",
        text="A\r\nB",
        encoding="utf-8-sig",
        encoding_found_by="byte_order_mark",
    )


def test_a_source_goes_to_another_process_and_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    [source] = list_sources(tmp_path)

    assert pickle.loads(pickle.dumps(source)) == source


KINDS = (
    "site/page.html",
    "site/PAGE.HTML",
    "site/deep/note.md",
    "site/letter",
    "site/letter.txt",
    "site/letter.meta.json",
    "site/pages.jsonl",
    ".git/config",
    "site/.keep",
)


def test_files_of_other_kinds_are_counted_by_their_endings(tmp_path: Path) -> None:
    for path in KINDS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}", "utf-8")
    passed: Counter[str] = Counter()
    assert [each.name for each in list_sources(tmp_path, passed) if isinstance(each, Source)] == [
        "site/letter.txt",
        "site/pages.jsonl",
    ]
    assert passed == {".html": 2, ".md": 1, "without ending": 1}
    assert told_passed(passed) == "4 files: 2 .html, 1 .md, 1 without ending"


@needs_posix
def test_links_to_files_of_other_kinds_are_counted_too(tmp_path: Path) -> None:
    (tmp_path / "page.html").symlink_to("nowhere.html")
    passed: Counter[str] = Counter()
    assert list(list_sources(tmp_path, passed)) == []
    assert told_passed(passed) == "1 file: 1 .html"


def test_many_endings_take_no_memory_and_are_told_in_few_words() -> None:
    passed: Counter[str] = Counter()
    for number in range(3 * MOST_ENDINGS):
        pass_over(passed, f"page.{number}")
    assert len(passed) == MOST_ENDINGS + 1
    assert sum(passed.values()) == 3 * MOST_ENDINGS
    assert told_passed(passed) == "300 files: 200 of other endings, 1 .0, 1 .1, 1 .10, 1 .11, 96 others"


def test_listing_is_lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("Lamp")
    opened: list[str] = []
    real = os.scandir

    def scandir(path: str) -> Any:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    next(iter(list_sources(tmp_path)))

    assert [Path(path).name for path in opened] == [tmp_path.name, "a"]


def test_no_raw_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no raw folder at"):
        list(list_sources(tmp_path / "raw"))
    (tmp_path / "raw").write_text("a file")
    with pytest.raises(NotADirectoryError, match="no raw folder at"):
        list(list_sources(tmp_path / "raw"))


@needs_posix
def test_names_that_are_not_printable(tmp_path: Path) -> None:
    for name in (
        b"new\nline.txt",
        b"\xff.txt",
        b"back\\slash.txt",
        "\u202edda.txt".encode(),
        b"..txt",
        b"..a.txt",
    ):
        (tmp_path / os.fsdecode(name)).write_text("Lamp")

    found = read_all(tmp_path)

    sources = [each.source for each in found if isinstance(each, RawDocument)]
    assert sorted(sources) == sorted(
        ["new\\nline.txt", "\\udcff.txt", "back\\\\slash.txt", "\\u202edda.txt", "..txt", "..a.txt"]
    )
    assert all(source.encode("utf-8").isascii() for source in sources)
    assert len({each.document_id for each in found if isinstance(each, RawDocument)}) == len(sources)


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\0"), min_size=1), min_size=2, max_size=2, unique=True
    )
)
def test_different_paths_have_different_names(paths: list[str]) -> None:
    first, second = map(read.printable, paths)

    assert first != second
    assert first.isprintable()


@needs_posix
def test_links_are_not_followed(tmp_path: Path) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    (raw / "site").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("Lamp")
    (raw / "site" / "own.txt").write_text("Lamp")
    (raw / "site" / "file.txt").symlink_to(outside / "secret.txt")
    (raw / "site" / "inside.txt").symlink_to(raw / "site" / "own.txt")
    (raw / "site" / "broken.txt").symlink_to(raw / "nowhere")
    (raw / "folder").symlink_to(outside)
    (raw / "site" / "loop").symlink_to(raw)
    (raw / "site" / "picture.png").symlink_to(outside / "secret.txt")

    assert listed(raw) == [
        "folder: link",
        "site/broken.txt: link",
        "site/file.txt: link",
        "site/inside.txt: link",
        "site/loop: link",
        "site/own.txt",
    ]


@needs_posix
def test_the_raw_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("Lamp")
    (tmp_path / "raw").symlink_to(tmp_path / "real")

    assert accepted(tmp_path / "raw").text == "Lamp"


@needs_posix
@pytest.mark.parametrize("part", ["a", "a/b", "a/b/c.txt"])
def test_a_link_put_there_after_the_listing_is_not_followed(tmp_path: Path, part: str) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    for top in (raw, outside):
        (top / "a" / "b").mkdir(parents=True)
        (top / "a" / "b" / "c.txt").write_text(top.name)
    [source] = list_sources(raw)
    (raw / part).rename(tmp_path / "away")
    (raw / part).symlink_to(outside / part)

    assert isinstance(source, Source)
    assert reason(read_source(source)) in {"link", "vanished"}


@pytest.mark.parametrize("path", ["../a.txt", "b/../../a.txt", "/a.txt", "b//a.txt", "", ".."])
def test_a_source_with_a_path_that_leads_out_is_not_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    (tmp_path / "raw" / "b").mkdir(parents=True)

    assert reason(read_source(Source(str(tmp_path / "raw"), path, 4, 0))) == "link"


@needs_posix
def test_pipes_and_sockets_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "other")
    (tmp_path / "text.txt").write_text("Lamp")
    sources = list(list_sources(tmp_path))
    (tmp_path / "text.txt").unlink()
    os.mkfifo(tmp_path / "text.txt")

    assert listed(tmp_path)[0] == "pipe.txt: not_a_file"
    assert isinstance(sources[1], Source)
    assert reason(read_source(sources[1])) == "not_a_file"


def test_folder_named_like_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "b.txt").write_text("Lamp")

    assert listed(tmp_path) == ["a.txt/b.txt"]


def test_deep_nesting(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(60):
        folder = folder / "deeper"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Lamp")

    assert accepted(tmp_path).text == "Lamp"


def test_vanished(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    [source] = list_sources(tmp_path)
    (tmp_path / "a.txt").unlink()

    assert isinstance(source, Source)
    assert reason(read_source(source)) == "vanished"


def test_changed_while_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    real = os.read

    def and_grow(descriptor: int, size: int) -> bytes:
        data = real(descriptor, size)
        with (tmp_path / "a.txt").open("a") as file:
            file.write(" more")
        return data

    monkeypatch.setattr(os, "read", and_grow)

    assert reason(one(tmp_path)) == "changed_while_read"


def test_short_reads_are_put_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Lamp and oil")
    real = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: real(descriptor, min(size, 5)))

    assert accepted(tmp_path).text == "Lamp and oil"


def raising(number: int) -> Callable[..., int]:
    def fail(path: str, *_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number), path)

    return fail


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.ENAMETOOLONG])
def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    [source] = list_sources(tmp_path)
    monkeypatch.setattr(os, "open", raising(number))
    monkeypatch.setattr(os, "supports_dir_fd", {os.open})

    assert isinstance(source, Source)
    assert reason(read_source(source)) == "unreadable"


@pytest.mark.parametrize("number", [errno.ENXIO, errno.EOPNOTSUPP])
def test_a_socket_where_a_file_was_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    [source] = list_sources(tmp_path)
    monkeypatch.setattr(os, "open", raising(number))
    monkeypatch.setattr(os, "supports_dir_fd", {os.open})

    assert isinstance(source, Source)
    assert reason(read_source(source)) == "not_a_file"


def test_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "open.txt").write_text("Lamp")
    real = os.scandir

    def scandir(path: str) -> Any:
        if path.rstrip("/").endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    assert listed(tmp_path) == ["locked/: unreadable", "open.txt"]


def test_a_broken_disk_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Lamp")
    [source] = list_sources(tmp_path)
    monkeypatch.setattr(os, "read", raising(errno.EIO))

    assert isinstance(source, Source)
    with pytest.raises(OSError, match="Input/output") as raised:
        read_source(source)
    assert "while reading 'a.txt'" in raised.value.__notes__[0]


def test_without_folder_descriptors_the_real_path_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", set())
    (tmp_path / "raw" / "site").mkdir(parents=True)
    (tmp_path / "raw" / "site" / "a.txt").write_text("Lamp")

    assert accepted(tmp_path / "raw").text == "Lamp"


@needs_posix
def test_without_folder_descriptors_links_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", set())
    (tmp_path / "raw").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_text("Lamp")
    (tmp_path / "raw" / "site").symlink_to(tmp_path / "outside")

    assert reason(read_source(Source(str(tmp_path / "raw"), "site/a.txt", 4, 0))) == "link"


@pytest.mark.parametrize(
    ("size", "limits", "expected"),
    [
        (10, {"max_bytes": 9}, "too_long"),
        (10, {"max_characters": 9}, "too_long"),
        (0, {"max_bytes": 9}, "empty"),
    ],
)
def test_limits(tmp_path: Path, size: int, limits: dict[str, int], expected: str) -> None:
    (tmp_path / "a.txt").write_text("a" * size)

    assert reason(one(tmp_path, **limits)) == expected


def test_a_text_as_long_as_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" * 10)

    assert isinstance(one(tmp_path, max_bytes=10, max_characters=10), RawDocument)


# ---- sidecars


def with_sidecar(folder: Path, sidecar: str | bytes) -> RawDocument | Rejected:
    (folder / "site").mkdir()
    (folder / "site" / "a.txt").write_text("Lamp")
    data = sidecar.encode() if isinstance(sidecar, str) else sidecar
    (folder / "site" / "a.meta.json").write_bytes(data)
    return one(folder)


def test_a_sidecar_says_more(tmp_path: Path) -> None:
    sidecar = {
        "url": "https://harbour.example/a?b=1",
        "scraped_at": "2024-01-31T12:00:00+02:00",
        "site": "harbour.example",
    }

    found = with_sidecar(tmp_path, json.dumps(sidecar | {"status": 200}))

    assert isinstance(found, RawDocument)
    assert found.url == "https://harbour.example/a?b=1"
    assert found.scraped_at is not None
    assert found.scraped_at.isoformat() == "2024-01-31T10:00:00+00:00"
    assert found.site == "harbour.example"


@pytest.mark.parametrize(
    "sidecar", ["{}", '{"url": null, "site": null}', b'\xef\xbb\xbf{"scraped_at": "2024-01-31"}']
)
def test_a_sidecar_may_say_little(tmp_path: Path, sidecar: str | bytes) -> None:
    found = with_sidecar(tmp_path, sidecar)

    assert isinstance(found, RawDocument)
    assert (found.site, found.url) == ("site", None)


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        ("", "the file"),
        ("[]", "the file"),
        ("{", "the file"),
        (b"\xff", "the file"),
        ('{"url": "ftp://harbour.example"}', "url"),
        ('{"url": "javascript:alert(1)"}', "url"),
        ('{"url": "https://harbour.example/ a"}', "url"),
        ('{"url": 1}', "url"),
        ('{"scraped_at": 1706702400}', "scraped_at"),
        ('{"scraped_at": "yesterday at noon"}', "scraped_at"),
        ('{"scraped_at": "2024-02-31T00:00:00Z"}', "scraped_at"),
        ('{"site": ""}', "site"),
        ('{"site": " a"}', "site"),
        ('{"site": "a\\nb"}', "site"),
        ('{"site": {}}', "site"),
        ("[" * 30_000, "the file"),
        ('{"site": "' + "a" * 70_000 + '"}', "limit"),
    ],
)
def test_a_bad_sidecar_holds_its_document_back(tmp_path: Path, sidecar: str | bytes, says: str) -> None:
    found = with_sidecar(tmp_path, sidecar)

    assert isinstance(found, Rejected)
    assert found.reason == "bad_sidecar"
    assert found.detail.startswith("a.meta.json: ")
    assert says in found.detail
    assert found.content_sha256


@needs_posix
def test_a_sidecar_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "secret.json").write_text("{}")
    (tmp_path / "raw" / "a.txt").write_text("Lamp")
    (tmp_path / "raw" / "a.meta.json").symlink_to(tmp_path / "secret.json")

    assert reason(one(tmp_path / "raw")) == "bad_sidecar"
