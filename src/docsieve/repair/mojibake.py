"""UTF-8 that was read as a one-byte encoding on its way to us: ``cafÃ©``."""

import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import badness

from docsieve.repair.tracing import Edit

CONFIG = ftfy.TextFixerConfig(restore_byte_a0=False, replace_lossy_sequences=False)
"""ftfy without the two steps that guess: a space that may have been half a letter, and lost bytes."""

_READ_AS = ("cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2")


def _characters(first: int, last: int) -> str:
    """What bytes are in the encodings UTF-8 is usually misread in, without ASCII, escaped for a class."""
    data = bytes(range(first, last + 1))
    found = {c for encoding in _READ_AS for c in data.decode(encoding, "ignore") if c > "\x7f"}
    return "".join(sorted(found))


_REST = _characters(0x80, 0xBF)
_LEADS = {2: _characters(0xC2, 0xDF), 3: _characters(0xE0, 0xEF), 4: _characters(0xF0, 0xF4)}
_PAIR = re.compile(f"[{_REST}](?<=[{''.join(_LEADS.values())}][{_REST}])")
_SEQUENCE = re.compile("|".join(f"[{lead}][{_REST}]{{{length - 1}}}" for length, lead in _LEADS.items()))
_C1_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def may_be_mojibake(text: str) -> bool:
    """Whether characters follow each other as the bytes of UTF-8 do; rarely so in text that is right."""
    # The first pattern finds the same and more, ten times as fast.
    return _PAIR.search(text) is not None and _SEQUENCE.search(text) is not None


def mojibake(text: str) -> Iterator[Edit]:
    """What was read in the wrong one-byte encoding, as it was meant.

    Repairs only where nothing that looks like mojibake is left afterwards and no character is lost;
    half-destroyed text is left as it is. Does not undo a text that was read as Shift-JIS, KOI8 or the
    like, nor one read as Mac Roman or a DOS code page.

    >>> list(mojibake("le cafÃ© est prÃªt"))
    [Edit(start=6, end=8, after='é'), Edit(start=15, end=17, after='ê')]
    """
    if not may_be_mojibake(text) and not _C1_CONTROL.search(text):
        return
    fixed = ftfy.fix_encoding(text, CONFIG)
    if fixed != text and "\ufffd" not in fixed and not badness(fixed):
        yield from _edits(text, fixed)


def _edits(before: str, after: str) -> Iterator[Edit]:
    """Only the runs outside ASCII that differ; misreading leaves ASCII as it is. Else the whole text."""
    if _NOT_ASCII.split(before) != _NOT_ASCII.split(after):
        yield Edit(0, len(before), after)
        return
    for old, new in zip(_NOT_ASCII.finditer(before), _NOT_ASCII.finditer(after), strict=True):
        if old[0] != new[0]:
            yield Edit(old.start(), old.end(), new[0])
