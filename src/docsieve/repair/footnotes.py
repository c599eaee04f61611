"""Footnote marks that lost their superscript and stick to a word: ``nationi``, ``arrestedii``, ``testing3``.

A single such word proves nothing (``Hawaii``, ``Kiev``, ``CO2``). Marks are believed only as a chain over
the whole document, i, ii, iii... or 1, 2, 3..., each once and in order, on words that can stand alone.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docsieve.model import Evidence

Place = tuple[str, int]
"""A block's raw text and its start in the document."""

LEAST = 3
"""Marks a chain has at least, unless the notes it points to are there."""

MOST = 99
LONGEST_WORD = 40
"""The highest mark; characters of a word beyond which it is none."""

LEAST_SUPPORTED = 0.7
"""Share of a chain's marks whose word stands elsewhere without it, is a number, or ends a phrase."""

MOST_WORDS_LIKE_IT = 3
"""Words that may end in "ii" (and in "iii"); a language where more do has such endings of its own."""

SHORTEST_PROSE = 100
"""Characters of a block in which the only mark of a document may stand."""

SPARE_NOTES = 2
"""Notes there may be beyond the marks found: a mark can be lost, or stand where we do not see it."""

_WORD = re.compile(r"[^\W_]+")
_CLOSING = ".,;:!?\u2026\u00bb\u201d\u201c\"')]"
_STOPS = '.,;:!?\u2026\u00bb\u201d\u201c")\\]'
_STEM = r"([^\W\d_]{3,40}|(?<=[0-9]{3})[0-9])"
_ARABIC = re.compile(rf"{_STEM}([{_STOPS}]{{0,2}})([1-9][0-9]?)(?![\w%])(?!\.\d)")
"""A number behind a word or a year, with a stop between them or without."""

_FIRST = re.compile(rf"1(?:(?<=[^\W\d_]1)|(?<=[^\W\d_][{_STOPS}]1)|(?<=[^\W\d_][{_STOPS}]{{2}}1))(?![\w%])")
"""The same for the number 1 alone: quick to look for, and no chain is without it."""

_NOTE = re.compile(r"[\s\[(^\u2022*]{0,8}([0-9]{1,3})[\])]?[.):\s]")
_SPACE = re.compile(r"\s")
_ADDRESS = re.compile(r"[/@=\\]|www\.")


def _roman(number: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10]
    return tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]


_ROMAN = {_roman(number): number for number in range(1, MOST + 1)}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A word that may carry a mark: its number, the mark's place, its word, and how well it fits."""

    number: int
    mark: str
    start: int
    stem: str
    supported: bool
    score: float
    opens_point: bool = False


def markers(places: Sequence[Place]) -> tuple[Evidence, ...]:
    """The glued footnote marks of a document, each with the span of the mark alone, in order.

    Takes the raw texts of its blocks with their starts. Gives none where no chain is certain; finds
    neither marks in brackets nor real superscripts, which need no repair.

    >>> texts = [("The lampi was lit.", 0), ("Later the lampsii and the lamp failediii.", 19)]
    >>> [(mark.text, mark.start, mark.end) for mark in markers([*texts, ("Lamps failed.", 70)])]
    [('i', 8, 9), ('ii', 34, 36), ('iii', 56, 59)]
    """
    chain = _roman_chain(places) or _arabic_chain(places)
    return tuple(Evidence(found.mark, found.start, found.start + len(found.mark)) for found in chain)


def _roman_chain(places: Sequence[Place]) -> tuple[_Candidate, ...]:
    if not any("iii" in text for text, _ in places):
        return ()
    seen = _vocabulary(places)
    found = [candidate for text, start in places for candidate in _roman_candidates(text, start, seen)]
    chain = _best_chain(found)
    whole_marks = {(each.number, each.stem) for each in found if each.stem[-1] not in "ivx"}
    like_it = Counter(number for number, _ in whole_marks)
    if len(chain) < LEAST or max(like_it[2], like_it[3]) > MOST_WORDS_LIKE_IT:
        return ()
    supported = sum(each.supported for each in chain)
    wanted = len(chain) if len(chain) == LEAST else LEAST_SUPPORTED * len(chain)
    return chain if supported >= wanted else ()


def _arabic_chain(places: Sequence[Place]) -> tuple[_Candidate, ...]:
    if not any(_FIRST.search(text) for text, _ in places):
        return ()
    seen = _vocabulary(places)
    found = [candidate for text, start in places for candidate in _arabic_candidates(text, start, seen)]
    chain = _best_chain(found)
    if not chain or _are_labels(chain) or (len(chain) == 1 and not _in_prose(places, chain[0])):
        return ()
    notes = _note_runs(places, chain[-1].start)
    spare = SPARE_NOTES if len(chain) >= LEAST else 0
    if any(len(chain) <= run <= len(chain) + spare for run in notes):
        return chain
    return chain if len(chain) >= LEAST and all(each.supported for each in chain) else ()


def _vocabulary(places: Sequence[Place]) -> Mapping[str, int]:
    """How often each word stands in the document, in lower case."""
    return Counter(word.lower() for text, _ in places for word in _WORD.findall(text))


def _roman_candidates(text: str, start: int, seen: Mapping[str, int]) -> Iterator[_Candidate]:
    """Every way to take the end of a word for a roman mark."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word[-1] not in "ivxlc" or not 3 <= len(word) <= LONGEST_WORD:
            continue
        for length in range(1, min(8, len(word) - 1)):
            number = _ROMAN.get(word[-length:])
            stem = word[:-length]
            if number is not None and (len(stem) > 1 or stem.isdigit()):
                yield _roman_candidate(
                    number, word, stem, start + found.end(), text[found.end() : found.end() + 1], seen
                )


def _roman_candidate(
    number: int, word: str, stem: str, end: int, following: str, seen: Mapping[str, int]
) -> _Candidate:
    mark = word[len(stem) :]
    stands_alone = stem.isdigit() or seen.get(stem.lower(), 0) > 0
    ends_phrase = not following or following in _CLOSING
    score = 2.0 * stands_alone + ends_phrase - 3.0 * (seen[word.lower()] > 1)
    if len(mark) > 1 and seen.get(word[:-1].lower(), 0):
        score -= 3.0  # "copii" beside "copiii": an ending, not a mark
    return _Candidate(number, mark, end - len(mark), stem, stands_alone or ends_phrase, score)


def _arabic_candidates(text: str, start: int, seen: Mapping[str, int]) -> Iterator[_Candidate]:
    """Every number that sticks to a small letter, or to the stop or quotation mark behind a word."""
    for found in _ARABIC.finditer(text):
        stem, stop, mark = found.groups()
        stands_alone = seen.get(stem.lower(), 0) > 0
        if stem.isdigit():
            fits = stop == "." and text[found.end() : found.end() + 1].isspace()
        elif stop.startswith("."):
            fits = len(stem) > 4 or (
                len(stem) > 3 and stands_alone
            )  # shorter ones are abbreviations: "Art.5"
        else:
            fits = stem[-1].islower()
        if fits and not _in_address(text, found.start(), found.end()):
            supported = stands_alone and not stem.isdigit()
            repeated = not stop and seen.get((stem + mark).lower(), 0) > 1
            score = 2.0 * supported + len(stop) - 3.0 * repeated
            opens_point = text[found.end() : found.end() + 2] == ". "
            yield _Candidate(int(mark), mark, start + found.start(3), stem, supported, score, opens_point)


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the run of characters around the place, without white space, is of an address or formula."""
    left = max(start - LONGEST_WORD, 0)
    before = _SPACE.split(text[left:start])[-1]
    after = _SPACE.split(text[end : end + LONGEST_WORD])[0]
    return _ADDRESS.search(before + after) is not None


def _best_chain(candidates: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """The longest chain 1, 2, 3... whose places ascend; of those the one that fits best."""
    by_number: dict[int, list[_Candidate]] = {}
    for candidate in candidates:
        by_number.setdefault(candidate.number, []).append(candidate)
    steps: list[list[tuple[float, _Candidate, int]]] = []
    for number in range(1, MOST + 1):
        step = _step(by_number.get(number, []), steps[-1] if steps else None)
        if not step:
            break
        steps.append(step)
    if not steps:
        return ()
    at = max(range(len(steps[-1])), key=lambda i: steps[-1][i][0])
    chain = []
    for step in reversed(steps):
        _, candidate, at = step[at]
        chain.append(candidate)
    return tuple(reversed(chain))


def _step(
    candidates: Sequence[_Candidate], previous: list[tuple[float, _Candidate, int]] | None
) -> list[tuple[float, _Candidate, int]]:
    """Each candidate with the best chain that ends in it: total score, itself, its predecessor's index."""
    if previous is None:
        return [(candidate.score, candidate, -1) for candidate in candidates]
    best_until: list[int] = []
    for i, (score, _, _) in enumerate(previous):
        best = best_until[-1] if best_until else i
        best_until.append(i if score > previous[best][0] else best)
    ends = [candidate.start + len(candidate.mark) for _, candidate, _ in previous]
    step = []
    for candidate in candidates:
        before = bisect_left(ends, candidate.start)
        if before:
            best = best_until[before - 1]
            step.append((previous[best][0] + candidate.score, candidate, best))
    return step


def _are_labels(chain: Sequence[_Candidate]) -> bool:
    """Whether the numbers count one word ("phase1, phase2") or open points ("Overview1. Read on")."""
    stems = Counter(each.stem.lower() for each in chain)
    counted = len(chain) > 1 and stems.most_common(1)[0][1] > max(1, len(chain) // 3)
    return counted or (len(chain) > 1 and all(each.opens_point for each in chain))


def _in_prose(places: Sequence[Place], single: _Candidate) -> bool:
    """Whether a mark that stands alone is inside a paragraph, on a word that is no name."""
    text = next(text for text, start in places if start <= single.start < start + len(text))
    return len(text) >= SHORTEST_PROSE and len(single.stem) > 4 and single.stem.islower()


def _note_runs(places: Sequence[Place], after: int) -> list[int]:
    """Lengths of the runs 1, 2, 3... that open lines behind a place: notes, or lists of other things."""
    runs: list[int] = []
    for text, start in places:
        if start + len(text) <= after:
            continue
        for line in text.splitlines() if start > after else text[after - start :].splitlines()[1:]:
            found = _NOTE.match(line)
            if found is None:
                continue
            number = int(found[1])
            if number == 1:
                runs.append(1)
            elif runs and number == runs[-1] + 1:
                runs[-1] = number
    return runs
