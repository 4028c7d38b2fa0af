"""Files of sections: what is written is read, and what is altered is noticed and named."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar.format import ALIGN, BLOCK, SectionFile, SectionWriter
from index.errors import IndexDamaged

NUMBERS = np.arange(3 * BLOCK, dtype="<u4")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sections"
    with SectionWriter(path, {"name": "云岭"}) as file:
        file.section("letters", b"abc")
        file.section("nothing", b"")
        file.section("numbers", NUMBERS)
        file.begin("pieces")
        file.write(b"one ")
        file.write(np.array([1, 2], "<u2"))
        file.note("added", [1])
    return path


def read_all(path: Path) -> dict[str, bytes]:
    file = SectionFile(path)
    return {name: file.section(name).read() for name in file.names()} | {"meta": repr(file.meta).encode()}


def test_sections_are_read_as_written(path: Path) -> None:
    file = SectionFile(path)
    assert file.names() == ["letters", "nothing", "numbers", "pieces"]
    assert file.meta == {"name": "云岭", "added": [1]}
    assert file.section("letters").read() == b"abc"
    assert file.section("nothing").array("<u4").tolist() == []
    assert file.section("pieces").read() == b"one \x01\x00\x02\x00"
    numbers = file.section("numbers").array("<u4")
    assert numbers.tolist() == NUMBERS.tolist()
    assert numbers.ctypes.data % ALIGN == 0
    assert not numbers.flags.writeable
    assert file.section("numbers").array("<u4", BLOCK - 1, BLOCK + 1).tolist() == [BLOCK - 1, BLOCK]
    assert "letters" in file
    assert "numbersX" not in file


def test_bytes_are_looked_for_in_many_stretches(tmp_path: Path) -> None:
    data = np.zeros(4 * BLOCK, np.uint8)
    data[[5, 3 * BLOCK]] = 7
    with SectionWriter(tmp_path / "x", {}) as file:
        file.section("pad", b"x")
        file.section("data", data)
    section = SectionFile(tmp_path / "x").section("data")
    assert section.find(b"\7", np.array([0, 6, 6, 10]), np.array([6, 8, 4 * BLOCK, 10])) == [5, -1, 3 * BLOCK, -1]


def test_what_is_not_there_is_told(path: Path) -> None:
    file = SectionFile(path)
    with pytest.raises(IndexDamaged, match="sections: no section absent"):
        file.section("absent")
    with pytest.raises(IndexDamaged, match="letters has no bytes 0 to 4"):
        file.section("letters").read(0, 4)
    with pytest.raises(IndexDamaged, match="the file is missing"):
        SectionFile(path.with_name("absent"))


@pytest.mark.parametrize("size", [0, 1, 7, 8, 40, 3 * ALIGN, 5 * BLOCK, -1, -30])
def test_a_truncated_file_is_noticed_when_it_is_opened(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamaged, match="sections"):
        SectionFile(path)


def test_a_longer_file_is_noticed_when_it_is_opened(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(IndexDamaged, match="truncated or altered"):
        SectionFile(path)


@settings(max_examples=300, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_flipped_bit_is_noticed_when_it_is_read(tmp_path_factory: pytest.TempPathFactory, where: float, bit: int) -> None:
    path = tmp_path_factory.mktemp("flipped") / "sections"
    with SectionWriter(path, {}) as file:
        file.section("one", b"abc")
        file.section("many", np.arange(BLOCK, dtype="<u2"))
    right = read_all(path)
    data = bytearray(path.read_bytes())
    data[int(where * len(data))] ^= 1 << bit
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match="sections"):
        assert read_all(path) != right


def test_damage_elsewhere_does_not_matter(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[path.stat().st_size // 2] ^= 1
    path.write_bytes(data)
    file = SectionFile(path)
    assert file.section("letters").read() == b"abc"
    with pytest.raises(IndexDamaged, match="altered between bytes"):
        file.verify()


def interrupted(path: Path) -> None:
    with SectionWriter(path, {}) as file:
        file.section("one", b"abc")
        raise ConnectionError


def test_an_unfinished_file_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError):
        interrupted(tmp_path / "x")
    with pytest.raises(IndexDamaged):
        SectionFile(tmp_path / "x")


def test_a_section_is_written_once(tmp_path: Path) -> None:
    with SectionWriter(tmp_path / "x", {}) as file:
        file.section("one", b"")
        with pytest.raises(ValueError, match="twice"):
            file.begin("one")
