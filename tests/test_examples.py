"""The examples answer their question, all the same way, without docsieve."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_batch import published

EXAMPLES = Path(__file__).parent.parent / "examples"
ENGINES = {"with_duckdb": "duckdb", "with_polars": "polars", "with_pandas": "pandas", "with_spark": "pyspark"}
ANSWER = "DE organization 3\nFR organization 3\nDE person 2\nFR person 2\n"


def test_every_example_is_run_here() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(ENGINES)


@pytest.mark.parametrize("example", ENGINES)
def test_an_example_counts_who_signed(example: str, tmp_path: Path) -> None:
    engine = ENGINES[example]
    if importlib.util.find_spec(engine) is None or (engine == "pyspark" and shutil.which("java") is None):
        pytest.skip(f"{engine} is not installed here")
    published(tmp_path)
    command = (sys.executable, str(EXAMPLES / f"{example}.py"), str(tmp_path))
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout == ANSWER
    assert "docsieve" not in (EXAMPLES / f"{example}.py").read_text("utf-8")
