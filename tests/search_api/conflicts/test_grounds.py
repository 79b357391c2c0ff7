"""Absolute grounds name the list, its edition and where the name stands; what is not loaded is said to be not searched."""

import pytest

from domain.engine import ClassTitle, Engine
from domain.filings import Filing
from domain.goods.reading import read_goods
from search_api.conflicts.absolute import Absolute, absolute_grounds, bare_place
from search_api.conflicts.matching import sign_of, spelled_in, stands_in

PLACES = (
    ClassTitle("place", "11", None, 1, "北京市", None),
    ClassTitle("place", "110105", None, 3, "朝阳区", None),
    ClassTitle("place", "1301", None, 2, "石家庄市", None),
)


@pytest.fixture(scope="module")
def loaded(engine: Engine) -> Engine:
    with engine.writer() as writer:
        writer.write_titles(PLACES)
    return engine


def grounds(engine: Engine, mark: str, goods: str = "", nice: str = "") -> Absolute:
    searcher = engine.searcher()
    try:
        return absolute_grounds(searcher, mark, read_goods([("", goods)] if goods else [], [nice] if nice else []))
    finally:
        searcher.close()


@pytest.mark.parametrize(
    ("mark", "goods", "nice", "ground", "name", "how"),
    [
        ("FRANCE", "", "", "state", "France", "exact"),
        ("Bank of China", "", "", "state", "China", "contained"),
        ("中华云岚", "", "", "state", "中华", "contained"),
        ("WIPO", "", "", "organisation", "WIPO", "exact"),
        ("世界卫生组织之友", "", "", "organisation", "世界卫生组织", "contained"),
        ("朝阳", "", "", "place", "朝阳区", "exact"),
        ("新北京烤鸭", "", "", "place", "北京市", "contained"),
        ("SHI JIA ZHUANG foods", "", "", "place", "石家庄市", "spelled"),
        ("茶", "茶", "30", "generic", "300037 茶", "exact"),
        ("ICED TEA", "", "30", "generic", "300186 ICED TEA", "exact"),
        ("BEST FRESH TEA", "", "30", "descriptive", "best fresh tea", "exact"),
        ("优质绿茶", "茶", "30", "generic", None, None),
    ],
)
def test_each_ground(
    loaded: Engine, mark: str, goods: str, nice: str, ground: str, name: str | None, how: str | None
) -> None:
    found = grounds(loaded, mark, goods, nice).findings
    if name is None:
        assert ground not in {one.ground for one in found}
        return
    one = next(one for one in found if one.ground == ground)
    assert (one.name, one.how) == (name, how)
    assert one.list.zh and one.list.en and one.edition.zh and one.edition.en


@pytest.mark.parametrize("mark", ["KODAK", "Chinaware", "云岚", "auld", "TURKEYISH"])
def test_a_coined_sign_meets_no_list(loaded: Engine, mark: str) -> None:
    assert grounds(loaded, mark, "computers", "9").findings == ()


def test_indications_and_signs_of_the_register_are_found(loaded: Engine, filings: dict[str, Filing]) -> None:
    for right in ("gi", "sign"):
        one = next(one for one in sorted(filings.values(), key=lambda one: one.id) if one.right == right and one.title)
        name = one.title[0].text
        found = [ground for ground in grounds(loaded, name).findings if ground.ground == right]
        assert any(ground.name == name and ground.how == "exact" and ground.id for ground in found), name


def test_every_list_is_named_with_its_edition(loaded: Engine) -> None:
    lists = grounds(loaded, "云岚").lists
    assert [one.ground for one in lists] == ["state", "organisation", "sign", "place", "generic", "descriptive", "gi"]
    assert all(one.edition.zh and one.edition.en for one in lists)


def test_places_without_what_kind_they_are() -> None:
    assert [bare_place(one) for one in ("内蒙古自治区", "广西壮族自治区", "市中区")] == ["内蒙古", "广西", "市中"]


def test_names_stand_in_whole_words() -> None:
    assert stands_in(sign_of("Romania"), "Oman") is None
    assert spelled_in(sign_of("beijing"), "北京") == "spelled"
