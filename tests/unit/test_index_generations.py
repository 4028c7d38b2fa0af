"""Swapping a whole index in: one writer, any crash, any damage."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexBusy, IndexDamaged, IndexUnwritten
from index.generations import Generations


def write(generations: Generations, text: str, mark: str, *, afresh: bool = True) -> None:
    with generations.building(mark, afresh=afresh) as folder:
        (folder / text).write_text(text)


def names(generations: Generations) -> set[str]:
    folder = generations.current()
    return {file.name for file in folder.iterdir()} if folder else set()


def test_nothing_serves_before_the_first_write(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    assert generations.current() is None
    assert generations.mark() == ""


def test_a_fresh_state_replaces_and_an_update_starts_from_the_old_files(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    write(generations, "one", "1", afresh=False)
    write(generations, "two", "2", afresh=False)
    assert (names(generations), generations.mark()) == ({"one", "two", "mark"}, "2")
    write(generations, "three", "3")
    assert (names(generations), generations.mark()) == ({"three", "mark"}, "3")
    assert {file.name for file in (tmp_path / "index").iterdir()} == {generations.current().name, "current", "lock"}  # type: ignore[union-attr]  # just written


def test_a_failed_write_leaves_the_old_state_and_nothing_else(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    write(generations, "one", "1")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(IndexUnwritten), generations.building("2", afresh=False) as folder:
        folder.write_text("not a file")
    assert sorted(tmp_path.rglob("*")) == before
    assert generations.mark() == "1"


def test_a_second_writer_gives_up_after_its_patience(tmp_path: Path) -> None:
    generations = Generations(tmp_path, patience=0)
    with generations.building("1", afresh=True):
        with pytest.raises(IndexBusy):
            write(Generations(tmp_path, patience=0), "two", "2")
        assert generations.current() is None
    assert generations.mark() == "1"


def test_a_killed_writer_leaves_the_old_state_serving_and_the_way_free(tmp_path: Path) -> None:
    generations = Generations(tmp_path, patience=0)
    write(generations, "one", "1")
    program = f"""
import os, pathlib, signal
from index.generations import Generations
with Generations(pathlib.Path({str(tmp_path)!r})).building("2", afresh=False) as folder:
    (folder / "two").write_text("two")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGKILL
    assert list(tmp_path.glob("*.building"))
    assert (names(generations), generations.mark()) == ({"one", "mark"}, "1")
    write(generations, "three", "3", afresh=False)
    assert (names(generations), generations.mark()) == ({"one", "three", "mark"}, "3")
    assert len(list(tmp_path.glob("gen-*"))) == 1


@pytest.mark.parametrize("pointer", [b"", b"gen-1", b"../elsewhere", b"\xff\x00"])
def test_a_damaged_pointer_is_told_and_healed_by_a_fresh_state(tmp_path: Path, pointer: bytes) -> None:
    generations = Generations(tmp_path)
    write(generations, "one", "1")
    (tmp_path / "current").write_bytes(pointer)
    with pytest.raises(IndexDamaged):
        generations.current()
    with pytest.raises(IndexDamaged):
        write(generations, "two", "2", afresh=False)
    write(generations, "two", "2")
    assert generations.mark() == "2"


def test_a_lost_folder_is_told(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    write(generations, "one", "1")
    folder = generations.current()
    assert folder
    folder.rename(tmp_path / "lost")
    with pytest.raises(IndexDamaged):
        generations.mark()
    with pytest.raises(IndexDamaged):
        write(generations, "two", "2", afresh=False)
