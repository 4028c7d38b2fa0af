"""`failures`: what could not be taken in."""

import click

from archive.commands.context import Context, pass_context


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@pass_context
def failures(context: Context, as_json: bool) -> None:
    """List the files that could not be taken in, and why; `ingest --retry-failed` tries them again."""
    words = context.console.words
    with context.store() as store:
        listed = [
            {"path": failure.source, "reason": words(failure.message, **failure.values), "added": failure.added}
            for failure in store.failures()
        ]
    if as_json:
        context.console.facts(listed)
    else:
        for one in listed:
            context.console.fact(f"{one['path']}  {one['reason']}")
        context.console.say("没能收录的共 {count} 份。", count=len(listed))
