"""The application, made from what it needs."""

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, request
from jinja2 import StrictUndefined

from archive.access import Reader
from archive.part import Part
from archive.store import Store
from archive.web import (
    about_api,
    api,
    book_pages,
    browse_pages,
    citing,
    errors,
    export_pages,
    following,
    health,
    kwic_pages,
    oai,
    reading_pages,
    search_pages,
    signing_in,
    trends_pages,
    wording_pages,
)
from archive.web.book import TEMPLATES
from archive.web.compressing import compressed
from archive.web.dates import spoken_date
from archive.web.facets import choice_rows
from archive.web.highlight import excerpt, marked, part
from archive.web.languages import HTML_LANGUAGES, LANGUAGES
from archive.web.legal import legal
from archive.web.markup import cleaned
from archive.web.messages import TRANSLATIONS, Voice, sentence
from archive.web.parameters import SearchState
from archive.web.plain_calls import PlainCalls
from archive.web.sharing import shared
from archive.web.site import EXTENSION, Site, language, urls
from index.engine import Engine
from index.suggest import Suggestions

STATIC: Final = Path(__file__).with_name("static")

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every answer: no script but the site's own file, nothing from elsewhere, in nobody's frame; no device; not to be loaded into
the process of another site (what other sites may read, they ask for by CORS: `archive.web.sharing`)."""

BLUEPRINTS: Final = (
    search_pages.pages,
    kwic_pages.pages,
    trends_pages.pages,
    reading_pages.pages,
    wording_pages.pages,
    browse_pages.pages,
    citing.citations,
    export_pages.exports,
    book_pages.books,
    about_api.told,
    following.following,
    oai.harvesting,
    api.api,
    health.health,
)
"""The parts of the site."""

NO_READERS: Final[Mapping[Reader, Part]] = MappingProxyType({})
YEAR_SECONDS: Final = 31_536_000


def create_app(
    store: Store,
    engine: Engine,
    suggestions: Suggestions,
    base_url: str = "",
    about: str = "",
    readers: Mapping[Reader, Part] = NO_READERS,
    mend: Callable[[], None] = lambda: None,
) -> Flask:
    """The site over an open store and engine, which stay the caller's to close, and the suggestions of the engine's index.

    These are what everybody sees; `readers` with a password see each a part of the archive of their own.

    `base_url` is the public address without a closing slash; where it is given permalinks are absolute.
    `about` is HTML for the page that tells what the archive is; it is made harmless, and where it is empty
    the site's own text stands there. `mend` is called whenever the index is found damaged or gone.
    """
    app = Flask("archive.web", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.url_map.strict_slashes = False
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.context_class = PlainCalls
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["numberformat"] = "{:,}".format  # as all languages of the site write numbers
    app.jinja_env.filters["choice_rows"] = choice_rows
    prints = {path.name: _fingerprint([path]) for path in STATIC.iterdir()}
    release = _fingerprint([*sorted(TEMPLATES.iterdir()), *sorted(STATIC.iterdir()), *sorted(TRANSLATIONS.rglob("*.mo"))])
    public = Site(store, engine, suggestions, base_url, cleaned(about), release, mend)
    app.extensions[EXTENSION] = public
    app.jinja_env.filters["legal"] = legal
    app.jinja_env.globals.update(excerpt=excerpt, marked=marked, part=part)
    app.context_processor(partial(_page_values, prints))
    app.after_request(compressed)
    app.after_request(partial(_with_headers, prints))
    app.after_request(shared)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    sites = {part: Site(part.store, part.engine, part.suggestions, base_url, public.about, release, mend) for part in readers.values()}
    signing_in.register(app, {reader: sites[part] for reader, part in readers.items()})
    errors.register(app)
    return app


def _fingerprint(paths: list[Path]) -> str:
    digest = blake2b(digest_size=6)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _page_values(prints: dict[str, str]) -> dict[str, object]:
    """What every template may use."""
    spoken = language()
    built = urls()
    voice = Voice(spoken)
    return {
        "_": voice.say,
        "ngettext": voice.count,
        "urls": built,
        "html_language": HTML_LANGUAGES[spoken],
        "others": [
            (code, HTML_LANGUAGES[code], name, built.translated(request.path, request.args.items(multi=True), code))
            for code, name in LANGUAGES.items()
            if code != spoken
        ],
        "asset": lambda name: built.static(name, prints[name]),
        "said": lambda message, values: sentence(message, dict(values), spoken),
        "spoken_date": partial(spoken_date, language=spoken),
        "no_state": SearchState(),
    }


def _with_headers(prints: dict[str, str], response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint == "static" and request.args.get("v") == prints.get((request.view_args or {})["filename"]):
        response.cache_control.public = True
        response.cache_control.max_age = YEAR_SECONDS
        response.cache_control.immutable = True
        response.cache_control.no_cache = None
    return response
