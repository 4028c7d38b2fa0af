"""A search answered: parsed, asked of the engine, and told to machines. Works outside a request too."""

from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Final

from archive.web.cursors import write_cursor
from archive.web.highlight import marked
from archive.web.messages import sentence
from archive.web.notes import Note
from archive.web.parameters import LAST_PAGE, PAGE_SIZE, SearchState
from archive.web.suggesting import meant
from archive.web.urls import Urls
from index.engine import Engine
from index.fields import FACETS
from index.model import Hit, Page, Query
from index.relaxing import is_question, looser
from index.suggest import Lexicon
from index.syntax import parse

_NONE_HOLDS_ALL: Final = Note("没有哪一段同时有这些词，下面的段落只有其中一部分词。", kind="relaxed")
_SOME_HOLD_ALL: Final = Note("同时有这些词的段落很少，下面也有只含其中一部分词的段落。", kind="relaxed")


@dataclass(frozen=True, slots=True)
class Found:
    """The engine's page for a state and the query it answers, what a reader should be told about it, the query that was probably meant
    where it was another one, and the time it took in milliseconds."""

    state: SearchState
    query: Query
    page: Page
    notes: tuple[Note, ...]
    suggestion: str | None
    took_ms: float

    @property
    def pages(self) -> int:
        """How many pages the answer has; 0 where nothing was found."""
        return -(-self.page.total // PAGE_SIZE)


def find(engine: Engine, lexicon: Lexicon, state: SearchState) -> Found:
    """Ask the engine. Where plain words do not occur together, or those of a question rarely do, passages with some of them are found
    and a note says so.

    Raises SearchIndexError.
    """
    begun = perf_counter()
    parsed = parse(state.q)
    notes = tuple(Note(note.message, note.values, "syntax") for note in parsed.notes)
    query = state.query(parsed.node)
    page = engine.search(query)
    suggestion = meant(lexicon, engine, state, page.total)
    enough = PAGE_SIZE if is_question(parsed.node) else 1
    loosened = looser(parsed.node) if page.total < enough else None
    if loosened is not None:
        wider = state.query(loosened)
        found = engine.search(wider)
        if found.total > page.total:
            notes += (_SOME_HOLD_ALL if page.total else _NONE_HOLDS_ALL,)
            query, page = wider, found
    return Found(state, query, page, notes, suggestion, round((perf_counter() - begun) * 1000, 1))


def answer(engine: Engine, lexicon: Lexicon, state: SearchState, urls: Urls, notes: tuple[Note, ...] = ()) -> dict[str, Any]:
    """What `/api/v1/search` answers and `search --json` prints; `notes` are told before those of the search. Raises SearchIndexError."""
    generation = engine.generation()
    found = find(engine, lexicon, replace(state, finds={}))  # a page looks through all values of a facet; machines get the most frequent
    return {
        "query": state.q,
        "total": found.page.total,
        "in_text": found.page.in_text,
        "speeches": found.page.speeches,
        "page": state.page,
        "pages": found.pages,
        "took_ms": found.took_ms,
        "next": write_cursor(state.page + 1, generation) if state.page < min(found.pages, LAST_PAGE) else None,
        "hits": [_hit(hit, urls) for hit in found.page.hits],
        "facets": {
            name: [
                {"value": value, "label": value, "count": count, "selected": value in state.include.get(name, ())}
                for value, count in found.page.facets.get(name, {}).items()
            ]
            for name in FACETS
        },
        "suggestion": found.suggestion,
        "notes": [{"kind": note.kind, "text": sentence(note.message, dict(note.values), urls.language)} for note in (*notes, *found.notes)],
    }


def _hit(hit: Hit, urls: Urls) -> dict[str, object]:
    doc = hit.doc
    return {
        "id": doc.id,
        "permalink": urls.permalink(doc.id),
        "speech_id": doc.speech_id,
        "title": doc.title or None,
        "speaker": doc.speaker or None,
        "office": doc.office or None,
        "date": doc.date or None,
        "collection": doc.collection or None,
        "number": doc.number,
        "text": doc.text,
        "html": marked(doc.text, hit.marks.get("text", ())),
        "score": hit.score,
    }
