"""By-lines: ``the Harbour Union and the Watch of Cork (WC), 5 January 2022, www.example.org``."""

from docsieve.dates import is_date_line
from docsieve.folding import small_words
from docsieve.signatories.entry import Entry, Source
from docsieve.signing.enumerations import outside_brackets
from docsieve.signing.lines import bare
from docsieve.signing.names import is_unspaced, traits
from docsieve.signing.part import SigningPart
from docsieve.signing.phrases import MONTH, mask_of


def byline_entries(part: SigningPart, source: Source) -> list[Entry]:
    """Give who a by-line names: without its date, its address taken to the last of them."""
    raw = source.read((part.start, part.end))
    flat = outside_brackets(raw)
    end, url = _end_of_names(raw, flat)
    entries = []
    for begin, stop in _names(raw, flat, end):
        entries.append(
            Entry(part.start + begin, part.start + stop, ((part.start + begin, part.start + stop),), None)
        )
    if entries and url is not None:
        last = entries[-1]
        address = (part.start + url[0], part.start + url[1])
        entries[-1] = Entry(last.start, last.end, (*last.cells, address), None)
    return entries


def _end_of_names(raw: str, flat: str) -> tuple[int, tuple[int, int] | None]:
    """Give where the names end: at the first comma before a date or an address."""
    at = 0
    end = len(raw)
    url = None
    for piece in flat.split(","):
        begin = at + len(piece) - len(piece.lstrip())
        words = bare(piece.split())
        address = any(word.startswith(("www", "http")) for word in words)
        figures = any(map(str.isdigit, piece))
        month = figures and any(mask_of(word) & MONTH for word in words)
        dated = month or any(word.isdigit() and len(word) == 4 for word in words) or is_date_line(piece)
        if (address or dated) and at:
            end = min(end, at - 1)
        if address:
            url = (begin, at + len(piece.rstrip()))
        at += len(piece) + 1
    return end, url


def _names(raw: str, flat: str, end: int) -> list[tuple[int, int]]:
    spans = _split_at_commas(flat, end)
    for conjunction in sorted(small_words("byline_conjunctions")):
        spans = [split for span in spans for split in _split_at(flat, span, f" {conjunction} ")]
    return [_trimmed(raw, span) for span in spans]


def _split_at_commas(flat: str, end: int) -> list[tuple[int, int]]:
    """Split ``A, B and C`` at its commas, where each piece can stand as a name of a body."""
    pieces = flat[:end].split(",")
    if len(pieces) == 1 or not all(map(_names_a_body, pieces)):
        return [(0, end)]
    spans = []
    at = 0
    for piece in pieces:
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans


def _split_at(flat: str, span: tuple[int, int], conjunction: str) -> list[tuple[int, int]]:
    """Split a span at a conjunction where both sides can stand as names of bodies."""
    begin, end = span
    at = flat.find(conjunction, begin, end)
    behind = (conjunction + article + " " for article in small_words("articles"))
    joints = [joint for joint in (flat.find(each, begin, end) for each in behind) if joint >= 0]
    if joints and _opens_with_article(flat[begin:end]):
        at = min(joints)  # "the Watch of Kai and Quay and the Union": each body has its article
    if at < 0:
        return [span]
    after = at + len(conjunction)
    left, right = flat[begin:at].strip(), flat[after:end].strip()
    article = all(map(_opens_with_article, (left, right)))
    named = all(_names_a_body(side) for side in (left, right))
    if not (article or named):
        return [span]
    return [(begin, at), *_split_at(flat, (after, end), conjunction)]


def _opens_with_article(text: str) -> bool:
    return text.strip().partition(" ")[0].casefold() in small_words("articles")


def _names_a_body(text: str) -> bool:
    look = traits(text)
    several = look.words > 1 or is_unspaced(text)
    return several and (look.kinds > 0 or look.acronyms > 0)


def _trimmed(raw: str, span: tuple[int, int]) -> tuple[int, int]:
    begin, end = span
    while begin < end and raw[begin] in " \t\n,;":
        begin += 1
    while end > begin and raw[end - 1] in " \t\n,;.":
        end -= 1
    return begin, end
