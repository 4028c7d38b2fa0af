"""A background process that builds the index anew, when a worker of the site finds it damaged or gone."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from archive.settings import Settings
from index.locks import try_lock

MANAGE: Final = Path(__file__).parents[2] / "manage.py"

PLACE: Final = ("home", "database_url", "engine")
"""The settings that say which archive it is; the others the process reads for itself."""

PAUSE: Final = 60.0
"""Seconds between the beginnings of two rebuilds, at least: one that fails must not be tried all the time."""


class Mender:
    """Called when the index is damaged or gone, by any thread of any worker: one of them starts one process.

    That process holds a lock on a file in the folder of the archive for as long as it lives; the file says when it began.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._started: subprocess.Popen[bytes] | None = None

    def __call__(self) -> None:
        """Start a rebuild, unless one runs, or began a moment ago."""
        with (self._settings.home / "mending").open("a+") as file:
            if not try_lock(file):
                return
            file.seek(0)
            begun = file.read()
            if begun and time.time() - float(begun) < PAUSE:
                return
            file.truncate(0)
            file.write(str(time.time()))
            file.flush()
            given = {f"ARCHIVE_{key.upper()}": str(getattr(self._settings, key)) for key in PLACE}
            self._started = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                [sys.executable, str(MANAGE), "reindex"],
                env=os.environ | given,
                stdin=subprocess.DEVNULL,
                pass_fds=[file.fileno()],  # the lock goes along with it
            )
