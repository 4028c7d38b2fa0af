"""compose.yaml says nothing that the program does not know, and tells no secret."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.settings import KEYS

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_every_variable_of_the_site_is_a_setting() -> None:
    variables = {name for name in SERVICES["site"]["environment"] if name.startswith("ARCHIVE_")}
    assert variables <= {f"ARCHIVE_{key.upper()}" for key in KEYS}
    assert {"ARCHIVE_DATABASE_URL", "ARCHIVE_ENGINE"} <= variables


@pytest.mark.parametrize("name", SERVICES)
def test_passwords_come_from_outside(name: str) -> None:
    said = {key: value for key, value in SERVICES[name].get("environment", {}).items() if "PASSWORD" in key}
    assert all(re.fullmatch(r"\$\{\w+:\?[^}]+\}", value) for value in said.values())
    assert not re.search(r"://[^/@ ]*:[^/@ ]*@", str(SERVICES[name]))


def test_what_it_names_is_there() -> None:
    assert (ROOT / SERVICES["site"]["build"]["dockerfile"]).exists()
    for service in SERVICES.values():
        secrets = {secret if isinstance(secret, str) else secret["source"] for secret in service.get("secrets", ())}
        assert secrets <= set(COMPOSE["secrets"])
        assert {volume.partition(":")[0] for volume in service.get("volumes", ())} <= set(COMPOSE["volumes"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        assert set(service.get("depends_on", ())) <= set(SERVICES)


def test_only_the_site_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service or "outside" in service["networks"]] == ["site"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
