"""Commands run in processes that can be killed before any chosen write, rename, flush or commit.

A process is forked from the tests, so that it starts at once. In it an audit hook (PEP 578) counts what touches the archive: files opened
for writing, renamed, linked, removed, flushed. Commits are counted where SQLAlchemy does them, before and after. The product knows nothing
of it.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine.default import DefaultDialect

from archive.commands import MODULES, run
from archive.commands.console import Console

CHANGING: Final = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.copyfile"}
NEVER: Final = 10**9
UNKILLABLE: Final = 120
"""Seconds after which a command that nobody kills must have ended."""

for module in MODULES.values():  # here, and not in each process anew
    import_module(f"archive.commands.{module}")


def run_command(home: Path, arguments: Sequence[str], log: Path, *, kill_at: int = NEVER, prepare: Callable[[], None] | None = None) -> int:
    """Run a command to its end, or until it is killed at its n-th point. Returns the exit code, negative for the signal."""
    process = start(home, arguments, log, kill_at, prepare)
    process.join(UNKILLABLE)
    assert process.exitcode is not None, f"{arguments} hangs"
    return int(process.exitcode)


def start(home: Path, arguments: Sequence[str], log: Path, kill_at: int = NEVER, prepare: Callable[[], None] | None = None) -> Any:
    """Start it; standard error goes to the log, with the names of all points passed."""
    process = get_context("fork").Process(target=_work, args=(home, list(arguments), log, kill_at, prepare))
    process.start()
    return process


def points(log: Path) -> list[str]:
    """The points a command has passed."""
    path = log.with_suffix(".points")
    return path.read_text().splitlines() if path.exists() else []


def _work(home: Path, arguments: list[str], log: Path, kill_at: int, prepare: Callable[[], None] | None) -> None:
    os.environ["ARCHIVE_HOME"] = str(home)
    os.environ["LC_ALL"] = "zh_CN.UTF-8"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one worker process reads
    if prepare:
        prepare()
    told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(told, 1)
    os.dup2(told, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", buffering=1, closefd=False)
    _count_points(home.parent, os.open(log.with_suffix(".points"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), kill_at)
    code = run(Path(__file__).parents[2], arguments, Console("zh"))
    sys.stdout.flush()
    os._exit(code)


def _count_points(below: Path, names: int, kill_at: int) -> None:
    """Kill this process at its n-th point that touches something below a folder."""
    passed, owner, root = 0, os.getpid(), str(below)

    def reach(name: str) -> None:
        nonlocal passed
        if os.getpid() != owner:
            return
        passed += 1
        os.write(names, f"{name}\n".encode())
        if passed == kill_at:
            os.kill(owner, signal.SIGKILL)

    def hear(event: str, args: tuple[Any, ...]) -> None:
        path = str(args[0]) if args and isinstance(args[0], str | bytes | os.PathLike) else ""
        if not path.startswith(root):
            return
        if event == "open":
            _, mode, flags = args
            if (flags or 0) & (os.O_WRONLY | os.O_RDWR) or (mode and set(str(mode)) & set("wax+")):
                reach(f"write {Path(path).name}")
            elif mode is None:
                reach(f"flush {Path(path).name}")  # opened by number, as it is done to flush it
        elif event in CHANGING:
            reach(f"{event} {Path(path).name}")

    def do_commit(dialect: Any, connection: Any) -> None:
        reach("before a commit")
        committing(dialect, connection)  # type: ignore[no-untyped-call]  # SQLAlchemy does not say
        reach("after a commit")

    committing = DefaultDialect.do_commit
    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]  # this process only
    sys.addaudithook(hear)
