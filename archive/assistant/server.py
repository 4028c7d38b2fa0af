"""The tools that an assistant gets: search, read, cite. They change nothing."""

from datetime import date
from typing import Any, Final

from mcp.server.mcpserver import MCPServer
from mcp.types import ToolAnnotations
from werkzeug.datastructures import MultiDict

from archive.cite.formats import STYLES
from archive.cite.reference import Passage, refer
from archive.errors import NotFound
from archive.store import Store
from archive.store.ids import canonical
from archive.web.answers import answer
from archive.web.parameters import read
from archive.web.resources import paragraph_resource, speech_resource
from archive.web.urls import Urls
from index.engine import Engine
from index.suggest import Suggestions

INSTRUCTIONS: Final = (
    "An archive of Chinese speeches and documents. Quote a paragraph word for word, as `search` or `read` gives it, and give its "
    "permalink; never make up a quotation, an identifier or a link. What is not found here is not in the archive: say so."
)
READS: Final = ToolAnnotations(read_only_hint=True)
HIT: Final = ("id", "permalink", "speech_id", "title", "speaker", "office", "date", "collection", "number", "text")


def make_server(store: Store, engine: Engine, suggestions: Suggestions, base_url: str) -> MCPServer[Any]:
    """The server over an open store and engine, which stay the caller's to close."""
    server: MCPServer[Any] = MCPServer("yanlu", title="言录", instructions=INSTRUCTIONS)
    urls = Urls(base=base_url, language="en")

    @server.tool(annotations=READS)
    def search(
        query: str, speaker: str = "", collection: str = "", date_from: str = "", date_to: str = "", page: int = 1
    ) -> dict[str, Any]:
        """Find paragraphs. `query`: words, "…" for an exact string, -word leaves out. Dates: 2020, 2020-03 or 2020-03-05. Ten a page."""
        given = {"q": query, "speaker": speaker, "collection": collection, "from": date_from, "to": date_to, "page": str(page)}
        state, notes = read(MultiDict({name: value for name, value in given.items() if value}))
        found = answer(engine, suggestions.lexicon(), state, urls, notes)
        hits = [{name: hit[name] for name in HIT} for hit in found["hits"]]
        return {name: found[name] for name in ("total", "page", "pages", "suggestion", "notes")} | {"hits": hits}

    @server.tool(name="read", annotations=READS)
    def read_one(id: str) -> dict[str, Any]:  # noqa: A002 - what the assistant calls it
        """Read a paragraph with its versions, or a whole speech, by its identifier."""
        known = canonical(id) or id
        try:
            record = store.paragraph(known)
        except NotFound:
            whole = store.speech(known)
            return speech_resource(whole, refer(whole, None, _link(urls.speech_permalink(whole.id)), date.today()), urls)
        speech = store.speech(record.speech_id) if record.speech_id else None
        return paragraph_resource(record, speech, None, urls)

    @server.tool(annotations=READS)
    def cite(paragraph_id: str) -> dict[str, str]:
        """The citation of a paragraph in every style, by the name of the style, with its permalink."""
        record = store.paragraph(canonical(paragraph_id) or paragraph_id)
        if record.speech_id is None:
            raise NotFound("没有编号为 {id} 的段落。", id=paragraph_id)
        permalink = urls.permalink(record.id)
        passage = Passage(record.id, record.number, record.text)
        reference = refer(store.speech(record.speech_id), passage, _link(permalink), date.today())
        return {"permalink": permalink, **{name: style(reference) for name, style in STYLES.items()}}

    return server


def _link(permalink: str) -> str:
    """The permalink where it is a whole address."""
    return permalink if "://" in permalink else ""
