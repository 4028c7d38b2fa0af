"""Files handed in by the operator's people: a page that exists only where the site was started with it.

Whoever asks has a name and password (HTTP Basic). What is sent must come from the page itself: it carries a token that only this site can
have signed, and a browser says that no other site had it sent (Fetch Metadata, or else Origin).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO, Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, make_response, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import Unauthorized

from archive.web.messages import sentence
from archive.web.notes import Note
from archive.web.signing_in import REALM, Passwords
from archive.web.site import language

NAME: Final = "admin"
"""The name that goes with the password."""
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of all files of one form."""
MOST_FILES: Final = 100
OUTCOMES: Final = {"added": Note("新增"), "revised": Note("修订"), "unchanged": Note("未变"), "refused": Note("拒收")}
TOKEN_SECONDS: Final = 12 * 3600
"""How long a form may stay open."""

Taken = Sequence[dict[str, Any]]
"""What became of each document, as `ingest --json` tells it."""
Take = Callable[[Sequence[tuple[str, IO[bytes]]], str, str], Taken]
"""Takes in files (name, bytes) for a collection, or none, and tells in a language what became of them. Raises Busy."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where files are handed in."""

    passwords: Passwords
    tokens: URLSafeTimedSerializer
    take: Take

    def page(self) -> Response:
        """The form."""
        self._admit()
        return self._show((), 200)

    def receive(self) -> Response:
        """The files of a form taken in, and what became of each document."""
        self._admit()
        request.max_content_length = LARGEST
        request.max_form_parts = MOST_FILES + 2
        if not _is_from_here() or not self._is_signed(request.form.get("token", "")):
            abort(403)
        files = [(one.filename, one.stream) for one in request.files.getlist("files") if one.filename]
        taken = self.take(files, request.form.get("collection", "").strip(), language()) if files else ()
        return self._show(taken, 200 if files else 400)

    def _admit(self) -> None:
        if self.passwords.fit(request.authorization) != NAME:
            raise Unauthorized(www_authenticate=REALM)

    def _is_signed(self, token: str) -> bool:
        try:
            return bool(self.tokens.loads(token, max_age=TOKEN_SECONDS) == NAME)
        except BadSignature:
            return False

    def _show(self, taken: Taken, status: int) -> Response:
        outcomes = {name: sentence(note.message, {}, language()) for name, note in OUTCOMES.items()}
        page = render_template("upload.html", taken=taken, outcomes=outcomes, token=self.tokens.dumps(NAME), largest=LARGEST >> 20)
        response = make_response(page, status)
        response.cache_control.no_store = True
        return response


def register(app: Flask, password: str, take: Take) -> None:
    """Give the application the page, for whoever knows the password of this hash."""
    desk = _Desk(Passwords({NAME: password}), URLSafeTimedSerializer(password, salt="upload"), take)
    pages = Blueprint("admin", __name__)
    pages.add_url_rule("/admin/upload", "page", partial(desk.page))
    pages.add_url_rule("/admin/upload", "receive", partial(desk.receive), methods=["POST"])
    app.register_blueprint(pages)


def _is_from_here() -> bool:
    """Whether a page of this site had the form sent; browsers say so in either of two headers."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
