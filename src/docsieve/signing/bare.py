"""Signing parts that nothing announces: a list of names, or one name, right after the text."""

from collections.abc import Sequence

from docsieve.folding import fold
from docsieve.places import countries_of
from docsieve.signing.endings import is_in_footer, lone_ending
from docsieve.signing.evidence import is_date, naming, split_head
from docsieve.signing.lines import Line
from docsieve.signing.names import traits
from docsieve.signing.officers import officers_part
from docsieve.signing.page import LINES_OF_A_TITLE, Page
from docsieve.signing.part import SigningPart, part_of, run_from
from docsieve.signing.run import Run
from docsieve.signing.stops import ends_the_text, is_stop
from docsieve.signing.unannounced import heads_a_list, list_part, run_on_part
from docsieve.signing.vocabulary import is_kind_word
from docsieve.values import added

# What lines or a line must show to be taken for signatures unannounced; swept on the gold of 2026-11 (every
# site left out once) and on its pages without signatures.
ENDING = 1.6
BARE_FROM = 0.35
LAST_ENTRIES = 3
WEIGHTS = {
    "date beside it": 1.0,
    "countries beside it": 1.0,
    "last line of the text": 0.6,
    "named in the text": 0.7,
    "right below the last paragraph": 0.5,
}


def bare_parts(page: Page) -> list[SigningPart]:
    """Give the parts that nothing announces."""
    parts: list[SigningPart] = []
    done = -1
    lines = page.lines
    for position, line in enumerate(lines):
        if position <= done or _is_early(page, position):
            continue
        if page.in_comments(position):
            break
        part = run_on_part(page, position)
        if part is None and (line.is_sentence or heads_a_list(line)) and _goes_on(lines, position):
            part = _below(page, position)
        if part is not None:
            parts.append(part)
        done = part.last if part is not None else page.given_up(position)
    endings = [part for part in parts if part.found_by == "ending"]
    return [part for part in parts if part.found_by != "ending"] + endings[-1:]


def _is_early(page: Page, position: int) -> bool:
    """Say whether a line stands too near the top: with most of the page and of the text below it."""
    early = page.share_before(min(position + 1, len(page.lines) - 1)) < BARE_FROM
    return early and page.is_before_the_text(position)


def _goes_on(lines: Sequence[Line], position: int) -> bool:
    return position + 1 < len(lines) and not lines[position + 1].is_sentence


def _below(page: Page, position: int) -> SigningPart | None:
    """Give the part in the lines below a paragraph or a heading of groups."""
    officers = officers_part(page, position)
    if officers is not None:
        return officers
    begin = position if heads_a_list(page.lines[position]) else position + 1
    run = run_from(page, begin)
    if not run.entries:
        return lone_ending(page, position)
    alone = lone_ending(page, position)
    listed = list_part(page, position, run)
    more = listed is not None and alone is not None and len(listed.entries) > len(alone.entries) + 1
    if alone is not None and len(alone.entries) > 1 and not more:
        return alone
    return listed or _ending(page, run) or alone


def _ending(page: Page, run: Run) -> SigningPart | None:
    """Give the bare name that ends a text, where a date, a country or its mention elsewhere speak for it."""
    best: SigningPart | None = None
    for index in run.entries[-LAST_ENTRIES:]:
        line = page.lines[index]
        seen = _seen_beside(page.lines, line)
        named = any(map(str.isalpha, line.body)) and not is_in_footer(page.lines, line)
        if not named or not _may_end(page, line, seen) or not ends_the_text(page.lines, index):
            continue
        seen += ["named in the text"] if _is_mentioned(page, line) else []
        if not (page.is_titled_as_statement() or len(_beside(seen)) > 1):
            continue
        evidence = (("name", round(naming(line), 2)), *((name, WEIGHTS[name]) for name in seen))
        score = added(weight for _, weight in evidence)
        if score >= ENDING and (best is None or score > best.score):
            entries = [index, index + 1] if "countries beside it" in seen else [index]
            best = part_of(page.lines, Run(entries=entries), "ending", evidence)
    return best


def _may_end(page: Page, line: Line, seen: list[str]) -> bool:
    """Say whether a line may be the body that ends a text: by what stands beside it, or its own words."""
    beside = _beside(seen)
    if len(beside) > 1:
        return True
    look = traits(line.body)
    named = look.telling or (look.kinds and beside)
    # Many languages write the nouns of a body's name small; where a day stands beside it, it is no headline.
    plain = look.small <= look.linking or (bool(beside) and is_kind_word(fold(line.words[0])))
    return bool(named) and plain and naming(line) > 0 and page.voiced()


def _beside(seen: list[str]) -> list[str]:
    return [name for name in ("date beside it", "countries beside it") if name in seen]


def _seen_beside(lines: Sequence[Line], line: Line) -> list[str]:
    index = line.index
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    seen = []
    if any(other is not None and is_date(other) for other in (before, after)):
        seen.append("date beside it")
    if after is not None and _is_countries(after):
        seen.append("countries beside it")
    if after is None or is_stop(after) or is_date(after) or _is_countries(after):
        seen.append("last line of the text")
    if line.gap == 1 and before is not None and before.is_sentence and before.gap > 1:
        seen.append("right below the last paragraph")
    return seen


def _is_countries(line: Line) -> bool:
    return len(line.words) < 20 and bool(countries_of(line.text.strip("()")))


def _is_mentioned(page: Page, line: Line) -> bool:
    """Say whether a name of two words or more stands elsewhere in the text too."""
    name = split_head(line.body)[0].strip(" .")
    if len(name) < 8 or " " not in name:
        return False
    if page.mentions(name, line):
        return True
    folded = fold(name)
    top = (
        other for other in page.lines[:LINES_OF_A_TITLE] if other.index != line.index and not other.is_long
    )
    return any(folded in fold(other.text) for other in top)
