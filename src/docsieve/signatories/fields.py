"""One entry read: the name, its kind, and what the rest of the entry says of it."""

from dataclasses import dataclass, field

from docsieve.folding import fold
from docsieve.model import Kind
from docsieve.places import countries_of, countries_within, flags_of, is_place, is_region
from docsieve.signatories.glued import glued_person
from docsieve.signatories.kinds import kind_evidence
from docsieve.signatories.pieces import Segment, has_text_after_bracket, segments_of, tidy
from docsieve.signing.headings import Heading
from docsieve.signing.lines import bare
from docsieve.signing.names import (
    degrees,
    is_acronym,
    is_institution_word,
    is_kind_word,
    is_role_word,
    is_uncased,
    legal_forms,
    titles,
    titles_that_are_roles,
    traits,
)
from docsieve.signing.phrases import opening_phrase

DESCRIPTION_WORDS = 7
LONGEST_ALIAS_WORDS = 14
CONJUNCTIONS = frozenset("and & y e et und en och og ve i и и та і και dan ja és si și oraz a".split())
SMALL_ARTICLES = frozenset("the la le les el los las il lo gli die der das dem den de het os as o a den det".split())
OR = (" or ", " ou ", " oder ", " o ", " или ", " veya ", " / ", "; ")
PREPOSITIONS = frozenset(
    "of at for the in from with de del de-la la du des d' au aux chez da do dos das di della dei presso von der des "
    "vom bei am im van het bij w z na przy в на при из за em no na en el los las y et and und by".split()
)


@dataclass(slots=True)
class Draft:
    """What was read of an entry; ``seen`` is the evidence for its kind."""

    name: str
    written: str
    seen: list[str] = field(default_factory=list)
    native_name: str | None = None
    aliases: list[str] = field(default_factory=list)
    role: str | None = None
    affiliation: str | None = None
    place: str | None = None
    countries: list[str] = field(default_factory=list)
    url: str | None = None
    withdrawn: bool = False
    tail: list[Segment] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def drafted(cells: list[str], heading: Heading | None) -> Draft | None:
    """Split an entry into its name and the rest, and weigh its kind; None where no name is left."""
    texts = [tidy(cell) for cell in cells]
    texts = [text for text in texts if text]
    if not texts:
        return None
    first = _unnumbered(texts[0])
    first, url = _without_url(first)
    name, rest = glued_person(first)
    segments = segments_of(name) if not rest else [*segments_of(name)[:1], Segment(rest, mark=",", whole=rest)]
    if not segments or not any(c.isalpha() or c.isdigit() for c in segments[0].text + "".join(segments[0].brackets)):
        return None
    head = segments[0]
    draft = Draft(head.text or head.brackets[0], head.whole, url=url, tail=segments[1:], brackets=list(head.brackets), cells=texts[1:])
    if not head.text:
        draft.brackets = draft.brackets[1:]
    said = [part for segment in draft.tail for part in (segment.text, *segment.brackets)] + draft.brackets
    draft.seen = _kind_seen(draft, said, heading)
    return draft


def _kind_seen(draft: Draft, said: list[str], heading: Heading | None) -> list[str]:
    pieces = [piece for text in said for piece in _parts(text)]
    short = [piece for piece in pieces if len(piece.split()) <= DESCRIPTION_WORDS * 2]
    behalf = any(opening_phrase(bare(piece.split()), "behalf") for piece in short)
    return kind_evidence(
        draft.name,
        draft.written,
        role=behalf or any(_is_role(piece) for piece in short) or _starts_with_role(draft.cells),
        body=any(traits(piece).kinds > 0 for piece in short),
        country=bool(draft.tail and countries_of(draft.tail[0].text)) or any(map(countries_of, draft.brackets)),
        acronym=any(is_acronym(piece) for text in draft.brackets for piece in text.split()[:1] if " " not in text),
        series=_is_capitalised_series(draft.tail),
        heading=heading,
    )


def _is_capitalised_series(tail: list[Segment]) -> bool:
    count = _series(tail)
    return count > 0 and all(segment.text[:1].isupper() and not _is_role(segment.text) for segment in tail[:count])


def _starts_with_role(cells: list[str]) -> bool:
    return any(_is_role(cell) for cell in cells[:1] if len(cell.split()) <= DESCRIPTION_WORDS)


def _parts(text: str) -> list[str]:
    return [segment.text for segment in segments_of(text)] or [text]


def _unnumbered(text: str) -> str:
    return text.lstrip("•-–—*·>➢✓ \u25cf")


def _without_url(text: str) -> tuple[str, str | None]:
    """Take addresses out of an entry: links, and a domain alone in brackets or after a comma."""
    url = None
    kept = []
    for word in text.split():
        inner = word.strip("()[]<>,;.")
        if inner.startswith(("http://", "https://", "www.")) or (_is_domain(inner) and kept and (word[:1] in "(<[" or kept[-1].endswith((",", "–", "-")))):
            url = url or inner
        elif "@" in inner[1:] and "." in inner:
            continue
        else:
            kept.append(word)
    return " ".join(kept).rstrip(" ,–-("), url


def _is_domain(word: str) -> bool:
    name, dot, ending = word.rpartition(".")
    return bool(dot) and ending.isalpha() and 2 <= len(ending) <= 6 and word == word.lower() and len(name) > 1 and "@" not in word


def filled(draft: Draft, kind: Kind, *, dash_is_country: bool, language: str) -> Draft:
    """Read what stands after the name, knowing who it is."""
    if kind is Kind.PERSON:
        _fill_person(draft, language)
    else:
        _fill_organization(draft, language, dash_is_country=dash_is_country)
    _fill_cells(draft, kind, language)
    draft.countries = list(dict.fromkeys(draft.countries)) or list(_implied(draft, kind, language))
    if flags_of(draft.written):
        draft.countries = list(dict.fromkeys([*draft.countries, *flags_of(draft.written)]))
        draft.name = "".join(c for c in draft.name if not 0x1F1E6 <= ord(c) <= 0x1F1FF).strip()
    draft.aliases = [alias for alias in dict.fromkeys(draft.aliases) if alias and fold(alias) != fold(draft.name)]
    return draft


def _implied(draft: Draft, kind: Kind, language: str) -> tuple[str, ...]:
    """Give the countries that the name of the body itself names."""
    if kind is Kind.ORGANIZATION:
        return countries_within(draft.name, language) or countries_within(draft.written, language)
    return countries_within(draft.affiliation, language) if draft.affiliation else ()


# --- organisations


def _fill_organization(draft: Draft, language: str, *, dash_is_country: bool) -> None:
    draft.name = _without_article(_organization_name(draft))
    tail = draft.tail
    while tail and tail[0].mark == "-":
        segment = tail[0]
        codes = countries_of(segment.text, language)
        if codes and not dash_is_country:
            draft.countries.extend(codes)
            draft.aliases.append(draft.name)
        if codes and dash_is_country:
            draft.countries.extend(codes)
        elif is_acronym(segment.text) and " " not in segment.text and not is_acronym(draft.name):
            draft.aliases.append(segment.text)
        else:
            draft.name = f"{draft.name} {_dash_of(draft, segment)} {_with_brackets(segment)}".strip()
        draft.brackets.extend(segment.brackets)
        tail = tail[1:]
    series = _series(tail)
    if series:
        draft.name = ", ".join([draft.name, *(_with_brackets(segment) for segment in tail[:series])])
        draft.brackets.extend(bracket for segment in tail[:series] for bracket in segment.brackets)
    for segment in tail[series:]:
        if segment.text:
            _organization_segment(draft, segment, language)
        else:
            draft.brackets.extend(segment.brackets)
    for bracket in draft.brackets:
        _organization_bracket(draft, bracket, language)


def _without_article(name: str) -> str:
    """Take a small article off the beginning of a name, as running text sets it before one."""
    first, _, rest = name.partition(" ")
    return rest if first in SMALL_ARTICLES and rest[:1].isupper() else name


def _dash_of(draft: Draft, segment: Segment) -> str:
    return "–" if f"– {segment.whole}" in draft.written or "–" in draft.written else "-"


def _with_brackets(segment: Segment) -> str:
    return segment.whole.strip(" .") if has_text_after_bracket(segment) else segment.text


def _organization_name(draft: Draft) -> str:
    """Give the name with brackets only where words follow them; an acronym set before it is an alias."""
    written = draft.written
    segment = Segment(draft.name, draft.brackets, "", written)
    if written[:1] in "([" and draft.brackets and is_acronym(draft.brackets[0].split()[0] if draft.brackets[0] else ""):
        return draft.name
    if has_text_after_bracket(segment):
        draft.brackets = []
        return written.strip(" ")
    inner = _before_last_bracket(written)
    if has_text_after_bracket(Segment(inner, [], "", inner)):
        draft.brackets = draft.brackets[-1:]
        return inner
    return _without_leading_acronym(draft, draft.name)


def _before_last_bracket(written: str) -> str:
    """Give a name up to the bracket that ends it, other brackets kept."""
    stripped = written.rstrip(" .")
    if stripped[-1:] not in (")", "]"):
        return stripped
    depth = 0
    for at in range(len(stripped) - 1, -1, -1):
        depth += (stripped[at] in ")]") - (stripped[at] in "([")
        if depth == 0:
            return stripped[:at].rstrip()
    return stripped


def _without_leading_acronym(draft: Draft, name: str) -> str:
    """Take ``ACRO- The Name`` and ``The Name- ACRO`` apart: a dash with a space on one side only."""
    for dash in ("-", "–", "—", ":"):
        for at in range(len(name)):
            if name[at] != dash or at == 0 or at == len(name) - 1:
                continue
            left, right = name[:at].strip(), name[at + 1 :].strip()
            spaced = name[at - 1] == " " or name[at + 1] == " "
            if not spaced or not left or not right:
                continue
            if " " not in left and is_acronym(left) and len(right.split()) > 2 and dash != ":":
                draft.aliases += [left, name]
                return right
            if " " not in right and is_acronym(right) and len(left.split()) > 2:
                draft.aliases += [right, name]
                return left
            if dash == ":" and " " not in left and is_acronym(left):
                draft.aliases.append(left)
    return name


def _series(tail: list[Segment]) -> int:
    """Give how many segments go on with an enumeration within the name: ``Health, Rights and Development``."""
    for position, segment in enumerate(tail):
        words = [fold(word) for word in segment.text.split()]
        if segment.mark != "," or not words or countries_of(segment.text) or len(words) > 9:
            return 0
        if _is_legal_form(segment.text):
            return 0
        opens = words[0] in CONJUNCTIONS and len(words) > 1
        holds = any(word in CONJUNCTIONS for word in words[1:-1])
        if opens or (holds and (position > 0 or not _opens_a_body(words))):
            return position + 1 + _series(tail[position + 1 :])
    return 0


def _opens_a_body(words: list[str]) -> bool:
    return is_institution_word(words[0]) or words[0] in ("the", "la", "le", "el")


def _is_legal_form(text: str) -> bool:
    words = text.split()
    joined = "".join(words[:2]).replace(".", "").casefold()
    return fold(text).replace(".", "").replace(" ", "") in legal_forms() or (len(words) <= 3 and joined in legal_forms() and len(joined) <= 3)


def _organization_segment(draft: Draft, segment: Segment, language: str) -> None:
    text = segment.text
    codes = countries_of(text, language)
    if codes:
        draft.countries.extend(codes)
    elif is_region(text):
        draft.role = draft.role or text
    elif _is_legal_form(text):
        draft.aliases.append(draft.name)
        draft.name = f"{draft.name}, {segment.whole}"
    elif " " not in text and is_acronym(text) and len(draft.name.split()) > 1:
        draft.aliases.append(text)
    elif is_place(text):
        draft.place = draft.place or text
    elif _is_role(text) or (text[:1].islower() and not traits(text).kinds):
        draft.role = _joined(draft.role, text)
    else:
        draft.aliases.append(f"{draft.name}, {segment.whole}")
        draft.affiliation = _joined(draft.affiliation, segment.whole)
    for bracket in segment.brackets:
        _organization_bracket(draft, bracket, language)


def _organization_bracket(draft: Draft, bracket: str, language: str) -> None:
    if not bracket:
        return
    pieces = segments_of(bracket)
    if _is_domain(bracket):
        draft.url = draft.url or bracket
        return
    codes = countries_of(bracket, language)
    if codes:
        draft.countries.extend(codes)
        return
    if _withdrawn(bracket):
        draft.withdrawn = True
        return
    if is_place(bracket) and not is_acronym(bracket):
        draft.place = draft.place or bracket
        return
    words = bracket.split()
    sentence = any(fold(word) in ("is", "are", "es", "est", "ist", "was") for word in words)
    if sentence or len(words) > LONGEST_ALIAS_WORDS or len(pieces) > 3:
        draft.role = _joined(draft.role, bracket)
        return
    for piece in pieces:
        codes = countries_of(piece.text, language)
        if codes:
            draft.countries.extend(codes)
        elif is_place(piece.text) and len(pieces) > 1:
            draft.place = draft.place or piece.text
        else:
            _add_aliases(draft, piece.text)


def _add_aliases(draft: Draft, text: str) -> None:
    alternatives = [text]
    for word in OR:
        alternatives = [part for alternative in alternatives for part in alternative.split(word)]
    for alternative in (part.strip(" .") for part in alternatives):
        if not alternative:
            continue
        draft.aliases.append(alternative)
        if draft.native_name is None and _is_other_script(alternative, draft.name):
            draft.native_name = alternative


def _is_other_script(text: str, name: str) -> bool:
    return any(ord(c) > 0x24F and c.isalpha() and not 0x1E00 <= ord(c) <= 0x1EFF for c in text) and not any(
        ord(c) > 0x370 and c.isalpha() and not 0x1E00 <= ord(c) <= 0x1EFF for c in name
    )


# --- persons


def _fill_person(draft: Draft, language: str) -> None:
    draft.name = _person_name(draft, draft.name)
    for bracket in draft.brackets:
        _person_bracket(draft, bracket, language)
    segments = draft.tail
    for position, segment in enumerate(segments):
        following = segments[position + 1] if position + 1 < len(segments) else None
        _person_segment(draft, segment, following, language)


def _person_name(draft: Draft, name: str) -> str:
    words = name.split()
    while len(words) > 1 and fold(words[0]).rstrip(".") in titles():
        title = fold(words[0]).rstrip(".")
        if title in titles_that_are_roles() and draft.role is None:
            draft.role = words[0]
        words = words[1:]
    while len(words) > 2 and _is_degree(words[-1]):
        words = words[:-1]
    return " ".join(words).strip(" ,")


def _is_degree(word: str) -> bool:
    return fold(word).replace(".", "").strip(",") in degrees() and word[:1].isupper() and (len(word) > 1)


def _person_bracket(draft: Draft, bracket: str, language: str) -> None:
    if _withdrawn(bracket):
        draft.withdrawn = True
        return
    if opening_phrase(bare(bracket.split()), "capacity"):
        return
    if _is_domain(bracket):
        draft.url = draft.url or bracket
        return
    codes = countries_of(bracket, language)
    if codes:
        draft.countries.extend(codes)
        return
    if " " not in bracket and bracket.startswith("@"):
        draft.aliases.append(bracket)
        return
    if _is_other_script(bracket, draft.name):
        draft.native_name = draft.native_name or bracket
        draft.aliases.append(bracket)
        return
    segments = segments_of(bracket)
    for position, segment in enumerate(segments):
        following = segments[position + 1] if position + 1 < len(segments) else None
        _person_segment(draft, segment, following, language)


def _person_segment(draft: Draft, segment: Segment, following: Segment | None, language: str) -> None:
    text = segment.text
    if not text:
        for bracket in segment.brackets:
            _person_bracket(draft, bracket, language)
        return
    codes = countries_of(text, language)
    if codes:
        draft.countries.extend(codes)
    elif all(map(_is_degree, text.split())):
        return
    elif opening_phrase(bare(text.split()), "capacity"):
        return
    elif _withdrawn(text):
        draft.withdrawn = True
    elif _stands_for_a_place(text, following, language):
        draft.place = draft.place or text
    else:
        role, body = _role_and_body(segment.whole if segment.brackets else text)
        draft.role = _joined(draft.role, role)
        draft.affiliation = _joined(draft.affiliation, body)
        for bracket in segment.brackets:
            codes = countries_of(bracket.split(",")[-1], language)
            draft.countries.extend(codes)


def _stands_for_a_place(text: str, following: Segment | None, language: str) -> bool:
    if is_place(text):
        return True
    before_country = following is not None and bool(countries_of(following.text, language))
    words = text.split()
    plain = not traits(text).kinds and not traits(text).roles and len(words) <= 3 and words[0][:1].isupper()
    return before_country and plain and not any(map(is_acronym, words))


def _role_and_body(text: str) -> tuple[str | None, str | None]:
    """Split what stands after a person's name: ``President of the Harbour Union``."""
    words = text.split()
    folded = bare(words)
    behalf = opening_phrase(folded, "behalf")
    if behalf and " " in behalf:
        return " ".join(words[: len(behalf.split())]), " ".join(words[len(behalf.split()) :]) or None
    if not _is_role(text):
        return (None, text) if _is_body(text) else (text, None)
    at = _body_begins(words)
    if at is None:
        return text, None
    role = " ".join(words[:at])
    while role.rpartition(" ")[2].casefold() in PREPOSITIONS:
        role = role.rpartition(" ")[0]
    return role, " ".join(words[at:])


def _body_begins(words: list[str]) -> int | None:
    """Give where, after the words of a role, a body's name begins: an acronym or a capitalised kind of body."""
    last_role = max(position for position, word in enumerate(words) if is_role_word(fold(word).strip(".,;:()&")))
    for position in range(last_role + 1, len(words)):
        word = words[position].strip(".,;:()")
        rest = " ".join(words[position:])
        if fold(word) in PREPOSITIONS or not word[:1].isupper():
            continue
        if is_acronym(word) or traits(rest).kinds:
            return position
        return None
    return None


def _is_role(text: str) -> bool:
    """Say whether a segment says what somebody is: its role word comes before any body's name."""
    words = bare(text.split())
    if is_uncased(text):
        return traits(text).roles > 0 and not traits(text).kinds
    for position, word in enumerate(words):
        if is_role_word(word):
            return position < 4 and not any(_is_strong_kind(before) for before in words[:position])
    return False


def _is_strong_kind(word: str) -> bool:
    return is_kind_word(word) and not is_role_word(word)


def _is_body(text: str) -> bool:
    look = traits(text)
    words = text.split()
    return look.kinds > 0 or look.acronyms > 0 or (words[0][:1].isupper() and look.small <= look.linking + 1) or words[0][:1].isdigit()


def _withdrawn(text: str) -> bool:
    return opening_phrase(bare(text.split()), "withdrawn") != "" and len(text.split()) <= DESCRIPTION_WORDS


# --- further cells and lines


def _fill_cells(draft: Draft, kind: Kind, language: str) -> None:
    for cell in draft.cells:
        bare_cell, url = _without_url(f", {cell}")
        if url and not bare_cell:
            draft.url = draft.url or url
            continue
        stripped = cell.strip("()[] .,;")
        codes = countries_of(stripped, language)
        if codes:
            draft.countries.extend(codes)
        elif len(cell.split()) > DESCRIPTION_WORDS and kind is Kind.ORGANIZATION:
            draft.role = _joined(draft.role, cell)
        elif kind is Kind.PERSON:
            _person_cell(draft, cell, language)
        elif is_place(stripped) and not is_region(stripped):
            draft.place = draft.place or stripped
        else:
            draft.role = _joined(draft.role, stripped)


def _person_cell(draft: Draft, cell: str, language: str) -> None:
    """Read a line below a person's name: a body's name with its commas, or role and body."""
    if traits(cell).kinds and not _is_role(cell):
        draft.affiliation = _joined(draft.affiliation, cell)
        for segment in segments_of(cell):
            for bracket in segment.brackets:
                draft.countries.extend(countries_of(bracket.split(",")[-1], language))
        return
    segments = segments_of(cell)
    for position, segment in enumerate(segments):
        following = segments[position + 1] if position + 1 < len(segments) else None
        _person_segment(draft, segment, following, language)


def _joined(before: str | None, text: str | None) -> str | None:
    if not text:
        return before
    return f"{before}, {text}" if before else text
