"""Parameters: what is typed, what is understood, what is written back."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from archive.web.parameters import LAST_PAGE, MOST_VALUES, SORTS, SearchState, iso_date, pairs, read
from archive.web.urls import Urls
from index.fields import FACETS

typed = st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\u2028\u2029"), max_size=30).map(str.strip)
dates = st.sampled_from(["", "2001", "2001-02", "2001-02-03"])


values = st.lists(typed.filter(bool), min_size=1, max_size=3, unique=True).map(tuple)
choices = st.dictionaries(st.sampled_from(FACETS), values, max_size=3)
parameters = st.tuples(st.sampled_from(["q", "from", "to", "sort", "page", "speaker", "not.year", "view"]), st.text(max_size=40))


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    include = draw(choices)
    exclude = {name: left_out for name, some in draw(choices).items() if (left_out := tuple(set(some) - set(include.get(name, ()))))}
    return SearchState(draw(typed), include, exclude, draw(dates), "", draw(st.sampled_from(SORTS)), draw(st.integers(1, 99)))


@given(states())
def test_an_address_leads_back_to_its_state(state: SearchState) -> None:
    assert read(MultiDict(pairs(state))) == (state, ())
    assert read(MultiDict(parse_qsl(urlsplit(Urls(language="en").search(state)).query, keep_blank_values=True)))[0] == state


@given(st.lists(parameters, max_size=8))
def test_any_parameters_are_read(given_pairs: list[tuple[str, str]]) -> None:
    state, _ = read(MultiDict(given_pairs))
    assert 1 <= state.page <= LAST_PAGE
    assert state.sort in SORTS
    assert read(MultiDict(pairs(state))) == (state, ())


@pytest.mark.parametrize(
    ("given_date", "meant"),
    [
        ("2020", "2020"),
        ("2020-3", "2020-03"),
        ("2020.03.05", "2020-03-05"),
        ("2020/3/5", "2020-03-05"),
        ("2020年3月5日", "2020-03-05"),
        ("２０２０年", "2020"),
        ("20200305", "2020-03-05"),
        ("2020-13", None),
        ("2021-02-29", None),
        ("0000", None),
        ("去年", None),
        ("2020-03-05T10:00", None),
    ],
)
def test_dates_as_people_write_them(given_date: str, meant: str | None) -> None:
    assert iso_date(given_date) == meant


def test_a_date_that_is_none_is_told_and_not_used() -> None:
    state, notes = read(MultiDict({"q": "海", "from": "昨天"}))
    assert state.date_from == ""
    assert notes[0].values == (("typed", "昨天"),)


def test_dates_the_wrong_way_round_are_turned() -> None:
    state, _ = read(MultiDict({"from": "2021", "to": "2019-05"}))
    assert (state.date_from, state.date_to) == ("2019-05", "2021")
    state, _ = read(MultiDict({"from": "2020-06", "to": "2020"}))
    assert (state.date_from, state.date_to) == ("2020-06", "2020")


def test_a_value_both_chosen_and_left_out_is_left_out() -> None:
    state, _ = read(MultiDict([("speaker", "甲"), ("speaker", "乙"), ("not.speaker", "甲")]))
    assert (state.include, state.exclude) == ({"speaker": ("乙",)}, {"speaker": ("甲",)})


def test_too_many_values_are_cut() -> None:
    state, _ = read(MultiDict([("speaker", f"某{number}") for number in range(1000)]))
    assert len(state.include["speaker"]) == MOST_VALUES


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%ff%fe",
        "q=" + "海" * 3000,
        "q=" + "(" * 900,
        "q=" + '"' * 901,
        "q=text:&page=-1",
        "page=99999999999999999999999&q=%E6%B5%B7",
        "page=1e3&sort=random&q=%E6%B5%B7&view=kwic",
        "from=%00&to=9999-99-99&q=%E6%B5%B7",
        "speaker=&speaker=%20&not.title=",
        "speaker=%ED%A0%80&q=%F0%9F%8C%8A",
        "lang=xx&q=%E6%B5%B7",
        "lang[]=en&q[$ne]=1",
        "q=%E6%B5%B7&q=second&sort=&page=",
        "&&&===&",
    ],
)
def test_junk_is_cleaned(client: FlaskClient, query: str) -> None:
    for path in ("/", "/api/v1/search"):
        assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/p/{}", "/speech/{}", "/speaker/{}", "/document/{}/original", "/p/{}?v=x"])
@pytest.mark.parametrize("word", ["%00", "..", "zzzzzzzz", "%F0%9F%8C%8A", "' OR 1=1--", "u" * 5000, "%ff"])
def test_ids_that_are_none_are_not_found(client: FlaskClient, path: str, word: str) -> None:
    assert client.get(path.format(word)).status_code == 404


def test_a_query_too_long_is_told(client: FlaskClient) -> None:
    assert "查询太长" in client.get("/", query_string={"q": "海" * 1500}).text
    assert "查询太长" not in client.get("/", query_string={"q": "海" * 1000}).text
