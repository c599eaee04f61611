"""A folder of nasty files, made and not collected: what each is, and what has to become of it.

`make` writes them and gives, for each path, the reasons with which it may wait in quarantine; none for
what has to become a document. Sizes are small so that tests are quick; `benchmarks/reliability/bombs.py`
makes those of which the size is what hurts.
"""

import codecs
import gzip
import os
import socket
import zlib
from collections.abc import Callable
from pathlib import Path

SIDECARS = ("{", "[]", '{"scraped_at": 1e999}', '{"url": ' + "[" * 5_000, "\x00", '{"site": ""}')

Expected = dict[str, frozenset[str]]

DOCUMENT: frozenset[str] = frozenset()
PROSE = """\
Letter on the bench

14 May 2018

We ask for one more tram, and for a bench to wait on.

Signed by:

Ada Elm
"""
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("http://a.example")',
    "=cmd|' /C calc'!A0",
)
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><b>',
    "'><i>",
    "</textarea>",
    "javascript:alert(1)",
    "{{7*7}}",
    "${7*7}",
    "%s%s%n",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "<a href='//a.example'>a</a>",
    "[a](javascript:alert(1))",
    "![a](http://a.example/t.png)",
    "`; rm -rf x`",
    "$(id)",
    "'; DROP TABLE documents; --",
    "\x1b]0;a\x07",
)


def bytes_of_files(scale: int = 1) -> dict[str, tuple[bytes, frozenset[str]]]:
    """Contents by name, and the reasons that are right for each; ``scale`` multiplies the long ones."""
    long = 20_000 * scale
    text = {
        **{
            f"formula-{number}": f"{start} is a title\n\n{PROSE}{start}\n"
            for number, start in enumerate(FORMULAS)
        },
        **{
            f"markup-{number}": f"{bit}\n\n{PROSE}\n{bit}, cook, {bit}\n" for number, bit in enumerate(MARKUP)
        },
        "one-character": "a",
        "one-line-of-a": "a" * long,
        "one-line-of-words": "a " * (long // 2),
        "one-letter-lines": "a\n" * (long // 2),
        "open-brackets": "(" * long,
        "closed-brackets": ")" * long,
        "quotes": "“" * (long // 2),
        "accents": "e" + "\u0301" * (long // 4) + PROSE,
        "towers": ("Z\u0335\u0321\u0347\u0301" * (long // 8)) + "\n" + PROSE,
        "overrides": "\u202eeert eht\u202c \u2066a\u2069\n" + PROSE,
        "invisible": "\u200b\u200c\u200d\u2060\ufeff" * 50 + PROSE,
        "tags": "".join(chr(0xE0000 + ord(c)) for c in "hidden") + PROSE,
        "private": "\ue000\uf8ff\U000f0000" + PROSE,
        "not-characters": "\ufdd0\uffff\U0010ffff" + PROSE,
        "line-separators": PROSE.replace("\n", "\u2028"),
        "next-lines": PROSE.replace("\n", "\x85"),
        "carriage-returns": PROSE.replace("\n", "\r"),
        "windows-lines": PROSE.replace("\n", "\r\n"),
        "form-feeds": PROSE.replace("\n\n", "\x0c"),
        "tabs": PROSE.replace(" ", "\t"),
        "many-names": "Signed by:\n\n" + "Ada Elm, cook, Spain\n" * (long // 40),
        "many-names-in-a-line": "Signed by: " + "Ada Elm, " * (long // 20),
        "many-headings": "Signed by:\n" * (long // 20),
        "many-dates": "14 May 2018\n" * (long // 20),
        "many-addresses": "https://a.example/b " * (long // 40),
        "many-entities": "&amp;amp;" * (long // 20),
        "many-mojibake": "Ã©" * (long // 10),
        "many-notes": "word[1] " * (long // 20),
        "many-comments": "1. Walker says:\n15 May 2018 at 08:10\nI walk.\n" * (long // 80),
        "huge-number": "9" * 5_000 + "\n" + PROSE,
        "huge-date": f"14 May {'9' * 500}\n\n{PROSE}",
        "years-of-none": PROSE.replace("2018", "0000") + PROSE.replace("14 May 2018", "31 February 2018"),
        "huge-count": PROSE + f"and {'9' * 400} others\n",
        "nested-brackets": "Signed by:\n\n" + "Salt (" * 2_000,
        "faces": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 500 + "\n" + PROSE,
        "turkish-i": "İıIi" * 500 + PROSE,
        "ligatures": "ﬀﬁﬂﬃ" * 500 + PROSE,
        "longest-fold": "ﷺ" * 500 + "\n" + PROSE,
        "hangul-jamo": "\u1100\u1161\u11a8" * 500 + PROSE,
        "sidecar-lies": PROSE,
    }
    made = {name: (each.encode("utf-8", "surrogatepass"), DOCUMENT) for name, each in text.items()}
    undecodable = frozenset({"undecodable", "binary"})
    either = undecodable | {"document"}
    plain = PROSE.encode()
    made |= {
        "nothing": (b"", frozenset({"empty"})),
        "blanks": (b" \n\t\r\n" * 100, frozenset({"empty"})),
        "only-invisible": ("\ufeff\u200b".encode() * 10, frozenset({"empty", "document"})),
        "mark-utf8": (codecs.BOM_UTF8 + plain, DOCUMENT),
        "marks-utf8": (codecs.BOM_UTF8 * 3 + plain, DOCUMENT),
        "mark-utf16": (PROSE.encode("utf-16"), DOCUMENT),
        "mark-utf32": (PROSE.encode("utf-32"), DOCUMENT),
        "mark-only": (codecs.BOM_UTF16_LE, frozenset({"empty"})),
        "mark-lies": (codecs.BOM_UTF16_LE + plain + b"a", either),
        "utf16-odd": (PROSE.encode("utf-16-le")[:-1], either),
        "utf16-lone-surrogates": ((PROSE + "\ud800\n").encode("utf-16-le", "surrogatepass"), either),
        "utf8-lone-surrogates": ((PROSE + "\udfff\n").encode("utf-8", "surrogatepass"), either),
        "bad-first": (b"\xff" + plain, either),
        "bad-middle": (plain[:40] + b"\xc3\x28" + plain[40:], either),
        "bad-last": (plain + b"\xe2\x82", either),
        "bad-overlong": (plain + b"\xc0\xaf", either),
        "bad-too-far": (plain + b"\xf5\x80\x80\x80", either),
        "bad-continuation": (b"\x80" * 200 + plain, either),
        "bad-everywhere": (b"\xfe".join(plain[at : at + 1] for at in range(len(plain))), either),
        "null-first": (b"\0" + plain, either),
        "null-middle": (plain[:40] + b"\0" + plain[40:], either),
        "nulls": (b"\0" * 5_000, frozenset({"binary", "undecodable", "empty"})),
        "controls": (bytes(range(1, 32)) * 20, either),
        "every-byte": (bytes(range(256)) * 20, undecodable),
        "noise": (zlib.compress(plain * 50), undecodable),
        "gzip": (gzip.compress(plain, mtime=0), frozenset({"binary"})),
        "gzip-bomb": (gzip.compress(b"a" * 1_000_000 * scale, mtime=0), frozenset({"binary"})),
        "gzip-cut": (gzip.compress(plain, mtime=0)[:20], frozenset({"binary"})),
        "zstd": (b"\x28\xb5\x2f\xfd\x04\x00" + b"\xff" * 40, frozenset({"binary"})),
        "zip": (b"PK\x03\x04" + b"\x00" * 60, frozenset({"binary"})),
        "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", frozenset({"binary"})),
        "parquet": (b"PAR1" + b"\x00\x15" * 40 + b"PAR1", undecodable | {"document"}),
        "too-long": (b"a" * 3_000_000, frozenset({"too_long"})),
        "escapes": (b"\x1b$B" + b"!!" * 200 + b"\x1b(B" + plain, either),
    }
    return made


NAMES = (
    "..hidden",
    "..",
    "two words",
    "line\nend",
    "tab\there",
    "bell\x07",
    "escape\x1b[2J",
    "back\\slash",
    'quote"',
    "it's",
    "=formula",
    "-option",
    "%2e%2e%2f",
    "über",
    "uber\u0308",
    "字",
    "\u202etxt.evil",
    "zero\u200bwidth",
    "CON",
    "a" * 251,
    "é" * 125,
    "<script>",
    "a;b|c&d",
    "$HOME",
    "*",
    "[x]",
    "semi:colon",
)


def make(raw: Path, scale: int = 1) -> Expected:
    """Write every nasty file that this system can hold below ``raw``; what has to become of each path."""
    expected: Expected = {}
    nasty = raw / "nasty"
    nasty.mkdir(parents=True)
    for name, (data, reasons) in bytes_of_files(scale).items():
        (nasty / f"{name}.txt").write_bytes(data)
        expected[f"nasty/{name}.txt"] = reasons
    (nasty / "sidecar-lies.meta.json").write_text('{"url": "javascript:alert(1)", "site": "a\\nb"}', "utf-8")
    expected["nasty/sidecar-lies.txt"] = frozenset({"bad_sidecar"})
    for number, sidecar in enumerate(SIDECARS):
        (nasty / f"sidecar-{number}.txt").write_text(PROSE, "utf-8")
        (nasty / f"sidecar-{number}.meta.json").write_text(sidecar, "utf-8")
        expected[f"nasty/sidecar-{number}.txt"] = frozenset({"bad_sidecar"})
    for name in NAMES:
        _try(lambda name=name: _named(raw / "names", name, expected))  # type: ignore[misc]
    _try(lambda: _bytes_name(raw, expected))
    _try(lambda: _odd_things(raw, expected))
    deep = raw / "deep" / "/".join("d" * 20 for _ in range(40))
    _try(lambda: _deep(deep, raw, expected))
    good = raw / "good"
    good.mkdir()
    for number in range(3):
        (good / f"{number}.txt").write_text(PROSE.replace("bench", f"bench {number}"), "utf-8")
        expected[f"good/{number}.txt"] = DOCUMENT
    return expected


def _try(write: Callable[[], None]) -> None:
    """What a file system or a user may not write is left out."""
    try:
        write()
    except (OSError, ValueError, AttributeError):
        return


def _named(folder: Path, name: str, expected: Expected) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(PROSE, "utf-8")
    expected[f"names/{name}.txt"] = DOCUMENT


def _bytes_name(raw: Path, expected: Expected) -> None:
    path = os.path.join(os.fsencode(raw), b"names", b"bytes\xff\xfe.txt")
    with open(path, "wb") as file:
        file.write(PROSE.encode())
    expected["names/bytes\udcff\udcfe.txt"] = DOCUMENT


def _odd_things(raw: Path, expected: Expected) -> None:
    odd = raw / "odd"
    odd.mkdir()
    (odd / "folder.txt").mkdir()
    (odd / "out.txt").symlink_to("/etc/hostname")
    (odd / "nowhere.txt").symlink_to("missing")
    (odd / "self.txt").symlink_to("self.txt")
    (odd / "loop").symlink_to(odd, target_is_directory=True)
    for name in ("out.txt", "nowhere.txt", "self.txt", "loop"):
        expected[f"odd/{name}"] = frozenset({"link"})
    os.mkfifo(odd / "pipe.txt")
    expected["odd/pipe.txt"] = frozenset({"not_a_file"})
    _try(lambda: os.link(raw / "nasty" / "nothing.txt", odd / "hard.txt"))
    if (odd / "hard.txt").exists():
        expected["odd/hard.txt"] = frozenset({"empty"})
    _socket(odd, expected)
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        (odd / "closed.txt").write_text(PROSE, "utf-8")
        (odd / "closed.txt").chmod(0)
        expected["odd/closed.txt"] = frozenset({"unreadable"})


def _socket(odd: Path, expected: Expected) -> None:
    at = os.getcwd()
    try:
        os.chdir(odd)  # the whole path may be too long for a socket
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.txt")
        expected["odd/socket.txt"] = frozenset({"not_a_file"})
    finally:
        os.chdir(at)


def _deep(deep: Path, raw: Path, expected: Expected) -> None:
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(PROSE, "utf-8")
    expected[(deep / "a.txt").relative_to(raw).as_posix()] = DOCUMENT
