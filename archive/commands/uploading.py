"""Files that came over the site, taken in by the same command as all others."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from threading import Lock
from typing import IO, Any, Final

from archive.commands.mending import MANAGE, PLACE
from archive.errors import Busy
from archive.settings import Settings

LONGEST: Final = 100
"""Characters of a name that are kept; what comes before them goes, so that the suffix stays."""
LANGUAGE: Final = {"en": "en_US.UTF-8"}
"""The locale that has a command speak a language of the site; any other speaks Chinese."""


class Uploads:
    """Keeps the files in a folder of the archive, by collection: the same name again is the next edition. A process takes in one form at a
    time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()

    def __call__(self, files: Sequence[tuple[str, IO[bytes]]], collection: str, language: str) -> list[dict[str, Any]]:
        """Take files in. Raises Busy while others are taken in."""
        if not self._lock.acquire(blocking=False):
            raise Busy("正在收录别的文件；请稍后再试。")
        try:
            folder = self._settings.home / "uploads" / kept_name(collection)
            folder.mkdir(parents=True, exist_ok=True)
            return self._ingest([_write(folder, name, data) for name, data in files], collection, language)
        finally:
            self._lock.release()

    def _ingest(self, paths: Sequence[Path], collection: str, language: str) -> list[dict[str, Any]]:
        options = [f"--collection={collection}"] if collection else []
        given = {f"ARCHIVE_{key.upper()}": str(getattr(self._settings, key)) for key in PLACE}
        done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
            [sys.executable, str(MANAGE), "ingest", "--json", *options, "--", *map(str, paths)],
            env=os.environ | given | {"LC_ALL": LANGUAGE.get(language, "zh_CN.UTF-8")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=False,
        )
        if not done.stdout:
            raise Busy("文件存下了，但没能收录；请看服务器的记录，再传一次。")
        told: list[dict[str, Any]] = json.loads(done.stdout)["files"]
        return [{**one, "name": Path(one["path"]).name} for one in told]


def kept_name(name: str) -> str:
    """What a file or folder of this name is called on the disk: the last part, printable, not hidden; nothing where nothing is left."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable()).lstrip(". ")[-LONGEST:].strip()


def _write(folder: Path, name: str, data: IO[bytes]) -> Path:
    """The file on the disk, whole or as it was before."""
    path = folder / (kept_name(name) or "unnamed.txt")
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        shutil.copyfileobj(data, file)
    beside.replace(path)
    return path
