"""Toneless pinyin of names and titles, ü written v, and what sounds alike. Pure; works on folded text.

The readings are pypinyin's: of its phrases as such, of other characters one by one, the first reading being the commonest.
Its tables are read when they are first needed, and of its phrases no more is kept than counts; the package, once imported, keeps all.
Surnames have a table of their own. A letter or digit is its own syllable; punctuation has none.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import distribution
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

from index.fold import fold

Syllables = tuple[str, ...]

_SURNAMES: Final = """
    尉迟 yu'chi     万俟 mo'qi      长孙 zhang'sun  澹台 tan'tai    单于 chan'yu    鲜于 xian'yu
    区 ou           仇 qiu          单 shan         解 xie          曾 zeng         缪 miao
    查 zha          葛 ge           朴 piao/pu      盖 ge/gai       乐 yue/le       翟 zhai/di
    黑 he/hei       覃 qin/tan      员 yun          冼 xian         洗 xian         逄 pang
    尉 wei          任 ren          阚 kan          薄 bo           卜 bu           贾 jia
    车 che          贲 ben          宓 mi/fu        牟 mu/mou       莘 shen/xin     郗 chi/xi
    郄 qie/xi       谌 chen/shen    隗 wei/kui      郇 xun/huan     柏 bai          折 she
    召 shao         种 chong        秘 bi           繁 po           祭 zhai         句 gou
    都 du           盛 sheng        费 fei/bi       撒 sa           占 zhan         粘 nian
    相 xiang        乜 nie          能 nai          过 guo          隽 juan         晟 cheng
    宿 su           瞿 qu           亢 kang         那 na           强 qiang        应 ying
    宁 ning         燕 yan          令 ling         幺 yao          纪 ji           沈 shen
"""

SURNAMES: Final = {
    name: tuple(tuple(one.split("'")) for one in readings.split("/")) for name, readings in zip(*[iter(_SURNAMES.split())] * 2, strict=True)
}
"""How surnames are read where a table of characters would mislead or give more: the likeliest reading first. The readings are those
that Chinese dictionaries mark as surnames. Most of these characters are read otherwise elsewhere, so it is used only for names."""

_MOST_READINGS: Final = 8
"""Readings of one name that are told."""

_PER_CHARACTER: Final = 2
"""Readings of one character of a given name that are told."""

_COMMON: Final = 20
"""A reading counts as common where it occurs in one of so many phrases with its character."""

_LONGEST_NAME: Final = 4
"""Characters of a Chinese person's name; anything longer is an institution or a foreigner, and is read like a title."""

_LONGEST_READ: Final = 32
"""Characters of a title that are read."""

_SEPARATORS: Final = str.maketrans(dict.fromkeys(" '·-.", ""))

_BLURRED: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
"""Initials that many speakers do not tell apart."""


def name_keys(name: str) -> tuple[str, ...]:
    """Return how a name may be typed: for each of its readings the whole pinyin (`huhenghua`) and the initials (`hhh`)."""
    return _keys(name_readings(fold(name)))


def title_keys(title: str) -> tuple[str, ...]:
    """Return how the beginning of a title may be typed: the whole pinyin and the initials, in its likeliest reading."""
    return _keys([reading(fold(title[:_LONGEST_READ]))])


def typed_letters(text: str) -> str:
    """Return what was typed as pinyin in the form of the keys (`Hú Héng-huà` -> `huhenghua`); empty where it cannot be pinyin."""
    plain = _plain(fold(text).translate(_SEPARATORS))
    return _common_spelling(plain) if plain.isascii() and plain.isalnum() and not plain.isdecimal() else ""


def prepare() -> None:
    """Read the tables now, which takes a moment, and not when somebody waits for them."""
    _tables()


def reading(folded: str) -> Syllables:
    """Return the likeliest reading of a text."""
    return tuple(_syllables_of(folded))


def name_readings(folded: str) -> list[Syllables]:
    """Return the readings of a person's name, the likeliest first, `_MOST_READINGS` at most."""
    name = "".join(filter(_syllables, folded))
    if len(name) > _LONGEST_NAME or "·" in folded:
        return [reading(folded)]
    surname = next((name[:size] for size in (2, 1) if name[:size] in SURNAMES), "")
    given = product(*map(_common_syllables, name[len(surname) :]))
    combined = (first + rest for first, rest in product(SURNAMES.get(surname, ((),)), given))
    return list(islice(combined, _MOST_READINGS))


def blurred(syllables: Sequence[str]) -> Syllables:
    """Return a reading without the differences that many speakers do not hear: zh and z, l and n, an and ang, and the like."""
    return tuple(map(_blurred, syllables))


def _keys(readings: Iterable[Syllables]) -> tuple[str, ...]:
    keys = (key for syllables in readings for key in (_common_spelling("".join(syllables)), "".join(one[0] for one in syllables)))
    return tuple(dict.fromkeys(filter(None, keys)))


def _common_spelling(letters: str) -> str:
    """Write lüe and nüe as most keyboards take them, and the lyu of passports as lv."""
    return letters.replace("lyu", "lv").replace("lve", "lue").replace("nve", "nue")


def _syllables_of(folded: str) -> Iterator[str]:
    phrases, _ = _tables()
    at = 0
    while at < len(folded):
        beginnings = phrases.get(folded[at : at + 2])
        phrase = next((phrase for phrase in beginnings if folded.startswith(phrase, at)), "") if beginnings else ""
        yield from beginnings[phrase] if beginnings and phrase else _syllables(folded[at])[:1]
        at += len(phrase) or 1


@cache
def _tables() -> tuple[dict[str, dict[str, Syllables]], Counter[tuple[str, str]]]:
    """Return by their first two characters, the longest first, the phrases that are read otherwise than their characters one by one; and
    how many phrases have a character with a reading."""
    told: dict[str, dict[str, Syllables]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    phrases: dict[str, list[list[str]]] = _read("phrases_dict")
    for phrase in sorted(phrases, key=len, reverse=True):
        syllables = tuple(_toneless(choices[0]) for choices in phrases[phrase])
        counts.update(zip(phrase, syllables, strict=False))
        if syllables != tuple(syllable for char in phrase for syllable in _syllables(char)[:1]):
            told.setdefault(phrase[:2], {})[phrase] = syllables
    return told, counts


@cache
def _characters() -> dict[str, str]:
    """Return the readings of each character, by its code point in digits."""
    return dict(_read("pinyin_dict"))


def _read(name: str) -> Any:
    return json.loads(Path(str(distribution("pypinyin").locate_file(f"pypinyin/{name}.json"))).read_text(encoding="utf-8"))


@cache
def _syllables(char: str) -> Syllables:
    """Return the different toneless readings of a character; of a letter or digit itself; none of anything else."""
    if char.isascii():
        return (char,) if char.isalnum() else ()
    return tuple(dict.fromkeys(_toneless(syllable) for syllable in _characters().get(str(ord(char)), "").split(",") if syllable))


@cache
def _blurred(syllable: str) -> str:
    for initial, simpler in _BLURRED:
        if syllable.startswith(initial):
            syllable = simpler + syllable.removeprefix(initial)
            break
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


@cache
def _common_syllables(char: str) -> Syllables:
    """Return the readings of a character that a name may be expected to have; 月 is also read ru, but in no phrase at all."""
    _, counts = _tables()
    least = sum(counts[char, syllable] for syllable in _syllables(char)) / _COMMON
    common = tuple(syllable for syllable in _syllables(char) if counts[char, syllable] >= least)
    return common[:_PER_CHARACTER]


@cache
def _toneless(syllable: str) -> str:
    """Return a syllable of a dictionary without its tone."""
    return _plain(syllable)


def _plain(marked: str) -> str:
    """Take tone marks off; ü becomes v."""
    parts = unicodedata.normalize("NFD", marked).replace("u\N{COMBINING DIAERESIS}", "v")
    return "".join(char for char in parts if not unicodedata.combining(char))
