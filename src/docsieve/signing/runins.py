"""Names that run on behind words of signing or closing, with no colon between: ``Sincerely, Ana Sol``."""

from docsieve.folding import small_words
from docsieve.signing.enumerations import are_short_names, pieces_of
from docsieve.signing.evidence import naming_of, split_head
from docsieve.signing.headings import LIKELY, Heading
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import names_person, traits
from docsieve.signing.page import LINES_OF_A_TITLE, Page
from docsieve.signing.phrases import GROUP, SIGN, SUPPORT, TEXT, mask_of_written, opening_phrase, opens_phrase
from docsieve.signing.stops import ends_the_text
from docsieve.signing.titles import unranked
from docsieve.values import added

LONGEST_OPENING_WORDS = 8
LONGEST_RUN_IN = 4000
# So many names are no aside, whatever stands below them.
MANY_NAMES = 6
LEAST_PIECES, LEAST_NAMING = 2, 0.3


def run_in_of(page: Page, line: Line) -> Heading | None:
    """Read a line that signs and names at once; None where it is none, or the page is no statement."""
    if line.marker or len(line.text) > LONGEST_RUN_IN or not page.share_before(line.index):
        return None
    start = _behind_closing(line.body) or _behind_signing(line.body) or _in_last_sentence(line)
    if not start or not page.voiced():
        return None
    above = page.is_before_the_text(line.index)
    many = not above and len(pieces_of(line.body[start:])) >= MANY_NAMES
    placed = line.index < LINES_OF_A_TITLE if above else many or ends_the_text(page.lines, line.index)
    said = above and (line.is_sentence or not page.is_titled_as_statement())
    return Heading(LIKELY, "inline", inline=start, signs=True) if placed and not said else None


def _in_last_sentence(line: Line) -> int:
    """Give where the names begin in the last sentence of a paragraph that says who signs, 0 for nowhere."""
    cut = line.body.rstrip(" .").rfind(". ") + 2
    start = _behind_signing(line.body[cut:]) if line.is_sentence and cut > 1 else 0
    return cut + start if start else 0


def _behind_closing(body: str) -> int:
    """Give where the names begin behind a valediction and its comma, 0 for nowhere.

    >>> _behind_closing("Yours sincerely, Ana Sol"), _behind_closing("Sincerely, we hope for more.")
    (17, 0)
    """
    words = body.split(None, LONGEST_OPENING_WORDS)
    if not words or not opens_phrase(words[0], "closing"):
        return 0
    phrase = opening_phrase(bare(words), "closing")
    count = len(phrase.split())
    if not phrase or opening_phrase(bare(words), "weak_closings") or len(words) <= count:
        return 0
    start = _offset(body, count)
    head = split_head(body[start:])[0]
    named = names_person(unranked(head)) or (traits(head).kinds > 0 and not head[:1].islower())
    return start if words[count - 1][-1:] in ",:–-" and named and naming_of(head) > 0 else 0


def _behind_signing(body: str) -> int:
    """Give where the names begin behind words that say who signs, 0 for nowhere.

    >>> _behind_signing("Signed by Ana Sol, Ben Mar and Cara Dee."), _behind_signing("Signed by 60 of us.")
    (10, 0)
    """
    words = body.split(None, LONGEST_OPENING_WORDS)
    masks = [mask_of_written(word) for word in words[:LONGEST_OPENING_WORDS]]
    said = SIGN | SUPPORT | GROUP | TEXT
    named = (at for at, mask in enumerate(masks) if at and not mask & said and not words[at][:1].islower())
    count = next(named, len(masks))
    if not 0 < count < len(words) or not any(mask & SIGN for mask in masks[:count]):
        return 0
    if masks[:count].count(0) > 1:
        return 0
    if any(word.endswith((":", ",", ".", ";")) for word in words[:count]):
        return 0
    start = _offset(body, count)
    pieces = [_without_joint(piece.strip(" .")) for piece in pieces_of(body[start:])]
    if len(pieces) < LEAST_PIECES or body[start : start + 1].islower() or not are_short_names(pieces):
        return 0
    shown = list(map(naming_of, pieces[:-1]))
    return start if added(shown) / len(shown) >= LEAST_NAMING else 0


def _without_joint(piece: str) -> str:
    """Take what joins the last name of a list off its beginning: ``and the Tide Trust``."""
    words = piece.split()
    joints = small_words("conjunctions") | small_words("articles")
    while len(words) > 1 and words[0] in joints:
        words = words[1:]
    return " ".join(words)


def _offset(text: str, count: int) -> int:
    """Give where the word after ``count`` words begins."""
    rest = text.split(None, count)
    return len(text) - len(rest[count]) if len(rest) > count else len(text)
