"""The commands keep the suggestions up to the index."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = """　　守住一湖清水
　　留住满城书香
　　望川市委书记  {name}
　　三年来，望川把数字经济和湿地保护放在一起谋划。
　　一是护水。数字经济也要护水，全市关停沿湖小作坊４１家。
"""


def run(folder: Path, *arguments: str) -> str:
    environ = {**os.environ, "ARCHIVE_HOME": str(folder / "data"), "LC_ALL": "zh_CN.UTF-8"}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environ, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def suggestion(folder: Path, query: str) -> Any:
    return json.loads(run(folder, "search", query, "--json"))["suggestion"]


def test_suggestions_follow_what_is_ingested_and_a_rebuild(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(PAGE.format(name="桑  榆"), encoding="utf-8")
    run(tmp_path, "ingest", "one.txt")
    assert suggestion(tmp_path, "sangyu") == "桑榆"
    (tmp_path / "two.txt").write_text(PAGE.format(name="单望舒"), encoding="utf-8")
    run(tmp_path, "ingest", "two.txt")
    assert suggestion(tmp_path, "shanwangshu") == "单望舒"
    (tmp_path / "data" / "index" / "suggestions").write_bytes(b"")
    run(tmp_path, "reindex")
    assert suggestion(tmp_path, "数字经挤") == "数字经济"
