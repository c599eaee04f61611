"""What a stretch beside a person's name says: a role, a body, or a role and then its body."""

from docsieve.folding import fold, small_words
from docsieve.places import is_place
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, is_uncased, traits
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.vocabulary import degrees, is_kind_word, is_office_word, is_role_word, role_parts

# A role's own word comes early: "Senior Policy Adviser", "secretario general".
WORDS_BEFORE_A_ROLE = 4
LONGEST_WITHDRAWN = 7
MARKS = ".,;:()&"


def is_role(text: str) -> bool:
    """Say whether a stretch says what somebody is: its role word comes before any body's name.

    >>> is_role("Executive Director"), is_role("Harbour Workers Union")
    (True, False)
    """
    if is_uncased(text):
        return text.endswith(role_parts()) or (traits(text).roles > 0 and not traits(text).kinds)
    words = bare(text.split())
    for position, word in enumerate(words[:WORDS_BEFORE_A_ROLE]):
        if is_role_word(word):
            return not any(is_kind_word(before) and not is_role_word(before) for before in words[:position])
    return False


def role_and_body(text: str) -> tuple[str | None, str | None]:
    """Split what stands after a person's name into role and body.

    >>> role_and_body("President of the Harbour Workers Union"), role_and_body("Tide Watch")
    (('President', 'Harbour Workers Union'), (None, 'Tide Watch'))
    """
    words = text.split()
    behalf = opening_phrase(bare(words), "behalf")
    if " " in behalf:
        cut = len(behalf.split())
        return " ".join(words[:cut]), " ".join(words[cut:]) or None
    if not is_role(text):
        return (None, text) if _is_body(text) else (text, None)
    at = _body_begins(words)
    if at is None or is_place(" ".join(words[at:])):
        return text, None
    role = words[:at]
    while len(role) > 1 and fold(role[-1]) in small_words("prepositions") | small_words("articles"):
        role = role[:-1]
    return " ".join(role), " ".join([_without_elision(words[at]), *words[at + 1 :]])


def _body_begins(words: list[str]) -> int | None:
    """Give where, after a role's words, a body's name begins: an acronym or a capitalised kind of body."""
    last = max((i for i, word in enumerate(words) if is_role_word(fold(word).strip(MARKS))), default=-1)
    for position in range(last + 1, len(words)):
        word = _without_elision(words[position]).strip(MARKS)
        follows = position == last + 1 and last >= 0 and is_office_word(fold(words[last]).strip(MARKS))
        if fold(word) in small_words("prepositions") or not word[:1].isupper():
            continue
        rest = " ".join([word, *words[position + 1 :]])
        return position if is_acronym(word) or traits(rest).kinds or follows else None
    return None


def _without_elision(word: str) -> str:
    """Take an elided article off: ``l'Association``."""
    return word[2:] if word[1:2] in ("'", "’") and word[2:3].isupper() else word


def _is_body(text: str) -> bool:
    look = traits(text)
    first = text[:1]
    return (
        look.kinds > 0
        or look.acronyms > 0
        or first.isdigit()
        or (first.isupper() and look.small <= look.linking + 1)
    )


def is_degree(word: str) -> bool:
    """Say whether a word is a degree or an honour, written with a capital."""
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
