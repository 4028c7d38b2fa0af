"""One file holds the archive: whole or refused, of one state, restored as a whole or not at all."""

import gzip
import json
import subprocess
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from archive.backup import read_backup, verify_backup, write_backup
from archive.errors import BadInput
from archive.store import Store
from archive.store.notes import IDENTITY
from tests.unit.test_commands import PAGE, Archive, found
from tests.unit.test_dump import contents, silent, store_at
from tests.web.samples import SAMPLES, edited


def save(store: Store, *numbers: int) -> None:
    for number in numbers:
        sample = SAMPLES[number]
        store.save(sample.name, sample.name, sample.name.encode(), sample.document, sample.collection)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = store_at(tmp_path / "here")
    save(opened, 0, 1)
    sample = edited(SAMPLES[0], 2, "二是让数据跑在货物前面，也跑在潮水前面。")
    opened.save(sample.name, sample.name, b"edited", sample.document, sample.collection)
    yield opened
    opened.close()


def test_a_backup_restores_every_row(store: Store, tmp_path: Path) -> None:
    file, other = tmp_path / "whole.backup", store_at(tmp_path / "there")
    rows = write_backup(file, store.dump(), silent)
    verify_backup(file, silent)
    assert other.load(read_backup(file), silent) == rows
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_backup_is_of_the_moment_it_began(store: Store, tmp_path: Path) -> None:
    file, lines = tmp_path / "whole.backup", store.dump()
    first = next(lines)
    before = contents(tmp_path / "here")
    save(store, 2, 3)
    write_backup(file, chain([first], lines), silent)
    store_at(tmp_path / "there").load(read_backup(file), silent)
    assert contents(tmp_path / "there") == before != contents(tmp_path / "here")


def test_a_spoiled_backup_is_refused_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    file, other = tmp_path / "whole.backup", store_at(tmp_path / "there")
    save(other, 4)
    before = contents(tmp_path / "there")
    write_backup(file, store.dump(), silent)
    data, random = file.read_bytes(), Random(7)
    spoiled = [data[: random.randrange(len(data))] for _ in range(30)]
    spoiled += [
        b"",
        data[:-1],
        b"no backup at all",
        gzip.compress(b"{}\n"),
        gzip.compress(gzip.decompress(data).replace(b"live", b"dead", 1)),
    ]
    for _ in range(60):
        flipped = bytearray(data)
        flipped[random.randrange(20, len(data))] ^= 1 << random.randrange(8)  # the head of gzip holds bytes that say nothing
        spoiled.append(bytes(flipped))
    for one in spoiled:
        file.write_bytes(one)
        with pytest.raises(BadInput):
            verify_backup(file, silent)
    for one in random.sample(spoiled, 8):
        file.write_bytes(one)
        with pytest.raises(BadInput):
            other.load(read_backup(file), silent, over=True)
    assert contents(tmp_path / "there") == before


def test_a_backup_that_fails_leaves_the_one_before(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "whole.backup"
    write_backup(file, store.dump(), silent)
    before = file.read_bytes()

    def breaking() -> Iterator[str]:
        yield from list(store.dump())[:5]
        raise BadInput("……")

    with pytest.raises(BadInput):
        write_backup(file, breaking(), silent)
    with pytest.raises(BadInput, match="写不进去"):
        write_backup(tmp_path / "nowhere" / "whole.backup", store.dump(), silent)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*backup*")] == [file.name]


def test_a_restored_archive_is_another_one(store: Store, tmp_path: Path) -> None:
    """An index of what was there before must not pass for one of what is there now."""
    file = tmp_path / "whole.backup"
    write_backup(file, store.dump(), silent)
    before = store.identity()
    store.load(read_backup(file), silent, over=True)
    assert store.identity() != before
    assert IDENTITY in "".join(store.dump())


def test_the_commands_bring_an_archive_to_another_place(tmp_path: Path) -> None:
    here, there, file = Archive(tmp_path / "here"), Archive(tmp_path / "there"), str(tmp_path / "whole.backup")
    for one in (here, there):
        one.folder.mkdir()
    assert here.run("ingest", here.file("望川日报/0305.txt", PAGE)).returncode == 0
    assert there.run("ingest", there.file("别处/a.txt", "题目\n\n海屏今年通了轮渡。\n")).returncode == 0
    done = here.run("backup", file)
    assert done.returncode == 0, done.stderr
    refused = there.run("restore", file)
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    assert found(there, "轮渡") == ["海屏今年通了轮渡。"]
    done = there.run("restore", "--force", file)
    assert done.returncode == 0, done.stderr
    assert contents(there.folder / "data") == contents(here.folder / "data")
    assert (found(there, "湿地保护"), found(there, "轮渡")) == (found(here, "湿地保护"), [])
    assert there.run("restore", str(tmp_path / "absent")).returncode == 2


def test_any_machine_can_look_into_a_backup(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "whole.backup"
    rows = write_backup(file, store.dump(), silent)
    lines = subprocess.run(["gzip", "-dc", str(file)], capture_output=True, check=True).stdout.decode().splitlines()
    assert (len(lines), json.loads(lines[0])["rows"]) == (rows + 2, rows)
