"""Speeches and paragraphs as the API tells them. Pure."""

from collections.abc import Mapping

from archive.cite.formats import STYLES
from archive.cite.reference import Reference
from archive.errors import BadInput
from archive.store.records import ParagraphRecord, SpeechRecord
from archive.web.urls import Urls


def paragraph_resource(record: ParagraphRecord, speech: SpeechRecord | None, reference: Reference | None, urls: Urls) -> dict[str, object]:
    """A paragraph: its words, what became of it, every version; its speech and citations while it stands in one."""
    return {
        "id": record.id,
        "permalink": urls.permalink(record.id),
        "state": record.state,
        "target": record.target,
        "certain": record.certain,
        "number": record.number,
        "version": record.version,
        "text": record.text,
        "revisions": [{"version": one.version, "text": one.text, "added": one.added.isoformat()} for one in record.revisions],
        "speech": _heading(speech, urls) if speech else None,
        "citations": _citations(reference),
    }


def speech_resource(speech: SpeechRecord, reference: Reference, urls: Urls) -> dict[str, object]:
    """A speech with its paragraphs, its document, its neighbours there and its citations."""
    return {
        **_heading(speech, urls),
        "document": {"id": speech.document_id, "name": speech.document_name, "original": urls.original(speech.document_id)},
        "previous": speech.previous.id if speech.previous else None,
        "next": speech.next.id if speech.next else None,
        "paragraphs": [
            {
                "id": one.id,
                "permalink": urls.permalink(one.id),
                "number": one.number,
                "version": one.version,
                "path": list(one.path),
                "text": one.text,
            }
            for one in speech.paragraphs
        ],
        "citations": _citations(reference),
    }


def selected(whole: Mapping[str, object], fields: str) -> dict[str, object]:
    """Only the fields named, divided by commas, in their own order; all of them where none is. Raises BadInput for an unknown one."""
    wanted = set(fields.split(",")) if fields else set()
    unknown = sorted(wanted - set(whole))
    if unknown:
        raise BadInput("没有名为“{name}”的字段；可用的是：{known}。", name=unknown[0][:40], known="、".join(whole))
    return {name: value for name, value in whole.items() if not wanted or name in wanted}


def _heading(speech: SpeechRecord, urls: Urls) -> dict[str, object]:
    origin = speech.origin
    return {
        "id": speech.id,
        "permalink": urls.speech_permalink(speech.id),
        "title": speech.title,
        "speaker": {"id": speech.speaker.id, "name": speech.speaker.name} if speech.speaker else None,
        "office": speech.office,
        "date": speech.date,
        "place": speech.place,
        "collection": speech.collection,
        "publication": origin.publication,
        "page": origin.page,
        "url": origin.url,
        "licence": origin.licence,
        "language": origin.language,
    }


def _citations(reference: Reference | None) -> dict[str, str]:
    return {name: cite(reference) for name, cite in STYLES.items()} if reference else {}
