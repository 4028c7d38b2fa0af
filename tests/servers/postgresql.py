"""A PostgreSQL server of the tests' own, and databases in it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, NullPool, create_engine

from archive.store import Store

QUICK: Final = "-c fsync=off -c full_page_writes=off -c listen_addresses="
"""The data need not outlive the machine, only the server; no port is taken."""
GUARD: Final = 'cat; "$0" --pgdata="$1/data" --mode=immediate --wait stop >/dev/null 2>&1; rm -rf "$1"'
SYSTEM_USERS: Final = ("postgres", "nobody")
"""Whom the server runs as where root runs the tests: it refuses to be root."""


class Server:
    """A server in a folder of its own, reached by a socket there, that can be stopped and started again. It goes with the tests, however
    they end: a guard waits for the end of a pipe from them.

    It sorts as a Chinese dictionary does, so that what must sort by code points is seen to.
    """

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._user = _system_user()
        shutil.chown(folder, self._user.pw_uid)
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=zh")
        self._run("initdb", "--username=yanlu", "--auth=trust", "--no-sync", *locale)
        self.start()
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, programs / "pg_ctl", folder], stdin=subprocess.PIPE, start_new_session=True, **self._as_user()
        )

    @property
    def url(self) -> URL:
        """The database that is there from the start."""
        return URL.create("postgresql+psycopg", "yanlu", database="postgres", query={"host": str(self._folder)})

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._run("pg_ctl", "--wait", f"--log={self._folder / 'log'}", f"--options={QUICK} -k {self._folder}", "start")

    def stop(self) -> None:
        """Stop it as a power cut would."""
        self._run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def close(self) -> None:
        """Stop it for good, and remove its folder."""
        self._guard.communicate()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, f"--pgdata={self._folder / 'data'}", *arguments],
            cwd=self._folder,
            **self._as_user(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def _as_user(self) -> dict[str, Any]:
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": () if os.getuid() == 0 else None}


class Databases:
    """New databases in a server, copies of one that has the tables."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._numbers = count()
        self._template = self._make("template0")
        Store.open(self.url(self._template)).close()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a store without documents, which is dropped at the end."""
        name = self._make(self._template)
        yield self.url(name)
        self._drop(name)

    def close(self) -> None:
        """Leave nothing behind."""
        self._drop(self._template)

    def url(self, name: str) -> str:
        """The address of a database."""
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _make(self, template: str) -> str:
        name = f"yanlu_test_{os.getpid()}_{next(self._numbers)}"
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _drop(self, name: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def programs() -> Path | None:
    """The folder of the server's programs, of the newest version there is."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else list(Path("/usr/lib/postgresql").glob("*/bin"))
    return max(folders, key=lambda folder: int(folder.parent.name) if folder.parent.name.isdecimal() else 0, default=None)


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server with the programs of a folder, for the length of a block."""
    server = Server(folder, Path(tempfile.mkdtemp(prefix="yanlu-pg-")))
    try:
        yield server
    finally:
        server.close()


def _system_user() -> pwd.struct_passwd:
    """Whom the server runs as: whoever runs the tests, but not root."""
    if os.getuid():
        return pwd.getpwuid(os.getuid())
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(users[name] for name in SYSTEM_USERS if name in users)
