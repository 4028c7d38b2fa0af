"""A whole archive taken in from the file that `export --all` wrote."""

from pathlib import Path

from archive.commands.console import Console
from archive.errors import BadInput
from archive.store import Store
from archive.store.dumping import MARK


def is_dump(path: Path) -> bool:
    """Whether this is the dump of an archive: a file that begins like one."""
    try:
        with path.open("rb") as file:
            return file.read(len(MARK)) == MARK.encode()
    except OSError:
        return False


def take_dump(store: Store, path: Path, console: Console) -> None:
    """Fill an empty store from a dump. Raises BadInput where the store holds documents, or the dump is not whole."""
    try:
        with path.open(encoding="utf-8") as lines, console.progress("收进整库") as tell:
            rows = store.load(lines, tell)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("文件 {path} 读不出来：{reason}", path=path, reason=error) from error
    console.say("整库收进 {rows} 行。", rows=rows)
