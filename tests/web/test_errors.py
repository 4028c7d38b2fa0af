"""What goes wrong is told in one clear sentence, to readers as a page and to machines as problem details."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.errors import ArchiveError, BadInput, Busy, NotFound, StoreError, Unreachable
from archive.web.factory import create_app
from index.errors import IndexBusy, IndexDamaged, IndexUnavailable
from index.model import Page, Query
from tests.engines.stock.engine import StockEngine
from tests.web.conftest import Library
from tests.web.html import find, one, parse, text
from tests.web.samples import NEWSPAPER, Sample, edited, shortened


class Failing(StockEngine):
    """An engine with a fault."""

    def __init__(self, folder: Path, error: Exception) -> None:
        super().__init__(folder)
        self._error = error

    def search(self, _query: Query) -> Page:
        raise self._error


def pid_of(client: FlaskClient, q: str) -> str:
    return str(client.get("/api/v1/search", query_string={"q": q}).json["hits"][0]["id"])  # type: ignore[index]  # JSON is not typed


def test_a_page_that_is_not_there(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    page = parse(answer.text)
    assert text(one(page, "h1")) == "没有这一页"
    assert one(page, "form", role="search").get("action") == "/"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/p/zzzzzzzz", "没有编号为 zzzzzzzz 的段落。"),
        ("/speech/zzzzzzzz", "没有编号为 zzzzzzzz 的讲话。"),
        ("/speaker/zzzzzzzz", "讲话人"),
    ],
)
def test_an_unknown_identifier(client: FlaskClient, path: str, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert told in answer.text


def test_the_machine_interface_answers_problem_details(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing", query_string={"lang": "en"})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json(force=True) == {
        "type": "about:blank",
        "title": "No such page",
        "status": 404,
        "detail": "The address may be mistyped or cut short. Permalinks (addresses that begin with /p/) do not expire; "
        "please check the identifier in it.",
        "instance": "/api/v1/nothing",
    }


def test_writing_is_refused(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "这里只能读取" in answer.text
    assert client.delete("/api/v1/search").mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (BadInput("文件 {name} 是空的。", name="<甲>"), 400, "文件 &lt;甲&gt; 是空的。"),
        (NotFound("没有编号为 {id} 的讲话。", id=7), 404, "没有编号为 7 的讲话。"),
        (Busy("另一个进程正在写档案库，{seconds} 秒内没有写完；请稍后再试。", seconds=3), 503, "3 秒内"),
        (StoreError("数据库 {url} 打不开：{reason}", url="x", reason="y"), 503, "打不开"),
        (Unreachable("数据库暂时不能用：{reason}。", reason="secret"), 503, "暂时没有回应"),
        (IndexDamaged("/secret/postings"), 503, "正在重建"),
        (IndexBusy(), 503, "正在重建"),
        (IndexUnavailable("secret"), 503, "检索服务器暂时没有回应"),
        (ArchiveError("没有找到。"), 500, "没有找到。"),
        (RuntimeError("secret"), 500, "差错已经记下"),
    ],
)
def test_every_error_has_its_status(small: Library, error: Exception, status: int, told: str) -> None:
    client = create_app(small.store, Failing(small.folder / "index", error), small.suggestions).test_client()
    page = client.get("/?q=x")
    assert page.status_code == status
    assert told in page.text
    assert "secret" not in page.text
    machine = client.get("/api/v1/search?q=x")
    assert machine.get_json(force=True)["status"] == status
    assert [answer.headers.get("Retry-After") for answer in (page, machine)] == [("30" if status == 503 else None)] * 2


def test_a_cluster_that_is_away_says_when_to_come_back(small: Library) -> None:
    client = create_app(small.store, Failing(small.folder / "index", IndexUnavailable()), small.suggestions).test_client()
    assert client.get("/?q=x").headers["Retry-After"] == client.get("/api/v1/search?q=x").headers["Retry-After"] == "30"


def test_the_error_pages_come_without_the_engine(small: Library) -> None:
    client = create_app(small.store, Failing(small.folder / "index", RuntimeError()), small.suggestions).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/about").status_code == 200


def test_a_withdrawn_paragraph_is_gone_with_its_last_words(small: Library) -> None:
    sample = Sample("版.txt", NEWSPAPER, "报纸专版")
    small.take(sample)
    client = small.client()
    pid = pid_of(client, "四十三张")
    small.take(shortened(sample, 2), data=b"second")
    answer = client.get(f"/p/{pid}")
    assert answer.status_code == 410
    page = parse(answer.text)
    assert text(one(page, "h1")) == "这一段已撤下"
    assert NEWSPAPER.speeches[0].paragraphs[2].text == text(one(page, "blockquote"))
    assert client.get(f"/p/{pid}?v=1").status_code == 410
    assert "withdrawn" in client.get(f"/p/{pid}?lang=en").text


def test_the_words_as_cited_then(small: Library) -> None:
    sample = Sample("版.txt", NEWSPAPER, "报纸专版")
    small.take(sample)
    client = small.client()
    pid = pid_of(client, "四十三张")
    before = NEWSPAPER.speeches[0].paragraphs[2].text
    after = before.replace("四十三张", "四十五张")
    small.take(edited(sample, 2, after), data=b"second")
    first, second = parse(client.get(f"/p/{pid}?v=1").text), parse(client.get(f"/p/{pid}?v=2").text)
    assert text(find(first, "blockquote")[0]) == before
    assert "现在是第 2 版" in text(one(first, "main"))
    assert text(find(second, "blockquote")[0]) == after
    assert "这也是现在的文字" in text(one(second, "main"))
    assert client.get(f"/p/{pid}?v=3").status_code == 404
    assert client.get(f"/p/{pid}?v=x").status_code == 302
    cited = text(one(parse(client.get(f"/p/{pid}", follow_redirects=True).text), class_="citation"))
    assert "第 2 版 第 1 版" in cited


def test_a_merged_paragraph_leads_to_the_one_it_went_into(small: Library) -> None:
    sample = Sample("版.txt", NEWSPAPER, "报纸专版")
    small.take(sample)
    client = small.client()
    first, second = pid_of(client, "四十三张"), pid_of(client, "饭桌")
    texts = [paragraph.text for paragraph in NEWSPAPER.speeches[0].paragraphs]
    small.take(shortened(edited(sample, 2, texts[2] + texts[3]), 3), data=b"second")
    answer = client.get(f"/p/{second}?lang=en")
    assert answer.status_code == 302
    assert answer.location.endswith(f"?p={first}&was={second}&lang=en#{first}")
    page = parse(client.get(f"/p/{second}", follow_redirects=True).text)
    assert one(page, class_="chosen").get("id") == first
    then = client.get(f"/p/{second}?v=1")
    assert then.status_code == 200
    assert texts[3] in then.text
