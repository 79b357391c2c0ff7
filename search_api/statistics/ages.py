"""How old what is in force is, and how long rights are kept: tables by whole years since filing and by year of grant."""

import numpy as np

from domain.dates import as_number
from domain.query import Exists, Not
from domain.text import Wording
from search_api.navigation.dimensions import UNKNOWN
from search_api.navigation.life import filed_between
from search_api.navigation.tables import Found, column, ratio
from search_api.statistics import columns as col
from search_api.statistics.splits import of_kinds
from search_api.statistics.tabulate import Column, Derived, Line, written
from search_api.statistics.yearbook import PATENTS, Measure, Yearbook

COHORTS = 20


def ages(book: Yearbook) -> Found:
    """What is in force by whole years since filing, each in all and by kind."""
    frame = book.frame(PATENTS)
    day = book.day.isoformat()
    columns = col.across(frame, [Column("in_force", col.IN_FORCE, book.in_force(frame))], of_kinds(frame))
    live = columns[0].measure.flags
    filed, known = frame.hits.first("filed").astype(np.int64), frame.hits.has("filed")
    years = np.maximum((as_number(day) - filed) // 10_000, 0)
    oldest = int(years[live & known].max()) if (live & known).any() else -1
    parts = [(str(age), Measure(known & (years == age), filed_between(day, age))) for age in range(oldest + 1)]
    parts.append((UNKNOWN, Measure(~known, Not(Exists("filed")))))
    lines = [
        Line((key,), {
            one.name: frame.counted(np.flatnonzero(one.measure.flags & measure.flags)) for one in columns
        }, measure.node)
        for key, measure in parts
    ]  # fmt: skip
    return written(frame, [column("age", "key", "已满年数", "Whole years")], lines, columns, ())


def maintenance(book: Yearbook) -> Found:
    """What was granted in each of the last twenty years, and how much of it is in force."""
    frame = book.frame(PATENTS)
    last = book.asked.year
    cohorts = [(str(year), book.granted(frame, year)) for year in range(last - COHORTS + 1, last + 1)]
    every = book.granted(frame, last, last - COHORTS + 1)
    columns = [
        Column("granted", col.GRANTS, every),
        Column("in_force", Wording("其中有效", "Of these in force"), every.within(book.in_force(frame))),
    ]
    lines = [
        Line((key,), {
            one.name: frame.counted(np.flatnonzero(one.measure.flags & cohort.flags)) for one in columns
        }, cohort.node)
        for key, cohort in cohorts
    ]  # fmt: skip
    kept = Derived(
        "maintained", Wording("维持率", "Share maintained"),
        lambda key, counts, totals: ratio(counts["in_force"], counts["granted"]),
    )  # fmt: skip
    return written(frame, [column("granted_year", "key", "授权年", "Year of grant")], lines, columns, [kept])
