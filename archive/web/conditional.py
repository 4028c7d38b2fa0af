"""Answers that neither a browser need fetch twice nor the site make twice while the index stays the same."""

from collections.abc import Callable
from hashlib import blake2b

from flask import Response, request

from archive.web.compressing import compressed, takes_gzip
from archive.web.kept import Answer
from archive.web.site import site


def unless_known(make: Callable[[], Response]) -> Response:
    """304 where the asker holds the answer already; otherwise the answer, tagged, as it was kept or made.

    The tag is weak: two answers with the same tag may differ in the time they took.
    """
    here = site()
    told = (here.engine.generation(), here.suggestions.generation(), here.release, here.base_url, request.url_root, request.full_path)
    tag = blake2b("\n".join(told).encode("utf-8", "replace"), digest_size=12).hexdigest()
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else _answer(tag, make)
    response.set_etag(tag, weak=True)
    response.cache_control.no_cache = True
    return response


def _answer(tag: str, make: Callable[[], Response]) -> Response:
    key = f"{tag} gzip" if takes_gzip() else tag
    kept = site().kept.get(key)
    if kept is not None:
        return Response(kept.body, headers=list(kept.headers))
    response = compressed(make())
    if response.status_code == 200:
        site().kept.put(key, Answer(response.get_data(), tuple(response.headers.items())))
    return response
