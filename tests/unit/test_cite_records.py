"""Records for reference managers, read back by independent parsers: nothing is lost, whatever a title holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pybtex.database
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from archive.cite import bibtex as bibtex_module
from archive.cite.bibtex import bibtex
from archive.cite.csl import TYPES, csl_citation
from archive.cite.reference import Kind, Passage, Reference, refer
from archive.cite.ris import ris
from archive.model import Origin
from archive.store.records import SpeakerRef, SpeechRecord

KINDS: tuple[Kind, ...] = ("newspaper", "report", "webpage", "collected")
PLAIN = st.text(
    alphabet=st.sampled_from("望川日报aZ09 {}\\,:;\"'`~^#$%&_@=<>?!-[]()/|*+.。，：—\t\n\r\u3000\u00a0\u2028\x00\x85é"), max_size=40
)
ODD = st.one_of(PLAIN, st.text(max_size=40))
DATES = st.sampled_from([None, "1987", "1987-06", "2021-05-06"])


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """References made the one way there is, of odd values."""
    speech = SpeechRecord(
        id="s0000000",
        title=draw(ODD),
        speaker=draw(st.none() | st.builds(SpeakerRef, st.just("p0000000"), ODD)),
        office=None,
        date=draw(DATES),
        place=None,
        collection=draw(ODD),
        document_id="d0000000",
        document_name=draw(ODD),
        origin=Origin(publication=draw(st.none() | ODD), page=draw(st.none() | ODD)),
        number_in_document=1,
        paragraphs=(),
        previous=None,
        next=None,
    )
    passage = draw(st.none() | st.builds(Passage, st.just("0123abcd"), st.integers(1, 999), ODD))
    return refer(speech, passage, draw(st.sampled_from(["", "https://a.example/p/0123abcd"])), date(2026, 1, 2))


def squeezed(text: str) -> str:
    """Both formats read any run of white space as one space."""
    return " ".join(text.split())


@given(references())
def test_ris_is_read_back_whole(reference: Reference) -> None:
    (read,) = rispy.loads(ris(reference).replace("\r\n", "\n"))
    assert read["type_of_reference"] == {"newspaper": "NEWS", "report": "RPRT", "webpage": "ELEC", "collected": "CHAP"}[reference.kind]
    assert read["id"] == reference.id
    assert read.get("authors", []) == [reference.author or ""][: bool(reference.author)]
    assert read["title"] == reference.title
    assert read.get("secondary_title") == reference.container
    assert read.get("year", "") == reference.year
    assert read.get("date", "").rstrip("/").replace("/", "-") == (reference.date or "")
    assert read.get("start_page") == reference.page
    assert read.get("abstract", "") == reference.quote
    assert read.get("urls", []) == [reference.link][: bool(reference.link)]
    assert read.get("notes", []) == ([] if reference.paragraph is None else [f"第{reference.paragraph}段"])


@given(references())
def test_bibtex_is_read_back_whole(reference: Reference) -> None:
    (entry,) = pybtex.database.parse_string(bibtex(reference), "bibtex").entries.values()
    fields = entry.fields
    assert entry.type == bibtex_module.TYPES[reference.kind]
    assert entry.key == reference.id
    assert set_in_tex(str(entry.persons["author"][0]) if entry.persons else "") == squeezed(reference.author or "")
    assert set_in_tex(fields["title"]) == squeezed(reference.title)
    places = {"newspaper": "journal", "report": "institution", "webpage": "howpublished", "collected": "booktitle"}
    assert set_in_tex(fields[places[reference.kind]]) == squeezed(reference.container or "言录")
    assert fields.get("date", "") == (reference.date or "")
    assert fields.get("year", "") == reference.year
    assert set_in_tex(fields.get("pages", "")) == squeezed(reference.page or "")
    assert set_in_tex(fields.get("abstract", "")) == squeezed(reference.quote)
    assert fields.get("url", "") == reference.link
    assert fields.get("note", "") == ("" if reference.paragraph is None else f"第{reference.paragraph}段")


@given(st.lists(references(), min_size=2, max_size=4))
def test_many_records_in_one_file_are_read_one_by_one(some: list[Reference]) -> None:
    named = [replace(one, id=f"0123abc{at}") for at, one in enumerate(some)]
    assert [one["id"] for one in rispy.loads("".join(map(ris, named)).replace("\r\n", "\n"))] == [one.id for one in named]
    assert list(pybtex.database.parse_string("\n".join(map(bibtex, named)), "bibtex").entries) == [one.id for one in named]


@given(references())
def test_csl_keeps_the_rules_of_its_schema(reference: Reference) -> None:
    """The rules of csl-citation.json and csl-data.json 1.0.2 for what is written here; no package carries the schema files."""
    citation: Any = csl_citation(reference)
    assert set(citation) == {"schema", "citationID", "citationItems"}
    (cited,) = citation["citationItems"]
    assert set(cited) - {"id", "itemData", "label", "locator"} == set()
    item = cited["itemData"]
    assert cited["id"] == item["id"] == reference.id
    assert item["type"] in {"article-newspaper", "report", "webpage", "chapter"} == set(TYPES.values())
    strings = {"title", "container-title", "page", "abstract", "language", "URL", "source"}
    assert set(item) - strings <= {"id", "type", "author", "issued", "accessed"}
    assert all(isinstance(item[name], str) and item[name] for name in strings & set(item))
    assert all(set(name) == {"literal"} and isinstance(name["literal"], str) for name in item.get("author", []))
    for name in {"issued", "accessed"} & set(item):
        assert set(item[name]) == {"date-parts"}
        assert all(1 <= len(one) <= 3 and all(isinstance(part, int) for part in one) for one in item[name]["date-parts"])
    assert (cited.get("label"), cited.get("locator")) == (
        (None, None) if reference.paragraph is None else ("paragraph", str(reference.paragraph))
    )


def set_in_tex(value: str) -> str:
    """What TeX would print, by pylatexenc, which lacks two commands of LaTeX and takes two others for accents."""
    commands = get_default_latex_context_db()
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
    commands.add_context_category("signs", prepend=True, macros=[MacroTextSpec(*sign) for sign in signs.items()])
    return squeezed(LatexNodes2Text(latex_context=commands, strict_latex_spaces=True).latex_to_text(value))
