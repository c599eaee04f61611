"""The forms a date is written in: each reads the tokens from one position on, or finds nothing there.

A form looks at a bounded number of tokens, so that all of them together take time linear in the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.dates.mention import A_RANGE, DateMention, named, numeric, year_of
from docsieve.dates.tokens import Piece, Token
from docsieve.dates.words import date_words, months_named

MOST_DAYS = 31
MOST_MONTHS = 12
YEAR_FIRST, LONGEST_LOOKED_AT = ("ko", "ja", "zh"), 200
YEAR_DIGITS = 4
HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}"
SEPARATORS = "./" + HYPHENS
# Between day and month or month and year: particles, and the words for "month" and "year".
BETWEEN = date_words("between")
ORDINALS = date_words("ordinals")
ARTICLES = frozenset({"the"})
RANGE_WORDS = date_words("ranges")
WORDS_BETWEEN_DAYS = RANGE_WORDS | date_words("ranges_of_days")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Text:
    """A text's tokens and the language they are read in."""

    written: str
    tokens: Sequence[Token]
    language: str | None

    def at(self, index: int) -> Token | None:
        """Returns the token at an index, None past either end."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None


def number_at(text: Text, index: int, most: int) -> int | None:
    """Returns the number of one or two digits at an index if it is between 1 and ``most``."""
    token = text.at(index)
    return token.value if token and 1 <= token.value <= most and len(token.text) <= 2 else None


def year_at(text: Text, index: int) -> int | None:
    """Returns the year in four digits at an index, if no digits with a point or colon hang on it."""
    token = text.at(index)
    if token is None or token.kind is not Piece.NUMBER or len(token.text) != YEAR_DIGITS:
        return None
    return year_of(token.value, text.language)


def months_at(text: Text, index: int) -> tuple[tuple[int, ...], int]:
    """Returns the months named at an index and the index after the name; ``((), index)`` without one.

    Names of two words ("كانون الثاني") come before their first word alone.
    """
    first, second = text.at(index), text.at(index + 1)
    if first is None or first.kind is not Piece.WORD:
        return (), index
    if second is not None and second.kind is Piece.WORD:
        months = months_named(f"{first.text} {second.text}", text.language)
        if months:
            return months, index + 2
    return months_named(first.text, text.language), index + 1


def after_twin(text: Text, index: int, months: tuple[int, ...]) -> int:
    """Returns the index after a second name of the same month: "آذار/مارس", "Jänner (Januar)"."""
    mark = text.at(index)
    if not months or mark is None or mark.text not in ("/", "("):
        return index
    others, after = months_at(text, index + 1)
    if not set(others) & set(months):
        return index
    closing = text.at(after)
    return after + 1 if mark.text == "(" and closing and closing.text == ")" else after


def skip(text: Text, index: int, marks: str, words: frozenset[str]) -> int:
    """Returns the index after at most a few of the given marks and words."""
    for _ in range(MOST_BETWEEN + 1):
        token = text.at(index)
        if token is None or not (token.text in words if token.kind is Piece.WORD else token.text in marks):
            return index
        if token.kind is Piece.NUMBER:
            return index
        index += 1
    return index


def after_day(text: Text, index: int) -> int:
    """Returns the index after a day's ordinal ending and what stands before a month."""
    token = text.at(index)
    if token and token.text in HYPHENS and (ending := text.at(index + 1)) and ending.text in ORDINALS:
        index += 2
    elif token and token.text in ORDINALS and token.start == text.tokens[index - 1].end:
        index += 1
    return skip(text, index, ".,/'\N{RIGHT SINGLE QUOTATION MARK}\N{DEGREE SIGN}" + HYPHENS, BETWEEN)


def before_year(text: Text, index: int) -> int:
    """Returns the index after what stands between a month and its year."""
    return skip(text, index, ".,/'\N{RIGHT SINGLE QUOTATION MARK}\N{ARABIC COMMA}" + HYPHENS, BETWEEN)


def in_numbers(text: Text, index: int) -> tuple[DateMention, int] | None:
    """Reads ``05.01.2022``, ``5. 1. 2022``, ``05/01/2022``, ``2022-01-05`` and their like.

    Does not read numbers that go on (``1.2.3.2022``, telephone numbers), nor years of two digits
    where day or month have one ("3.1.22" numbers a section).
    """
    marks = [text.at(index + step) for step in range(5)]
    if any(mark is None for mark in marks) or goes_on(text, index, index + 4):
        return None
    first, mark, second, again, third = [mark for mark in marks if mark]
    same = mark.text == again.text and mark.text in SEPARATORS and mark.kind is Piece.MARK
    tight = mark.start - first.end <= 1 and again.start - second.end <= 1
    if not same or not tight or any(token.kind is not Piece.NUMBER for token in (first, second, third)):
        return None
    found = three_numbers(text, (first, second, third), "-" if mark.text in HYPHENS else mark.text)
    return (found, index + 5) if found else None


def three_numbers(text: Text, parts: tuple[Token, Token, Token], separator: str) -> DateMention | None:
    """Reads three number tokens, one of them a year."""
    first, second, third = parts
    year_first = len(first.text) == YEAR_DIGITS
    digits = [len(part.text) for part in parts]
    if digits == [2, 2, 2] and begins_with_years(text):
        year_first, numbers = True, (century(first.value), second.value, third.value)
    elif digits == [2, 2, 2]:
        numbers = (first.value, second.value, century(third.value))
    elif year_first and digits[2] <= 2 and (year := year_of(first.value, text.language)):
        numbers = (year, second.value, third.value)
    elif not year_first and digits[2] == YEAR_DIGITS and (year := year_of(third.value, text.language)):
        numbers = (first.value, second.value, year)
    else:
        return None
    if max(digits[1], digits[0] if not year_first else 0) > 2:
        return None
    return numeric(first.start, third.end, numbers, separator, year_first, text.language)


def begins_with_years(text: Text) -> bool:
    """Tells whether a text is in Korean, Japanese or Chinese, in which the year comes first: 21-04-22."""
    written = text.written[:LONGEST_LOOKED_AT]
    return text.language in YEAR_FIRST or any("\u3040" <= c <= "\u9fff" or "가" <= c <= "힣" for c in written)


def century(number: int) -> int:
    """Returns the year of two digits as POSIX reads them: 69 to 99 in the last century."""
    return number + (1900 if number >= 69 else 2000)


def goes_on(text: Text, first: int, last: int) -> bool:
    """Tells whether digits or letters hang on a run of tokens by a mark, on either side."""
    before, earlier = text.at(first - 1), text.at(first - 2)
    after, later = text.at(last + 1), text.at(last + 2)
    glued_before = (
        before is not None
        and before.end == text.tokens[first].start
        and before.text in SEPARATORS + "_:=+@#"
        and earlier is not None
        and earlier.end == before.start
        # "Date:5 May": a label, where a number before a colon is an hour.
        and not (before.text == ":" and earlier.kind is Piece.WORD)
    )
    glued_after = (
        after is not None
        and last < len(text.tokens)
        and after.start == text.tokens[last].end
        and after.text in SEPARATORS + "_"
        and later is not None
        and later.start == after.end
        and later.kind is Piece.NUMBER
    )
    return glued_before or glued_after


def day_month_year(text: Text, index: int) -> tuple[DateMention, int] | None:
    """Reads ``5 January 2022``, ``1er août 2021``, ``4. Mai``, ``5 de enero de 2022`` and their like."""
    day = number_at(text, index, MOST_DAYS)
    if day is None:
        return None
    at_month = after_day(text, index + 1)
    months, after = months_at(text, at_month)
    if not months:
        return None
    after = after_twin(text, after, months)
    at_year = before_year(text, after)
    year = year_at(text, at_year)
    last = at_year if year is not None else after - 1
    order = "dmy" if year is not None else "dm"
    found = named(text.tokens[index].start, text.tokens[last].end, order, year, months, day)
    return (found, last + 1) if found else None


def month_day_year(text: Text, index: int) -> tuple[DateMention, int] | None:
    """Reads ``January 5, 2022``, ``Jan. 5th 2022``, ``January 5``, and ``January 2022`` as a month only."""
    months, after = months_at(text, index)
    if not months:
        return None
    at_day = before_year(text, after)
    year = year_at(text, at_day)
    start = text.tokens[index].start
    if year is not None:
        found = named(start, text.tokens[at_day].end, "my", year, months, None)
        return (found, at_day + 1) if found else None
    at_day = skip(text, after, ".", ARTICLES)
    day = number_at(text, at_day, MOST_DAYS)
    return with_year(text, at_day, start, months, day) if day is not None else None


def with_year(
    text: Text, at_day: int, start: int, months: tuple[int, ...], day: int
) -> tuple[DateMention, int] | None:
    """Reads what follows a month and a day: an ordinal ending, a range, a year."""
    ending = text.at(at_day + 1)
    glued = ending is not None and ending.text in ORDINALS and ending.start == text.tokens[at_day].end
    after = at_day + 2 if glued else at_day + 1
    at_year = skip(text, after, ",.", BETWEEN)
    year = year_at(text, at_year)
    last = at_year if year is not None else after - 1
    found = named(start, text.tokens[last].end, "mdy" if year is not None else "md", year, months, day)
    return (found, last + 1) if found else None


def year_month_day(text: Text, index: int) -> tuple[DateMention, int] | None:
    """Reads ``2022. január 5.``, ``2022 m. sausio 5 d.``, ``2022. gada 5. janvāris``."""
    year = year_at(text, index)
    if year is None:
        return None
    at = before_year(text, index + 1)
    months, after = months_at(text, at)
    start = text.tokens[index].start
    if months and (day := number_at(text, after, MOST_DAYS)):
        found = named(start, text.tokens[after].end, "ymd", year, months, day)
        return (found, after + 1) if found else None
    day = number_at(text, at, MOST_DAYS)
    months, after = months_at(text, after_day(text, at + 1)) if day else ((), at)
    if not months or year_at(text, before_year(text, after)) is not None:
        return None
    found = named(start, text.tokens[after - 1].end, "ymd", year, months, day)
    return (found, after) if found else None


def roman_month(text: Text, index: int) -> tuple[DateMention, int] | None:
    """Reads ``5.IX.2022`` and ``5 IX 2022``; the numeral stands in capitals."""
    day, year = number_at(text, index, MOST_DAYS), None
    at = skip(text, index + 1, "./", frozenset())
    token = text.at(at)
    if day is None or token is None or token.text not in ROMAN:
        return None
    if not text.written[token.start : token.end].isupper():
        return None
    at_year = skip(text, at + 1, "./", frozenset())
    year = year_at(text, at_year)
    if year is None:
        return None
    months = (ROMAN.index(token.text) + 1,)
    found = named(text.tokens[index].start, text.tokens[at_year].end, "dmy", year, months, day)
    return (found, at_year + 1) if found else None


def vietnamese(text: Text, index: int) -> tuple[DateMention, int] | None:
    """Reads ``5 tháng 1 năm 2022``."""
    day, word = number_at(text, index, MOST_DAYS), text.at(index + 1)
    month = number_at(text, index + 2, MOST_MONTHS)
    if day is None or month is None or word is None or word.text != "thang":
        return None
    at_year = skip(text, index + 3, ",/", frozenset({"nam"}))
    year = year_at(text, at_year)
    last = at_year if year is not None else index + 2
    order = "dmy" if year is not None else "dm"
    found = named(text.tokens[index].start, text.tokens[last].end, order, year, (month,), day)
    return (found, last + 1) if found else None


def is_range(text: Text, first: int, after: int) -> bool:
    """Tells whether a date is one end of a range: a day stands before it, or goes on behind its day.

    >>> from docsieve.dates.tokens import tokens_of
    >>> is_range(Text("5-7 May", tokens_of("5-7 May"), None), 2, 4)
    True
    """
    mark, day = text.at(first - 1), number_at(text, first - 2, MOST_DAYS)
    if day is not None and mark is not None and (mark.text in HYPHENS or mark.text in WORDS_BETWEEN_DAYS):
        return not is_minute(text, first - 2)
    mark, day = text.at(after), number_at(text, after + 1, MOST_DAYS)
    return bool(day and mark and mark.text in HYPHENS and mark.end == text.tokens[after + 1].start)


def is_minute(text: Text, index: int) -> bool:
    """Tells whether a number is the minutes of an hour: "17:06 - 17 May" is no range of days."""
    mark, hour = text.at(index - 1), text.at(index - 2)
    return mark is not None and mark.text == ":" and hour is not None and hour.kind is Piece.NUMBER


def as_range(found: DateMention) -> DateMention:
    """Returns a mention as one end of a range, which names no single day."""
    return DateMention(
        found.start,
        found.end,
        None,
        found.order,
        found.precision,
        A_RANGE,
        year=found.year,
        month=found.month,
    )
