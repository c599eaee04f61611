"""Count who signed by country, with Spark."""

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

curated = Path(sys.argv[1] if len(sys.argv) > 1 else "curated")
snapshot = curated / json.loads((curated / "latest.json").read_text("utf-8"))["path"]

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
counted = (
    spark.read.parquet(str(snapshot / "signatories"))
    .select("kind", f.explode("countries").alias("country"))
    .groupBy("country", "kind")
    .agg(f.count("*").alias("claims"))
    .orderBy(f.desc("claims"), "country", "kind")
)
for row in counted.collect():
    print(row.country, row.kind, row.claims)
spark.stop()
