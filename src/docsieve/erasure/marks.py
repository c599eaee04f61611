"""Marks of what was erased: keyed hashes that recognise it when it comes again, and do not say what it was.

They lie in the dataset's folder with the key that they are made with: whoever has the folder can test a
guess ("was this name erased here?"), and nobody can read a name out of them. docs/erasure.md says more.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from docsieve.snapshot import disk

FOLDER = "erased"
MARKS = "marks.json"
KEY_BYTES = 32
DIGEST_BYTES = 16


class MarksError(RuntimeError):
    """The marks of what was erased cannot be read, so that a run could bring it back; says what to do."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What one call of the command erased, as digests; ``done`` when nothing of it is left in the folder.

    ``phrases`` are looked for in all texts, ``own_phrases`` in those of documents that lose a signatory;
    ``lengths`` are how many words they have; ``is_scoped``: some digests are of a document and a name in
    it, and other documents keep the name. ``before`` are the files of that time with their hashes.
    """

    number: int
    what: str
    documents: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    own_phrases: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    is_scoped: bool = False
    done: bool = False
    before: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Marks:
    """Every erasure of a dataset, and the key of its digests."""

    key: bytes = field(repr=False, default=b"")
    erasures: tuple[Erasure, ...] = ()

    def digest(self, kind: str, *parts: str) -> str:
        """What stands for a name, an id or a hash: without the key nobody can make it.

        >>> Marks(b"one").digest("name", "Ada") == Marks(b"other").digest("name", "Ada")
        False
        """
        state = hashlib.blake2b(key=self.key, digest_size=DIGEST_BYTES, person=kind.encode())
        state.update("\x1f".join(parts).encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def has(self, of: str, kind: str, *parts: str) -> bool:
        """Whether the digest of the parts is among those that the erasures hold as ``of``."""
        known = self.known[of]
        return bool(known) and self.digest(kind, *parts) in known

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """All digests of all erasures, by what they are of."""
        kinds = ("documents", "contents", "names", "ids", "phrases", "own_phrases")
        return {of: frozenset(each for one in self.erasures for each in getattr(one, of)) for of in kinds}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many words the phrases have, the longest first."""
        return tuple(sorted({length for one in self.erasures for length in one.lengths}, reverse=True))

    @cached_property
    def is_scoped(self) -> bool:
        """Whether any erasure is of a name in some documents only."""
        return any(one.is_scoped for one in self.erasures)

    @property
    def trace(self) -> str:
        """What tells a run after an erasure from one before it."""
        told = (sorted(digests) for _, digests in sorted(self.known.items()))
        return self.digest("trace", *(each for digests in told for each in digests)) if self.erasures else ""


def read_marks(curated: Path) -> Marks:
    """The marks of a dataset, none where nothing was ever erased. Raises MarksError for damaged ones."""
    path = curated / FOLDER / MARKS
    try:
        told = json.loads(path.read_bytes())
        return Marks(bytes.fromhex(told["key"]), tuple(_erasure(each) for each in told["erasures"]))
    except FileNotFoundError:
        return Marks()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MarksError(
            f"{path} cannot be read ({error}): without it a run would bring back what was erased; put it "
            "back from a copy, or remove it if nothing that was erased may come again"
        ) from error


def write_marks(curated: Path, marks: Marks) -> None:
    """Write the marks, for their owner only, in one step."""
    folder = curated / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    told = {"key": marks.key.hex(), "erasures": [asdict(each) for each in marks.erasures]}
    beside = folder / f"{MARKS}.new"
    beside.touch(mode=0o600)
    disk.write(beside, (json.dumps(told, indent=1) + "\n").encode())
    disk.replace(beside, folder / MARKS)
    disk.sync_folder(folder)


def with_key(marks: Marks) -> Marks:
    """The marks with a key: their own, or a new one where there is none yet."""
    return marks if marks.key else Marks(secrets.token_bytes(KEY_BYTES))


def _erasure(told: dict[str, Any]) -> Erasure:
    values: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Erasure(**values)
