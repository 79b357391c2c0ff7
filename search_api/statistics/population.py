"""The population that rights are set against: a table that the user gives as CSV, cited, and read with all its faults.

Columns: ``region`` and ``residents`` (persons) or ``residents_10k`` (ten thousands), optionally ``year`` and ``source``. Invariant: a region
that is missing, stands twice or has no readable number has no population; it is named, and never counts as nought.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from domain.text import Wording
from search_api.notices import Notice

TEN_THOUSAND = 10_000
_MOST_LINES = 20_000
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Population:
    """Residents by region, the sources that the table names, and what is wrong with it."""

    residents: Mapping[str, Decimal]
    sources: tuple[str, ...]
    notices: tuple[Notice, ...]

    def per_ten_thousand(self, count: int, region: str) -> float | None:
        """Return how many rights there are for 10,000 residents of a region, ``None`` where they are not known."""
        known = self.residents.get(region)
        return per_ten_thousand(count, known) if known else None


def per_ten_thousand(count: int, residents: Decimal) -> float:
    """Return rights per 10,000 residents, to six decimals.

    >>> round(per_ten_thousand(284_288, Decimal("21_536_000")), 1)
    132.0
    """
    return float(round(Decimal(count) * TEN_THOUSAND / residents, 6))


def population_from(text: str, year: int) -> Population:
    """Read a table for a year; a broken one has no residents and a notice that says why."""
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    try:
        head = [one.strip().casefold() for one in next(lines, [])]
        size, unit = (
            (head.index("residents"), 1) if "residents" in head else (head.index("residents_10k"), TEN_THOUSAND)
        )
        place = head.index("region")
    except (ValueError, csv.Error):
        return _broken(
            "第一行须含 region 和 residents（或 residents_10k）。",
            "line 1 names no region and residents (or residents_10k).",
        )
    dated, cited = (head.index(name) if name in head else None for name in ("year", "source"))
    given: dict[str, list[Decimal]] = {}
    sources: dict[str, None] = {}
    wrong: list[int] = []
    try:
        for number, line in enumerate(lines, 2):
            if number > _MOST_LINES:
                return _broken(f"超过 {_MOST_LINES} 行。", f"it has more than {_MOST_LINES} lines.")
            if not any(line) or (dated is not None and _at(line, dated) not in ("", str(year))):
                continue
            residents = _residents(_at(line, size), unit)
            if residents is None or not _at(line, place):
                wrong.append(number)
                continue
            given.setdefault(_at(line, place), []).append(residents)
            if cited is not None and _at(line, cited):
                sources[_at(line, cited)] = None
    except csv.Error:
        return _broken("不是 CSV 文本。", "it is not CSV.")
    twice = sorted(region for region, held in given.items() if len(held) > 1)
    told = []
    if twice:
        told.append(
            _named(
                "population-double",
                "人口表中重复的地区不采用",
                "Regions that stand twice in the population table are not used",
                twice,
            )
        )
    if wrong:
        told.append(
            _named(
                "population-lines",
                "人口表中无法读取的行",
                "Lines of the population table that cannot be read",
                [str(one) for one in wrong],
            )
        )
    if not sources:
        told.append(
            Notice("population-uncited", Wording("人口表未注明来源。", "The population table names no source."))
        )
    kept = {region: held[0] for region, held in given.items() if len(held) == 1}
    return Population(kept, tuple(sources), tuple(told))


def _at(line: list[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _residents(text: str, unit: int) -> Decimal | None:
    try:
        found = Decimal(text.replace(",", "")) * unit
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None


def _broken(zh: str, en: str) -> Population:
    told = Notice("population-broken", Wording(f"人口表无法读取：{zh}", f"The population table cannot be read: {en}"))
    return Population({}, (), (told,))


def _named(code: str, zh: str, en: str, names: list[str]) -> Notice:
    shown = names[:_MOST_NAMED]
    more = len(names) - len(shown)
    return Notice(
        code,
        Wording(
            f"{zh}：{'、'.join(shown)}{f'等 {len(names)} 项' if more else ''}。",
            f"{en}: {', '.join(shown)}{f' and {more} more' if more else ''}.",
        ),
    )
