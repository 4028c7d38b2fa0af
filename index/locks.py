"""A lock between processes, which goes with the file that is locked however the process ends."""

import fcntl
from typing import IO


def try_lock(file: IO[str]) -> bool:
    """Lock an open file for its holder alone; return whether nobody else holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
