"""What helps a person type: completions, and what a query that finds nothing was probably meant to be."""

from index.suggest.correction import as_query, correct
from index.suggest.lexicon import EMPTY, Completions, Entry, Lexicon
from index.suggest.suggestions import Suggestions
from index.suggest.tables import key_of

__all__ = ["EMPTY", "Completions", "Entry", "Lexicon", "Suggestions", "as_query", "correct", "key_of"]
