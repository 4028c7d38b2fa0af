"""`digest`: what is new in searches that somebody follows, printed or mailed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import click
from werkzeug.datastructures import MultiDict

from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.commands.mailing import mail
from archive.errors import BadInput
from archive.part import opened
from archive.web.novelty import new_since
from archive.web.parameters import SearchState, read
from archive.web.urls import Urls
from index.model import Doc
from index.syntax import parse

SHOWN: Final = 20
"""Passages of one search that are printed; how many there are is always told."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A search as it stands in the list, and what it asks."""

    line: str
    state: SearchState


@click.command()
@click.argument("searches", type=click.Path(path_type=Path))
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 36500), help="New is what came in within so many days.")
@click.option("--mail", "addresses", multiple=True, metavar="ADDRESS", help="Mail it to this address instead; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@pass_context
def digest(context: Context, searches: Path, days: int, addresses: tuple[str, ...], as_json: bool) -> None:
    """Print what is new in the searches that stand in a file, one a line: addresses of the search page, or words.

    Empty lines and lines that begin with # are passed over. Nothing is printed or mailed where nothing is new. What is private is left out:
    a digest is made to be sent around.
    """
    since = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    urls = Urls(base=context.settings.base_url, language=context.console.language)
    facts: list[dict[str, object]] = []
    told: list[str] = []
    total = 0
    with opened(context.settings, context.settings.access.private) as part:
        for followed in followed_in(searches):
            news = new_since(part.engine, part.store, followed.state.query(parse(followed.state.q).node), since)
            shown = [{"id": doc.id, "permalink": urls.permalink(doc.id), "added": added, "text": doc.text} for added, doc in news[:SHOWN]]
            facts.append({"search": followed.line, "url": urls.search(followed.state), "new": len(news), "passages": shown})
            told += [_told(context.console, urls, followed, news)] if news else []
            total += len(news)
    if addresses and told:
        mail(context.settings, addresses, context.console.words("言录：新收 {count} 段", count=total), "\n".join(told))
    if as_json:
        context.console.facts(facts)
    elif not addresses:
        for one in told:
            context.console.fact(one)


def followed_in(path: Path) -> Iterator[Followed]:
    """The searches of a list. Raises BadInput."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("文件 {path} 读不出来：{reason}", path=path, reason=error) from error
    for line in map(str.strip, lines):
        if line and not line.startswith("#"):
            address = urlsplit(line) if line.startswith(("/", "http://", "https://")) else None
            given = parse_qsl(address.query) if address else [("q", line)]
            yield Followed(line, read(MultiDict(given))[0])


def _told(console: Console, urls: Urls, followed: Followed, news: list[tuple[str, Doc]]) -> str:
    """What is new in one search, to be read."""
    lines = [console.words("{search}：新收 {count} 段", search=followed.line, count=len(news))]
    for added, doc in news[:SHOWN]:
        about = "  ".join(part for part in (doc.speaker, doc.title, doc.date) if part)
        lines.append(f"\n{added[:10]}  {urls.permalink(doc.id)}  {about}\n{doc.text}")
    return "\n".join(lines) + "\n"
