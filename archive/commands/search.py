"""`search`: what the site's search answers, at the terminal."""

from collections.abc import Callable, Mapping
from typing import Any

import click
from werkzeug.datastructures import MultiDict

from archive.commands.console import Console
from archive.commands.context import Context, pass_context
from archive.web.answers import answer
from archive.web.notes import Note
from archive.web.parameters import SORTS, SearchState, read
from archive.web.urls import Urls
from index.fields import FACETS


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """For every facet an option that chooses a value and one that leaves it out, the dates and the order: all named as in the site's
    addresses."""
    command = click.option("--sort", default=SORTS[0], show_default=True, type=click.Choice(SORTS), help="Order of the passages.")(command)
    command = click.option("--to", "to", default="", help="Last date.")(command)
    command = click.option("--from", "from", default="", help="First date: 2020, 2020-03 or 2020-03-05.")(command)
    for name in reversed(FACETS):
        command = click.option(f"--not.{name}", f"not_{name}", multiple=True, help=f"Leave out this {name}; repeatable.")(command)
        command = click.option(f"--{name}", name, multiple=True, help=f"Only this {name}; repeatable.")(command)
    return command


def state_of(query: str, given: Mapping[str, Any]) -> tuple[SearchState, tuple[Note, ...]]:
    """The search that `search_options` asked for, and what could not be used of it."""
    named = {f"not.{name[4:]}" if name.startswith("not_") else name: value for name, value in given.items()}
    return read(MultiDict({"q": query, **named}))


@click.command()
@click.argument("query")
@search_options
@click.option("--page", default="1", show_default=True, help="Page of ten passages.")
@click.option("--json", "as_json", is_flag=True, help="Print what /api/v1/search answers.")
@pass_context
def search(context: Context, /, query: str, as_json: bool, **given: Any) -> None:
    """Search the archive; QUERY is written as on the search page."""
    state, notes = state_of(query, given)
    urls = Urls(base=context.settings.base_url, language=context.console.language)
    with context.engine() as engine:
        found = answer(engine, context.suggestions.lexicon(), state, urls, notes)
    if as_json:
        context.console.facts(found)
    else:
        _show(found, context.console)


def _show(found: dict[str, Any], console: Console) -> None:
    for note in found["notes"]:
        console.say("{note}", note=note["text"])
    console.fact(
        console.words(
            "{total} 段，正文里 {in_text} 段；第 {page} 页，共 {pages} 页。",
            **{name: found[name] for name in ("total", "in_text", "page", "pages")},
        )
    )
    for hit in found["hits"]:
        about = "  ".join(hit[name] for name in ("speaker", "office", "title", "date") if hit[name])
        console.fact(f"\n{hit['permalink']}  {about}\n{hit['text']}")
