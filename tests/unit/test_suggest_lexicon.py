"""Looking things up among names, titles and words, against a scan."""

from hypothesis import given
from hypothesis import strategies as st

from index.suggest.lexicon import EMPTY, Entry, Lexicon
from index.suggest.tables import LONGEST, Tables, key_of

NAMES = (("沈砚秋", 11), ("沈若溪", 36), ("单望舒", 3), ("歐陽澍", 2), ("沈月清", 36), ("John Smith", 1), ("申屠", 4))
TITLES = (("“沈水”纪行（上）", 5), ("深耕數字經濟", 7), ("在青屿的讲话", 9))
WORDS = (("数字", 40), ("数字经济", 12), ("数据", 55), ("数", 99), ("2020", 70), ("数罟", 1), ("abc", 5), ("青屿", 2))

LEXICON = Lexicon(Tables.of(NAMES, TITLES, WORDS))


def names(typed: str, limit: int = 9) -> list[str]:
    return [entry.value for entry in LEXICON.complete(typed, limit).names]


def titles(typed: str) -> list[str]:
    return [entry.value for entry in LEXICON.complete(typed, 9).titles]


def words(typed: str, limit: int = 9) -> list[str]:
    return [entry.value for entry in LEXICON.complete(typed, limit).words]


def test_beginnings_are_completed_the_most_frequent_first() -> None:
    assert names("沈") == ["沈月清", "沈若溪", "沈砚秋"]
    assert names("沈", 2) == ["沈月清", "沈若溪"]
    assert words("数") == ["数据", "数字", "数字经济"]
    assert LEXICON.complete("数字", 1).words == (Entry("数字", 40),)


def test_script_width_case_and_punctuation_do_not_matter() -> None:
    assert names("欧阳") == names("歐陽") == ["歐陽澍"]
    assert words("數字") == ["数字", "数字经济"]
    assert words("ＡＢ") == words("ab") == ["abc"]
    assert titles("沈水纪") == titles("「沈水」 紀") == ["“沈水”纪行（上）"]
    assert titles("深耕数字") == ["深耕數字經濟"]


def test_names_and_titles_are_completed_by_pinyin_and_initials() -> None:
    assert names("shenr") == names("srx") == ["沈若溪"]
    assert names("shan w") == ["单望舒"]
    assert names("oy") == ["歐陽澍"]
    assert names("john") == names("John s") == ["John Smith"]
    assert titles("shen") == ["深耕數字經濟", "“沈水”纪行（上）"]
    assert titles("zqy") == ["在青屿的讲话"]


def test_words_are_never_completed_by_pinyin() -> None:
    assert words("shu") == words("szjj") == []


def test_single_characters_numbers_and_words_of_a_single_passage_are_left_out() -> None:
    assert words("2020") == []
    assert {"数", "数罟"}.isdisjoint(words("数"))


def test_a_name_may_be_spelled_in_any_way_but_whole() -> None:
    assert LEXICON.people("沈砚秋", 3) == LEXICON.people("沈硯秋", 3) == LEXICON.people("Shen Yanqiu", 3) == (Entry("沈砚秋", 11),)
    assert [entry.value for entry in LEXICON.people("syq", 3)] == ["沈月清", "沈砚秋"]
    assert LEXICON.people("syq", 1) == (Entry("沈月清", 36),)
    assert LEXICON.people("沈砚", 3) == LEXICON.people("shenyan", 3) == LEXICON.people("深耕数字经济", 3) == ()


def test_what_is_spelled_is_a_name_or_a_title() -> None:
    assert LEXICON.spelled("ouyangshu") == (Entry("歐陽澍", 2),)
    assert LEXICON.spelled("sgszjj") == (Entry("深耕數字經濟", 7),)
    assert LEXICON.spelled("shuzi") == LEXICON.spelled("") == LEXICON.spelled("2020") == ()


def test_words_are_counted_and_titles_ranked() -> None:
    assert (LEXICON.passages("數字"), LEXICON.passages("数"), LEXICON.passages("沈砚秋"), LEXICON.passages("")) == (40, 0, 0, 0)
    assert [entry.count for entry in LEXICON.frequent_titles(2)] == [9, 7]


def test_overlong_titles_are_left_out() -> None:
    lexicon = Lexicon(Tables.of((), [("长" * LONGEST, 1), ("长" * (LONGEST + 1), 1)], ()))
    assert [len(entry.value) for entry in lexicon.complete("长", 9).titles] == [LONGEST]


def test_an_empty_lexicon_knows_nothing() -> None:
    told = EMPTY.complete("沈", 9)
    assert (told.names, told.titles, told.words) == ((), (), ())
    assert EMPTY.people("沈", 9) == EMPTY.spelled("s") == EMPTY.frequent_titles(9) == ()
    assert EMPTY.misspelt("沈砚秋") == EMPTY.sounding([("shen",)]) == set()


letters = st.text("数字據a1·“ ", max_size=4)
counted = st.lists(st.tuples(letters, st.integers(1, 9)), max_size=12, unique_by=lambda pair: pair[0])


@given(counted, counted, letters)
def test_completion_is_what_a_scan_finds(some_names: list[tuple[str, int]], some_words: list[tuple[str, int]], typed: str) -> None:
    told = Lexicon(Tables.of(some_names, (), some_words)).complete(typed, 99)
    begun = {Entry(value, count) for value, count in some_names if key_of(typed) and key_of(value).startswith(key_of(typed))}
    assert begun <= set(told.names)
    kept = [(value, count) for value, count in some_words if len(value) > 1 and count > 1 and any(map(str.isalpha, value))]
    assert set(told.words) == {Entry(value, count) for value, count in kept if key_of(typed) and key_of(value).startswith(key_of(typed))}
    for entries in (told.names, told.words):
        assert [entry.count for entry in entries] == sorted((entry.count for entry in entries), reverse=True)


@given(st.text("数字经济港口码头", min_size=2, max_size=6), st.data())
def test_one_slip_is_always_among_the_misspelt(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["wrong", "missing", "additional", "exchanged"]))
    changed = {
        "wrong": word[:at] + "错" + word[at + 1 :],
        "missing": word[:at] + word[at + 1 :],
        "additional": word[:at] + "错" + word[at:],
        "exchanged": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[slip]
    lexicon = Lexicon(Tables.of((), (), [("别的词", 5), (word, 2)]))
    found = [lexicon.entry(number).value for number in lexicon.misspelt(changed)]
    assert word in found


@given(st.text(max_size=200))
def test_any_text_can_be_typed(typed: str) -> None:
    LEXICON.complete(typed, 5)
    LEXICON.people(typed, 5)
    LEXICON.spelled(typed)
