"""What a yearly table is asked for: year, region, whose address counts, office, and the population that it is set against.

A parameter that is not known is a ``ParameterError``; a region that no record names is not: its table says so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from domain.dates import last_day
from domain.engine import Searcher
from domain.errors import ParameterError
from domain.query import And, Exact, Query
from search_api.statistics.population import Population, population_from

Address = Literal["filing", "current"]
NAMES = ("year", "region", "address", "office", "population", "lang")
LEVELS = ("country", "region", "city")
_CODED = re.compile(r"([A-Z]{2})(?:-(.+))?")
_OFFICE = re.compile(r"[A-Z]{2}")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for yearly tables; ``level`` is that of the rows below the region."""

    year: int
    address: Address = "filing"
    region: str | None = None
    place: Query | None = None
    level: str = "country"
    office: str | None = None
    population: Population | None = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters that ask the same again, without the population."""
        found = [("year", str(self.year))]
        if self.region:
            found.append(("region", self.region))
        if self.address != "filing":
            found.append(("address", self.address))
        if self.office:
            found.append(("office", self.office))
        return tuple(found)

    def field(self, level: str) -> str:
        """Return the field of a level of place, by whose address counts."""
        return level if self.address == "filing" else f"proprietor_{level}"


def read(searcher: Searcher, pairs: Iterable[tuple[str, str]]) -> Asked:
    """Read the parameters of a table; the year is the last complete one where none is given."""
    own: dict[str, str] = {}
    for name, value in pairs:
        if name not in NAMES:
            raise ParameterError(name, f"没有名为“{name[:40]}”的参数。", f"There is no parameter called “{name[:40]}”.")
        if name in own:
            raise ParameterError(name, f"参数 {name} 只能给出一次。", f"The parameter {name} is given once.")
        own[name] = value
    address = own.get("address") or "filing"
    if address not in ("filing", "current"):
        raise ParameterError("address", "address 须为 filing 或 current。", "address is filing or current.")
    office = (own.get("office") or "").strip().upper() or None
    if office and not _OFFICE.fullmatch(office):
        raise ParameterError("office", "office 须为两个字母的机构代码。", "office is an office's code of two letters.")
    region = " ".join((own.get("region") or "").split()) or None
    if region and len(region) > _LONGEST:
        raise ParameterError("region", f"region 不超过 {_LONGEST} 字。", f"region has at most {_LONGEST} characters.")
    year = _year(own.get("year")) or last_complete(searcher)
    people = population_from(own["population"], year) if own.get("population") else None
    found = Asked(year, "current" if address == "current" else "filing", region, None, "country", office, people)
    return _placed(searcher, found) if region else found


def last_complete(searcher: Searcher) -> int:
    """Return the last year that was over on the data date; where nothing is loaded, the year 2000."""
    date = searcher.state().data_date
    if date is None:
        return 2000
    day = last_day(date)
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def _placed(searcher: Searcher, asked: Asked) -> Asked:
    """Find out what kind of place a region is: ``CN``, ``CN-浙江省``, a region's name or a city's."""
    text = asked.region or ""
    coded = _CODED.fullmatch(text)
    if coded and not coded[2]:
        return replace(asked, place=Exact(asked.field("country"), text), level="region")
    if coded:
        place = And((Exact(asked.field("country"), coded[1]), Exact(asked.field("region"), coded[2])))
        return replace(asked, place=place, level="city")
    named = Exact(asked.field("region"), text)
    if searcher.count(named) or not searcher.count(Exact(asked.field("city"), text)):
        return replace(asked, place=named, level="city")
    return replace(asked, place=Exact(asked.field("city"), text), level="city")


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) >= 1600):
        raise ParameterError("year", "year 须为四位数的年份。", "year is a year of four digits.")
    return int(text)
