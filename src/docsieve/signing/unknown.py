"""Lines above a bare list that no table knows: what their form and place say of the list below."""

from docsieve.model import Block, Shape
from docsieve.signing.behalf import COLONS, behalf_of
from docsieve.signing.enumerations import is_enumeration
from docsieve.signing.evidence import begins_with_person, naming
from docsieve.signing.lines import Line, look
from docsieve.signing.names import person_form, traits
from docsieve.signing.others import names_others
from docsieve.signing.page import Page
from docsieve.signing.phrases import SIGN, SUPPORT, TEXT, mask_of_written, parts_mask
from docsieve.signing.run import Run
from docsieve.signing.stops import ends_the_text, is_stop, speaks_as_several, undersigned
from docsieve.signing.titles import unranked

COMMAS = (",", "،", "，")
LEAST_NAMING_OF_ENTRY = 0.3
LONGEST_HEAD, LONGEST_SUPPORT, LONGEST_BELOW_TEXT = 12, 6, 5
ELSE, UNKNOWN, TEXT_NAMED = (
    "headed by something else",
    "headed by unknown words",
    "heading that names the text",
)
VALEDICTION, SUPPORTED = "unknown valediction", "heading with a word of support"
TELLING_HEADS = frozenset({TEXT_NAMED, VALEDICTION, SUPPORTED})


def unknown_head(page: Page, run: Run) -> str:
    """Say what the first line of a list is where it names nobody but heads the others; nothing otherwise.

    A line of unknown words that ends with a colon heads a list of others than those who sign, but not at the
    end of a text that is called a statement and in which several speak; there it may also name the text
    ("They carried this letter to the town hall:"). One that ends with a comma below such a text is a
    valediction. Without either, a line that stands apart and names nobody heads something else; a slogan
    does not.
    """
    line = page.lines[run.entries[0]]
    if line.marker or run.rows or run.is_enumeration or run.is_table or line.text.endswith("!"):
        return ""
    end = line.text.rstrip()
    if end.endswith(COLONS):
        return _by_colon(page, line) if behalf_of(line.body) is None else ""
    if end.endswith(COMMAS):
        return VALEDICTION if _is_valediction(page, line) else ""
    below = page.lines[line.index + 1 : line.index + 2]
    apart = line.gap > 1 and any(other.gap > 1 or other.marker for other in below)
    if not apart or naming(line) >= LEAST_NAMING_OF_ENTRY:
        return ""
    return SUPPORTED if _is_of_support(page, line) else ELSE


def _is_of_support(page: Page, line: Line) -> bool:
    """Say whether a short heading below what several say has a word for signing or supporting in it."""
    if len(line.words) > LONGEST_SUPPORT or not (page.is_called_a_statement() and page.is_full_of_voices()):
        return False
    masks = [mask_of_written(word) for word in line.words] + [parts_mask(line.body)]
    return any(mask & (SIGN | SUPPORT) for mask in masks)


def unknown_label(page: Page, line: Line, cut: int) -> str:
    """Say what the words before a colon at ``cut`` are to the names behind it, where no table knows them."""
    label = look(Block(0, line.body_start, line.body_start + cut, line.body[:cut], "", Shape.PARAGRAPH), 0, 1)
    if names_others(label) or is_stop(line) or (line.is_sentence and not is_enumeration(line.text)):
        return ""
    told = _by_colon(page, label)
    return "" if told == ELSE else told


def _by_colon(page: Page, line: Line) -> str:
    if not (page.is_called_a_statement() and page.is_full_of_voices()) or len(line.words) > LONGEST_HEAD:
        return ELSE
    if speaks_as_several((line.text,)) and not undersigned(line.text):
        return ELSE  # "We demand the release of:"
    if not page.is_headed_as_statement():
        return ELSE
    masks = [mask_of_written(word) for word in line.words] + [parts_mask(line.body)]
    return TEXT_NAMED if any(mask & (TEXT | SIGN | SUPPORT) for mask in masks) else UNKNOWN


def _is_valediction(page: Page, line: Line) -> bool:
    """Say whether a line ends with a comma, names nobody and stands apart, or is a few words below text."""
    seen = traits(line.body)
    named = (
        seen.kinds
        or seen.roles
        or (seen.given_anywhere and seen.small < seen.words - 1)
        or person_form(unranked(line.body.rstrip(" ,،，")))
    )
    heard = page.is_addressed() or page.is_full_of_voices()
    below = page.lines[line.index - 1].is_sentence and len(line.words) <= LONGEST_BELOW_TEXT
    apart = len(line.words) <= LONGEST_HEAD if line.gap > 1 else below
    return apart and not named and heard


def signs_for(page: Page, line: Line) -> bool:
    """Say whether a line apart, at the end of what several say, names for whom the person below it signs."""
    below = page.lines[line.index + 1 : line.index + 2]
    if line.is_long or line.is_sentence or line.marker or line.gap < 2 or not below or below[0].gap > 1:
        return False
    body = behalf_of(line.body, unknown=True)
    if body is None or " " not in line.body[slice(*body)] or not begins_with_person(below[0].body):
        return False
    return (
        ends_the_text(page.lines, line.index) and page.is_titled_as_statement() and page.is_full_of_voices()
    )
