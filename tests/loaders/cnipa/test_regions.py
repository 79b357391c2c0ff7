"""Country, province and city in Chinese addresses."""

import doctest

import pytest

from loaders.cnipa import regions
from loaders.cnipa.regions import Place, place_of, province_named


def test_examples() -> None:
    assert doctest.testmod(regions).failed == 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("辽宁省沈阳市和平区文化路一段一号", Place("CN", "辽宁省", "沈阳市")),
        ("100191 北京市海淀区学院路37号", Place("CN", "北京市", "北京市")),
        ("重庆市渝中区", Place("CN", "重庆市", "重庆市")),
        ("江苏省昆山市玉山镇", Place("CN", "江苏省", "苏州市")),
        ("313200 浙江省德清县武康镇", Place("CN", "浙江省", "湖州市")),
        ("江苏省吴江市盛泽镇", Place("CN", "江苏省", "苏州市")),
        ("昆山市玉山镇", Place("CN", "江苏省", "苏州市")),
        ("湖北省仙桃市干河", Place("CN", "湖北省", "仙桃市")),
        ("山东省宁津县经济开发区", Place("CN", "山东省", "德州市")),
        ("中国（上海）自由贸易试验区", Place("CN", "上海市", "上海市")),
        ("菲律宾内湖省", Place("PH")),
        ("江苏苏州工业园区", Place("CN", "江苏省", "苏州市")),
        ("吉林省吉林市昌邑区", Place("CN", "吉林省", "吉林市")),
        ("内蒙古自治区包头市昆都仑区", Place("CN", "内蒙古自治区", "包头市")),
        ("内蒙古包头市昆都仑区", Place("CN", "内蒙古自治区", "包头市")),
        ("新疆维吾尔自治区乌鲁木齐市", Place("CN", "新疆维吾尔自治区", "乌鲁木齐市")),
        ("广西桂林市七星区", Place("CN", "广西壮族自治区", "桂林市")),
        ("吉林省延边朝鲜族自治州延吉市", Place("CN", "吉林省", "延边朝鲜族自治州")),
        ("吉林省延边州延吉市", Place("CN", "吉林省", "延边朝鲜族自治州")),
        ("深圳市南山区科技园", Place("CN", "广东省", "深圳市")),
        ("深圳南山区", Place("CN", "广东省", "深圳市")),
        ("中国香港九龙", Place("HK")),
        ("中国台湾新竹市", Place("TW")),
        ("韩国京畿道", Place("KR")),
        ("美国加利福尼亚州", Place("US")),
        ("朝阳区建国路", Place()),
        ("0", Place()),
        ("", Place()),
        (None, Place()),
    ],
)
def test_places(address: str | None, expected: Place) -> None:
    assert place_of(address) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("广东", "广东省"),
        ("广东省", "广东省"),
        ("北京", "北京市"),
        ("西藏", "西藏自治区"),
        ("宁夏", "宁夏回族自治区"),
        ("Bayern", "Bayern"),
    ],
)
def test_provinces(name: str, expected: str) -> None:
    assert province_named(name) == expected
