"""Persons and offices: what looks like a name, what looks like an office, and the labels and lines that join the two.

An office (职务) is recognised by the word it ends with, a name by its surname. Both are rules of thumb for lines
that already stand where a name is expected; none of them is meant for running text.
"""

import re
from dataclasses import dataclass
from typing import Final

from archive.ingest.gazetteer import PREFECTURES, PROVINCES
from archive.ingest.normalise import unpad
from archive.ingest.surnames import COMPOUND, SINGLE

_WORDS: Final = (
    "书记|書記|主任委员|主任委員|委员长|委員長|委员|委員|议员|議員|代表|常委|政委|主席|议长|議長|总统|總統|总理|總理|首相|大臣|部长"
    "|部長|次长|次長|省长|省長|市长|市長|区长|區長|县长|縣長|州长|州長|盟长|旗长|镇长|鎮長|乡长|鄉長|村长|村長|厅长|廳長|局长|局長"
    "|处长|處長|科长|科長|司长|司長|署长|署長|组长|組長|股长|所长|所長|院长|院長|校长|校長|行长|行長|会长|會長|理事长|理事長|董事长"
    "|董事長|秘书长|秘書長|社长|社長|馆长|館長|台长|站长|站長|团长|團長|队长|隊長|庭长|庭長|检察长|檢察長|审判长|审计长|審計長|主计长"
    "|主計長|会计长|會計長|参谋长|參謀長|家长|班长|店长|厂长|廠長|矿长|船长|机长|特首|元首|总裁|總裁|总监|總監|总经理|總經理|经理"
    "|經理|董事|理事|监事|主任|主编|主編|总编辑|總編輯|总编|编辑|編輯|主播|教授|讲师|講師|导师|老师|老師|教师|研究员|研究員|调研员"
    "|巡视员|督学|督察|院士|博士|硕士|博士后|学者|學者|专家|專家|作家|画家|企业家|科学家|工程师|工程師|设计师|会计师|律师|律師|医师"
    "|医生|醫生|护士|顾问|顧問|参事|參事|大使|公使|总领事|领事|发言人|發言人|负责人|負責人|创始人|合伙人|联合创始人|主持人|召集人"
    "|代言人|法人|传承人|带头人|掌门人|司令员|司令|军长|师长|旅长|营长|连长|排长|将军|將軍|上将|中将|少将|大校|上校|记者|記者|评论员"
    "|撰稿人|通讯员|秘书|秘書|助理|技正|科员|科員|专员|專員|职员|工人|农民|村民|学生|先生|女士|小姐|同志|法官|检察官|警长|总队长"
    "|支队长|总工程师|总会计师|总设计师|总指挥|指挥|院务委员|书记员|干事|幹事|编审|编辑部主任|作者|译者|翻译|主讲人|嘉宾|委员会"
    "|劳动者|志愿者|爱好者|从业者|创业者|工作者|藏书家|收藏家|艺术家|文学家|史学家|评论家|歌唱家|书法家|音乐家|摄影家|实业家|慈善家"
    "|政治家|外交家|教练员|运动员|馆员|店员|学员|网格员|网格长|护林员|驾驶员|演员|队员|社员|会员|研究生|博士生|硕士生|本科生|毕业生"
    "|执行长|執行長|参谋总长|參謀總長|检察总长|檢察總長|檢察官|长官|長官|指挥官|指揮官|主委|技监|技監|协理|協理|副理|参赞|參贊|里长|里長"
    "|学家|學家|特使|领导人|領導人|发起人|创办人|分析师|成员|成員|指导员|乘务员"
    "|居民|市民|渔民|牧民|歌手|选手|职工|员工|匠人|导演|教练|站务员|辅导员|代办|代理人|调解员"
)
_OFFICE_END: Final = re.compile(rf"(?:{_WORDS})(?:[（(][^（()）]{{1,30}}[）)])?\Z")
_NOT_OFFICE: Final = re.compile(r"[，。；：！？,;:!?…]")
_MEMBER: Final = re.compile(rf"(?P<office>.*(?:{_WORDS}))(?P<given>[\u3400-\u9fff\ue000-\uf8ff]{{1,3}})\Z")
_TITLE: Final = re.compile(
    r"(?:正|副|代|代理|常务|常務|政务|政務|总|總|召集|专门|專門|审查|審查|执行|執行|简任|簡任|薦任|主任|高级|高級|资深|資深|首席|助理|前)*"
    rf"(?:{_WORDS})(?:兼.*(?:{_WORDS}))?"
)
_HONORIFIC: Final = re.compile(
    r"(?P<name>.+?)(?P<office>(?:副|代理|常务)?(?:议员|議員|委员|委員|代表|主席|总理|總理|总统|總統|总书记|部长|部長|局长|局長|市长|市長|教授|先生|女士|同志|院士))\Z"
)
_ORGANISATION: Final = "局部司厅廳处處科署院校县縣市省区區"
_PLACES: Final = frozenset((*PROVINCES, *PREFECTURES))
_BARE_HONORIFIC: Final = frozenset(("先生", "女士", "同志", "小姐"))
_IDEOGRAPHS: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\ue000-\uf8ff\ufffd]+")
_FOREIGN: Final = re.compile(r"[\u3400-\u9fff]{1,8}(?:[·・•‧．][\u3400-\u9fffA-Z]{1,8}){1,3}")
NEVER_SIMPLIFIED: Final = (
    "成立 成果 成就 明天 明年 明确 时间 时候 时代 全国 全省 全市 全体 全面 方面 方向 方案 方法 关于 关键 广大 广泛"
    " 高度 高效 高兴 和平 和谐 国家 国际 国内 文化 文明 平安 平等 安全 安排 金融 石油 任务 任何 任命 应当 应急 应用"
    " 应对 计划 温暖 温馨 江南 江山 山水 山东 山西 海南 海外 海洋 白天 石头 古代 古城 强调 强化 强国 项目 信息 信心"
    " 信仰 公司 公开 公共 公民 公平 公告 公益 车辆 米饭 管理 管控 解决 解读 解放 宣传 宣布 宣言 单位 包括 左右 程序"
    " 程度 程式 路线 路径 盛会 田野 万众 支持 支撑 支部 连续 连接 那么 那些 简单 简介 曾经 游客 权力 权利 利益 利用"
    " 师生 原因 原来 原则 由于 向前 水平 水利 温度 党员 党委 党建 党史 党课 农业 农民 农村 白皮书 习题 马上 段落 章节"
    " 章程 席位 计算 边境 雷达 万元 华人 贺信 贺词 贺电 祝贺 祝福 祝词 致辞 江河 黄河 黄金 何时 何况 何为 施工 施行"
    " 严格 严肃 严重 尤其 容易 易地 从严 终于 终身 居民 居家 衡量 蒙古 洛阳 达成 达到 次数 次年 次日 国民 国务院 文件"
    " 文章 文艺 央企 央视 商业 商品 商务 商量 商会 商人 商家 商场 商店 商标 商机 商贸 商户 商谈 商议 管理员 佚名"
)
NEVER_TRADITIONAL: Final = (
    "明確 關於 關鍵 廣大 廣泛 高興 任務 應當 應急 應用 應對 溫暖 溫馨 山東 石頭 項目 車輛 米飯 解決 解讀 宣傳 宣佈"
    " 單位 路線 路徑 盛會 萬衆 萬眾 支撐 連續 連接 那麼 簡單 簡介 曾經 遊客 權力 權利 師生 原來 原則 由於 溫度 黨員"
    " 黨委 黨建 黨史 黨課 農業 農民 農村 白皮書 習題 馬上 章節 雷達 萬元 華人 賀信 賀詞 賀電 祝賀 祝詞 黃河 黃金 何時"
    " 何況 何爲 何為 嚴格 嚴肅 嚴重 從嚴 洛陽 文藝 商業 商務 商會 商場 商標 商機 商貿 商戶 商談 商議 管理員"
)
_NEVER_NAMES: Final = frozenset((*NEVER_SIMPLIFIED.split(), *NEVER_TRADITIONAL.split()))
"""Words that begin with a surname and are no names."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an office as a line joins them; either may be unknown. `others` are further names on the same line."""

    name: str | None
    office: str | None
    others: tuple[str, ...] = ()


NOBODY: Final = Person(None, None)


def is_name(text: str) -> bool:
    """Whether an unpadded text can be a person's name: a surname and one or two more, or a transcribed name with dots."""
    if _FOREIGN.fullmatch(text):
        return True
    if not 2 <= len(text) <= 4 or text in _NEVER_NAMES or not _IDEOGRAPHS.fullmatch(text):
        return False
    if (len(text) > 2 and text[-1] in _ORGANISATION) or (len(text) != 3 and text[:2] in _PLACES) or text in _PLACES:
        return False
    compound = text[:2] in COMPOUND
    if len(text) == 4 and not compound and text[1] not in SINGLE:
        return False
    return (compound and len(text) > 2) or (text[0] in SINGLE and not (len(text) > 2 and is_office(text)))


def is_padded(before: str, after: str) -> bool:
    """Whether two pieces are one name padded to a column (`徐  昊`); padding is proof enough for any character that is a surname."""
    return (before in SINGLE and len(after) <= 2) or (before in COMPOUND and len(after) == 1)


def is_office(text: str) -> bool:
    """Whether a text can be an office or several joined by `、`: it ends with the word for one and is no sentence."""
    return 2 <= len(text) <= 80 and not _NOT_OFFICE.search(text) and _OFFICE_END.search(text) is not None


def names_in(text: str) -> tuple[str, ...]:
    """The names of a list separated by spaces or commas, padded names joined (`任 明 程小冬`); empty where a part is no name."""
    found: list[str] = []
    parts = re.split(r"[ \u3000、，,]+", text.strip())
    while parts:
        part = parts.pop(0)
        if parts and is_padded(part, parts[0]):
            part += parts.pop(0)
        elif not is_name(part):
            return ()
        found.append(part)
    return tuple(found)


def named_together(text: str) -> Person | None:
    """The first name of a list of names, with the others beside it."""
    names = names_in(text)
    return Person(names[0], None, names[1:]) if names else None


def split_joined(text: str) -> Person | None:
    """An office with the name right behind it (`望川市市长李明`), or a name with its title (`林健鋒議員`, `王委員廷升`).

    Where only the surname is given (`王代表`), surname and title together are all the name there is.
    """
    text = unpad(text)
    honoured = _HONORIFIC.fullmatch(text)
    if honoured and is_name(honoured["name"]):
        return Person(honoured["name"], None if honoured["office"] in _BARE_HONORIFIC else honoured["office"])
    if text[:1] in SINGLE and _TITLE.fullmatch(text[1:]):
        return Person(text, text[1:])
    if is_office(text):
        return None
    found = _MEMBER.fullmatch(text) if len(text) <= 60 else None
    if found is None:
        return None
    office, given = found["office"], found["given"].rstrip("等")
    for surname in (office[:2], office[:1]):
        double = len(surname) == 2 and surname[0] in SINGLE and surname[1] in SINGLE
        if surname in COMPOUND or surname in SINGLE or double:
            title = office[len(surname) :]
            if _TITLE.fullmatch(title):
                return Person(surname + given, title)
    return Person(given, office) if is_name(given) and is_office(office) else None
