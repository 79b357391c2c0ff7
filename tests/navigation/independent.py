"""The tables of navigation counted anew from an export, by the rules as they are written, with no code of the product.

``python tests/navigation/independent.py EXPORT.jsonl`` prints them; ``tables(filings, unit, date, data_date)`` returns
for each analysis the rows as (keys…, figures…). Everything is plain Python over the JSON of ``ipatlas export``.
"""

import json
import math
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date as day
from itertools import combinations
from pathlib import Path
from typing import Any

Filing = dict[str, Any]
Table = list[list[Any]]
SIZE = 20


class Counts:
    """The records of an export as the rules count them."""

    def __init__(self, filings: Iterable[Filing], unit: str, date: str, data_date: str) -> None:
        self.filings = list(filings)
        self.date = date
        self.today = day.fromisoformat(data_date)
        self.units = [_unit(one, unit) for one in self.filings]
        self.total = len(set(self.units))
        self.years = [_year(one, date) for one in self.filings]

    def cells(self, read: Callable[[Filing], Iterable[Any]]) -> dict[Any, set[str]]:
        """Return the units of each value."""
        found: dict[Any, set[str]] = defaultdict(set)
        for filing, unit in zip(self.filings, self.units, strict=True):
            for value in set(read(filing)):
                found[value].add(unit)
        return found

    def share(self, count: int) -> float | None:
        return round(count / self.total, 6) if self.total else None

    def incomplete(self, year: int) -> bool:
        if self.date in ("filed", "priority_date"):
            months = self.today.year * 12 + self.today.month - 1 - 18
            last = min(self.today.day, _month_days(months // 12, months % 12 + 1))
            return day(year, 12, 31) > day(months // 12, months % 12 + 1, last)
        return day(year, 12, 31) > self.today


def _month_days(year: int, month: int) -> int:
    following = day(year + month // 12, month % 12 + 1, 1)
    return (following - day(year, month, 1)).days


def _unit(filing: Filing, unit: str) -> str:
    if unit == "publication":
        return str(filing["id"])
    short = str(filing["id"]).rsplit("-", 1)[0]
    applied = [one for one in filing.get("numbers", []) if one["type"] == "application"]
    own = f"{applied[0]['office']} {applied[0]['number']}" if applied else short
    if unit == "application":
        return own
    if filing.get("family"):
        return f"family {filing['family']}"
    claimed = sorted(
        {f"{one['office']} {one['number']}" for one in filing.get("numbers", []) if one["type"] == "priority"}
    )
    if claimed:
        return " + ".join(claimed)
    world = [
        one["number"]
        for one in filing.get("numbers", [])
        if one["type"] in ("application", "international") and one["number"].startswith("PCT")
    ]
    return f"WO {world[0]}" if world else own


def _year(filing: Filing, date: str) -> int | None:
    dates = filing.get("dates", {})
    text = dates.get("priority") or dates.get("filed") if date == "priority_date" else dates.get(date)
    return int(text[:4]) if text else None


def names(filing: Filing, *roles: str) -> list[str]:
    found = []
    for one in filing.get("parties", []):
        if one["role"] in roles:
            found += [one["name"], *([one["original"]] if one.get("original") else [])]
    return found


def applicants(filing: Filing) -> list[str]:
    return names(filing, "applicant", "assignee") or names(filing, "proprietor")


def place(name: str) -> Callable[[Filing], list[str]]:
    def read(filing: Filing) -> list[str]:
        for role in ("applicant", "assignee", "proprietor"):
            for one in filing.get("parties", []):
                if one["role"] == role:
                    return [one[name]] if one.get(name) else []
        return []

    return read


def symbols(level: str) -> Callable[[Filing], list[str]]:
    shape = {
        "section": r"[A-Z]", "class": r"[A-Z]\d\d", "subclass": r"[A-Z]\d\d[A-Z]", "main_group": r"[A-Z]\d\d[A-Z]\d+",
    }.get(level, r".*")  # fmt: skip

    def read(filing: Filing) -> list[str]:
        found = []
        for one in filing.get("classes", []):
            if one["scheme"] == "ipc":
                cut = re.match(shape, one["symbol"])
                text = cut[0] if cut else one["symbol"]
                found.append(text + "/00" if level == "main_group" and cut else text)
        return found

    return read


def origin(filing: Filing) -> list[str]:
    claimed = [
        (one.get("date", "9999"), one["office"]) for one in filing.get("numbers", []) if one["type"] == "priority"
    ]
    return [min(claimed)[1] if claimed else filing["office"]]


def derived(name: str) -> Callable[[Filing], list[str]]:
    def read(filing: Filing) -> list[str]:
        value = filing.get("derived", {}).get(name, [])
        return [str(one) for one in value] if isinstance(value, list) else [value]

    return read


def state(filing: Filing) -> str:
    return str(filing.get("status", {}).get("state", "unknown"))


def states(filing: Filing) -> list[str]:
    return [state(filing)] if state(filing) != "unknown" else []


def ranked(cells: dict[Any, set[str]], size: int = SIZE) -> list[Any]:
    return sorted(cells, key=lambda key: (-len(cells[key]), key))[:size]


def rest(counts: Counts, read: Callable[[Filing], Iterable[Any]], shown: list[Any]) -> tuple[set[str], set[str]]:
    """Return the units of ``other`` and of ``unknown``."""
    others, unknown = set(), set()
    for filing, unit in zip(counts.filings, counts.units, strict=True):
        values = set(read(filing))
        if not values:
            unknown.add(unit)
        elif not values & set(shown):
            others.add(unit)
    return others, unknown


def listing(counts: Counts, read: Callable[[Filing], Iterable[Any]]) -> Table:
    """Values with count and share, other, unknown."""
    cells = counts.cells(read)
    shown = ranked(cells)
    rows: Table = [[key, len(cells[key]), counts.share(len(cells[key]))] for key in shown]
    for name, units in zip(("other", "unknown"), rest(counts, read, shown), strict=True):
        rows.append([name, len(units), counts.share(len(units))])
    return rows


def leaders(counts: Counts, read: Callable[[Filing], Iterable[Any]]) -> Table:
    """Values with count, share, first and last year, in force and its share."""
    shown = ranked(counts.cells(read))
    chosen: list[tuple[str, Callable[[set[Any]], bool]]] = [
        (key, lambda values, key=key: key in values) for key in shown
    ]  # type: ignore[misc]
    chosen += [
        ("other", lambda values: bool(values) and not values & set(shown)), ("unknown", lambda values: not values),
    ]  # fmt: skip
    rows: Table = []
    for key, inside in chosen:
        held = [at for at, filing in enumerate(counts.filings) if inside(set(read(filing)))]
        units = {counts.units[at] for at in held}
        years = [counts.years[at] for at in held if counts.years[at] is not None]
        live = {counts.units[at] for at in held if state(counts.filings[at]) == "in_force"}
        rows.append(
            [
                key, len(units), counts.share(len(units)), min(years) if years else None, max(years) if years else None,
                len(live), round(len(live) / len(units), 6) if units else None,
            ]
        )  # fmt: skip
    return rows


def concentration(counts: Counts, read: Callable[[Filing], Iterable[Any]]) -> list[float | None]:
    sizes = sorted((len(units) for units in counts.cells(read).values()), reverse=True)
    whole = sum(sizes)
    if not whole:
        return [None, None, None]
    return [round(sum(sizes[:4]) / whole, 6), round(sum(sizes[:10]) / whole, 6), round(10_000 * sum((one / whole) ** 2 for one in sizes), 6)]  # fmt: skip


def by_year(counts: Counts) -> dict[int, int]:
    cells: dict[int, set[str]] = defaultdict(set)
    for year, unit in zip(counts.years, counts.units, strict=True):
        if year is not None:
            cells[year].add(unit)
    if not cells:
        return {}
    return {year: len(cells.get(year, ())) for year in range(max(min(cells), max(cells) - 119), max(cells) + 1)}


def trend(counts: Counts) -> Table:
    found = by_year(counts)
    rows: Table = []
    for year, count in found.items():
        before = found.get(year - 1)
        growth = round(count / before - 1, 6) + 0.0 if before and not counts.incomplete(year) else None
        rows.append([str(year), count, growth, counts.incomplete(year)])
    rows.append(
        [
            "unknown",
            len({unit for unit, year in zip(counts.units, counts.years, strict=True) if year is None}),
            None,
            False,
        ]
    )
    return rows


def lifecycle(counts: Counts) -> Table:
    found = by_year(counts)
    owners: dict[int, set[str]] = defaultdict(set)
    for filing, year in zip(counts.filings, counts.years, strict=True):
        if year is not None:
            owners[year] |= set(applicants(filing))
    complete = [year for year in found if not counts.incomplete(year)]
    stages: dict[int, str] = {}
    come = 0
    for at, year in enumerate(complete if len(complete) >= 8 else []):
        come += found[year]
        if come < 0.1 * sum(found.values()):
            stages[year] = "emergence"
        elif at >= 5:
            changes = []
            for sizes in (found, {one: len(owners.get(one, ())) for one in found}):
                now, before = (
                    sum(sizes[one] for one in complete[at - 2 : at + 1]),
                    sum(sizes[one] for one in complete[at - 5 : at - 2]),
                )
                changes.append(now / before if before else math.inf if now else 1.0)
            stages[year] = "growth" if min(changes) > 1.1 else "decline" if max(changes) < 0.9 else "maturity"
    rows: Table = [
        [str(year), count, len(owners.get(year, ())), stages.get(year), counts.incomplete(year)]
        for year, count in found.items()
    ]
    return [*rows, ["unknown", trend(counts)[-1][1], None, None, False]]


def cross(
    counts: Counts,
    rows: Callable[[Filing], Iterable[Any]],
    columns: Callable[[Filing], Iterable[Any]],
    width: int = SIZE,
) -> Table:
    """A matrix: the shown columns as the first row, then a row for each key."""
    tops, heads = ranked(counts.cells(rows)), ranked(counts.cells(columns), width)
    if columns is YEARS:
        heads = sorted(counts.cells(columns))[-120:]
    table: dict[tuple[Any, Any], set[str]] = defaultdict(set)
    for filing, unit in zip(counts.filings, counts.units, strict=True):
        for left in _shown(set(rows(filing)), tops):
            for right in _shown(set(columns(filing)), heads):
                table[left, right].add(unit)
    keys = [*tops, "other", "unknown"]
    return [[key, *(len(table[key, head]) for head in [*heads, "other", "unknown"])] for key in keys]


def _shown(values: set[Any], shown: list[Any]) -> list[Any]:
    if not values:
        return ["unknown"]
    return [one for one in values if one in shown] or ["other"]


def YEARS(filing: Filing) -> list[Any]:
    return filing["_year"]  # type: ignore[no-any-return]


def rta(counts: Counts) -> Table:
    rows, columns = place("country"), symbols("subclass")
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for filing, unit in zip(counts.filings, counts.units, strict=True):
        for left in rows(filing):
            for right in set(columns(filing)):
                cells[left, right].add(unit)
    of_row, of_column = Counter[str](), Counter[str]()
    for (left, right), units in cells.items():
        of_row[left] += len(units)
        of_column[right] += len(units)
    whole = sum(of_row.values()) or 1
    found: Table = []
    for left in ranked(counts.cells(rows)):
        for right in ranked(counts.cells(columns)):
            count, expected = len(cells.get((left, right), ())), of_row[left] * of_column[right] / whole
            found.append(
                [left, right, count, round(count / expected, 6) if expected else None, round(expected, 6), expected < 5]
            )
    return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def status(counts: Counts) -> Table:
    cells = counts.cells(states)
    rows: Table = [
        [one, len(cells.get(one, ())), counts.share(len(cells.get(one, ())))]
        for one in ("in_force", "pending", "lapsed", "expired")
    ]
    rows.sort(key=lambda one: (-one[1], one[0]))
    unknown = len(rest(counts, states, [])[1])
    return [*rows, ["unknown", unknown, counts.share(unknown)]]


def age(counts: Counts) -> Table:
    today = int(counts.today.strftime("%Y%m%d"))
    cells: dict[int, set[str]] = defaultdict(set)
    unknown = set()
    for filing, unit in zip(counts.filings, counts.units, strict=True):
        if state(filing) == "in_force":
            text = filing.get("dates", {}).get("filed", "").replace("-", "")
            if text:
                cells[max((today - int(text.ljust(8, "0"))) // 10_000, 0)].add(unit)
            else:
                unknown.add(unit)
    rows: Table = [[str(one), len(cells.get(one, ()))] for one in range(max(cells) + 1 if cells else 0)]
    return [*rows, ["unknown", len(unknown)]]


def pairs(counts: Counts) -> Table:
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for filing, unit in zip(counts.filings, counts.units, strict=True):
        for pair in combinations(sorted(set(applicants(filing))), 2):
            cells[pair].add(unit)
    return [[*pair, len(cells[pair]), counts.share(len(cells[pair]))] for pair in ranked(cells)]


def convergence(counts: Counts) -> Table:
    complete = [year for year in by_year(counts) if not counts.incomplete(year)][-3:]
    now: dict[tuple[str, str], set[str]] = defaultdict(set)
    before, single, whole = set(), defaultdict(set), set()
    for filing, unit, year in zip(counts.filings, counts.units, counts.years, strict=True):
        values = sorted(set(symbols("subclass")(filing)))
        if year is None or not complete or year > complete[-1]:
            continue
        if year < complete[0]:
            before |= set(combinations(values, 2))
            continue
        whole.add(unit)
        for one in values:
            single[one].add(unit)
        for pair in combinations(values, 2):
            now[pair].add(unit)
    fresh = {pair: units for pair, units in now.items() if len(units) >= 3 and pair not in before}
    return [
        [
            *pair,
            len(fresh[pair]),
            round(len(fresh[pair]) * len(whole) / (len(single[pair[0]]) * len(single[pair[1]])), 6),
        ]
        for pair in ranked(fresh)
    ]


def emerging(counts: Counts, read: Callable[[Filing], Iterable[Any]]) -> Table:
    complete = [year for year in by_year(counts) if not counts.incomplete(year)][-6:]
    if len(complete) < 6:
        return []
    spans: list[dict[Any, set[str]]] = [defaultdict(set), defaultdict(set)]
    totals: list[set[str]] = [set(), set()]
    for filing, unit, year in zip(counts.filings, counts.units, counts.years, strict=True):
        if year is None or not complete[0] <= year <= complete[-1]:
            continue
        at = 0 if year >= complete[3] else 1
        totals[at].add(unit)
        for one in set(read(filing)):
            spans[at][one].add(unit)
    found: Table = []
    sizes = [len(one) for one in totals]
    for key, units in spans[0].items():
        now, before = len(units), len(spans[1].get(key, ()))
        if now < 5 or now * sizes[1] <= before * sizes[0]:
            continue
        table = [
            (now, sizes[0], now + before),
            (before, sizes[1], now + before),
            (sizes[0] - now, sizes[0], sum(sizes) - now - before),
            (sizes[1] - before, sizes[1], sum(sizes) - now - before),
        ]
        score = sum(2 * seen * math.log(seen / (size * having / sum(sizes))) for seen, size, having in table if seen)
        found.append([key, now, before, round(score, 6)])
    return sorted(found, key=lambda one: (-one[3], one[0]))[:SIZE]


def cited_by(counts: Counts, everything: Iterable[Filing]) -> dict[str, int]:
    """Return how many publications of the register cite each of the scope."""
    citing: dict[str, set[str]] = defaultdict(set)
    for filing in everything:
        for one in filing.get("citations", []):
            if one.get("office") and one.get("number"):
                citing[f"{one['office']}-{one['number'].lstrip('0')}"].add(filing["id"])
    return {
        filing["id"]: len(citing.get(filing["id"].rsplit("-", 1)[0], set()) | citing.get(filing["id"], set()))
        for filing in counts.filings
    }


def percentiles(counts: Counts, cited: dict[str, int]) -> dict[str, float | None]:
    """Return the mid-rank of each among those of its first subclass and filing year."""
    cohorts: dict[tuple[str, str], list[int]] = defaultdict(list)
    own: dict[str, tuple[str, str]] = {}
    for filing in counts.filings:
        first = symbols("subclass")(filing)
        filed = filing.get("dates", {}).get("filed")
        if first and filed:
            own[filing["id"]] = (first[0], filed[:4])
            cohorts[first[0], filed[:4]].append(cited[filing["id"]])
    for given in cohorts.values():
        given.sort()
    found: dict[str, float | None] = {}
    for id, count in cited.items():
        group = cohorts.get(own.get(id, ("", "")), [])
        middle = (bisect_left(group, count) + bisect_right(group, count)) / 2
        found[id] = middle / len(group) if len(group) >= 20 else None
    return found


def citations(counts: Counts, everything: Iterable[Filing]) -> Table:
    cited = cited_by(counts, everything)
    ranks = percentiles(counts, cited)
    listed = sorted((one for one in cited if cited[one]), key=lambda one: (-cited[one], one))[:SIZE]
    return [[id, cited[id], None if ranks[id] is None else round(ranks[id], 6)] for id in listed]


def key_patents(counts: Counts, everything: Iterable[Filing]) -> Table:
    register = list(everything)
    families: dict[str, set[str]] = defaultdict(set)
    offices: dict[str, set[str]] = defaultdict(set)
    for filing in register:
        families[_unit(filing, "family")].add(filing["id"])
        offices[_unit(filing, "family")].add(filing["office"])
    cited = cited_by(counts, register)
    ranks = percentiles(counts, cited)
    today = int(counts.today.strftime("%Y%m%d"))
    found: list[tuple[tuple[int, int, int, str], str, list[Any]]] = []
    for filing, unit in zip(counts.filings, counts.units, strict=True):
        id, family = filing["id"], _unit(filing, "family")
        filed = filing.get("dates", {}).get("filed", "").replace("-", "")
        years = max((today - int(filed.ljust(8, "0"))) // 10_000, 0) if filed and state(filing) == "in_force" else None
        events = {one.get("category") for one in filing.get("events", [])}
        reasons = [
            *(["cited"] if cited[id] and (ranks[id] or 0) >= 0.9 else []),
            *(["family"] if len(families[family]) >= 5 else []),
            *(["offices"] if len(offices[family]) >= 3 else []),
            *(["maintained"] if years is not None and years >= 10 else []),
            *(one for one in ("pledge", "licence") if one in events),
        ]
        if reasons:
            size, wide = len(families[family]), len(offices[family])
            place = (-len(reasons), -cited[id], -size, id)
            found.append((place, unit, [id, ", ".join(reasons), cited[id], size, wide, years]))
    rows: dict[str, list[Any]] = {}
    for _, unit, row in sorted(found, key=lambda one: one[0]):
        rows.setdefault(unit, row)
    return list(rows.values())[:SIZE]


def tables(filings: Iterable[Filing], unit: str, date: str, data_date: str) -> dict[str, Table]:
    """Return the table of every analysis that counts, for filings that are both scope and register."""
    given = list(filings)
    counts = Counts(given, unit, date, data_date)
    for filing, year in zip(counts.filings, counts.years, strict=True):
        filing["_year"] = [] if year is None else [str(year)]
    return {
        "trend": trend(counts),
        "applicants": leaders(counts, applicants),
        "inventors": leaders(counts, lambda one: names(one, "inventor", "designer")),
        "agents": leaders(counts, lambda one: names(one, "agent")),
        "applicant_year": cross(counts, applicants, YEARS),
        "class_year": cross(counts, symbols("subclass"), YEARS),
        "classes": listing(counts, symbols("subclass")),
        "classes:main_group": listing(counts, symbols("main_group")),
        "wipo35": listing(counts, derived("technology")),
        "origin_target": cross(counts, origin, lambda one: [one["office"]]),
        "regions": listing(counts, place("country")),
        "regions:province": listing(counts, place("region")),
        "regions:city": listing(counts, place("city")),
        "rta": rta(counts),
        "lifecycle": lifecycle(counts),
        "status": status(counts),
        "age": age(counts),
        "citations": citations(counts, given),
        "key_patents": key_patents(counts, given),
        "co_applicants": pairs(counts),
        "convergence": convergence(counts),
        "emerging": emerging(counts, derived("title_terms")),
        "matrix": cross(counts, applicants, symbols("subclass")),
        "merged": leaders(counts, derived("applicant_cluster")),
    }


def main(given: list[str]) -> int:
    """Print every table of an export: FILE [UNIT [DATE [DATA_DATE]]]."""
    unit, date, today = (given[1:] + ["publication", "published", day.today().isoformat()][len(given) - 1 :])[:3]
    with Path(given[0]).open(encoding="utf-8") as lines:
        for name, rows in tables((json.loads(line) for line in lines), unit, date, today).items():
            print(f"# {name}")
            for row in rows:
                print("\t".join("" if one is None else str(one) for one in row))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
