"""An entry split into its name and the rest, and what speaks for its kind."""

from dataclasses import dataclass, field

from docsieve.folding import small_words
from docsieve.places import countries_called, countries_of, is_region, is_subdivision_code
from docsieve.signatories.descriptions import described
from docsieve.signatories.extras import (
    in_one_script,
    without_date,
    without_handles,
    without_identity,
    without_marker,
    without_url,
)
from docsieve.signatories.kinds import Surroundings, kind_evidence
from docsieve.signatories.localities import is_locality
from docsieve.signatories.parted_names import name_and_rest, rearranged
from docsieve.signatories.pieces import Segment, segments_of, tidy
from docsieve.signatories.roles import is_degree, is_role
from docsieve.signatories.series import abbreviates, is_legal_form, series_length
from docsieve.signing.headings import Heading
from docsieve.signing.lines import bare
from docsieve.signing.marks import signed_by_hand
from docsieve.signing.names import is_acronym, is_uncased, names_person, traits
from docsieve.signing.offices import is_office_alone
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.titles import is_title, unranked
from docsieve.signing.vocabulary import is_organ_word, role_parts

LONGEST_ROLE, SHORTEST_DOUBLED = 7, 5
SLASH = " / "
LONGEST_PIECE = 14
LONGEST_SMALL = 4
LONGEST_ORGAN = 3
LEAST_WITH_BRANCH, LONGEST_BRANCH, LONGEST_HOUSE_NUMBER = 2, 4, 3
BULLETS = "•-–—*·>➢✓ ●"


@dataclass(slots=True)
class Draft:
    """What was read of an entry so far; ``seen`` is the evidence for its kind.

    ``unclear`` are the names in it that several countries share; ``said`` the stretches that role and body
    were read from, where the entry's own form does not part them.
    """

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
    description: str | None = None
    withdrawn: bool = False
    unclear: list[str] = field(default_factory=list)
    title: str | None = None
    tail: list[Segment] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def drafted(cells: list[str], heading: Heading | None) -> Draft | None:
    """Split an entry into its name and the rest, and weigh its kind; None where no name is left."""
    texts = [text for text in map(tidy, cells) if any(c.isalnum() for c in text)]
    apart = described(texts[0]) if texts else None
    texts = [*apart, *texts[1:]] if apart else texts
    if len(texts) > 1 and is_office_alone(texts[0]) and names_person(unranked(texts[1])):
        texts = [texts[1], texts[0], *texts[2:]]
    if not texts or (len(texts) == 1 and (texts[0] in role_parts() or _is_organ(texts[0]))):
        return None
    first = _once(texts[0].lstrip(BULLETS))
    first = first[slice(*signed_by_hand(first))]
    first, url = without_url(without_identity(without_date(without_marker(first))))
    first, handles = without_handles(rearranged(first))
    first, other = in_one_script(_with_commas(first))
    name, rest = name_and_rest(first)
    if rest:
        after = segments_of(rest)
        after[0].mark = ","
        segments = [*segments_of(name)[:1], *after]
    else:
        segments = _with_branch(_with_legal_form(segments_of(name)))
    if not segments or not any(c.isalnum() for c in segments[0].whole):
        return None
    head = segments[0]
    brackets = list(head.brackets) if head.text else head.brackets[1:]
    within = [text for text in brackets if f"({text}) " in head.whole and is_title(text)]
    brackets = [text for text in brackets if text not in within]  # "Dr. (Mrs) Ana Sol"
    draft = Draft(
        head.text or head.brackets[0],
        head.whole,
        native_name=other if other and not other.isascii() else None,
        aliases=[*handles, *([other] if other.isascii() and other else [])],
        url=url,
        tail=segments[1:],
        brackets=brackets,
        cells=texts[1:],
    )
    draft.seen = kind_evidence(
        draft.name, draft.written, _surroundings(draft, heading, described=apart is not None)
    )
    return draft


def _once(text: str) -> str:
    """Give what a page printed twice without a space once: ``Ana Sol AMAna Sol AM``."""
    half = len(text) // 2
    doubled = half >= SHORTEST_DOUBLED and " " in text[:half] and text[:half] == text[half:]
    return text[:half] if doubled else text


def _with_commas(text: str) -> str:
    """Give an entry of a person whose parts slashes set off with commas in their place.

    >>> _with_commas("Ana Sol / teacher / Whitby"), _with_commas("Ana Sol / Ben Mar")
    ('Ana Sol, teacher, Whitby', 'Ana Sol / Ben Mar')
    """
    name, *told = text.split(SLASH)
    parted = told and "," not in text and names_person(unranked(name))
    return (
        ", ".join([name, *told]) if parted and all(is_role(one) or is_locality(one) for one in told) else text
    )


def _is_organ(text: str) -> bool:
    """Say whether an entry is only an organ of the body beside it: ``Junta Directiva``, ``The Board``.

    >>> [_is_organ(text) for text in ("The Organising Committee", "Merkez Yürütme Kurulu", "Tide Committee")]
    [True, True, False]
    """
    small = small_words("prepositions") | small_words("articles")
    words = [word for word in bare(text.split()) if word not in small]
    words = words[len(opening_phrase(words, "behalf").split()) :]
    return 0 < len(words) <= LONGEST_ORGAN and all(map(is_organ_word, words))


def _with_legal_form(segments: list[Segment]) -> list[Segment]:
    """Keep whole what a dash tells of a name, up to the legal form: ``BuMoKa – Bucht, Moor, Kai e.V.``."""
    dashed = len(segments) > LEAST_WITH_BRANCH and segments[1].mark == "-"
    last = segments[-1].text.split() if dashed else []
    formed = dashed and len(last) > 1 and is_legal_form(last[-1]) and not is_legal_form(segments[-1].text)
    told = any(one.brackets or is_role(one.text) or countries_of(one.text) for one in segments)
    if not formed or told or " " in segments[0].text or any(one.mark == "-" for one in segments[2:]):
        return segments
    more = ", ".join(one.text for one in segments[1:])
    return [segments[0], Segment(more, [], "-", more, segments[1].dash)]


def _with_branch(segments: list[Segment]) -> list[Segment]:
    """Keep the part of a body, or the house, in its name: ``Cooks' Union, Midlands Branch``, ``Cooks, 7``."""
    if len(segments) < LEAST_WITH_BRANCH or segments[1].mark not in (",", "-") or segments[0].brackets:
        return segments
    head, part = segments[:2]
    words = bare(part.text.split())
    if not words or not head.text or part.brackets or len(words) > LONGEST_BRANCH:
        return segments
    branch = bool(small_words("branches") & {words[0], words[-1]})
    numbered = branch and len(words) > 1 and words[-1].isdecimal()
    house = part.mark == "," and part.text.isdecimal() and len(part.text) <= LONGEST_HOUSE_NUMBER
    if not (numbered or (traits(head.text).kinds and (branch or house))):
        return segments
    between = ", " if part.mark == "," else f" {part.dash} "
    name, whole = (between.join(both) for both in ((head.text, part.text), (head.whole, part.whole)))
    return [Segment(name, [], head.mark, whole, head.dash), *segments[2:]]


def _surroundings(draft: Draft, heading: Heading | None, *, described: bool) -> Surroundings:
    # Right behind one word a bracket translates a body's name: no person has one word.
    one_word = draft.name.isalpha() and not is_uncased(draft.name)
    beside = [] if one_word else draft.brackets
    said = [part for segment in draft.tail for part in (segment.text, *segment.brackets)] + beside
    pieces = [piece for text in said for piece in _parts(text)]
    short = [piece for piece in pieces if len(piece.split()) <= LONGEST_PIECE]
    below = [cell for cell in draft.cells[:1] if len(cell.split()) <= LONGEST_ROLE]
    return Surroundings(
        role=any(is_role(piece) for piece in short + below) or any(map(_is_on_behalf, short)),
        body=any(traits(piece).kinds > 0 for piece in short),
        country=bool(draft.tail and countries_of(draft.tail[0].text))
        or any(map(countries_of, draft.brackets)),
        acronym=any(
            is_acronym(text.partition(" ")[0]) and _is_short_for(text, draft) for text in draft.brackets
        ),
        small=bool(draft.tail) and _is_small(draft.tail[0].text),
        series=_is_named_series(draft.tail),
        legal=bool(draft.tail) and _is_legal_form(draft.tail[0].text),
        described=described,
        heading=heading,
    )


def _is_short_for(text: str, draft: Draft) -> bool:
    """Say whether a bracket holds an acronym alone, or one of the name's own with something behind it."""
    first, _, rest = text.partition(" ")
    return not rest or abbreviates(first, draft.name)


def _is_legal_form(text: str) -> bool:
    """Say whether what stands after a name is a body's legal form and no person's degree."""
    return is_legal_form(text) and not any(map(is_degree, text.split()))


def _is_small(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= LONGEST_SMALL and words[0][0].islower() and not traits(text).kinds


def _parts(text: str) -> list[str]:
    return [segment.text for segment in segments_of(text)] or [text]


def _is_on_behalf(text: str) -> bool:
    return opening_phrase(bare(text.split()), "behalf") != ""


def _is_named_series(tail: list[Segment]) -> bool:
    series = tail[: series_length(tail)]
    return bool(series) and all(
        segment.text[:1].isupper() and not is_role(segment.text) for segment in series
    )


def without_country(text: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Take the countries off the end of a body's name.

    >>> without_country("Tide Trust, Ireland", ""), without_country("Tide Trust, Quay", "")
    (('Tide Trust', ('IE',)), ('Tide Trust, Quay', ()))
    """
    body, comma, last = text.rpartition(", ")
    codes = countries_of(last, language) if comma else ()
    return (body, codes) if codes else (text, ())


def placed(place: str | None, text: str) -> str:
    """Give a place with the part of a country behind it, and the first of two that are told otherwise.

    >>> placed(None, "Gull Bay"), placed("Gull Bay", "North Yorkshire"), placed("Gull Bay", "Tide Lane")
    ('Gull Bay', 'Gull Bay, North Yorkshire', 'Gull Bay')
    """
    if place and place != text and is_locality(text) and not is_region(text):
        return f"{text}, {place}" if is_subdivision_code(place) else f"{place}, {text}"
    return place or text


def is_left_body(segment: Segment) -> bool:
    """Say whether a body stands before a bracket that says what one was there: ``Quay School (retired)``."""
    body = traits(segment.text).kinds > 0 and not is_role(segment.text)
    return (
        body and len(segment.brackets) == 1 and segment.brackets[0].islower() and is_role(segment.brackets[0])
    )


def read_country(draft: Draft, text: str, language: str) -> bool:
    """Read what says in which country somebody is, and nothing else; say whether a text does.

    Countries, a name that several countries share, the code of a state behind a place.
    """
    codes = countries_of(text, language)
    if codes:
        draft.countries.extend(codes)
    elif countries_called(text):
        draft.unclear.append(text)
    elif draft.place and is_subdivision_code(text):
        draft.place = f"{draft.place}, {text}"
    else:
        return False
    return True
