"""Both sites on free ports of this machine: each as its documentation says it is served, Datasette with limits that cut nothing off."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from tests.bench.site.load import Refused

ROOT: Final = Path(__file__).parents[3]
PATIENCE: Final = 60
"""Seconds within which a server must be there."""
LIMIT: Final = 60_000
"""Milliseconds that Datasette may take for a facet; by default what takes longer than 200 is not shown."""


@contextmanager
def yanlu(home: Path) -> Iterator[int]:
    """The port of this site over an archive, with the workers `serve` has by default."""
    port = _free_port()
    with _served([str(ROOT / "manage.py"), "serve", "--port", str(port)], port, {"ARCHIVE_HOME": str(home)}):
        yield port


@contextmanager
def datasette(file: Path, *, suggesting: bool) -> Iterator[int]:
    """The port of Datasette over a database that does not change, with time to count every facet it is asked for, where by default it
    leaves out what takes it more than 200 ms. `suggesting` has it look for further columns to count by, as by default.
    """
    settings = {"sql_time_limit_ms": LIMIT, "facet_time_limit_ms": LIMIT, "suggest_facets": "on" if suggesting else "off"}
    options = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    port = _free_port()
    with _served(["-m", "datasette", "serve", "--immutable", str(file), "--port", str(port), *options], port, {}):
        yield port


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def _served(arguments: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[None]:
    """A server run by this interpreter, while it is there. Raises Refused."""
    with TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, *arguments], env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=said)
        try:
            if not _answers(process, port):
                said.seek(0)
                raise Refused(f"{' '.join(arguments)}: {said.read().decode(errors='replace')}")
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(process: "subprocess.Popen[bytes]", port: int) -> bool:
    """Whether the server takes connections before it ends or the time is over."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False
