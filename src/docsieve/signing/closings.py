"""Valedictions, below which signatures stand: ``Yours sincerely,``."""

from docsieve.folding import small_words
from docsieve.signing.lines import Line, bare
from docsieve.signing.names import is_unspaced
from docsieve.signing.phrases import greeting_words, is_phrase, opening_phrase, opens_phrase

LONGEST_CLOSING_WORDS, LONGEST_CLOSING_CLAUSE = 8, 12
LONGEST_AFTER_CLOSING, LONGEST_GREETING = 3, 6
LONGEST_CLOSING_SENTENCE = 24


def is_closing(line: Line) -> bool:
    """Say whether a line is a valediction and no more than that: ``Yours sincerely,``."""
    if line.is_long or line.marker or not 0 < len(line.words) <= LONGEST_CLOSING_SENTENCE:
        return False
    if opens_phrase(line.words[0], "closing_sentences") and opening_phrase(
        bare(line.words), "closing_sentences"
    ):
        return True
    if _closes_with_a_clause(line) or _greets(line):
        return True
    unspaced = is_unspaced(line.body)
    if len(line.words) > LONGEST_CLOSING_WORDS or not (unspaced or opens_phrase(line.words[0], "closing")):
        return False
    words = bare(line.words)
    phrase = opening_phrase(words, "closing")
    if not phrase:
        return False
    if unspaced and len(line.words) == 1:
        return len(line.body) <= len(phrase) + LONGEST_AFTER_CLOSING
    rest = len(words) - len(phrase.split())
    ends = line.body.rstrip().endswith((",", ".", "!", ":"))
    if " " in phrase and rest <= LONGEST_AFTER_CLOSING and line.gap > 1 and not line.is_sentence:
        return True  # "Mit besten Grüßen aus Talbrück"
    return rest == 0 or (
        rest <= LONGEST_AFTER_CLOSING and ends and all(word.islower() for word in line.words[1:])
    )


def _greets(line: Line) -> bool:
    """Say whether a line apart is a valediction of a writer's own making: ``Mit rostigen Grüßen``."""
    if line.is_sentence or not (line.gap > 1 or line.body.rstrip().endswith(",")):
        return False
    words = bare(line.words)
    if not 1 < len(words) <= LONGEST_GREETING:
        return False
    known = greeting_words()
    told = not known.get(words[0], frozenset()).isdisjoint(words[1:])
    return told or (words[-1] in known["any"] and len(words) <= LONGEST_AFTER_CLOSING)


def _closes_with_a_clause(line: Line) -> bool:
    """Say whether the last of some clauses is a valediction: ``Awaiting your answer, yours sincerely``."""
    if _joins_a_closing(line):
        return True
    before, comma, clause = line.body.rstrip(" ,:").rpartition(", ")
    ended = line.body.rstrip().endswith(",")
    if line.is_sentence or not (comma or ended):
        return False
    words = clause.split()
    said = bare(words)
    if ended and _ends_with_a_closing(said):
        return True
    if not before or not 1 < len(words) <= LONGEST_CLOSING_WORDS:
        return False
    phrase = opening_phrase(said, "closing_sentences") or opening_phrase(said, "closing")
    return " " in phrase and len(words) - len(phrase.split()) <= LONGEST_AFTER_CLOSING


def _joins_a_closing(line: Line) -> bool:
    """Say whether a sentence without its full stop goes on with a valediction: ``... und grüssen Sie``."""
    if line.body.rstrip().endswith((".", "!", "?")):
        return False
    words = bare(line.words)
    joints = [at for at, word in enumerate(words) if word in small_words("conjunctions")]
    tail = words[joints[-1] + 1 :] if joints else []
    phrase = opening_phrase(tail, "closing_sentences") if len(tail) <= LONGEST_CLOSING_WORDS else ""
    return " " in phrase


def _ends_with_a_closing(words: list[str]) -> bool:
    """Say whether words end with a valediction of two words or more: ``... and remain yours sincerely``."""
    tails = (words[at:] for at in range(1, len(words) - 1) if len(words) <= LONGEST_CLOSING_CLAUSE)
    return any(is_phrase(tail, "closing") for tail in tails)


def is_weak_closing(line: Line) -> bool:
    """Say whether a valediction is as often plain thanks: ``Thank you``."""
    return opening_phrase(bare(line.words), "weak_closings") != ""
