"""What every engine must do. Inherit `EngineContract` and give it `open`."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analyzer import words
from index.engine import Engine
from index.fold import fold
from index.model import Doc, Page, Query
from index.tree import And, Dates, Everything, Exact, Facet, Near, Node, Not, Or, Wildcard, Word
from tests.engines import samples, scan
from tests.engines.samples import DOCS


def ids(engine: Engine, node: Node, **query: object) -> set[str]:
    """Find a tree and return the ids, having checked that page and stream tell the same."""
    asked = replace(Query(node, size=1000), **query)  # type: ignore[arg-type]  # the tests give the right types
    page = engine.search(asked)
    streamed = [hit.doc.id for hit in engine.stream(asked)]
    assert streamed == [hit.doc.id for hit in page.hits]
    assert page.total == len(streamed) == len(set(streamed))
    return set(streamed)


def order(page: Page) -> list[str]:
    return [hit.doc.id for hit in page.hits]


def marked(engine: Engine, node: Node, doc_id: str) -> dict[str, list[str]]:
    """Return the marked glyphs of one hit, by field."""
    (hit,) = [hit for hit in engine.stream(Query(node)) if hit.doc.id == doc_id]
    return {field: [getattr(hit.doc, field)[start:end] for start, end in spans] for field, spans in hit.marks.items()}


class EngineContract(ABC):
    @abstractmethod
    def open(self, folder: Path) -> Engine:
        """Open the engine under test on a folder."""

    @pytest.fixture
    def empty(self, tmp_path: Path) -> Iterator[Engine]:
        engine = self.open(tmp_path / "index")
        yield engine
        engine.close()

    @pytest.fixture
    def engine(self, empty: Engine) -> Engine:
        empty.rebuild(DOCS, "first")
        return empty

    # without an index

    def test_without_an_index_the_answer_is_empty(self, empty: Engine) -> None:
        assert empty.search(Query(Word("水"), facets=("place",))) == Page((), 0, 0, 0, {"place": {}})
        assert list(empty.stream(Query())) == []
        assert (empty.count(), empty.mark()) == (0, "")

    def test_an_index_of_no_documents_answers(self, empty: Engine) -> None:
        empty.rebuild((), "none")
        for node in (Everything(), Word("水渠"), Wildcard("水*"), Dates("2019", ""), Not(Exact("水"))):
            assert empty.search(Query(node, facets=("place",))) == Page((), 0, 0, 0, {"place": {}})
        assert (empty.count(), empty.mark()) == (0, "none")

    # words

    def test_everything_is_found_whole(self, engine: Engine) -> None:
        assert {hit.doc for hit in engine.search(Query(size=100)).hits} == set(DOCS)
        assert engine.count() == len(DOCS)

    def test_every_word_must_occur_each_in_any_field(self, engine: Engine) -> None:
        assert ids(engine, Word("粮食安全")) == {"a1"}
        assert ids(engine, Word("安全")) == {"a1", "b1"}
        assert ids(engine, Word("自来水 顾望舒")) == {"a2"}
        assert ids(engine, Word("水渠，书记")) == set()

    def test_chinese_words_are_found_inside_other_words(self, engine: Engine) -> None:
        assert ids(engine, Word("望")) == {"a1", "a2", "c1"}

    def test_latin_words_are_whole_and_regardless_of_case_and_width(self, engine: Engine) -> None:
        assert ids(engine, Word("abc")) == ids(engine, Word("ＡＢＣ")) == {"a2", "d1"}
        assert ids(engine, Word("abcd")) == {"d1"}
        assert ids(engine, Word("ab")) == set()

    def test_a_field_narrows_a_word(self, engine: Engine) -> None:
        assert ids(engine, Word("渔港", "title")) == {"b1", "b2"}
        assert ids(engine, Word("交易会", "text")) == {"c1"}
        assert ids(engine, Word("云岭", "office")) == {"a1", "a2", "c1"}

    def test_a_pattern_finds_words(self, engine: Engine) -> None:
        assert ids(engine, Wildcard("abc*")) == {"a2", "d1"}
        assert ids(engine, Wildcard("abc?")) == {"d1"}
        assert ids(engine, Wildcard("粮*", "text")) == {"a1", "c1"}
        assert ids(engine, Wildcard("[a]*")) == set()

    # exact strings

    @pytest.mark.parametrize(
        ("string", "expected"),
        [
            ("云岭市今年新修水渠", {"a1"}),
            ("岭市今", {"a1"}),
            ("〇", {"c1"}),
            ("的", {"a2", "b1", "c1"}),
            ("渔港", {"b1", "b2"}),
            ("「渔港」", {"b1"}),
            ("“漁港”改造", {"b1"}),
            ("ABC", {"a2", "d1"}),
            ("abcd", {"d1"}),
            ("水 渠", {"d1"}),
            ("渠也不是水渠。", {"d1"}),
            ("，第一次", {"a2"}),
            ("书记", {"c1"}),
            ("山顶顾望舒", set()),
            ("水渠渠", set()),
            ("绝无此语", set()),
        ],
    )
    def test_a_quoted_string_is_found_exactly(self, engine: Engine, string: str, expected: set[str]) -> None:
        assert ids(engine, Exact(string)) == expected

    def test_a_field_narrows_a_quoted_string(self, engine: Engine) -> None:
        assert ids(engine, Exact("云岭", "text")) == {"a1", "a2", "c1"}
        assert ids(engine, Exact("水渠", "title")) == {"a1", "a2"}
        assert ids(engine, Exact("水渠", "speaker")) == set()

    def test_a_string_may_have_to_stand_outside_a_longer_one(self, engine: Engine) -> None:
        assert ids(engine, Exact("云岭", "text", "云岭市")) == {"a2", "c1"}
        assert ids(engine, Exact("渔港", "text", "「渔港」")) == {"b2"}

    def test_two_strings_near_each_other(self, engine: Engine) -> None:
        assert ids(engine, Near("云岭", "海屏", 1)) == {"c1"}
        assert ids(engine, Near("海屏", "云岭", 1)) == {"c1"}
        assert ids(engine, Near("云岭", "海屏", 0)) == set()
        assert ids(engine, Near("漁港", "漁港", 0)) == {"b2"}

    def test_how_many_hold_it_in_their_own_text(self, engine: Engine) -> None:
        page = engine.search(Query(Exact("水渠")))
        assert (page.total, page.in_text, page.speeches) == (3, 2, 2)
        page = engine.search(Query(And((Word("渔港"), Not(Exact("改造", "text"))))))
        assert (page.total, page.in_text, page.speeches) == (1, 1, 1)

    # trees

    def test_and_or_not(self, engine: Engine) -> None:
        water, safety = Exact("水渠"), Exact("安全")
        assert ids(engine, And((water, safety))) == {"a1"}
        assert ids(engine, Or((water, safety))) == {"a1", "a2", "b1", "d1"}
        assert ids(engine, And((water, Not(safety)))) == {"a2", "d1"}
        assert ids(engine, Not(water)) == {"b1", "b2", "c1"}
        assert ids(engine, Not(Not(water))) == {"a1", "a2", "d1"}
        assert ids(engine, Or((Not(water), safety))) == {"a1", "b1", "b2", "c1"}
        assert ids(engine, Not(Everything())) == set()

    def test_facets_and_dates_as_nodes(self, engine: Engine) -> None:
        assert ids(engine, Facet("place", "海屏")) == {"b1", "b2"}
        assert ids(engine, Facet("year", "2021")) == {"c1"}
        assert ids(engine, Facet("title", "渔港改造说明")) == {"b1", "b2"}
        assert ids(engine, Facet("place", "海")) == set()
        assert ids(engine, Dates("2019-04-02", "2019-04-02")) == {"a1", "a2"}
        assert ids(engine, Dates("", "2020-06")) == {"a1", "a2", "b1", "b2"}
        assert ids(engine, Dates("2020-06", "")) == {"b1", "b2", "c1"}
        assert ids(engine, Dates("2021-05-20", "2021-05-21")) == {"c1"}
        assert ids(engine, Dates("", "")) == {doc.id for doc in DOCS}

    # choices, counts, order, pages

    def test_the_dates_of_a_query_narrow_it(self, engine: Engine) -> None:
        assert ids(engine, Word("云岭"), date_from="2020") == {"c1"}
        assert ids(engine, Everything(), date_from="2019", date_to="2020") == {"a1", "a2", "b1", "b2"}

    def test_choices_of_one_facet_mean_or_and_of_different_facets_and(self, engine: Engine) -> None:
        assert ids(engine, Everything(), include={"year": ("2019", "2021")}) == {"a1", "a2", "c1"}
        assert ids(engine, Everything(), include={"year": ("2019", "2021"), "office": ("云岭市委书记",)}) == {"c1"}
        assert ids(engine, Everything(), exclude={"place": ("云岭",)}) == {"b1", "b2", "d1"}

    def test_a_facets_counts_leave_its_own_choice_out(self, engine: Engine) -> None:
        page = engine.search(Query(include={"year": ("2019",), "speaker": ("顾望舒",)}, facets=("speaker", "year", "place")))
        assert page.total == 2
        assert page.facets == {
            "speaker": {"顾望舒": 2},
            "year": {"2019": 2, "2021": 1},
            "place": {"云岭": 2},
        }

    def test_chosen_values_are_listed_even_without_passages_or_behind_the_longest_list(self, engine: Engine) -> None:
        page = engine.search(Query(Word("渔港"), include={"place": ("云岭",)}, facets=("place",)))
        assert list(page.facets["place"].items()) == [("海屏", 2), ("云岭", 0)]
        page = engine.search(Query(include={"year": ("2021",)}, facets=("year",), facet_size=1))
        assert list(page.facets["year"].items()) == [("2019", 2), ("2021", 1)]

    def test_newest_and_oldest_first_with_unknown_dates_last(self, engine: Engine) -> None:
        assert order(engine.search(Query(sort="newest"))) == ["c1", "b1", "b2", "a1", "a2", "d1"]
        assert order(engine.search(Query(sort="oldest"))) == ["a1", "a2", "b1", "b2", "c1", "d1"]

    def test_the_best_comes_first_and_equals_stay_in_order(self, engine: Engine) -> None:
        assert order(engine.search(Query(Word("渔港")))) == ["b2", "b1"]
        scores = [hit.score for hit in engine.search(Query(Word("云岭"))).hits]
        assert scores == sorted(scores, reverse=True)
        assert order(engine.search(Query())) == [doc.id for doc in DOCS]

    def test_the_text_counts_more_than_its_speech(self, empty: Engine) -> None:
        fillers = [Doc(f"f{number}", "f", number, "此处讲的是别的事情。") for number in range(9)]
        empty.rebuild([Doc("t", "1", 1, "别的事情。", title="水渠"), Doc("u", "2", 1, "水渠。", title="别的"), *fillers], "")
        assert order(empty.search(Query(Word("水渠")))) == ["u", "t"]

    def test_pages_follow_each_other(self, engine: Engine) -> None:
        for sort in ("relevance", "newest", "oldest"):
            query = Query(Or((Word("云岭"), Word("渔港"))), sort=sort, size=2)
            pages = [engine.search(replace(query, page=number)) for number in (1, 2, 3, 4)]
            assert [doc_id for page in pages for doc_id in order(page)] == [hit.doc.id for hit in engine.stream(query)]
            assert [len(page.hits) for page in pages] == [2, 2, 1, 0]
            assert {page.total for page in pages} == {5}

    # marks

    def test_marks_stand_on_the_original_glyphs(self, engine: Engine) -> None:
        assert marked(engine, Exact("“渔港”"), "b1") == {"text": ["「漁港」"]}
        assert marked(engine, Word("渔港"), "b1") == {"text": ["漁港"], "title": ["漁港"]}
        assert marked(engine, Word("abc"), "d1") == {"text": ["ＡＢＣ"]}
        assert marked(engine, And((Exact("水渠", "text"), Not(Exact("渔港")))), "d1") == {"text": ["水渠"]}
        assert marked(engine, Facet("place", "云岭"), "a1") == {}

    # the vocabulary

    def test_the_vocabulary_is_the_words_of_the_texts_and_the_passages_that_hold_each(self, engine: Engine) -> None:
        expected = Counter(word for doc in DOCS for word in set(words(fold(doc.text))))
        assert expected["云岭"] == 3
        assert sorted(engine.vocabulary()) == sorted(expected.items())

    def test_there_is_no_vocabulary_without_words(self, empty: Engine) -> None:
        assert list(empty.vocabulary()) == []
        empty.rebuild([Doc("x", "x", 1, "……", title="水渠通到山顶")], "")
        assert list(empty.vocabulary()) == []

    def test_the_vocabulary_follows_updates_and_counts_each_passage_once_after_a_rebuild(self, engine: Engine) -> None:
        engine.update([Doc("e1", "s5", 1, "灯塔，灯塔，还是灯塔。")], ["c1"], "")
        told = dict(engine.vocabulary())
        assert told["灯塔"] == 1
        assert told["安全"] == 2
        assert told.get("交易会", 0) in (0, 1), "what was removed may be counted until the next rebuild"
        engine.rebuild(DOCS[:1], "")
        assert sorted(engine.vocabulary()) == sorted((word, 1) for word in set(words(fold(DOCS[0].text))))

    # writing

    def test_update_adds_replaces_and_removes(self, engine: Engine) -> None:
        changed = DOCS[0]._replace(text="水渠换了新名字。")
        added = Doc("e1", "s5", 1, "新来的一段话。", date="2022")
        engine.update([changed, added], ["b1", "unknown"], "second")
        assert ids(engine, Everything()) == {"a1", "a2", "b2", "c1", "d1", "e1"}
        assert ids(engine, Word("粮食")) == {"c1"}
        assert ids(engine, Exact("换了新")) == {"a1"}
        assert ids(engine, Dates("2022", "")) == {"e1"}
        assert (engine.count(), engine.mark()) == (6, "second")

    def test_an_updated_document_may_be_updated_and_removed_again(self, engine: Engine) -> None:
        for number in range(12):
            engine.update([DOCS[0]._replace(text=f"第{number}稿")], [], str(number))
            assert ids(engine, Exact("稿")) == {"a1"}
            assert ids(engine, Exact(f"第{number}稿")) == {"a1"}
        engine.update([], ["a1"], "gone")
        assert (engine.count(), engine.mark()) == (5, "gone")
        assert ids(engine, Exact("稿")) == set()

    def test_all_documents_may_go_and_come_back(self, engine: Engine) -> None:
        engine.update([], [doc.id for doc in DOCS], "")
        assert ids(engine, Everything()) == ids(engine, Word("云岭")) == set()
        engine.update(DOCS, [], "")
        assert ids(engine, Word("云岭")) == {"a1", "a2", "c1"}

    def test_of_two_documents_with_one_id_an_update_keeps_the_later(self, engine: Engine) -> None:
        engine.update([Doc("x", "x", 1, "早先的话"), Doc("x", "x", 1, "后来的话")], [], "")
        assert engine.search(Query(Exact("的话"))).total == 1
        assert ids(engine, Exact("后来的话")) == {"x"}

    def test_an_update_may_come_before_any_rebuild(self, empty: Engine) -> None:
        empty.update(DOCS[:2], [], "start")
        assert ids(empty, Everything()) == {"a1", "a2"}
        assert empty.mark() == "start"

    def test_rebuild_holds_exactly_the_given_documents(self, engine: Engine) -> None:
        engine.rebuild(DOCS[4:], "anew")
        assert ids(engine, Everything()) == {"c1", "d1"}
        assert (engine.count(), engine.mark()) == (2, "anew")

    def test_the_generation_changes_with_every_write_and_not_without(self, engine: Engine) -> None:
        seen = [engine.generation()]
        engine.search(Query())
        assert engine.generation() == seen[0]
        engine.update(DOCS[:1], [], "")
        seen.append(engine.generation())
        engine.rebuild(DOCS, "")
        seen.append(engine.generation())
        assert len(set(seen)) == 3

    def test_another_engine_on_the_folder_follows_at_its_next_search(self, engine: Engine, tmp_path: Path) -> None:
        site = self.open(tmp_path / "index")
        assert ids(site, Word("粮食")) == {"a1", "c1"}
        engine.update([], ["a1"], "updated")
        assert ids(site, Word("粮食")) == {"c1"}
        engine.rebuild(DOCS[:1], "rebuilt")
        assert ids(site, Word("粮食")) == {"a1"}
        assert (site.count(), site.mark(), site.generation()) == (1, "rebuilt", engine.generation())
        site.close()

    def test_the_old_index_answers_while_the_new_one_is_built(self, engine: Engine, tmp_path: Path) -> None:
        site = self.open(tmp_path / "index")

        def documents() -> Iterator[Doc]:
            yield DOCS[5]
            assert ids(engine, Everything()) == ids(site, Everything()) == {doc.id for doc in DOCS}
            assert site.mark() == "first"

        engine.rebuild(documents(), "second")
        assert ids(engine, Everything()) == ids(site, Everything()) == {"d1"}
        site.close()

    def test_a_failed_write_changes_nothing(self, engine: Engine) -> None:
        def documents() -> Iterator[Doc]:
            yield Doc("x", "x", 1, "半途而废")
            raise ConnectionError

        before = engine.generation()
        with pytest.raises(ConnectionError):
            engine.rebuild(documents(), "never")
        with pytest.raises(ConnectionError):
            engine.update(documents(), ["a1"], "never")
        assert ids(engine, Everything()) == {doc.id for doc in DOCS}
        assert (engine.mark(), engine.generation()) == ("first", before)
        engine.update([], ["a1"], "after")
        assert engine.count() == 5

    def test_a_stream_of_a_sample_is_some_of_the_hits_in_their_order(self, engine: Engine) -> None:
        every = [hit.doc.id for hit in engine.stream(Query(sort="oldest"))]
        some = [[hit.doc.id for hit in engine.stream(Query(sort="oldest", sample=3, seed=seed))] for seed in (1, 1, 2, 3, 4)]
        assert all(len(ids) == 3 and sorted(ids, key=every.index) == ids for ids in some)
        assert some[0] == some[1]
        assert len(set(map(tuple, some))) > 1
        assert [hit.doc.id for hit in engine.stream(Query(sort="oldest", sample=len(every)))] == every

    def test_a_stream_begun_before_a_write_goes_on_undisturbed(self, engine: Engine) -> None:
        stream = engine.stream(Query(sort="oldest"))
        first = next(stream)
        engine.rebuild(DOCS[:1], "")
        engine.update([], ["a1"], "")
        assert [first, *stream][-1].doc == DOCS[5]

    def test_odd_text_is_kept_and_found(self, empty: Engine) -> None:
        odd = ["\ud800", "\x00", "İstanbul", "e\u0301", "👩‍🌾", "𠮷野", "\ue123", "a" * 5000, "\n \t", "*?[x]", "\u3000"]
        empty.rebuild([Doc(f"{number}", "s", number, text) for number, text in enumerate(odd)], "\ud800" and "m")
        for number, text in enumerate(odd):
            assert str(number) in ids(empty, Exact(text))
        assert [hit.doc.text for hit in empty.stream(Query())] == odd

    def test_a_word_in_several_fields_leaves_the_others_with_a_date(self, empty: Engine) -> None:
        held = [Doc(str(number), "s1", number, "水", title="水", speaker="水", office="水", date="2019") for number in (1, 2)]
        empty.rebuild([*held, Doc("3", "s2", 1, "山", date="2019"), Doc("4", "s2", 2, "山", date="2020")], "")
        assert ids(empty, Not(Word("水")), date_to="2019") == {"3"}

    # the oracle

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    @given(
        first=st.lists(samples.docs, max_size=8),
        second=st.lists(samples.docs, max_size=4),
        replaced=st.sets(st.integers(0, 7), max_size=3),
        queries=st.lists(samples.queries, min_size=1, max_size=4),
    )
    def test_the_answer_is_what_a_scan_finds(
        self, first: Sequence[Doc], second: Sequence[Doc], replaced: set[int], queries: Sequence[Query]
    ) -> None:
        docs = {str(number): doc._replace(id=str(number)) for number, doc in enumerate(first)}
        with TemporaryDirectory() as folder:
            engine = self.open(Path(folder))
            engine.rebuild(docs.values(), "")
            if second or replaced:
                newer = {str(number): doc._replace(id=str(number)) for number, doc in enumerate(second, start=6)}
                gone = {str(number) for number in replaced} - newer.keys()
                engine.update(newer.values(), gone, "")
                docs = {doc_id: doc for doc_id, doc in (docs | newer).items() if doc_id not in gone}
            for query in queries:
                self._compare(engine, list(docs.values()), query)
            engine.close()

    def _compare(self, engine: Engine, docs: Sequence[Doc], query: Query) -> None:
        page = engine.search(query)
        expected = scan.found(docs, query)
        assert {hit.doc for hit in page.hits} == set(expected)
        assert page.total == len(page.hits) == len(expected)
        assert page.in_text == scan.in_text(docs, query)
        assert page.speeches == len({doc.speech_id for doc in expected})
        for facet, listed in page.facets.items():
            counts = scan.facet(docs, query, facet)
            assert {value: count for value, count in listed.items() if count} == counts
        assert list(engine.stream(query)) == list(page.hits)
        for hit in page.hits:
            for field, spans in hit.marks.items():
                assert all(0 <= start < end <= len(getattr(hit.doc, field)) for start, end in spans)
                assert all(end <= after for (_, end), (after, _) in pairwise(spans))
