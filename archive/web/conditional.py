"""Answers that a browser need not fetch twice while the index stays the same."""

from collections.abc import Callable
from hashlib import blake2b

from flask import Response, request

from archive.web.site import site


def unless_known(make: Callable[[], Response]) -> Response:
    """304 where the asker holds the answer already, without asking the engine; otherwise the answer, tagged.

    The tag is weak: two answers with the same tag may differ in the time they took.
    """
    here = site()
    told = "\n".join((here.engine.generation(), here.suggestions.generation(), here.release, here.base_url, request.full_path))
    tag = blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else make()
    response.set_etag(tag, weak=True)
    response.cache_control.no_cache = True
    return response
