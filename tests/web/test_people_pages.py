"""What a speaker's page tells beyond the speeches."""

from archive.store.names import Person, Rule
from archive.web.remembered import Remembered
from tests.web.conftest import Get, Library
from tests.web.html import find, hrefs, one, parse, text
from tests.web.samples import SAMPLES, Sample, document, speech


def page_of(get: Get, library: Library, name: str) -> object:
    known = library.store.speaker_named(name)
    assert known is not None
    return get(f"/speaker/{known.id}")


def test_speeches_by_year_are_drawn_and_told_in_figures(get: Get, library: Library) -> None:
    page = page_of(get, library, "陆望川")
    drawn = one(page, class_="histogram")  # type: ignore[arg-type]  # an Element
    assert len(find(drawn, "rect")) == 31
    rows = [[text(cell) for cell in row] for row in find(one(drawn, "tbody"), "tr")]
    assert rows[:2] == [["1990", "1"], ["1992", "1"]]
    assert rows[-1] == ["2020", "2"]
    assert hrefs(drawn)[0] == "/?speaker=%E9%99%86%E6%9C%9B%E5%B7%9D&year=1990"


def test_words_of_a_speaker_lead_to_their_passages(get: Get, library: Library) -> None:
    page = page_of(get, library, "陆望川")
    words = one(page, class_="words")  # type: ignore[arg-type]  # an Element
    lists = {text(one(part, "h2")): [text(word) for word in find(part, "a")] for part in find(words, "div")}
    assert {"灯塔", "孩子"} <= set(lists["常用的词"])
    assert lists["特别爱用的词"] == ["海洋"]
    link = next(word.get("href", "") for word in find(words, "a") if text(word) == "灯塔")
    found = parse(library.client().get(link).text)
    assert text(one(found, id="summary")).startswith("16 段")


def test_those_who_speak_in_the_same_documents(get: Get, library: Library) -> None:
    page = page_of(get, library, "顾长庚")
    told = [text(section) for section in find(page, "section") if "同场讲话的人" in text(section)]  # type: ignore[arg-type]  # an Element
    assert told == ["同场讲话的人 沈知微 1 陆望川 1 数字是两人同在的文件数。"]
    assert "同场讲话的人" not in text(page_of(get, library, "歐陽澍"))  # type: ignore[arg-type]  # an Element


def test_speakers_of_one_name_lead_to_each_other(small: Library) -> None:
    def said(title: str, office: str) -> Sample:
        return Sample(f"{title}.txt", document(speech(title, "王伟", office, "2011-05-01", None, f"{title}的正文。")), "文集")

    small.take(said("桥", "望川市副市长"), said("书", "望川大学教授"), said("船", "望川港船长"), SAMPLES[0])
    small.store.apply_people(
        [Person("王伟（1962）", when=(Rule(office="副市长"),)), Person("王伟（1975）", aliases=("王又伟",), when=(Rule(office="教授"),))]
    )
    client = small.client()
    plain = small.store.speaker_named("王伟")
    assert plain is not None
    namesakes = {
        text(link): link.get("href", "") for link in find(one(parse(client.get(f"/speaker/{plain.id}").text), class_="namesakes"), "a")
    }
    assert list(namesakes) == ["王伟（1962） 1 篇", "王伟（1975） 1 篇"]
    other = one(parse(client.get(namesakes["王伟（1962） 1 篇"]).text), class_="namesakes")
    assert [text(link) for link in find(other, "a")] == ["王伟 1 篇", "王伟（1975） 1 篇"]
    alone = small.store.speaker_named("陆望川")
    assert alone is not None
    assert not find(parse(client.get(f"/speaker/{alone.id}").text), class_="namesakes")


def test_what_was_made_is_kept_until_the_index_is_another() -> None:
    remembered = Remembered()
    made: list[str] = []

    def make() -> int:
        made.append("once more")
        return len(made)

    assert [remembered.get("one", "words", make) for _ in range(3)] == [1, 1, 1]
    assert remembered.get("one", "other words", make) == 2
    assert remembered.get("two", "words", make) == 3


def test_only_so_much_is_kept() -> None:
    remembered = Remembered()
    for number in range(300):
        assert remembered.get("one", number, lambda number=number: number) == number  # type: ignore[misc]  # the default is the value
    assert remembered.get("one", 299, lambda: -1) == 299
    assert remembered.get("one", 0, lambda: -1) == -1
