"""Whatever goes wrong becomes an answer here: a page for readers, problem details (RFC 9457) for machines."""

from typing import Final

from flask import Flask, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from archive.errors import ArchiveError, BadInput, Busy, NotFound, Outdated, StoreError, Unreachable
from archive.web.api import json_response
from archive.web.messages import sentence
from archive.web.notes import Note
from archive.web.site import language, site
from index.errors import IndexUnavailable, SearchIndexError

STATUSES: Final[tuple[tuple[type[ArchiveError], int], ...]] = (
    (BadInput, 400),
    (NotFound, 404),
    (Outdated, 409),
    (Busy, 503),
    (StoreError, 503),
)
"""The HTTP status of each kind of error; any other is 500."""

TITLES: Final = {
    400: Note("这个请求看不懂"),
    401: Note("请先登录"),
    403: Note("没有照办"),
    404: Note("没有这一页"),
    405: Note("这里只能读取"),
    409: Note("档案库已经更新"),
    410: Note("这一段已撤下"),
    429: Note("请求太多"),
    500: Note("网站出了差错"),
    503: Note("暂时不能检索"),
}
OTHER_TITLE: Final = Note("这个请求没有成功")
WAIT: Final = Note("现在来的请求太多，请过一会儿再试。")
DETAILS: Final = {
    403: Note("这次提交不是从本站的页面发出的，或者页面打开得太久了；请重新打开再试。"),
    429: WAIT,
    503: WAIT,
    401: Note("名字或口令不对。没有口令也可以读公开的文集：请不带口令打开首页。"),
    404: Note("地址也许抄错了，也许少了一截。永久链接（/p/ 开头的地址）不会失效，请核对其中的编号。"),
    500: Note("差错已经记下。请稍后再试。"),
}
AWAY: Final = Note("档案库暂时没有回应。请过一会儿再打开这一页；永久链接不会失效。")
RETRY_SECONDS: Final = 30
"""When it is worth asking again after a 503."""
NO_DETAIL: Final = Note("请回到首页重新检索。")


def register(app: Flask) -> None:
    """Have the application answer every error this way."""
    app.register_error_handler(ArchiveError, _archive_error)
    app.register_error_handler(Unreachable, _unreachable)
    app.register_error_handler(SearchIndexError, _index_error)
    app.register_error_handler(IndexUnavailable, _index_away)
    app.register_error_handler(HTTPException, _http_error)


def _archive_error(error: ArchiveError) -> Response:
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), 500)
    if status >= 500:
        current_app.logger.error("%s: %s", type(error).__name__, error)
    return _answer(status, sentence(error.message, error.values, language()))


def _unreachable(error: Unreachable) -> Response:
    """What the database says of itself is for the log, not for readers."""
    current_app.logger.error("%s: %s", type(error).__name__, error)
    return _answer(503, sentence(AWAY.message, {}, language()))


def _index_away(error: IndexUnavailable) -> Response:
    current_app.logger.error("%s: %s", type(error).__name__, error)
    told = Note("检索服务器暂时没有回应，或者正忙。档案都还在；请过一会儿再试。")
    return _answer(503, sentence(told.message, {}, language()))


def _index_error(error: SearchIndexError) -> Response:
    current_app.logger.error("%s: %s", type(error).__name__, error)
    site().notice(error)
    told = Note("检索索引缺了或者坏了，正在重建；阅读页面和永久链接照常可用。请过几分钟再检索。")
    return _answer(503, sentence(told.message, {}, language()))


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    detail = DETAILS.get(error.code, NO_DETAIL)
    response = _answer(error.code, sentence(detail.message, {}, language()))
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _answer(status: int, detail: str) -> Response:
    title = sentence(TITLES.get(status, OTHER_TITLE).message, {}, language())
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.path}
        response = json_response(problem, status, "application/problem+json")
    else:
        response = make_response(render_template("error.html", status=status, title=title, detail=detail), status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
