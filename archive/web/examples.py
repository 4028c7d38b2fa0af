"""Examples of every notation that find something in this archive: made from one of its own passages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from archive.web.messages import sentence
from archive.web.notes import Note
from index.analyzer import is_word, pieces
from index.engine import Engine
from index.fold import fold
from index.model import Doc, Query
from index.pinyin import name_keys
from index.suggest import Lexicon, as_query
from index.syntax import parse
from index.tree import Everything, Word

_COMMON: Final = 8
"""A word that more than one passage in so many holds is no example of anything."""

_TITLES: Final = 200
"""Titles whose words are taken for what the archive is about: 我们 and 没有 are frequent, but seldom in titles."""

_FACETS: Final = ("speaker", "place", "collection")
_NEAR: Final = 5
_TAIL: Final = 3
"""Characters that a quoted example has behind its word."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and how many passages it finds."""

    q: str
    total: int


@dataclass(frozen=True, slots=True)
class _Specimen:
    """A passage, its folded text, its words, the most telling first, a telling word that it does not hold, and the
    speaker, place and collection of most passages like it, empty where none is known."""

    doc: Doc
    text: str
    words: tuple[str, ...]
    other: str
    speaker: str
    place: str
    collection: str


def examples(engine: Engine, lexicon: Lexicon, language: str) -> dict[str, Example]:
    """An example for each notation of the help page that this archive has one for. Raises SearchIndexError."""
    specimen = _specimen(engine, lexicon)
    if specimen is None:
        return {}
    found: dict[str, Example] = {}
    for kind, q in (*_of_words(specimen), *_of_fields(specimen, language)):
        total = engine.search(Query(parse(q).node, size=1)).total if kind not in found else 0
        if total:
            found[kind] = Example(q, total)
    keys = () if specimen.speaker.isascii() else name_keys(specimen.speaker)
    spelled = {kind: Example(key, 0) for kind, key in zip(("pinyin", "initials"), keys, strict=False)}
    return found | spelled


def _specimen(engine: Engine, lexicon: Lexicon) -> _Specimen | None:
    """Of the passages about what the archive is about the one that tells most about itself; None where none has two words to tell."""
    most = engine.count() / _COMMON
    topics = _ranked((word for title in lexicon.frequent_titles(_TITLES) for word in _terms(title.value)), lexicon, most)
    page = engine.search(Query(Word(topics[0]) if topics else Everything(), size=10, facets=_FACETS, facet_size=1))
    speaker, place, collection = (next(iter(page.facets[name]), "") for name in _FACETS)

    def telling(doc: Doc) -> int:
        return sum(map(bool, (doc.title, doc.office, doc.date))) + len(set(_terms(doc.text)).intersection(topics))

    for doc in sorted((hit.doc for hit in page.hits), key=telling, reverse=True):
        words = sorted(_ranked(_terms(doc.text), lexicon, most), key=lambda word: word not in topics)
        if len(words) > 1:
            text = fold(doc.text)
            other = next((word for word in topics if word not in text), words[1])
            return _Specimen(doc, text, tuple(words), other, speaker, place, collection)
    return None


def _ranked(words: Iterable[str], lexicon: Lexicon, most: float) -> list[str]:
    """The different words that not too many passages hold, the most frequent first."""
    counts = {word: lexicon.passages(word) for word in words}
    return sorted((word for word, count in counts.items() if count <= most), key=lambda word: -counts[word])


def _of_words(specimen: _Specimen) -> Iterator[tuple[str, str]]:
    """Yield (notation, query), the better ones first; not every one need find anything."""
    first, second, *_ = specimen.words
    yield "words", f"{first} {second}"
    for word in specimen.words:
        longer = _longer(specimen.text, word)
        if longer != word:
            yield "exact", f"“{longer}”"
            yield "outside", f"“{word}”!“{longer}”"
    yield from (("without", f"{first} -{word}") for word in (specimen.other, *specimen.words[1:]))
    yield "either", f"{first} OR {specimen.other}"
    yield "group", f"({first} OR {specimen.other}) {second}"
    yield from (("near", f"“{one}” NEAR/{_NEAR} “{other}”") for one, other in _neighbours(specimen))
    yield "pattern", f"{first[0]}*"


def _of_fields(specimen: _Specimen, language: str) -> Iterator[tuple[str, str]]:
    doc, first = specimen.doc, specimen.words[0]

    asked = (
        ("text", Note("正文：{value}"), [first]),
        ("title", Note("标题：{value}"), _terms(doc.title)),
        ("speaker", Note("讲话人：{value}"), [specimen.speaker]),
        ("office", Note("职务：{value}"), reversed(list(_terms(doc.office)))),
        ("place", Note("地点：{value}"), [specimen.place]),
        ("collection", Note("文集：{value}"), [specimen.collection]),
        ("date", Note("日期：{value}"), [doc.date[:7]]),
    )
    for kind, note, values in asked:
        yield from ((kind, sentence(note.message, {"value": as_query(value)}, language)) for value in values if value)
    if specimen.speaker:
        yield "name", as_query(specimen.speaker)
    if doc.year.isdecimal():
        yield "dates", f"{first} {int(doc.year) - 1:04d}..{int(doc.year) + 1:04d}"


def _longer(text: str, word: str) -> str:
    """The word as it stands in the text with the characters behind it, up to a punctuation mark."""
    start = text.find(word)
    end = start + len(word)
    while end < min(start + len(word) + _TAIL, len(text)) and is_word(text[end]):
        end += 1
    return text[start:end]


def _neighbours(specimen: _Specimen) -> Iterator[tuple[str, str]]:
    """Yield pairs of words that stand close together in the text, but not side by side, the more telling first."""
    places = sorted((specimen.text.find(word), word) for word in specimen.words)
    close = [(one, other) for (start, one), (after, other) in pairwise(places) if 0 < after - start - len(one) <= _NEAR]
    yield from sorted(close, key=lambda pair: sum(map(specimen.words.index, pair)))


def _terms(value: str) -> Iterator[str]:
    return (piece for piece in pieces(fold(value)) if len(piece) > 1 and not piece.isascii())
