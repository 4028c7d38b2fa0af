"""A small invented corpus, and random ones."""

from hypothesis import strategies as st

from index.model import Doc, Query
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word

DOCS = (
    Doc(
        "a1", "s1", 1, "云岭市今年新修水渠三十里，粮食安全有了保障。", "水渠通到山顶", "顾望舒", "云岭市市长", "云岭", "晨报", "2019-04-02"
    ),
    Doc("a2", "s1", 2, "云岭的孩子们，第一次在ABC学校喝上了自来水。", "水渠通到山顶", "顾望舒", "云岭市市长", "云岭", "晨报", "2019-04-02"),
    Doc("b1", "s2", 1, "海屏縣的「漁港」改造，是為了漁民的安全。", "漁港改造說明", "沈砚秋", "海屏县县长", "海屏", "晚报", "2020"),
    Doc("b2", "s2", 2, "漁港漁港漁港，人人都說漁港。", "漁港改造說明", "沈砚秋", "海屏县县长", "海屏", "晚报", "2020"),
    Doc("c1", "s3", 1, "二〇二一年，云岭与海屏合办粮食交易会。", "在交易会上的致辞", "顾望舒", "云岭市委书记", "云岭", "晨报", "2021-05"),
    Doc("d1", "s4", 1, "abcd 与 ＡＢＣ 是两回事；水 渠也不是水渠。", "", "陆怀川", "", "", "", ""),
)

_LETTERS = "云岭市縣县的水安全A1b ，「\U00020bb7"
_VALUES = ("", "云岭", "云嶺", "海屏县", "A1")
_DATES = ("", "2019", "2019-04", "2019-04-02", "2020-12-31", "2020")

short_texts = st.text(_LETTERS, max_size=4)
strings = st.text(_LETTERS, min_size=1, max_size=4)
distances = st.integers(0, 4)
fields = st.sampled_from((None, None, "text", "title", "speaker", "office"))
facets = st.sampled_from(("speaker", "office", "place", "year", "collection", "title"))
values = st.sampled_from(_VALUES)
dates = st.sampled_from(_DATES)

docs = st.builds(
    Doc,
    id=st.just(""),
    speech_id=st.sampled_from("stu"),
    number=st.integers(1, 3),
    text=st.text(_LETTERS, max_size=14),
    title=short_texts,
    speaker=values,
    office=short_texts,
    place=values,
    collection=values,
    date=dates,
)

patterns = (
    st.tuples(st.text("云市a1?", max_size=2), st.text("云市a1?", max_size=2)).map("*".join).filter(lambda pattern: pattern.strip("*?"))
)

leaves: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.builds(Word, strings, fields),
    st.builds(Exact, strings, fields),
    st.builds(
        lambda string, before, after, field: Exact(string, field, before + string + after), strings, short_texts, short_texts, fields
    ),
    st.builds(Wildcard, patterns, fields),
    st.builds(Near, strings, strings, distances),
    st.builds(Facet, facets, values.filter(bool)),
    st.builds(Dates, dates, dates),
)


def _branches(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, children))


trees: st.SearchStrategy[Node] = st.recursive(leaves, _branches, max_leaves=6)

choices = st.dictionaries(facets, st.lists(values, min_size=1, max_size=2, unique=True).map(tuple), max_size=2)

queries: st.SearchStrategy[Query] = st.builds(
    Query,
    node=trees,
    include=choices,
    exclude=choices,
    date_from=dates,
    date_to=dates,
    sort=st.sampled_from(("relevance", "newest", "oldest")),
    size=st.just(100),
    facets=st.just(("speaker", "office", "place", "year", "collection", "title")),
)
