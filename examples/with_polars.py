"""Count who signed by country, with Polars."""

import json
import sys
from pathlib import Path

import polars

curated = Path(sys.argv[1] if len(sys.argv) > 1 else "curated")
snapshot = curated / json.loads((curated / "latest.json").read_text("utf-8"))["path"]

counted = (
    polars.scan_parquet(f"{snapshot}/signatories/*.parquet")
    .select("kind", country="countries")
    .explode("country")
    .drop_nulls("country")
    .group_by("country", "kind")
    .agg(claims=polars.len())
    .sort(["claims", "country", "kind"], descending=[True, False, False])
    .collect()
)
for row in counted.iter_rows():
    print(*row)
