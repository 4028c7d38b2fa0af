"""Readers with a password: who is asking, and the site that they see.

A request without credentials, and whatever goes wrong here, sees the site of everybody. There are no cookies: credentials come with each
request (HTTP Basic, RFC 7617), browsers send them along once they were asked for at `/sign-in`.
"""

import secrets
from collections.abc import Mapping
from functools import partial
from hashlib import blake2b
from threading import Lock
from typing import Final

from flask import Blueprint, Flask, Response, g, redirect, request
from werkzeug.datastructures import Authorization, WWWAuthenticate
from werkzeug.exceptions import Unauthorized
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response as Redirection

from archive.access import Reader
from archive.web.site import Site, urls

REALM: Final = WWWAuthenticate("basic", {"realm": "yanlu", "charset": "UTF-8"})

pages = Blueprint("signing_in", __name__)


class Passwords:
    """Names and the hashes of their passwords. To check a hash is made slow; what was right once is remembered, as a digest that is worth
    nothing elsewhere."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = hashes
        self._nobody = generate_password_hash(secrets.token_hex())
        self._salt = secrets.token_bytes(32)
        self._right: set[bytes] = set()
        self._lock = Lock()

    def fit(self, given: Authorization | None) -> str | None:
        """The name that these credentials belong to; an unknown name takes as long as a wrong password."""
        if given is None or given.type != "basic":
            return None
        name, password = given.username or "", given.password or ""
        digest = blake2b(f"{name}\n{password}".encode(errors="surrogatepass"), key=self._salt).digest()
        with self._lock:
            known = digest in self._right
        if not known and not check_password_hash(self._hashes.get(name, self._nobody), password):
            return None
        with self._lock:
            self._right.add(digest)
        return name


def register(app: Flask, sites: Mapping[Reader, Site]) -> None:
    """Have the application know these readers; without any it knows nothing of credentials."""
    if sites:
        passwords = Passwords({reader.name: reader.password for reader in sites})
        app.before_request(partial(_recognise, passwords, {reader.name: site for reader, site in sites.items()}))
        app.after_request(_apart)
        app.register_blueprint(pages)


@pages.get("/sign-in")
def sign_in() -> Redirection:
    """Asks for name and password, and leads to the front page."""
    if "site" not in g:
        raise Unauthorized(www_authenticate=REALM)
    return redirect(urls().search())


def _recognise(passwords: Passwords, sites: Mapping[str, Site]) -> None:
    if request.authorization is not None and request.blueprint != "admin":
        name = passwords.fit(request.authorization)
        if name is None:
            raise Unauthorized(www_authenticate=REALM)
        g.site = sites[name]


def _apart(response: Response) -> Response:
    """No cache between here and the reader may give one's answer to another."""
    response.vary.add("Authorization")
    if "site" in g:
        response.cache_control.public = False
        response.cache_control.private = True
    return response
