"""The place of an office, or else of a title."""

import pytest

from archive.ingest.places import place_of


@pytest.mark.parametrize(
    ("office", "place"),
    [
        ("湖南省委常委、长沙市委书记", "长沙"),
        ("湖南省委书记", "湖南"),
        ("武汉市委常委、常务副市长", "武汉"),
        ("北京市市长", "北京"),
        ("内蒙古自治区党委书记", "内蒙古"),
        ("湘西土家族苗族自治州州长", "湘西"),
        ("甘肃省甘南藏族自治州文化局局长", "甘南"),
        ("浙江绍兴市纪委书记", "绍兴"),
        ("中共湖北省委常委、统战部部长", "湖北"),
        ("香港特别行政区行政长官", "香港"),
        ("山东大学教授", "山东"),
        ("云泽市委书记", "云泽"),
        ("云泽省委常委、望川市委书记", "望川"),
        ("云泽省望川市临湖区委书记", "临湖"),
        ("石渡市临湖区区委书记", "临湖"),
        ("青屿竹编省级传承人", None),
        ("国务院总理", None),
        ("中华人民共和国主席", None),
        ("某某公司高级副总裁、中国区总裁", None),
        ("全国市场监管局局长", None),
        ("常务副市长", None),
        ("南部战区司令员", None),
        ("望川经济开发区管委会主任", None),
        (None, None),
    ],
)
def test_office(office: str | None, place: str | None) -> None:
    assert place_of(office, None) == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("望川市湿地保护条例", "望川"),
        ("河南许昌：制造之都的新路", "许昌"),
        ("山西：创新驱动", "山西"),
        ("北京市委召开区委书记会议", "北京"),
        ("文山会海要不得", None),
        ("长治久安靠法治", None),
        ("推进城市治理", None),
        ("让城市更美好", None),
        ("学习省委精神", None),
        ("大力推进市场建设", None),
        ("美兰区湿地保护办法", "美兰"),
        *(
            (title, None)
            for title in ("望川早市开门", "五星红旗升起来", "欧元区的利率", "神州大地春光好", "美某州遭遇风灾", "主产区喜获丰收")
        ),
    ],
)
def test_title(title: str, place: str | None) -> None:
    assert place_of(None, title) == place


def test_the_office_comes_before_the_title() -> None:
    assert place_of("望川市市长", "松溪市的启示") == "望川"
    assert place_of("云泽大学教授", "松溪市的启示") == "松溪"


@pytest.mark.parametrize("office", ["望川市民政局局长", "望川市民族宗教局局长", "望川市政府秘书长", "望川市政协主席"])
def test_a_bureau_whose_name_goes_on_behind_the_city(office: str) -> None:
    assert place_of(office, None) == "望川"
