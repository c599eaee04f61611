"""What a stretch beside a person's name says: a role, a body, or a role and then its body."""

from itertools import pairwise

from docsieve.folding import fold, small_words
from docsieve.places import country_of, is_place, is_region
from docsieve.signatories.bodies import MARKS, WORKED_AT, body_begins, without_elision
from docsieve.signatories.localities import is_locality
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, is_uncased, is_unspaced, traits
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.titles import is_title
from docsieve.signing.vocabulary import (
    common_kinds,
    degrees,
    is_doer_of_kind,
    is_kind_word,
    is_office_word,
    is_organ_word,
    is_possessed_office,
    is_role_word,
    kind_parts,
    occupation_ends,
    opens_with_role,
    parts_beside,
    role_parts,
)

SHORTEST_OCCUPATION, SHORTEST_NOUN, SHORTEST_SMALL = 9, 7, 5
# A role's own word comes early: "Senior Policy Adviser", "secretario general".
WORDS_BEFORE_A_ROLE = 4
LONGEST_ENDED, LONGEST_OFFICE = 7, 5
LONGEST_WITHDRAWN = 7
LONGEST_UNKNOWN_ROLE = 4
GENERAL = ("general", "generale")
# These are named by the district they sit for, which is no body.
SEATED = ("member", "mp", "delegate", "councillor", "councilor", "alderman")
BOTH_FORMS = (":", "*", "_", "/", "·", "•", "(")
ENDINGS = frozenset("in innen a as e es e·s ·e ·s o os rice euse trice in) a) e)".split())
SIGNS = '&/+|!"“”«»„@'
# д.ф.-м.н., к.т.н.: doctor or candidate of some science.
SCIENCE_DEGREES, SCIENCES = ("д", "к"), "н"


def is_role(text: str) -> bool:
    """Say whether a stretch says what somebody is: its role word comes before any body's name.

    >>> [is_role(text) for text in ("Executive Director", "human rights lawyer", "Harbour Workers Union")]
    [True, True, False]
    """
    if is_uncased(text) and is_unspaced(text):
        return text.endswith(role_parts()) or (traits(text).roles > 0 and not traits(text).kinds)
    words = bare(_in_one_form(text).split())
    if opens_with_role(text) or _ends_as_role(text, words):
        return True
    for position, word in enumerate(words[:WORDS_BEFORE_A_ROLE]):
        if is_role_word(word):
            if position and word in GENERAL and any(map(is_kind_word, words[position + 1 : position + 2])):
                return False  # "Quay General Hospital"
            return not any(map(_tells_a_body, words[:position]))
    return False


def _tells_a_body(word: str) -> bool:
    """Say whether a folded word before a role is a body's: union, but not technology."""
    return is_kind_word(word) and not is_role_word(word) and word not in common_kinds()


def _in_one_form(text: str) -> str:
    """Give a role without what marks hold both its forms: ``Lehrer:in``, ``professeur·e``, ``profesor/a``.

    >>> _in_one_form("Lehrer:innen und étudiant·e"), _in_one_form("Quay: Inn")
    ('Lehrer und étudiant', 'Quay: Inn')
    """
    return " ".join(_without_ending(word) for word in text.split())


def _without_ending(word: str) -> str:
    for mark in BOTH_FORMS:
        stem, found, ending = word.partition(mark)
        if found and stem and fold(ending).rstrip(",;.") in ENDINGS:
            return stem
    return word


def may_be_role(text: str) -> bool:
    """Say whether a text can be a role, known or not: few words, and none of a body, a place, a degree."""
    look = traits(text)
    named = look.kinds or look.digits or is_acronym(text) or is_place(text) or country_of(text) is not None
    return is_role(text) or (not named and look.words <= LONGEST_UNKNOWN_ROLE)


def may_be_occupation(text: str) -> bool:
    """Say whether capitalised words that no table knows have the form of an occupation: ``Legal Educator``.

    Languages that end with the noun show it there, others at the beginning; one word must be long.

    >>> [may_be_occupation(text) for text in ("Legal Educator", "Hydrologe", "Vogelkundlerin", "Tide Trust")]
    [True, True, True, False]
    >>> [may_be_occupation(text) for text in ("Oceanóloga marina", "Water Keepers of Eastport", "Quaker")]
    [True, False, False]
    >>> [may_be_occupation(text) for text in ("Digital Campaigner", "PhD Candidate", "TIDES Ecuador")]
    [True, True, False]
    """
    look = traits(text)
    words = bare(text.split())
    if (
        look.kinds > sum(map(is_doer_of_kind, words))
        or look.digits
        or not 0 < len(words) <= LONGEST_UNKNOWN_ROLE
        or any(c in text for c in SIGNS)
    ):
        return False
    if look.given or look.linking > 1 or is_place(text) or country_of(words[-1]) is not None:
        return False
    if is_degree(text.split(maxsplit=1)[0]):
        return True
    if len(words) == 1:
        return len(words[0]) >= SHORTEST_OCCUPATION and words[0].endswith(occupation_ends())
    first = words[0] if text.split()[1][:1].islower() else ""
    return any(len(w) >= SHORTEST_NOUN and w.endswith(occupation_ends()) for w in (first, words[-1]))


def _ends_as_role(text: str, words: list[str]) -> bool:
    """Say whether a role word ends a stretch that is no name: ``human rights lawyer``, ``Union Officer``.

    >>> [is_role(text) for text in ("Quay Law and TIDE board member", "peace and union activist")]
    [True, True]
    """
    if not 1 < len(words) <= LONGEST_ENDED or not is_role_word(words[-1]):
        return False
    linked = {word for word in words[:-1] if word in small_words("linking")}
    if text.rsplit(maxsplit=1)[-1][0].islower() and linked <= small_words("conjunctions"):
        return True
    return len(words) <= LONGEST_OFFICE and not linked and is_office_word(words[-1])


def role_and_body(text: str) -> tuple[str | None, str | None]:
    """Split what stands after a person's name into role and body.

    >>> role_and_body("President of the Harbour Workers Union"), role_and_body("Tide Watch")
    (('President', 'Harbour Workers Union'), (None, 'Tide Watch'))
    """
    words = text.split()
    behalf = opening_phrase(bare(words), "behalf")
    if " " in behalf or (behalf and text[:1].islower() and traits(text).kinds and not is_role(text)):
        cut = len(behalf.split())
        return " ".join(words[:cut]), " ".join(words[cut:]) or None
    if is_possessed_office(fold(words[-1]).strip(MARKS)):
        return _office_behind_body(words)
    titled = len(words) > 1 and words[0].islower() and is_title(words[0]) and is_acronym(words[1])
    if titled or _is_short_body(words[0]):  # "prof. TIDE"
        first, rest = words[0], " ".join(words[1:])
        return (first, rest) if titled else (rest or None, first)
    if _is_seat(text) or (len(words) == 1 and text.islower() and text != text.upper()):
        return text, None
    if not (is_role(text) or _opens_small(words)):
        return (None, text) if _is_body(text) and not may_be_occupation(text) else (text, None)
    if is_uncased(text) and is_unspaced(text):
        return _role_behind_body(text)
    at = body_begins(words)
    if at is None or is_locality(" ".join(words[at:])):
        return text, None
    role = words[:at]
    small = small_words("prepositions") | small_words("articles") | small_words("linking") | WORKED_AT
    while len(role) > 1 and fold(role[-1]) in small:
        role = role[:-1]
    body = " ".join([without_elision(words[at]), *words[at + 1 :]])
    bracketed = body.rstrip(".")
    return " ".join(role), bracketed[1:-1] if body[0] in "([" and bracketed[-1] in ")]" else body


def _is_seat(text: str) -> bool:
    """Say whether a text names a seat in a parliament by its district.

    >>> [_is_seat(text) for text in ("Tide MP for Upper Quay", "Member for the Quay Union", "Member, Quay")]
    [True, False, False]
    """
    before, _, district = text.partition(" for ")
    seated = bare(before.split())[-1:]
    look = traits(district)
    return bool(district) and seated[0] in SEATED and not look.kinds and not look.acronyms


def _opens_small(words: list[str]) -> bool:
    """Say whether an unknown word in small letters stands before a name: what somebody is of it.

    >>> [_opens_small(text.split()) for text in ("legisladora TIDE", "of the Tide Trust")]
    [True, False]
    """
    first = fold(words[0]).strip(MARKS)
    small = small_words("prepositions") | small_words("linking") | small_words("articles") | WORKED_AT
    opened = words[0][:1].islower() and first.isalpha() and len(first) >= SHORTEST_SMALL
    named = len(words) > 1 and words[1][:1].isupper()
    return opened and named and first not in small and not is_kind_word(first)


def _office_behind_body(words: list[str]) -> tuple[str, str | None]:
    """Split an office off the end of words where its ending says that the body stands before it.

    >>> _office_behind_body("Tide Derneği Yönetim Kurulu Üyesi".split())
    ('Yönetim Kurulu Üyesi', 'Tide Derneği')
    """
    folded = [fold(word).strip(MARKS) for word in words]
    named = [
        at
        for at, word in enumerate(folded[:-1])
        if (is_kind_word(word) or is_acronym(words[at])) and not is_organ_word(word)
    ]
    cut = named[-1] + 1 if named else 0
    begin = 1 if cut > 1 and folded[0] in small_words("articles") else 0
    return " ".join(words[cut:]), " ".join(words[begin:cut]) or None


def _is_short_body(word: str) -> bool:
    """Say whether a word in Korean is short for a body beside a person's name: ``솔빛대`` for a university.

    >>> [_is_short_body(word) for word in ("솔빛대", "가온누리연구원", "책임연구원", "세대", "교수", "Quay")]
    [True, True, False, False, False, False]
    """
    ending = next((part for part in parts_beside() if word.endswith(part)), "")
    return bool(ending) and len(word) - len(ending) > len(ending)


def _role_behind_body(text: str) -> tuple[str, str | None]:
    """Split a role off the end of a text in a script without spaces, where a body stands before it.

    >>> _role_behind_body("港湾大学教授"), _role_behind_body("大学教授"), _role_behind_body("영화 감독")
    (('教授', '港湾大学'), ('大学教授', None), ('영화 감독', None))
    """
    role = max((part for part in role_parts() if text.endswith(part)), key=len, default="")
    body = text[: len(text) - len(role)].strip()
    named = role and body and traits(body).kinds and body not in kind_parts()
    return (role, body) if named else (text, None)


def role_and_place(text: str, language: str = "") -> tuple[str, str | None]:
    """Split a known place off an occupation: ``nurse in Lyon``; not the town of an office, ``mayor of Lyon``.

    >>> role_and_place("pédiatre à Lille"), role_and_place("Expert in Law"), role_and_place("maire de Lille")
    (('pédiatre', 'Lille'), ('Expert in Law', None), ('maire de Lille', None))
    """
    words = text.split()
    for position in range(len(words) - 1, 0, -1):
        rest = " ".join(words[position + 1 :])
        if fold(words[position]) in small_words("locative") and rest[:1].isupper():
            subject = language in ("", "en") and words[position] == "in"  # "Lecturer in Botany", a town
            known = is_place(rest) if subject else is_locality(rest)
            known = known and country_of(rest, language) is None and not is_region(rest)
            known = known or (words[position] == "à" and is_plain(rest) and len(words) == position + 2)
            return (" ".join(words[:position]), rest) if known else (text, None)
    return text, None


def _is_body(text: str) -> bool:
    """Say whether a text that is no role is a body's name; ``ver.di`` is one, ``i.R.`` none."""
    look = traits(text)
    first = text[:1]
    dotted = text.partition(" ")[0].split(".")
    return (
        look.kinds > 0
        or look.acronyms > 0
        or first.isdigit()
        or (first.isupper() and look.small <= look.linking + 1)
        or (len(dotted) > 1 and all(len(part) > 1 for part in dotted))
    )


def is_plain(text: str) -> bool:
    """Say whether a text is capitalised words of which none tells a role, a body or a degree.

    >>> [is_plain(text) for text in ("Gull Bay", "Harbour Union", "ACME", "teacher", "PhD", "UniQuay")]
    [True, False, False, False, False, False]
    """
    words = text.split()
    look = traits(text)
    capitals = all(word[0].isupper() or "-" in word or word in small_words("particles") for word in words)
    told = look.kinds or look.acronyms or look.roles or look.digits
    named = told or any(map(is_degree, words)) or any(map(_is_written_as_brand, words))
    return capitals and not named and not any(c in text for c in SIGNS)


def _is_written_as_brand(word: str) -> bool:
    """Say whether a word has a capital or a dot among its letters, as no town has: ``UniQuay``."""
    within = any(a.islower() and b.isupper() for a, b in pairwise(word))
    return within or "." in word.rstrip(".")


def is_degree(word: str) -> bool:
    """Say whether a word is a degree or an honour: one with a capital, or abbreviated as in Russian.

    >>> [is_degree(word) for word in ("MBBS", "д.ф.-м.н.", "к.т.н.", "т.н.", "ma")]
    [True, True, True, False, False]
    """
    letters = fold(word).rstrip(".").replace("-", ".").split(".")
    if letters[0] in SCIENCE_DEGREES and letters[-1] == SCIENCES and len(letters) > 2:
        return True
    return fold(word).replace(".", "").strip(",") in degrees() and word[:1].isupper() and len(word) > 1


def is_withdrawn(text: str) -> bool:
    """Say whether a stretch says that a signature was taken back."""
    words = text.split()
    return len(words) <= LONGEST_WITHDRAWN and opening_phrase(bare(words), "withdrawn") != ""


def joined(before: str | None, text: str | None) -> str | None:
    """Add a stretch to what was read before it, by a comma."""
    if not text:
        return before
    return f"{before}, {text}" if before else text
