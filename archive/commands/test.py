"""`test`: the project's own tests."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import click

ROOT: Final = Path(__file__).parents[2]
TOGETHER: Final = ("--numprocesses=auto", "--maxprocesses=4")
"""Processes that share the tests: one for each core, but each may start a browser and servers of its own."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run every test that can run on this machine; the others are skipped by name with the reason.

    ARGUMENTS go to pytest. Tests that take minutes are left out unless you ask for them with `-m slow` or `-m ""`;
    `-n0` runs all in one process.
    """
    done = subprocess.run([sys.executable, "-m", "pytest", *TOGETHER, *arguments], cwd=ROOT, check=False)  # noqa: S603 - our own interpreter, no shell
    raise click.exceptions.Exit(done.returncode)
