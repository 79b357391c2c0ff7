"""The legal state of the scope on a day, and the age of what is in force."""

from datetime import date, timedelta

import numpy as np

from domain.counting import code_of
from domain.dates import as_number, last_day
from domain.query import Exists, Not, Query, Range
from search_api.navigation.dimensions import UNKNOWN, Dimension, dimension
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.shares import counts_of
from search_api.navigation.standing import states_on
from search_api.navigation.tables import Found, column, overlapping, ratio, row

_STATES = ("in_force", "pending", "lapsed", "expired")


def status(frame: Frame) -> Found:
    """Units by state; ``unknown`` also holds what was not filed yet on the day."""
    by = dimension(frame, "status")
    counts = dict(zip((int(one) for one in by.values(frame).codes), counts_of(frame, by), strict=True))
    listed = [(state, int(counts.get(code_of(state), 0)), by.node(state)) for state in _STATES]
    listed.sort(key=lambda one: (-one[1], one[0]))
    listed.append((UNKNOWN, frame.counted(np.flatnonzero(~by.having(frame))), by.unknown()))
    rows = [row(state, (count, frame.link(node)), ratio(count, frame.total)) for state, count, node in listed]
    columns = (
        column("status", "key", "法律状态", "Status"),
        column("count", "count", "件数", "Count"),
        column("share", "ratio", "占比", "Share"),
    )
    return Found(columns, tuple(rows), overlapping([one[1] for one in listed], frame.total))


def age(frame: Frame) -> Found:
    """What is in force by whole years since filing."""
    by = dimension(frame, "status")
    day = day_of(frame)
    live = in_force(frame, by)
    filed = frame.hits.first("filed").astype(np.int64)
    known = np.flatnonzero(live & frame.hits.has("filed"))
    years = np.maximum((as_number(day) - filed[known]) // 10_000, 0)
    node = by.node("in_force")
    rows = []
    for year in range(int(years.max()) + 1 if len(years) else 0):
        count = frame.counted(known[years == year])
        rows.append(row(str(year), (count, frame.link(node, filed_between(day, year)))))
    without = frame.counted(np.flatnonzero(live & ~frame.hits.has("filed")))
    rows.append(row(UNKNOWN, (without, frame.link(node, Not(Exists("filed"))))))
    columns = (column("age", "key", "已满年数", "Whole years"), column("count", "count", "有效件数", "In force"))
    return Found(
        columns,
        tuple(rows),
        overlapping([int(one.values[1] or 0) for one in rows], frame.counted(np.flatnonzero(live))),
    )


def day_of(frame: Frame) -> str:
    """Return the day of the state: as asked, else the data date."""
    return frame.scope.as_of or (frame.day or date(1970, 1, 1)).isoformat()


def in_force(frame: Frame, by: Dimension) -> Flags:
    """Tell of each hit whether it is in force on the day of the states."""
    codes = states_on(frame.hits, by.day) if by.day else frame.hits.first("status")
    return np.asarray(codes == np.uint64(code_of("in_force")))


def filed_between(day: str, years: int) -> Query:
    """Return the query of what was filed so many whole years before a day; of the first year, also what came later.

    Dates are compared as numbers YYYYMMDD, so that one without a day stands before the first of its month.
    """
    latest = as_number(day) - years * 10_000
    high = None if years == 0 else _not_after(latest)
    return Range("filed", _not_before(latest - 10_000 + 1), high)


def _not_after(number: int) -> str:
    """Return the last day that is not after a number YYYYMMDD.

    >>> _not_after(20190229), _not_after(20190300)
    ('2019-02-28', '2019-02-28')
    """
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    if not day or not month:
        return (date(year, month or 1, 1) - timedelta(days=1)).isoformat()
    end = last_day(f"{year:04d}-{month:02d}")
    return min(end, date(year, month, min(day, end.day))).isoformat()


def _not_before(number: int) -> str:
    """Return the first date that is not before a number YYYYMMDD; of the next month, the month itself.

    >>> _not_before(20190230), _not_before(20190228), _not_before(20191232)
    ('2019-03', '2019-02-28', '2020')
    """
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    if month and day <= last_day(f"{year:04d}-{month:02d}").day:
        return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month + 1:02d}" if month < 12 else f"{year + 1:04d}"
