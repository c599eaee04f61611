"""What stands after an organisation's name: more of it, its acronym, its country, its place."""

from docsieve.folding import fold, small_words
from docsieve.places import countries_of, is_region, is_subdivision_code
from docsieve.signatories.descriptions import is_description
from docsieve.signatories.drafts import Draft, placed, read_country
from docsieve.signatories.extras import is_domain
from docsieve.signatories.localities import is_locality
from docsieve.signatories.pieces import Segment, has_text_after_bracket, segments_of
from docsieve.signatories.roles import is_plain, is_role, is_withdrawn, joined
from docsieve.signatories.series import abbreviates, is_legal_form, series_length
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, person_form, traits
from docsieve.signing.titles import untitled

LONGEST_ALIAS = 14
# Behind a dash these are no branch of a body, as a continent may be.
WORLDWIDE = frozenset(
    ("global", "international", "internacional", "internationale", "mundial", "regional", "worldwide")
)
MOST_ALIASES = 3
UNIVERSITIES = ("univers", "hochschul", "uniwers", "универс", "униве", "جامعة", "大学", "대학교")
LEAST_MEMBERS = 3
LONGEST_TOWN, LONGEST_CODE, SHORTEST_TOWN = 2, 2, 4
OR = (" or ", " ou ", " oder ", " o ", " или ", " veya ", " / ", "; ")
IS = ("is", "are", "es", "est", "ist", "was")
LATIN_ENDS = 0x24F
LATIN_EXTENDED = range(0x1E00, 0x1F00)


def fill_organization(
    draft: Draft, language: str, *, dash_is_country: bool, dash_is_place: bool = False
) -> None:
    """Read what stands after an organisation's name.

    ``dash_is_country``: the list sets countries off by dashes, so that one after a dash is not a
    part of the name; ``dash_is_place``: places, known or not.
    """
    draft.name = _without_article(_name(draft))
    tail = _read_dashes(draft, language, dash_is_country=dash_is_country, dash_is_place=dash_is_place)
    series = tail[: series_length(tail)]
    if series:
        draft.name = ", ".join([draft.name, *map(_with_brackets, series)])
        draft.brackets.extend(bracket for segment in series for bracket in segment.brackets)
    for segment in tail[len(series) :]:
        if segment.text:
            _read_segment(draft, segment, language)
        draft.brackets.extend(segment.brackets)
    for bracket in draft.brackets:
        _read_bracket(draft, bracket, language)


def _name(draft: Draft) -> str:
    """Give the name with brackets only where words follow them; an acronym set before it is an alias."""
    written = draft.written
    if written[:1] in ("(", "[") and draft.brackets and is_acronym(draft.brackets[0].partition(" ")[0]):
        return draft.name
    if has_text_after_bracket(Segment("", [], "", written)):
        draft.brackets = []
        return written.strip()
    inner = _before_last_bracket(written)
    if has_text_after_bracket(Segment("", [], "", inner)):
        draft.brackets = draft.brackets[-1:]
        return inner
    return _without_acronym(draft, draft.name)


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


def _without_article(name: str) -> str:
    """Take a small article off the beginning of a name, as running text sets it before one."""
    first, _, rest = name.partition(" ")
    return rest if first in small_words("articles") and rest[:1].isupper() else name


def _without_acronym(draft: Draft, name: str) -> str:
    """Take ``ACRO- The Name`` and ``The Name- ACRO`` apart: a dash with a space on one side only."""
    for at in range(1, len(name) - 1):
        if name[at] not in "-–—:" or not (name[at - 1] == " " or name[at + 1] == " "):
            continue
        left, right = name[:at].strip(), name[at + 1 :].strip()
        leads = " " not in left and is_acronym(left)
        if name[at] == ":" and not leads and traits(left).kinds and names_known_person(right):
            return left
        if name[at] == ":":
            draft.aliases += [left] if leads else []
        elif leads and len(right.split()) > 2:
            draft.aliases += [left, name]
            return right
        elif " " not in right and is_acronym(right) and len(left.split()) > 2:
            draft.aliases += [right, name]
            return left
    return name


def _read_dashes(draft: Draft, language: str, *, dash_is_country: bool, dash_is_place: bool) -> list[Segment]:
    """Read the segments after dashes; give those that follow them."""
    tail = draft.tail
    while tail and tail[0].mark == "-":
        segment, tail = tail[0], tail[1:]
        codes = countries_of(segment.text, language)
        draft.countries.extend(codes)
        region = is_region(segment.text) and (dash_is_country or fold(segment.text) in WORLDWIDE)
        if (dash_is_country and codes) or region or _names_officer(segment, tail):
            pass
        elif is_town_and_state(segment.text) or (
            may_be_town(segment) and (dash_is_place or _country_follows(tail, language))
        ):
            draft.place = draft.place or segment.text
        elif (
            not codes and " " not in segment.text and is_acronym(segment.text) and not is_acronym(draft.name)
        ):
            draft.aliases.append(segment.text)
        else:
            draft.aliases += [draft.name] if codes else []
            draft.name = f"{draft.name} {segment.dash} {_with_brackets(segment)}".strip()
        draft.brackets.extend(segment.brackets)
    return tail


def is_town_and_state(text: str) -> bool:
    """Say whether a text is a town and behind a slash its state, by a code or known: ``Barra Mansa/RJ``.

    >>> is_town_and_state("Gull Bay/RJ"), is_town_and_state("Tides/Quays"), is_town_and_state("Quay Union/RJ")
    (True, False, False)
    """
    town, slash, state = text.rpartition("/")
    return bool(slash) and (
        is_locality(text) or (is_subdivision_code(state.strip()) and is_plain(_in_small(town)))
    )


def _in_small(text: str) -> str:
    return text.title() if text.isupper() else text


def _country_follows(tail: list[Segment], language: str) -> bool:
    return bool(tail) and tail[0].mark == "," and bool(countries_of(tail[0].text, language))


def may_be_town(segment: Segment) -> bool:
    """Say whether what a dash sets off has the form of a town: few plain words, or its kind before it."""
    text = segment.text
    return is_locality(text) or (
        len(text.split()) <= LONGEST_TOWN and is_plain(text) and not segment.brackets
    )


def names_known_person(text: str) -> bool:
    """Say whether a text is a person's name: who signs for the body before the dash."""
    name = untitled(text)
    look = traits(name)
    return person_form(name) and (look.given or name != text) and not look.kinds


def _names_officer(segment: Segment, tail: list[Segment]) -> bool:
    """Say whether a segment names who signs for a body: a known name, or one with a role behind a comma."""
    said = [*segment.brackets, *(one.text for one in tail[:1] if one.mark == ",")]
    told = any(map(is_role, said))
    formed = person_form(segment.text) and not traits(segment.text).kinds and not is_locality(segment.text)
    return names_known_person(segment.text) or (told and formed)


def _with_brackets(segment: Segment) -> str:
    return segment.whole.strip(" .") if has_text_after_bracket(segment) else segment.text


def _read_segment(draft: Draft, segment: Segment, language: str) -> None:
    text = segment.text
    if read_country(draft, text, language):
        return
    if is_region(text):
        draft.role = draft.role or text
    elif is_subdivision_code(text) and not draft.place and not abbreviates(text, draft.name):
        draft.place = text
    elif is_legal_form(text):
        draft.aliases.append(draft.name)
        draft.name = f"{draft.name}, {segment.text}"
    elif " " not in text and is_acronym(text) and abbreviates(text, draft.name):
        draft.aliases.append(text)
    elif is_locality(text) or (len(text.split()) <= LONGEST_TOWN and is_plain(text) and not draft.place):
        draft.place = placed(draft.place, text)
    elif is_role(text) or (text[:1].islower() and not traits(text).kinds):
        draft.role = joined(draft.role, text)
    else:
        draft.aliases.append(f"{draft.name}, {segment.whole}")
        look = traits(text)
        if text[:1] == text[:1].upper() and (
            look.kinds or look.acronyms
        ):  # else as likely more of the name: "Radio Gull, Voice of the Quay"
            draft.affiliation = joined(draft.affiliation, segment.whole)


def _read_bracket(draft: Draft, bracket: str, language: str) -> None:
    words = bracket.split()
    pieces = segments_of(bracket)
    if not words:
        return
    if is_domain(bracket):
        draft.url = draft.url or bracket
    elif len(bracket) > LONGEST_CODE and bracket == initials_of(draft.name):
        draft.aliases.append(bracket)  # "Rail and Sea Alliance (RSA)" is of no country
    elif read_country(draft, bracket, language):
        return
    elif is_withdrawn(bracket):
        draft.withdrawn = True
    elif is_region(bracket):
        return
    elif is_locality(bracket) and not is_acronym(bracket):
        draft.place = draft.place or bracket
    elif (
        is_description(bracket)
        or _tells_of(bracket, draft.name)
        or len(words) > LONGEST_ALIAS
        or len(pieces) > MOST_ALIASES
        or _lists_bodies(pieces)
        or any(fold(word) in IS for word in words)
    ):
        draft.role = joined(draft.role, bracket)
    elif _is_university(bracket) and traits(draft.name).kinds and not _is_university(draft.name):
        draft.affiliation = joined(draft.affiliation, bracket)
    elif _may_be_its_town(bracket, draft.name):
        draft.place = draft.place or bracket
    else:
        _read_aliases(draft, pieces, language)


def _may_be_its_town(bracket: str, name: str) -> bool:
    """Say whether one plain word in a bracket behind a body is its town: no short form of its name.

    >>> [_may_be_its_town(word, "Van Quay Union") for word in ("Talbrück", "Vaqun", "QuayNet", "Chair")]
    [True, False, False, False]
    """
    plain = bracket.isalpha() and bracket[1:].islower() and is_plain(bracket)
    told = len(bracket) >= SHORTEST_TOWN and traits(name).kinds > 0 and not is_other_script(bracket, name)
    return plain and told and not abbreviates(bracket, name)


def _tells_of(bracket: str, name: str) -> bool:
    """Say whether a bracket is words in small letters behind a name with capitals: what the body is.

    >>> [_tells_of(text, "The Lamp Room") for text in ("night workers' group", "lamps", "the Lamp Room")]
    [True, False, False]
    """
    several = " " in bracket and bracket == bracket.lower() != bracket.upper()
    return several and name != name.lower() and not set(bare(bracket.split())) & set(bare(name.split()))


def initials_of(name: str) -> str:
    """Give the first letters of a name's capitalised words."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_university(text: str) -> bool:
    """Say whether a word of a text is for a university: a group names its own in brackets behind it."""
    return any(part in fold(word) for word in text.split() for part in UNIVERSITIES)


def _lists_bodies(pieces: list[Segment]) -> bool:
    """Say whether a bracket lists the bodies a body is made of: three, all but one with a kind or acronym."""
    named = sum(traits(piece.text).kinds + traits(piece.text).acronyms > 0 for piece in pieces)
    translated = bool(pieces) and is_acronym(pieces[-1].text)
    places = any(countries_of(piece.text) or is_locality(piece.text) for piece in pieces)
    return len(pieces) >= LEAST_MEMBERS and named >= len(pieces) - 1 and not (places or translated)


def _read_aliases(draft: Draft, pieces: list[Segment], language: str) -> None:
    for piece in pieces:
        if read_country(draft, piece.text, language):
            continue
        if len(pieces) > 1 and is_locality(piece.text):
            draft.place = draft.place or piece.text
        else:
            _add_aliases(draft, piece.text)


def _add_aliases(draft: Draft, text: str) -> None:
    alternatives = [text]
    for word in OR:
        alternatives = [part for alternative in alternatives for part in alternative.split(word)]
    for alternative in (part.strip(" .") for part in alternatives):
        if draft.native_name is None and is_other_script(alternative, draft.name):
            draft.native_name = alternative
        else:
            draft.aliases.append(alternative)


def is_other_script(text: str, name: str) -> bool:
    """Say whether a text is in another script than a name in Latin letters.

    >>> is_other_script("볼셰비키", "Harbour Watch"), is_other_script("Łódź", "Harbour Watch")
    (True, False)
    """
    return any(map(_is_not_latin, text)) and not any(map(_is_not_latin, name))


def _is_not_latin(c: str) -> bool:
    return c.isalpha() and ord(c) > LATIN_ENDS and ord(c) not in LATIN_EXTENDED
