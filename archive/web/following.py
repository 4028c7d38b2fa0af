"""What is new, and where everything is: feeds, the site map, how browsers and robots should search."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final
from urllib.parse import urljoin

from flask import Blueprint, Response, abort, render_template, request

from archive.web.answers import find
from archive.web.conditional import unless_known
from archive.web.parameters import read
from archive.web.site import site, urls
from index.fields import FACETS

following = Blueprint("following", __name__)

LOOKED_AT: Final = 1000
"""Passages of a search that are looked at for new ones: all of a narrow search, of a wider one those of the latest speeches."""
SHOWN: Final = 50
"""Passages in a feed."""
SITEMAP: Final = 50_000
"""Addresses in one part of the site map: the most that the protocol allows (sitemaps.org)."""

ASKED: Final = ("q=", "from=", "to=", "sort=", "page=", "not.", *(f"{name}=" for name in FACETS))
"""How the parameters of a search begin."""

Absolute = Callable[[str], str]


@following.get("/feed.atom")
def feed() -> Response:
    """The passages of a search that came in last, the newest first (RFC 4287); a speaker is followed with `speaker`."""
    return unless_known(_feed)


@following.get("/opensearch.xml")
def opensearch() -> Response:
    """How to search here, for browsers (OpenSearch 1.1)."""
    return _xml("opensearch.xml", "application/opensearchdescription+xml", absolute=_absolute())


@following.get("/sitemap.xml")
def sitemap_index() -> Response:
    """The parts of the site map."""
    parts = max(-(-site().store.totals().speeches // SITEMAP), 1)
    return _xml("sitemap_index.xml", "application/xml", absolute=_absolute(), parts=range(1, parts + 1))


@following.get("/sitemap-<int:number>.xml")
def sitemap(number: int) -> Response:
    """A part of the site map: speeches with the time of their last change, sent as they are read."""
    store = site().store
    if not 1 <= number <= max(-(-store.totals().speeches // SITEMAP), 1):
        abort(404)
    rows = store.speech_changes((number - 1) * SITEMAP, SITEMAP)
    built, absolute = urls(), _absolute()
    return Response(_sitemap((absolute(built.speech_permalink(one)), changed) for one, changed in rows), mimetype="application/xml")


@following.get("/robots.txt")
def robots() -> Response:
    """What robots may read: every speech, but not every combination of filters."""
    return Response(render_template("robots.txt", absolute=_absolute(), names=ASKED), content_type="text/plain; charset=utf-8")


def _sitemap(entries: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for address, changed in entries:
        yield f"<url><loc>{address}</loc>" + (f"<lastmod>{changed}</lastmod>" if changed else "") + "</url>\n"
    yield "</urlset>\n"


def _feed() -> Response:
    here = site()
    state, _ = read(request.args)
    found = find(here.engine, here.suggestions.lexicon(), state.sorted_by("newest"))
    docs = [hit.doc for hit in islice(here.engine.stream(found.query), LOOKED_AT)]
    times = here.store.paragraph_times({doc.id for doc in docs})
    known = sorted(((times[doc.id], doc) for doc in docs if doc.id in times), key=lambda one: one[0], reverse=True)[:SHOWN]
    updated = known[0][0] if known else here.store.earliest() or "1970-01-01T00:00:00Z"
    return _xml("feed.xml", "application/atom+xml", state=state, entries=known, updated=updated, absolute=_absolute())


def _absolute() -> Absolute:
    """Makes whole addresses of those that begin at the root of the host."""
    base = site().base_url or request.host_url.rstrip("/")
    return lambda address: urljoin(base + "/", address)


def _xml(template: str, mimetype: str, **values: object) -> Response:
    return Response(render_template(template, **values), content_type=f"{mimetype}; charset=utf-8")
