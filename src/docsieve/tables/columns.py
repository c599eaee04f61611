"""What the rows of the tables are made of: how a column is described, and the rows that stand within rows."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class Row(BaseModel):
    """A frozen row; validation is strict, so that what was checked is exactly what is written."""

    # A stated least length makes pydantic look inside each string, where half a surrogate pair may hide.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, str_min_length=0)


def column(
    description: str,
    unit: str,
    *,
    ge: int | None = None,
    le: int | None = None,
    min_length: int | None = None,
    pattern: str | None = None,
) -> FieldInfo:
    """Describe a column: a sentence, its unit, and what pydantic holds it to."""
    made: FieldInfo = Field(
        description=description,
        json_schema_extra={"unit": unit},
        ge=ge,
        le=le,
        min_length=min_length,
        pattern=pattern,
    )
    return made


def one_of(words: Iterable[str]) -> str:
    """The words that a column may hold, as its description names them.

    >>> one_of(("person", "organization"))
    '`person` or `organization`'
    """
    *others, last = (f"`{word}`" for word in words)
    return f"{', '.join(others)} or {last}"


CODE_POINTS = "code points"
COUNT = "count"
COUNTRY = "ISO 3166-1 alpha-2 code"
IDENTIFIER = "identifier"
LANGUAGE = "ISO 639 code"
PATH = "path"
SHARE = "share, 0 to 1"
TEXT = "text"
URL = "URL"
WORD = "word"
YES_NO = "yes or no"

FINDINGS = ("declared_count", "ambiguous_country", "multilingual", "one_long_line", "one_word_a_line")
"""Rules that speak of a document as a whole."""

WAYS = ("heading", "closing", "inline", "byline", "list", "ending", "learned")
"""How a part of a text that is signed can have been found (`signing.SigningPart.found_by`)."""

_SHA256 = r"^[0-9a-f]{64}$"
_HEX32 = r"^[0-9a-f]{32}$"
_LANGUAGE = r"^[a-z]{2,3}$"

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class EvidenceRow(Row):
    """Words read from a document and where they stand."""

    text: Annotated[str, column("The words.", TEXT)]
    language: Annotated[str, column("Their language, `und` where unknown.", LANGUAGE, pattern=_LANGUAGE)]
    start: Annotated[int, column("First code point of the span in the raw text.", CODE_POINTS, ge=0)]
    end: Annotated[int, column("End of the span, exclusive.", CODE_POINTS, ge=0)]


class LanguageShareRow(Row):
    """How much of a document is in a language."""

    language: Annotated[str, column("Language.", LANGUAGE, pattern=_LANGUAGE)]
    share: Annotated[float, column("Share of the kept letters.", SHARE, ge=0, le=1)]


class RepairRow(Row):
    """One change of characters."""

    fixer: Annotated[str, column("Name of the fixer.", WORD, min_length=1)]
    start: Annotated[int, column("First code point of the raw span.", CODE_POINTS, ge=0)]
    end: Annotated[int, column("End of the raw span, exclusive.", CODE_POINTS, ge=0)]
    before: Annotated[str, column("What stood there.", TEXT)]
    after: Annotated[str, column("What stands there now.", TEXT)]


class FindingRow(Row):
    """What a rule measured that did not decide."""

    rule: Annotated[str, column("Name of the rule.", WORD, min_length=1)]
    measured: Annotated[float, column("What it measured.", "the rule's own")]
    threshold: Annotated[float, column("The line it measured against.", "the rule's own")]


class DocumentFindingRow(Row):
    """Something about a document that is to be looked at."""

    rule: Annotated[str, column("Name of the rule.", WORD, min_length=1)]
    measured: Annotated[float, column("What it measured.", "the rule's own")]
    threshold: Annotated[float, column("The line it measured against.", "the rule's own")]
    detail: Annotated[str | None, column("The words it speaks of, where it does of any.", TEXT)]


class FootnoteRow(Row):
    """A note at the foot of a text, and where the text points to it."""

    mark: Annotated[str, column("What note and markers share: a number, a letter, a sign.", TEXT)]
    text: Annotated[str | None, column("The note; null where the text has markers only.", TEXT)]
    start: Annotated[int | None, column("First code point of the note in the raw text.", CODE_POINTS, ge=0)]
    end: Annotated[int | None, column("End of the note, exclusive.", CODE_POINTS, ge=0)]
    markers: Annotated[tuple[EvidenceRow, ...], column("Marks in the text that point to it.", TEXT)]


class NamedCountRow(Row):
    """How many of a named thing."""

    name: Annotated[str, column("What is counted.", WORD)]
    count: Annotated[int, column("How many.", COUNT, ge=0)]


class SiteFiguresRow(Row):
    """A site in figures; with the sums of squares, the spread between its documents can be computed."""

    site: Annotated[str, column("The site.", PATH)]
    document_count: Annotated[int, column("Documents accepted.", COUNT, ge=0)]
    signed_document_count: Annotated[int, column("Documents with a signatory.", COUNT, ge=0)]
    signatory_count: Annotated[int, column("Claims.", COUNT, ge=0)]
    block_count: Annotated[int, column("Blocks.", COUNT, ge=0)]
    kept_block_count: Annotated[int, column("Blocks kept.", COUNT, ge=0)]
    block_squares: Annotated[int, column("Sum of the squares of its documents' blocks.", COUNT, ge=0)]
    kept_squares: Annotated[int, column("Sum of the squares of their blocks kept.", COUNT, ge=0)]
    block_kept_products: Annotated[int, column("Sum of blocks times blocks kept.", COUNT, ge=0)]
    signatory_squares: Annotated[int, column("Sum of the squares of their claims.", COUNT, ge=0)]


class StageSecondsRow(Row):
    """How long a stage of a run took."""

    stage: Annotated[str, column("Name of the stage.", WORD)]
    seconds: Annotated[float, column("Wall time.", "seconds", ge=0)]


class NamedVersionRow(Row):
    """The version of something a run stood on."""

    name: Annotated[str, column("Name of the package.", WORD)]
    version: Annotated[str, column("Its version.", WORD)]


class MergeRow(Row):
    """Why two names are held to be of one."""

    left: Annotated[str, column("The one name, as written.", TEXT)]
    right: Annotated[str, column("The other.", TEXT)]
    measure: Annotated[str, column("What was compared; `judged` for a decision of a person.", WORD)]
    measured: Annotated[float, column("What came out.", "the measure's own")]
    threshold: Annotated[float, column("The least that is enough.", "the measure's own")]
