"""Run-on lists split into their names: by their separator, by conjunctions; figures stay with a name."""

import re
from collections.abc import Callable, Sequence

from docsieve.folding import fold, small_words
from docsieve.signatories.couples import behind_family
from docsieve.signatories.glued import glued_person
from docsieve.signatories.roles import is_role
from docsieve.signing.enumerations import (
    DOT,
    dash_between,
    is_open,
    lists_by_dots,
    lists_by_spaces,
    outside_brackets,
    with_one_dash,
)
from docsieve.signing.names import is_uncased, is_unspaced, names_person, person_form, traits
from docsieve.signing.vocabulary import is_kind_word

COMMAS = ("،", "、", "，", ",")
STRONGER_MARKS = (";", "؛", " / ", " · ", "•", "|", "\u3000")
DASHES = (" - ", " – ", " — ")
LEAST_STRONGER_MARKS = 2
# A stronger mark separates the names where it is at least this share of the commas.
SHARE_OF_COMMAS = 0.25
EDGES = " \u3000\n\r\t\xa0•-–"
LONGEST_NAME = 5
LONGEST_PAIR = 300
LEAST_LISTED = 4
SHARE_OF_PERSONS, SHARE_OF_KNOWN, LONGEST_UNSPACED = 0.75, 0.25, 4
BETWEEN = "\x1f"
WORD = re.compile(r"\S+")
# So many commas to a semicolon, where both part names.
MOST_PER_SEMICOLON = 3
ENDING_QUOTES = frozenset('»”“"')
OPENING_QUOTES = '«“"„'
QUOTES = {"«": "»", "“": "”"}


def split_names(raw: str, declared: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the names of a run-on list, within its raw text.

    ``declared`` is how many there are said to be: the last is two where that is one more than commas part.

    >>> text = "Ana Sol (Sea, Quay), Branch 17, 62, Harbour Watch and Ben Mar"
    >>> [text[begin:end] for begin, end in split_names(text)]
    ['Ana Sol (Sea, Quay)', 'Branch 17, 62', 'Harbour Watch', 'Ben Mar']
    """
    if lists_by_spaces(raw):
        return [word.span() for word in WORD.finditer(raw)]
    flat = outside_brackets(_quotes_out(raw))
    if dash := dash_between(flat).strip():
        # Of the same length, so that places stay: a dash may have lost the space on one of its sides.
        flat = with_one_dash(flat).replace(f"{dash} ", f"{BETWEEN} ").replace(f" {dash}", f" {BETWEEN}")
    elif ";" in flat and _are_mixed(flat):
        flat = flat.replace(";", ",")
    mark = BETWEEN if dash else DOT if DOT in raw and lists_by_dots(raw) else _separator(flat)
    spans = _with_figures_and_roles_joined(_pieces(raw, flat, mark), raw)
    if len(spans) < 2:
        return [part for span in spans for part in split_persons(raw, span)]
    first = [part for span in spans[:-1] for part in split_persons(raw, _without_conjunction(raw, span))]
    bare = _without_conjunction(raw, spans[-1])
    # Behind a slash a conjunction is the name's own: "Union of Gardeners and Pruners - Branch".
    last = split_persons(raw, bare) if mark == "/" else _split_last(raw, bare)
    if len(last) == 1 and declared == len(first) + 2:
        last = _split_at_conjunction(raw, last[0], _are_capitalised)
    return first + last


def _are_mixed(flat: str) -> bool:
    """Say whether a list parts its names by commas and now and then a semicolon: what follows each is one."""
    pieces = [piece.strip() for piece in flat.split(",")]
    few = flat.count(";") * MOST_PER_SEMICOLON <= flat.count(",")
    return few and all(piece[:1].isupper() or piece[:1] in OPENING_QUOTES for piece in pieces if piece)


def are_persons_listed(text: str) -> bool:
    """Say whether a text is several persons with what they are, between commas or semicolons.

    >>> are_persons_listed("Anna Sol (cook), Peter Kai (baker), Maria Dee, John Mar")
    True
    >>> are_persons_listed("Anna Sol, cook, Dover"), are_persons_listed("Quay Union, Tide Union, Reed Union")
    (False, False)
    >>> are_persons_listed("Anna Sol, Tower Captain, St Una's, Upper Kai")
    False
    >>> are_persons_listed("Anna Sol and Peter Sol, Mill Cottage, Harrow")
    False
    """
    names = [name.partition(",")[0] for name in names_listed(text)]
    head = text.partition(",")[0]
    couple = len(split_persons(head, (0, len(head))))  # "Ana Sol and Ben Sol, Rose Cottage, Upper Kai"
    known = any(traits(name).given or is_uncased(name) for name in names[couple:])
    return len(names) >= LEAST_LISTED and are_mostly_persons(names) and known


def names_listed(text: str) -> list[str]:
    """Give the names of a run-on list, without brackets."""
    names = [_unbracketed(text[start:end]) for start, end in split_names(text)]
    # "권해솔 교수": what the person is stands behind a space.
    return [name.split()[0] if name and is_uncased(name) and is_unspaced(name) else name for name in names]


def are_mostly_persons(names: Sequence[str]) -> bool:
    """Say whether most of some names are of persons by their form, and some beyond doubt."""
    sure = sum(map(names_person, names)) >= SHARE_OF_KNOWN * len(names)
    named = sum(names_person(name) or _is_like_three_signs(name) for name in names)
    return sure and named >= SHARE_OF_PERSONS * len(names)


def _is_like_three_signs(name: str) -> bool:
    """Say whether a name is as short as a person's in a script without spaces, though no table knows it."""
    return 1 < len(name) <= LONGEST_UNSPACED and is_unspaced(name) and not traits(name).kinds


def _quotes_out(raw: str) -> str:
    """Blank the separators that stand within quotation marks."""
    kept = []
    closing = ""
    for c in raw:
        kept.append("_" if closing and c in ",;/" else c)
        if c in QUOTES:
            closing = QUOTES[c]
        elif c == closing:
            closing = ""
    return "".join(kept)


def _separator(flat: str) -> str:
    spaced = flat.replace("\n", " ")
    for mark in STRONGER_MARKS:
        count = spaced.count(mark)
        if count >= LEAST_STRONGER_MARKS and count >= SHARE_OF_COMMAS * flat.count(","):
            return mark.strip(" ")
    if " · " in flat and is_uncased(flat) and not any(mark in flat for mark in (";", *COMMAS)):
        return "·"
    if ";" in flat or any(mark in flat for mark in COMMAS):
        return ";" if ";" in flat else max(COMMAS, key=flat.count)
    dash = max(DASHES, key=flat.count)
    return dash if flat.count(dash) >= LEAST_STRONGER_MARKS else ","


def _pieces(raw: str, flat: str, mark: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for masked in flat.split(mark):
        piece = raw[at : at + len(masked)]
        lead = len(piece) - len(piece.lstrip(EDGES))
        stripped = piece.strip(EDGES).rstrip("…").rstrip(EDGES)
        if any(c.isalnum() for c in stripped):
            spans.append((at + lead, at + lead + len(stripped)))
        at += len(masked) + len(mark)
    return spans


def _with_figures_and_roles_joined(spans: list[tuple[int, int]], raw: str) -> list[tuple[int, int]]:
    """Join what is no name of its own to the name before it: figures, a branch, the role of the last."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        piece = raw[begin:end]
        last = raw[slice(*joined[-1])] if joined else ""
        told = last.partition(" ")[0].casefold() in small_words("last_conjunctions")
        small = piece[:1].islower()
        branch = small and fold(piece.partition(" ")[0]) in small_words("branches")
        if joined and (piece.isdigit() or branch or (told and small and is_role(piece))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _without_conjunction(raw: str, span: tuple[int, int]) -> tuple[int, int]:
    """Take the conjunction off the beginning of a list's last name: ``..., and Harbour Watch``."""
    first, space, rest = raw[span[0] : span[1]].partition(" ")
    if not space or first.casefold() not in small_words("last_conjunctions"):
        return span
    begin = span[0] + len(first) + 1
    article, space, named = rest.partition(" ")
    if space and article in small_words("articles") and named[:1].isupper():
        return begin + len(article) + 1, span[1]
    return (begin, span[1]) if rest[:1].isupper() else span


def split_persons(raw: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Split ``Ana Sol and Ben Mar`` where both sides are persons' names, the second perhaps with its body.

    >>> split_persons("Ana Sol and Ben Mar", (0, 19)), split_persons("Sol and Sea", (0, 11))
    ([(0, 7), (12, 19)], [(0, 11)])
    """
    return _split_at_conjunction(raw, span, _are_two_persons)


def _are_two_persons(left: str, right: str) -> bool:
    known = _is_person(left) and (_begins_with_person(right) or ("," in right and _is_person(_head(right))))
    head, first = _head(right), _unbracketed(left)
    plain = "," not in left and " " in first and " " in head
    alike = plain and behind_family(first, head) is not None
    both = plain and _are_persons(first, head) and not traits(first).roles + traits(head).roles
    return known or both or alike or (left.endswith((")", "]")) and _are_persons(_head(left), _head(right)))


def _are_two_described(left: str, right: str) -> bool:
    """Say whether two texts are persons with what they are: ``Ana Sol, writer`` and ``Ben Mar, poet``."""
    return "," in left and "," in right and _is_person(_head(left)) and _is_person(_head(right))


def _head(text: str) -> str:
    """Give what stands before the first comma, without brackets."""
    return _unbracketed(text).partition(",")[0].strip()


def _unbracketed(text: str) -> str:
    return " ".join(outside_brackets(text).split())


def _are_capitalised(left: str, right: str) -> bool:
    return left[:1].isupper() and right[:1].isupper()


def _split_last(raw: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Split the last piece of a list, ``A and B``, also where both are bodies."""
    return _split_at_conjunction(raw, span, _are_two)


def _split_at_conjunction(
    raw: str, span: tuple[int, int], are_two: Callable[[str, str], bool]
) -> list[tuple[int, int]]:
    begin, end = span
    if end - begin > LONGEST_PAIR:
        return [span]
    words = [word.span() for word in WORD.finditer(raw, begin, end)][1:]
    found: list[list[tuple[int, int]]] = []
    joints = [(a, b) for a, b in words if raw[a:b].casefold() in small_words("conjunctions")]
    # Those that are prepositions elsewhere come last: "Mujeres en Lucha y Red Viva".
    for first, last in sorted(joints, key=lambda at: raw[slice(*at)].casefold() in small_words("locative")):
        left, right = raw[begin:first].strip(), raw[last:end].strip()
        if left and right and not is_open(left) and are_two(left, right):
            found.append([(begin, begin + len(left)), (end - len(right), end)])
    opened = (two for two in found if is_kind_word(fold(raw[slice(*two[1])].split(maxsplit=1)[0])))
    return next(opened, found[0] if found else [span])


def shared_body(text: str) -> str:
    """Give the body that ends the second of two persons in one line, and so is of both; none where none does.

    >>> [shared_body(text) for text in ("Ben Mar de la UNIÓN DEL MUELLE", "Ben Mar, Tide Union", "Ben Mar")]
    ['UNIÓN DEL MUELLE', 'Tide Union', '']
    """
    words = text.split()
    small = small_words("prepositions") | small_words("articles")
    for cut in range(2, min(len(words), LONGEST_NAME)):
        name, rest = " ".join(words[:cut]), words[cut:]
        while len(rest) > 1 and rest[0] in small:
            rest = rest[1:]
        body = " ".join(rest)
        parted = name.endswith(",") or rest != words[cut:]
        if parted and _is_person(name.rstrip(",")) and _may_be_shared(body) and text.endswith(body):
            return body
    glued = glued_person(text)[1]
    return glued if glued and _may_be_shared(glued) else ""


def _may_be_shared(body: str) -> bool:
    look = traits(body)
    return body[:1].isupper() and "," not in body and look.kinds + look.acronyms > 0 and not look.roles


def _is_person(text: str) -> bool:
    text = _unbracketed(text)
    look = traits(text)
    return person_form(text) and look.given and not look.kinds


def _are_persons(left: str, right: str) -> bool:
    """Say whether two names are persons', in a list that has others: one given name is enough."""
    if not (person_form(left) and person_form(right)):
        return False
    seen = traits(left), traits(right)
    return any(look.given for look in seen) and not any(look.kinds for look in seen)


def _are_two(left: str, right: str) -> bool:
    persons = _are_persons(_unbracketed(left), _unbracketed(right)) or _are_two_described(left, right)
    mixed = (_is_body(left) and _is_person(right)) or (_is_person(left) and _is_body(right))
    return persons or _are_bodies(left, right) or mixed


def _are_bodies(left: str, right: str) -> bool:
    """Say whether two names are bodies': an article or a bracket between them is as good as a kind word."""
    article = right.partition(" ")[0].casefold() in small_words("articles")
    apart = article or left.endswith((")", "]"))
    return _is_body(right) and (_is_body(left) or (apart and " " in left))


def _is_body(text: str) -> bool:
    """Say whether a text can stand by itself as a body's name: words of its own before any bracket."""
    name = outside_brackets(text).strip()
    first, _, rest = name.partition(" ")
    bare_name = rest if first.casefold() in small_words("articles") else name
    look = traits(bare_name)
    told = look.kinds > 0 or bare_name[-1:] in ENDING_QUOTES
    return look.words > 1 and told and bare_name[:1].isupper()


def _begins_with_person(text: str) -> bool:
    """Say whether a text is a person's name, or one followed by a preposition and a body."""
    if _is_person(text):
        return True
    words = text.split()
    for cut in range(2, min(len(words), LONGEST_NAME)):
        if words[cut].casefold() in small_words("prepositions") and _is_person(" ".join(words[:cut])):
            body = traits(" ".join(words[cut + 1 :]))
            return body.acronyms + body.kinds > 0
    name, rest = glued_person(text)
    return bool(rest) and _is_person(name)
