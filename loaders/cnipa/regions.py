"""Find country, province and city in an address that a Chinese office printed as one string.

Invariants: what is returned stands in the text or follows from it (a city names its province, a county its prefecture);
a part that cannot be told is ``None``; a postcode before the address is passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from domain.countries import COUNTRIES
from loaders.cnipa.cities import ABROAD, CITIES
from loaders.cnipa.counties import COUNTIES, FORMER

T = TypeVar("T")
_ENDING = re.compile(r"(?:特别行政区|[壮回维]?[族吾]*尔?自治区|省|市)$")
_PEOPLES = (
    "朝鲜族|蒙古族?|土家族|苗族|侗族|布依族|藏族|羌族|彝族|壮族|哈尼族|傣族|白族|景颇族|傈僳族|回族|柯尔克孜|哈萨克"
)
_KIND = re.compile(rf"(?:{_PEOPLES})*(?:自治州|地区|盟|市)$")
_POSTCODE = re.compile(r"^\s*\d{6}(?!\d)\s*")
_COUNTY_CITY = re.compile(r"^[一-龥]{2,5}?市(?!场)")
_PREFECTURE = re.compile(r"^[一-龥]{2,12}?(?:自治州|地区|盟)")
_NOT_A_CITY = "区县路街镇乡村"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address lies: ST.3 country, province (or the like) and city, each as the tables name it."""

    country: str | None = None
    region: str | None = None
    city: str | None = None


def _short(name: str) -> str:
    return {
        "内蒙古自治区": "内蒙古",
        "广西壮族自治区": "广西",
        "宁夏回族自治区": "宁夏",
        "新疆维吾尔自治区": "新疆",
    }.get(name, _ENDING.sub("", name))


def _short_city(name: str) -> str:
    short = _KIND.sub("", name)
    return short if len(short) >= 2 else name


_PROVINCES = {_short(name): name for name in CITIES}
_PLACES = {province: {_short_city(city): city for city in cities.split()} for province, cities in CITIES.items()}
_PROVINCE_OF = {
    short: (province, city)
    for province, cities in _PLACES.items()
    for short, city in cities.items()
    if short not in _PROVINCES
}
_COUNTRIES = sorted(ABROAD, key=len, reverse=True)
_LAND_OF = {city: province for province, cities in CITIES.items() for city in cities.split()}


def _counties() -> dict[str, dict[str, str]]:
    """Return, for each province, the names of counties, whole and short, with the prefecture above."""
    found: dict[str, dict[str, str]] = {province: {} for province in CITIES}
    for shortened in (True, False):
        for table in (FORMER, COUNTIES):
            for prefecture, names in table.items():
                for name in names:
                    short = name[:-1] if shortened and len(name) > 2 else name
                    found[_LAND_OF[prefecture]][short] = prefecture
    return found


_COUNTIES = _counties()
_LONGEST_COUNTY = max(len(name) for names in _COUNTIES.values() for name in names)
_CITY_OF_COUNTY = {
    name: (province, prefecture)
    for province, names in _COUNTIES.items()
    for name, prefecture in names.items()
    if name.endswith("市") and sum(name in others for others in _COUNTIES.values()) == 1
}
_ELSEWHERE = {wording.zh: code for code, wording in COUNTRIES.items() if wording.zh != "中国"}


def place_of(address: str | None) -> Place:
    """Read an address.

    >>> place_of("650231 云南省昆明市五华区红锦路367号")
    Place(country='CN', region='云南省', city='昆明市')
    >>> place_of("510000 广东省广州高新技术开发区科学城")
    Place(country='CN', region='广东省', city='广州市')
    >>> place_of("日本京都府"), place_of("北京海淀区")
    (Place(country='JP', region=None, city=None), Place(country='CN', region='北京市', city='北京市'))
    """
    return _read(address) if address else Place()


@lru_cache(maxsize=8_192)
def _read(address: str) -> Place:
    """Read an address; applicant and proprietor give the same one, and companies file often."""
    text = _POSTCODE.sub("", address).strip()
    if not text:
        return Place()
    for name in _COUNTRIES:
        if text.startswith(name):
            return Place(ABROAD[name])
    text = text.removeprefix("中国").lstrip(" (（")
    for short, province in _PROVINCES.items():
        if text.startswith(short):
            rest = text.removeprefix(province) if text.startswith(province) else _after(text, short)
            return Place("CN", province, province if province.endswith("市") else _city(province, rest))
    for short, (province, city) in _PROVINCE_OF.items():
        if text.startswith(city) or (text.startswith(short) and text[len(short) : len(short) + 1] not in _NOT_A_CITY):
            return Place("CN", province, city)
    known = _longest(text, _CITY_OF_COUNTY)
    if known:
        return Place("CN", *known)
    return Place(_longest(text, _ELSEWHERE))


def _longest(text: str, table: Mapping[str, T]) -> T | None:
    """Return what the table has for the longest of its names with which the text begins."""
    for length in range(min(len(text), _LONGEST_COUNTY), 1, -1):
        if text[:length] in table:
            return table[text[:length]]
    return None


def prefecture_of(province: str | None, city: str | None) -> str | None:
    """Return the prefecture of a county-level city; any other name as it is.

    >>> prefecture_of("江苏省", "昆山市"), prefecture_of("江苏省", "南京市"), prefecture_of("湖北省", "仙桃市")
    ('苏州市', '南京市', '仙桃市')
    """
    return _COUNTIES.get(province or "", {}).get(city, city) if city else None


def province_named(name: str | None) -> str | None:
    """Return the whole name of a province written in full or short; any other text as it is.

    >>> province_named("广东"), province_named("辽宁省"), province_named(None)
    ('广东省', '辽宁省', None)
    """
    return _PROVINCES.get(_short(name), name) if name else None


def _after(text: str, short: str) -> str:
    """Return what follows a province's short name and, where it stands, the word for province."""
    rest = text[len(short) :]
    return rest[1:] if rest.startswith("省") else rest.removeprefix("自治区")


def _city(province: str, rest: str) -> str | None:
    rest = rest.lstrip()
    for short, city in _PLACES[province].items():
        if rest.startswith((city, short)):
            return city
    below = _longest(rest, _COUNTIES[province])
    if below:
        return below
    found = _PREFECTURE.match(rest) or _COUNTY_CITY.match(rest)
    return found.group(0) if found else None
