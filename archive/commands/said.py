"""Options that say of files what their text does not."""

from collections.abc import Callable
from typing import Any, Final

import click

_OPTIONS: Final = (
    ("--title", "title", "Title."),
    ("--speaker", "speaker", "Speaker."),
    ("--office", "office", "The speaker's office."),
    ("--date", "date", "Date, as exact as it is known: 2020, 2020-03 or 2020-03-05."),
    ("--collection", "collection", "Collection; where nothing names one, it is the name of the file's folder."),
    ("--source", "publication", "Where it was published."),
    ("--page", "page", "Page there."),
    ("--url", "url", "Address there."),
    ("--licence", "licence", "Licence."),
    ("--language", "language", "Language."),
)


def said_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options; it gets them by the keys of `archive.ingest.metadata`, None where they are not used."""
    for option, key, help_text in reversed(_OPTIONS):
        command = click.option(option, key, help=help_text)(command)
    return command
