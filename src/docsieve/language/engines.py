"""Engines: who ranks the languages of a prepared text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from docsieve.language.codes import one_code
from docsieve.language.expected import as_expected
from docsieve.language.pooled import Pooled
from docsieve.model import Guess

SEED = 0
DEFAULT_ENGINE = "pooled"


class Engine(Protocol):
    """Ranks languages; a value that pickles by its fields and loads its weights when first asked."""

    @property
    def name(self) -> str:
        """The name that the configuration chooses it by."""

    def ranked(self, text: str, expected: Mapping[str, float]) -> tuple[Guess, ...]:
        """Rank the languages of a prepared text, best first; empty where it has no opinion.

        ``expected`` are shares of languages that the text's document leads to expect, with a rest left
        for every other; empty where nothing is known.
        """


@cache
def _langdetect_factory() -> Any:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(SEED)
    return factory


@dataclass(frozen=True, slots=True)
class Langdetect:
    """The engine of the package langdetect, seeded for every text, so that an answer never depends on
    the texts before it."""

    name: str = "langdetect"

    def ranked(self, text: str, expected: Mapping[str, float]) -> tuple[Guess, ...]:
        """Rank as langdetect does, then as the document leads to expect; not calibrated."""
        detector = _langdetect_factory().create()
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            return ()
        return as_expected(tuple(Guess(one_code(each.lang), min(1.0, each.prob)) for each in found), expected)


ENGINES: dict[str, Engine] = {each.name: each for each in (Langdetect(), Pooled())}


def engine(name: str = DEFAULT_ENGINE) -> Engine:
    """Give the engine of this name; building it is free, its weights load with the first text.

    Raises ``ValueError`` naming the engines there are.
    """
    if name not in ENGINES:
        raise ValueError(f"no language engine {name!r}; there are: {', '.join(sorted(ENGINES))}")
    return ENGINES[name]
