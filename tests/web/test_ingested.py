"""From the bytes of a file to the page: the whole way, with the real parts."""

import pytest

from archive.indexing import catch_up
from archive.ingest import parse
from index.analyzer import fingerprint
from index.model import Doc, Query
from index.tree import Exact
from tests.web.conftest import Library
from tests.web.html import find, one, text
from tests.web.html import parse as parse_page

PAGE = """　　守好一盏灯塔
　　带活一座渔港
　　澜江省副省长、望溪市委书记　陆望川
　　望溪的灯塔立了一百二十年。去年我们给它换上了太阳能，守塔的老周却说，灯亮不亮，不在电，在人。
　　一是把渔港修好。全年疏浚航道十一公里，新建冷库四座，渔民卖鱼不再赶潮水。
　　二是把渔民留住。一百零三名青年渔民领到了新船证，平均年龄二十九岁。

　　算清海上的账
　　还清岸上的债
　　望溪市海洋局局长　沈知微
　　过去十年，我们向海里要得太多。从今年起，每捕一吨鱼，要放回一万尾苗。
　　有人说这是亏本的买卖，我说这是还债。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_newspaper_page_becomes_searchable_and_citable(small: Library, encoding: str) -> None:
    data = PAGE.encode(encoding)
    small.store.save("渔港.txt", "渔港.txt", data, parse("渔港.txt", data), "渔业专版")
    catch_up(small.store, small.engine, lambda _done, _total: None)
    client = small.client()
    results = parse_page(client.get("/", query_string={"q": "冷库"}).text)
    hit = one(results, "article")
    assert text(one(hit, "h3")) == "守好一盏灯塔 带活一座渔港"
    assert text(one(hit, class_="who")) == "陆望川"
    permalink = one(hit, "a", rel="bookmark").get("href", "")
    speech = parse_page(client.get(permalink, follow_redirects=True).text)
    assert "冷库四座" in text(one(speech, class_="chosen"))
    assert [text(point) for point in find(one(speech, class_="outline"), "li")] == ["一是把渔港修好", "二是把渔民留住"]
    assert text(one(speech, "a", rel="next")).endswith("沈知微")
    assert one(speech, "a", rel="next").get("href", "").startswith("/speech/")
    original = client.get(find(one(speech, class_="source"), "a")[0].get("href", ""))
    assert original.data == data


@pytest.mark.parametrize("mark", ["", "1", "1 00000000", "9999999 {analysis}"])
def test_an_index_that_is_not_of_this_store_or_this_analysis_is_built_anew(small: Library, mark: str) -> None:
    data = PAGE.encode()
    small.store.save("渔港.txt", "渔港.txt", data, parse("渔港.txt", data), "渔业专版")
    small.engine.rebuild([Doc("stale", "stale", 1, "别处的话")], mark.format(analysis=fingerprint()))
    catch_up(small.store, small.engine, lambda _done, _total: None)
    assert [small.engine.search(Query(Exact(string))).total for string in ("别处", "冷库四座")] == [0, 1]


def test_an_index_of_this_analysis_is_only_brought_up_to_date(small: Library) -> None:
    data = PAGE.encode()
    small.store.save("渔港.txt", "渔港.txt", data, parse("渔港.txt", data), "渔业专版")
    small.engine.rebuild([Doc("kept", "kept", 1, "别处的话")], f"0 {fingerprint()} {small.store.identity()}")
    catch_up(small.store, small.engine, lambda _done, _total: None)
    assert [small.engine.search(Query(Exact(string))).total for string in ("别处", "冷库四座")] == [1, 1]
