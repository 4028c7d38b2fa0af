"""The evaluator gives the documents and scores that Whoosh's own searcher gives over the same segments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, create_in
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    Every,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    TermRange,
    Wildcard,
)
from whoosh.query.spans import SpanNear, SpanNear2
from whoosh.writing import NO_MERGE

from index.columnar.codec import ColumnarCodec
from index.columnar.snapshot import Snapshot

WORDS = ("米", "米袋", "米袋子", "港", "渔港", "a", "ab", "abc", "longer-than-eight-bytes", "longer-than-eight-letters")
ABSENT = "无"

SCHEMA = Schema(
    id=ID(stored=True, unique=True),
    body=TEXT(analyzer=RegexTokenizer(r"\S+"), stored=True),
    title=TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=False, sortable=True, stored=True),
    tag=KEYWORD(sortable=True),
    size=NUMERIC(sortable=True, stored=True),
)


@dataclass(frozen=True)
class Entry:
    body: tuple[str, ...]
    title: tuple[str, ...]
    tag: str
    size: int


@dataclass(frozen=True)
class Commit:
    entries: tuple[Entry, ...]
    deleted: tuple[int, ...]


entries = st.builds(
    Entry,
    body=st.lists(st.sampled_from(WORDS), max_size=12).map(tuple),
    title=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    tag=st.sampled_from(("", "云岭", "海屏")),
    size=st.integers(-3, 300),
)
commits = st.lists(
    st.builds(Commit, st.lists(entries, min_size=1, max_size=8).map(tuple), st.lists(st.integers(0, 23), max_size=4).map(tuple)),
    min_size=1,
    max_size=3,
)

boosts = st.sampled_from((1.0, 1.0, 0.5, 3.0))
words = st.sampled_from((*WORDS, ABSENT))
fields = st.sampled_from(("body", "title"))
body_terms = st.builds(Term, st.just("body"), words, boosts)
nears = st.builds(
    SpanNear2, st.lists(body_terms, min_size=2, max_size=3), slop=st.integers(1, 4), ordered=st.booleans(), mindist=st.integers(0, 2)
)

leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(Term, fields, words, boosts),
    st.builds(Term, st.just("tag"), st.sampled_from(("云岭", "海屏")), boosts),
    st.builds(Term, st.just("nowhere"), words),
    st.builds(Every, st.sampled_from((None, "body", "tag")), boosts),
    st.builds(Prefix, fields, st.sampled_from(("", "米", "a", "longer", "无")), boosts),
    st.builds(Wildcard, fields, st.sampled_from(("*", "米*", "*港", "a?", "longer-*-letters")), boosts),
    st.builds(TermRange, fields, words, words, st.booleans(), st.booleans(), boosts),
    st.builds(NumericRange, st.just("size"), st.integers(-3, 100), st.integers(100, 300), st.booleans(), st.booleans(), boosts),
    st.builds(Phrase, st.just("body"), st.lists(words, min_size=2, max_size=3), st.integers(1, 3), boosts),
    st.just(NullQuery),
)

spans: st.SearchStrategy[Query] = st.one_of(
    nears,
    st.builds(SpanNear2, st.lists(st.one_of(body_terms, nears), min_size=2, max_size=3), slop=st.integers(1, 4)),
    st.builds(SpanNear, body_terms, body_terms, st.integers(1, 4), st.booleans()),
)
"""Whoosh cannot put these below And and Or: it fails to estimate their size."""


def _branches(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(children, min_size=1, max_size=4)
    return st.one_of(
        st.builds(And, several, boosts),
        st.builds(Or, several, boosts),
        st.builds(ConstantScoreQuery, children, st.sampled_from((1.0, 2.5))),
    )


trees = st.recursive(leaves, _branches, max_leaves=8)
roots = st.one_of(trees, trees, spans)


@pytest.fixture(autouse=True)
def one_kind_of_or(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoosh scores patterns and ranges in small indexes otherwise than in large ones; hold it to the way of large ones."""
    monkeypatch.setattr(Or, "matcher_type", Or.DEFAULT_MATCHER)


def build(folder: str, history: Sequence[Commit]) -> FileIndex:
    """Index a history, each commit in a segment of its own."""
    index = create_in(folder, SCHEMA)
    number = 0
    for commit in history:
        writer = index.writer(codec=ColumnarCodec())
        for deleted in commit.deleted:
            writer.delete_by_term("id", str(deleted))
        for entry in commit.entries:
            columns = {"tag": entry.tag} if entry.tag else {}
            writer.add_document(id=str(number), body=" ".join(entry.body), title=" ".join(entry.title), size=entry.size, **columns)
            number += 1
        writer.commit(mergetype=NO_MERGE)
    return index


def snapshot_of(index: FileIndex) -> Snapshot:
    storage: FileStorage = index.storage
    return Snapshot(storage, index._segments(), index.schema)


def by_whoosh(searcher: Any, query: Query) -> dict[int, float]:
    found = {}
    for segment, offset in searcher.leaf_searchers():
        matcher = query.matcher(segment, segment.context())
        while matcher.is_active():
            found[matcher.id() + offset] = matcher.score()
            matcher.next()
    return found


def by_arrays(snapshot: Snapshot, query: Query) -> dict[int, float]:
    docs, scores = snapshot.evaluate(query)
    return dict(zip(docs.tolist(), scores.tolist(), strict=True))


def assert_same(found: dict[int, float], expected: dict[int, float]) -> None:
    assert list(found) == list(expected)
    assert np.allclose(list(found.values()), list(expected.values()), rtol=1e-9)


@settings(max_examples=100, deadline=None)
@given(commits, st.lists(roots, min_size=1, max_size=5))
def test_any_tree_gives_the_documents_and_scores_of_whoosh(history: Sequence[Commit], queries: Sequence[Query]) -> None:
    with TemporaryDirectory() as folder:
        index = build(folder, history)
        snapshot = snapshot_of(index)
        with index.searcher() as searcher:
            for query in queries:
                assert_same(by_arrays(snapshot, query), by_whoosh(searcher, query))


@settings(max_examples=50, deadline=None)
@given(commits, roots, roots)
def test_what_surrounds_a_tree_does_what_whoosh_documents(history: Sequence[Commit], first: Query, second: Query) -> None:
    """Whoosh goes wrong in Not (beside deletions), AndNot (at the first document), AndMaybe (inside And) and Require (it means AndNot)."""
    with TemporaryDirectory() as folder:
        index = build(folder, history)
        snapshot = snapshot_of(index)
        one, other = by_arrays(snapshot, first), by_arrays(snapshot, second)
        every = by_arrays(snapshot, Every())
        assert_same(by_arrays(snapshot, Not(first)), {doc: 1.0 for doc in every if doc not in one})
        assert_same(by_arrays(snapshot, AndNot(first, second)), {doc: score for doc, score in one.items() if doc not in other})
        assert_same(by_arrays(snapshot, AndMaybe(first, second)), {doc: score + other.get(doc, 0.0) for doc, score in one.items()})
        assert_same(by_arrays(snapshot, Require(first, second)), {doc: score for doc, score in one.items() if doc in other})
        with index.searcher() as searcher:
            assert list(every) == list(searcher.reader().all_doc_ids())


@settings(max_examples=30, deadline=None)
@given(commits)
def test_merging_by_whoosh_keeps_everything(history: Sequence[Commit]) -> None:
    with TemporaryDirectory() as folder:
        index = build(folder, history)
        before = list(_contents(index))
        index.optimize(codec=ColumnarCodec())
        assert list(_contents(index)) == before


def _contents(index: FileIndex) -> Iterator[object]:
    with index.searcher() as searcher:
        for number in searcher.reader().all_doc_ids():
            columns = {field: searcher.reader().column_reader(field)[number] for field in ("title", "tag", "size")}
            yield searcher.stored_fields(number), columns


def test_a_query_that_is_not_known_is_refused(tmp_path: Any) -> None:
    snapshot = snapshot_of(build(str(tmp_path), [Commit((Entry(("米",), (), "", 1),), ())]))
    with pytest.raises(TypeError, match="no plan for Query"):
        snapshot.evaluate(Query())
