"""Dates in every spelling."""

import pytest

from archive.ingest.dates import find_date, read_date, whole_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2020-03-05", "2020-03-05"),
        ("2020年3月5日", "2020-03-05"),
        ("２０２０年３月５日", "2020-03-05"),
        ("２０２０年", "2020"),
        ("二〇二〇年三月五日", "2020-03-05"),
        ("二○一九年十二月三十一日", "2019-12-31"),
        ("一九四九年十月廿一日", "1949-10-21"),
        ("（一九二七年三月）", "1927-03"),
        ("中華民國101年4月2日", "2012-04-02"),
        ("民国一百零五年元月一日", "2016-01-01"),
        ("2013年 2月 20日星期三", "2013-02-20"),
        ("2020.3.5", "2020-03-05"),
        ("2020/03/05", "2020-03-05"),
        ("20220930", "2022-09-30"),
        ("发布时间：2021-06-02 08:30", "2021-06-02"),
        ("2020-03", "2020-03"),
    ],
)
def test_a_line_that_is_a_date(written: str, iso: str) -> None:
    assert whole_date(written) == iso
    assert read_date(written) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("——2008年3月5日在望川市第九届人民代表大会第一次会议上", "2008-03-05"),
        ("时　　间　中華民國101年4月5日（星期四）上午9時", "2012-04-05"),
        ("《岚山新闻》 (20240115)", "2024-01-15"),
        ("二十年来，2019年3月的会议影响深远", "2019-03"),
    ],
)
def test_a_date_inside_a_line(text: str, iso: str) -> None:
    assert find_date(text) == iso
    assert whole_date(text) is None


@pytest.mark.parametrize(
    "text", ["", "2020年13月1日", "2023年2月30日", "增长2.5%", "2019.6万亿元", "2011/12年度", "第2020-2021号", "十一月", "9999年1月1日"]
)
def test_no_date(text: str) -> None:
    assert find_date(text) is None
    assert whole_date(text) is None


@pytest.mark.parametrize(
    ("typed", "iso"),
    [("2020", "2020"), (" 2020-3-5 ", "2020-03-05"), ("2020-03-05T10:00:00", "2020-03-05"), ("昨天", None), ("2020-02-31", None)],
)
def test_a_date_a_person_typed(typed: str, iso: str | None) -> None:
    assert read_date(typed) == iso
