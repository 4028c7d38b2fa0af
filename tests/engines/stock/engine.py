"""The engine protocol over stock Whoosh in a folder. Every call opens the index as it is then, so it is always up to date."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from whoosh.index import EmptyIndexError, create_in, open_dir
from whoosh.scoring import BM25F

from index.errors import IndexDamaged
from index.fields import TEXT
from index.generations import Generations
from index.model import Doc, Hit, Page, Query
from index.schema import row, schema, words_field
from tests.engines.stock.answer import Answer

_WEIGHTING: Final = BM25F(B=0.75, K1=1.2)
_MEGABYTES: Final = 256


class StockEngine:
    """Stock Whoosh, its own codec and its own searcher. See `index.engine.Engine`."""

    def __init__(self, folder: Path, patience: float = 30.0) -> None:
        """Take the folder of the index, and how many seconds to wait for another writer."""
        self._generations = Generations(folder, patience)

    def search(self, query: Query) -> Page:
        """Answer one page; an empty one where there is no index. Raises IndexDamaged."""
        with self._searcher() as searcher:
            if searcher is None:
                return Page((), 0, 0, 0, {facet: {} for facet in query.facets})
            return Answer(searcher, query).page()

    def stream(self, query: Query) -> Iterator[Hit]:
        """Yield every hit, of the index as it is when the first is asked for. Raises IndexDamaged."""
        with self._searcher() as searcher:
            if searcher is not None:
                yield from Answer(searcher, query).hits()

    def update(self, docs: Iterable[Doc], gone: Iterable[str], mark: str) -> None:
        """Add or replace documents (of two with one id the later), remove others. Raises IndexBusy, IndexDamaged."""
        latest = {doc.id: doc for doc in docs}
        with self._generations.building(mark, afresh=False) as folder, _writer(folder) as writer:
            for doc_id in dict.fromkeys((*latest, *gone)):
                writer.delete_by_term("id", doc_id)
            for doc in latest.values():
                writer.add_document(**row(doc))

    def rebuild(self, docs: Iterable[Doc], mark: str) -> None:
        """Build a new index of exactly these documents, no two of one id. Raises IndexBusy."""
        with self._generations.building(mark, afresh=True) as folder, _writer(folder) as writer:
            for doc in docs:
                writer.add_document(**row(doc))

    def mark(self) -> str:
        """Return the mark. Raises IndexDamaged."""
        return self._generations.mark()

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of the texts and how many passages hold each; replaced and removed passages may count. Raises IndexDamaged."""
        with self._searcher() as searcher:
            if searcher is not None:
                reader, field = searcher.reader(), words_field(TEXT)
                yield from ((term.decode(), reader.doc_frequency(field, term)) for term in reader.lexicon(field))

    def count(self) -> int:
        """Return how many documents are searchable. Raises IndexDamaged."""
        with self._searcher() as searcher:
            return searcher.doc_count() if searcher else 0

    def verify(self) -> None:
        """Nothing to check: Whoosh keeps no checksums."""

    def generation(self) -> str:
        """Return the name of the folder that serves; empty where there is none. Raises IndexDamaged."""
        folder = self._generations.current()
        return folder.name if folder else ""

    def discard(self) -> list[str]:
        """Nothing to remove: what served before went when the new one came."""
        return []

    def close(self) -> None:
        """Do nothing: no file stays open between calls."""

    @contextmanager
    def _searcher(self) -> Iterator[Any]:
        """Open the folder that serves; if another is swapped in meanwhile, that one. Lend None where no document is."""
        searcher = None
        while searcher is None and (folder := self._generations.current()):
            try:
                searcher = open_dir(str(folder)).searcher(weighting=_WEIGHTING)
            except (FileNotFoundError, EmptyIndexError) as error:
                if folder == self._generations.current():
                    raise IndexDamaged(str(folder)) from error
        try:
            yield searcher if searcher is not None and searcher.doc_count() else None
        finally:
            if searcher is not None:
                searcher.close()


@contextmanager
def _writer(folder: Path) -> Iterator[Any]:
    """Open the index in a folder, made where there is none, to write; commit unless the body raises."""
    index = open_dir(str(folder)) if any(folder.iterdir()) else create_in(str(folder), schema())
    with index.writer(limitmb=_MEGABYTES) as writer:
        yield writer
