"""How a whole list writes its people: family names first, what they are behind a space."""

from collections.abc import Sequence

from docsieve.folding import fold, small_words
from docsieve.signatories.roles import is_role
from docsieve.signatories.unmarked import are_unmarked, marked
from docsieve.signing.names import cjk_person, is_unspaced, names_person, person_form, traits
from docsieve.signing.offices import may_name_uncased, tells_office
from docsieve.signing.titles import unranked, untitled
from docsieve.signing.vocabulary import is_given_name, is_role_word, role_parts

LEAST_INVERTED, SHARE_INVERTED, SHARE_GIVEN = 3, 0.75, 0.5
LONGEST_FAMILY, LONGEST_GIVEN = 3, 3
LEAST_TOLD, SHARE_TOLD = 3, 0.5
LEAST_SPACED, SHARE_SPACED, LEAST_LETTERS = 2, 0.5, 2
ENDS = ("(", " – ", " — ", " - ", ";")


def written_alike(rows: Sequence[list[str]]) -> list[list[str]]:
    """Give the cells of a list's entries with names and what people are written as most lists have them.

    Reads the first cell of each; ``Sol, Ana`` becomes ``Ana Sol``, and a name is parted by a comma from
    what stands behind its space in a script without spaces, or behind its colon, where the list does so.
    """
    firsts = [cells[0] for cells in rows]
    if are_told_by_colons(firsts):
        return [[_with_comma(cells[0]), *cells[1:]] for cells in rows]
    if are_inverted(firsts):
        return [[put_right(cells[0]), *cells[1:]] for cells in rows]
    if are_unmarked(firsts):
        return [[first, *cells[1:]] for first, cells in zip(marked(firsts), rows, strict=True)]
    if are_spaced(firsts):
        return [[_parted(cells[0]), *cells[1:]] for cells in rows]
    return list(rows)


def are_told_by_colons(texts: Sequence[str]) -> bool:
    """Say whether a list tells what its people are behind a colon, and of some of them a known occupation.

    >>> are_told_by_colons(["Ana Sol: poet", "Ben Mar: keeper of the lamp", "Cara Dee: cook", "Quay Choir"])
    True
    >>> are_told_by_colons(["Chair: Ana Sol", "Cook: Ben Mar", "Poet: Cara Dee"])
    False
    """
    told = [found for found in map(_told_by_colon, texts) if found is not None]
    known = sum(is_role(what) for _, what in told)
    return len(told) >= LEAST_TOLD and len(told) >= SHARE_TOLD * len(texts) and known >= LEAST_SPACED


def _told_by_colon(text: str) -> tuple[str, str] | None:
    """Give the person's name before the colon of a text and what is behind it; None where it has none."""
    name, colon, what = text.partition(":")
    bare_name, what = unranked(name.strip()), what.strip()
    named = names_person(bare_name) or may_name_uncased(bare_name)
    if not colon or not what or not named or tells_office(bare_name) or names_person(what):
        return None
    return name, what


def _with_comma(text: str) -> str:
    found = _told_by_colon(text)
    return text if found is None else ", ".join(found)


def are_spaced(texts: Sequence[str]) -> bool:
    """Say whether a list sets what its people are behind a space, in Chinese, Japanese or Korean.

    >>> are_spaced(["林婉仪 副教授", "陈志衡 摄影师", "马丽 街坊"]), are_spaced(["山田 太郎", "大槻 健一"])
    (True, False)
    """
    spaced = [found for found in map(_spaced, texts) if found is not None]
    known = sum(rest.endswith(role_parts()) for _, rest in spaced)
    return known >= LEAST_SPACED and known >= SHARE_SPACED * len(spaced)


def _parted(text: str) -> str:
    found = _spaced(text)
    return text if found is None else f"{found[0]}, {found[1]}"


def _spaced(text: str) -> tuple[str, str] | None:
    if text.isascii() or not is_unspaced(text):
        return None
    name, _, rest = text.replace("\u3000", " ").strip().partition(" ")
    rest = rest.strip()
    named = len(name) >= LEAST_LETTERS and cjk_person(name)
    return (name, rest) if named and rest and is_unspaced(rest) and "," not in rest else None


def are_inverted(texts: Sequence[str]) -> bool:
    """Say whether most entries begin with a family name, a comma and a given name that many lists have.

    >>> are_inverted(["Sol, Ana", "Marsh, Peter (Quay School)", "Oakes, Maria, teacher"])
    True
    >>> are_inverted(["Ana Sol, Peter Mar", "Anna Kai, Cork", "Maria Luz, poet"])
    False
    """
    halves = [found for found in map(_halves, texts) if found is not None]
    if len(halves) < LEAST_INVERTED or len(halves) < SHARE_INVERTED * len(texts):
        return False
    known = sum(_is_given(given) for _, given, _ in halves)
    other = sum(_is_given(family) for family, _, _ in halves)
    return known >= SHARE_GIVEN * len(halves) and other < known


def lists_inverted(text: str) -> bool:
    """Say whether semicolons part names whose family names come first, all of them known.

    >>> lists_inverted("Sol, Ana; Marsh, Peter (cook)"), lists_inverted("Sol, Ana; Tide Trust, Cork")
    (True, False)
    """
    found = [_halves(piece.strip()) for piece in text.split(";")]
    return len(found) > 1 and all(halves is not None and _is_given(halves[1]) for halves in found)


def put_right(text: str) -> str:
    """Put the given name before the family name; give the text back where it is not written so.

    >>> put_right("Sol, Ana (Quay School)"), put_right("Tide Trust, Cork")
    ('Ana Sol (Quay School)', 'Tide Trust, Cork')
    """
    found = _halves(text)
    if found is None:
        return text
    family, given, rest = found
    return f"{given} {family}{rest}"


def _halves(text: str) -> tuple[str, str, str] | None:
    """Give the family name, the given names and the rest of a text of that form."""
    family, comma, behind = text.partition(",")
    given, rest = behind, ""
    cut = min((at for at in map(behind.find, (",", *ENDS)) if at >= 0), default=len(behind))
    given, rest = behind[:cut].strip(), behind[cut:]
    family = untitled(family.strip())
    first = untitled(given)
    short = len(family.split()) <= LONGEST_FAMILY and len(first.split()) <= LONGEST_GIVEN
    if not comma or not family or not first or not short:
        return None
    look = traits(f"{first} {family}")
    household = fold(first) in small_words("households")  # "Trautwein, Familie"
    kinds = traits(first).kinds if _is_given(given) else look.kinds  # "Peña" is a club, and a family
    named = person_form(f"{first} {family}") and not (kinds > household or look.digits)
    told = any(is_role_word(fold(word)) for word in given.split()) and not _is_given(given)
    return (family, given, f" {rest.strip()}" if rest[:1] in "([" else rest) if named and not told else None


def _is_given(text: str) -> bool:
    return is_given_name(fold(untitled(text).split(maxsplit=1)[0].strip(".")))
