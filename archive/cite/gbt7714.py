"""GB/T 7714—2015, the Chinese standard for bibliographic references (信息与文献 参考文献著录规则), numeric form."""

from datetime import date

from archive.store.records import SpeechRecord


def cite(speech: SpeechRecord, number: int, link: str, accessed: date) -> str:
    """The reference to one paragraph.

    Section 8.8 of the standard for newspapers (`[N/OL]`, date and page), 8.10 for other electronic resources
    (`[EB/OL]`, the date of publication in brackets). The paragraph's number stands at the end, where the standard
    puts a place inside the work; what is not known is left out.
    """
    author = f"{speech.speaker.name}. " if speech.speaker else ""
    title = speech.title or speech.document_name
    return f"{author}{title}{_source(speech)}[{accessed.isoformat()}]. {link}. 第{number}段."


def _source(speech: SpeechRecord) -> str:
    if speech.origin.publication is None:
        return f"[EB/OL]. {f'({speech.date})' if speech.date else ''}"
    page = f"({speech.origin.page})" if speech.origin.page else ""
    return f"[N/OL]. {', '.join(part for part in (speech.origin.publication, speech.date) if part)}{page}"
