"""Golden references: what is known of a paragraph, and the words that cite it."""

from datetime import date

import pytest

from archive.cite.gbt7714 import cite
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
    collection="望川日报",
    document_id="d0000000",
    document_name="page.txt",
    origin=Origin(),
    number_in_document=1,
    paragraphs=(),
    previous=None,
    next=None,
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"origin": Origin(publication="望川日报", page="3")},
            f"闻一鹤. 让湿地回到城市 让城市贴近湿地[N/OL]. 望川日报, 2021-05-06(3)[2026-01-02]. {LINK}. 第4段.",
        ),
        (
            {"origin": Origin(publication="望川日报"), "date": None},
            f"闻一鹤. 让湿地回到城市 让城市贴近湿地[N/OL]. 望川日报[2026-01-02]. {LINK}. 第4段.",
        ),
        ({}, f"闻一鹤. 让湿地回到城市 让城市贴近湿地[EB/OL]. (2021-05-06)[2026-01-02]. {LINK}. 第4段."),
        ({"speaker": None, "title": None, "date": None}, f"page.txt[EB/OL]. [2026-01-02]. {LINK}. 第4段."),
    ],
)
def test_gbt7714(changes: dict[str, object], words: str) -> None:
    values = {name: getattr(SPEECH, name) for name in SPEECH.__slots__} | changes
    assert cite(SpeechRecord(**values), 4, LINK, date(2026, 1, 2)) == words
