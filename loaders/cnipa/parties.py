"""Parties of a Chinese publication, each once, with the place where the address says they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain.filings import Party, PartyRole
from loaders.cnipa.regions import Place, place_of, prefecture_of, province_named
from loaders.cnipa.texts import present

_AGENCY_CODE = re.compile(r"\s*[(（]?\b\d{5}\b[)）]?\s*$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A party as one element gives it; the same person may come again in another language or data format."""

    role: PartyRole
    sequence: str | None
    lang: str
    original: bool
    name: str | None
    place: Place = Place()


def agency_name(text: str | None) -> str | None:
    """Return an agency's name without the five-digit code printed after it.

    >>> agency_name("昆明协立知识产权代理事务所(普通合伙) 53108")
    '昆明协立知识产权代理事务所(普通合伙)'
    """
    return _AGENCY_CODE.sub("", text) or None if text else None


def place(country: str | None, province: str | None, city: str | None, address: str | None) -> Place:
    """Put together what the file says in fields and what only the address says.

    >>> place("CN", "广东", "0", "510000 广东省广州高新技术开发区")
    Place(country='CN', region='广东省', city='广州市')
    >>> place("KR", "0", "0", "韩国京畿道")
    Place(country='KR', region=None, city=None)
    """
    read = place_of(present(address))
    region = province_named(present(province)) or read.region
    told = present(city)
    if told in ("市辖区", "县") or (told is None and region and region.endswith("市")):
        told = region
    same = read.region == region or read.region is None
    city_told = prefecture_of(region, told)
    return Place(present(country) or read.country, region, city_told or (read.city if same else None))


def once(printed: Iterable[Printed]) -> tuple[Party, ...]:
    """Return each party once: the Chinese name, and beside it the name in another language where the file has one."""
    held: dict[tuple[PartyRole, str], Party] = {}
    langs: dict[tuple[PartyRole, str], str] = {}
    for number, one in enumerate(_best_first(printed)):
        if one.name is None:
            continue
        key = (one.role, one.sequence or f"#{number}")
        known = held.get(key)
        if known is None:
            held[key] = Party(
                role=one.role, name=one.name, country=one.place.country, region=one.place.region, city=one.place.city
            )
            langs[key] = one.lang
        elif one.lang != langs[key] and known.original is None and one.name != known.name:
            held[key] = replace(known, original=one.name)
    return tuple(dict.fromkeys(held.values()))


def _best_first(printed: Iterable[Printed]) -> Iterator[Printed]:
    """Give Chinese before other languages and the original data format before the standard one, else as printed."""
    every = list(printed)
    for chinese in (True, False):
        for original in (True, False):
            yield from (one for one in every if (one.lang == "zh") == chinese and one.original == original)
