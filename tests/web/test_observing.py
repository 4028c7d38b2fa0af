"""What the site tells its operator: lines of JSON that name nobody, and whether it is ready."""

import json
import logging
import shutil
from collections.abc import Iterator
from logging.config import dictConfig

import pytest
from flask import Flask

from archive.web import observing
from archive.web.factory import create_app
from archive.web.observing import LOGGING, JsonLines, observe
from tests.web.conftest import Library
from tests.web.samples import SAMPLES


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    """What is logged, as it would stand in the log."""
    told: list[dict[str, object]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(json.loads(JsonLines().format(record)))

    handler, log = Kept(), logging.getLogger("yanlu")
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    logging.getLogger("archive.web").addHandler(handler)
    yield told
    log.removeHandler(handler)
    log.setLevel(level)
    logging.getLogger("archive.web").removeHandler(handler)


def observed(library: Library, *, queries: bool = False) -> Flask:
    app = create_app(library.store, library.engine, library.suggestions)
    observe(app, queries=queries)
    return app


def test_a_request_is_one_line_that_names_nobody(library: Library, lines: list[dict[str, object]]) -> None:
    client = observed(library).test_client()
    with client.get(
        "/browse/speakers?q=私下的话", headers={"User-Agent": "someone"}, environ_base={"REMOTE_ADDR": "203.0.113.7"}
    ) as answer:
        size, identifier = len(answer.data), answer.headers["X-Request-Id"]
    (told,) = lines
    assert (told["method"], told["path"], told["status"], told["bytes"], told["id"]) == ("GET", "/browse/speakers", 200, size, identifier)
    assert set(told) == {"time", "level", "event", "message", "id", "method", "path", "status", "bytes", "ms"}
    assert not any(word in json.dumps(told, ensure_ascii=False) for word in ("203.0.113.7", "someone", "私下的话"))


@pytest.mark.parametrize(("given", "kept"), [("a-1.b_2", True), ("", False), ("x" * 65, False), ('"}{', False), ("两", False)])
def test_an_identifier_is_taken_over_where_it_is_sane(library: Library, lines: list[dict[str, object]], given: str, kept: bool) -> None:
    client = observed(library).test_client()
    with client.get("/healthz", headers={"X-Request-Id": given.encode("utf-8").decode("latin-1")}) as answer:
        told = answer.headers["X-Request-Id"]
    assert (told == given) is kept
    assert lines[0]["id"] == told


def test_a_slow_request_is_a_warning_and_its_query_is_told_only_where_wanted(
    library: Library, lines: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "SLOW", 0.0)
    for queries in (False, True):
        observed(library, queries=queries).test_client().get("/?q=x").close()
    assert [(one["level"], one["message"], one.get("query")) for one in lines] == [("warning", "slow", None), ("warning", "slow", "q=x")]


def test_an_error_carries_the_identifier_of_its_request(library: Library, lines: list[dict[str, object]]) -> None:
    app = observed(library)
    app.add_url_rule("/broken", view_func=lambda: str(1 // 0))
    with app.test_client().get("/broken", headers={"X-Request-Id": "one"}) as answer:
        assert answer.status_code == 500
    error, request = lines
    assert (error["level"], error["id"], request["id"]) == ("error", "one", "one")
    assert "ZeroDivisionError" in str(error["exception"])


def test_the_logging_can_be_put_in_force() -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    dictConfig(LOGGING)
    assert isinstance(logging.getLogger().handlers[-1].formatter, JsonLines)
    logging.getLogger().handlers[:], logging.getLogger().level = before


def test_ready_tells_the_index_and_how_far_it_is_behind(small: Library) -> None:
    client = small.client()
    small.take(SAMPLES[0])
    told = client.get("/readyz").get_json()
    assert told == {"status": "ready", "generation": small.engine.generation(), "behind": 0}
    small.store.save(SAMPLES[1].name, SAMPLES[1].name, b"x", SAMPLES[1].document, None)
    assert client.get("/readyz").get_json()["behind"] == 1


def test_without_an_index_it_is_not_ready_but_up(small: Library) -> None:
    client = small.client()
    small.take(SAMPLES[0])
    shutil.rmtree(small.folder / "index")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "not ready")
    assert int(answer.headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200
