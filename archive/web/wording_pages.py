"""Where wording is found again: a quotation that is remembered more or less, and passages that share wording with another."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirection

from archive import quotation, reuse
from archive.errors import NotFound
from archive.quotation import Match, Quotation
from archive.reuse import Shared, Wording
from archive.store.ids import canonical
from archive.store.records import ParagraphRecord
from archive.web.conditional import unless_known
from archive.web.parameters import read
from archive.web.quoted import Beside, beside
from archive.web.site import site, urls
from index.engine import Engine
from index.model import Doc, Query
from index.tree import Node

pages = Blueprint("wording", __name__)

MOST_FOUND: Final = 10
"""Passages shown for a quotation."""
MOST_SIMILAR: Final = 30
"""Passages shown that share wording with another."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage like a quotation."""

    doc: Doc
    match: Match
    shown: Beside


@pages.get("/quote")
def quote() -> Response:
    """Find a quotation that is remembered more or less."""
    state, _ = read(request.args)
    return unless_known(partial(_quote, Quotation(state.q)))


@pages.get("/p/<pid>/similar")
def similar(pid: str) -> Response | Redirection:
    """The passages of other speeches that share wording with a paragraph; of one that is gone, what became of it."""
    known = canonical(pid)
    if known is None:
        raise NotFound("没有编号为 {id} 的段落。", id=pid)
    record = site().store.paragraph(known)
    if record.state != "live":
        return redirect(urls().paragraph(record.id))
    return unless_known(partial(_similar, record))


def _quote(asked: Quotation) -> Response:
    found = find(site().engine, asked) if asked.is_long_enough else []
    return make_response(render_template("quote.html", asked=asked, found=found))


def find(engine: Engine, asked: Quotation) -> list[Found]:
    """The passages most like a quotation, the best first. Raises SearchIndexError."""
    docs = list({doc.id: doc for node in asked.nodes() for doc in _passages(engine, node, quotation.CANDIDATES)}.values())
    best = quotation.best(asked, (doc.text for doc in docs))[:MOST_FOUND]
    return [Found(docs[number], match, beside(asked, match, docs[number].text)) for number, match in best]


def _similar(record: ParagraphRecord) -> Response:
    speech = site().store.speech(record.speech_id or "")
    found = find_similar(site().engine, record)
    page = render_template("similar.html", paragraph=record, speech=speech, found=found[:MOST_SIMILAR], total=len(found), least=reuse.RUN)
    return make_response(page)


def find_similar(engine: Engine, record: ParagraphRecord) -> list[tuple[Doc, Shared]]:
    """The passages of other speeches that share wording with a paragraph, those with most of it first. Raises SearchIndexError."""
    wording = Wording(record.text)
    node = wording.node()
    others = [doc for doc in _passages(engine, node, reuse.CANDIDATES) if doc.speech_id != record.speech_id] if node else []
    shared = ((doc, wording.shared(doc.text)) for doc in others)
    return sorted((one for one in shared if one[1].letters), key=lambda one: -one[1].letters)


def _passages(engine: Engine, node: Node, most: int) -> list[Doc]:
    return [hit.doc for hit in engine.search(Query(node=node, size=most)).hits]
