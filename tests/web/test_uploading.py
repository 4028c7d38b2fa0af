"""Files handed in over the web, on the server as it runs."""

import json
import re
import socket
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.security import generate_password_hash

from archive.commands.uploading import kept_name
from archive.web.admin import LARGEST
from tests.web.test_serving import ask, served

PAGE = "/admin/upload"
KNOWN = {"Authorization": "Basic " + b64encode("admin:通行".encode()).decode()}
TEXT = "　　湖岸的灯\n　　望川市副市长  闻一鹤\n　　湖岸的灯去年冬天重新亮了。\n".encode()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("uploading") / "data"
    with served(home, "--admin", admin=generate_password_hash("通行", "pbkdf2:sha256:1")) as (number, _):
        yield number


def form(token: str, name: str = "灯.txt", data: bytes = TEXT, collection: str = "望川日报") -> tuple[bytes, dict[str, str]]:
    parts = (f'name="token"\r\n\r\n{token}', f'name="collection"\r\n\r\n{collection}')
    body = "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts).encode()
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode()
    return body + head + data + b"\r\n--x--\r\n", {
        "Content_Type": "multipart/form-data; boundary=x",
        "Sec_Fetch_Site": "same-origin",
        **KNOWN,
    }


def token(port: int) -> str:
    answer, body = ask(port, PAGE, None, **KNOWN)
    assert (answer.status, answer.headers["Cache-Control"], answer.headers["Set-Cookie"]) == (200, "no-store", None)
    found = re.search(r'name="token" value="([^"]+)"', body.decode())
    assert found
    return found[1]


def test_a_file_is_taken_in_and_found(port: int) -> None:
    body, headers = form(token(port))
    answer, page = ask(port, PAGE, body, **headers)
    assert answer.status == 200
    assert re.search(r"<strong>新增</strong> 灯\.txt\s+1 篇，新段 1", page.decode())
    found = ask(port, f"/api/v1/search?q={quote('湖岸')}&collection={quote('望川日报')}")[1]
    assert json.loads(found)["total"] == 1
    body, headers = form(token(port), data=TEXT.replace("去年".encode(), "今年".encode()))
    assert "修订" in ask(port, PAGE, body, **headers)[1].decode()
    body, headers = form(token(port), name="坏.pdf", data=b"no pdf")
    assert "拒收" in ask(port, PAGE, body, **headers)[1].decode()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Basic " + b64encode(b"admin:wrong").decode()}, 401),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
def test_nothing_is_taken_from_others(port: int, changed: dict[str, str], status: int) -> None:
    body, headers = form(token(port), name="别人的.txt")
    assert ask(port, PAGE, body, **headers | changed)[0].status == status


def test_nothing_is_taken_without_the_signature(port: int) -> None:
    for forged in ("", "admin", token(port)[::-1]):
        body, headers = form(forged)
        assert ask(port, PAGE, body, **headers)[0].status == 403
    body, headers = form(token(port))
    del headers["Sec_Fetch_Site"]
    assert ask(port, PAGE, body, **headers)[0].status == 403, "a browser that tells neither header is too old to be trusted"
    assert ask(port, PAGE, body, **headers, Origin="https://evil.example")[0].status == 403
    assert ask(port, PAGE, body, **headers, Origin=f"http://127.0.0.1:{port}")[0].status == 200


def test_too_much_is_refused_before_it_is_sent(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"POST {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {LARGEST + 100_000}\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_without_the_option_there_is_no_such_page(tmp_path: Path) -> None:
    with served(tmp_path / "data", admin=generate_password_hash("通行", "pbkdf2:sha256:1")) as (number, _):
        assert ask(number, PAGE, None, **KNOWN)[0].status == 404


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\docs\\灯.txt", "灯.txt"),
        (".hidden", "hidden"),
        ("..", ""),
        ("", ""),
        ("a\x00\nb.txt", "ab.txt"),
        ("长" * 300 + ".txt", "长" * 96 + ".txt"),
    ],
)
def test_a_name_is_a_name_and_no_path(name: str, kept: str) -> None:
    assert kept_name(name) == kept
