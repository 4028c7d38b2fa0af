"""The catalogue: complete, compiled, and with the same places to fill in as the sources."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from archive.web.messages import TRANSLATIONS

ROOT = Path(__file__).parents[2]
PO = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+>")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message in the sources, found as the head of babel.cfg says."""
    pot = tmp_path_factory.mktemp("pot") / "messages.pot"
    parts = [str(ROOT / part) for part in ("archive", "index", "templates")]
    pybabel = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(TRANSLATIONS / "babel.cfg"), "-o", str(pot)]
    subprocess.run([*pybabel, *parts], check=True)
    return catalogue(pot)


def wordings(catalog: Catalog) -> dict[object, object]:
    """Translations by message; those with a plural are tuples."""
    return {_tupled(message.id): _tupled(message.string) for message in catalog if message.id}


def _tupled(words: object) -> object:
    return tuple(words) if isinstance(words, list) else words


def test_every_message_is_translated(sources: Catalog) -> None:
    translated = wordings(catalogue(PO))
    missing = [message for message in wordings(sources) if message not in translated]
    assert not missing
    empty = [message for message, string in translated.items() if not (all(string) if isinstance(string, tuple) else string)]
    assert not empty


def test_no_translation_is_left_over(sources: Catalog) -> None:
    in_use = wordings(sources)
    left_over = [message for message in wordings(catalogue(PO)) if message not in in_use]
    assert not left_over


def test_no_translation_is_doubtful() -> None:
    assert not [message.id for message in catalogue(PO) if message.id and message.fuzzy]


def test_the_compiled_catalogue_is_up_to_date() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        assert wordings(read_mo(file)) == wordings(catalogue(PO))


def test_translations_fill_in_the_same_places() -> None:
    for message, string in wordings(catalogue(PO)).items():
        wanted = set(PLACE.findall(message[0] if isinstance(message, tuple) else str(message)))
        for one in string if isinstance(string, tuple) else (string,):
            assert set(PLACE.findall(str(one))) == wanted, message
