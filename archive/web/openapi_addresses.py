"""The addresses beside the JSON interface, in OpenAPI 3.1: files, feeds, what harvesters and robots ask for, pages. Data.

What goes wrong there is told by a page.
"""

from collections.abc import Iterator
from typing import Any, Final

from archive.web.openapi_parts import LANGUAGE, SEARCH, path, query
from archive.web.schemas import Schema

PARAGRAPH: Final = path("pid", "The paragraph's identifier.")
SPEECH: Final = path("speech_id", "The identifier of the speech.")
SPEAKER: Final = path("speaker_id", "The identifier of the speaker.")
DOCUMENT: Final = path("document_id", "The identifier of the document.")
PAGE: Final = query("page", "Page, from 1.", "2")
VIEW: Final = [
    query("view", "list, speeches or kwic.", "kwic"),
    query("order", "Order of the lines of a concordance: position, left or right.", "left"),
    query("sample", "So many passages at random.", "100"),
    query("seed", "Which sample: the same seed takes the same passages.", "1"),
]
TRENDS: Final = [
    query("q", "Words to count; several are compared.", "湿地", many=True),
    query("by", "Apart by speaker or place.", "place"),
    query("measure", "share or passages.", "share"),
    *SEARCH[1:-1],
]

CITATIONS: Final = {
    "txt": "text/plain",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "json": "application/vnd.citationstyles.csl+json",
}
EXPORTS: Final = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "txt": "text/plain",
}
HARVEST: Final = [
    query("verb", "Identify, ListMetadataFormats, ListSets, ListIdentifiers, ListRecords or GetRecord.", "Identify"),
    *(query(name, "See OAI-PMH 2.0.") for name in ("identifier", "metadataPrefix", "from", "until", "set", "resumptionToken")),
]


def _address(name: str, summary: str, answers: str | list[str], *parameters: Schema, tag: str = "files") -> dict[str, Any]:
    """An address that answers these content types."""
    types = [answers] if isinstance(answers, str) else answers
    whole = {"description": summary, "content": {one: {"schema": {}} for one in types}}
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [*parameters, LANGUAGE],
        "responses": {
            "200": whole,
            "default": {"description": "Elsewhere, unchanged, or a page that tells what went wrong."},
        },
    }


def _page(name: str, summary: str, *parameters: Schema) -> dict[str, Any]:
    return {"get": _address(name, summary, "text/html", *parameters, tag="pages")}


def _file(name: str, summary: str, answers: str | list[str], *parameters: Schema) -> dict[str, Any]:
    return {"get": _address(name, summary, answers, *parameters)}


def _cited() -> Iterator[tuple[str, dict[str, Any]]]:
    for suffix, kind in CITATIONS.items():
        yield f"/p/{{pid}}.{suffix}", _file(f"paragraph_{suffix}", f"The citation of a paragraph ({suffix})", kind, PARAGRAPH)
        yield f"/speech/{{speech_id}}.{suffix}", _file(f"speech_{suffix}", f"The citation of a speech ({suffix})", kind, SPEECH)


def _exported() -> Iterator[tuple[str, dict[str, Any]]]:
    for suffix, kind in EXPORTS.items():
        yield f"/export.{suffix}", _file(f"export_{suffix}", f"Every passage of a search ({suffix})", kind, *SEARCH)


ADDRESSES: Final[dict[str, Any]] = {
    **dict(_cited()),
    **dict(_exported()),
    "/export.epub": _file("export_epub", "The speeches of a search, whole, as EPUB", "application/epub+zip", *SEARCH),
    "/speech/{speech_id}.epub": _file("speech_epub", "A speech as EPUB", "application/epub+zip", SPEECH),
    "/kwic.csv": _file("kwic_csv", "The lines of a concordance", "text/csv", *SEARCH, *VIEW[1:]),
    "/trends.csv": _file("trends_csv", "How often words occur, year by year", "text/csv", *TRENDS),
    "/document/{document_id}/original": _file("original", "A file as it came in", "*/*", DOCUMENT),
    "/feed.atom": _file("feed", "What of a search came in last", "application/atom+xml", *SEARCH),
    "/unapi": {
        "get": _address(
            "unapi",
            "Records for reference managers (unAPI)",
            ["application/xml", *CITATIONS.values()],
            query("id", "The identifier of a paragraph or speech."),
            query("format", "ris, bibtex or csl."),
        )
    },
    "/oai": {
        "get": _address("oai", "Speeches for harvesters (OAI-PMH 2.0)", "text/xml", *HARVEST),
        "post": _address("oai_posted", "The same, asked by a form", "text/xml"),
    },
    "/opensearch.xml": _file("opensearch", "How browsers search here", "application/opensearchdescription+xml"),
    "/sitemap.xml": _file("sitemap", "The parts of the site map", "application/xml"),
    "/sitemap-{number}.xml": _file("sitemap_part", "Fifty thousand speeches", "application/xml", path("number", "Which part, from 1.")),
    "/robots.txt": _file("robots", "What robots may read", "text/plain"),
    "/llms.txt": _file("llms", "What an assistant should know", "text/plain"),
    "/healthz": _file("healthz", "Whether the process answers", "application/json"),
    "/readyz": _file("readyz", "Whether searches are answered, and how far the index is behind", "application/json"),
    "/static/{filename}": _file("static", "A file of the site itself", "*/*", path("filename", "Its name.")),
    "/": _page("front", "Search", *SEARCH, *VIEW, PAGE),
    "/print": _page("print", "The speeches of a search on one page", *SEARCH),
    "/trends": _page("trends", "How often words occur, year by year", *TRENDS),
    "/speech/{speech_id}": _page("speech_page", "A speech", SPEECH, query("q", "Words to mark."), query("p", "The paragraph to mark.")),
    "/p/{pid}": _page("permalink", "A paragraph", PARAGRAPH, query("v", "The version that was cited.", "1")),
    "/p/{pid}/similar": _page("similar", "Passages that share wording with a paragraph", PARAGRAPH),
    "/speaker/{speaker_id}": _page("speaker", "A speaker", SPEAKER),
    "/document/{document_id}/alike": _page("alike", "Documents with the same words", DOCUMENT),
    "/browse": _page("browse", "Ways through the archive"),
    "/browse/{way}": _page("browse_way", "One way", path("way", "speakers, places, collections, years or titles."), PAGE),
    "/quote": _page("quote", "A quotation that is remembered more or less", query("q", "The sentence.")),
    "/help": _page("help", "How to search"),
    "/about": _page("about", "About the archive"),
    "/api": _page("api", "The interface, told to people"),
}
"""Every other address of the site."""
