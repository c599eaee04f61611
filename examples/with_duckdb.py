"""Count who signed by country, with DuckDB."""

import json
import sys
from pathlib import Path

import duckdb

curated = Path(sys.argv[1] if len(sys.argv) > 1 else "curated")
snapshot = curated / json.loads((curated / "latest.json").read_text("utf-8"))["path"]

query = """
    select country, kind, count(*) as claims
    from (select unnest(countries) as country, kind from read_parquet($files))
    group by country, kind
    order by claims desc, country, kind
"""
for row in duckdb.execute(query, {"files": f"{snapshot}/signatories/*.parquet"}).fetchall():
    print(*row)
