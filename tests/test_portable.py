"""What only some systems have is asked for before it is used, as the sources tell: no other is at hand."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("src", "flows", "scripts") for path in (PROJECT / folder).rglob("*.py"))

# Modules that Windows does not have, and names of others that are missing, or fail, on Windows or macOS.
MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty", "readline", "curses"}
NAMES = {
    "os": set(
        """
        fork forkpty register_at_fork link symlink readlink mkfifo mknod chown lchown fchown fchmod chroot
        getuid geteuid getgid getegid getgroups getpgid setpgid getpgrp setsid getsid killpg wait wait3 wait4
        nice getloadavg sysconf statvfs fstatvfs sched_getaffinity sched_setaffinity pread pwrite rename
        posix_fadvise posix_fallocate posix_spawn fdatasync sync sendfile pipe2 memfd_create getxattr setxattr
        uname ttyname openpty O_NOFOLLOW O_NONBLOCK O_DIRECTORY O_CLOEXEC O_SYNC O_DSYNC O_TMPFILE O_BINARY
        """.split()
    ),
    "signal": set(
        """
        SIGKILL SIGHUP SIGQUIT SIGUSR1 SIGUSR2 SIGALRM SIGCHLD SIGPIPE alarm setitimer pause sigwait
        pthread_kill pthread_sigmask
        """.split()
    ),
    "socket": {"AF_UNIX", "socketpair", "SO_REUSEPORT"},
    "time": {"tzset", "clock_gettime", "pthread_getcpuclockid"},
}
GUARDS = ("WINDOWS", "os.name", "sys.platform", "hasattr(", "supports_dir_fd", "NotImplementedError")
"""One of these stands in the function that uses such a name: it asks, or goes another way where it fails."""

PLACES = ("/proc", "/dev/", "/tmp", "/var/", "/etc/", "C:\\")
FORKS = {"fork", "forkserver"}


def finds(source: str) -> list[str]:
    """What in a source only some systems have, with its line; nothing where it is asked for."""
    tree = ast.parse(source)
    return [
        f"line {line}: {what}" for line, what in sorted({*_names(tree, source), *_files(tree), *_texts(tree)})
    ]


def _names(tree: ast.Module, source: str) -> Iterator[tuple[int, str]]:
    for holder in _holders(tree):
        code = ast.get_source_segment(source, holder) or source
        guarded = not isinstance(holder, ast.Module) and any(guard in code for guard in GUARDS)
        for node in [] if guarded else _own(holder):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                )
                yield from ((node.lineno, f"import {name}") for name in names if name in MODULES)
            if isinstance(node, ast.Attribute) and _owner(node) and node.attr in NAMES.get(_owner(node), ()):
                yield node.lineno, f"{_owner(node)}.{node.attr}"


def _owner(node: ast.expr) -> str:
    """The name before the dot, empty where none stands there."""
    return node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else ""


def _holders(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _own(holder: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module that are in no function within it."""
    pending = list(ast.iter_child_nodes(holder))
    for node in pending:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending += ast.iter_child_nodes(node)


def _files(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts read or written in the encoding that a system happens to have; processes that are forked."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {keyword.arg for keyword in node.keywords}
        values = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if called == "get_context" and FORKS & {*map(str, values)}:
            yield node.lineno, "a process that is forked"
        if called == "read_text" and not node.args and "encoding" not in given:
            yield node.lineno, "read_text() without an encoding"
        if called == "write_text" and len(node.args) < 2 and "encoding" not in given:
            yield node.lineno, "write_text() without an encoding"
        if called == "write_text" and "newline" not in given:
            yield node.lineno, "write_text() with line ends as the system has them"
        is_text = (
            called == "open"
            and _owner(node.func) not in {"os", "dataset"}
            and not any("b" in str(each) for each in values)
        )
        own = any(isinstance(each, ast.FunctionDef) and each.name == "open" for each in tree.body)
        is_text = is_text and not (own and isinstance(node.func, ast.Name))
        if is_text and "encoding" not in given and (values or not isinstance(node.func, ast.Attribute)):
            yield node.lineno, "open() of a text without an encoding"


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Paths that only one system has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(PLACES):
            yield node.lineno, f"the path {node.value!r}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_nothing_is_used_that_only_some_systems_have(path: Path) -> None:
    assert finds(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "def f():\n    import resource",
        "import os\nos.fork()",
        "def f():\n    os.symlink('a', 'b')",
        "flags = os.O_NOFOLLOW",
        "def f():\n    os.kill(pid, signal.SIGKILL)",
        "def f():\n    get_context('fork')",
        "text = path.read_text()",
        "path.write_text('a')",
        "path.write_text('a', encoding='utf-8')",
        "file = open('a.txt')",
        "file = path.open('w')",
        "place = '/tmp/a'",
        "def f():\n    hasattr(os, 'fork')\n\n    def g():\n        os.fork()",
    ],
)
def test_what_only_some_systems_have_is_seen(source: str) -> None:
    assert finds(source)


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    if hasattr(os, 'fork'):\n        os.fork()",
        "def f():\n    if os.name != 'nt':\n        os.symlink('a', 'b')",
        "def f():\n    try:\n        os.link(a, b)\n    except (OSError, NotImplementedError):\n        g()",
        "flags = getattr(os, 'O_NOFOLLOW', 0)",
        "get_context('spawn')",
        "path.read_text('utf-8')",
        "path.write_text('a', encoding='utf-8', newline='\\n')",
        "open('a', 'rb')",
        "path.open('wb')",
    ],
)
def test_what_is_asked_for_first_is_let_pass(source: str) -> None:
    assert finds(source) == []
