"""What a yearly table says, in sentences made of its own figures and nothing else."""

from collections.abc import Mapping

from domain.text import Wording
from search_api.navigation.tables import Found, Row
from search_api.statistics.answers import Answer
from ui.navigation.findings import percent

_SUMS = ("total", "unknown", "other")
_FEWEST = 10
"""A row with fewer applications in the year before is not named for its growth."""
_PROPER = ("nice", "locarno")
"""Columns named after a place, with a capital wherever they stand."""
Names = Mapping[str, Wording]


def says(given: Answer, names: Names) -> Wording:
    """Return the sentence of a table: its totals, its first row, the growth of the whole."""
    found, year = given.found, given.asked.year
    if not found.rows:
        return Wording("本表无数据。", "This table has no figures.")
    whole = next((row for row in found.rows if row.values[0] == "total"), None)
    if whole is None:
        return _of_rights(found, names, year) if found.columns[0].name == "right" else _of_years(found)
    counts = [
        (one.label, int(whole.values[at] or 0))
        for at, one in enumerate(found.columns)
        if one.role == "count" and "_" not in one.name.replace("in_force", "inforce")
    ]
    zh = [f"{year} 年" + "，".join(f"{label.zh} {count:,} 件" for label, count in counts)]
    en = [f"{year}: " + ", ".join(f"{label.en.lower()} {count:,}" for label, count in counts)]
    led = leader(found)
    if led is not None:
        at = first_count(found)
        count = int(led.values[at] or 0)
        share = count / (int(whole.values[at] or 0) or 1)
        name = named(led, found, names)
        label = found.columns[at].label
        zh.append(f"{label.zh}最多的是{name.zh}，{count:,} 件，占 {percent(share)}")
        en.append(f"most {label.en.lower()}: {name.en}, {count:,} ({percent(share)})")
    growth = value(found, whole, "applications_growth")
    if growth == 0:
        zh.append("申请与上年持平")
        en.append("applications as in the year before")
    elif isinstance(growth, float):
        zh.append(f"申请比上年{'增长' if growth >= 0 else '下降'} {percent(abs(growth))}")
        en.append(f"applications {'up' if growth >= 0 else 'down'} {percent(abs(growth))} on the year before")
    return Wording("；".join(zh) + "。", "; ".join(en) + ".")


def grew(found: Found, names: Names) -> Wording | None:
    """Return which row's applications grew most, among those with at least ten the year before."""
    rows = [
        row
        for row in found.rows
        if row.values[0] not in _SUMS
        and isinstance(value(found, row, "applications_growth"), float)
        and int(amount(found, row, "applications_before")) >= _FEWEST
    ]
    if not rows:
        return None
    best = max(rows, key=lambda row: (amount(found, row, "applications_growth"), str(row.values[0])))
    growth = amount(found, best, "applications_growth")
    if growth <= 0:
        return None
    name, now = named(best, found, names), int(amount(found, best, "applications"))
    was = int(amount(found, best, "applications_before"))
    return Wording(
        f"上年不少于 {_FEWEST} 件者中，{name.zh}增长最快：{was:,} 件至 {now:,} 件（+{percent(growth)}）。",
        f"Of rows with at least {_FEWEST} the year before, {name.en} grew most: {was:,} to {now:,} (+{percent(growth)}).",
    )


def leader(found: Found) -> Row | None:
    """Return the row with the most of the first count, leaving sums aside."""
    at = first_count(found)
    rows = [row for row in found.rows if row.values[0] not in _SUMS and int(row.values[at] or 0)]
    return max(rows, key=lambda row: int(row.values[at] or 0), default=None)


def first_count(found: Found) -> int:
    return next(at for at, one in enumerate(found.columns) if one.role == "count")


def value(found: Found, row: Row, name: str) -> object:
    return next((held for held, one in zip(row.values, found.columns, strict=True) if one.name == name), None)


def amount(found: Found, row: Row, name: str) -> float:
    """Return a figure of a row by its column, 0 where there is none."""
    held = value(found, row, name)
    return float(held) if isinstance(held, int | float) else 0.0


def named(row: Row, found: Found, names: Names) -> Wording:
    """Return what a row is called: its keys, joined."""
    keys = [str(held) for held, one in zip(row.values, found.columns, strict=True) if one.role == "key" and held != ""]
    called = [names.get(key, Wording(key, key)) for key in keys]
    if keys[0].isdigit() and called[0].en == keys[0]:
        label = found.columns[0].label
        en = label.en if found.columns[0].name in _PROPER else label.en.lower()
        called[0] = Wording(f"{label.zh} {keys[0]}", f"{en} {keys[0]}")
    return Wording("·".join(one.zh for one in called), " · ".join(one.en for one in called))


def _of_rights(found: Found, names: Names, year: int) -> Wording:
    zh, en = [], []
    for row in found.rows:
        applied, granted, live = (int(amount(found, row, name)) for name in ("applications", "grants", "in_force"))
        if not applied + granted + live:
            continue
        name = named(row, found, names)
        zh.append(f"{name.zh}申请 {applied:,} 件、授权或注册 {granted:,} 件、有效 {live:,} 件")
        en.append(f"{name.en.lower()}: {applied:,} filed, {granted:,} granted or registered, {live:,} in force")
    return Wording(f"{year} 年" + "；".join(zh) + "。", f"{year}: " + "; ".join(en) + ".")


def _of_years(found: Found) -> Wording:
    first, last = found.rows[0].values[0], found.rows[-1].values[0]
    at = first_count(found)
    label = found.columns[at].label
    low, high = int(found.rows[0].values[at] or 0), int(found.rows[-1].values[at] or 0)
    return Wording(
        f"{label.zh}：{first} 年 {low:,} 件，{last} 年 {high:,} 件。",
        f"{label.en}: {low:,} in {first}, {high:,} in {last}.",
    )
