"""Where a passage is read: speeches, permalinks, speakers, and the file as it came in."""

from io import BytesIO
from pathlib import PurePath
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, send_file
from werkzeug.wrappers import Response as Redirection

from archive.errors import NotFound
from archive.store.ids import canonical
from archive.store.records import ParagraphRecord
from archive.web.citing import citing
from archive.web.differences import differences
from archive.web.histogram import bars
from archive.web.parameters import SearchState, read
from archive.web.reading import by_year, outline, sittings, speeches_by_year, tenures
from archive.web.site import site, urls
from archive.web.speaker_words import speaker_words
from archive.web.speech_marks import speech_marks

pages = Blueprint("reading", __name__)


MOST_ALIKE: Final = 100
"""Documents listed as having the same words."""
MOST_COMPANIONS: Final = 40
"""Speakers listed who speak in the same documents."""


@pages.get("/speech/<speech_id>")
def speech(speech_id: str) -> str:
    """A speech; `p` marks one of its paragraphs and offers its citation, `q` marks words, `was` tells of another one merged into it."""
    store = site().store
    record = store.speech(canonical(speech_id) or speech_id)
    wanted = canonical(request.args.get("p", ""))
    chosen = next((paragraph for paragraph in record.paragraphs if paragraph.id == wanted), None)
    state, _ = read(request.args)
    marks = speech_marks(record, state.q)
    return render_template(
        "speech.html",
        speech=record,
        chosen=chosen,
        history=store.paragraph(chosen.id) if chosen else None,
        merged=_merged_into(chosen.id, canonical(request.args.get("was", ""))) if chosen else None,
        alike=len(store.alike(record.document_id)),
        citing=citing(record, chosen),
        points=list(outline(record.paragraphs)),
        state=state,
        marks=marks,
        hits=[one for one in record.paragraphs if marks.texts.get(one.id)],
        places=sum(map(len, marks.texts.values())),
    )


@pages.get("/p/<pid>")
def paragraph(pid: str) -> Response | Redirection | tuple[str, int]:
    """A permalink: leads to the paragraph in its speech, wherever that is today, and tells what became of it; `v` shows the words of one
    version and what has changed since."""
    known = canonical(pid)
    if known is None:
        raise NotFound("没有编号为 {id} 的段落。", id=pid)
    record = site().store.paragraph(known)
    version = request.args.get("v", type=int)
    if version is not None:
        return _as_cited(record, version)
    last = _followed(record)
    if last.state == "withdrawn":
        return render_template("withdrawn.html", cited=record, paragraph=last), 410
    return redirect(urls().speech(last.speech_id or "", last.id, was="" if last.id == record.id else record.id))


@pages.get("/speaker/<speaker_id>")
def speaker(speaker_id: str) -> str:
    """A speaker: offices over time, speeches by year, words, those who speak beside, the speeches by date."""
    store = site().store
    record = store.speaker(canonical(speaker_id) or speaker_id)
    return render_template(
        "speaker.html",
        speaker=record,
        namesakes=store.namesakes(record),
        tenures=tenures(record.speeches),
        bars=bars(speeches_by_year(record.speeches), SearchState().including("speaker", record.name), urls()),
        words=speaker_words(site(), record.id),
        companions=store.companions(record.id, MOST_COMPANIONS),
        years=[(year, list(sittings(some))) for year, some in by_year(record.speeches)],
    )


@pages.get("/document/<document_id>/alike")
def alike(document_id: str) -> str:
    """The documents with the same or nearly the same text: other editions, reprints, and such as share passages."""
    store = site().store
    record = store.document(canonical(document_id) or document_id)
    found = store.alike(record.id)
    likes = [(likeness, store.document(likeness.document_id)) for likeness in found[:MOST_ALIKE]]
    return render_template("alike.html", document=record, likes=likes, total=len(found))


@pages.get("/document/<document_id>/original")
def original(document_id: str) -> Response:
    """The bytes of a document as they came in, to keep and never to show."""
    file = site().store.original(canonical(document_id) or document_id)
    return send_file(BytesIO(file.data), "application/octet-stream", as_attachment=True, download_name=_file_name(file.name) or document_id)


def _file_name(name: str) -> str:
    """The last part of a name, without what no header may hold."""
    return "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())


def _as_cited(record: ParagraphRecord, version: int) -> tuple[str, int]:
    revision = next((revision for revision in record.revisions if revision.version == version), None)
    if revision is None:
        raise NotFound("这一段没有第 {version} 版。", version=version)
    since = differences(revision.text, record.text) if version < record.version else ()
    page = render_template("revision.html", paragraph=record, last=_followed(record), revision=revision, since=since)
    return page, 410 if record.state == "withdrawn" else 200


def _followed(record: ParagraphRecord) -> ParagraphRecord:
    """The paragraph itself, or the one it has been merged into at last."""
    seen = {record.id}
    while record.target is not None and record.target not in seen:
        seen.add(record.target)
        record = site().store.paragraph(record.target)
    return record


def _merged_into(chosen: str, was: str | None) -> ParagraphRecord | None:
    """The paragraph `was`, if it was merged into the chosen one."""
    if was is None or was == chosen:
        return None
    try:
        record = site().store.paragraph(was)
    except NotFound:
        return None
    return record if _followed(record).id == chosen else None
