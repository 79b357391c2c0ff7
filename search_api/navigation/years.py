"""By year: the trend, and the life cycle of a technology."""

import numpy as np

from domain.hits import Places
from domain.text import Wording
from search_api.navigation.dimensions import UNKNOWN, Dimension, dimension
from search_api.navigation.frame import Frame
from search_api.navigation.shares import counts_of
from search_api.navigation.tables import Figure, Found, Value, column, notice, ratio, rounded, row
from search_api.notices import Notice

SPAN = 120
"""Years shown at most: the last ones."""
STAGES: dict[str, Wording] = {
    "emergence": Wording("萌芽期", "Emergence"),
    "growth": Wording("成长期", "Growth"),
    "maturity": Wording("成熟期", "Maturity"),
    "decline": Wording("衰退期", "Decline"),
}
_FEWEST_YEARS, _STAGE_YEARS = 8, 3
_RISING, _FALLING, _EARLY = 1.1, 0.9, 0.1


def by_year(frame: Frame, by: Dimension) -> dict[int, int]:
    """Count units by year, from the first year with any to the last, at most the last 120."""
    counts = counts_of(frame, by)
    found = {int(code): int(count) for code, count in zip(by.values(frame).codes, counts, strict=True)}
    if not found:
        return {}
    last = max(found)
    return {year: found.get(year, 0) for year in range(max(min(found), last - SPAN + 1), last + 1)}


def trend(frame: Frame) -> Found:
    """Units per year with growth; CAGR between the first and the last complete year."""
    by = dimension(frame, "year")
    counts = by_year(frame, by)
    rows = []
    for year, count in counts.items():
        unsure = frame.incomplete(year)
        growth = None if unsure or year - 1 not in counts else ratio(count - counts[year - 1], counts[year - 1])
        rows.append(row(str(year), (count, frame.link(by.node(str(year)))), growth, unsure))
    without = frame.counted(np.flatnonzero(~by.having(frame)))
    rows.append(row(UNKNOWN, (without, frame.link(by.unknown())), None, False))
    columns = (
        column("year", "key", "年", "Year"),
        column("count", "count", "件数", "Count"),
        column("growth", "ratio", "增长率", "Growth"),
        column("incomplete", "flag", "数据未齐", "Incomplete"),
    )
    complete = complete_years(frame, counts)
    return Found(columns, tuple(rows), told_years(frame, by, counts), (_cagr(counts, complete),))


def complete_years(frame: Frame, counts: dict[int, int]) -> list[int]:
    """Return the years whose records are all there."""
    return [year for year in counts if not frame.incomplete(year)]


def told_years(frame: Frame, by: Dimension, counts: dict[int, int]) -> tuple[Notice, ...]:
    """Say which years are incomplete, which lie after the data date, and which are not shown."""
    unsure = [year for year in counts if frame.incomplete(year)]
    found = []
    if unsure:
        listed = ", ".join(map(str, unsure[:6]))
        found.append(
            notice(
                "years-incomplete", f"{listed} 年的数据尚不完整，不计入增长率和阶段。",
                f"The records of {listed} are not all there yet; growth and stages leave them out.",
            )
        )  # fmt: skip
    if frame.day is not None and any(year > frame.day.year and count for year, count in counts.items()):
        found.append(
            notice("dates-in-the-future", "部分记录的日期晚于数据日。", "Some records have dates after the data date.")
        )
    earliest = int(by.values(frame).codes.min()) if counts else 0
    if counts and earliest < min(counts):
        found.append(
            notice(
                "years-cut", f"只列出最近 {SPAN} 年；最早的年份是 {earliest}。",
                f"Only the last {SPAN} years are shown; the earliest is {earliest}.",
            )
        )  # fmt: skip
    return tuple(found)


def _cagr(counts: dict[int, int], complete: list[int]) -> Figure:
    value: Value = None
    if len(complete) > 1 and counts[complete[0]]:
        first, last = complete[0], complete[-1]
        value = rounded((counts[last] / counts[first]) ** (1 / (last - first)) - 1)
    span = f"{complete[0]}–{complete[-1]}" if complete else ""
    return Figure("cagr", Wording(f"年均复合增长率 {span}".strip(), f"CAGR {span}".strip()), value)


def lifecycle(frame: Frame) -> Found:
    """Units and distinct applicants per year, and the stage that they say."""
    by, owner = dimension(frame, "year"), dimension(frame, "applicant")
    counts = by_year(frame, by)
    named = _applicants_by_year(frame, by, owner)
    complete = complete_years(frame, counts)
    stages = _stages(counts, named, complete)
    rows = [
        row(
            str(year), (count, frame.link(by.node(str(year)))), named.get(year, 0), stages.get(year),
            frame.incomplete(year),
        )
        for year, count in counts.items()
    ]  # fmt: skip
    without = frame.counted(np.flatnonzero(~by.having(frame)))
    rows.append(row(UNKNOWN, (without, frame.link(by.unknown())), None, None, False))
    columns = (
        column("year", "key", "年", "Year"),
        column("count", "count", "件数", "Count"),
        column("applicants", "text", "申请人数", "Applicants", "integer"),
        column("stage", "text", "阶段", "Stage"),
        column("incomplete", "flag", "数据未齐", "Incomplete"),
    )
    stage = stages.get(complete[-1]) if complete else None
    figure = Figure("stage", Wording("阶段", "Stage"), stage)
    told = told_years(frame, by, counts)
    if stage is None:
        told += (
            notice("too-few-years", "完整年份不足 8 年，不判断阶段。", "Under 8 complete years no stage is named."),
        )
    return Found(columns, tuple(rows), told, (figure,))


def _applicants_by_year(frame: Frame, by: Dimension, owner: Dimension) -> dict[int, int]:
    """Count the distinct applicants of the publications of each year."""
    years, names = by.values(frame), owner.values(frame)
    if not len(years.codes) or not len(names.codes):
        return {}
    year: Places = np.full(len(frame.hits), -1, np.int64)
    year[years.hits] = years.places
    at = year[names.hits]
    pairs = np.unique(at[at >= 0] * len(names.codes) + names.places[at >= 0])
    found = np.bincount(pairs // len(names.codes), minlength=len(years.codes))
    return {int(code): int(count) for code, count in zip(years.codes, found, strict=True)}


def _stages(counts: dict[int, int], named: dict[int, int], complete: list[int]) -> dict[int, str]:
    """Name the stage of each complete year, none where there are fewer than 8 of them.

    Emergence while less than a tenth of all units have come; else by the means of the three years that end with it
    against the three before, of units and of applicants: both above 1.1, both below 0.9, or neither.
    """
    if len(complete) < _FEWEST_YEARS:
        return {}
    whole, come = sum(counts.values()), 0
    found: dict[int, str] = {}
    for at, year in enumerate(complete):
        come += counts[year]
        if come < _EARLY * whole:
            found[year] = "emergence"
            continue
        if at + 1 < 2 * _STAGE_YEARS:
            continue
        now, before = (
            complete[at + 1 - _STAGE_YEARS : at + 1],
            complete[at + 1 - 2 * _STAGE_YEARS : at + 1 - _STAGE_YEARS],
        )
        changes = []
        for table in (counts, named):
            recent, earlier = (sum(table.get(one, 0) for one in years) for years in (now, before))
            changes.append(recent / earlier if earlier else float("inf") if recent else 1.0)
        rising, falling = all(one > _RISING for one in changes), all(one < _FALLING for one in changes)
        found[year] = "growth" if rising else "decline" if falling else "maturity"
    return found
