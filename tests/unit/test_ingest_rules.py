"""The rules of reading meet their own words in rows and lines without end: none looks at the same things again and again.

A pattern that divided a row in every way there is, or a rule that read all lines for each line, would not come to an end.
"""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

from archive import ingest


def words() -> list[str]:
    """The Chinese words in the patterns of all rules."""
    modules = [import_module(one.name) for one in walk_packages(ingest.__path__, "archive.ingest.")]
    values = [value for module in modules for value in vars(module).values()]
    patterns = {value.pattern for value in values if isinstance(value, re.Pattern) and isinstance(value.pattern, str)}
    return sorted({word for pattern in patterns for word in re.findall("[\u3400-\u9fff]{1,6}", pattern)})


@pytest.mark.parametrize(("opening", "closing"), [("", "：湖水清了。"), ("（", "）"), ("■", ""), ("作者：", "　桑榆"), ("——", "。")])
def test_a_row_of_a_word_that_rules_look_for(opening: str, closing: str) -> None:
    for word in words():
        row = opening + (word * 80)[:80] + closing
        assert ingest.parse("a.txt", f"{row}\n{row}\n湖水清了，鸟也多了。\n{row}\n".encode()).speeches, word


@pytest.mark.parametrize(
    "lines", [("注释\n〔1〕湖水\n",), ("目录\n", "第一条 湖水\n"), ("（作者为望川大学教授）\n",), ("桑榆\n", "湖水清了，鸟也多了。\n")]
)
def test_lines_without_end(lines: tuple[str, ...]) -> None:
    text = "".join(line * 30_000 for line in lines)
    assert ingest.parse("a.txt", f"湖水\n湖水清了，鸟也多了。\n{text}".encode()).speeches
    assert ingest.parse("a.txt", text.encode()).speeches
