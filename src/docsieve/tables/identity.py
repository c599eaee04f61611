"""Names made from contents: the same code, configuration and input always get the same ids."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from docsieve import __version__

PACKAGE = Path(__file__).resolve().parent.parent


def stable_id(*parts: str) -> str:
    """128 bits of SHA-256 over the parts, as 32 hex digits; where one part ends is part of it.

    >>> stable_id("a", "b") == stable_id("a", "b")
    True
    >>> stable_id("ab", "") == stable_id("a", "b")
    False
    """
    return digest(parts)[:32]


def digest(parts: Iterable[str]) -> str:
    """SHA-256 over strings, each with its length before it; any string, lone surrogates too."""
    state = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        state.update(len(encoded).to_bytes(8, "big"))
        state.update(encoded)
    return state.hexdigest()


def input_hash(pairs: Iterable[tuple[str, str | None]]) -> str:
    """Hash of the files of a run as (source, hash of its bytes), in any order.

    Whatever else a run reads (a sidecar, a list of decisions) is one more pair: what is left out
    can change without anybody noticing. Of each pair a hash is held meanwhile, and no more.
    """
    found = sorted(bytes.fromhex(digest((source, sha or ""))) for source, sha in pairs)
    return digest(each.hex() for each in found)


def run_id(code: str, config: str, inputs: str) -> str:
    """Identify a run by what decides its result: `code_hash()`, the configuration's hash, `input_hash`."""
    return stable_id(code, config, inputs)


@cache
def code_hash() -> str:
    """Hash of docsieve's version, code and data files, and of the versions it stands on.

    Does not see changes to the code of an installed dependency that keeps its version.
    """
    return digest([*_own_files(), *(f"{name} {number}" for name, number in stands_on())])


def _own_files() -> Iterator[str]:
    yield __version__
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(PACKAGE).as_posix()
            yield hashlib.sha256(path.read_bytes()).hexdigest()


def stands_on() -> tuple[tuple[str, str], ...]:
    """Name and version of every direct dependency, and of the Unicode tables, sorted by name."""
    found = {"unicode": unicodedata.unidata_version}
    for requirement in _requirements():
        name = "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return tuple(sorted(found.items()))


def _requirements() -> list[str]:
    try:
        return requires("docsieve") or []
    except PackageNotFoundError:
        return []
