"""What other systems refuse, refused here: files that are open, modules and names that only POSIX has."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty", "readline", "curses")
NAMES = tuple(
    """
    fork forkpty register_at_fork mkfifo mknod chown lchown fchown fchmod chroot getuid geteuid
    getgid getegid getgroups getpgid setpgid getpgrp setsid getsid killpg wait3 wait4 nice getloadavg sysconf
    statvfs fstatvfs sched_getaffinity pread pwrite posix_fadvise posix_fallocate posix_spawn fdatasync
    sync sendfile pipe2 memfd_create O_NOFOLLOW O_NONBLOCK O_DIRECTORY O_CLOEXEC O_SYNC O_DSYNC
    """.split()
)
"""Names of ``os`` that Windows does not have; ``uname`` stays, numpy asks it where it was made for Linux."""

LINKS = ("symlink", "link")
"""Names that it has, and that fail where a person or a file system has not the right."""


def in_use() -> set[str]:
    """Every file that this process has open or mapped, as Linux tells it."""
    found = set()
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{descriptor}"))
        except FileNotFoundError:  # the one that listed them
            continue
    maps = Path("/proc/self/maps").read_text("utf-8", "replace").splitlines()
    return found | {line.split(None, 5)[5] for line in maps if len(line.split(None, 5)) == 6}


def as_on_windows(patch: pytest.MonkeyPatch) -> list[str]:
    """Refuse to replace, move or remove what this process has open or mapped; gives what was refused."""
    refused: list[str] = []

    def refuse(name: str, places: slice) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def call(*given: Any, **named: Any) -> Any:
            for path in given[places]:
                whole = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
                if any(each == whole or each.startswith(whole + os.sep) for each in in_use()):
                    refused.append(f"{name} {whole}")
                    raise PermissionError(errno.EACCES, "it is open in another process", str(path))
            if name == "replace" and os.path.islink(given[1]):
                raise PermissionError(errno.EACCES, "a link to a folder is not replaced", str(given[1]))
            return real(*given, **named)

        patch.setattr(os, name, call)

    for name in ("unlink", "remove", "rmdir"):
        refuse(name, slice(1))
    for name in ("rename", "replace"):
        refuse(name, slice(2))
    patch.setattr(shutil, "_use_fd_functions", False)
    patch.setattr(os, "supports_dir_fd", set())
    patch.setattr("docsieve.snapshot.disk.WINDOWS", True)
    patch.setattr("docsieve.snapshot.disk.PAUSE_SECONDS", 0)
    return refused


def without_posix() -> None:
    """Take from this process, for good, what only POSIX has; to be called before anything is imported."""
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for name in NAMES:
        if hasattr(os, name):
            delattr(os, name)
    for name in LINKS:
        setattr(os, name, refuses)
    os.supports_dir_fd.clear()


def refuses(*_: object, **__: object) -> None:
    """Fail as Windows does."""
    raise OSError(1314, "A required privilege is not held by the client")


if __name__ == "__main__":
    without_posix()
    import sample_run

    sample_run.run(Path(sys.argv[1]), Path(sys.argv[2]))
