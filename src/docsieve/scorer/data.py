"""The trained numbers that the package ships: character classes, word weights, forests and networks."""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from docsieve.forest import Forest, forest_of, stored_as
from docsieve.scorer.lexicon import WordSets, word_sets
from docsieve.scorer.network import Network, parts
from docsieve.scorer.text import Hashes

FILE = "scorer.npz"
SLOT_BITS = 16


@dataclass(frozen=True)
class Trained:
    """What ``training/chrome.py`` writes.

    ``classes`` has a class for each code point, ``lexicon`` a row of weights for each bucket of word
    hashes, ``words`` and ``languages`` the function words; ``first`` and ``second`` score the blocks,
    ``networks`` as well.
    """

    classes: npt.NDArray[np.uint8]
    lexicon: npt.NDArray[np.int8]
    words: Hashes
    languages: Hashes
    first: Forest
    second: Forest
    networks: tuple[Network, ...]

    @cached_property
    def word_sets(self) -> WordSets:
        """The languages of the function words, as the scorer counts them."""
        return word_sets(self.languages)


@cache
def trained() -> Trained:
    """Load the trained numbers that the package ships, once; the arrays are not to be written to."""
    return load((files("docsieve") / "data" / FILE).read_bytes())


def load(stored: bytes) -> Trained:
    """Read trained numbers from the bytes of a file that ``store`` wrote."""
    with np.load(BytesIO(stored)) as arrays:
        slots = arrays["slots"]
        words, languages = np.zeros(1 << SLOT_BITS, np.uint64), np.zeros(1 << SLOT_BITS, np.uint64)
        words[slots], languages[slots] = arrays["words"], arrays["languages"]
        first, second = (forest_of(arrays, name) for name in ("first", "second"))
        networks = tuple(_network(arrays, number) for number in range(int(arrays["networks"])))
        return Trained(_classes(arrays), arrays["lexicon"], words, languages, first, second, networks)


def _classes(stored: np.lib.npyio.NpzFile) -> npt.NDArray[np.uint8]:
    """Classes are stored as runs: most neighbours in Unicode are of one kind."""
    return np.repeat(stored["class_of_run"], stored["run_lengths"])


def _network(stored: np.lib.npyio.NpzFile, number: int) -> Network:
    return Network(*(stored[f"network_{number}_{part}"] for part in parts()))


def store(known: Trained, path: Path) -> None:
    """Write trained numbers in the form that ``load`` reads, as small as they go."""
    starts = np.flatnonzero(np.diff(known.classes, prepend=255))
    arrays: dict[str, npt.NDArray[Any]] = {
        "class_of_run": known.classes[starts],
        "run_lengths": np.diff(np.append(starts, len(known.classes))).astype(np.int32),
        "lexicon": known.lexicon,
        "slots": np.flatnonzero(known.words).astype(np.uint16),
        "words": known.words[known.words > 0],
        "languages": known.languages[known.words > 0],
    }
    arrays |= stored_as(known.first, "first") | stored_as(known.second, "second")
    arrays["networks"] = np.array(len(known.networks))
    for number, network in enumerate(known.networks):
        arrays |= {f"network_{number}_{part}": getattr(network, part) for part in parts()}
    np.savez_compressed(path, allow_pickle=False, **arrays)
