"""A document as the measures see it: its blocks beside what is known of each, measured once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from docsieve.dates import is_date_line
from docsieve.interface import Coverage, coverage_in
from docsieve.language import document_language
from docsieve.model import Block, Finding, Prepared, RepeatEvidence, Shape
from docsieve.rules.comments import CommentSection, comment_section
from docsieve.rules.frame import Frame, frame_of
from docsieve.rules.layout import layout_findings
from docsieve.rules.stamps import dates_in, records_like_the_text, stamps_in
from docsieve.scorer import Lines, Scores, score_many
from docsieve.signing import SigningPart, find

# A date is looked for only where a line is short enough to be about it.
LONGEST_DATED_LINE = 120
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", ".”", ".»", '."', "؟", "।")
# Above it stand slogans and mottos, which end like sentences, too.
LEAST_SENTENCE_CHARACTERS = 80
# A line of a slogan or a verse.
LONGEST_CALL = 60
# A line that interface phrases cover from end to end, nearly.
WHOLE_LINE = 0.8


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
    scored: Scores
    scores: tuple[float, ...]
    signing: tuple[SigningPart, ...]
    in_signing: tuple[bool, ...]
    comments: CommentSection | None
    frame: Frame
    runs: tuple[tuple[int, int], ...]
    layout: tuple[Finding, ...]
    copies: tuple[tuple[int, int], ...]
    """First and last of the blocks around each that have its fingerprint and stand in a row."""
    opening: int
    """The first block that no phrase covers and that is no date line, -1 where there is none."""
    calls: Mapping[tuple[int, int], tuple[float, float]]
    """Of each of the ``runs`` the share of lines that call out, and of words that the prose has too."""
    records: Mapping[int, float]
    """Of doubtful long blocks below dates that return the share of such records that have text."""
    titled: frozenset[int] = frozenset()
    """The blocks of the title, once it was read from what the other rules leave; before that none."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of a document before its blocks are scored."""

    document: Prepared
    evidence: tuple[RepeatEvidence, ...]
    texts: tuple[str, ...]
    phrases: tuple[Coverage, ...]
    signing: tuple[SigningPart, ...]
    in_signing: tuple[bool, ...]
    language: str


def pages_of(
    documents: Sequence[Prepared], evidence: Sequence[tuple[RepeatEvidence, ...]]
) -> tuple[Page, ...]:
    """Measure once what several rules ask of every block; each page as if it were alone.

    Documents are taken together because scoring sixteen costs half as much as scoring one by one.
    """
    read = [_read(document, seen) for document, seen in zip(documents, evidence, strict=True)]
    scored = score_many([_lines(each) for each in read])
    return tuple(_page(each, scores) for each, scores in zip(read, scored, strict=True))


def page_of(document: Prepared, evidence: tuple[RepeatEvidence, ...]) -> Page:
    """Measure once what several rules ask of every block of one document."""
    return pages_of([document], [evidence])[0]


def _read(document: Prepared, evidence: tuple[RepeatEvidence, ...]) -> _Read:
    texts = tuple(repaired.text.strip() for repaired in document.repaired)
    language, _ = document_language(texts, document.guesses)
    phrases = tuple(coverage_in(text, language.language) for text in texts)
    signing = find(document.blocks)
    inside = _covered(len(texts), signing)
    return _Read(document, evidence, texts, phrases, signing, inside, language.language)


def _lines(read: _Read) -> Lines:
    return Lines(
        read.texts,
        [block.separator for block in read.document.blocks],
        [found.share for found in read.phrases],
        [seen.site_pages for seen in read.evidence],
        read.evidence[0].site_size if read.evidence else 1,
        read.in_signing,
        sum(found.share > WHOLE_LINE for found in read.phrases),
    )


def _page(read: _Read, scored: Scores) -> Page:
    document, evidence, texts, phrases = read.document, read.evidence, read.texts, read.phrases
    chrome = tuple(scored.chrome.tolist())
    date_lines = tuple(map(_is_date_line, texts))
    stamps = stamps_in(texts)
    comments = comment_section(document.blocks, texts, phrases, read.in_signing, chrome, stamps)
    plain = [
        found.share <= 0.5 and seen.site_pages == 1 and block.shape is not Shape.LIST_ITEM
        for found, seen, block in zip(phrases, evidence, document.blocks, strict=True)
    ]
    removed = [
        seen.duplicate_of is not None or (comments is not None and comments.first <= i < comments.end)
        for i, seen in enumerate(evidence)
    ]
    runs = _runs(document.blocks, texts)
    unnamed = (i for i, found in enumerate(phrases) if not found.share and not date_lines[i])
    return Page(
        document=document,
        blocks=document.blocks,
        evidence=evidence,
        texts=texts,
        words=tuple(len(text.split()) for text in texts),
        phrases=phrases,
        date_lines=date_lines,
        first_sentence=next((i for i, text in enumerate(texts) if _is_sentence(text)), len(texts)),
        scored=scored,
        scores=chrome,
        signing=read.signing,
        in_signing=read.in_signing,
        comments=comments,
        frame=frame_of(texts, plain, date_lines, removed, scored, read.signing, read.language),
        runs=runs,
        layout=layout_findings(texts),
        copies=_copies(document.fingerprints),
        opening=next(unnamed, -1),
        calls=_calls(texts, scored, runs),
        records=records_like_the_text((*stamps, *dates_in(texts, date_lines)), texts, chrome, removed),
    )


def _runs(blocks: Sequence[Block], texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Give for each block the run of short lines ``[first, end)`` that it stands in."""
    runs: list[tuple[int, int]] = []
    first = 0
    for i, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        short = len(text) <= LONGEST_CALL and block.shape not in (Shape.LIST_ITEM, Shape.NUMBERED_POINT)
        if not short or i == len(blocks) - 1:
            end = i + 1 if short else i
            runs += [(first, end)] * (end - first) + [(i, i)] * (not short)
            first = i + 1
    return tuple(runs)


def _calls(
    texts: Sequence[str], scored: Scores, runs: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], tuple[float, float]]:
    told = scored.measured("words_of_the_prose")
    return {
        (first, end): (
            sum(text.endswith(("!", "！")) for text in texts[first:end]) / (end - first),
            float(told[first:end].mean()),
        )
        for first, end in set(runs)
        if first < end
    }


def _is_date_line(text: str) -> bool:
    return len(text) <= LONGEST_DATED_LINE and is_date_line(text)


def _copies(fingerprints: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
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
