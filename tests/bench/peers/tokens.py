"""The tokens every peer indexes, cut beforehand with the index's own analyzer.

A passage has two parts: its text, and its speech (title, speaker, office). Each has words for ranking, and characters
and pairs of neighbours for matching, as in the index. No pair reaches from one field into the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Final

from index.analyzer import words
from index.fields import SPEECH_FIELDS
from index.fold import fold
from index.model import Doc

SPACE: Final = "\u2581"
"""Stands for a space inside a token, as tokens are told apart by spaces. It is a letter to no tokenizer that splits at anything else."""

BORDER: Final = "\u241e"
"""A token between two fields, so that no phrase reaches over it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words, characters and pairs, each joined by spaces; the pairs in the order of the text."""

    words: str
    chars: str
    pairs: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A document and its tokens."""

    doc: Doc
    text: Part
    speech: Part


def cut(docs: Sequence[Doc]) -> list[Cut]:
    """Return documents with their tokens."""
    return [Cut(doc, _part(doc.text), _speech(tuple(getattr(doc, name) for name in SPEECH_FIELDS))) for doc in docs]


def pairs(string: str) -> list[str]:
    """Return every two neighbours of a folded string, as they are indexed."""
    return list(map(add, marked(string), marked(string)[1:]))


def marked(folded: str) -> str:
    """Return a folded string with its spaces replaced, as its characters are indexed."""
    return folded.replace(" ", SPACE)


def _part(value: str) -> Part:
    folded = fold(value)
    return Part(" ".join(words(folded)), " ".join(marked(folded)), " ".join(pairs(folded)))


@lru_cache(maxsize=4096)
def _speech(values: tuple[str, ...]) -> Part:
    """Return the part of a speech; its paragraphs follow one another."""
    parts = list(map(_part, values))
    return Part(*(f" {BORDER} ".join(getattr(part, kind) for part in parts) for kind in ("words", "chars", "pairs")))
