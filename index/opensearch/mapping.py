"""What an index of the cluster is made of, and the way of a document into it and back.

- `<field>_words`, `<field>_grams` of each searched field: the tokens. Grams keep their places: all single characters of the folded
  value in order, then all pairs. So neighbouring grams of one length are a substring, exactly, and nothing need be verified.
- `speech_id`, `date` and the facets: the original values, to choose, count and order by; `<facet>_folded`: what a facet in the
  tree is compared with; `date_first`, `date_last`: the first and the last day that a date can mean.
- `order`: where the document stands among equals. Every document has it, the index's own state (`index.opensearch.state`) has not.
- `vocabulary`: the words of the text, each once, in a column.
- `digest`: of all of this, to tell without reading it whether a document is in the index as it should be.

What a document says of itself is kept as it came, the tokens are not.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Final

from index.analyzer import fingerprint, grams, words
from index.dates import first_day, last_day
from index.fields import FACETS, SEARCHED, SPEECH_FIELDS, TEXT
from index.fold import fold
from index.model import Doc
from index.opensearch.tokens import is_plain, joined
from index.schema import grams_field, words_field

Json = dict[str, Any]

ORDER: Final = "order"
VOCABULARY: Final = "vocabulary"
DIGEST: Final = "digest"
STATE: Final = "state"
"""The field of the state, in the one document that has it."""

KEPT: Final = tuple(name for name in Doc._fields if name != "id")
"""The attributes of a document that come back with it; its id is the document's own."""

_COLUMNS: Final = tuple(dict.fromkeys(("speech_id", "date", *FACETS)))

_RULES: Final = 1
"""Counts the changes of this module that make other documents of the same texts."""

_LONGEST_VALUE: Final = 8000
"""Characters of the longest value that is counted and chosen by; Lucene refuses a term of more than 32,766 bytes."""

_WEIGHT: Final = "query.boost * 2.2 * (Math.log(field.docCount / (term.docFreq + 1.0)) + 1.0)"
_SCORE: Final = "weight * doc.freq / (doc.freq + 1.2 * (0.25 + 0.75 * doc.length * field.docCount / field.sumTotalTermFreq))"
"""BM25F as Whoosh has it (k1 1.2, b 0.75): its idf differs from that of Lucene's own BM25."""


@cache
def analysis() -> str:
    """Name what documents of this program are made of, as eight hexadecimal digits and a number."""
    return f"{fingerprint()}.{_RULES}"


def index_body(shards: int, replicas: int) -> Json:
    """Return the settings and mappings of a new index. It shows what was written only when told to."""
    column = {"type": "keyword", "ignore_above": _LONGEST_VALUE}
    term = column | {"doc_values": False, "norms": False}
    tokens = {"type": "text", "analyzer": "tokens", "similarity": "bm25f"}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "gc_deletes": "1h",
            "analysis": {"analyzer": {"tokens": {"type": "custom", "tokenizer": "whitespace"}}},
            "similarity": {"bm25f": {"type": "scripted", "weight_script": {"source": _WEIGHT}, "script": {"source": _SCORE}}},
        },
        "mappings": {
            "dynamic": False,
            "_source": {"includes": [*KEPT, DIGEST, STATE]},
            "properties": {
                **{words_field(name): tokens | {"index_options": "freqs"} for name in SEARCHED},
                **{grams_field(name): tokens for name in SEARCHED},
                **dict.fromkeys(_COLUMNS, column),
                **{folded_field(name): term for name in FACETS},
                **dict.fromkeys(("date_first", "date_last"), term),
                ORDER: {"type": "long"},
                VOCABULARY: {"type": "keyword", "index": False},
            },
        },
    }


def folded_field(facet: str) -> str:
    """Name the field that holds the folded value of a facet."""
    return f"{facet}_folded"


def fields(doc: Doc, order: int) -> Json:
    """Return the fields of a document as they are sent."""
    found: Json = {name: value for name in (*KEPT, *_COLUMNS) if (value := getattr(doc, name)) not in ("", None)}
    found |= {folded_field(name): _folded(value) for name in FACETS if (value := getattr(doc, name))}
    for name in SPEECH_FIELDS:
        if value := getattr(doc, name):
            found[words_field(name)], found[grams_field(name)] = _tokens(value)
    if folded := fold(doc.text):
        cut = words(folded)
        found |= {words_field(TEXT): joined(cut), grams_field(TEXT): joined(grams(folded))}
        found[VOCABULARY] = [word for word in dict.fromkeys(cut) if is_plain((word,))]
    if doc.date:
        found |= {"date_first": first_day(doc.date), "date_last": last_day(doc.date)}
    return found | {ORDER: order, DIGEST: digest(doc, order)}


@lru_cache(maxsize=1024)
def _folded(value: str) -> str:
    """The folded value of a facet; neighbouring documents agree in it."""
    return fold(value)


@lru_cache(maxsize=1024)
def _tokens(value: str) -> tuple[str, str]:
    """The words and the grams of what is known of a speech; its documents come together."""
    folded = fold(value)
    return joined(words(folded)), joined(grams(folded))


def digest(doc: Doc, order: int) -> str:
    """Return a digest of all that a document is made of."""
    told = json.dumps([analysis(), order, *(getattr(doc, name) for name in KEPT)])
    return blake2b(told.encode(), digest_size=12).hexdigest()


def doc(doc_id: str, source: Mapping[str, Any]) -> Doc:
    """Return the document that OpenSearch kept."""
    return Doc(id=doc_id, **{"text": ""} | {name: source[name] for name in KEPT if name in source})
