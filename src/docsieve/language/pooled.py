"""The default engine: the opinions of three fast engines pooled into one calibrated probability.

Two engines are asked first; where they leave a doubt, the words that tell the neighbours in question apart;
where those leave one too, the third engine, which takes longer than all before. The pool is log-linear: what
an engine says of a candidate is a feature, a feature has a weight that changes with the length of the text, a
language has a bias, a group of words a weight. Weights are data, fitted by `training/language.py`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from operator import mul

from docsieve.language.expected import as_expected
from docsieve.language.opinions import UNKNOWN_TO, cld_opinion, eld_opinion, nb_opinion
from docsieve.language.scripts import HAN, LANGUAGES_OF, LATIN, script_of
from docsieve.language.telling import neighbours, votes
from docsieve.language.thresholds import SURE, SURE_BY_WORDS, Threshold
from docsieve.memory import remembered
from docsieve.model import UNDETERMINED, Guess
from docsieve.values import added, value

# Where an engine does not know a language, what it says of the nearest one that it knows stands in.
_STANDS_IN: Mapping[str, Mapping[str, str]] = {
    "cld": {"yue": "zh"},
    "eld": {
        "af": "nl", "bs": "hr", "ceb": "tl", "fo": "is", "gl": "pt", "id": "ms", "jv": "ms", "lb": "de",
        "ne": "hi", "nn": "no", "oc": "ca", "su": "ms", "yue": "zh",
    },
    "nb": {"ceb": "tl", "su": "jv", "tn": "st"},
}  # fmt: skip
_GROUPS_OF = {
    LATIN: (
        "african", "czech_slovak", "east_bantu", "iberian", "low_german", "malay", "malay_counted", "nguni",
        "nordic", "occitan", "philippine", "sotho", "south_slavic", "south_slavic_counted",
    ),
    "Cyrl": ("cyrillic_east", "cyrillic_south", "cyrillic_south_counted"),
    "Deva": ("devanagari",),
    "Arab": ("arabic_script",),
    HAN: ("han", "han_counted"),
}  # fmt: skip
_ELD_FLOOR, _NB_FLOOR = -3.0, -6.0
_MOST_OF_A_TEXT = 0.9
_BEST_OF_AN_ENGINE = 4


@value
class Opinions:
    """What was said of a text in one script; ``leads`` are empty and ``nb`` is null until asked for."""

    script: str
    cld: Mapping[str, float]
    eld: Mapping[str, float]
    leads: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    nb: Mapping[str, float] | None = None


def first_opinions(text: str, script: str) -> Opinions:
    """Ask the two fastest engines."""
    cld, eld = cld_opinion(text), eld_opinion(text)
    for opinion in (cld, eld):
        if "ku" in opinion:  # they know the Kurdish that is written in Arabic letters, under the other's code
            opinion["ckb"] = opinion.pop("ku")
    if script == LATIN and "hr" in eld:  # it knows Serbian in Cyrillic only
        eld["sr"] = eld["hr"]
    return Opinions(script, cld, eld)


def with_telling_words(text: str, said: Opinions) -> Opinions:
    """Ask the telling words of the groups that an engine's best stands in, where they were not asked yet."""
    best = (max(each, key=each.__getitem__) for each in (said.cld, said.eld, said.nb) if each)
    groups = dict.fromkeys(group for each in best for group in _groups_of(each, said.script))
    new = [group for group in groups if group not in said.leads]
    if not new:
        return said
    return Opinions(said.script, said.cld, said.eld, {**said.leads, **votes(text, new)}, said.nb)


def with_third(text: str, said: Opinions) -> Opinions:
    """Ask the third engine, and the telling words of what it names."""
    third = Opinions(said.script, said.cld, said.eld, said.leads, nb_opinion(text))
    return with_telling_words(text, third)


@cache
def _groups_of(language: str, script: str) -> tuple[str, ...]:
    """Give the groups of a language and of those that it stands in for."""
    meant = {language, *_stood_in_by().get(language, ())}
    return tuple(group for group in _GROUPS_OF.get(script, ()) if meant & set(neighbours()[group]))


@cache
def _allowed(script: str) -> frozenset[str]:
    return frozenset(LANGUAGES_OF[script])


@cache
def _stood_in_by() -> Mapping[str, tuple[str, ...]]:
    turned: dict[str, list[str]] = {}
    for table in _STANDS_IN.values():
        for language, relative in table.items():
            turned.setdefault(relative, []).append(language)
    return {relative: tuple(sorted(set(languages))) for relative, languages in turned.items()}


def candidates(opinions: Opinions) -> list[str]:
    """Give the languages worth weighing: the engines' best, those that they stand in for, those voted for.

    The first, ``und``, stands for every other language, so that a text in one that no engine named is no
    sure thing.
    """
    nb = opinions.nb or ()
    named = {*opinions.cld, *islice(opinions.eld, _BEST_OF_AN_ENGINE), *islice(nb, _BEST_OF_AN_ENGINE)}
    for lead in opinions.leads.values():
        named.update(language for language, count in lead.items() if count > 0)
    turned = _stood_in_by()
    for language in (*opinions.cld, *islice(opinions.eld, 1), *islice(nb, 1)):
        if language in turned:
            named.update(turned[language])
    allowed = _allowed(opinions.script)
    return [UNDETERMINED, *sorted(named & allowed)]


FEATURES = (
    "cld share", "cld named it", "cld does not know it",
    "eld log score", "eld does not know it", "eld's best", "eld's best by a stand-in", "cld and eld agree",
    "nb log score", "nb does not know it", "nb's best", "none of these", "none of these though two agree",
)  # fmt: skip


def features(language: str, opinions: Opinions) -> tuple[float, ...]:
    """Give the features of one candidate, as `FEATURES` names them; those after the last are 0."""
    if language == UNDETERMINED:
        return _NONE_THOUGH_TWO_AGREE if _two_agree(opinions) else _NONE_OF_THESE
    share, cld_unknown = _said("cld", language, opinions.cld, 0.0)
    eld, eld_unknown = _said("eld", language, opinions.eld, _ELD_FLOOR)
    best = eld == 0.0 and not eld_unknown
    own = best and language not in UNKNOWN_TO["eld"]
    agree = own and share >= _MOST_OF_A_TEXT
    first = (share, share > 0, cld_unknown, max(eld, _ELD_FLOOR), eld_unknown, best, best and not own, agree)
    if opinions.nb is None:
        return first
    nb, nb_unknown = _said("nb", language, opinions.nb, _NB_FLOOR)
    return (*first, nb, nb_unknown, float(nb == 0.0 and not nb_unknown))


_NONE_OF_THESE = (0.0,) * (len(FEATURES) - 2) + (1.0, 0.0)
_NONE_THOUGH_TWO_AGREE = (0.0,) * (len(FEATURES) - 2) + (1.0, 1.0)


def _two_agree(opinions: Opinions) -> bool:
    """Tell whether eldc's best language has nearly all of the text in pycld2's opinion."""
    best = next(iter(opinions.eld), None)
    return best is not None and opinions.cld.get(best, 0.0) >= _MOST_OF_A_TEXT


def _said(engine: str, language: str, opinion: Mapping[str, float], floor: float) -> tuple[float, float]:
    """Give what an engine says of a language, or its stand-in; and whether it could not have named it."""
    if language in opinion:
        return opinion[language], 0.0
    if language not in UNKNOWN_TO[engine]:
        return floor, 0.0
    relative = _STANDS_IN[engine].get(language)
    return (0.0, 1.0) if relative is None else (opinion.get(relative, floor), 0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """One fitted stage: a row of feature weights for every knot of length, biases, weights of groups."""

    knots: tuple[float, ...]
    rows: tuple[tuple[float, ...], ...]
    bias: Mapping[str, float]
    groups: Mapping[str, float]


def between_knots(length: int, knots: Sequence[float]) -> list[tuple[int, float]]:
    """Share a length out to its two neighbouring knots, linear in the logarithm."""
    at = math.log(min(max(length, knots[0]), knots[-1]))
    for right in range(1, len(knots)):
        low, high = math.log(knots[right - 1]), math.log(knots[right])
        if at <= high:
            share = (at - low) / (high - low)
            return [(right - 1, 1 - share), (right, share)]
    return [(len(knots) - 1, 1.0)]


@cache
def _fitted(stage: str) -> Weights:
    table = json.loads((files("docsieve") / "data/language/pool.json").read_text("utf-8"))[stage]
    rows = tuple(tuple(row) for row in table["rows"])
    return Weights(tuple(table["knots"]), rows, table["bias"], table["groups"])


@cache
def _row_for(stage: str, length: int) -> tuple[float, ...]:
    weights = _fitted(stage)
    shares = between_knots(length, weights.knots)
    return tuple(
        added(share * weights.rows[knot][at] for knot, share in shares) for at in range(len(weights.rows[0]))
    )


def _pooled(stage: str, length: int, opinions: Opinions) -> tuple[Guess, ...]:
    weights, row = _fitted(stage), _row_for(stage, min(length, 400))
    scores = {
        language: weights.bias.get(language, 0.0) + added(map(mul, row, features(language, opinions)))
        for language in candidates(opinions)
    }
    for group, lead in opinions.leads.items():
        for language in lead.keys() & scores.keys():
            scores[language] += weights.groups[group] * lead[language]
    return _as_probabilities(scores)


def _as_probabilities(scores: Mapping[str, float]) -> tuple[Guess, ...]:
    """Give the probabilities, best first, without those under a thousandth of the best one's."""
    least = max(scores.values()) - _LOG_OF_A_THOUSAND
    odds = {language: math.exp(score) for language, score in scores.items() if score >= least}
    total = added(odds.values())
    odds.pop(UNDETERMINED, None)
    order = sorted(odds, key=lambda each: (-odds[each], each)) if len(odds) > 1 else odds
    return tuple([Guess(each, odds[each] / total) for each in order])


_LOG_OF_A_THOUSAND = math.log(1000)


def length_of(text: str) -> int:
    """Count what the weights' knots count: characters that are no space."""
    return len(text) - text.count(" ")


@dataclass(frozen=True, slots=True)
class Pooled:
    """The engine ``pooled``: a value without weights of its own, they load with the first text."""

    name: str = "pooled"

    def ranked(self, text: str, expected: Mapping[str, float]) -> tuple[Guess, ...]:
        """Rank the languages of a prepared text; a script of one language decides alone.

        Does not know languages outside the 117 of `scripts.LANGUAGES_OF`: it names a neighbour of theirs.
        """
        script = script_of(text)
        if script is None:
            return ()
        if len(LANGUAGES_OF[script]) == 1:
            return (Guess(LANGUAGES_OF[script][0], _ALONE_IN_SCRIPT),)
        ranked = as_expected(_ranked(text, "first", script), expected)
        if _are(SURE, ranked):
            return ranked
        if _asked(text, "told", script).leads:
            ranked = as_expected(_ranked(text, "told", script), expected)
            if _are(SURE_BY_WORDS, ranked):
                return ranked
        return as_expected(_ranked(text, "full", script), expected)


@remembered
def _ranked(text: str, stage: str, script: str) -> tuple[Guess, ...]:
    """Give what one stage says of a text before anything is expected of it."""
    return _pooled(stage, length_of(text), _asked(text, stage, script))


@remembered
def _asked(text: str, stage: str, script: str) -> Opinions:
    if stage == "first":
        return first_opinions(text, script)
    if stage == "told":
        return with_telling_words(text, _asked(text, "first", script))
    return with_third(text, _asked(text, "told", script))


def _are(sure: Threshold, ranked: tuple[Guess, ...]) -> bool:
    return bool(ranked) and ranked[0].confidence >= sure.at_least


# Share of the language gold's fitted texts in such a script that are in its language.
_ALONE_IN_SCRIPT = 0.998
