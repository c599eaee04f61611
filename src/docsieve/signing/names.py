"""What speaks for a name in a few words: words of organisations, titles, given names, the form."""

import re
from functools import lru_cache

from docsieve.folding import fold, small_words
from docsieve.memory import remembered
from docsieve.signing.lines import PUNCTUATION
from docsieve.signing.titles import is_council, is_title
from docsieve.signing.vocabulary import (
    common_kinds,
    degrees,
    holds_phrase,
    is_given_name,
    is_kind_word,
    is_role_word,
    kind_parts,
    kind_phrases,
    role_parts,
    role_phrases,
    surnames_cjk,
)
from docsieve.values import value

LONGEST_PERSON, HANGUL_NAME, LONGEST_HANGUL_NAME = 6, 3, 4
LONGEST_UNCASED_PERSON = 4
INITIAL_LENGTH, INITIALS = 2, 2
LONGEST_ACRONYM = 12
LONGEST_MIXED_ACRONYM = 8
LEADING_ARTICLES = ("the", "el", "la", "los", "las", "les", "le", "die", "der", "das")
# Scripts without capitals: their names cannot be told by case.
UNCASED = re.compile("[\u10a0-\u10ff\u0590-\u08ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
UNSPACED_LETTERS = re.compile("[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
NICKNAME = re.compile('["“„«][^"“”„«»]{1,40}["”“»]')
CJK_NAME = re.compile("[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]{2,5}")


def is_uncased(text: str) -> bool:
    """Say whether a text is mostly in a script without capital letters.

    >>> is_uncased("전국연합"), is_uncased("Ana (안나) Sol")
    (True, False)
    """
    if text.isascii():
        return False
    uncased = len(UNCASED.findall(text))
    return uncased > 0 and 2 * uncased > sum(map(str.isalpha, text))


def is_unspaced(text: str) -> bool:
    """Say whether a text is in a script written without spaces, or with endings glued on.

    >>> is_unspaced("联署团体"), is_unspaced("الموقعون")
    (True, False)
    """
    return UNSPACED_LETTERS.search(text) is not None


@value
class Traits:
    """What was seen in a name: counts of words of each sort, and what its beginning and end are."""

    words: int
    kinds: int
    telling: int
    roles: int
    given: bool
    given_anywhere: bool
    titled: bool
    degreed: bool
    small: int
    linking: int
    acronyms: int
    digits: bool
    initials: int
    all_capitals: bool
    uncased: bool


@lru_cache(maxsize=1 << 13)
def traits(name: str) -> Traits:
    """Look at a name.

    >>> seen = traits("Harbour Workers Union of Eastport")
    >>> seen.kinds, seen.given, seen.linking
    (2, False, 1)
    >>> traits("Dr. Maria T. Sol").given, traits("Dr. Maria T. Sol").titled
    (True, True)
    """
    raw = name.split()
    bared = [word.strip(PUNCTUATION) for word in raw]
    written = [word for word, word_alone in zip(raw, bared, strict=True) if word_alone]
    words = [word for word in bared if word]
    folded = [fold(word) for word in words]
    uncased = is_uncased(name)
    first = next((i for i, word in enumerate(written) if not is_title(word)), 0)
    first = 0 if is_council(written) else first
    given = [is_given_name(word) for word in folded[first:]]
    lettered = [word for word in words if word.isalpha() or any(map(str.isalpha, word))]
    linking = small_words("linking")
    return Traits(
        words=len(words),
        kinds=_kinds_in(name, folded, uncased=uncased),
        telling=_kinds_in(
            name, [w for w in folded if w not in common_kinds()], uncased=uncased, telling=True
        ),
        roles=_roles_in(name, folded, uncased=uncased),
        given=bool(given) and given[0],
        given_anywhere=any(given),
        titled=first > 0,
        degreed=len(folded) > 1 and folded[-1].replace(".", "") in degrees() and words[-1][:1].isupper(),
        small=sum(word[0].islower() for word in words),
        linking=sum(
            low in linking and not word[0].isupper() for word, low in zip(words, folded, strict=True)
        ),
        acronyms=sum(map(is_acronym, words)),
        digits=any(map(str.isdigit, name)),
        initials=sum(map(_is_initial, raw)),
        all_capitals=bool(lettered) and not uncased and all(word.upper() == word for word in lettered),
        uncased=uncased,
    )


def _roles_in(name: str, folded: list[str], *, uncased: bool) -> int:
    count = sum(map(is_role_word, folded)) or int(holds_phrase(name, role_phrases()))
    return count + (sum(part in name for part in role_parts()) if uncased else 0)


def _kinds_in(name: str, folded: list[str], *, uncased: bool, telling: bool = False) -> int:
    """Count kind words; in scripts without spaces as parts of the name, one letter only at its end."""
    count = sum(map(is_kind_word, folded)) or int(holds_phrase(name, kind_phrases()))
    if not uncased:
        return count
    for part in kind_parts():
        if telling and (len(part) == 1 or part in common_kinds()):
            continue
        count += part in name if len(part) > 1 else name.endswith(part) and len(name) > 3
    return count


def _is_initial(word: str) -> bool:
    if len(word) > INITIAL_LENGTH:
        letters = word.split(".")
        return len(letters) == INITIALS + 1 and not letters[-1] and all(map(_is_capital, letters[:-1]))
    return word[:1].isupper() and (word.endswith(".") or len(word) == 1)


def _is_capital(letter: str) -> bool:
    return len(letter) == 1 and letter.isupper()


def is_acronym(word: str) -> bool:
    """Say whether a word has the form of an acronym: capitals of two letters or more, not an initial.

    >>> [is_acronym(word) for word in ("ACME", "AY+", "R3D", "Anna", "A.", "PCdoB")]
    [True, True, True, False, False, True]
    """
    if word.islower():
        return False
    letters = [c for c in word if c.isalpha()]
    upper = sum(map(str.isupper, letters))
    if not 1 < len(letters) <= LONGEST_ACRONYM or not upper:
        return False
    return upper == len(letters) or (
        upper > 1 and 2 * upper > len(letters) - 1 and len(letters) <= LONGEST_MIXED_ACRONYM
    )


@remembered
def person_form(name: str) -> bool:
    """Say whether a name has the form of a person's: two to six capitalised words and particles, no digits.

    >>> names = ("Ana de la Sol", "Harbour Watch for All", "ANA SOL", "Sol")
    >>> [person_form(name) for name in names]
    [True, False, True, False]
    """
    raw = [word for word in name.split() if word.strip(PUNCTUATION)]
    if not 1 < len(raw) <= LONGEST_PERSON or any(c.isdigit() or c in '&/:;@+!?"“”«»' for c in name):
        return False
    capitals = 0
    for word in raw:
        low = fold(word).strip(",.")
        if low in small_words("never_in_persons"):
            return False
        if word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper()):
            capitals += 1
        elif low not in small_words("particles"):
            return False
    return capitals > 1 and raw[0].casefold() not in LEADING_ARTICLES


def without_nickname(name: str) -> str:
    """Give a person's name without the nickname in quotation marks within or behind it.

    >>> without_nickname('Hugo "Tito" Larramendi'), without_nickname("Club «Tide»")
    ('Hugo Larramendi', 'Club «Tide»')
    """
    found = NICKNAME.search(name)
    outside = " ".join(f"{name[: found.start()]} {name[found.end() :]}".split()) if found else ""
    look = traits(outside)
    person = look.given_anywhere and not look.kinds and (person_form(outside) or outside.isalpha())
    return outside if person else name


def is_hangul(text: str) -> bool:
    """Say whether a text is in Korean letters alone."""
    return all("가" <= c <= "힣" for c in text)


def cjk_person(name: str) -> bool:
    """Say whether a name has the form of a Chinese, Japanese or Korean person's in its own script.

    >>> cjk_person("김민수"), cjk_person("전국연합회")
    (True, False)
    """
    if name.isascii():
        return False
    joined = "".join(name.replace("・", "").replace("·", "").split())
    if not CJK_NAME.fullmatch(joined) or (len(joined) > LONGEST_HANGUL_NAME and is_hangul(joined)):
        return False
    known = joined[:1] in surnames_cjk() or joined[:2] in surnames_cjk()
    return known and not any(part in joined for part in kind_parts() if len(part) > 1)


def names_person(name: str) -> bool:
    """Say whether a name without its titles is a person's by its form, in whatever script.

    Scripts with spaces and without capitals tell by a given name and the number of words alone.

    >>> [names_person(name) for name in ("Ana Sol", "김민수", "سالم الهاشمي", "اتحاد الطلبة")]
    [True, True, True, False]
    """
    look = traits(name)
    if look.kinds or not look.uncased:
        return not look.kinds and person_form(name)
    return names_person_uncased(name)


def names_person_uncased(name: str) -> bool:
    """Say whether a name is a person's by its form in a script without capitals; titles may open it.

    >>> [names_person_uncased(name) for name in ("김민수", "د. سالم الهاشمي", "اتحاد الطلبة", "Ana Sol")]
    [True, True, False, False]
    """
    if name.isascii():
        return False
    look = traits(name)
    told = look.given and not look.roles and not look.kinds and 1 < look.words <= LONGEST_UNCASED_PERSON
    return cjk_person(name) or (told and look.uncased and not is_unspaced(name))


def opens_with_hangul_name(text: str) -> bool:
    """Say whether a person's name of three syllables opens a Korean line that goes on with role or body.

    >>> [opens_with_hangul_name(text) for text in ("김서연 교사", "김서연", "전국 시민 단체")]
    [True, False, False]
    """
    first, space, _ = text.partition(" ")
    hangul = len(first) == HANGUL_NAME and is_hangul(first)
    return bool(space) and hangul and cjk_person(first)


def is_small(text: str) -> bool:
    """Say whether several words are in small letters of a script that writes names with capitals.

    >>> [is_small(text) for text in ("keeper of the sluice", "ხიდის საბჭო", "강변 ymca", "attac")]
    [True, False, False, False]
    """
    letters = [c for c in text if c.isalpha()]
    if len(text.split()) < 2 or "@" in text or not letters:
        return False
    return all(c.islower() and c.title() != c for c in letters)


def may_name_in_small_letters(text: str) -> bool:
    """Say whether words in small letters may name somebody: with a given name or a word for a body."""
    seen = traits(text)
    return seen.given_anywhere or seen.kinds > 0
