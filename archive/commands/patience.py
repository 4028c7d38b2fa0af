"""Work that waits for a database which is away for a while."""

from collections.abc import Callable
from time import sleep
from typing import Final, TypeVar

from archive.commands.console import Console
from archive.errors import Unreachable

PAUSES: Final = (1, 2, 4, 8, *(15,) * 40)
"""Seconds to wait before each further try: about ten minutes, in which a server starts again or its deputy takes over."""

T = TypeVar("T")


class Patience:
    """Tries again what failed because the database did not answer, and says so."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def wait_for(self, attempt: Callable[[], T]) -> T:
        """What `attempt` answers in the end. It must do all or nothing. Raises Unreachable once patience is at its end."""
        for pause in PAUSES:
            try:
                return attempt()
            except Unreachable as error:
                self._console.say("数据库暂时不能用（{reason}）；报告过的都已存好，{seconds} 秒后再试。", seconds=pause, **error.values)
                sleep(pause)
        return attempt()
