"""What a body is, told in words behind its name: ``Tide Forum – a network of island libraries``."""

from docsieve.folding import fold, small_words
from docsieve.places import countries_of
from docsieve.signing.enumerations import outside_brackets
from docsieve.signing.evidence import split_head
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, traits
from docsieve.signing.vocabulary import is_kind_word

MARKS = (": ", " – ", " — ", " - ", ", ")
LEAST_WORDS, WORDS_LOOKED_AT = 3, 3
WORDS_OF_A_KIND = 5
LEAST_SMALL = 0.5


def described(text: str) -> tuple[str, str] | None:
    """Split a body's name from words in small letters that tell what it is; None where none do.

    >>> described("Tide Forum (TF), a network of island libraries, Ireland")
    ('Tide Forum (TF), Ireland', 'a network of island libraries')
    >>> described("TIDES international alliance of boats"), described("Union of cooks, waiters and porters")
    (('TIDES', 'international alliance of boats'), None)
    """
    flat = outside_brackets(text)
    places = sorted((at, mark) for mark in MARKS if (at := flat.find(mark)) > 0)
    first = text.partition(" ")[0]
    if is_acronym(first) and is_description(text[len(first) + 1 :]):
        places.insert(0, (len(first), " "))
    for at, mark in places[:2]:
        head, rest = text[:at], text[at + len(mark) :].strip()
        name = split_head(head)[0]
        if not (traits(name).kinds or is_acronym(name) or _tells_of_a_body(rest)):
            return None
        told, comma, last = rest.rpartition(", ")
        country = last if comma and countries_of(last.strip(" .()")) else ""
        rest = told if country else rest
        if is_description(rest, cued=mark != ": "):
            return (f"{head}, {country}" if country else head), rest
    return None


def _tells_of_a_body(text: str) -> bool:
    """Say whether words in small letters begin with a kind of body and no person: ``a project drawing maps``.

    >>> [_tells_of_a_body(text) for text in ("a volunteer project of readers", "a network engineer of Quay")]
    [True, False]
    """
    words = text.split()[:WORDS_OF_A_KIND]
    if len(words) < LEAST_WORDS or fold(words[0]) not in small_words("description_openers"):
        return False
    linking = small_words("prepositions") | small_words("linking")
    at = next((at for at, word in enumerate(words) if _is_small_kind(word)), None)
    behind = fold(words[at + 1]) if at is not None and at + 1 < len(words) else ""
    return behind in linking or behind.endswith("ing")


def is_description(text: str, *, cued: bool = True) -> bool:
    """Say whether words describe a body: mostly small ones, and at their beginning a cue where ``cued``.

    Such a cue is an indefinite article, a participle, a kind of body in small letters.

    >>> [is_description(text) for text in ("a net of boats", "network of small boats", "Boats of the Bay")]
    [True, True, False]
    """
    words = text.split()
    folded = bare(words[:WORDS_LOOKED_AT])
    if len(words) < LEAST_WORDS or len(folded) < WORDS_LOOKED_AT:
        return False
    small = sum(word[0].islower() or word[0].isdigit() for word in words)
    if small < LEAST_SMALL * len(words):
        return False
    opened = folded[0] in small_words("description_openers")
    branch = any(word in small_words("branches") for word in folded)
    kinds = not branch and len(words) > LEAST_WORDS and any(map(_is_small_kind, words[:WORDS_LOOKED_AT]))
    links = any(fold(word) in small_words("prepositions") for word in words[1:])
    first = words[0][0]
    return (opened and small > 1) or (first.islower() and ((kinds and links) or not cued))


def _is_small_kind(word: str) -> bool:
    return word[0].islower() and is_kind_word(fold(word.strip(".,;:")))
