"""Where a body's name begins behind a role: ``President of the Harbour Union``, ``Reader in Law, ...``."""

from docsieve.folding import fold, small_words
from docsieve.places import country_of, is_place
from docsieve.signing.names import is_acronym, is_uncased, traits
from docsieve.signing.vocabulary import (
    is_institution_word,
    is_kind_word,
    is_office_word,
    is_organ_word,
    is_portfolio_word,
    is_role_word,
    is_subject_word,
    leads_bodies,
    opens_with_role,
)

MARKS = ".,;:()&"
QUOTES = "«“„\"'"
LONGEST_ROMAN = 4
WORKED_AT = frozenset({"at", "an", "am", "bei", "aan", "na", "ved", "vid", "wa", "ya"})


def body_begins(words: list[str]) -> int | None:
    """Give where, after a role's words, a body's name begins: an acronym or a capitalised kind of body."""
    roles = [i for i, word in enumerate(words) if is_role_word(fold(word).strip(MARKS))]
    # "ketua Serikat Nelayan": what its members are stands in the body's name, not in the role.
    kind = next(
        (i for i, word in enumerate(words) if i and word[:1].isupper() and _is_kind(word)), len(words)
    )
    last = max((i for i in roles if i < kind), default=max(roles, default=-1))
    if last < 0 and opens_with_role(" ".join(words)):
        last = 1
    behind = _behind_portfolio(words)
    if behind is not None:
        return behind
    for position in range(last + 1, len(words)):
        word = without_elision(words[position]).strip(MARKS)
        if fold(word) in small_words("prepositions"):
            continue
        if not word[:1].isupper():
            named = is_uncased(word) and is_kind_word(fold(word)) and position + 1 < len(words)
            if last >= 0 and named:
                return position
            if _opens_a_named_body(words, position, last):
                return position
            continue
        if last >= 0 and _is_roman(word) and position + 1 < len(words) and words[position + 1][:1].islower():
            return None  # "radna III kadencji"
        rest = " ".join([word, *words[position + 1 :]])
        if " " not in rest and not is_acronym(word):
            return None
        beside = position == last + 1 and last >= 0 and is_office_word(fold(words[last]).strip(MARKS))
        body = is_acronym(word) or traits(rest).kinds or beside or _is_led(words, last, position)
        after = _past_subject(words, position)
        return after if body or after != position else None
    return None


def _is_roman(word: str) -> bool:
    return len(word) <= LONGEST_ROMAN and set(word) <= set("IVX")


def _is_kind(word: str) -> bool:
    folded = fold(word).strip(MARKS)
    return is_kind_word(folded) and not is_role_word(folded)


def _behind_portfolio(words: list[str]) -> int | None:
    """Give where a body begins behind what an office is for: ``Secretario de Actas SINDICATO ...``.

    >>> _behind_portfolio("Reader in Law Quay University".split()), _behind_portfolio("Head of Law".split())
    (3, None)
    """
    folded = [fold(word).strip(MARKS) for word in words]
    small = small_words("prepositions") | small_words("articles")
    for at in range(2, len(words) - 1):
        if folded[at - 1] not in small_words("prepositions") or not is_role_word(folded[at - 2]):
            continue
        after = at + 1
        while after < len(words) - 1 and folded[after] in small:
            after += 1
        opens = is_acronym(words[after]) or (is_kind_word(folded[after]) and after + 1 < len(words))
        if is_portfolio_word(folded[at]) and words[after][0].isupper() and opens:
            return after
        taught = {folded[at + 1], folded[-1]}
        named = words[at + 1][0].isupper() and any(map(is_institution_word, taught))
        if is_subject_word(folded[at]) and named and at + 2 < len(words):
            return at + 1
    return None


def _past_subject(words: list[str], position: int) -> int:
    """Give where a body begins behind a subject: ``History at Quay University``; else the place given."""
    for at in range(position + 1, len(words) - 1):
        if fold(words[at]) in small_words("locative") | WORKED_AT:
            subject, body = traits(" ".join(words[position:at])), traits(" ".join(words[at + 1 :]))
            apart = not (subject.kinds or subject.acronyms) and (body.kinds or body.acronyms)
            after = at + 1 + (fold(words[at + 1]) in small_words("articles"))
            return after if apart and after < len(words) else position
    return position


def _opens_a_named_body(words: list[str], position: int, role: int) -> bool:
    """Say whether a small kind word behind a preposition opens a body's name: ``du collectif Port libre``."""
    word = without_elision(words[position]).strip(MARKS)
    linked = position > role + 1 and fold(words[position - 1]) in small_words("prepositions")
    # Where nouns are inflected no preposition stands between: "председатель общества «...»".
    linked = linked or (position == role + 1 and word[:1].islower() and not is_organ_word(fold(word)))
    elided = word != words[position].strip(MARKS)
    after = position + 1
    while elided and after + 1 < len(words) and fold(words[after]) in small_words("linking"):
        after += 1
    named = after < len(words) and words[after].lstrip(QUOTES)[:1].isupper()
    return role >= 0 and (linked or elided) and named and is_kind_word(fold(word))


def _is_led(words: list[str], role: int, position: int) -> bool:
    """Say whether words are a body because somebody is a founder, member, delegate "of" them."""
    rest = words[position:]
    own = without_elision(words[position])
    whole = " ".join([own, *rest[1:]])
    between = words[role + 1 : position]
    opened = bool(between) or own != words[position]
    small = small_words("prepositions") | small_words("articles")
    if not opened or role < 0 or not all(fold(word) in small for word in between):
        return False
    named = all(word[0].isupper() or fold(word) in small_words("linking") for word in rest[1:])
    several = len(rest) > 1 or own != words[position]
    placed = is_place(whole) or country_of(whole) is not None
    return several and named and not placed and leads_bodies(fold(words[role]).strip(MARKS))


def without_elision(word: str) -> str:
    """Take an elided article off: ``l'Association``, ``l’association``."""
    return word[2:] if word[1:2] in ("'", "’") and word[2:3].isalpha() else word
