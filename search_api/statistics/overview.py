"""The tables of the whole: every right in the year, and the years beside each other."""

import numpy as np

from domain.filings import Right
from search_api.navigation.frame import Frame
from search_api.navigation.tables import Found, Row, Value, column, ratio, row
from search_api.statistics import columns as col
from search_api.statistics.splits import of_kinds
from search_api.statistics.yearbook import PATENTS, Measure, Yearbook

YEARS = 10
_ALONE: tuple[tuple[Right, ...], ...] = (("trademark",), ("gi",), ("layout",))


def rights(book: Yearbook) -> Found:
    """Each right: applications, grants, in force, the year before and the growth."""
    year = book.asked.year
    rows = []
    for key, frame, within in _rights(book):
        applied, granted = book.applied(frame, year), book.granted(frame, year)
        before = book.applied(frame, year - 1), book.granted(frame, year - 1)
        counts = [_cell(frame, one, within) for one in (applied, granted, book.in_force(frame), *before)]
        rows.append(
            row(
                key, *counts,
                _growth(counts[0][0], counts[3][0], book.complete(frame, year, "applications")),
                _growth(counts[1][0], counts[4][0], book.complete(frame, year, "grants")),
            )
        )  # fmt: skip
    columns = (
        column("right", "key", "权利", "Right"),
        column("applications", "count", col.APPLICATIONS.zh, col.APPLICATIONS.en),
        column("grants", "count", "授权/注册", "Grants or registrations"),
        column("in_force", "count", col.IN_FORCE.zh, col.IN_FORCE.en),
        column("applications_before", "count", "上年申请", "Applications, year before"),
        column("grants_before", "count", "上年授权/注册", "Grants, year before"),
        column("applications_growth", "ratio", "申请增长", "Growth of applications"),
        column("grants_growth", "ratio", "授权/注册增长", "Growth of grants"),
    )
    return Found(columns, tuple(rows))


def years(book: Yearbook) -> Found:
    """The last ten years: applications and grants of each right, and the growth of all patents and designs."""
    last = book.asked.year
    parts = _rights(book)
    columns = [column("year", "key", "年度", "Year")]
    for key, _, _ in parts:
        label = col.PART_LABELS[key]
        columns.append(column(f"applications_{key}", "count", f"{label.zh}：申请", f"{label.en}: applications"))
        columns.append(column(f"grants_{key}", "count", f"{label.zh}：授权", f"{label.en}: grants"))
    columns.append(column("applications_growth", "ratio", "专利申请增长", "Growth of patent applications"))
    columns.append(column("incomplete", "flag", "不完整", "Incomplete"))
    frame = book.frame(PATENTS)
    totals = {year: _cell(frame, book.applied(frame, year), None)[0] for year in range(last - YEARS, last + 1)}
    rows: list[Row] = []
    for year in range(last - YEARS + 1, last + 1):
        cells: list[Value | tuple[Value, str | None]] = [str(year)]
        for _, held, within in parts:
            cells += [_cell(held, one, within) for one in (book.applied(held, year), book.granted(held, year))]
        whole = book.complete(frame, year, "applications")
        rows.append(row(*cells, _growth(totals[year], totals[year - 1], whole), not whole))
    return Found(tuple(columns), tuple(rows))


def _rights(book: Yearbook) -> list[tuple[str, Frame, Measure | None]]:
    """Return each right with its frame: patents and designs by kind, the others as they are."""
    frame = book.frame(PATENTS)
    found: list[tuple[str, Frame, Measure | None]] = [(key, frame, part) for key, part in of_kinds(frame).parts(frame)]
    return [*found, *((alone[0], book.frame(alone), None) for alone in _ALONE)]


def _cell(frame: Frame, measure: Measure, within: Measure | None) -> tuple[int, str | None]:
    both = measure.within(within) if within else measure
    count = frame.counted(np.flatnonzero(both.flags))
    return count, frame.link(*([both.node] if both.node else []))


def _growth(now: int, before: int, known: bool) -> float | None:
    return ratio(now - before, before) if known else None
