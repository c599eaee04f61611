"""What spoke in the learned score of a block: the strongest measures in words, and all of them as one sum."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docsieve.explain.again import judged_again
from docsieve.explain.asked import Row
from docsieve.explain.meanings import meaning, shift_of
from docsieve.explain.words import As
from docsieve.rules import RULES, Page, Rule, measures
from docsieve.scorer import Account, Reason, accounts
from docsieve.tables import code_hash

MOST: Final = 5
EXACT: Final = 100
TOLD: Final = 0.05
LEARNED: Final[Rule] = next(rule for rule in RULES if rule.measure is measures.learned_score)


class CannotTellError(LookupError):
    """It cannot be told what spoke in a score; the message says why that may be."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is published of a document: its row, its blocks in order, and where they stand.

    ``site`` gives a row for each published document of its site, as ``judged_again`` asks for them; it is not
    called where nobody asks. ``manifest`` is that of the snapshot.
    """

    document: Row
    blocks: Sequence[Row]
    site: Callable[[], Iterable[Row]]
    manifest: Mapping[str, Any]


def scores_told(known: Published, asked: Sequence[Row], closely: bool) -> dict[int, tuple[str, ...]]:
    """Give by position the lines that say what spoke in the learned scores of some blocks of a document.

    Told are blocks that the score removed; asked ``closely``, those as well that no rule spoke for, and kept
    ones whose score was high or nearly so. Nothing of it is stored: the document is judged again. Raises
    CannotTellError where that does not give what is published.
    """
    rows = [row for row in asked if row["rule"] == LEARNED.name or (closely and _is_open(row))]
    if not rows:
        return {}
    page = judged_again(known.document, known.blocks, known.site())
    if page is None:
        raise CannotTellError(_why_not(known.manifest))
    places = [row["position"] for row in rows if LEARNED.measure(page, row["position"])]
    told = zip(places, accounts(page.scored, places), strict=True)
    return {place: tuple(_lines(page, place, account, closely)) for place, account in told}


def _is_open(row: Row) -> bool:
    told = {one["rule"] for one in (*row["also"], *row["near"])}
    return bool(row["kept"]) and (row["rule"] is None or LEARNED.name in told)


def _why_not(manifest: Mapping[str, Any]) -> str:
    if manifest.get("persons", "keep") != "keep":
        why = "names of persons were taken out of what is published, and the score was made with them"
    elif manifest.get("code_hash") != code_hash():
        why = "another version of docsieve, or of what it stands on, made this snapshot"
    else:
        why = "words of it, or pages of its site, were erased or set aside since the scores were made"
    return (
        "What spoke in the learned score cannot be told: the published text, judged again, "
        f"does not come to the published figures. It may be that {why}."
    )


def _lines(page: Page, position: int, account: Account, closely: bool) -> Iterator[str]:
    sums = _by_aspect(account)
    score = f"its learned score of {page.scores[position]:.4g}"
    what = f"what spoke in {score}, in log-odds (+ for chrome, - for text)"
    if not closely:
        spoken = (f"{aspect} {added:+.1f}" for aspect, added in sums.items() if abs(added) >= TOLD)
        yield f"{what}: {', '.join(spoken)}"
        return
    yield f"{what}, with the {MOST} strongest measures:"
    for aspect, added in sums.items():
        yield f"  {added:+.2f}  {aspect}"
        for reason in account.reasons[:MOST]:
            if meaning(reason.measure).aspect == aspect:
                told = _told(reason, position, len(page.blocks))
                yield f"         {reason.added:+.2f}  {told} [{reason.measure}]"
    yield f"  {account.usual:+.2f}  any block, before it is measured"
    yield f"  {account.line:+.2f}  this page's own line between text and chrome"
    yield f"  {account.log_odds:+.2f}  in all"


def _by_aspect(account: Account) -> dict[str, float]:
    """What the measures of each aspect added together, the strongest first."""
    sums: dict[str, float] = defaultdict(float)
    for reason in account.reasons:
        sums[meaning(reason.measure).aspect] += reason.added
    return dict(sorted(sums.items(), key=lambda each: -abs(each[1])))


def _told(reason: Reason, position: int, blocks: int) -> str:
    said, shift, number = meaning(reason.measure), shift_of(reason.measure), reason.measured
    outside = shift is not None and not 0 <= position + shift < blocks
    return f"{said.words}: {'there is none' if outside else _number(number, said.told_as)}"


def _number(number: float, told_as: As) -> str:
    if told_as == "yes or no":
        return "yes" if number else "no"
    if told_as == "share":
        return "there is none" if number < 0 else f"{number:.0%}"
    return f"{number:.0f}" if abs(number) >= EXACT else f"{number:.3g}"
