"""A small archive of invented people, places and events."""

from dataclasses import dataclass, replace

from archive.model import Document, Origin, Paragraph, Speech

HARBOUR = "港口之上，是一座城市的来路与去路"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;{{7*7}}'%s"


@dataclass(frozen=True, slots=True)
class Sample:
    """A document and the collection it belongs to."""

    name: str
    document: Document
    collection: str


def speech(title: str | None, speaker: str | None, office: str | None, date: str | None, place: str | None, *texts: str) -> Speech:
    return Speech(title, speaker, office, date, place, tuple(Paragraph(text) for text in texts))


def document(*speeches: Speech, origin: Origin | None = None, collection: str | None = None) -> Document:
    return Document(speeches, (), "sample", 1.0, "样本", (), collection, origin or Origin())


NEWSPAPER = document(
    speech(
        "以数兴港，以港兴城",
        "陆望川",
        "澜江省委常委、青屿市委书记",
        "2020-03-05",
        "青屿",
        "青屿因港而生，也因港而兴。近年来，青屿市坚持把数字经济作为转型的先手棋，推动码头、仓库、铁路和海关在同一张图上运行，以一座会思考的港口带动一座会呼吸的城市。",
        "一是让码头先聪明起来。东渡港区三个泊位完成无人化改造，岸桥、集卡、堆场之间不再依靠对讲机，而是依靠同一套时钟。改造之后，单船在港时间由二十六小时缩短到十七小时，夜间作业事故连续四百天为零。"
        "我们没有把老码头工人推向社会，而是请他们坐进控制室：最懂潮水的人，理应最先学会和机器说话。四百一十二名装卸工经过半年培训，成为第一批远程操作员。"
        "他们当中年纪最大的五十八岁，最小的十九岁，同坐一排，看的是同一片海。有人问这样做值不值，我说，机器省下的时间，本来就该还给人。",
        "二是让数据跑在货物前面。青屿市出台《港口数据共享办法》，海关、海事、铁路等九个部门的一百三十七项数据一次提交、处处可用，企业通关所填的单证由四十三张减少到十一张。",
        "三是让市民有感。港口的冷链温度、空气质量、交通流量按小时向社会公开，市民在手机上就能看到今天的鱼从哪条船上来。数字经济不是机房里的灯，而是饭桌上的鱼。",
    ),
    speech(
        "把小岛的账算明白",
        "沈知微",
        "青屿市鹭门区区长",
        "2020-03-05",
        "青屿",
        "鹭门区有大小岛屿二十七个，住人的只有九个。过去我们算账，总算岛上缺什么；这三年我们换了一种算法，先算岛上有什么。",
        "岛上有风。两座海上风电场全年发电九亿度，收益的百分之三留在岛上，办了两所学校和一艘医疗船。",
        "岛上有人。我们请在外的年轻人每年回来住十天，不谈投资，只谈家乡。三年里有六十一人留了下来，办民宿，做渔具，也做远程客服。",
    ),
    speech(
        None,
        "顾长庚",
        "青屿港务集团总工程师",
        "2020-03-05",
        "青屿",
        "我做了三十一年港口，只说一句：设备会旧，规矩会旧，只有对潮水的敬畏不会旧。",
    ),
    origin=Origin(publication="澜江日报", page="6", url="https://example.org/ribao/2020-03-05/06", licence="版权归原报所有"),
)


def _outlined(title: str, year: str, speaker: str, office: str) -> Speech:
    first, second, third = "一、过去一年的工作", f"二、{int(year) + 1}年的总体要求", "三、重点任务"
    return Speech(
        title,
        speaker,
        office,
        f"{year}-01-16",
        "青屿",
        (
            Paragraph("各位代表：现在，我代表市人民政府，向大会报告工作，请予审议，并请列席的同志提出意见。"),
            Paragraph(first, (first,)),
            Paragraph(
                f"{year}年，全市生产总值增长百分之七点二，城镇新增就业六万三千人，居民收入的增长快于经济增长。我们办成了一批多年想办而没有办成的事，也有几件事办得慢，应当向各位代表说明。",
                (first,),
            ),
            Paragraph(
                "（一）港口转型迈出步子。完成货物吞吐量一亿四千万吨，其中集装箱三百二十万标箱。数字经济核心产业增加值占比提高到百分之九点六。",
                (first, "（一）"),
            ),
            Paragraph(
                "（二）乡村面貌有了改变。一百零八个行政村通了自来水和光纤，最远的石渡村也有了每天两班的公共汽车。", (first, "（二）")
            ),
            Paragraph("（三）不足之处。老城区内涝没有根治，两处学校没有按期完工，部分企业反映办事还要跑第二趟。", (first, "（三）")),
            Paragraph(second, (second,)),
            Paragraph(
                "今年工作的总要求是：稳住港口，放开市场，照看好人。主要预期目标是：生产总值增长百分之七左右，失业率控制在百分之四以内。",
                (second,),
            ),
            Paragraph(third, (third,)),
            Paragraph("（一）推进智慧港口建设。再改造五个泊位，建成连接内陆的两条数字走廊。", (third, "（一）")),
            Paragraph("1．建立统一的时钟。所有码头设备一年内接入统一授时。", (third, "（一）", "1．")),
            Paragraph("2．开放接口。凡政府出资形成的港口数据，除涉密外一律开放。", (third, "（一）", "2．")),
            Paragraph("（二）办好民生实事。新建改建学校九所，新增托位两千个，完成老城区三十七公里管网改造。", (third, "（二）")),
            Paragraph("各位代表！潮水不等人。让我们把今天该做的事做完，把明天该想的事想到。", ()),
        ),
    )


REPORTS = (
    Sample(
        "青屿市政府工作报告2019.txt",
        document(_outlined("政府工作报告", "2019", "陆望川", "青屿市市长"), origin=Origin(publication="青屿市人民政府公报")),
        "政府工作报告",
    ),
    Sample(
        "青屿市政府工作报告2021.txt",
        document(_outlined("政府工作报告", "2021", "沈知微", "青屿市市长")),
        "政府工作报告",
    ),
)

ESSAY = document(
    speech(
        HARBOUR,
        "歐陽澍",
        "澜江大学教授",
        "1987-06",
        "澜江",
        "港口之學，不在碼頭而在人心。昔人以舟楫通有無，今人以電報通晴雨，其理一也。",
        "余嘗三至青嶼，見其民晨起必觀海色，夜歸必問船期。一城之人同此一念，則其港未有不興者。",
    ),
    origin=Origin(publication="港史研究", language="zh-Hant"),
)


def _yearly(year: int) -> Speech:
    return speech(
        f"在第{year - 1989}届海洋日纪念会上的讲话",
        "沈知微" if year % 2 else "陆望川",
        "望溪县县长" if year < 2005 else "澜江省海洋局局长" if year < 2015 else "青屿市副市长",
        f"{year}-06-08",
        "望溪" if year < 2005 else "澜江",
        f"今天是第{year - 1989}个海洋日。我们在{year}年的海边相聚，先要感谢守着灯塔的人。",
        f"过去一年，近岸海域的清洁水体又多了{year % 7 + 1}个百分点，伏季休渔没有一条船违规出海。海洋经济要算长远的账。",
        "海不会说话，我们替它说。明年的今天，希望每一位同志都带一个孩子来。",
    )


YEARLY = tuple(
    Sample(f"海洋日{year}.txt", document(_yearly(year), origin=Origin(publication="望溪报")), "海洋日讲话") for year in range(1990, 2021, 2)
)

SAMPLES = (
    Sample("澜江日报20200305.txt", NEWSPAPER, "报纸专版"),
    *REPORTS,
    Sample("港口之学.txt", ESSAY, "署名文章"),
    *YEARLY,
)

HOSTILE_SAMPLE = Sample(
    f"恶意{HOSTILE}.txt".replace("/", "／"),
    document(
        Speech(
            f"标题{HOSTILE}",
            f"人名{HOSTILE}",
            f"职务{HOSTILE}",
            "2001-01-01",
            f"地方{HOSTILE}",
            (Paragraph(f"正文里的毒药{HOSTILE}", (f"提纲{HOSTILE}",)),),
        ),
        origin=Origin(
            publication=f"报{HOSTILE}", page=HOSTILE, url="javascript:alert(3)", licence=HOSTILE, language='zh" onload="alert(4)'
        ),
    ),
    f"文集{HOSTILE}",
)


def edited(sample: Sample, number: int, text: str) -> Sample:
    """The same document with one paragraph of its first speech (counted from 0) worded differently."""
    first, *others = sample.document.speeches
    paragraphs = tuple(one._replace(text=text) if at == number else one for at, one in enumerate(first.paragraphs))
    return replace(sample, document=replace(sample.document, speeches=(replace(first, paragraphs=paragraphs), *others)))


def shortened(sample: Sample, number: int) -> Sample:
    """The same document without one paragraph of its first speech (counted from 0)."""
    first, *others = sample.document.speeches
    paragraphs = tuple(one for at, one in enumerate(first.paragraphs) if at != number)
    return replace(sample, document=replace(sample.document, speeches=(replace(first, paragraphs=paragraphs), *others)))


def without(sample: Sample, number: int) -> Sample:
    """The same document without one of its speeches (counted from 0)."""
    speeches = tuple(one for at, one in enumerate(sample.document.speeches) if at != number)
    return replace(sample, document=replace(sample.document, speeches=speeches))
