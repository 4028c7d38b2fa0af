"""What helps a reader of this archive type: completions and where they lead, the speaker meant, the query meant."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from archive.store import Store
from archive.web.parameters import SearchState
from archive.web.urls import NO_STATE, Urls
from index.engine import Engine
from index.model import Query
from index.suggest import Entry, Lexicon, as_query, correct, key_of
from index.syntax import parse
from index.tree import And, Exact, Node, Word

COMPLETIONS: Final = 6
"""Completions of one kind that are offered."""

SPEAKERS: Final = 3
"""Speakers that one spelling is taken for, at most: `hhh` may be several."""

LONGEST: Final = 100
"""Characters of a query that is looked at; what is longer was not typed."""

_LAST_TERM: Final = re.compile(r"""[^\s"“”「」『』()（）|｜:：]*$""")
_MINUS: Final = "-－−"
_CLOSING: Final = {"“": "”", "「": "」", "『": "』"}

Listed = dict[str, list[dict[str, object]]]


def completions(lexicon: Lexicon, store: Store, urls: Urls, typed: str) -> Listed:
    """What `/api/v1/complete` answers.

    Completed is what was typed as a whole, and where it has several parts the last of them. Each completion tells its value,
    how many passages have it, the address it leads to, and the whole query with it in place.
    """
    if len(typed) > LONGEST:
        return {"names": [], "titles": [], "words": []}
    last = _LAST_TERM.search(typed)
    term = last[0].lstrip(_MINUS) if last else ""
    before = typed[: len(typed) - len(term)]
    whole, part = lexicon.complete(typed if key_of(before) else "", COMPLETIONS), lexicon.complete(term, COMPLETIONS)
    names = _queries(whole.names, part.names, before)
    pages = _pages(store, urls, (entry.value for entry in names))
    narrowed = NO_STATE.including
    return {
        "names": [_told(entry, q, pages.get(entry.value) or urls.search(narrowed("speaker", entry.value))) for entry, q in names.items()],
        "titles": [
            _told(entry, q, urls.search(narrowed("title", entry.value))) for entry, q in _queries(whole.titles, part.titles, before).items()
        ],
        "words": [_told(entry, q, urls.search(NO_STATE.asking(q))) for entry, q in _queries(whole.words, part.words, before).items()],
    }


def names_meant(lexicon: Lexicon, q: str) -> tuple[str, ...]:
    """The names of speakers that may be all that was asked for: the words as they stand, and those with this name or pinyin."""
    if not 0 < len(q) <= LONGEST:
        return ()
    node = parse(q).node
    parts = node.children if isinstance(node, And) else (node,)
    texts = [part.text for part in parts if isinstance(part, Word | Exact) and part.field in (None, "speaker")]
    if len(texts) < len(parts):
        return ()
    asked = " ".join(texts)  # hu heng hua is one name
    return (asked, *(entry.value for entry in lexicon.people(asked, SPEAKERS)))


def meant(lexicon: Lexicon, engine: Engine, state: SearchState, found: int) -> str | None:
    """The query that was probably meant and that finds something; `found` is how many passages this one finds. Raises SearchIndexError."""
    if not 0 < len(state.q) <= LONGEST:
        return None

    def count(node: Node) -> int:
        return engine.search(Query(node, size=1)).total

    corrected = correct(lexicon, state.q, found, count)
    if corrected is None:
        return None
    query = replace(state.asking(corrected).query(parse(corrected).node), size=1, facets=())
    return corrected if engine.search(query).total else None


def _queries(whole: Iterable[Entry], part: Iterable[Entry], before: str) -> dict[Entry, str]:
    """The query of each completion: alone where it completes the whole, else behind what was typed before it."""
    opened = before[-1:]
    closing = _CLOSING.get(opened, '"' if opened == '"' and before.count('"') % 2 else "")
    queries = {entry: as_query(entry.value) for entry in whole}
    for entry in part:
        queries.setdefault(entry, before + (entry.value + closing if closing else as_query(entry.value)))
    return dict(list(queries.items())[:COMPLETIONS])


def _told(entry: Entry, query: str, url: str) -> dict[str, object]:
    return {"value": entry.value, "count": entry.count, "url": url, "query": query}


def _pages(store: Store, urls: Urls, names: Iterable[str]) -> dict[str, str]:
    """The address of the page of each speaker who has one."""
    return {name: urls.speaker(ref.id) for name, ref in store.speakers_named(list(names)).items()}
