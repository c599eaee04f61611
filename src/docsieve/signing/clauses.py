"""Lists of what a text resolves or demands, which a heading for who signs may stand above as well."""

from collections.abc import Sequence

from docsieve.folding import fold, small_words
from docsieve.signing.lines import Line
from docsieve.signing.run import Run
from docsieve.signing.vocabulary import is_kind_word

LINES_LOOKED_AT, LEAST_WORDS, SHARE_OF_SMALL = 4, 5, 0.75
ENDS = (";", ".")


def are_clauses(lines: Sequence[Line], run: Run) -> bool:
    """Say whether the first lines of a list are what a text resolves or demands, and no names.

    They are numbered by Roman figures, or most of them are marked lines of small letters that end as the
    parts of one sentence do.
    """
    firsts = [lines[index] for index in run.entries[:LINES_LOOKED_AT]]
    if [line.text.partition(" ")[0].rstrip(".)-–") for line in firsts[:2]] == ["I", "II"]:
        return True
    clauses = sum(map(_is_clause, firsts))
    return clauses > 1 and 2 * clauses > len(firsts)


def _is_clause(line: Line) -> bool:
    """Say whether a marked line is part of a sentence: ``• keep the last boat running; and``."""
    ended = line.body.endswith(ENDS) or (
        line.body.rpartition(" ")[0].endswith(";") and line.words[-1] in small_words("conjunctions")
    )
    if not line.marker or not ended or len(line.words) < LEAST_WORDS:
        return False
    first, *rest = (word for word in line.body.split() if word[0].isalpha())
    small = sum(word[0].islower() for word in rest)
    opens_body = is_kind_word(fold(first)) or fold(first) in small_words("articles")
    return small >= SHARE_OF_SMALL * len(rest) and small > 1 and not opens_body
