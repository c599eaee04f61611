"""Bytes to exact text, or a reason why not: certain ways first, letter statistics last, no guessing.

The order is: byte order mark, zero bytes (UTF-16 and UTF-32), strict UTF-8, escape sequences, then the
legacy encodings, which are accepted only where every other reading is far less likely.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from docsieve.read.one_byte import best_reading
from docsieve.read.two_byte import fitting_readings
from docsieve.read.writing import is_one_writing


class Reason(StrEnum):
    """Why a file was not accepted; a stable word for programs, see ``docs/reading.md``."""

    EMPTY = "empty"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    TOO_LONG = "too_long"
    LINK = "link"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    CHANGED_WHILE_READ = "changed_while_read"
    BAD_SIDECAR = "bad_sidecar"
    BAD_RECORD = "bad_record"
    BROKEN_CONTAINER = "broken_container"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Exact text: ``data.decode(encoding)`` gives it again.

    ``found_by`` is ``byte_order_mark``, ``zero_bytes``, ``strict_utf8``, ``escape_sequences``,
    ``common_characters`` (two-byte encodings), ``letter_pairs`` (one-byte encodings) or ``container``
    (the text came as characters).
    """

    text: str
    encoding: str
    found_by: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why bytes are not accepted as text: the reason, and a sentence for people."""

    reason: Reason
    detail: str


MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; those of UTF-32 first, since one of them starts with one of UTF-16."""

FORMATS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip archive or office document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x28\xb5\x2f\xfd", "zstd archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"{\\rtf", "RTF document"),
    (b"\x7fELF", "program"),
)
"""First bytes of files that are often saved under a wrong name."""

CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r") + b"\x7f"
BLANK = "\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufeff"
MOST_CONTROL = 0.05
"""Share of control characters from which on a file is binary; a terminal dump has some."""
MOST_REPLACED = 0.02
"""Share of U+FFFD from which on the text was already destroyed before it came to us."""
MOSTLY_UTF8 = 0.7
"""Share of the high bytes in whole UTF-8 sequences from which on a file is UTF-8 with broken places."""

LEAST_MARGIN = 10.0
LEAST_MARGIN_OF_FEW = 16.0
FEW = 3
"""Nats by which a one-byte reading must lead (10 nats: a factor of 22,000), more where at most FEW high
bytes speak, since each of them may be a rare sign as well as a letter; swept 5-15 on 5,506 texts."""

MOST_MISFIT = 5.5
MOST_MISFIT_WIDE_LEAD = 6.9
WIDE_LEAD = 25.0
MOST_MISFIT_SHORT_DENSE = 4.0
SHORT = 24
DENSE = 0.5
"""Mean nats of a pair of letters above which no reading is believed. Foreign names may cost more where
all else is far off; a few bytes nearly all of which are high may be an East Asian text as well."""

SHORTEST = 16
"""Bytes below which no legacy encoding is told; at 5 to 10 bytes 1 in 100 readings was wrong."""

FEW_BYTES = 2
"""Two legacy letters side by side can be UTF-8 by chance; with more of them that is out of the question."""

_OTHER_LETTER = re.compile(r"[A-Za-z][\u0400-\u07ff]|[\u0400-\u07ff][A-Za-z]")
_ISO_2022 = re.compile(rb"\x1b\$|\x1b\(J")


def decode(data: bytes) -> Decoded | Refusal:
    """The exact text of a file's bytes, or why it cannot be told.

    Keeps every character, newlines as they are; only a byte order mark is left out. Does not repair
    text that was already wrong when it was encoded.

    >>> decode("Appel à toutes".encode())
    Decoded(text='Appel à toutes', encoding='utf-8', found_by='strict_utf8')
    >>> decode(b"\\x00\\x01\\x02").reason
    <Reason.BINARY: 'binary'>
    """
    if not data:
        return Refusal(Reason.EMPTY, "the file has no bytes")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    for start, name in FORMATS:
        if data.startswith(start):
            return Refusal(Reason.BINARY, f"the file starts like a {name}, not like text")
    if 0 in data:
        return _zero_bytes(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _legacy(data, error)
    if 0 < len(data) - len(text) <= FEW_BYTES and (letter := _letter_of_other_script(text)):
        return Refusal(Reason.UNDECODABLE, f"UTF-8 by chance: {letter!r} in a word of Latin letters")
    if 0x1B in data and (escaped := _escape_sequences(data)) is not None:
        return escaped
    return _checked(Decoded(text, "utf-8", "strict_utf8"), data)


def accepted(text: str) -> Decoded | Refusal:
    """A text that came as characters, held to the same as one that came as bytes."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        return Refusal(Reason.UNDECODABLE, f"half of a character (surrogate) at character {error.start}")
    if not data:
        return Refusal(Reason.EMPTY, "the text has no characters")
    if "\0" in text:
        return Refusal(Reason.BINARY, f"NUL at character {text.index(chr(0))}")
    return _checked(Decoded(text, "utf-8", "container"), data)


def _letter_of_other_script(text: str) -> str | None:
    found = _OTHER_LETTER.search(text)
    return max(found[0]) if found else None


def _checked(decoded: Decoded, as_utf8: bytes) -> Decoded | Refusal:
    """The decoded text, unless it is blank, controls, or was destroyed before."""
    text = decoded.text
    if text.isspace() or not text.strip(" \t\r\n" + BLANK):
        return Refusal(Reason.EMPTY, "the file has only white space")
    controls = len(as_utf8) - len(as_utf8.translate(None, CONTROL_BYTES))
    if controls > MOST_CONTROL * len(text):
        return Refusal(Reason.BINARY, f"{controls} of {len(text)} characters are control characters")
    replaced = text.count("\ufffd")
    if replaced > MOST_REPLACED * len(text):
        detail = f"{replaced} of {len(text)} characters were lost (U+FFFD) before the file was written"
        return Refusal(Reason.UNDECODABLE, detail)
    return decoded


def _marked(data: bytes, encoding: str) -> Decoded | Refusal:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        detail = f"the byte order mark says {encoding}, but byte {error.start} is no valid {encoding}"
        return Refusal(Reason.UNDECODABLE, detail)
    if "\0" in text:
        return Refusal(Reason.BINARY, f"the file has a byte order mark of {encoding} and NUL characters")
    return _checked(Decoded(text, encoding, "byte_order_mark"), text.encode())


def _zero_bytes(data: bytes) -> Decoded | Refusal:
    """UTF-32 or UTF-16 without a mark; bytes with NULs can be no other text."""
    encodings = ("utf-32-le", "utf-32-be") if len(data) % 4 == 0 else ()
    for encoding in (*encodings, "utf-16-le", "utf-16-be"):
        text = _as_prose(data, encoding)
        if text is not None:
            return _checked(Decoded(text, encoding, "zero_bytes"), text.encode())
    return Refusal(Reason.BINARY, f"NUL at byte {data.index(0)}, and no UTF-16 or UTF-32 text")


def _as_prose(data: bytes, encoding: str) -> str | None:
    """The text if it decodes to assigned characters of one writing, with blanks, stops or digits.

    Read with the wrong byte order, blanks and line feeds are U+2000, U+0A00 and U+0D00, the last two
    unassigned, and Latin letters are ideographs far apart.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    kinds = {unicodedata.category(c) for c in set(text) - set("\t\n\x0b\x0c\r")}
    if not kinds.isdisjoint({"Cc", "Cn", "Co", "Cs"}):
        return None
    usual = sum(map(text.count, " \n.,0123456789"))
    strange = sum(map(text.count, "\u2000\u2e00\u2c00"))
    return text if usual > 10 * strange and is_one_writing(text) else None


def _escape_sequences(data: bytes) -> Decoded | Refusal | None:
    """ISO-2022-JP and ISO-2022-KR, which are ASCII bytes with escape sequences."""
    encodings = ("iso2022_jp_2",) if _ISO_2022.search(data) else ("iso2022_kr",) if b"\x1b$)C" in data else ()
    for encoding in (*encodings, "iso2022_kr"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x1b" not in text and not text.isascii():
            return _checked(Decoded(text, encoding, "escape_sequences"), text.encode())
    return None


def _legacy(data: bytes, error: UnicodeDecodeError) -> Decoded | Refusal:
    """A text in a one-byte or two-byte encoding, where one reading alone is likely."""
    if len(data) != len(data.translate(None, CONTROL_BYTES)):
        return Refusal(Reason.BINARY, "neither UTF-8 nor free of control characters as a legacy encoding is")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    whole = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data.decode(errors="ignore").encode()))
    if whole >= MOSTLY_UTF8 * high:
        detail = f"UTF-8 with broken places, the first at byte {error.start}: {error.reason}"
        return Refusal(Reason.UNDECODABLE, detail)
    if len(data) < SHORTEST:
        detail = f"not UTF-8, and too short ({len(data)} bytes) to tell its encoding"
        return Refusal(Reason.UNDECODABLE, detail)
    wide = fitting_readings(data)
    if len(wide) > 1:
        return _undecided(*(reading.encoding for reading in wide))
    narrow = _one_byte(data, high)
    if not wide:
        return narrow
    if isinstance(narrow, Decoded):
        return _undecided(wide[0].encoding, narrow.encoding)
    return _checked(Decoded(wide[0].text, wide[0].encoding, "common_characters"), wide[0].text.encode())


def _undecided(*encodings: str) -> Refusal:
    return Refusal(Reason.UNDECODABLE, f"not UTF-8, and could be {' or '.join(encodings)}")


def _one_byte(data: bytes, high: int) -> Decoded | Refusal:
    reading = best_reading(data)
    if reading is None:
        return Refusal(Reason.UNDECODABLE, "no known encoding has a character for each of the bytes")
    least = LEAST_MARGIN_OF_FEW if high <= FEW else LEAST_MARGIN
    if reading.margin < least:
        lead = f"{reading.margin:.0f} nats ahead, {least:.0f} wanted"
        detail = f"not UTF-8, and {reading.encoding} is likely but not certain ({lead})"
        return Refusal(Reason.UNDECODABLE, detail)
    dense = high > DENSE * len(data.replace(b" ", b""))
    most = MOST_MISFIT_WIDE_LEAD if reading.margin >= WIDE_LEAD else MOST_MISFIT
    if dense and high < SHORT:
        most = MOST_MISFIT_SHORT_DENSE
    if reading.misfit > most:
        return Refusal(Reason.UNDECODABLE, f"not UTF-8, and as {reading.encoding} it makes no known language")
    text = data.decode(reading.encoding)
    return _checked(Decoded(text, reading.encoding, "letter_pairs"), text.encode())
