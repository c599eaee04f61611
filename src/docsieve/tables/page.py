"""The page that tells what every column means, written from the schemas."""

from collections.abc import Iterator

import pyarrow as pa

from docsieve.language.thresholds import MULTILINGUAL
from docsieve.rules.layout import MOST_IN_ONE_LINE, MOST_SINGLE_WORDS
from docsieve.tables.schema import SCHEMA_VERSION, TABLES, arrow_schema

_HEAD = f"""\
# The data

What docsieve publishes: every table, every column, with its type, unit and meaning. This page is
written from the code by `python -m docsieve.tables`; a test fails when it is stale.
Schema version {SCHEMA_VERSION}: the part before the dot changes when a column is taken away or means
something else, the part after it when a column is added.

## Layout

```
curated/latest.json                       names the current snapshot; this is what counts
curated/latest                            a link to it, where the file system has links
curated/snapshots/<id>/<table>/part-*.parquet
curated/snapshots/<id>/manifest.json      files with size, SHA-256 and rows; versions; verdict
curated/snapshots/<id>/README.md          the snapshot's card, for people
curated/snapshots/<id>/croissant.json     the same for catalogues and loaders
curated/snapshots/<id>/data-docs/         what was expected of the tables, and what was found
curated/snapshots/<id>/drift.json         what has jumped since the runs before
curated/snapshots/<id>/published          an empty file: this snapshot has been current
curated/report/index.html                 pages about the current snapshot, for people
curated/releases.jsonl                    what people have released from quarantine
curated/lineage.jsonl                     what every run told data catalogues
curated/refused/                          the last run, if it was not good enough to publish
curated/erased/                           marks and receipts of erasures: never pass it on
curated/.cache/                           what the next run builds on
curated/.staging/                         what a run under way works on
curated/.lock                             held by a run under way
```

To pass the data on, copy one folder `snapshots/<id>/`: it needs nothing beside it. The rest of `curated/` is
for those who run docsieve: `erased/` holds marks of what was erased, older snapshots and `.cache/` what was
published before.

A snapshot never changes once it is there, but for an [erasure](erasure.md). `latest.json` is replaced in
one step after a snapshot is whole on the disk, the link in one step after it. Resolve it once and read all
tables below the folder it names, and you see one state of the data, however many runs publish meanwhile.

## What is guaranteed

- Keys are unique, and every `document_id`, `entity_id` and `first_document_id` is one of its table's.
- The `text` and `separator` of a document's blocks, joined in order of `position`, are its raw text. Where
  `runs.persons` is not `keep`, it is that text with the names of persons taken out ([persons](persons.md));
  after an [erasure](erasure.md) a black sign stands for each character of what was erased.
- A block is kept or removed, and a removed one names `rule`, `measured` and `threshold`.
- `as_written` of a signatory is the slice `[start, end)` of that text, as are all spans.
- The same files, settings and version give the same rows, in whatever order the files are read.
- A file of a kind that is [read](reading.md) is in `documents` or in `quarantine`, with the reason. Files of
  other kinds are in no table; a run's summary says how many there were.
- Columns keep name, type, unit and meaning as long as the major schema version is the same; a test holds
  the code to the schema that was last published.

The expectations that hold each snapshot to this are in its `data-docs/`.

## Reading

Plain Parquet, compressed with zstd. Descriptions and units are in the schema metadata of each file.
DuckDB and Polars are not installed with docsieve; `uv run --group dev python` has them.

```python
import json
from pathlib import Path

import duckdb, pandas, polars, pyarrow.parquet

curated = Path("curated")
folder = curated / json.loads((curated / "latest.json").read_text())["path"]

duckdb.read_parquet(f"{{folder}}/signatories/*.parquet").aggregate("kind, count(*) as claims")
polars.scan_parquet(f"{{folder}}/blocks/*.parquet").filter(kept=False).group_by("rule").len().collect()
pandas.read_parquet(folder / "documents", columns=["source", "title", "published_on"])
pyarrow.parquet.read_table(folder / "entities").schema.field("claim_count").metadata
```

With docsieve itself, typed and frozen:

```python
import docsieve

dataset = docsieve.open("curated")
dataset.documents  # a pyarrow.Table; so are signatories, blocks, repeats, entities, quarantine, runs
[row.name for row in dataset.rows("signatories") if "DE" in row.countries]
```

## Exports

`uv run docsieve export TABLE --format jsonl|csv|parquet` writes every column of a table. JSON Lines and
Parquet hold what the table holds. CSV is UTF-8 with a header; null is an empty cell, as is an empty
text; lists and structs are JSON; times are ISO 8601. A text that begins with one of `= + - @`, their
full-width forms, a tab, a line end or an apostrophe gets an apostrophe before it, so that no spreadsheet
runs it as a formula: take one leading apostrophe off each text to have it back. Numbers are not touched.

## Tables

A column that may be null says so; lists are never null, but may be empty. Every span is half-open,
`[start, end)`, in code points of the decoded raw text. Rows are sorted by key.
"""

_FINDINGS = f"""\
`findings` of a document are these; none of them holds anything back:

| rule | measured | threshold | detail |
|---|---|---|---|
| `declared_count` | signatories read, less those taken back | how many the text says there are | null |
| `ambiguous_country` | countries that share a name beside a signatory | 1 | the name, the countries' codes |
| `multilingual` | share of the second language | {MULTILINGUAL.at_least:g}, the least that counts | null |
| `one_long_line` | share of the longest block | {MOST_IN_ONE_LINE:g}, the most that is usual | null |
| `one_word_a_line` | share of lines of one word | {MOST_SINGLE_WORDS:g}, the most that is usual | null |

Shares of a language and of a block are of the characters.
"""


def data_page() -> str:
    """The whole of `docs/data.md`."""
    return _HEAD + "".join(f"\n{line}" for table in TABLES for line in _section(table)) + "\n"


def _section(table: str) -> Iterator[str]:
    spec = TABLES[table]
    yield f"### {table}\n"
    yield f"{spec.about} Key: {', '.join(f'`{name}`' for name in spec.key)}.\n"
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for field in arrow_schema(table):
        yield _line(field)
    yield ""
    if table == "documents":
        yield _FINDINGS


def _line(field: "pa.Field[pa.DataType]") -> str:
    about = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    kind = f"{_type(field.type)}{_null(field)}"
    return f"| `{field.name}` | {kind} | {about['unit']} | {about['description']} |"


def _null(field: "pa.Field[pa.DataType]") -> str:
    return " or null" if field.nullable else ""


def _type(kind: pa.DataType) -> str:
    if isinstance(kind, pa.ListType):
        return f"list of {_type(kind.value_type)}"
    if isinstance(kind, pa.StructType):
        return "{" + ", ".join(f"`{field.name}` {_type(field.type)}{_null(field)}" for field in kind) + "}"
    return {"timestamp[us, tz=UTC]": "timestamp, UTC", "double": "float64"}.get(str(kind), str(kind))
