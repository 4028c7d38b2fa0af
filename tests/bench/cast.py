"""Invented speakers, offices, places, years and collections for documents that do not tell theirs.

As in a real archive a few of each have most of the documents (Zipf's law), a speaker holds one to three offices in the
course of time, and an office belongs to a place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from random import Random
from typing import Final

SPEAKERS: Final = 2000
OFFICES: Final = 800
PLACES: Final = 300
YEARS: Final = range(1995, 2025)

_SURNAMES: Final = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏章苏潘葛范彭"
_GIVEN: Final = "文明建国志远海波晓红春梅秋实若水子涵一鸣天佑思齐雨桐嘉禾景行怀瑾致和守正安然云帆"
_PLACE_BEGINS: Final = "云青临河石南沅桐梅兰松柏紫玉银锦望长东西"
_PLACE_ENDS: Final = "溪山江岭泉塘湾屏坪阳"
_PLACE_KINDS: Final = "市县区"
_BODIES: Final = ("水务局", "教育局", "统计局", "档案馆", "林业局", "文化馆", "图书馆", "农业局", "规划院", "卫生局")
_POSTS: Final = ("局长", "副局长", "主任", "副主任", "馆员", "总工程师", "顾问", "秘书长")
_SERIES: Final = ("会议发言", "工作报告", "座谈纪要", "署名文章", "新闻通稿")
_PARTS: Final = ("甲编", "乙编", "丙编", "丁编")


@dataclass(frozen=True, slots=True)
class Part:
    """What a document is given: who speaks, as what, where, when, and the collection it stands in."""

    speaker: str
    office: str
    place: str
    date: str
    collection: str


class Cast:
    """All of them, made from a seed."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        self._seed = seed
        places = random.sample(["".join(parts) for parts in product(_PLACE_BEGINS, _PLACE_ENDS, _PLACE_KINDS)], PLACES)
        posts = [(place, place + body + post) for place, body, post in product(places, _BODIES, _POSTS)]
        offices = random.sample(posts, OFFICES)
        names = sorted({"".join(parts) for parts in product(_SURNAMES, _GIVEN, _GIVEN)})
        self._speakers = [(name, _some(random, offices)) for name in random.sample(names, SPEAKERS)]
        self._speakers_upto = _zipf(SPEAKERS)
        self._collections = ["".join(parts) for parts in product(_SERIES, _PARTS)]
        self._collections_upto = _zipf(len(self._collections))
        self._years_upto = list(accumulate(range(1, len(YEARS) + 1)))

    def part(self, document: str) -> Part:
        """Return a document's part; the same name always gets the same."""
        random = Random(f"{self._seed} {document}")
        ((speaker, offices),) = random.choices(self._speakers, cum_weights=self._speakers_upto)
        place, office = random.choice(offices)
        (year,) = random.choices(YEARS, cum_weights=self._years_upto)
        (collection,) = random.choices(self._collections, cum_weights=self._collections_upto)
        return Part(speaker, office, place, f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}", collection)


def _some(random: Random, offices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the offices of one person; some offices are held far more often than others."""
    return [offices[int(len(offices) * random.random() ** 2)] for _ in range(random.randint(1, 3))]


def _zipf(count: int) -> list[float]:
    """Return added-up weights that fall with the rank; the first few ranks are close together."""
    return list(accumulate(1 / (rank + 10) for rank in range(count)))
