"""Citations: for the speech page, as files, and for reference managers that ask (unAPI)."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urljoin
from xml.sax.saxutils import quoteattr

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as Redirection

from archive.cite.formats import FILES, STYLES
from archive.cite.reference import Passage, Reference, refer
from archive.errors import NotFound
from archive.store.ids import canonical
from archive.store.records import SpeechRecord, StoredParagraph
from archive.web.describing import SCHEMAS, Description, describe
from archive.web.site import site, urls

citations = Blueprint("citing", __name__)

UNAPI: Final = {"ris": "ris", "bibtex": "bib", "csl": "json"}
"""The formats offered to reference managers, by the names they know."""


@dataclass(frozen=True, slots=True)
class Citing:
    """What the speech page shows of the citation of a speech or of one of its paragraphs: each style's name and words, the addresses of the
    files, that of the speech as a book (where all of it is cited), the address that names the quoted words (where a paragraph is), and what
    machines are told."""

    reference: Reference
    styles: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    book: str
    quotation: str
    schemas: tuple[tuple[str, str], ...]
    described: Description


def citing(speech: SpeechRecord, chosen: StoredParagraph | None) -> Citing:
    """The citation of a speech, or of one of its paragraphs."""
    built = urls()
    cited = reference(speech, chosen)
    address = built.citation if chosen else built.speech_citation
    return Citing(
        reference=cited,
        styles=tuple((name, cite(cited)) for name, cite in STYLES.items()),
        files=tuple((suffix, address(cited.id, suffix)) for suffix in FILES),
        book="" if chosen else built.speech_book(speech.id),
        quotation=built.quotation(speech.id, chosen.id, chosen.text) if chosen else "",
        schemas=tuple(SCHEMAS.items()),
        described=describe(cited, speech.paragraphs[0].text if speech.paragraphs else ""),
    )


@citations.get("/p/<pid>.txt", defaults={"suffix": "txt"})
@citations.get("/p/<pid>.ris", defaults={"suffix": "ris"})
@citations.get("/p/<pid>.bib", defaults={"suffix": "bib"})
@citations.get("/p/<pid>.json", defaults={"suffix": "json"})
def paragraph_file(pid: str, suffix: str) -> Response | Redirection:
    """The citation of a paragraph: every style as text, RIS, BibTeX, CSL-JSON. A merged one leads to where it went."""
    record = site().store.paragraph(canonical(pid) or pid)
    if record.state == "merged" and record.target:
        return redirect(urls().citation(record.target, suffix))
    return _file(_of_paragraph(record.id), suffix)


@citations.get("/speech/<speech_id>.txt", defaults={"suffix": "txt"})
@citations.get("/speech/<speech_id>.ris", defaults={"suffix": "ris"})
@citations.get("/speech/<speech_id>.bib", defaults={"suffix": "bib"})
@citations.get("/speech/<speech_id>.json", defaults={"suffix": "json"})
def speech_file(speech_id: str, suffix: str) -> Response:
    """The citation of a whole speech."""
    return _file(reference(site().store.speech(canonical(speech_id) or speech_id), None), suffix)


@citations.get("/unapi")
def unapi() -> Response:
    """unAPI version 1: the formats there are, those of `id`, or the record of `id` in `format`. See unapi.info/specs."""
    wanted, name = request.args.get("id", ""), request.args.get("format", "")
    cited = _named(wanted) if wanted else None
    if cited and name:
        if name not in UNAPI:
            abort(406)
        return _file(cited, UNAPI[name])
    listed = "".join(f'<format name="{one}" type="{FILES[suffix][0].partition(";")[0]}"/>' for one, suffix in UNAPI.items())
    about = f" id={quoteattr(wanted)}" if wanted else ""
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{about}>{listed}</formats>\n'
    return Response(body, 300 if wanted else 200, mimetype="application/xml")


def _named(typed: str) -> Reference:
    """The reference to the paragraph or speech of this identifier. Raises NotFound."""
    known = canonical(typed) or typed
    try:
        return _of_paragraph(known)
    except NotFound:
        return reference(site().store.speech(known), None)


def _of_paragraph(pid: str) -> Reference:
    """The reference to a paragraph that stands in a speech; one that was withdrawn is gone. Raises NotFound."""
    store = site().store
    record = store.paragraph(pid)
    if record.speech_id is None:
        abort(410)
    speech = store.speech(record.speech_id)
    return reference(speech, next(one for one in speech.paragraphs if one.id == record.id))


def reference(speech: SpeechRecord, chosen: StoredParagraph | None) -> Reference:
    """What is cited of a speech or of one of its paragraphs today, with a link that leads here."""
    link = urls().permalink(chosen.id) if chosen else urls().speech_permalink(speech.id)
    passage = Passage(chosen.id, chosen.number, chosen.text) if chosen else None
    return refer(speech, passage, urljoin(request.host_url, link), date.today())


def _file(cited: Reference, suffix: str) -> Response:
    content_type, write = FILES[suffix]
    response = Response(write(cited), content_type=content_type)
    response.headers["Content-Disposition"] = f'{"inline" if suffix == "txt" else "attachment"}; filename="{cited.id}.{suffix}"'
    return response
