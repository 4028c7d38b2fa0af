"""Texts as tokens for a cluster, and documents as they are sent and come back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import grams
from index.model import Doc
from index.opensearch.mapping import digest, doc, fields
from index.opensearch.tokens import LONGEST, joined, token
from index.opensearch.writing import indexing

odd_texts = st.text(st.characters(codec=None) | st.sampled_from(" \t\n\u3000\\\ud800\udfff"), min_size=1, max_size=LONGEST + 5)


@given(odd_texts, odd_texts)
def test_different_texts_are_different_tokens_without_spaces(one: str, other: str) -> None:
    tokens = token(one), token(other)
    assert (tokens[0] == tokens[1]) == (one == other)
    for written in tokens:
        assert written.split() == [written]
        assert len(written) <= LONGEST
        assert written.encode()


def test_a_long_word_is_known_by_its_digest() -> None:
    assert token("a" * LONGEST) == "a" * LONGEST
    assert len(token("a" * (LONGEST + 1))) < LONGEST


@given(odd_texts)
def test_a_field_has_as_many_tokens_as_there_are_grams(text: str) -> None:
    assert joined(grams(text)).split(" ") == [token(gram) for gram in grams(text)]


@given(odd_texts, st.sampled_from(("", "2019", "2019-04-02")))
def test_a_document_comes_back_as_it_was_sent(text: str, date: str) -> None:
    sent = Doc("id", "s", 3, text, title=text, date=date)
    head, body = indexing(sent, 7, 2).splitlines()
    assert json.loads(head) == {"index": {"_id": "id", "version": 2, "version_type": "external_gte"}}
    assert doc("id", json.loads(body)) == sent


def test_the_digest_tells_documents_and_places_apart() -> None:
    one = Doc("id", "s", 1, "水渠")
    assert digest(one, 1) == digest(one, 1) == fields(one, 1)["digest"]
    assert len({digest(one, 1), digest(one, 2), digest(one._replace(text="水"), 1), digest(one._replace(title="水渠", text=""), 1)}) == 4
