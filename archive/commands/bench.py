"""`bench`: this engine and its peers side by side."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import click

ROOT: Final = Path(__file__).parents[2]


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Measure the engine and its peers side by side in one run; `bench --help` tells the options."""
    command = [sys.executable, "-P", "-m", "tests.bench", *arguments]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)  # noqa: S603 - our own interpreter, no shell
    raise click.exceptions.Exit(done.returncode)
