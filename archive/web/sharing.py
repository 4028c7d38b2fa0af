"""Pages of other sites may read what is no page (CORS): everything here is public, and there are no cookies to be misused."""

from typing import Final

from flask import Response, request

SHARED: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept, Content-Type",
    "Access-Control-Expose-Headers": "ETag, X-Total-Count, Content-Disposition",
    "Access-Control-Max-Age": "86400",
}


def shared(response: Response) -> Response:
    """The response with leave to be read elsewhere, unless it is a page."""
    if response.mimetype != "text/html" or request.method == "OPTIONS":
        response.headers.update(SHARED)
    return response
