"""Subject lines of letters: what follows "Re:" is the title of a letter under a letterhead."""

from docsieve.metadata.candidates import KICKER_WORDS, LONGEST_TITLE, is_dense
from docsieve.metadata.lines import Line
from docsieve.metadata.words import phrases, words
from docsieve.model import Evidence

LONGEST_MARK = 24
COLONS = (":", "：")


def subject_of(line: Line) -> Evidence | None:
    """Returns what a subject line says behind its mark ("Re:", "Betreff:"); None for other lines.

    Does not take reference numbers, nor a mark that no words follow.
    """
    at = min((found for colon in COLONS if (found := line.text.find(colon)) >= 0), default=-1)
    if not 0 < at <= LONGEST_MARK or len(line.text) > LONGEST_TITLE:
        return None
    if words(line.text[:at]) not in phrases("subjects"):
        return None
    subject = line.evidence(at + 1)
    letters = [word for word in words(subject.text) if word[0].isalpha()]
    return subject if len(letters) >= KICKER_WORDS or is_dense(subject.text) else None
