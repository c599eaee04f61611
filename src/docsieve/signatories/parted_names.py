"""Where an entry's name stands among what is said of it, and no comma tells: roles before, bodies behind."""

from docsieve.folding import fold, small_words
from docsieve.places import countries_of, is_subdivision_code
from docsieve.signatories.glued import glued_person
from docsieve.signatories.pieces import DASHES
from docsieve.signing.names import is_acronym, is_uncased, person_form, traits
from docsieve.signing.offices import office_before
from docsieve.signing.titles import is_title, titles_that_are_roles, untitled
from docsieve.signing.vocabulary import is_given_name, is_kind_word, is_organ_word, is_role_word

LONGEST_BEFORE_BODY = 6
LEAST_WITH_OFFICE, LONGEST_WITH_OFFICE, INITIAL = 4, 12, 2
LONGEST_ROLE_BEFORE = 2
LONGEST_CODE, LONGEST_SHORTENED = 2, 4
MARKS_BEHIND = (",", ";", "(", "[", " – ", " — ", " - ")


def name_and_rest(text: str) -> tuple[str, str]:
    """Split a person's name from the role or body that stands beside it without a mark, if one does.

    >>> name_and_rest("Ana Sol: teacher, Quay School"), name_and_rest("Harbour Watch")
    (('Ana Sol', 'teacher, Quay School'), ('Harbour Watch', ''))
    """
    return (
        _named_before_colon(text)
        or _named_before_body(text)
        or behind_role(text)
        or _named_at_end(text)
        or glued_person(text)
    )


def rearranged(text: str) -> str:
    """Set what stands before a name, or behind it at a slash or full stop, where other lists have it."""
    return _with_place_apart(_behind_country(_behind_name(_without_label(text))))


def _behind_name(text: str) -> str:
    """Set an office before a colon, or right before a name in a script without capitals, behind the name.

    >>> _behind_name("Chair: Ana Sol"), _behind_name("会長 山田花子"), _behind_name("Pilot Ana Sol")
    ('Ana Sol, Chair', '山田花子, 会長', 'Pilot Ana Sol')
    """
    found = office_before(text) if (":" in text or "：" in text or not text.isascii()) else None
    if found is None or not (":" in text or "：" in text or is_uncased(text)):
        return text
    office, name = found
    return f"{name}, {office}"


def _behind_country(text: str) -> str:
    """Set a country before a person's name behind it, in brackets: ``Ireland – Ana Sol – cook``."""
    for dash in DASHES:
        country, mark, rest = text.partition(dash)
        name = rest.partition(dash)[0].partition(",")[0]
        if mark and countries_of(country) and person_form(untitled(name)) and not traits(name).kinds:
            return f"{rest} ({country})"
    return text


def _without_label(text: str) -> str:
    """Take a region in square brackets off the beginning of a name: ``[North] Harbour Watch``."""
    label, bracket, rest = text.partition("] ")
    return rest.strip() if bracket and label[:1] == "[" and rest[:1].isalpha() else text


def _with_place_apart(text: str) -> str:
    """Set a country or the code of a state behind a slash off as a dash would: ``Tide Trust / Ireland``."""
    if ". " in text:
        name, _, place = text.rpartition(". ")
        long = name.rpartition(" ")[2]
        if len(long) > LONGEST_SHORTENED and countries_of(place.strip(" .")):
            return f"{name} – {place}"
    for mark in (") ", "! "):
        name, closed, place = text.rpartition(mark)
        if closed and countries_of(place):
            return f"{name}{mark}– {place}"  # "Harbour Watch (HW) Ireland"
    name, slash, place = text.rpartition("/")
    place, told = place.strip(), name.rstrip()
    known = len(place) == LONGEST_CODE and is_subdivision_code(place) and not any(d in told for d in DASHES)
    if not slash or not told or "/" in told or not (known or countries_of(place)):
        return text
    return f"{told} – {place}" if known or name.endswith(" ") else text


def _named_before_colon(text: str) -> tuple[str, str] | None:
    """Split ``Ana Sol: teacher, Quay School``; None where no person's name stands before a colon."""
    name, colon, rest = text.partition(": ")
    person = person_form(untitled(name)) and traits(untitled(name)).given and not traits(name).kinds
    return (name, rest) if colon and rest and person else None


def _named_before_body(text: str) -> tuple[str, str] | None:
    """Split ``Ana Sol of the Harbour Union``: a person, a preposition, a body told by its kind.

    >>> _named_before_body("Ana Sol of the Union of Quays"), _named_before_body("Ana de la Sol")
    (('Ana Sol', 'Union of Quays'), None)
    >>> _named_before_body("Ana Sol of the Tide Union")
    ('Ana Sol', 'Tide Union')
    """
    words = text.split()
    for cut in range(2, min(len(words) - 1, LONGEST_BEFORE_BODY)):
        name = " ".join(words[:cut])
        linked = fold(words[cut]) in small_words("prepositions") and not words[cut].isupper()
        if not linked or not person_form(untitled(name)):
            continue
        after = cut + 1
        while after < len(words) - 1 and fold(words[after]) in small_words("articles"):
            after += 1
        opens = words[after][0].isupper() and (is_kind_word(fold(words[after])) or is_acronym(words[after]))
        opens = opens or (after > cut + 1 and words[after][0].isupper() and is_kind_word(fold(words[-1])))
        seen = traits(untitled(name))
        person = seen.given and not (seen.kinds or seen.roles or any(c in name for c in ",;([–"))
        return (name, " ".join(words[after:])) if opens and person else None
    return None


def behind_role(text: str) -> tuple[str, str] | None:
    """Split ``Freie Architektin Ana Sol``: a role that no title is, and behind it a person's name.

    >>> behind_role("Freie Architektin Anna Kai"), behind_role("Anna Kai")
    (('Anna Kai', 'Freie Architektin'), None)
    >>> behind_role("poet Anna Kai, Dover")
    ('Anna Kai', 'poet, Dover')
    """
    cut = min((at for at in map(text.find, MARKS_BEHIND) if at > 0), default=len(text))
    words, behind = text[:cut].split(), text[cut:].strip()
    if not 2 < len(words) <= LONGEST_BEFORE_BODY:
        return None
    role = next((at for at in range(LONGEST_ROLE_BEFORE) if is_role_word(fold(words[at]))), None)
    if role is not None:
        role = _last_of_office(words, role)
    if role is None or traits(" ".join(words[role + 1 :])).kinds or _opens_a_body(words[: role + 1]):
        return None
    if any(is_given_name(fold(word)) for word in words[: role + 1]) or traits(text[:cut]).titled:
        return None
    if behind and any(is_kind_word(fold(word)) for word in words[: role + 1]):
        return None  # "Comité Campesino del Alto Chico, Colombia"
    name, told = " ".join(words[role + 1 :]), " ".join(words[: role + 1])
    if behind and behind[0] not in ",;":
        return None
    return (name, f"{told}{behind}") if person_form(name) and traits(name).given else None


def _named_at_end(text: str) -> tuple[str, str] | None:
    """Split ``Director of music school 3 Anna Kai``: an office and where it is held, a known name last.

    >>> _named_at_end("Director of music school No 3 A. B. Kai"), _named_at_end("Head of the Anna Kai Trust")
    (('A. B. Kai', 'Director of music school No 3'), None)
    >>> _named_at_end("Ateneo Obrero de Villa Luna")  # a preposition before a name is of a place
    """
    words = text.split()
    if not LEAST_WITH_OFFICE <= len(words) <= LONGEST_WITH_OFFICE or any(c in text for c in ",;([–:"):
        return None
    if not any(is_role_word(fold(word)) for word in words[:LONGEST_ROLE_BEFORE]) or _opens_a_body(words):
        return None
    for count in (4, 3, 2):
        cut = len(words) - count
        name = " ".join(words[cut:])
        opened = is_given_name(fold(words[cut])) or (len(words[cut]) == INITIAL and words[cut].endswith("."))
        told = words[cut][0].isupper() and opened and not is_title(words[cut])
        known = any(is_given_name(fold(word)) for word in words[:cut])
        placed = fold(words[cut - 1]) in small_words("prepositions")
        if (
            cut > 1
            and not placed
            and told
            and not known
            and person_form(name)
            and not (traits(name).kinds or traits(name).roles)
        ):
            office = _without_titles(words[:cut])
            return (name, office) if office else None
    return None


def _opens_a_body(words: list[str]) -> bool:
    """Say whether a kind of body and an adjective open a name: ``Escuela Campesina Anna Kai``."""
    pair = [fold(word) for word in words[:2]]
    return len(pair) > 1 and is_kind_word(pair[0]) and pair[1] in small_words("adjectives")


def _without_titles(words: list[str]) -> str:
    """Give an office without the titles behind it, which are the person's: ``Senator Dr.``.

    Nothing of ``Emeritus Professor``: a rank is no office.
    """
    offices = (at for at in range(len(words), 0, -1) if _is_office(words[at - 1]))
    return " ".join(words[: next(offices, 0)])


def _is_office(word: str) -> bool:
    return not is_title(word) or fold(word).rstrip(".") in titles_that_are_roles()


def _last_of_office(words: list[str], role: int) -> int:
    """Give the last word of an office that begins with a role: ``Chair of the Board``."""
    small = small_words("prepositions") | small_words("articles")
    last = at = role
    while at + 1 < len(words) and (is_organ_word(fold(words[at + 1])) or fold(words[at + 1]) in small):
        at += 1
        last = at if is_organ_word(fold(words[at])) else last
    return last
