"""A document as the measures see it: its blocks beside what is known of each, measured once."""

from dataclasses import dataclass
from itertools import groupby

from docsieve.dates import is_date_line
from docsieve.language import document_language
from docsieve.model import Block, Prepared, RepeatEvidence
from docsieve.rules.comments import CommentSection, comment_section
from docsieve.rules.phrases import Coverage, coverage, table
from docsieve.scorer import score
from docsieve.signing import SigningPart, find

# A date is looked for only where a line is short enough to be about it.
LONGEST_DATED_LINE = 120
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", ".”", ".»", '."', "؟", "।")
# Above it stand slogans and mottos, which end like sentences, too.
LEAST_SENTENCE_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Page:
    """Parallel columns, one entry a block; the texts are repaired and stripped."""

    document: Prepared
    blocks: tuple[Block, ...]
    evidence: tuple[RepeatEvidence, ...]
    texts: tuple[str, ...]
    words: tuple[int, ...]
    phrases: tuple[Coverage, ...]
    date_lines: tuple[bool, ...]
    first_sentence: int
    scores: tuple[float, ...]
    signing: tuple[SigningPart, ...]
    in_signing: tuple[bool, ...]
    comments: CommentSection | None
    runs: tuple[tuple[int, int], ...]
    """First and last of the blocks around each that have its fingerprint and stand in a row."""


def page_of(document: Prepared, evidence: tuple[RepeatEvidence, ...]) -> Page:
    """Measure once what several rules ask of every block."""
    texts = tuple(repaired.text.strip() for repaired in document.repaired)
    language, _ = document_language(texts, document.guesses)
    spoken = table(language.language)
    phrases = tuple(coverage(text, spoken) for text in texts)
    signing = find(document.blocks)
    in_signing = _covered(len(texts), signing)
    return Page(
        document=document,
        blocks=document.blocks,
        evidence=evidence,
        texts=texts,
        words=tuple(len(text.split()) for text in texts),
        phrases=phrases,
        date_lines=tuple(len(text) <= LONGEST_DATED_LINE and is_date_line(text) for text in texts),
        first_sentence=next((i for i, text in enumerate(texts) if _is_sentence(text)), len(texts)),
        scores=_scores(document, evidence, texts, phrases),
        signing=signing,
        in_signing=in_signing,
        comments=comment_section(document.blocks, texts, phrases, in_signing),
        runs=_runs(document.fingerprints),
    )


def _scores(
    document: Prepared,
    evidence: tuple[RepeatEvidence, ...],
    texts: tuple[str, ...],
    phrases: tuple[Coverage, ...],
) -> tuple[float, ...]:
    scored = score(
        texts,
        [block.separator for block in document.blocks],
        [found.share for found in phrases],
        [seen.site_pages for seen in evidence],
        evidence[0].site_size if evidence else 1,
    )
    return tuple(float(chrome) for chrome in scored.chrome)


def _runs(fingerprints: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    made: list[tuple[int, int]] = []
    for _, together in groupby(fingerprints):
        first, length = len(made), sum(1 for _ in together)
        made += [(first, first + length - 1)] * length
    return tuple(made)


def _is_sentence(text: str) -> bool:
    return text.endswith(SENTENCE_ENDS) and len(text) >= LEAST_SENTENCE_CHARACTERS


def _covered(count: int, parts: tuple[SigningPart, ...]) -> tuple[bool, ...]:
    inside = [False] * count
    for part in parts:
        inside[part.first : part.last + 1] = [True] * (part.last + 1 - part.first)
    return tuple(inside)
