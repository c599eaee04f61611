"""The parts of a text that sign it, from headings, closing formulas, by-lines and bare endings."""

from collections.abc import Sequence
from dataclasses import dataclass

from docsieve.folding import fold
from docsieve.places import countries_of
from docsieve.signing.evidence import is_date, naming, split_head
from docsieve.signing.headings import (
    ANNOUNCED,
    EXACT,
    LIKELY,
    Heading,
    heading_of,
    is_closing,
    is_stop,
    undersigned,
)
from docsieve.signing.lines import Line, bare, is_sentence
from docsieve.signing.names import traits
from docsieve.signing.phrases import TEXT, listed_words, mask_of
from docsieve.signing.runs import Run, collect

LEAST_NAMING = {"closing": 0.1, "heading": -0.3}
LIKELY_NAMING = 0.25
ENUMERATION_NAMING = 0.5
BARE_LIST_NAMING = 0.75
UNDERSIGNED_NAMING = 0.4
BARE_LIST_LINES = 3
BARE_CLOSING = 1.9
BARE_FROM = 0.35
BYLINE_LINES = 14
BYLINE_WORDS = 45


@dataclass(frozen=True, slots=True)
class SigningPart:
    """A part of a text that names who signed it.

    ``first`` and ``last`` are positions of blocks; ``entries`` those that name signatories, in order;
    ``start`` and ``end`` the span in code points of the raw text, within a block where the part is one.
    ``found_by`` is ``heading``, ``closing`` (a formula), ``inline``, ``byline``, ``list`` (a bare list
    after the text) or ``ending`` (a bare name after the text); ``score`` is the sum of its ``evidence``.
    """

    first: int
    last: int
    start: int
    end: int
    found_by: str
    score: float
    evidence: tuple[tuple[str, float], ...]
    entries: tuple[int, ...] = ()
    head: int | None = None
    heading: Heading | None = None
    subheads: tuple[tuple[int, Heading], ...] = ()
    is_table: bool = False


def announced_parts(lines: Sequence[Line]) -> list[SigningPart]:
    """Give the parts that a heading or a closing formula announces."""
    parts: list[SigningPart] = []
    done = -1
    for position, line in enumerate(lines):
        if position <= done:
            continue
        found = heading_of(line) if line.words or line.is_long else None
        if found is not None and found.inline >= 0:
            parts.append(_inline_part(line, found))
            done = position
            continue
        closing = found is None and is_closing(line)
        if not closing and (found is None or found.strength < LIKELY):
            continue
        part = _part_after(lines, position, found, "closing" if closing else "heading")
        if part is not None:
            parts.append(part)
            done = part.last
    return parts


def _inline_part(line: Line, found: Heading) -> SigningPart:
    start = line.body_start + found.inline
    end = line.body_start + len(line.body)
    evidence = (("inline heading", found.strength),)
    return SigningPart(line.index, line.index, start, end, "inline", found.strength, evidence, (line.index,), line.index, found)


def _part_after(lines: Sequence[Line], position: int, found: Heading | None, how: str) -> SigningPart | None:
    run = collect(lines, position + 1)
    if not run.entries:
        return None
    mean = _mean_naming(lines, run)
    strength = found.strength if found is not None else ANNOUNCED
    least = LEAST_NAMING[how] if strength >= ANNOUNCED else LIKELY_NAMING
    if mean < least and not (run.is_table and mean > -1):
        return None
    if _is_before_the_text(lines, run) and (len(run.entries) < BARE_LIST_LINES or strength < EXACT) and mean < 1:
        return None
    return _part(lines, run, how, found, position, ((f"{how} line", strength), ("names in it", round(mean, 2))))


def _part(
    lines: Sequence[Line], run: Run, how: str, found: Heading | None, head: int | None, evidence: tuple[tuple[str, float], ...]
) -> SigningPart:
    first, last = lines[run.entries[0]], lines[run.entries[-1]]
    return SigningPart(
        first=first.index,
        last=last.index,
        start=first.body_start,
        end=last.body_start + len(last.body),
        found_by=how,
        score=round(sum(weight for _, weight in evidence), 2),
        evidence=evidence,
        entries=tuple(run.entries),
        head=head,
        heading=found,
        subheads=tuple(sorted(run.subheads.items())),
        is_table=run.is_table,
    )


def _mean_naming(lines: Sequence[Line], run: Run) -> float:
    if run.is_enumeration:
        return ENUMERATION_NAMING
    chosen = [lines[index] for index in run.entries if any(c.isalpha() for c in lines[index].text)][:60]
    return sum(map(naming, chosen)) / len(chosen) if chosen else -1.0


def _is_before_the_text(lines: Sequence[Line], run: Run) -> bool:
    """Say whether most of the running text comes after a run."""
    last = run.entries[-1]
    after = sum(len(line.text) for line in lines[last + 1 :] if is_sentence(line))
    before = sum(len(line.text) for line in lines[:last] if is_sentence(line))
    return after > before


def bare_parts(lines: Sequence[Line]) -> list[SigningPart]:
    """Give the parts that nothing announces: a list of names, or a name, right after the text."""
    total = sum(len(line.text) for line in lines) or 1
    passed = 0
    ended = False
    parts: list[SigningPart] = []
    done = -1
    for position, line in enumerate(lines):
        passed += len(line.text)
        if position <= done:
            continue
        if passed / total > BARE_FROM and is_stop(line) and not line.marker:
            ended = True
        if ended or passed / total < BARE_FROM or not is_sentence(line) or position + 1 >= len(lines):
            continue
        if is_sentence(lines[position + 1]):
            continue
        part = _bare_part(lines, position)
        if part is not None:
            parts.append(part)
            done = part.last
    return parts


def _bare_part(lines: Sequence[Line], position: int) -> SigningPart | None:
    run = collect(lines, position + 1)
    if not run.entries:
        return None
    mean = _mean_naming(lines, run)
    if len(run.entries) >= BARE_LIST_LINES:
        announced = undersigned(lines[position].text)
        if mean >= (UNDERSIGNED_NAMING if announced else BARE_LIST_NAMING):
            evidence = (("names in it", round(mean, 2)), ("the undersigned before it", 1.0 if announced else 0.0))
            return _part(lines, run, "list", None, None, evidence)
    return _ending(lines, run)


def _ending(lines: Sequence[Line], run: Run) -> SigningPart | None:
    """Give the bare name that ends a text, where a date, a country or its mention elsewhere speak for it."""
    best: SigningPart | None = None
    for index in run.entries[-3:]:
        line = lines[index]
        evidence = _ending_evidence(lines, line, run)
        score = sum(weight for _, weight in evidence)
        if score >= BARE_CLOSING and (best is None or score > best.score):
            best = _part(lines, replace_entries(run, [index]), "ending", None, None, evidence)
    return best


def replace_entries(run: Run, entries: list[int]) -> Run:
    """Give a run with other entries and no subheadings."""
    return Run(entries=entries, is_table=False, stopped_by=run.stopped_by)


def _ending_evidence(lines: Sequence[Line], line: Line, run: Run) -> tuple[tuple[str, float], ...]:
    evidence = [("name", round(naming(line), 2))]
    index = line.index
    near = [lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines)]
    if any(is_date(other) for other in near):
        evidence.append(("date beside it", 1.0))
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is not None and len(after.words) < 20 and countries_of(after.text.strip("()")):
        evidence.append(("countries beside it", 1.0))
    last = after is None or is_stop(after) or is_date(after) or bool(countries_of(after.text.strip("()")))
    if last:
        evidence.append(("last line of the text", 0.6))
    if _mentioned(lines, line):
        evidence.append(("named in the text", 0.7))
    before = lines[index - 1] if index else None
    if line.gap == 1 and before is not None and is_sentence(before) and before.gap > 1:
        evidence.append(("right below the last paragraph", 0.5))
    if not traits(line.body).kinds:
        evidence.append(("no kind of organisation", -0.6))
    return tuple(evidence)


def _mentioned(lines: Sequence[Line], line: Line) -> bool:
    name = fold(split_head(line.body)[0].strip(" ."))
    if len(name) < 8 or " " not in name:
        return False
    return any(name in fold(other.text[:3000]) for other in lines if other.index != line.index)


def byline_parts(lines: Sequence[Line]) -> list[SigningPart]:
    """Give the by-lines near the top that say whose statement it is."""
    parts = []
    for line in lines[:BYLINE_LINES]:
        if line.is_long or not line.words or len(line.words) > BYLINE_WORDS or line.marker:
            continue
        part = _statement_by(line) or _dated_body(line)
        if part is not None:
            parts.append(part)
    return parts


def _statement_by(line: Line) -> SigningPart | None:
    """Read ``Statement by A and B, date``: a word for what is signed, and the preposition of the agent."""
    if line.index == 0 or is_sentence(line):
        return None
    words = [fold(word).strip(".,:;") for word in line.words]
    for position, word in enumerate(words[:8]):
        if word in listed_words("by") and position and mask_of(words[position - 1]) & TEXT and all(
            mask_of(before) for before in words[:position]
        ):
            cut = _offset_of_word(line.body, position + 1)
            return SigningPart(
                line.index, line.index, line.body_start + cut, line.body_start + len(line.body),
                "byline", 3.0, (("statement by", 3.0),), (line.index,), line.index,
            )  # fmt: skip
    return None


def _offset_of_word(text: str, count: int) -> int:
    rest = text.split(None, count)
    return len(text) - len(rest[count]) if len(rest) > count else len(text)


def _dated_body(line: Line) -> SigningPart | None:
    """Read ``Name, (Country, Country), date``, and the collective of a body in Korean or Japanese."""
    if is_sentence(line):
        return None
    open_, close = line.body.find("("), line.body.rfind(")")
    evidence: tuple[tuple[str, float], ...] = ()
    if 0 < open_ < close and countries_of(line.body[open_ + 1 : close]) and any(c.isdigit() for c in line.body[close:]):
        evidence = (("countries and a date in the by-line", 2.5),)
    elif len(line.words) <= 6 and bare(line.words)[-1:] in (["일동"], ["一同"], ["全体同仁"]):
        evidence = (("all members of a body", 2.5),)
    if not evidence:
        return None
    end = line.body_start + len(line.body)
    return SigningPart(line.index, line.index, line.body_start, end, "byline", 2.5, evidence, (line.index,))


def merged(parts: list[SigningPart]) -> tuple[SigningPart, ...]:
    """Order parts by their place; of parts that overlap the one with the higher score stays."""
    kept: list[SigningPart] = []
    for part in sorted(parts, key=lambda part: (-part.score, part.start)):
        if all(part.end <= other.start or part.start >= other.end for other in kept):
            kept.append(part)
    return tuple(sorted(kept, key=lambda part: (part.start, part.end)))



