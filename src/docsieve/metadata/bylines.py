"""Lines under a title that say who and when: "Statement by the Harbour Union, 5 January 2022"."""

from docsieve.dates import DateMention
from docsieve.dates.line import has_hour, is_capital, is_filler, without_fillers, words_beside
from docsieve.metadata.lines import LONGEST_BYLINE, Line
from docsieve.metadata.words import has_phrase, opens_with, phrases, words

MOST_BYLINE_WORDS = 40
MOST_CAPITAL_WORDS = 10
UPDATED_WORDS = 4
MARKS_BEFORE_DATE = tuple(",–—-|);./•·，、،")
LONGEST_DATELINE = 48
LONGEST_PLACE_WORDS = 3
# in, à, en, im
LONGEST_PARTICLE = 2


def byline_date(line: Line) -> DateMention | None:
    """Returns the date at the end of a byline; None where the line is none.

    The date stands behind a mark ("..., 5 January 2022"), behind a kind of text and "of"
    ("Erklärung vom 3. Mai 2020"), or bare behind a name in capitals; an address of a page may follow.
    Does not take dates that a sentence leads to ("we meet on 5 January"), a word and a colon announce
    ("When: 5 January"), nor lines with an hour.
    """
    if len(line.text) > LONGEST_BYLINE or len(line.dates) != 1:
        return None
    if len(line.words) > MOST_BYLINE_WORDS or has_hour(line.text):
        return None
    days = [mention for mention in line.dates if mention.precision == "day"]
    if not days or not ends_there(line.text, days[0]):
        return None
    before = line.text[: days[0].start]
    return days[0] if leads_to_date(before, days[0]) else None


def adoption_date(line: Line) -> DateMention | None:
    """Returns the date of a line that says when a text was adopted or signed: "Adopted on 5 May 2022"."""
    if line.is_prose or not opens_with(line.words, "adopted") or len(line.dates) != 1:
        return None
    ends = ends_there(line.text, line.dates[0]) or ends_in_place(line.text, line.dates[0])
    return line.dates[0] if line.dates[0].readings and ends else None


def ends_in_place(text: str, mention: DateMention) -> bool:
    """Tells whether after a date only a place follows: "5 May 2022 in Sampleton"."""
    rest = text[mention.end :].strip(" .,").split()
    named = bool(rest) and is_capital(rest[-1]) and (is_capital(rest[0]) or len(rest[0]) <= LONGEST_PARTICLE)
    return named and len(rest) <= LONGEST_PLACE_WORDS


def opening_date(line: Line) -> DateMention | None:
    """Returns the date that opens a short line before a place: "5 May 2022, Sampleton"."""
    first = line.dates[0] if len(line.dates) == 1 else None
    if first is None or not first.readings or line.is_prose or has_hour(line.text):
        return None
    if not all(is_filler(word) for word in line.text[: first.start].split()):
        return None
    rest = [word for word in line.text[first.end :].split() if not is_filler(word)]
    place = bool(rest) and len(rest) <= LONGEST_PLACE_WORDS and all(is_capital(word) for word in rest)
    alone = len(rest) == 1 or (len(rest) > 1 and all(word.endswith(",") for word in rest[:-1]))
    return first if (place and alone) or has_phrase(words(" ".join(rest)), "release") else None


def ends_there(text: str, mention: DateMention) -> bool:
    """Tells whether after a date only fillers and addresses of pages follow."""
    rest = words_beside(text, mention.end, (mention,))
    return all("www." in word or "://" in word or "@" in word for word in rest)


def names_source(line: Line) -> bool:
    """Tells whether a line opens with a word for the source, of a picture or figure: "Source: Mira Sol"."""
    return opens_with(tuple(word.rstrip(":：") for word in line.words[:1]), "sources") > 0


def leads_to_date(before: str, mention: DateMention) -> bool:
    """Tells whether what stands before a date is a byline's head."""
    head = without_fillers(before)
    said = words(head)
    if not any(letter.isalpha() for letter in head) or has_phrase(said[-UPDATED_WORDS:], "updated"):
        return False
    skipped = before[len(head) :]
    if any(mark in head[-1:] + skipped for mark in MARKS_BEFORE_DATE):
        return True
    if head.endswith((":", "：")):
        return has_phrase(said, "release") or has_phrase(said, "kinds")
    if opens_with(said, "kinds") and (before.rsplit(maxsplit=1)[-1].casefold(),) in phrases("dated"):
        return True
    names = head.split()
    bare = not skipped.strip() and mention.year is not None and is_capital(names[-1])
    return bare and len(names) <= MOST_CAPITAL_WORDS and is_capital(names[0])


def is_kind_of(line: Line) -> bool:
    """Tells whether a line opens with a kind of text and its date ends it: "Communiqué du 12 juin 2019"."""
    found = byline_date(line)
    if found is None or not opens_with(line.words, "kinds"):
        return False
    last = line.text[: found.start].split()[-1].casefold()
    return (last,) in phrases("dated")


def leading_date(line: Line) -> DateMention | None:
    """Returns the date a paragraph opens with, as reports do: "08-01-2022: ...", "(Sampleton, 5 May) ...".

    Does not take dates that begin a sentence ("5 January 2022 was cold", "On 5 January").
    """
    first = line.dates[0] if line.dates else None
    if first is None or first.start > LONGEST_DATELINE or first.precision != "day":
        return None
    after = line.text[first.end : first.end + 3].lstrip()
    before = line.text[: first.start].strip("( ")
    if after[:1] not in tuple(":–—-)|./") or (after[:1] == "." and not before):
        return None
    if all(is_filler(word) for word in before.split()):
        return first
    place = without_fillers(before)
    return first if is_dateline_place(place, place[-1:] + before[len(place) :]) else None


def is_dateline_place(place: str, marks: str) -> bool:
    """Tells whether what stands before an opening date can be a place: a capital, a mark behind it.

    ``marks`` stand between it and the weekday or date. "Yesterday, 5 January" names another day.
    """
    said = words(place)
    named = bool(said) and is_capital(place.split(maxsplit=1)[0]) and not has_phrase(said, "not_places")
    return named and any(mark in (",", "،", "、", "–", "—", "-", "/") for mark in marks)
