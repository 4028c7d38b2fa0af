"""A folder for as long as a process lives."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def throwaway_folder() -> Iterator[Path]:
    """A folder that goes when the process that made it ends; the server's workers leave through here as well and must not take it along."""
    folder, owner = Path(tempfile.mkdtemp(prefix="yanlu-")), os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)
