"""What a line right below a text shows of who signs: a body, a person with the office, a name alone."""

from docsieve.folding import small_words
from docsieve.signing.bylines import joins_bodies
from docsieve.signing.endings import is_organ, is_plain_name, unmarked
from docsieve.signing.evidence import split_head
from docsieve.signing.headings import heading_of
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import cjk_person, is_acronym, is_uncased, names_person, traits
from docsieve.signing.offices import office_before, tells_office
from docsieve.signing.others import names_others
from docsieve.signing.rosters import roster_line
from docsieve.signing.titles import unranked
from docsieve.signing.vocabulary import is_kind_word, is_organ_word

LONGEST_ORGAN_WORDS, LONGEST_TAIL = 6, 8
QUOTES_CLOSE = ("”", "“", "»", "«", '"', "」", "』", "’")


def kind_of(line: Line) -> str:
    """Say what a line shows of who signs, as a key of ``SHOWN``; nothing where it names nobody."""
    if heading_of(line) is not None or names_others(line) or line.text.endswith((":", "：")):
        return ""
    body = unmarked(line)
    name, tail = split_head(body)
    if office_before(body) or roster_line(body):
        return "officer"
    if joins_bodies(body):
        return "body"
    person = _is_person(name)
    if person and _tells(tail):
        return "officer"
    look = traits(name)
    if not is_organ(line) and (is_plain_name(body, opened=True) or _is_organ_of(name)):
        if look.telling or _is_organ_of(name):
            return "body"
        if look.kinds:
            return "group"
    if person:
        small = tail[:2] == ", " and tail[2:3].islower() and len(tail.split()) <= LONGEST_TAIL
        return "occupied" if small else "told" if tail else "person"
    return ""


def _is_organ_of(name: str) -> bool:
    """Say whether an organ and the name of what it is of make up a name: ``HW Board``, ``Team „Anker“``."""
    words = [word for word in bare(name.split()) if word not in small_words("articles")]
    if not 1 < len(words) <= LONGEST_ORGAN_WORDS:
        return False
    organ = is_organ_word(words[0]) or is_organ_word(words[-1]) or is_kind_word(words[0])
    marked = name.rstrip().endswith(QUOTES_CLOSE) or any(map(is_acronym, name.split()))
    return organ and marked


def _tells(tail: str) -> bool:
    """Say whether what stands behind a name is an office, what the person is, or a body."""
    told = tail.strip(" ,;–—-()（）")
    return bool(told) and (tells_office(told) or traits(told).kinds > 0)


def _is_person(name: str) -> bool:
    bare_name = unranked(name)
    look = traits(bare_name)
    if is_uncased(bare_name):
        return cjk_person(bare_name) or names_person(bare_name)
    return names_person(bare_name) and (look.given or not look.roles)
