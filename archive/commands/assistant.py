"""`mcp`: the archive for assistants."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import click

ROOT: Final = Path(__file__).parents[2]


@click.command()
def mcp() -> None:
    """Serve search, read and cite to an assistant over standard input and output (Model Context Protocol), until it hangs up.

    An assistant starts this itself: enter `python3 /path/to/manage.py mcp` where it keeps its servers.
    """
    command = [sys.executable, "-P", "-m", "archive.assistant", str(ROOT)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)  # noqa: S603 - our own interpreter, no shell
    raise click.exceptions.Exit(done.returncode)
