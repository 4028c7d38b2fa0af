"""What a request needs: the store, the engine, and addresses in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore
from typing import Final, cast

from flask import current_app, g, request
from markupsafe import Markup

from archive.store import Store
from archive.web.kept import Kept
from archive.web.languages import known_language
from archive.web.remembered import Remembered
from archive.web.urls import Urls
from index.engine import Engine
from index.errors import IndexDamaged, IndexMissing, SearchIndexError
from index.suggest import Suggestions

EXTENSION: Final = "yanlu"
LARGE_EXPORTS: Final = 2
"""Large exports that one process makes at a time."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the application was made of, as some may see it.

    `opened` is the engine, whose index may be gone; `mend` has that built anew. `about` is the operator's text, already harmless, or
    nothing; `release` changes with the site's own templates, sentences and style; `kept` are answers made before.
    """

    store: Store
    opened: Engine
    suggestions: Suggestions
    base_url: str
    about: Markup
    release: str
    mend: Callable[[], None]
    kept: Kept = field(default_factory=Kept)
    remembered: Remembered = field(default_factory=Remembered)
    large_exports: BoundedSemaphore = field(default_factory=partial(BoundedSemaphore, LARGE_EXPORTS))

    @property
    def engine(self) -> Engine:
        """The engine. Raises IndexMissing where the archive holds something and there is no index of it, IndexDamaged."""
        if not self.opened.generation() and self.store.totals().documents:
            raise IndexMissing
        return self.opened

    def notice(self, error: SearchIndexError) -> None:
        """Have the index built anew where the error says that it is damaged or gone."""
        if isinstance(error, IndexDamaged | IndexMissing):
            self.mend()


def site() -> Site:
    """The site that whoever asks may see: everybody's, unless they were recognised as a reader who sees another one."""
    return cast(Site, g.get("site") or current_app.extensions[EXTENSION])


def language() -> str:
    """The language the request asks for."""
    return known_language(request.args.get("lang"))


def urls() -> Urls:
    """Addresses as this request should see them."""
    return Urls(site().base_url, request.root_path.rstrip("/"), language())
