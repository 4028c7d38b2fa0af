"""The command line: one file a command group. This is the one edge where errors become sentences and exit codes."""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click

from archive.commands.console import Console, language_of
from archive.commands.context import Context
from archive.errors import ArchiveError
from archive.settings import load_settings
from index.errors import IndexUnavailable, IndexUnwritten, SearchIndexError

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130

_NAMED_ALIKE: Final = (
    *("backup", "bench", "check", "digest", "export", "failures", "ingest", "parse", "password", "people"),
    *("review", "search", "serve", "test"),
)
MODULES: Final = dict(zip(_NAMED_ALIKE, _NAMED_ALIKE, strict=True)) | {
    "demo": "serve",
    "mcp": "assistant",
    "migrate-store": "migrate_store",
    "reindex": "index",
    "restore": "backup",
    "stats": "facts",
}
"""The module of each command. It is imported only where the command is asked for: all of them together take seconds."""


class Commands(click.Group):
    """The commands by name."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Their names in order."""
        return sorted(MODULES)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, if there is one."""
        if cmd_name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"archive.commands.{MODULES[cmd_name]}"), cmd_name.replace("-", "_"))
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Yanlu (言录): a searchable archive of Chinese speeches and documents.

    Settings come from archive.toml beside manage.py and from ARCHIVE_ variables; the README tells them. Messages are
    Chinese, or English where the locale is English.
    """


def main(root: Path) -> None:
    """Run the command line of the archive whose settings stand in `root`, and exit: 0 done, 1 failed, 2 misused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(root, sys.argv[1:], Console(language_of(os.environ))))


def run(root: Path, arguments: list[str], console: Console) -> int:
    """Run one command and return its exit code; every error that was foreseen becomes one sentence."""
    try:
        context = Context(load_settings(root, os.environ), console)
        return cli.main(arguments, prog_name="manage.py", standalone_mode=False, obj=context) or DONE
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return MISUSED
    except ArchiveError as error:
        console.say(error.message, **error.values)
    except IndexUnavailable as error:
        console.say("检索服务器没有回应，或者正忙：{reason}。档案都还在；等它恢复后再运行一次同样的命令。", reason=error)
    except IndexUnwritten as error:
        console.say(
            "索引没能写下去：{reason}。档案库里的文件都在，原来的索引照常可用；排除原因（例如腾出磁盘空间）后运行 manage.py reindex。",
            reason=error,
        )
    except SearchIndexError as error:
        console.say("检索索引有问题：{reason}。请运行 manage.py reindex 重建。", reason=error)
    return FAILED
