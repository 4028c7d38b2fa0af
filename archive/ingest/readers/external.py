"""Running another program on bytes from strangers: no shell, a fresh folder, bounded time, memory and output."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archive.errors import BadFile
from archive.ingest.readers.limits import MOST_PRINTED, PATIENCE, Allowance

_LIMITED: Final = Path(__file__).with_name("limited.py")


def run(name: str, command: Sequence[str], data: bytes, allowed: Allowance, answer: str | None = None) -> bytes | None:
    """What a program prints when it is given `data`, or the file `answer` it leaves in the folder it runs in.

    None where it fails. Raises BadFile where it takes too long.
    """
    seconds = allowed.seconds + allowed.seconds_per_mb * (len(data) >> 20)
    limited = [sys.executable, "-I", str(_LIMITED), str(seconds), str(allowed.memory), str(MOST_PRINTED), *command]
    with tempfile.TemporaryDirectory(prefix="yanlu-") as folder:
        given, printed = Path(folder) / "given", Path(folder) / "printed"
        given.write_bytes(data)
        with given.open("rb") as source, printed.open("wb") as target:
            process = subprocess.Popen(  # noqa: S603 the commands are this package's own
                limited,
                stdin=source,
                stdout=target,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, "HOME": folder, "TMPDIR": folder},
                start_new_session=True,
            )
            try:
                process.wait(PATIENCE * seconds)
            except subprocess.TimeoutExpired as error:
                raise BadFile("文件 {name} 读得太久（超过 {limit} 秒），已放弃。", name=name, limit=PATIENCE * seconds) from error
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
        output = Path(folder) / answer if answer else printed
        return output.read_bytes() if process.returncode == 0 and output.is_file() else None
