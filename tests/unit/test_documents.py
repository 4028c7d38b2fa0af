"""The documents tell what is: every path they name exists, everything a user can name is told."""

import re
from pathlib import Path

import click
import pytest

from archive.commands import MODULES, cli
from archive.settings import KEYS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

PATH = re.compile(r"`((?:archive|index|templates|tests|\.ci)/[\w./*-]*|[\w.-]+\.(?:py|toml|lock|md|yaml))`")


@pytest.mark.parametrize("path", sorted(set(PATH.findall(ARCHITECTURE))))
def test_paths_in_the_architecture_exist(path: str) -> None:
    assert list(ROOT.glob(path)), path


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_command_is_told_in_the_readme(name: str) -> None:
    assert f"`{name}" in README or f"manage.py {name}" in README


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command
    assert command.help
    assert all(getattr(option, "help", "") for option in command.params if option.param_type_name == "option")


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_told_in_the_readme(key: str) -> None:
    assert f"`{key}`" in README
    assert f"`ARCHIVE_{key.upper()}`" in README
