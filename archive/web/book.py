"""A selection as a book: EPUB 3.3 (w3.org/TR/epub-33), a page for each speech, with the number and permalink of every paragraph and the
citation of each speech."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import IO, Final
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive.cite.gbt7714 import gbt7714_2025
from archive.cite.reference import refer
from archive.store.records import SpeechRecord
from archive.web.choosing import Selection
from archive.web.languages import HTML_LANGUAGES
from archive.web.legal import legal
from archive.web.messages import catalogue

TEMPLATES: Final = Path(__file__).parents[2] / "templates"
CONTENT_TYPE: Final = "application/epub+zip"

Permalink = Callable[[str], str]
"""The address of a paragraph or a speech by its identifier."""


def write_book(file: IO[bytes], selection: Selection, paragraph: Permalink, speech: Permalink, language: str) -> None:
    """Write the book to a file; its own words are in this language. Links stand only where addresses are absolute."""

    def linked(permalink: Permalink, one: str) -> str:
        address = permalink(one)
        return address if "://" in address else ""

    def cited(one: SpeechRecord) -> str:
        return gbt7714_2025(refer(one, None, linked(speech, one.id), date.today()))

    values = {
        "selection": selection,
        "speeches": selection.speeches,
        "identifier": uuid5(NAMESPACE_URL, "\n".join(speech(one.id) for one in selection.speeches)),
        "modified": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "language": HTML_LANGUAGES[language],
        "permalink": lambda pid: linked(paragraph, pid),
        "cited": cited,
    }
    environment = _environment(language)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", CONTENT_TYPE, ZIP_STORED)  # the first member, as it is: so the kind of the file is known (OCF 4.3)
        for name, template in (
            ("META-INF/container.xml", "epub_container.xml"),
            ("package.opf", "epub_package.xml"),
            ("contents.xhtml", "epub_contents.xhtml"),
            ("book.css", "epub.css"),
        ):
            archive.writestr(name, environment.get_template(template).render(values))
        page = environment.get_template("epub_speech.xhtml")
        for one in selection.speeches:
            archive.writestr(f"{one.id}.xhtml", page.render(values, one=one))


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]  # the extension brings it
    environment.filters["legal"] = legal
    return environment
