"""Names compare without their legal forms."""

import pytest

from domain.countries import COUNTRIES
from domain.offices import country_name, office_name
from domain.parties import both_scripts, comparable, is_organisation, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NORDLICHT GmbH", "Nordlicht G.m.b.H. & Co. KG"), ("Sable, Inc.", "SABLE INCORPORATED"), ("青石科技有限公司", "青石科技 股份有限公司"),
        ("Société Léman S.A.", "SOCIETE LEMAN SA"), ("Ｈａｒｂｏｒ Ltd.", "harbor limited"), ("株式会社山川", "山川株式会社"),
    ],
)  # fmt: skip
def test_same(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Sable Inc", "Stable Inc"), ("青石科技有限公司", "青山科技有限公司"), ("Co", "Ltd")]
)
def test_different(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_name_never_becomes_empty() -> None:
    assert comparable("Company Limited") == "company limited"
    assert comparable("公司") == "公司"


def test_scripts_and_organisations() -> None:
    assert both_scripts("龙井茶 / Longjing cha") == ("Longjing cha", "龙井茶")
    assert both_scripts("Plain name") == ("Plain name", None)
    assert is_organisation("青石研究院") and not is_organisation("研究院")


def test_every_country_has_both_names() -> None:
    assert len(COUNTRIES) == 250
    assert all(len(code) == 2 and name.zh and name.en for code, name in COUNTRIES.items())
    assert country_name("CN").zh == "中国" and office_name("US").en == "United States Patent and Trademark Office"
