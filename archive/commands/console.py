"""Speaking to the person at the terminal: sentences in their language, progress on long work."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import rich.console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from archive.indexing import Progress as Tell
from archive.web.languages import DEFAULT_LANGUAGE
from archive.web.messages import sentence

WIDE: Final = 1000
"""Columns of what is not read on a screen: a table is not folded there."""


def language_of(environ: Mapping[str, str]) -> str:
    """English where the locale is English, Chinese everywhere else."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else DEFAULT_LANGUAGE


class Console:
    """Facts go to standard output, everything said about the work to standard error."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._out = rich.console.Console(file=sys.stdout, highlight=False, emoji=False, soft_wrap=True)
        if not self._out.is_terminal:
            self._out.width = WIDE
        self._err = rich.console.Console(file=sys.stderr, highlight=False, emoji=False, soft_wrap=True)

    def words(self, message: str, **values: object) -> str:
        """The message in the person's language."""
        return sentence(message, values, self.language)

    def say(self, message: str, **values: object) -> None:
        """One line about the work."""
        self._err.print(self.words(message, **values), markup=False)

    def fact(self, line: str) -> None:
        """One line of the answer, as it is."""
        self._out.print(line, markup=False)

    def facts(self, value: object) -> None:
        """The answer as JSON."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def table(self, table: Table) -> None:
        """The answer as a table."""
        self._out.print(table)

    @contextmanager
    def progress(self, message: str) -> Iterator[Tell]:
        """A bar with the time left, while the block runs; it gives a function that is told (done, of how many)."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._err, transient=True, disable=not self._err.is_terminal) as bar:
            task = bar.add_task(self.words(message), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
