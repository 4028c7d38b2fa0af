"""`people`: who is who, as the archivist says."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.commands.context import Context, pass_context
from archive.commands.people_file import read_people, write_people
from archive.commands.searchable import make_searchable
from archive.errors import BadInput


@click.group()
def people() -> None:
    """Keep the authority file of persons: other names, and rules that tell namesakes apart."""


@people.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what changed as JSON.")
@pass_context
def apply(context: Context, file: Path, as_json: bool) -> None:
    """Put an authority file in force, in place of the one before.

    Speeches move to the persons it says, and so will those that come in later.
    """
    try:
        persons = read_people(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput("文件 {name} 读不出来：{reason}", name=file, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise BadInput("人名档 {path} 不是 UTF-8 编码。", path=file) from error
    with context.store() as store:
        applied = store.apply_people(persons)
        make_searchable(context, store)
    if as_json:
        context.console.facts(asdict(applied))
    else:
        context.console.say("人名档已生效：{people} 人，{moved} 篇讲话改归，涉及 {documents} 份文件。", **asdict(applied))
        if applied.undecided:
            context.console.say("还有 {undecided} 篇署同名人的讲话，哪一条规则也不合，留在原名之下。", undecided=applied.undecided)


@people.command()
@pass_context
def export(context: Context) -> None:
    """Print the authority file in force."""
    with context.store() as store:
        context.console.fact(write_people(store.people()).rstrip("\n"))
