"""`password`: the hash of a password, for the settings."""

import click
from werkzeug.security import generate_password_hash

from archive.commands.context import Context, pass_context


@click.command()
@click.password_option(help="The password; where it is left out it is asked for.")
@pass_context
def password(context: Context, password: str) -> None:
    """Print what stands for a password in archive.toml; the password itself is kept nowhere."""
    context.console.fact(generate_password_hash(password))
