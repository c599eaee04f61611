"""Blocks as metadata reads them: lines with their words, their dates and what they can be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docsieve.dates import DateMention, date_line_of, find_dates
from docsieve.metadata.words import issue_number, opens_with, words
from docsieve.model import Evidence, Label, LabelledBlock, Shape
from docsieve.values import once

VISITORS = frozenset({Label.COMMENT, Label.COMMENT_FORM, Label.LOGIN})
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", ".”", '."', ".»", "”", "»")
PROSE_WORDS = 25
PROSE_LETTERS = 160
# From here on what ends as a sentence is one of the text, and no entry of a list.
SENTENCE_LETTERS = 40
LONGEST_BYLINE = 300
WIDE_WEIGHT = 2.5
LONGEST_SALUTATION_WORDS = 14
WIDE = re.compile("[\u2e80-\U0010ffff]+")
ADDRESS_MARKS = ("://", "www.", "@")


@dataclass(eq=False)
class Line:
    """A block's words: ``text`` is the raw slice from ``start`` on, ``said`` its repaired words in a row.

    ``score`` is the learned one where it was told, ``rules`` the names of the rules that spoke of the block.
    Never changed, and equal to itself alone: two lines that say the same are two.
    """

    index: int
    text: str
    said: str
    start: int
    kept: bool
    label: Label
    shape: Shape
    guess: str
    confidence: float
    language: str | None
    score: float | None = None
    rules: frozenset[str] = frozenset()

    @property
    def end(self) -> int:
        """The end of the line's span."""
        return self.start + len(self.text)

    @once
    def words(self) -> tuple[str, ...]:
        """The folded words."""
        return words(self.said[:2000])

    @once
    def dates(self) -> tuple[DateMention, ...]:
        """The dates in the line, spans from the line's start; the number of an issue is no day of one."""
        number = issue_number(self.words)
        if not number:
            return find_dates(self.text, self.language)
        cut = self.text.find(number) + len(number)
        found = find_dates(self.text[cut:], self.language)
        return tuple(replace(each, start=each.start + cut, end=each.end + cut) for each in found)

    @once
    def date_line(self) -> DateMention | None:
        """The line's date if the line is a date line."""
        return None if issue_number(self.words) else date_line_of(self.text, self.language)

    @once
    def is_prose(self) -> bool:
        """Whether the line is a paragraph: as long as one, in scripts without spaces by letters.

        A long byline is none: it opens with a kind of text, names a day and does not end as sentences do.
        """
        long = len(self.text.split()) >= PROSE_WORDS or weight(self.text) >= PROSE_LETTERS
        return long and not (
            len(self.text) <= LONGEST_BYLINE
            and opens_with(self.words, "kinds") > 0
            and not self.text.endswith(SENTENCE_ENDS)
            and bool(self.dates)
        )

    @once
    def is_salutation(self) -> bool:
        """Whether the line addresses somebody, as letters open."""
        return len(self.words) <= LONGEST_SALUTATION_WORDS and opens_with(self.words, "salutations") > 0

    @property
    def has_address(self) -> bool:
        """Whether a page, mail or handle is named in the line."""
        return any(mark in self.text for mark in ADDRESS_MARKS)

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """Returns a slice of the line as evidence, trimmed."""
        piece = self.text[start:end]
        lead = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        begin = self.start + start + lead
        return Evidence(" ".join(piece.split()), begin, begin + len(piece), self.guess)


def lines_of(blocks: Sequence[LabelledBlock], language: str | None) -> tuple[Line, ...]:
    """Returns a line for each block, visitors' words left out; ``language`` is the document's."""
    return tuple(
        line_of(index, labelled, language)
        for index, labelled in enumerate(blocks)
        if labelled.label not in VISITORS and labelled.block.text.strip(BLANK)
    )


BLANK = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\N{NO-BREAK SPACE}\ufeff\u200b\u2028\u2029\u3000"


def line_of(index: int, labelled: LabelledBlock, language: str | None) -> Line:
    """Returns a block as a line, white space and invisible marks at its ends off."""
    block = labelled.block
    spoken = [labelled.finding, *labelled.also] if labelled.finding else []
    scores = [each.measured for each in (*spoken, *labelled.near) if each and each.rule == "learned_score"]
    lead = len(block.text) - len(block.text.lstrip(BLANK))
    return Line(
        index=index,
        text=block.text.strip(BLANK),
        said=" ".join(labelled.repaired.text.split()).strip(BLANK),
        start=block.start + lead,
        kept=labelled.kept,
        label=labelled.label,
        shape=block.shape,
        guess=labelled.guess.language,
        confidence=labelled.guess.confidence,
        language=language,
        score=scores[0] if scores else None,
        rules=frozenset([each.rule for each in spoken if each]),
    )


def weight(text: str) -> float:
    """Returns the length of a text, letters of scripts without spaces counted as what they say in Latin ones.

    >>> weight("open letter"), weight("公开信")
    (11.0, 7.5)
    """
    return len(text) + (WIDE_WEIGHT - 1) * (0 if text.isascii() else sum(map(len, WIDE.findall(text))))


def prose_words(lines: Sequence[Line]) -> int:
    """Returns how many words, of six letters with the space, the paragraphs among lines have."""
    return sum(int(weight(line.text)) // 6 for line in lines if line.is_prose)
