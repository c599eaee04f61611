"""The lines that are drawn in this room: each a row with its unit and the source of its number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line: what is measured must be ``at_least`` this to be on the side that the name says."""

    name: str
    at_least: float
    unit: str
    source: str


CONFIDENCE = Threshold(
    "language_confidence",
    0.2,
    "probability",
    "language gold, fitted half, swept 0.08-0.3: the highest that gives up no more than 1 in 1,000 real "
    "texts; noise is caught before, by what is left of a text",
)
SURE = Threshold(
    "first_two_engines_are_sure",
    0.97,
    "probability",
    "language gold, swept 0.93-0.985: below it what is asked further repairs answers, above it none",
)
SURE_BY_WORDS = Threshold(
    "telling_words_make_sure",
    0.9,
    "probability",
    "language gold, swept 0.7-0.98: below it the third engine repairs answers",
)
SPEAKING_ALONE = Threshold(
    "speaks_for_itself",
    80,
    "characters",
    "mixed documents of the language gold, swept 40-250; a sentence's length",
)
EXPECTED_ELSEWHERE = Threshold(
    "expected_elsewhere",
    0.03,
    "share",
    "mixed documents of the language gold, swept 0.01-0.25: the chance of a line in a language of no long "
    "block",
)
SENTENCE = Threshold(
    "sentence_of_the_document",
    60,
    "characters",
    "the shortest paragraph of the sample letters; shorter lines may be a list's",
)
LIST = Threshold("list_of_short_lines", 5, "lines", "shorter runs are headings and signatures of a text")
NAMES_IN_LIST = Threshold(
    "names_in_list",
    0.3,
    "share of lines",
    "signatory gold: lists of people have 0.5-1, lists of bodies 0-0.1, chapters of a text 0",
)
SPOKEN_IN_SENTENCES = Threshold(
    "spoken_in_sentences",
    0.2,
    "share of characters",
    "signatory gold: chrome and notes in another language have up to 0.11 of the sentences, descriptions of "
    "signatories 0.27",
)
MULTILINGUAL = Threshold(
    "multilingual",
    0.05,
    "share of characters",
    "the share from which the language gold's scorer counts a language of a document",
)

THRESHOLDS = (
    CONFIDENCE,
    SURE,
    SURE_BY_WORDS,
    SPEAKING_ALONE,
    EXPECTED_ELSEWHERE,
    SENTENCE,
    LIST,
    NAMES_IN_LIST,
    SPOKEN_IN_SENTENCES,
    MULTILINGUAL,
)


def rows_for_people() -> str:
    """Give the table of the rows as Markdown; `benchmarks/languages.py --write` puts it into the page."""
    lines = ["| threshold | at least | unit | source |", "|---|---|---|---|"]
    lines += [f"| {each.name} | {each.at_least:g} | {each.unit} | {each.source} |" for each in THRESHOLDS]
    return "\n".join(lines)
