"""Segments written in bulk, and merged, are what Whoosh's own writer makes of the same documents."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, create_in
from whoosh.scoring import BM25F

from index.columnar.bulk import write_segment
from index.columnar.codec import DOCS_EXT, TERMS_EXT, ColumnarCodec, ColumnarSegment
from index.columnar.compact import write_compacted
from index.columnar.snapshot import Snapshot
from index.model import Doc
from index.schema import row, schema
from index.tree import Everything, Node
from index.whoosh_tree import matching, scoring
from tests.engines import samples
from tests.engines.samples import DOCS

corpora = st.lists(samples.docs, min_size=1, max_size=8)


def numbered(docs: Sequence[Doc], first: int = 0) -> list[Doc]:
    return [doc._replace(id=f"{number:03}") for number, doc in enumerate(docs, first)]


def bulk(folder: Path, docs: Sequence[Doc]) -> ColumnarSegment:
    """Write a segment of documents in bulk."""
    segment, storage = ColumnarSegment("MAIN"), FileStorage(str(folder))
    segment.set_doc_count(write_segment(segment.path(storage, DOCS_EXT), segment.path(storage, TERMS_EXT), docs))
    return segment


def snapshot(folder: Path, *segments: ColumnarSegment) -> Snapshot:
    return Snapshot(FileStorage(str(folder)), segments, schema())


def by_whoosh(folder: Path, docs: Sequence[Doc]) -> list[ColumnarSegment]:
    """Let Whoosh's own writer write a segment of documents with the codec."""
    with create_in(str(folder), schema()).writer(codec=ColumnarCodec()) as writer:
        for doc in docs:
            writer.add_document(**row(doc))
    segments: list[ColumnarSegment] = TOC.read(FileStorage(str(folder)), "MAIN").segments
    return segments


def contents(found: Snapshot) -> dict[str, Any]:
    """Everything a snapshot of one segment holds, document by document."""
    (segment,) = found.segments
    docs, inverted = segment.docs, segment.inverted
    terms = {}
    for field in sorted(inverted.fields()):
        own = inverted.terms(field)
        for number, term in enumerate(own.terms() if own else ()):
            postings = inverted.postings(field, number)
            weights = np.ones(len(postings.docs)) if postings.weights is None else postings.weights
            terms[field, term] = dict(zip(postings.docs.tolist(), weights.tolist(), strict=True)), inverted.doc_frequency(field, number)
    return {
        "terms": terms,
        "stored": [docs.stored_fields(doc) for doc in range(docs.count)],
        "lengths": [{field: docs.length(doc, field) for field in docs.scored_fields()} for doc in range(docs.count)],
        "totals": {field: docs.total_length(field) for field in docs.scored_fields() if docs.total_length(field)},
    }


def without_empty(found: dict[str, Any]) -> dict[str, Any]:
    """Whoosh's writer leaves out the fields that no document has."""
    return found | {"lengths": [{field: length for field, length in lengths.items() if length} for lengths in found["lengths"]]}


@settings(max_examples=60, deadline=None)
@given(corpora)
def test_bulk_writes_what_whoosh_writes(docs: Sequence[Doc]) -> None:
    docs = numbered(docs)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        expected = contents(snapshot(Path(other), *by_whoosh(Path(other), docs)))
        assert without_empty(contents(snapshot(Path(one), bulk(Path(one), docs)))) == without_empty(expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(corpora, min_size=1, max_size=3), st.sets(st.integers(0, 23), max_size=12))
def test_segments_merge_into_what_their_live_documents_make(corpora: Sequence[Sequence[Doc]], gone: set[int]) -> None:
    with TemporaryDirectory() as name:
        folder, segments, live = Path(name), [], []
        for number, corpus in enumerate(corpora):
            docs = numbered(corpus, 8 * number)
            segments.append(bulk(folder, docs))
            for place, doc in enumerate(docs):
                if 8 * number + place in gone:
                    segments[-1].delete_document(place)
                else:
                    live.append(doc)
        merged, storage = ColumnarSegment("MAIN"), FileStorage(name)
        paths = [merged.path(storage, extension) for extension in (DOCS_EXT, TERMS_EXT)]
        merged.set_doc_count(write_compacted(paths[0], paths[1], snapshot(folder, *segments).segments))
        assert merged.doc_count_all() == len(live)
        assert contents(snapshot(folder, merged)) == contents(snapshot(folder, bulk(folder, live)))


@settings(max_examples=60, deadline=None)
@given(st.lists(corpora, min_size=1, max_size=3), samples.trees, st.sets(st.integers(0, 7), max_size=3))
def test_the_project_s_queries_give_the_documents_and_scores_of_whoosh(
    corpora: Sequence[Sequence[Doc]], node: Node, gone: set[int]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        index = create_in(name, schema())
        segments = [bulk(folder, numbered(docs, 8 * number)) for number, docs in enumerate(corpora)]
        for doc in gone:
            if doc < segments[0].doc_count_all():
                segments[0].delete_document(doc)
        TOC(schema(), segments, 1).write(FileStorage(name), "MAIN")
        found = snapshot(folder, *segments)
        with index.searcher(weighting=BM25F(B=0.75, K1=1.2)) as searcher:
            live = list(searcher.reader().all_doc_ids())
            assert found.evaluate(matching(Everything(), lambda *_: ()))[0].tolist() == live
            query = scoring(node, lambda *_: ())
            expected = {}
            for leaf, offset in searcher.leaf_searchers():
                matcher = query.matcher(leaf, leaf.context())
                while matcher.is_active():
                    expected[matcher.id() + offset] = matcher.score()
                    matcher.next()
            docs, scores = found.evaluate(query)
            assert docs.tolist() == list(expected)
            assert np.allclose(scores, list(expected.values()), rtol=1e-9)


def test_more_than_a_portion_goes_through_worker_processes(tmp_path: Path) -> None:
    """The portions of many documents, of their speeches too, are merged into the same as one portion would be."""
    docs = [DOCS[number % len(DOCS)]._replace(id=f"{number:06}", number=number, speech_id=f"s{number // 2}") for number in range(17_000)]
    found = snapshot(tmp_path, bulk(tmp_path, docs))
    (segment,) = found.segments
    assert segment.count == 17_000
    assert segment.rows == 11_333
    for doc in (0, 16_383, 16_384, 16_999):
        stored = segment.docs.stored_fields(doc)
        assert (stored["id"], stored["text"], stored["number"]) == (docs[doc].id, docs[doc].text, doc)
    for field, gram, expected in (("text_grams", "云", "text"), ("title_grams", "水渠", "title"), ("text_words", "abcd", "text")):
        number = segment.number(field, gram)
        holding = [place for place, doc in enumerate(docs) if gram in getattr(doc, expected)]
        assert segment.inverted.postings(field, number).docs.tolist() == holding
        assert segment.inverted.doc_frequency(field, number) == len(holding)
    assert segment.inverted.postings("id", segment.number("id", "016999")).docs.tolist() == [16_999]
    assert not list(tmp_path.glob("tmp*"))
