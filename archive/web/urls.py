"""Every address of the site is built here, for pages and for machines, inside a request or outside."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import quote, quote_plus

from archive.web.languages import DEFAULT_LANGUAGE
from archive.web.parameters import SearchState, pairs
from archive.web.trends import TrendState, conditions, trend_pairs

Pairs = Iterable[tuple[str, str]]

NO_STATE: Final = SearchState()
NO_TRENDS: Final = TrendState()
FRAGMENT: Final = 12
"""Characters of each end of a quotation that a text fragment names."""


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses in one language.

    `base` is the public address of the site without a closing slash, empty where it is unknown; only what is
    meant to be kept elsewhere (permalinks) uses it. `root` is the path the site is mounted under, empty for
    the root of its host. Addresses carry `lang` wherever the language is not the default.
    """

    base: str = ""
    root: str = ""
    language: str = DEFAULT_LANGUAGE

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """The parameters that every address and form of this language takes along."""
        return () if self.language == DEFAULT_LANGUAGE else (("lang", self.language),)

    def search(self, state: SearchState = NO_STATE) -> str:
        """The search page for this state, or the front page for an empty one."""
        return self._page("/", pairs(state))

    def choosing(self, address: str, name: str, value: str) -> str:
        """The address of a search with one more choice."""
        return f"{address}{'&' if '?' in address else '?'}{name}={_quoted(value)}"

    def kwic_csv(self, state: SearchState) -> str:
        """The lines of a concordance as a table, in the order of the page."""
        return self._page("/kwic.csv", pairs(state))

    def trends(self, state: TrendState = NO_TRENDS) -> str:
        """How often words occur, year by year."""
        return self._page("/trends", trend_pairs(state))

    def trends_of(self, state: SearchState) -> str:
        """The same for the words of a search, within its conditions."""
        return self.trends(TrendState((state.q,) if state.q else (), within=conditions(state)))

    def trends_csv(self, state: TrendState) -> str:
        """The numbers of it as a table."""
        return self._page("/trends.csv", trend_pairs(state))

    def api_search(self, state: SearchState) -> str:
        """The same search for machines."""
        return self._page("/api/v1/search", pairs(state))

    def export(self, state: SearchState, suffix: str) -> str:
        """Every passage of this search as a file."""
        return self._page(f"/export.{suffix}", pairs(state.at(1)))

    def to_print(self, state: SearchState) -> str:
        """The speeches of this search on one page."""
        return self._page("/print", pairs(state.at(1)))

    def speech(self, speech_id: str, passage: str = "", q: str = "", was: str = "") -> str:
        """A speech; with a passage the page opens there and marks it, with `q` the words are marked, with `was` it tells that this
        paragraph was merged into the passage."""
        given = (("p", passage), ("q", q), ("was", was))
        return self._page(f"/speech/{quote(speech_id)}", ((name, value) for name, value in given if value), passage)

    def paragraph(self, pid: str, version: int | None = None) -> str:
        """A paragraph by its id, inside the site; with a version the words as they were then."""
        return self._page(f"/p/{quote(pid)}", () if version is None else (("v", str(version)),))

    def permalink(self, pid: str, version: int | None = None) -> str:
        """A paragraph's address to keep: absolute where the public address is known, the same in every language."""
        return (self.base or self.root) + f"/p/{quote(pid)}" + ("" if version is None else f"?v={version}")

    def feed(self, state: SearchState) -> str:
        """What is new of a search."""
        return self._page("/feed.atom", pairs(state.at(1)))

    def opensearch(self) -> str:
        """How browsers search here."""
        return self._page("/opensearch.xml")

    def sitemap(self, number: int) -> str:
        """A part of the site map, from 1."""
        return f"{self.root}/sitemap-{number}.xml"

    def api(self) -> str:
        """What the machine interface is."""
        return self._page("/api")

    def openapi(self) -> str:
        """The machine interface described for machines."""
        return f"{self.root}/api/v1/openapi.json"

    def speech_permalink(self, speech_id: str) -> str:
        """A speech's address to keep: absolute where the public address is known, the same in every language."""
        return (self.base or self.root) + f"/speech/{quote(speech_id)}"

    def quotation(self, speech_id: str, pid: str, words: str) -> str:
        """A paragraph in its speech by its words (a text fragment): the browser shows them even where the page has changed."""
        ends = (words,) if len(words) <= 2 * FRAGMENT else (words[:FRAGMENT], words[-FRAGMENT:])
        return self.speech(speech_id, pid) + ":~:text=" + ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)

    def citation(self, pid: str, suffix: str) -> str:
        """The citation of a paragraph as a file."""
        return f"{self.root}/p/{quote(pid)}.{suffix}"

    def speech_citation(self, speech_id: str, suffix: str) -> str:
        """The citation of a speech as a file."""
        return f"{self.root}/speech/{quote(speech_id)}.{suffix}"

    def speech_book(self, speech_id: str) -> str:
        """A speech as an EPUB."""
        return self._page(f"/speech/{quote(speech_id)}.epub")

    def unapi(self) -> str:
        """Where reference managers ask for records."""
        return f"{self.root}/unapi"

    def speaker(self, speaker_id: str) -> str:
        """A speaker's page."""
        return self._page(f"/speaker/{quote(speaker_id)}")

    def about(self) -> str:
        """What the archive is."""
        return self._page("/about")

    def help(self) -> str:
        """How to search."""
        return self._page("/help")

    def complete(self) -> str:
        """What may be meant by the beginning of it, for the search box."""
        return self._page("/api/v1/complete")

    def original(self, document_id: str) -> str:
        """The file of a document as it came in."""
        return f"{self.root}/document/{quote(document_id)}/original"

    def alike(self, document_id: str) -> str:
        """The documents with the same or nearly the same text."""
        return self._page(f"/document/{quote(document_id)}/alike")

    def quote(self, q: str = "") -> str:
        """Where a quotation that is remembered more or less is found."""
        return self._page("/quote", (("q", q),) if q else ())

    def similar(self, pid: str) -> str:
        """The passages that share wording with a paragraph."""
        return self._page(f"/p/{quote(pid)}/similar")

    def browse(self, what: str = "", page: int = 1) -> str:
        """All that the archive holds, or one way through it."""
        return self._page("/browse" + (f"/{what}" if what else ""), (("page", str(page)),) if page > 1 else ())

    def static(self, name: str, fingerprint: str) -> str:
        """A file of the site itself; the fingerprint changes with its content."""
        return f"{self.root}/static/{quote(name)}?v={fingerprint}"

    def translated(self, path: str, given: Pairs, language: str) -> str:
        """The page at `path` with these parameters in another language."""
        return replace(self, language=language)._page(quote(path), ((name, value) for name, value in given if name != "lang"))

    def _page(self, path: str, given: Pairs = (), fragment: str = "") -> str:
        query = _written((*given, *self.carried))
        return self.root + path + (f"?{query}" if query else "") + (f"#{quote(fragment)}" if fragment else "")


_quoted = lru_cache(maxsize=4096)(quote_plus)
"""A name or value as it stands in an address; a page has the same ones in dozens of addresses."""


@lru_cache(maxsize=16)
def _written(given: tuple[tuple[str, str], ...]) -> str:
    """Parameters as they stand in an address; a page has the same ones for a dozen parts of the site. They may be long, so few are kept."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in given)
