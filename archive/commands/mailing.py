"""A message handed to a mail server (SMTP, RFC 5321), encrypted unless the server is on this machine."""

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from socket import getfqdn
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from archive.errors import MailError
from archive.settings import Settings

PATIENCE: Final = 30
"""Seconds a server may be silent."""
HERE: Final = ("localhost", "127.0.0.1", "::1")


def mail(settings: Settings, addresses: Sequence[str], subject: str, text: str) -> None:
    """Send a plain text to these addresses. Raises MailError where the server does not take it for all of them."""
    server = urlsplit(settings.smtp_url)
    try:
        message = _message(settings, addresses, subject, text)
        with _connected(server) as client:
            if server.username:
                client.login(unquote(server.username), unquote(server.password or ""))
            refused = client.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MailError("邮件没有发出，服务器 {host}：{reason}", host=server.hostname, reason=error) from error
    if refused:
        raise MailError("邮件没有发给 {addresses}：服务器不收。", addresses=", ".join(refused))


def _message(settings: Settings, addresses: Sequence[str], subject: str, text: str) -> EmailMessage:
    """The message (RFC 5322), marked as one that no person wrote (RFC 3834), so that nobody's holiday notice answers it."""
    host = urlsplit(settings.base_url).hostname or getfqdn()
    message = EmailMessage()
    message["From"] = settings.mail_from or f"yanlu@{host}"
    message["To"] = ", ".join(addresses)
    message["Subject"] = subject
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=host)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    return message


def _connected(server: SplitResult) -> smtplib.SMTP:
    """A connection that may be spoken on. A server elsewhere must encrypt before it is told a password."""
    host = server.hostname or ""
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=PATIENCE, context=ssl.create_default_context())
    client = smtplib.SMTP(host, server.port or 25, timeout=PATIENCE)
    try:
        client.ehlo()
        if host not in HERE and client.has_extn("starttls"):
            client.starttls(context=ssl.create_default_context())
        elif host not in HERE and server.username:
            raise smtplib.SMTPException("no encryption is offered, so the password is not sent")
    except (OSError, smtplib.SMTPException):
        client.close()
        raise
    return client
