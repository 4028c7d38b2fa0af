"""A disk that is full, and writes that fail: told in one sentence, and once there is room the same command goes on."""

import re
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.kills.archives import faults, leftovers, texts, write_files
from tests.kills.killing import run_command

FILES: Final = 18
DONE: Final = re.compile(r"^(?:新增|修订|未变) .*/(\d+\.txt)", re.MULTILINE)

pytestmark = pytest.mark.slow


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system of this size at the folder."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be made here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def enlarge(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=200m", str(folder)], check=True)


def look(home: Path, log: Path) -> None:
    """What a write that failed has left: a sentence, nothing that is broken, and all that was said to be in."""
    said = log.read_text()
    assert "Traceback" not in said
    assert "没能写下去" in said or "打不开" in said or "读不出来" in said, said
    assert all(one.repairable for one in faults(home))
    assert set(DONE.findall(said)) <= {Path(row[0]).name for row in texts(home)}


@pytest.mark.parametrize("kilobytes", [150, 300, 450, 600, 640])
def test_a_full_disk(kilobytes: int, tmp_path: Path) -> None:
    disk, log = tmp_path / "disk", tmp_path / "log"
    write_files(tmp_path / "files", FILES, 1)
    home, command = disk / "data", ["ingest", str(tmp_path / "files")]
    with small_disk(disk, kilobytes):
        assert run_command(home, command, log) == 1, log.read_text()
        enlarge(disk)
        look(home, log)
        assert run_command(home, command, log) == 0, log.read_text()
        assert faults(home) == []
        assert not leftovers(disk)
        assert len({row[0] for row in texts(home)}) == FILES


@pytest.mark.parametrize("largest", [20_000, 80_000, 150_000, 250_000])
def test_a_write_that_fails(largest: int, tmp_path: Path) -> None:
    home, log = tmp_path / "data", tmp_path / "log"
    write_files(tmp_path / "files", FILES, 1)
    command = ["ingest", str(tmp_path / "files")]
    assert run_command(home, command, log, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) == 1, (
        log.read_text()
    )
    look(home, log)
    assert run_command(home, command, log) == 0, log.read_text()
    assert faults(home) == []


def test_a_backup_that_does_not_fit_leaves_the_one_before(tmp_path: Path) -> None:
    home, log, disk = tmp_path / "data", tmp_path / "log", tmp_path / "disk"
    write_files(tmp_path / "files", FILES, 1)
    assert run_command(home, ["ingest", str(tmp_path / "files")], log) == 0
    with small_disk(disk, 12):
        file = disk / "backup"
        file.write_bytes(b"the one before")
        assert run_command(home, ["backup", str(file)], log) == 1
        assert "写不进去" in log.read_text()
        assert file.read_bytes() == b"the one before"
        assert not leftovers(disk)
