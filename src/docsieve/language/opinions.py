"""What the three fast engines say of a text, in our codes.

pycld2 names at most three languages with shares, eldc scores its best, py3langid scores all of its own.
Each loads with the first text that it is asked about.
"""

import lzma
import math
import shutil
import tempfile
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

import eldc
import numpy as np
import pycld2
from py3langid.langid import MODEL_FILE, visit_counts

from docsieve.language.codes import one_code
from docsieve.language.scripts import LANGUAGES_OF

LANGUAGES = frozenset(language for listed in LANGUAGES_OF.values() for language in listed)
"""The languages told apart; others that an engine can name are not answered."""

# Which of our languages an engine never names (a test holds it against the engines' own lists; two know
# Kurdish, but only the Sorani one, in Arabic letters, which is ckb to us).
UNKNOWN_TO = {
    "cld": frozenset(("ku", "yue")),
    "eld": frozenset(
        "af as ba bo bs ceb cy dv eo fo fy ga gd gl ha ht id ig jv kk km ku ky la lb lg mg mi mk mn mt my ne "
        "nn ny oc om ps rw sd si sn so st su sw tg tk tn tt ug uz wo xh yi yue zu".split()
    ),
    "nb": frozenset("bo ceb dv mi ny sd su tn wo yi".split()),
}

_ELDC_SCORES = 3
_NB_BYTES = 80
_NB_FLOOR = -6.0


def cld_opinion(text: str) -> dict[str, float]:
    """Give pycld2's languages with their shares of the text, 0 to 1; empty where it says nothing."""
    try:
        _, _, found = pycld2.detect(text, isPlainText=True, bestEffort=True)
    except (pycld2.error, UnicodeEncodeError):
        return {}
    opinion: dict[str, float] = {}
    for _, code, percent, _ in found:
        if percent:
            language = one_code(code)
            opinion[language] = max(opinion.get(language, 0.0), percent / 100)
    return opinion


@cache
def _eldc() -> Any:
    eldc.init()
    detector = eldc.instance()
    detector.set_scores(_ELDC_SCORES)
    return detector


def eld_opinion(text: str) -> dict[str, float]:
    """Give eldc's three best languages, best first: four times the log of a score over the best one's."""
    scores = _eldc().detect_details(text).scores
    if not scores:
        return {}
    best = max(scores.values())
    return {one_code(code): 4.0 * math.log(max(score, 1e-3) / best) for code, score in scores.items()}


# Log probabilities lie between -15 and -3; kept in steps of 1/17 they fill a byte, which takes a quarter
# of the time of half-precision numbers, half their memory, and changes no answer of the language gold.
_STEPS = 17.0


class _NaiveBayes:
    """py3langid's model cut to our languages, so that none of its scores goes to what we never answer.

    Read from the package's file as it lies: the package's own loader keeps two copies of its largest
    table for a moment, which alone would pass the room's bound of memory.
    """

    def __init__(self) -> None:
        with tempfile.TemporaryFile(suffix=".npz") as plain:
            with lzma.open(files("py3langid") / MODEL_FILE) as packed:
                shutil.copyfileobj(packed, plain, length=1 << 20)
            plain.seek(0)
            with np.load(plain, allow_pickle=False) as data:
                labels = [one_code(str(label)) for label in data["classes"]]
                columns = [at for at, label in enumerate(labels) if label in LANGUAGES]
                self.labels = [labels[at] for at in columns]
                self.table = np.round(-_STEPS * data["ptc"][:, columns]).astype(np.uint8)
                self.prior = data["pc"][columns]
                self.next_move = memoryview(data["nextmove"])
                self.row_base = memoryview(data["nextmove_row"].astype(np.int32) << 8)
                self.output = memoryview(data["out_feat"].astype(np.int32))

    def scores(self, data: bytes) -> Any:
        """Score every label for UTF-8 bytes; null where no feature is in them."""
        visits = visit_counts(self.next_move, self.row_base, self.output, data)
        if not visits:
            return None
        at = np.fromiter(visits.keys(), dtype=np.intp, count=len(visits))
        counts = np.fromiter(visits.values(), dtype=np.float32, count=len(visits))
        return self.prior - (np.log1p(counts) @ self.table[at].astype(np.float32)) / _STEPS


@cache
def _naive_bayes() -> _NaiveBayes:
    return _NaiveBayes()


def nb_opinion(text: str) -> dict[str, float]:
    """Give py3langid's scores by root of length, best first: 0 for the best, others less, above -6.

    Looks at the first 160 bytes of UTF-8 (swept 160-480: more lowers no loss).
    """
    model = _naive_bayes()
    data = unicodedata.normalize("NFC", text[:_NB_BYTES]).encode("utf-8", "surrogatepass")[:_NB_BYTES]
    scores = model.scores(data)
    if scores is None:
        return {}
    relative = (scores - scores.max()) / math.sqrt(len(data) + 1)
    above = np.flatnonzero(relative > _NB_FLOOR)
    opinion: dict[str, float] = {}
    for at in above[np.argsort(-relative[above], kind="stable")].tolist():
        opinion.setdefault(model.labels[at], float(relative[at]))
    return opinion
