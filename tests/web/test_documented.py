"""Every address of the site is told in the README."""

import re
from pathlib import Path

from flask.testing import FlaskClient

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_address_is_told_in_the_readme(client: FlaskClient) -> None:
    rules = {re.sub(r"<[^>]*>", "<id>", rule.rule) for rule in client.application.url_map.iter_rules() if rule.endpoint != "static"}
    assert len(rules) > 5
    assert {rule for rule in rules if f"`{rule}`" not in README} == set()
