"""Pages, styles and scripts go out compressed to whoever takes gzip."""

import gzip
from typing import Final

from flask import Response, request

TYPES: Final = ("text/", "application/json", "application/problem+json", "image/svg+xml", "application/atom+xml", "application/xml")
LEAST: Final = 1_000
"""Smaller answers fit one packet as they are."""
MOST: Final = 4_000_000
"""Larger ones are files to keep; packing them would hold up others."""
LEVEL: Final = 3
"""A page is packed for every address that is asked for the first time: 4 takes twice as long for one byte in sixteen."""


def takes_gzip() -> bool:
    """Whether who asks can unpack."""
    return bool(request.accept_encodings.quality("gzip"))


def compressed(response: Response) -> Response:
    """The answer, packed where that is worth while. A tag that was strong becomes weak, since the bytes are others."""
    streamed = response.is_streamed and not response.direct_passthrough
    if streamed or not (response.content_type or "").startswith(TYPES):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not takes_gzip() or "Content-Encoding" in response.headers:
        return response
    length = response.content_length or response.calculate_content_length() or 0
    if not LEAST <= length <= MOST:
        return response
    response.direct_passthrough = False
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag and not weak:
        response.set_etag(tag, weak=True)
    return response
