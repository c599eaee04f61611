"""Every test of drift, with its thresholds and where each number is from: one row, one test."""

from dataclasses import dataclass

LEAST_DOCUMENTS = 20
"""Documents on each side below which no site is compared: the spread between fewer is not known well."""

LEAST_IN_ALL = 100
"""Documents on each side below which no distribution over all sites is compared."""

FALSE_ALARMS = 0.002
"""Share of runs in which a test may speak though nothing has changed, over all sites together."""

SIDDIQI = "0.1 is a small shift, 0.25 a large one (Siddiqi 2006, Credit Risk Scorecards)"


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison: what is compared, what it must not pass, both at once, to be held for chance or harmless.

    ``at_most`` is the difference that is let pass, in ``unit``; ``least`` the documents needed on each side.
    What chance does is reckoned with FALSE_ALARMS.
    """

    name: str
    what: str
    unit: str
    at_most: float
    least: int
    source: str


TESTS: tuple[Test, ...] = (
    Test(
        "site_kept_share",
        "removed share",
        "share of a site's blocks",
        0.1,
        LEAST_DOCUMENTS,
        "a tenth of the text is seen by whoever reads it",
    ),
    Test(
        "site_signed_share",
        "share of documents with a signatory",
        "share of a site's documents",
        0.1,
        LEAST_DOCUMENTS,
        "one document in ten",
    ),
    Test(
        "site_signatories",
        "signatories per document",
        "factor",
        1.5,
        LEAST_DOCUMENTS,
        "half as many again",
    ),
    Test("labels", "labels of blocks", "population stability index", 0.1, LEAST_IN_ALL, SIDDIQI),
    Test("rules", "rules that decided", "population stability index", 0.1, LEAST_IN_ALL, SIDDIQI),
    Test("languages", "languages of documents", "population stability index", 0.1, LEAST_IN_ALL, SIDDIQI),
)
BY_NAME = {test.name: test for test in TESTS}
