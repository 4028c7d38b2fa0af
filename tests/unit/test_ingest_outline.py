"""The outline: under which points a paragraph stands."""

from archive.ingest.outline import outline


def paths(*texts: str, law: bool = False) -> list[tuple[str, ...]]:
    return [paragraph.path for paragraph in outline(texts, law=law)]


def test_points_of_a_newspaper_page_cover_only_themselves() -> None:
    assert paths("近年来，成绩不少。", "一是打通数据。", "二是再造流程。", "下一步，继续努力。") == [(), ("一是",), ("二是",), ()]


def test_headings_nest_and_cover_what_follows() -> None:
    assert paths(
        "前言。", "一、总体要求", "总的想法。", "（一）指导思想。要坚持，要创新。", "再说一句。", "1.抓好落实。", "（二）原则", "二、任务"
    ) == [
        (),
        ("一、总体要求",),
        ("一、总体要求",),
        ("一、总体要求", "（一）"),
        ("一、总体要求", "（一）"),
        ("一、总体要求", "（一）", "1."),
        ("一、总体要求", "（二）原则"),
        ("二、任务",),
    ]


def test_ordinals_cover_what_follows_until_the_audience_is_addressed() -> None:
    assert paths("第一，讲真话。", "真话不难。", "第二，会讲话。", "同志们！", "未来已来。") == [("第一",), ("第一",), ("第二",), (), ()]


def test_an_article_of_a_law_covers_its_paragraphs_and_an_item_only_itself() -> None:
    assert paths(
        "第一章　总　　则", "第一条 为了保护。", "第二条 禁止下列行为：", "（一）烧荒；", "情节严重的，从重。", "第二章　附　则", law=True
    ) == [
        ("第一章 总则",),
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第一章 总则", "第二条", "（一）"),
        ("第一章 总则", "第二条"),
        ("第二章 附则",),
    ]


def test_numbers_and_enumerations_are_no_labels() -> None:
    assert paths("2.5万亿元的投资。", "一、二、三产业融合。", "一切为了人民。", "第一次会议开得好。", "十分重要。") == [()] * 5
