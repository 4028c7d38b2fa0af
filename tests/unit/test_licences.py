"""What the packages are licensed under that Yanlu is installed with: all of it may be used and passed on beside an MIT licence.

`python -m tests.unit.test_licences` writes the list anew.
"""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LIST = ROOT / ".ci" / "licences.txt"
LOCKS = (
    "requirements.lock",
    "archive/assistant/requirements.lock",
    "archive/store/requirements.lock",
    "index/opensearch/requirements.lock",
)
"""What is installed where Yanlu is used; tools of its tests are not passed on."""

PIN = re.compile(r"^([A-Za-z0-9._-]+)==\S+( ;)?", re.MULTILINE)
ALLOWED = re.compile(r"MIT|BSD|Apache|PSF|ISC|Zlib|Zope|CC0|LGPL|MPL", re.IGNORECASE)
"""Permissive licences, and those that oblige only whoever changes the package itself."""
REFUSED = re.compile(r"AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public|SSPL|Commons Clause|proprietary|UNKNOWN", re.IGNORECASE)


def licence(known: dict[str, Any]) -> str:
    """The licence as a package names it: the expression (PEP 639), or else its classifiers, or else what stands in the old field."""
    classifiers = [one.rpartition(" :: ")[2] for one in known.get("classifier", []) if one.startswith("License ::")]
    named: str = known.get("license_expression") or ", ".join(classifiers) or known.get("license") or "UNKNOWN"
    return named.partition("\n")[0]


def licences() -> dict[str, str]:
    """The licence of every locked package by its name; of those for other systems, which are not installed here, nothing."""
    pins = {name: bool(elsewhere) for lock in LOCKS for name, elsewhere in PIN.findall((ROOT / lock).read_text(encoding="utf-8"))}
    found = {}
    for name, elsewhere in sorted(pins.items()):
        try:
            found[name] = licence(metadata(name).json)
        except PackageNotFoundError:
            assert elsewhere, f"{name} is locked and not installed"
    return found


def written(known: dict[str, str]) -> str:
    """The list as it stands in the file."""
    return "".join(f"{name}: {words}\n" for name, words in known.items())


def test_every_licence_is_allowed() -> None:
    refused = {name: words for name, words in licences().items() if REFUSED.search(words) or not ALLOWED.search(words)}
    assert not refused


def test_the_list_is_up_to_date() -> None:
    assert LIST.read_text(encoding="utf-8") == written(licences())


@pytest.mark.parametrize(
    "words", ["AGPL-3.0-only", "GPL-2.0-or-later", "GNU General Public License v3 (GPLv3)", "MIT AND GPL-3.0-only", "UNKNOWN"]
)
def test_what_would_be_refused(words: str) -> None:
    assert REFUSED.search(words)


if __name__ == "__main__":
    LIST.write_text(written(licences()), encoding="utf-8")
