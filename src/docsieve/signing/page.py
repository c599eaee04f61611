"""A page as its lines, and what is only asked of a page where something hangs on it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice

from docsieve.folding import fold
from docsieve.signing.lines import COLONS, COMMAS, SENTENCE_ENDS, Line, bare
from docsieve.signing.others import names_others
from docsieve.signing.phrases import (
    TEXT,
    common_texts,
    mask_of_written,
    opening_phrase,
    parts_mask,
    text_adjectives,
)
from docsieve.signing.stops import opens_comments, speaks_as_several, undersigned

# Comments stand below a text; a line of that wording above it is a link to them.
COMMENTS_FROM = 0.3
LINES_OF_A_TITLE = 15
# So much of a page is listened to for the voice of several; a statement speaks so early and often.
SENTENCES_HEARD, LONGEST_HEARD = 150, 1500
WORDS_OF_A_TITLE, WORDS_TO_A_KIND = 30, 4
SHARE_OF_VOICES, SHARE_BELOW = 1 / 12, 0.2
# Lines of lists given up that may be read again from a later beginning, so that a page of nothing but
# beginnings takes its own time and not the square of it; no page seen has half of them.
READ_AGAIN = 20_000
# How often a page is searched for a name that may have signed it: a page with more of them is no statement.
MOST_SEARCHES = 100
LEAST_WORDS_SAID = 4
QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」"}
FIRST_PARAGRAPHS = 4
ADDRESS_ENDS, LONGEST_ADDRESS, LINES_TO_AN_ADDRESS = (",", ":", "!", "،", "，", "："), 12, 2
THAI, SHORTEST_THAI = re.compile("[\u0e00-\u0e7f]"), 30


@dataclass(slots=True)
class Page:
    """The lines of a page; ``starts`` holds how many characters stand before each.

    ``said`` holds how many of them, and last of all, are of running text.
    """

    lines: Sequence[Line]
    starts: list[int] = field(default_factory=list)
    said: list[int] = field(default_factory=list)
    total: int = 1
    tried_until: int = -1
    _spent: int = 0
    _searched: int = 0
    _voiced: bool | None = None
    _undersigned: bool | None = None
    _comments: int | None = None
    _full: bool | None = None
    _called: bool | None = None
    _titled: bool | None = None
    _alone: dict[str, int] | None = None

    def voiced(self) -> bool:
        """Say whether several speak in the page's running text: we demand, we the undersigned."""
        if self._voiced is None:
            texts = [outside_quotes(text) for text in self._heard()]
            self._voiced = speaks_as_several(texts) or any(map(undersigned, texts))
        return self._voiced

    def _heard(self) -> Iterable[str]:
        told = (line for line in self.lines if line.is_sentence or _opens_points(line))
        return (line.text[:LONGEST_HEARD] for line in islice(told, SENTENCES_HEARD))

    def is_undersigned(self) -> bool:
        """Say whether the page's running text announces that signatures stand below."""
        if self._undersigned is None:
            told = (outside_quotes(line.text[:LONGEST_HEARD]) for line in self.lines if line.is_sentence)
            self._undersigned = any(map(undersigned, islice(told, SENTENCES_HEARD)))
        return self._undersigned

    def is_full_of_voices(self) -> bool:
        """Say whether several speak in a good share of the page's paragraphs, not once in a long page."""
        if self._full is None:
            texts = self._heard()
            heard = [speaks_as_several((outside_quotes(text),)) or undersigned(text) for text in texts]
            self._full = self.voiced() and sum(heard) >= SHARE_OF_VOICES * len(heard)
        return self._full

    def is_titled_as_statement(self) -> bool:
        """Say whether a short line at the top calls the text a letter or a call, or speaks as several."""
        if self._titled is None:
            top = [line for line in self.lines[:LINES_OF_A_TITLE] if not line.is_long]
            said = (word for line in top if len(line.words) <= WORDS_OF_A_TITLE for word in line.words)
            named = self.is_called_a_statement() or any(map(_names_a_statement, said))
            self._titled = named or speaks_as_several(line.text for line in top)
        return self._titled

    def is_called_a_statement(self) -> bool:
        """Say whether a line at the top that is no sentence calls the text a letter, a call, a statement."""
        if self._called is None:
            self._called = call_a_statement(self.lines[:LINES_OF_A_TITLE])
        return self._called

    def is_headed_as_statement(self) -> bool:
        """Say whether a line at the top opens with what it calls the text, and does not only speak of it."""
        return head_a_statement(self.lines[:LINES_OF_A_TITLE])

    def is_about_people(self) -> bool:
        """Say whether the last short line above the text is ``Who we are``, and it is no statement."""
        text = next((line.index for line in self.lines if line.is_sentence), 0)
        above = self.lines[max(0, text - 1) : text]
        return any(map(names_others, above)) and not self.is_called_a_statement()

    def is_report(self) -> bool:
        """Say whether a line at the top, no sentence, opens as titles of reports do: minutes, results."""
        top = (line for line in self.lines[:LINES_OF_A_TITLE] if not (line.is_long or line.is_sentence))
        return any(opening_phrase(bare(line.words), "reports") for line in top)

    def is_addressed(self) -> bool:
        """Say whether a short line with a comma or colon at its end stands close above the text.

        What is said of the site may stand above; right above later paragraphs only a comma tells.
        """
        texts = [line.index for line in self.lines if line.is_sentence][:FIRST_PARAGRAPHS]
        above = self.lines[max(0, texts[0] - LINES_TO_AN_ADDRESS) : texts[0]] if texts else []
        later = (self.lines[text - 1] for text in texts[1:])
        return any(map(_is_address, above)) or any(
            _is_address(line) and line.text.endswith(COMMAS) for line in later
        )

    def share_before(self, position: int) -> float:
        """Give the share of the page's characters that stand before a line."""
        return self.starts[position] / self.total

    def goes_on_below(self, position: int) -> bool:
        """Say whether a good share of the running text comes below a line, right below it or nearly so."""
        near = self.lines[position + 1 : position + 1 + LINES_TO_AN_ADDRESS]
        below = self.said[-1] - self.said[position + 1]
        return any(line.is_sentence for line in near) and below > SHARE_BELOW * self.said[-1]

    def is_before_the_text(self, position: int) -> bool:
        """Say whether most of the running text comes after a line."""
        return self.said[-1] - self.said[position + 1] > self.said[position]

    def given_up(self, position: int) -> int:
        """Count the lines read in vain from a position on; give the last that is not to begin another list.

        ``tried_until`` is where the reading ended.
        """
        self._spent += max(0, self.tried_until - position)
        return max(position, self.tried_until - 1) if self._spent > READ_AGAIN else position

    def mentions(self, name: str, line: Line) -> bool:
        """Say whether a name stands in the page's running text or at its top, outside a line of it."""
        self._searched += 1
        if self._searched > MOST_SEARCHES:
            return False
        others = (other for other in self.lines if other.is_sentence or other.index < LINES_OF_A_TITLE)
        return any(name in other.text for other in others if other.index != line.index)

    def stands_alone_above(self, name: str, position: int) -> bool:
        """Say whether a folded name is a short line of its own above a position."""
        if self._alone is None:
            self._alone = {}
            for line in self.lines:
                if not line.is_sentence and not line.is_long:
                    self._alone.setdefault(fold(line.body.strip(" .")), line.index)
        return self._alone.get(name, position) < position

    def in_comments(self, position: int) -> bool:
        """Say whether visitors' comments began above a line."""
        if self._comments is None:
            found = (
                line.index
                for line in self.lines
                if self.share_before(line.index) > COMMENTS_FROM and opens_comments(line)
            )
            self._comments = next(found, len(self.lines))
        return position > self._comments


def call_a_statement(lines: Sequence[Line]) -> bool:
    """Say whether one of some lines that is no sentence calls the text a letter, a call, a statement."""
    short = (line for line in lines if not (line.is_long or line.is_sentence))
    return any(
        _opens_as_statement(line.words) or any(map(_names_a_statement, line.words[:WORDS_OF_A_TITLE]))
        for line in short
    )


def head_a_statement(lines: Sequence[Line]) -> bool:
    """Say whether one of some lines opens with what it calls the text, and does not only speak of it."""
    short = (line for line in lines if not (line.is_long or line.is_sentence))
    return any(_opens_as_statement(line.words) for line in short)


def _opens_points(line: Line) -> bool:
    """Say whether a line of some words opens the points below it: ``We want instead:``."""
    return line.text.endswith(COLONS) and len(line.words) >= LEAST_WORDS_SAID


def _is_address(line: Line) -> bool:
    named = not line.is_long and not line.marker and line.text.endswith(ADDRESS_ENDS)
    return named and 0 < len(line.words) <= LONGEST_ADDRESS


def outside_quotes(text: str) -> str:
    """Give a text without what stands in quotation marks; a mark that never closes quotes nothing.

    >>> outside_quotes('"We demand a clock," said Ana.'), outside_quotes('We want 5" pipes.')
    (' said Ana.', 'We want 5" pipes.')
    """
    kept: list[str] = []
    start = 0
    while start < len(text):
        places = [at for mark in QUOTES if (at := text.find(mark, start)) >= 0]
        at = min(places, default=-1)
        end = text.find(QUOTES[text[at]], at + 1) if at >= 0 else -1
        if end < 0:
            break
        kept.append(text[start:at])
        start = end + 1
    return "".join([*kept, text[start:]])


def _names_a_statement(word: str) -> bool:
    return bool(mask_of_written(word) & TEXT) and not common_texts() & set(bare((word,)))


def _opens_as_statement(words: tuple[str, ...]) -> bool:
    """Say whether a word for a text stands among the first words, unknown ones not before it."""
    for word in words[:WORDS_TO_A_KIND]:
        mask = mask_of_written(word)
        if _names_a_statement(word) and not set(bare((word,))) & text_adjectives():
            return True
        if not mask and not parts_mask(word) & TEXT:
            return False
        if parts_mask(word) & TEXT:
            return True
    return False


def page_of(lines: Sequence[Line]) -> Page:
    """Make a page of lines."""
    starts = []
    total = 0
    for line in lines:
        starts.append(total)
        total += len(line.text) + 1
    heard = [_with_voice(line) for line in lines]
    said = [0, *accumulate(len(line.text) if line.is_sentence else 0 for line in heard)]
    return Page(heard, starts, said, total or 1)


def _with_voice(line: Line) -> Line:
    """Give a short line that ends as a sentence, and in which several speak, as the sentence it is."""
    short = not line.is_sentence and not line.is_long and line.text.endswith(SENTENCE_ENDS)
    if not line.is_sentence and THAI.search(line.text[:1]) and len(line.text) >= SHORTEST_THAI:
        # Thai sets no mark behind a sentence.
        return replace(line, is_sentence=speaks_as_several((line.text[:LONGEST_HEARD],)))
    told = (
        short
        and len(line.words) >= LEAST_WORDS_SAID
        and not line.text[0].islower()
        and speaks_as_several((line.text,))
    )
    return replace(line, is_sentence=True) if told else line
