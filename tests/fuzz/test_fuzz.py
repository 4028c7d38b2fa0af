"""Some thousand made-up inputs for each target; what takes hours is `python -m tests.fuzz` for."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import ADDRESSES, SUFFIXES, TARGETS

COUNTS = {"query": 1500, "address": 400, "reader": 1000, "index_file": 400}
"""Inputs of each target: about a minute in all."""

EDITS = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 8), st.binary(max_size=8)), max_size=6)


@st.composite
def changed(draw: st.DrawFn, target: str) -> bytes:
    """A seed with some stretches of it replaced, or any bytes at all."""
    data = bytearray(draw(st.sampled_from(sorted(seeds(target)))))
    for place, gone, new in draw(EDITS):
        at = place % (len(data) + 1)
        data[at : at + gone] = new
    return bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes(name: str) -> None:
    @settings(max_examples=COUNTS[name], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(changed(name), changed(name), st.binary(max_size=400)))
    def throw(data: bytes) -> None:
        TARGETS[name](data)

    throw()


def test_every_seed_is_taken() -> None:
    for name, target in TARGETS.items():
        some = sorted(seeds(name))
        assert len(some) > 5
        for one in some[:: max(len(some) // 40, 1)]:
            target(one)
    assert {one[0] for one in seeds("address")} == set(range(len(ADDRESSES)))
    assert {one[0] for one in seeds("reader")} <= set(range(len(SUFFIXES)))
