"""`mcp`, asked by a client of the protocol as an assistant asks it."""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.unit.test_commands import PAGE, ROOT, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.environ["ARCHIVE_BASE_URL"] = "https://archive.example"
    made.run("ingest", made.file("望川日报/0305.txt", PAGE))
    return made


def test_an_assistant_searches_reads_and_cites(archive: Archive) -> None:
    async def talk() -> list[Any]:
        parameters = StdioServerParameters(command=sys.executable, args=[str(ROOT / "manage.py"), "mcp"], env=archive.environ)
        async with Client(parameters) as client:
            tools = await client.list_tools()

            async def ask(tool: str, **arguments: object) -> Any:
                result = await client.call_tool(tool, arguments)
                return None if result.is_error else json.loads(getattr(result.content[0], "text", ""))

            found = await ask("search", query="湿地保护")
            pid, speech_id = found["hits"][0]["id"], found["hits"][0]["speech_id"]
            read = [await ask("read", id=one) for one in (pid.upper(), speech_id, "zzzzzzzz")]
            return [{tool.name for tool in tools.tools}, found, *read, await ask("cite", paragraph_id=pid), pid]

    with ThreadPoolExecutor(1) as thread:  # of its own: another test's browser may keep an event loop in this one
        tools, found, paragraph, speech, nothing, cited, pid = thread.submit(lambda: asyncio.run(talk())).result()
    assert tools == {"search", "read", "cite"}
    assert found["total"] == 1
    assert found["hits"][0]["permalink"] == cited["permalink"] == f"https://archive.example/p/{pid}"
    assert paragraph["text"] == found["hits"][0]["text"] == "三年来，望川把数字经济和湿地保护放在一起谋划。"
    assert [one["number"] for one in speech["paragraphs"]] == [1, 2]
    assert nothing is None
    assert cited["GB/T 7714—2025"].startswith("桑榆. 守住一湖清水 留住满城书香[EB/OL]")
