"""Count who signed by country, with pandas."""

import json
import sys
from pathlib import Path

import pandas

curated = Path(sys.argv[1] if len(sys.argv) > 1 else "curated")
snapshot = curated / json.loads((curated / "latest.json").read_text("utf-8"))["path"]

claims = pandas.read_parquet(snapshot / "signatories", columns=["countries", "kind"])
counted = (
    claims.explode("countries").dropna().groupby(["countries", "kind"]).size().reset_index(name="claims")
)
for row in counted.sort_values(["claims", "countries", "kind"], ascending=[False, True, True]).itertuples():
    print(row.countries, row.kind, row.claims)
