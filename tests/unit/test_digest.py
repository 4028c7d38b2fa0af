"""`digest`, as a person runs it: what came in of late, search by search."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.unit.test_commands import PAGE, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.run("ingest", made.file("望川日报/0305.txt", PAGE))
    with sqlite3.connect(made.folder / "data" / "archive.db") as connection:
        connection.execute("UPDATE paragraph SET added = '2020-01-01T00:00:00Z' WHERE text LIKE '一是%'")
    return made


def test_what_is_new_is_told_search_by_search(archive: Archive) -> None:
    lines = "# 我的检索\n\n湿地保护\nhttps://archive.example/?q=%E6%9C%9B%E5%B7%9D&speaker=%E9%97%BB%E4%B8%80%E9%B9%A4\n沿湖小作坊\n"
    done = archive.run("digest", archive.file("searches.txt", lines), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(one["search"][:4], one["new"]) for one in told] == [("湿地保护", 1), ("http", 1), ("沿湖小作", 0)]
    assert told[0]["passages"][0]["text"] == "三年来，望川把数字经济和湿地保护放在一起谋划。"
    everything = json.loads(archive.run("digest", archive.file("one.txt", "沿湖小作坊"), "--days", "36500", "--json").stdout)
    assert everything[0]["new"] == 1


def test_nothing_new_prints_nothing(archive: Archive) -> None:
    quiet = archive.run("digest", archive.file("searches.txt", "沿湖小作坊\n绝无此语"))
    assert (quiet.returncode, quiet.stdout) == (0, "")
    told = archive.run("digest", archive.file("searches.txt", "湿地保护"))
    assert "湿地保护：新收 1 段" in told.stdout
    assert archive.run("digest", str(archive.folder / "nowhere.txt")).returncode == 1


class MailServer:
    """A mail server on this machine: it keeps what it is handed, and takes nothing for nobody@."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        self.taken.append(envelope)
        return "250 OK"

    def message(self) -> EmailMessage:
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        return message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)


class AnyPort(Controller):
    """aiosmtpd's server on a free port: it asks itself for a greeting once it listens, and must know where."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd tells nothing of its types


@pytest.fixture
def server(archive: Archive) -> Iterator[MailServer]:
    handler = MailServer()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0, auth_require_tls=False, authenticator=_checked)
    controller.start()
    archive.environ["ARCHIVE_SMTP_URL"] = f"smtp://reader:%6Cake@127.0.0.1:{controller.port}"
    yield handler
    controller.stop()


def _checked(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword) -> AuthResult:
    return AuthResult(success=(login.login, login.password) == (b"reader", b"lake"), handled=False)  # the server is to say so itself


def test_what_is_new_is_mailed(archive: Archive, server: MailServer) -> None:
    searches = archive.file("searches.txt", "湿地保护\n沿湖小作坊\n")
    archive.environ["ARCHIVE_BASE_URL"] = "https://archive.example"
    done = archive.run("digest", searches, "--mail", "a@b.example", "--mail", "c@d.example")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert server.taken[0].rcpt_tos == ["a@b.example", "c@d.example"]
    message = server.message()
    assert (message["From"], message["Subject"]) == ("yanlu@archive.example", "言录：新收 1 段")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "三年来，望川把数字经济和湿地保护放在一起谋划。" in message.get_content()
    assert "https://archive.example/p/" in message.get_content()


def test_where_nothing_is_new_nothing_is_mailed(archive: Archive, server: MailServer) -> None:
    assert archive.run("digest", archive.file("searches.txt", "沿湖小作坊"), "--mail", "a@b.example").returncode == 0
    assert server.taken == []


def test_a_message_that_is_not_taken_is_an_error(archive: Archive, server: MailServer) -> None:
    searches = archive.file("searches.txt", "湿地保护")
    some = archive.run("digest", searches, "--mail", "a@b.example", "--mail", "nobody@b.example")
    assert (some.returncode, "nobody@b.example" in some.stderr, len(server.taken)) == (1, True, 1)
    archive.environ["ARCHIVE_SMTP_URL"] = archive.environ["ARCHIVE_SMTP_URL"].replace("%6Cake", "wrong")
    refused = archive.run("digest", searches, "--mail", "a@b.example")
    assert (refused.returncode, refused.stderr.count("\n"), "535" in refused.stderr) == (1, 1, True)
    archive.environ["ARCHIVE_SMTP_URL"] = "smtp://127.0.0.1:1"
    assert archive.run("digest", searches, "--mail", "a@b.example").returncode == 1
    archive.environ["ARCHIVE_SMTP_URL"] = "mail.example"
    assert archive.run("digest", searches).returncode == 1
