"""The habits of the house, held by the tools themselves."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
        [sys.executable, "-m", "mypy"],
        [str(Path(sys.executable).with_name("lint-imports"))],
    ],
    ids=["ruff check", "ruff format", "mypy strict", "imports run one way"],
)
def test_clean(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_bandit_finds_has_its_reason_beside_it() -> None:
    """Its rules have the numbers of ruff's S rules, so an exemption is said once, for both: `# noqa: S603 - why`."""
    command = [sys.executable, "-m", "bandit", "-q", "-c", "pyproject.toml", "-f", "json", "-r", "manage.py", "archive", "index"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout)
    assert found["errors"] == []
    bare = []
    for one in found["results"]:
        lines = (ROOT / one["filename"]).read_text(encoding="utf-8").splitlines()[one["line_number"] - 1 : one["line_range"][-1]]
        reason = re.search(rf"# noqa: S{one['test_id'][1:]} (?:- )?(\w.{{10,}})", "\n".join(lines))
        bare += [] if reason else [f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"]
    assert bare == []
