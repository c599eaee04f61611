"""The house: imports go only downwards, stages do not import each other, a library lives in one room."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parent.parent / "src" / "docsieve"

# From the ground up; a room imports only from layers below its own.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"values", "arguments", "console", "forest"}),
    frozenset({"model", "memory", "shares"}),
    frozenset({"config", "dates", "folding", "interface", "parcels"}),
    frozenset({"places"}),
    frozenset({"read", "segment", "repair", "language", "repeats", "signing", "scorer"}),
    frozenset({"rules"}),
    frozenset({"label", "metadata", "signatories", "entities"}),
    frozenset({"tables", "batch"}),
    frozenset({"pipeline"}),
    frozenset({"drift"}),
    frozenset(
        {"engine", "ftm", "persons", "expectations", "snapshot", "report", "catalogue", "lineage"}
        | {"releases"}
    ),
    frozenset({"dataset", "erasure", "explain", "farther", "ledger"}),
    frozenset({"quarantine", "shards"}),
    frozenset({"plan"}),
    frozenset({"cli"}),
)
LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}

# Libraries that are a language of their own between rooms, and so stand in more than one.
SHARED = {
    "pydantic": "the edges: configuration, sidecar files, rows",
    "pyarrow": "the tables, and what writes and reads them",
    "numpy": "columns of numbers inside a room",
}
LONGEST_FILE = 320  # "about 300": a table of declarations may run over
LONGER = {"model.py": 340}  # all values side by side


def modules() -> list[Path]:
    return sorted(SOURCES.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCES).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "docsieve":
            yield from (f"docsieve.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_every_room_has_a_layer() -> None:
    assert {room_of(path) for path in modules()} - {"__init__", "__main__", "data"} == set(LAYER)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_imports_go_downwards(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__", "data"):
        return
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("docsieve.")}
    upwards = {other for other in rooms & LAYER.keys() if other != room and LAYER[other] >= LAYER[room]}

    assert not upwards, f"{room} imports from its own layer or above: {sorted(upwards)}"


def test_every_room_has_its_layer() -> None:
    rooms = {room_of(path) for path in modules()} - {"__init__", "__main__", "data"}

    assert rooms <= LAYER.keys()


def test_a_library_lives_in_one_room() -> None:
    rooms = defaultdict(set)
    for path in modules():
        for name in imports(path):
            library = name.split(".")[0]
            if library != "docsieve" and library not in sys.stdlib_module_names and library not in SHARED:
                rooms[library].add(room_of(path))

    assert {library: sorted(where) for library, where in rooms.items() if len(where) > 1} == {}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_files_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGER.get(path.name, LONGEST_FILE)


def test_no_merge_was_left_half_done() -> None:
    root = SOURCES.parent.parent
    written = [path for kind in ("*.md", "*.toml", "*.py") for path in root.rglob(kind)]
    own = [path for path in written if not path.relative_to(root).parts[0].startswith(".")]
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    lines = {path: path.read_text("utf-8", "replace").splitlines() for path in own}

    assert len(own) > 100
    assert [
        path for path, its_lines in lines.items() if any(line.startswith(marks) for line in its_lines)
    ] == []
