"""The yearly tables counted anew from an export, by the definitions as they are written, with no code of the product.

``python tests/statistics/independent.py EXPORT.jsonl YEAR DATA_DATE`` prints them. Plain Python over the lines of
``ipatlas export --format jsonl``; a row is [key…, count…, ratio…], the last one the total.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

Filing = dict[str, Any]
Test = Callable[[Filing], bool]
Row = list[Any]
SEVERAL = {"AP", "BX", "EA", "EM", "EP", "GC", "IB", "OA", "QZ", "WO", "XN", "XV"}
TYPES = ["university", "institute", "enterprise", "public_institution", "individual"]
PAIRS = ("assignment", "licence", "pledge")


def application(one: Filing) -> str:
    """The application number, else the publication number without its kind code."""
    for number in one.get("numbers", []):
        if number["type"] == "application":
            return f"{number['office']} {number['number']}"
    return str(one["id"]).rsplit("-", 1)[0] if one["right"] in ("patent", "design") else str(one["id"])


def dated(one: Filing, name: str) -> str:
    return str(one.get("dates", {}).get(name) or "")


def in_year(text: str, year: int) -> bool:
    return text[:4] == str(year)


def grant_of(one: Filing) -> str:
    return dated(one, "granted") or dated(one, "registered")


def number_of(text: str) -> int:
    return int(text.replace("-", "").ljust(8, "0"))


def in_force(one: Filing, day: str) -> bool:
    """Whether a right is in force on a day, by its dates and its state."""
    today = number_of(day)
    state, since = one.get("status", {}).get("state", "unknown"), one.get("status", {}).get("since")
    filed, over = dated(one, "filed"), dated(one, "expires")
    start = dated(one, "in_force_from") or dated(one, "granted") or dated(one, "registered")
    end = dated(one, "ended_on") or (since if state in ("lapsed", "expired") else "") or ""
    if (filed and number_of(filed) > today) or (end and number_of(end) <= today) or (over and number_of(over) < today):
        return False
    if state in ("lapsed", "expired") and not end:
        return False
    if start:
        return number_of(start) <= today
    return state == "in_force" and (not since or number_of(since) <= today)


def party(one: Filing, *roles: str) -> dict[str, Any]:
    for role in roles:
        for held in one.get("parties", []):
            if held["role"] == role:
                return dict(held)
    return {}


def place(level: str, address: str) -> Callable[[Filing], list[str]]:
    roles = ("applicant", "assignee", "proprietor") if address == "filing" else ("proprietor", "assignee", "applicant")
    return lambda one: [found] if (found := party(one, *roles).get(level)) else []


def applicants(one: Filing) -> list[str]:
    for roles in (("applicant", "assignee"), ("proprietor",)):
        found = []
        for held in one.get("parties", []):
            if held["role"] in roles:
                found += [held["name"], *([held["original"]] if held.get("original") else [])]
        if found:
            return found
    return []


def symbols(scheme: str, shape: str) -> Callable[[Filing], list[str]]:
    return lambda one: [
        cut[0] if (cut := re.match(shape, held["symbol"])) else held["symbol"]
        for held in one.get("classes", [])
        if held["scheme"] == scheme
    ]


def nice(one: Filing) -> list[str]:
    found = symbols("nice", ".*")(one) + [str(held.get("class") or held.get("class_")) for held in one.get("goods", [])]
    return [held for held in found if held.isdigit() and 1 <= int(held) <= 45]


def technology(one: Filing) -> list[str]:
    return [str(held) for held in one.get("derived", {}).get("technology", [])]


def type_of(one: Filing) -> list[str]:
    found = one.get("derived", {}).get("proprietor_type")
    return [found] if found else []


def kind_of(one: Filing) -> list[str]:
    if one["right"] == "design":
        return ["design"]
    first = str(one.get("kind") or "")[:1]
    if one["right"] != "patent" or not first:
        return []
    return ["utility_model" if first in "UYZ" else "plant" if first == "P" else "invention"]


def origin(address: str) -> Callable[[Filing], list[str]]:
    def read(one: Filing) -> list[str]:
        if one["office"] in SEVERAL:
            return ["regional"]
        country = place("country", address)(one)
        return [] if not country else ["domestic" if country[0] == one["office"] else "foreign"]

    return read


def recorded(category: str, year: int) -> Test:
    return lambda one: any(
        event["category"] == category and in_year(event.get("date") or "", year) for event in one.get("events", [])
    )


class Count:
    """The records of some rights, and the tests of the year; of each record its application, and whether it is in force."""

    def __init__(self, filings: Iterable[Filing], rights: tuple[str, ...], year: int, data_date: str) -> None:
        self.held = [one for one in filings if one["right"] in rights]
        self.year, self.data = year, data_date
        self.day = min(f"{year}-12-31", data_date)
        self.key = {id(one): application(one) for one in self.held}
        self.lives = {id(one) for one in self.held if in_force(one, self.day)}

    def units(self, *tests: Test, among: list[Filing] | None = None) -> int:
        held = self.held if among is None else among
        return len({self.key[id(one)] for one in held if all(test(one) for test in tests)})

    def applied(self, year: int) -> Test:
        return lambda one: in_year(dated(one, "filed"), year)

    def granted(self, year: int) -> Test:
        return lambda one: in_year(grant_of(one), year)

    def live(self, one: Filing) -> bool:
        return id(one) in self.lives

    def three(self) -> list[Test]:
        return [self.applied(self.year), self.granted(self.year), self.live]

    def before(self) -> list[Test]:
        return [self.applied(self.year - 1), self.granted(self.year - 1)]

    def whole(self, filed: bool) -> bool:
        last, today = date(self.year, 12, 31), date.fromisoformat(self.data)
        months = today.year * 12 + today.month - 1 - 18
        back = date(
            months // 12, months % 12 + 1, min(today.day, 28)
        )  # no 31 December lies between the 28th and 31st of another
        return last <= (back if filed else today)


def part(read: Callable[[Filing], list[str]], key: str) -> Test:
    return lambda one: key in read(one)


def without(read: Callable[[Filing], list[str]]) -> Test:
    return lambda one: not read(one)


def across(tests: list[Test], read: Callable[[Filing], list[str]], keys: list[str]) -> list[Test]:
    found: list[Test] = []
    for test in tests:
        found.append(test)
        inner = [*(part(read, key) for key in keys), without(read)]
        found += [lambda one, test=test, more=more: test(one) and more(one) for more in inner]  # type: ignore[misc]
    return found


def quotient(above: float, below: float) -> float | None:
    return round(above / below, 6) + 0.0 if below else None


def rows(
    count: Count,
    read: Callable[[Filing], list[str]],
    tests: list[Test],
    keys: list[str] | None = None,
    size: int = 200,
    ranked: bool = False,
) -> list[Row]:
    """Rows of counts: those of ``keys``, else the values with the most in any (``ranked``: in the first) column, by the
    first count; other, unknown and total."""
    fixed = keys is not None
    found: dict[str, list[set[str]]] = {}
    for one in count.held:
        passed = [at for at, test in enumerate(tests) if test(one)]
        for key in set(read(one)):
            sets = found.setdefault(key, [set() for _ in tests])
            for at in passed:
                sets[at].add(count.key[id(one)])
    if keys is None:
        most = {key: len(sets[0] if ranked else set().union(*sets)) for key, sets in found.items()}
        kept = sorted((key for key in found if most[key]), key=lambda key: (-most[key], key))[:size]
        keys = sorted(kept, key=lambda key: (-len(found[key][0]), key))
    none: list[set[str]] = [set() for _ in tests]
    table: list[Row] = [[key, *map(len, found.get(key, none))] for key in keys]
    shown = set(keys)
    if not fixed:
        other = [count.units(test, lambda one: bool(read(one)) and not shown & set(read(one))) for test in tests]
        if any(other):
            table.append(["other", *other])
    table.append(["unknown", *(count.units(test, without(read)) for test in tests)])
    table.append(["total", *(count.units(test) for test in tests)])
    return table


def grown(count: Count, table: list[Row], share: bool = True) -> list[Row]:
    """Add share and growth to rows of applications, grants, in force, (one more,) and the two of the year before."""
    total = table[-1][1]
    for one in table:
        more = [quotient(one[1], total)] if share else []
        for now, then, filed in ((1, -2, True), (2, -1, False)):
            growth = quotient(one[now] - one[then], one[then])
            more.append(growth if count.whole(filed) else None)
        one += more
    return table


def shared(table: list[Row]) -> list[Row]:
    total = table[-1][1]
    return [[*one, quotient(one[1], total)] for one in table]


def crossed(
    count: Count, tests: list[Test], outer: Any, outer_keys: list[str], inner: Any, inner_keys: list[str]
) -> list[Row]:
    table = []
    for first, one in [*((key, part(outer, key)) for key in outer_keys), ("unknown", without(outer))]:
        for second, two in [*((key, part(inner, key)) for key in inner_keys), ("unknown", without(inner))]:
            among = [held for held in count.held if one(held) and two(held)]
            counts = [count.units(test, among=among) for test in tests]
            if any(counts):
                table.append([first, second, *counts])
    return [*table, ["total", "", *(count.units(test) for test in tests)]]


def ages(count: Count, kinds: list[str]) -> list[Row]:
    def age(one: Filing) -> list[str]:
        filed = dated(one, "filed")
        return [str(max((number_of(count.day) - number_of(filed)) // 10_000, 0))] if filed else []

    oldest = max((int(held) for one in count.held if count.live(one) for held in age(one)), default=-1)
    return rows(count, age, across([count.live], kind_of, kinds), [str(one) for one in range(oldest + 1)])


def maintenance(count: Count) -> list[Row]:
    cohorts = range(count.year - 19, count.year + 1)
    table: list[Row] = [
        [str(year), count.units(count.granted(year)), count.units(count.granted(year), count.live)] for year in cohorts
    ]
    every: Test = lambda one: any(in_year(grant_of(one), year) for year in cohorts)  # noqa: E731
    table.append(["total", count.units(every), count.units(every, count.live)])
    return [[*one, quotient(one[2], one[1])] for one in table]


def tables(
    filings: list[Filing], year: int, data_date: str, address: str = "filing", level: str = "country"
) -> dict[str, list[Row]]:
    """Return every table by name, without the rows of per-resident figures."""

    def of(*rights: str) -> Count:
        return Count(filings, rights, year, data_date)

    both, alone, where = of("patent", "design"), of("patent"), place(level, address)
    present = {key for one in both.held for key in kind_of(one)}
    kinds = [
        key
        for key in ("invention", "utility_model", "design", "plant")
        if key in present or key in ("invention", "design")
    ]
    found: dict[str, list[Row]] = {"rights": rights(both, of, kinds), "years": years(both, of, kinds)}
    origins = ["domestic", "foreign", *(["regional"] if any(one["office"] in SEVERAL for one in both.held) else [])]
    found["patents-kind"] = rows(both, kind_of, across(both.three(), origin(address), origins), kinds)
    found["patents-type"] = rows(both, type_of, across(both.three(), kind_of, kinds), TYPES)
    live: Test = lambda one: both.live(one) and kind_of(one) == ["invention"]  # noqa: E731
    found["patents-region"] = grown(both, rows(both, where, [*both.three(), live, *both.before()]))
    found["patents-region-kind"] = rows(both, where, across(both.three(), kind_of, kinds))
    found["patents-region-type"] = rows(both, where, across(both.three(), type_of, TYPES))
    found["patents-kind-type"] = crossed(
        both, across(both.three(), origin(address), origins), kind_of, kinds, type_of, TYPES
    )
    classed = {
        "patents-technology": technology, "patents-ipc-section": symbols("ipc", "[A-Z]"),
        "patents-ipc-class": symbols("ipc", r"[A-Z]\d\d"),
    }  # fmt: skip
    for name, read in classed.items():
        found[name] = grown(alone, rows(alone, read, [*alone.three(), *alone.before()]))
    world: Test = lambda one: one["office"] == "WO"  # noqa: E731
    tests = [alone.applied(year), lambda one: in_year(dated(one, "published"), year), alone.applied(year - 1)]
    found["patents-pct"] = rows(alone, where, [lambda one, test=test: test(one) and world(one) for test in tests])  # type: ignore[misc]
    found["patents-age"], found["patents-maintenance"] = ages(both, kinds), maintenance(both)
    found["patents-leaders"] = shared(rows(both, applicants, both.three(), size=20, ranked=True))
    marks, gis, layouts, designs = of("trademark"), of("gi"), of("layout"), of("design")
    found["marks-leaders"] = shared(rows(marks, applicants, marks.three(), size=20, ranked=True))
    joint = ["domestic", "foreign", *(["regional"] if any(one["office"] in SEVERAL for one in designs.held) else [])]
    found["designs-locarno"] = shared(
        rows(designs, symbols("locarno", r"\d\d"), across(designs.three(), origin(address), joint))
    )
    for name, count, read, most in (
        ("marks-nice", marks, nice, 200), ("marks-region", marks, where, 200), ("layouts-region", layouts, where, 200),
        ("gi-product", gis, lambda one: [one["product"][:200]] if one.get("product") else [], 50),
        ("gi-area", gis, lambda one: [one["area"][:200]] if one.get("area") else [], 50),
    ):  # fmt: skip
        found[name] = grown(count, rows(count, read, [*count.three(), *count.before()], size=most))
    every = of("patent", "trademark", "design", "gi", "layout", "sign")
    tests = [recorded(one, when) for when in (year, year - 1) for one in PAIRS]
    named = lambda one: [one["right"]] if one["right"] != "sign" else []  # noqa: E731
    found["recordals-right"] = rows(every, named, tests, ["patent", "trademark", "design", "gi", "layout"])
    found["recordals-region"] = rows(every, where, tests)
    return {name: table if any(figures(table)) else [] for name, table in found.items()}


def figures(table: list[Row]) -> list[int]:
    return [cell for row in table for cell in row[1:] if isinstance(cell, int)]


def rights(both: Count, of: Callable[..., Count], kinds: list[str]) -> list[Row]:
    table = []
    for key, count, test in _rights(both, of, kinds):
        cells = [count.units(one, test) for one in (*count.three(), *count.before())]
        more = [quotient(cells[0] - cells[3], cells[3]), quotient(cells[1] - cells[4], cells[4])]
        table.append([key, *cells, *(growth if count.whole(at == 0) else None for at, growth in enumerate(more))])
    return table


def years(both: Count, of: Callable[..., Count], kinds: list[str]) -> list[Row]:
    table = []
    for year in range(both.year - 9, both.year + 1):
        cells: Row = [str(year)]
        for _, count, test in _rights(both, of, kinds):
            cells += [count.units(count.applied(year), test), count.units(count.granted(year), test)]
        whole = Count([], (), year, both.data).whole(True)
        now, then = both.units(both.applied(year)), both.units(both.applied(year - 1))
        table.append([*cells, quotient(now - then, then) if whole else None, not whole])
    return table


def _rights(both: Count, of: Callable[..., Count], kinds: list[str]) -> list[tuple[str, Count, Test]]:
    found = [(key, both, part(kind_of, key)) for key in kinds]
    found.append(("unknown", both, without(kind_of)))
    return [*found, *((right, of(right), lambda one: True) for right in ("trademark", "gi", "layout"))]


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    for name, table in tables([json.loads(line) for line in lines], int(sys.argv[2]), sys.argv[3]).items():
        print(name, *table, sep="\n  ")
