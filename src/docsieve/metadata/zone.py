"""Where titles stand: the lines above the first paragraphs of a page, and what is asked of it all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from docsieve.dates.line import is_capital
from docsieve.metadata.candidates import (
    is_call,
    is_dense,
    is_heading_claim,
    is_telling,
    is_title_like,
    site_names,
)
from docsieve.metadata.lines import SENTENCE_ENDS, Line, weight
from docsieve.metadata.marks import LONGEST_MATTER_WORD, MOST_NAME_WORDS, has_link_marks, is_among
from docsieve.metadata.words import opens_kind, opens_with
from docsieve.model import Label
from docsieve.signing.vocabulary import is_role_word
from docsieve.values import once

# On nine of ten real pages the title stands so near above the first paragraph that is kept, on others above
# the second or third: a paragraph about the site comes first.
LINES_ABOVE, PARTS = 30, 3
LINES_WITHOUT_TEXT = 40
LINES_OF_MATTER, LINES_SPOKEN, LONGEST_SPOKEN = 60, 12, 2000
LONGEST_TITLE = 400
# Footers of pages (address, copyright, "About us") come to about a dozen lines.
FOOT_LINES, LONGEST_FOOT_WORDS = 12, 15
SHORT_WORD = 3
SENTENCE_WORDS = 12
# Titles taken for a signature have more words than a name with its office.
LONGEST_NAME = 8
BEGINNING = 4
SALUTATION_ENDS = (",", "!", ":", "：", "，", ".", "،")
WIDE = "\u2e80"
ARTICLE = re.compile("^[وفبك]?ال|^لل")


@dataclass(frozen=True, slots=True)
class Place:
    """A line that may be the title, by its index: above the text at ``text``, which is the ``part``-th."""

    at: int
    part: int
    text: int


@dataclass(eq=False)
class Page:
    """The lines of a page as those see them who look for its title.

    ``carried`` says of each block on how many pages of its site it stands; without it, on this alone.
    """

    lines: Sequence[Line]
    site: str
    carried: Sequence[int]
    language: str

    @once
    def places(self) -> tuple[Place, ...]:
        """The lines that may be the title, from the top."""
        found: list[Place] = []
        after = 0
        for part, text in enumerate(self.texts[:PARTS]):
            first = max(after, text - LINES_ABOVE)
            found += [Place(at, part, text) for at in range(first, text) if self.may_be(at)]
            after = text + 1
        return tuple(found)

    def may_be(self, at: int) -> bool:
        """Tells whether a line may be the title; one that was removed must have a word of the text."""
        line = self.lines[at]
        return may_be(line) and not self.is_addressed(at) and (line.kept or self.speaks_of(line))

    def speaks_of(self, line: Line) -> bool:
        """Tells whether a line opens with a kind of text, or a word of it begins as one of the text does."""
        if opens_kind(line.words):
            return True
        if is_dense(line.said):
            return self.shared(line)[0] > 0
        words = sum(beginning(word) in self.beginnings for word in line.words if len(word) >= BEGINNING)
        # What pages call to ("Join us now!") has one word of theirs by chance.
        return words > is_call(line)

    @once
    def beginnings(self) -> frozenset[str]:
        """How the words of the text begin."""
        return frozenset(map(beginning, self.matter))

    def is_addressed(self, at: int) -> bool:
        """Tells whether a line is an office right below "To the attention of"."""
        above = self.lines[at - 1] if at else None
        opens = above is not None and above.is_salutation and not above.said.endswith(SALUTATION_ENDS)
        return opens and is_office(self.lines[at])

    @once
    def texts(self) -> tuple[int, ...]:
        """The indices of the kept paragraphs, else of kept sentences, else of the end of the head."""
        found = tuple(at for at, line in enumerate(self.lines) if line.kept and is_paragraph(line))
        said = found or tuple(at for at, line in enumerate(self.lines) if line.kept and is_sentence(line))
        return said or (min(len(self.lines), LINES_WITHOUT_TEXT),)

    @property
    def first(self) -> int:
        """The index of the first line that is kept."""
        return next((at for at, line in enumerate(self.lines) if line.kept), 0)

    @once
    def below(self) -> tuple[Line, ...]:
        """The kept lines from the first paragraph on."""
        first = self.texts[0]
        return tuple(line for line in self.lines[first : first + LINES_OF_MATTER] if line.kept)

    @once
    def matter(self) -> tuple[str, ...]:
        """The longer words of the text, in order."""
        return tuple(sorted({word for line in self.below for word in line.words if len(word) > 3}))

    @once
    def spoken(self) -> str:
        """The first lines of the text, for scripts without spaces."""
        return "".join(line.said[:LONGEST_SPOKEN] for line in self.below[:LINES_SPOKEN])

    @once
    def prose(self) -> str:
        """The words of the paragraphs, between spaces."""
        return f" {' '.join(' '.join(line.words) for line in self.below if line.is_prose)} "

    @once
    def signed(self) -> str:
        """The words of the lines that somebody signed, between spaces."""
        signatures = (line for line in self.lines if line.label is Label.SIGNATURE)
        return f" {' '.join(' '.join(line.words) for line in signatures)} "

    @once
    def owners(self) -> frozenset[str]:
        """The names of copyright lines."""
        return site_names(self.lines)

    @once
    def likely(self) -> frozenset[int]:
        """The indices of kept lines that have the form of a title and say more than a section's name."""
        kept = (
            at for at, line in enumerate(self.lines[: self.texts[:PARTS][-1]]) if line.kept and may_be(line)
        )
        return frozenset(
            at for at in kept if is_telling(self.lines[at]) and is_title_like(self.lines[at], self.owners)
        )

    @once
    def standing(self) -> dict[str, list[int]]:
        """Where the same words stand as lines of their own, by index."""
        found: dict[str, list[int]] = {}
        for line in self.lines:
            found.setdefault(line.said.casefold(), []).append(line.index)
        return found

    @once
    def footer(self) -> tuple[Line, ...]:
        """The last lines that are no paragraphs."""
        short = (line for line in reversed(self.lines) if not line.is_prose)
        return tuple(islice(short, FOOT_LINES))

    @once
    def signers(self) -> frozenset[tuple[str, ...]]:
        """The words that signatures end with, up to as many as a site's name has."""
        signed = [line.words for line in self.lines if line.label is Label.SIGNATURE and not line.is_prose]
        return frozenset(words[-count:] for words in signed for count in range(1, MOST_NAME_WORDS + 1))

    def stands_again(self, line: Line) -> bool:
        """Tells whether a line stands again, not right beside it: so do titles, captions stand in a loop."""
        own = self.standing[line.said.casefold()]
        return any(abs(other - line.index) > 1 for other in (own[0], own[-1], *own[:3]))

    def is_named_below(self, line: Line) -> bool:
        """Tells whether a name in capitals also stands under the signatures or in the footer.

        There it ends a signature ("Head of the Harbour Union"), or opens or ends a short line with more in it
        ("About the Harbour Union", "Harbour Union – 4 Quay Street").
        """
        said = line.words
        if not 0 < len(said) <= MOST_NAME_WORDS or opens_with(said, "kinds"):
            return False
        if not all(is_capital(word) for word in line.said.split() if len(word) > SHORT_WORD):
            return False
        foot = (other.words for other in self.footer if other.start > line.end)
        return said in self.signers or any(
            said in (words[: len(said)], words[-len(said) :])
            for words in foot
            if len(said) < len(words) <= LONGEST_FOOT_WORDS
        )

    def others(self, line: Line) -> int:
        """How many other pages of the site carry a line."""
        return self.carried[line.index] - 1 if self.carried else 0

    def shared(self, line: Line) -> tuple[float, float]:
        """How many telling words of a line the text has, and which share of them that is.

        Two letters side by side are half a word in scripts without spaces.
        """
        if is_dense(line.said):
            said = line.said[:LONGEST_TITLE]
            pairs = [said[at : at + 2] for at in range(len(said) - 1) if said[at] >= WIDE]
            known = sum(pair in self.spoken for pair in pairs)
            return known / 2, known / max(1, len(pairs))
        telling = [word for word in line.words if len(word) > LONGEST_MATTER_WORD]
        known = sum(is_among(word, self.matter) for word in telling)
        return known, known / max(1, len(telling))


def beginning(word: str) -> str:
    """Returns how a word begins, behind an Arabic article.

    >>> beginning("harbours"), beginning("الميناء"), beginning("والميناء")
    ('harb', 'مينا', 'مينا')
    """
    return ARTICLE.sub("", word)[:BEGINNING]


def may_be(line: Line) -> bool:
    """Tells whether a line can be a title at all: letters, not too many, no date, salutation or address.

    Of removed lines only those that say more than a section's name or call, are no links side by side and not
    on most pages of the site.
    """
    if not any(map(str.isalpha, line.said[:LONGEST_TITLE])) or weight(line.said) > LONGEST_TITLE:
        return False
    if line.label is Label.SIGNATURE and len(line.words) <= LONGEST_NAME and not is_heading_claim(line):
        return False
    tells = is_telling(line) or is_call(line)
    if not line.kept and (line.label is Label.TEMPLATE or not tells or has_link_marks(line)):
        return False
    return not (line.is_salutation or line.has_address or line.date_line or is_paragraph(line))


def is_office(line: Line) -> bool:
    """Tells whether a line opens with what somebody is: "Minister of Ferries"."""
    return bool(line.words) and is_role_word(line.words[0])


def is_paragraph(line: Line) -> bool:
    """Tells whether a line is a paragraph, and no title of many words: those end without a stop."""
    return line.is_prose and (line.said.endswith(SENTENCE_ENDS) or weight(line.said) > LONGEST_TITLE)


def is_sentence(line: Line) -> bool:
    """Tells whether a line is a sentence of some length."""
    return line.said.endswith(SENTENCE_ENDS[:1]) and len(line.words) >= SENTENCE_WORDS
