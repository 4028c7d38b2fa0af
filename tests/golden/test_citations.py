"""Golden references: what is known of a paragraph, and the words that cite it."""

from dataclasses import replace
from datetime import date

import pytest

from archive.cite.apa import apa
from archive.cite.bibtex import bibtex
from archive.cite.chicago import chicago
from archive.cite.csl import csl_citation
from archive.cite.gbt7714 import gbt7714_2015, gbt7714_2025
from archive.cite.mla import mla
from archive.cite.reference import Passage, Reference, kind_of, refer
from archive.cite.ris import ris
from archive.model import Origin
from archive.store.records import SpeakerRef, SpeechRecord

LINK = "https://a.example/p/0123abcd"
SPEECH = SpeechRecord(
    id="s0000000",
    title="让湿地回到城市 让城市贴近湿地",
    speaker=SpeakerRef("p0000000", "闻一鹤"),
    office="望川市市长",
    date="2021-05-06",
    place="望川",
    collection="会议发言",
    document_id="d0000000",
    document_name="page.txt",
    origin=Origin(),
    number_in_document=1,
    paragraphs=(),
    previous=None,
    next=None,
)
PASSAGE = Passage("0123abcd", 4, "水先回来，鸟才回来。")


def reference(link: str = LINK, passage: Passage | None = PASSAGE, **changes: object) -> Reference:
    values = {name: getattr(SPEECH, name) for name in SPEECH.__slots__} | changes
    return refer(SpeechRecord(**values), passage, link, date(2026, 1, 2))


NEWSPAPER = reference(origin=Origin(publication="望川日报", page="3"))
PRINTED = replace(NEWSPAPER, link="")
UNPAGED = reference(origin=Origin(publication="望川日报"), date=None)
WEB = reference(origin=Origin(url="https://b.example/1"))
BARE = reference(speaker=None, title=None, date=None)
SITE = reference(origin=Origin(publication="望川新闻网"))
REPORT = reference(title="2021年政府工作报告")
PRINTED_REPORT = replace(REPORT, link="")
COLLECTED = reference(collection="望川讲话选")
PRINTED_COLLECTED = replace(COLLECTED, link="", date=None)
WHOLE = reference(passage=None)


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (NEWSPAPER, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[N/OL]. 望川日报，2021-05-06（3）. {LINK}. 第4段."),
        (PRINTED, "闻一鹤. 让湿地回到城市 让城市贴近湿地[N]. 望川日报，2021-05-06（3）. 第4段."),
        (UNPAGED, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[N/OL]. 望川日报. {LINK}. 第4段."),
        (WEB, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[EB/OL]. （2021-05-06）[2026-01-02]. {LINK}. 第4段."),
        (BARE, f"page.txt[EB/OL]. [2026-01-02]. {LINK}. 第4段."),
        (SITE, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[EB/OL]. （2021-05-06）[2026-01-02]. {LINK}. 第4段."),
        (REPORT, f"闻一鹤. 2021年政府工作报告[R/OL]. 2021-05-06. {LINK}. 第4段."),
        (PRINTED_REPORT, "闻一鹤. 2021年政府工作报告[R]. 2021-05-06. 第4段."),
        (COLLECTED, f"闻一鹤. 让湿地回到城市 让城市贴近湿地（2021-05-06）[M/OL]//望川讲话选. {LINK}. 第4段."),
        (PRINTED_COLLECTED, "闻一鹤. 让湿地回到城市 让城市贴近湿地[M]//望川讲话选. 第4段."),
        (WHOLE, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[EB/OL]. （2021-05-06）[2026-01-02]. {LINK}."),
    ],
)
def test_gbt7714_2025(cited: Reference, words: str) -> None:
    assert gbt7714_2025(cited) == words


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (NEWSPAPER, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[N/OL]. 望川日报, 2021-05-06(3)[2026-01-02]. {LINK}. 第4段."),
        (PRINTED, "闻一鹤. 让湿地回到城市 让城市贴近湿地[N]. 望川日报, 2021-05-06(3). 第4段."),
        (UNPAGED, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[N/OL]. 望川日报[2026-01-02]. {LINK}. 第4段."),
        (WEB, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[EB/OL]. (2021-05-06)[2026-01-02]. {LINK}. 第4段."),
        (BARE, f"page.txt[EB/OL]. [2026-01-02]. {LINK}. 第4段."),
        (REPORT, f"闻一鹤. 2021年政府工作报告[R/OL]. (2021-05-06)[2026-01-02]. {LINK}. 第4段."),
        (PRINTED_REPORT, "闻一鹤. 2021年政府工作报告[R]. 2021-05-06. 第4段."),
        (COLLECTED, f"闻一鹤. 让湿地回到城市 让城市贴近湿地(2021-05-06)[M/OL]//望川讲话选[2026-01-02]. {LINK}. 第4段."),
        (PRINTED_COLLECTED, "闻一鹤. 让湿地回到城市 让城市贴近湿地[M]//望川讲话选. 第4段."),
        (WHOLE, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[EB/OL]. (2021-05-06)[2026-01-02]. {LINK}."),
    ],
)
def test_gbt7714_2015(cited: Reference, words: str) -> None:
    assert gbt7714_2015(cited) == words


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (NEWSPAPER, f"闻一鹤. (2021, May 6). 让湿地回到城市 让城市贴近湿地. 望川日报, 3. {LINK} (para. 4)"),
        (WEB, f"闻一鹤. (2021, May 6). 让湿地回到城市 让城市贴近湿地. 言录. {LINK} (para. 4)"),
        (SITE, f"闻一鹤. (2021, May 6). 让湿地回到城市 让城市贴近湿地. 望川新闻网. {LINK} (para. 4)"),
        (BARE, f"page.txt. (n.d.). 言录. {LINK} (para. 4)"),
        (replace(REPORT, date="2021-05"), f"闻一鹤. (2021, May). 2021年政府工作报告. 言录. {LINK} (para. 4)"),
        (replace(COLLECTED, date="2021"), f"闻一鹤. (2021). 让湿地回到城市 让城市贴近湿地. In 望川讲话选. {LINK} (para. 4)"),
    ],
)
def test_apa(cited: Reference, words: str) -> None:
    assert apa(cited) == words


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (NEWSPAPER, f"闻一鹤, “让湿地回到城市 让城市贴近湿地,” 望川日报, May 6, 2021, p. 3, para. 4, {LINK}."),
        (SITE, f"闻一鹤, “让湿地回到城市 让城市贴近湿地,” 望川新闻网, May 6, 2021, para. 4, {LINK}."),
        (BARE, f"“page.txt,” 言录, accessed January 2, 2026, para. 4, {LINK}."),
        (replace(COLLECTED, date="2021-05"), f"闻一鹤, “让湿地回到城市 让城市贴近湿地,” in 望川讲话选, May 2021, para. 4, {LINK}."),
    ],
)
def test_chicago(cited: Reference, words: str) -> None:
    assert chicago(cited) == words


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (
            NEWSPAPER,
            f"闻一鹤. “让湿地回到城市 让城市贴近湿地.” 望川日报, 6 May 2021, p. 3, par. 4, {LINK}. Accessed 2 Jan. 2026.",
        ),
        (SITE, f"闻一鹤. “让湿地回到城市 让城市贴近湿地.” 望川新闻网, 6 May 2021, par. 4, {LINK}. Accessed 2 Jan. 2026."),
        (PRINTED, "闻一鹤. “让湿地回到城市 让城市贴近湿地.” 望川日报, 6 May 2021, p. 3, par. 4."),
        (BARE, f"“page.txt.” 言录, par. 4, {LINK}. Accessed 2 Jan. 2026."),
    ],
)
def test_mla(cited: Reference, words: str) -> None:
    assert mla(cited) == words


def test_ris() -> None:
    assert ris(NEWSPAPER).split("\r\n") == [
        "TY  - NEWS",
        "ID  - 0123abcd",
        "AU  - 闻一鹤",
        "TI  - 让湿地回到城市 让城市贴近湿地",
        "T2  - 望川日报",
        "PY  - 2021",
        "DA  - 2021/05/06/",
        "SP  - 3",
        "N1  - 第4段",
        "AB  - 水先回来，鸟才回来。",
        "LA  - zh-CN",
        f"UR  - {LINK}",
        "Y2  - 2026/01/02/",
        "DP  - 言录",
        "ER  - ",
        "",
    ]


def test_bibtex() -> None:
    assert bibtex(replace(COLLECTED, title=r"50%_{a}\b -- c")) == (
        "@incollection{0123abcd,\n"
        "  author = {{闻一鹤}},\n"
        "  title = {{50\\%\\_\\textbraceleft{}a\\textbraceright{}\\textbackslash{}b -{}- c}},\n"
        "  booktitle = {望川讲话选},\n"
        "  year = {2021},\n"
        "  month = {5},\n"
        "  date = {2021-05-06},\n"
        "  note = {第4段},\n"
        "  abstract = {水先回来，鸟才回来。},\n"
        "  language = {zh-CN},\n"
        f"  url = {{{LINK}}},\n"
        "  urldate = {2026-01-02},\n"
        "}\n"
    )


def test_csl() -> None:
    assert csl_citation(NEWSPAPER) == {
        "schema": "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json",
        "citationID": "0123abcd",
        "citationItems": [
            {
                "id": "0123abcd",
                "itemData": {
                    "id": "0123abcd",
                    "type": "article-newspaper",
                    "title": "让湿地回到城市 让城市贴近湿地",
                    "author": [{"literal": "闻一鹤"}],
                    "container-title": "望川日报",
                    "issued": {"date-parts": [[2021, 5, 6]]},
                    "page": "3",
                    "abstract": "水先回来，鸟才回来。",
                    "language": "zh-CN",
                    "URL": LINK,
                    "accessed": {"date-parts": [[2026, 1, 2]]},
                    "source": "言录",
                },
                "label": "paragraph",
                "locator": "4",
            }
        ],
    }


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"title": "政府工作报告（摘要）"}, "report"),
        ({"title": "关于报告的几点意见"}, "webpage"),
        ({"title": "政府工作报告", "origin": Origin(publication="望川日报")}, "newspaper"),
        ({"collection": "望川文集", "origin": Origin(url="https://b.example/")}, "webpage"),
        ({"collection": None}, "webpage"),
    ],
)
def test_the_type_is_what_is_known(changes: dict[str, object], kind: str) -> None:
    assert kind_of(SpeechRecord(**({name: getattr(SPEECH, name) for name in SPEECH.__slots__} | changes))) == kind
