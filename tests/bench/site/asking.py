"""What is asked of both sites: words of the corpus and filters, each as the address of a search page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import urlencode

from index.analyzer import pieces
from index.fold import fold
from index.model import Doc
from tests.bench.corpus import BadCorpus
from tests.bench.queries import SHARES
from tests.bench.site.archives import DATABASE, WORDS

FACETS: Final = ("speaker", "place", "collection", "year")
"""The four facets of Datasette's page; this site's page always has six."""

SAMPLE: Final = 10_000
"""Words are drawn from as many of the first paragraphs."""
TRIES: Final = 20
"""Draws for one question; a small corpus has fewer different ones than are asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that must all occur, and choices of facets."""

    words: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def here(self) -> str:
        """The address of this site's search page."""
        return "/?" + urlencode([("q", " ".join(self.words)), *self.chosen])

    @property
    def here_json(self) -> str:
        """The same for machines."""
        return "/api/v1/search" + self.here[1:]

    @property
    def there(self) -> str:
        """The address of Datasette's page: ten rows, four facets, the column of cut words not shown."""
        return f"/{DATABASE}/{DATABASE}?" + urlencode(self._there())

    @property
    def there_json(self) -> str:
        """The same for machines."""
        return f"/{DATABASE}/{DATABASE}.json?" + urlencode(self._there())

    def _there(self) -> list[tuple[str, str]]:
        facets = [("_facet", name) for name in FACETS]
        return [("_search", " ".join(self.words)), *self.chosen, *facets, ("_size", "10"), ("_nocol", WORDS)]


def questions(docs: Sequence[Doc], seed: int, count: int) -> list[Asked]:
    """Up to so many different questions, in no order: for words from rare to very common in equal parts, and for two words that one
    paragraph holds. A word that was asked for already is asked for within a choice of some facet. Raises BadCorpus.
    """
    sample, random = docs[:SAMPLE], Random(seed)
    holding = Counter(word for doc in sample for word in set(_words(doc)))
    if not holding:
        raise BadCorpus("the corpus holds no Chinese words")
    kinds = [_of_share(holding, share * len(sample)) for share in SHARES.values()]
    asked: dict[Asked, None] = {}
    for _ in range(TRIES * count):
        if len(asked) == count:
            break
        doc = random.choice(sample)
        kind = random.choice([*kinds, sorted(set(_words(doc)))])
        words = tuple(random.sample(kind, 2 if kind not in kinds and len(kind) > 1 else 1)) if kind else ()
        name = random.choice(FACETS)
        plain, within = Asked(words), Asked(words, ((name, getattr(doc, name)),))
        if words:
            asked[within if plain in asked else plain] = None
    drawn = list(asked)
    random.shuffle(drawn)
    return drawn


def _of_share(holding: Counter[str], wanted: float) -> list[str]:
    """The words that from half to twice as many paragraphs hold."""
    return sorted(word for word, number in holding.items() if wanted / 2 <= number <= wanted * 2)


def _words(doc: Doc) -> list[str]:
    return [word for word in pieces(fold(doc.text)) if len(word) > 1 and all("\u4e00" <= char <= "\u9fff" for char in word)]
