"""Posting lists and sorted terms: what goes in comes out, one by one and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar.format import SectionFile, SectionWriter
from index.columnar.packing import decode_many, encode_many
from index.columnar.postings import PADDING, Postings, decode, encode, weights_of
from index.columnar.terms import LONG, Terms, TermsWriter

COUNT = 200_000


@dataclass(frozen=True)
class Listed:
    docs: tuple[int, ...]
    weights: tuple[int, ...]


@st.composite
def lists(draw: st.DrawFn, greatest: int = 300) -> Listed:
    """Lists of few and of many documents, near each other and far apart."""
    spread = draw(st.sampled_from((3, 300, 70_000)))
    gaps = draw(st.lists(st.integers(1, spread), min_size=1, max_size=40))
    repeated = draw(st.sampled_from((1, 1, 1, 12)))
    docs = [doc for doc in np.cumsum(gaps * repeated).tolist() if doc < COUNT] or [0]
    weights = draw(st.lists(st.sampled_from((1, 1, 1, 2, 3, greatest)), min_size=len(docs), max_size=len(docs)))
    return Listed(tuple(docs), tuple(weights))


def decoded(data: bytes, count: int) -> Postings:
    return decode(memoryview(data + b"\xff" * PADDING), count, COUNT)


def weights(postings: Postings) -> list[float]:
    return [1.0] * len(postings.docs) if postings.weights is None else postings.weights.tolist()


@settings(deadline=None)
@given(lists())
def test_a_list_comes_back(listed: Listed) -> None:
    found = decoded(encode(Postings(np.array(listed.docs), weights_of(np.array(listed.weights, float))), COUNT), len(listed.docs))
    assert tuple(found.docs.tolist()) == listed.docs
    assert tuple(weights(found)) == listed.weights


@settings(deadline=None)
@given(lists(), st.floats(0.1, 3))
def test_broken_weights_come_back(listed: Listed, boost: float) -> None:
    broken = np.array(listed.weights) * boost
    found = decoded(encode(Postings(np.array(listed.docs), weights_of(broken)), COUNT), len(listed.docs))
    assert np.allclose(weights(found), broken)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 100_000), max_size=6, unique=True).map(sorted), min_size=1, max_size=30))
def test_positions_come_back(positions: Sequence[Sequence[int]]) -> None:
    starts = np.cumsum([0, *map(len, positions)])
    flat = np.array([position for some in positions for position in some], np.int64)
    frequencies = np.array([len(some) + 5 for some in positions])
    found = decoded(encode(Postings(np.arange(len(positions)), None, frequencies, flat, starts), COUNT), len(positions))
    assert found.positions is not None
    assert found.starts is not None
    assert found.frequencies is not None
    assert found.positions.tolist() == flat.tolist()
    assert found.starts.tolist() == starts.tolist()
    assert found.frequencies.tolist() == frequencies.tolist()


def test_a_dense_list_takes_a_bit_a_document() -> None:
    docs = np.flatnonzero(np.arange(COUNT) % 3)
    assert len(encode(Postings(docs), COUNT)) == 1 + COUNT // 8


@settings(max_examples=50, deadline=None)
@given(st.lists(lists(), max_size=12))
def test_many_lists_are_encoded_and_decoded_at_once(some: Sequence[Listed]) -> None:
    counts = np.array([len(listed.docs) for listed in some], np.int64)
    starts = np.concatenate(([0], np.cumsum(counts)))
    docs = np.array([doc for listed in some for doc in listed.docs], np.int64)
    flat = np.array([weight for listed in some for weight in listed.weights], np.uint32)
    data, offsets = encode_many(starts, docs, flat, COUNT)
    padded = np.concatenate((data, np.zeros(PADDING, np.uint8)))
    for listed, offset in zip(some, offsets.tolist(), strict=True):
        skipped = 4 if len(listed.docs) >= LONG else 0
        found = decode(padded[offset + skipped :].data, len(listed.docs), COUNT)
        assert tuple(found.docs.tolist()) == listed.docs
        assert tuple(weights(found)) == listed.weights
    found_docs, found_weights = decode_many(padded, offsets.astype(np.int64), counts, COUNT)
    assert found_docs.tolist() == docs.tolist()
    assert found_weights.tolist() == flat.tolist()


ODD = [b"", b"\0", b"a", b"a\0", b"a\0\0", b"abcdefgh", b"abcdefgh\0", b"abcdefghi", "云岭市".encode(), "云岭市县".encode(), b"\xff" * 9]


@settings(max_examples=100, deadline=None)
@given(
    terms=st.lists(st.one_of(st.sampled_from(ODD), st.binary(max_size=10)), unique=True, max_size=25).map(sorted),
    asked=st.one_of(st.sampled_from(ODD), st.binary(max_size=10)),
)
def test_terms_are_found_in_order(tmp_path_factory: object, terms: Sequence[bytes], asked: bytes) -> None:
    path = tmp_path_factory.mktemp("terms") / "x"  # type: ignore[attr-defined]  # pytest's factory
    found = written(path, terms)
    assert list(found.terms()) == terms
    assert found.find(asked) == (terms.index(asked) if asked in terms else -1)
    assert found.bound(asked) == sum(term < asked for term in terms)
    assert [found.term(number) for number in found.prefixed(asked)] == [term for term in terms if term.startswith(asked)]
    assert [found.postings(found.find(term)).docs.tolist() for term in terms] == [[number] for number in range(len(terms))]
    assert found.doc_frequencies().tolist() == [1] * len(terms)


def written(path: Path, terms: Sequence[bytes]) -> Terms:
    with SectionWriter(path, {}) as file:
        writer = TermsWriter(file, "field")
        for number, term in enumerate(terms):
            writer.add(term, 1, encode(Postings(np.array([number])), COUNT))
        writer.close()
    return Terms(SectionFile(path), "field", COUNT)


def test_long_lists_tell_their_number(tmp_path: Path) -> None:
    docs = np.arange(0, 3 * LONG, 3)
    with SectionWriter(tmp_path / "x", {}) as file:
        writer = TermsWriter(file, "field")
        writer.add(b"long", LONG, encode(Postings(docs), COUNT))
        writer.add(b"short", LONG - 1, encode(Postings(docs[1:]), COUNT))
        writer.close()
    terms = Terms(SectionFile(tmp_path / "x"), "field", COUNT)
    assert [terms.doc_frequency(number) for number in (0, 1)] == terms.doc_frequencies().tolist() == [LONG, LONG - 1]
    assert [terms.postings(number).docs.tolist() for number in (0, 1)] == [docs.tolist(), docs[1:].tolist()]
