"""The files below a raw folder, in order of their paths, told apart from what must not be opened."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docsieve.model import Rejected
from docsieve.read.decode import Reason
from docsieve.read.passing import SIDECAR, pass_over

STAGE = "read"
TEXT = ".txt"
CONTAINERS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet", ".wet", ".wet.gz")


@dataclass(frozen=True, slots=True)
class Source:
    """One text file or container below the raw folder, as it was when the folder was listed.

    ``path`` is relative to ``root`` with ``/`` between its parts, as the file system has it;
    ``name`` is the same in printable characters. ``size`` is in bytes, ``modified`` in nanoseconds
    since 1970; ``sidecar_modified`` is that of its sidecar, null where it has none; ``changed`` is when
    either was last touched in any way, which nobody sets by hand. Small, and safe to send to another
    process.
    """

    root: str
    path: str
    size: int
    modified: int
    sidecar_modified: int | None = None
    changed: int = 0

    @property
    def name(self) -> str:
        """The source's name everywhere in the dataset, see :func:`printable`."""
        return printable(self.path)

    @property
    def is_container(self) -> bool:
        """Whether it holds many documents, by its name."""
        return self.path.lower().endswith(CONTAINERS)

    @property
    def site(self) -> str:
        """The first folder below the raw folder, empty for a file directly in it."""
        first, separator, _ = self.path.partition("/")
        return printable(first) if separator else ""


def printable(path: str) -> str:
    r"""The path in printable characters on one line, different for different paths.

    Line feeds, bytes that are no text and direction marks are written as escapes, a backslash twice.

    >>> printable("site/letter 1.txt"), printable("a\nb\\c\udcff.txt")
    ('site/letter 1.txt', 'a\\nb\\\\c\\udcff.txt')
    """
    if path.isprintable() and "\\" not in path:
        return path
    return "".join(c if c.isprintable() and c != "\\" else c.encode("unicode_escape").decode() for c in path)


def rejected(path: str, reason: Reason, detail: str, content_sha256: str | None = None) -> Rejected:
    """A file that is not accepted, under its printable name."""
    return Rejected(printable(path), content_sha256, STAGE, reason.value, detail)


def list_local(raw: Path, passed: Counter[str]) -> Iterator[Source | Rejected]:
    """Every text file and container at any depth, in the order of the paths, one folder in memory at a time.

    Does not open or follow links (to files, folders or Windows junctions), pipes, devices and
    sockets: those named like texts, and all links to folders, come as ``Rejected``. Other files are
    passed over and counted in ``passed``. Raises ``NotADirectoryError`` or ``FileNotFoundError`` where there
    is no raw folder, ``OSError`` on a disk error.
    """
    root = os.path.abspath(raw)
    if not os.path.isdir(root):
        problem = NotADirectoryError if os.path.lexists(root) else FileNotFoundError
        raise problem(f"no raw folder at {root}: create it or name another with --raw")
    pending = [_folder(root, "", passed)]
    while pending:
        entry = next(pending[-1], None)
        if entry is None:
            pending.pop()
        elif isinstance(entry, str):
            pending.append(_folder(root, entry, passed))
        else:
            yield entry


def _folder(root: str, folder: str, passed: Counter[str]) -> Iterator[Source | Rejected | str]:
    """One folder's entries in order; a sub-folder as its path with a final ``/``."""
    try:
        names, odd, sidecars = _scan(root, folder, passed)
    except (PermissionError, FileNotFoundError, NotADirectoryError) as error:
        yield rejected(folder, reason_of(error), f"folder not listed: {error.strerror}")
        return
    for name in names:
        path = folder + name
        if name in odd:
            yield rejected(path, *odd[name])
        elif name.endswith("/"):
            yield path
        else:
            yield _source(root, path, name.lower().endswith(TEXT) and name[: -len(TEXT)] in sidecars)


def _scan(
    root: str, folder: str, passed: Counter[str]
) -> tuple[list[str], dict[str, tuple[Reason, str]], set[str]]:
    """Names in the order of whole paths, those not to be opened with the reason, stems with sidecars."""
    names: list[str] = []
    odd: dict[str, tuple[Reason, str]] = {}
    sidecars: set[str] = set()
    with os.scandir(os.path.join(root, folder)) as entries:
        for entry in entries:
            name = entry.name
            is_text = name.lower().endswith((TEXT, *CONTAINERS))
            if name.endswith(SIDECAR):
                sidecars.add(name[: -len(SIDECAR)])
            elif entry.is_symlink() or _is_junction(entry):
                if is_text or entry.is_dir():
                    odd[name] = Reason.LINK, "links below the raw folder are not followed"
                    names.append(name)
                else:
                    pass_over(passed, folder + name)
            elif entry.is_dir(follow_symlinks=False):
                names.append(name + "/")
            elif is_text:
                names.append(name)
                if not entry.is_file(follow_symlinks=False):
                    odd[name] = Reason.NOT_A_FILE, "a pipe, device or socket is not opened"
            else:
                pass_over(passed, folder + name)
    names.sort()
    return names, odd, sidecars


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """Whether Windows says that this folder is another folder; False where there is no such thing."""
    tag = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    if os.name != "nt" or tag is None:
        return False
    return bool(getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == tag)


def _source(root: str, path: str, has_sidecar: bool) -> Source | Rejected:
    try:
        full = os.path.join(root, path)
        found = os.stat(full, follow_symlinks=False)
        beside = os.stat(sidecar_path(full), follow_symlinks=False) if has_sidecar else None
    except (PermissionError, FileNotFoundError, NotADirectoryError) as error:
        return rejected(path, reason_of(error), f"{error.strerror} when the folder was listed")
    changed = max(found.st_ctime_ns, beside.st_ctime_ns if beside else 0)
    return Source(
        root, path, found.st_size, found.st_mtime_ns, beside.st_mtime_ns if beside else None, changed
    )


def sidecar_path(path: str) -> str:
    """``NAME.meta.json`` beside ``NAME.txt``."""
    return path[: -len(TEXT)] + SIDECAR


def reason_of(error: OSError) -> Reason:
    """The reason that a permission or a missing file is; anything else is not for quarantine."""
    return Reason.UNREADABLE if isinstance(error, PermissionError) else Reason.VANISHED
