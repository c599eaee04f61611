"""What stands around a person's name: titles, degrees, a role, a body, a place, a country."""

from docsieve.folding import fold, small_words
from docsieve.places import countries_of, is_region
from docsieve.signatories.drafts import Draft, is_left_body, placed, read_country, without_country
from docsieve.signatories.extras import is_domain
from docsieve.signatories.habits import is_officer, may_be_place
from docsieve.signatories.localities import is_locality
from docsieve.signatories.organizations import is_other_script, is_town_and_state
from docsieve.signatories.pieces import Segment, segments_of
from docsieve.signatories.roles import (
    SIGNS,
    is_degree,
    is_plain,
    is_role,
    is_withdrawn,
    joined,
    role_and_body,
    role_and_place,
)
from docsieve.signing.lines import bare
from docsieve.signing.names import is_acronym, traits
from docsieve.signing.phrases import opening_phrase
from docsieve.signing.titles import is_peer, titled_words, titles_held_in_towns, titles_that_are_roles
from docsieve.signing.vocabulary import is_given_name, is_role_word, is_scholar_word

LONGEST_PLACE, LONGEST_TOWN, LONGEST_ROUND = 3, 1, 2
OPENING_SPACED = "([（［【 "
MOST_WORDS_BEFORE_A_BODY = 3
LONGEST_AGE = 2
VOWELS = frozenset("AEIOUY")
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
PRONOUNS = frozenset({"she/her", "he/him", "they/them", "she/they", "he/they", "she/her/hers", "he/him/his"})


def fill_person(draft: Draft, language: str, *, last_is_place: bool = False, role_case: str = "") -> None:
    """Read what stands before and after a person's name.

    ``last_is_place``: the list ends its entries with places, so that plain words there are one, known
    or not. ``role_case``: it writes what people are in one word, so.
    """
    draft.description = _description(draft)
    draft.name = _name(draft)
    for segment in draft.tail:
        _take_remarks(draft, segment)
    for bracket in draft.brackets:
        _read_bracket(draft, bracket, language)
    tail = draft.tail
    if len(tail) == 1 and _is_lone_role(tail[0], role_case, language):
        draft.role = joined(draft.role, tail[0].text)
        draft.said.append(tail[0].text)
    elif last_is_place and tail and may_be_place(tail[-1]) and not countries_of(tail[-1].text, language):
        if len(tail) == LONGEST_ROUND and _is_lone_role(tail[0], role_case, language):
            draft.role = joined(draft.role, tail[0].text)
        else:
            read_segments(draft, tail[:-1], language)
        draft.place = placed(draft.place, tail[-1].text)
        _read_countries_in_brackets(draft, tail[-1:], language)
    else:
        read_segments(draft, tail, language)
    if draft.cells or any(segment.mark == "-" for segment in draft.tail) or _signs_for(draft):
        draft.said.clear()


def _signs_for(draft: Draft) -> bool:
    return opening_phrase(bare((draft.role or "").split()), "behalf") != ""


def _is_lone_role(segment: Segment, case: str, language: str) -> bool:
    """Say whether one unknown word behind a name is what the person is, as the list has it of others."""
    text = segment.text
    if not case or not text.isalpha() or segment.brackets or text[0].isupper() != (case == "capital"):
        return False
    named = is_acronym(text) or traits(text).kinds or is_locality(text) or countries_of(text, language)
    return not named and not is_degree(text)


def _take_remarks(draft: Draft, segment: Segment) -> None:
    """Take out of a segment the brackets that tell of the signature, not of the person."""
    for bracket in list(segment.brackets):
        told, comma, remark = bracket.rpartition(", ")
        if comma and (is_withdrawn(remark) or _is_remark(remark)):
            draft.withdrawn = draft.withdrawn or is_withdrawn(remark)
            segment.brackets[segment.brackets.index(bracket)] = told
            segment.whole = segment.whole.replace(f"{comma}{remark}", "")
        elif is_withdrawn(bracket) or _is_remark(bracket):
            draft.withdrawn = draft.withdrawn or is_withdrawn(bracket)
            segment.brackets.remove(bracket)
            segment.whole = _without_bracket(segment.whole, bracket)


def _without_bracket(whole: str, bracket: str) -> str:
    at = whole.find(bracket)
    return " ".join(f"{whole[:at].rstrip(OPENING_SPACED)} {whole[at + len(bracket) + 1 :]}".split())


def _is_remark(text: str) -> bool:
    return opening_phrase(bare(text.split()), "capacity") != "" or text.casefold() in PRONOUNS


def _name(draft: Draft) -> str:
    words = draft.name.split()
    if is_peer(draft.name):
        return draft.name.removeprefix("The ")
    titles = words[: titled_words(words)]
    told = (word for word in titles if fold(word).rstrip(".") in titles_that_are_roles())
    draft.title = draft.title or next(told, draft.title)
    words = words[len(titles) :]
    while len(words) > 1 and _is_degree_before(words):
        words = words[1:]
    while len(words) > 2 and _stands_behind_names(words):
        *words, behind = words
        office = fold(behind).rstrip(".,") in titles_that_are_roles()
        draft.title = draft.title or (behind.rstrip(",") if office else None)
    return " ".join(words).strip(" ,")


def _is_degree_before(words: list[str]) -> bool:
    """Say whether the first of some words is a degree before a name, and no initials: not ``A.C. Sol``.

    >>> _is_degree_before("A.C. Sol".split()), _is_degree_before("M.Sc. Ana Sol".split())
    (False, True)
    """
    first = words[0]
    initials = all(len(letter) == 1 and letter.isupper() for letter in first.rstrip(".").split("."))
    given = is_given_name(fold(words[1]))
    return "." in first and (first[:1].islower() or (is_degree(first) and (given or not initials)))


def _stands_behind_names(words: list[str]) -> bool:
    """Say whether the last of some words is a degree or an honour; of a junior it is the name's own."""
    junior = fold(words[-1]).rstrip(".") in GENERATIONS
    return not junior and (is_degree(words[-1]) or _is_post_nominal(words))


def _is_post_nominal(words: list[str]) -> bool:
    """Say whether letters in capitals end a name as those of a fellowship do: no vowel, so no surname.

    >>> [_is_post_nominal(name.split()) for name in ("Ana Sol FRGS", "Jean Paul SOL", "ANA SOL FRGS")]
    [True, False, False]
    """
    last = words[-1].replace(".", "")
    letters = len(last) > 2 and last.isascii() and last.isalpha() and last.isupper()
    return letters and not set(last) & VOWELS and not any(word.isupper() for word in words[:-1] if word[2:])


def _description(draft: Draft) -> str | None:
    """Give all that an entry says of a person, in its order and with its dashes."""
    tail = [(f" {segment.dash} " if segment.mark == "-" else ", ") + segment.whole for segment in draft.tail]
    said = [f", {bracket}" for bracket in draft.brackets] + tail + [f", {cell}" for cell in draft.cells]
    said += [f", {alias}" for alias in draft.aliases if alias.startswith("@")]
    return "".join(said).strip(" ,–—-―") or None


def read_segments(draft: Draft, segments: list[Segment], language: str) -> None:
    """Read segments about a person, each with the one after it in view."""
    for position, segment in enumerate(segments):
        following = segments[position + 1] if position + 1 < len(segments) else None
        if segment.text:
            _read_segment(draft, segment, following, language)
        else:
            for bracket in segment.brackets:
                _read_bracket(draft, bracket, language)


def read_line(draft: Draft, line: str, language: str, *, of_bodies: bool = False) -> None:
    """Read a line below a person's name: a body's name with its commas, or role and body.

    ``of_bodies``: the lines below the other names are bodies, so that one that says no role is another.
    """
    line = line.replace(" | ", ", ").replace(" · ", ", ")
    if line[:1].islower() and opening_phrase(bare(line.split()), "behalf"):
        role, body = role_and_body(line)
        draft.role, draft.affiliation = joined(draft.role, role), joined(draft.affiliation, body)
        return
    small = small_words("prepositions") | small_words("articles")
    while line.partition(" ")[0] in small and " " in line:  # "of the Tide Trust"
        line = line.partition(" ")[2]
    other = of_bodies and not is_locality(line) and not is_role_word(fold(line.split()[0]))
    first, comma, _ = line.partition(",")
    small_first = comma and first[:1].islower() and not traits(first).kinds  # "keeper, Quay Museum"
    if not small_first and (other or (traits(line).kinds and not is_role(line))):
        body, codes = without_country(line, language)
        draft.countries.extend(codes)
        draft.affiliation = joined(draft.affiliation, body)
        _read_countries_in_brackets(draft, segments_of(line), language)
    else:
        read_segments(draft, segments_of(line), language)


def _read_countries_in_brackets(draft: Draft, segments: list[Segment], language: str) -> None:
    for segment in segments:
        for bracket in segment.brackets:
            codes = countries_of(bracket.rpartition(",")[2], language)
            draft.countries.extend(codes)
            if not codes and is_role(segment.text) and _may_be_town(draft, bracket):
                draft.place = draft.place or bracket


def _may_be_town(draft: Draft, bracket: str) -> bool:
    """Say whether a bracket behind what a person is may be where: a known place, a word behind no office."""
    if is_region(bracket):
        return False
    return is_locality(bracket) or (" " not in bracket and is_plain(bracket) and not is_officer(draft))


def _read_bracket(draft: Draft, bracket: str, language: str) -> None:
    if is_withdrawn(bracket):
        draft.withdrawn = True
    elif _is_remark(bracket):
        return
    elif is_domain(bracket):
        draft.url = draft.url or bracket
    elif read_country(draft, bracket, language):
        return
    elif " " not in bracket and bracket.startswith("@"):
        draft.aliases.append(bracket)
    elif is_other_script(bracket, draft.name):
        draft.native_name = draft.native_name or bracket
    else:
        read_segments(draft, segments_of(bracket), language)


def _read_segment(draft: Draft, segment: Segment, following: Segment | None, language: str) -> None:
    text = segment.text
    if read_country(draft, text, language):
        return
    if all(map(is_degree, text.split())) or _is_remark(text):
        office = fold(text).rstrip(".") in titles_that_are_roles()
        draft.role = joined(draft.role, text) if office else draft.role
        for bracket in segment.brackets:
            _read_bracket(draft, bracket, language)
        return
    if is_withdrawn(text):
        draft.withdrawn = True
    elif (text.isdecimal() and len(text) <= LONGEST_AGE) or fold(text) in small_words("nothing"):
        return
    elif draft.role and not any(map(str.isalpha, text)):
        draft.role = joined(draft.role, text)  # the years of an office
    elif _is_place(draft, text, following, language) or _is_place_of_an_occupation(draft, text, following):
        draft.place = placed(draft.place, text)
        _read_countries_in_brackets(draft, [segment], language)
    elif is_left_body(segment):
        draft.role, draft.affiliation = (
            joined(draft.role, segment.brackets[0]),
            joined(draft.affiliation, text),
        )
    else:
        whole = _with_what_brackets_add(segment, language)
        role, body = role_and_body(whole)
        if body == whole and _stands_before_a_body(draft, segment, following):
            role, body = whole, None
        role, place = role_and_place(role, language) if role and not body else (role, None)
        draft.role = joined(draft.role, role)
        draft.affiliation = joined(draft.affiliation, body)
        draft.place = draft.place or place
        draft.said.append(role if role and place else whole)
        _read_countries_in_brackets(draft, [segment], language)


def _stands_before_a_body(draft: Draft, segment: Segment, following: Segment | None) -> bool:
    """Say whether words that no table knows stand between a name and a body: what the person is there."""
    if following is None or draft.role or draft.affiliation or segment.brackets:
        return False
    look = traits(segment.text)
    told = look.kinds or look.digits or look.acronyms or look.linking
    if told or look.words > MOST_WORDS_BEFORE_A_BODY:
        return False
    seen = traits(following.text)
    return bool(seen.telling or seen.acronyms) and not is_role(following.text) and following.mark == ","


def _with_what_brackets_add(segment: Segment, language: str) -> str:
    """Give a segment with its brackets, unless they only name countries."""
    said = [bracket.rpartition(",")[2] for bracket in segment.brackets]
    if segment.brackets and all(countries_of(bracket, language) for bracket in segment.brackets):
        return segment.text
    countries = all(countries_of(one, language) or is_locality(one) for one in said)
    alone = not segment.brackets or (countries and is_role(segment.text))
    return segment.text if alone else segment.whole


def _is_place_of_an_occupation(draft: Draft, text: str, following: Segment | None) -> bool:
    """Say whether plain capitalised words end an entry after an occupation: a place, where after an office
    they would be a body; one word also after a body told by its kind."""
    if following is not None or draft.place or not is_plain(text) or text.startswith("The "):
        return False
    if draft.affiliation:
        look = traits(draft.affiliation)
        # "Secretary CGT, Upper Kai": of a union's officer it is the branch.
        told = look.kinds > (look.acronyms if is_officer(draft) else 0) and "," not in draft.affiliation
        return told and len(text.split()) <= LONGEST_TOWN
    if is_officer(draft):  # "presidente del comitato genitori" tells the body, "Head of Department" does not
        told = traits((draft.role or "").rpartition(" ")[0]).kinds > 0
        return told and len(text.split()) == 1
    if " " in text and any(map(is_scholar_word, bare((draft.role or "").split()))):
        return False
    held = bool(draft.role) or fold(draft.title or "") in titles_held_in_towns()
    linked = any(word[0].islower() for word in text.split())
    return held and len(text.split()) <= (LONGEST_PLACE if linked else LONGEST_PLACE - 1)


def _is_place(draft: Draft, text: str, following: Segment | None, language: str) -> bool:
    """Say whether a segment is a place: a known one, or plain words between the rest and a country."""
    if is_locality(text) or is_town_and_state(text):
        return True
    words = text.split()
    before_country = following is not None and bool(countries_of(following.text, language))
    if draft.role and fold(draft.role).rstrip(".") in titles_that_are_roles():
        return False  # a party or group of a parliament stands there: MEP (Renew, Belgium)
    short = len(words) <= LONGEST_PLACE and not any(c in text for c in SIGNS)
    plain = short and words[0][0].isupper() and not any(map(is_acronym, words))
    return before_country and plain and not traits(text).kinds and not traits(text).roles
