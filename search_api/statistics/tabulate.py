"""One table of figures from splits and measures: rows, the links of their counts, the total, and what does not add up.

Rows stand by the first figure, descending, then by key; parts that are fixed stand in their order; ``unknown`` and the
total stand last. A row of an open list without any figure is left out, ``unknown`` never is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.hits import Places
from domain.query import Query
from domain.text import Wording
from search_api.navigation.frame import Frame
from search_api.navigation.tables import Found, Row, TableColumn, Value, column, notice, ratio, row
from search_api.notices import Notice
from search_api.statistics.splits import Split
from search_api.statistics.yearbook import Measure

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of counts."""

    name: str
    label: Wording
    measure: Measure


@dataclass(frozen=True, slots=True)
class Derived:
    """A column of ratios: made of a row's key and its counts by column name, and of the total's."""

    name: str
    label: Wording
    make: Callable[[str, dict[str, int], dict[str, int]], float | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A row before it is written: keys, counts by column, the query of its records."""

    keys: tuple[str, ...]
    counts: dict[str, int]
    node: Query | None


def table(frame: Frame, split: Split, columns: Sequence[Column], derived: Sequence[Derived] = ()) -> Found:
    """Return the table of one split."""
    counted = {one.name: _cells(frame, split, one.measure) for one in columns}
    lines = [
        Line((key,), {name: int(found[at]) for name, found in counted.items()}, split.node(at))
        for at, key in enumerate(split.keys)
    ]
    if not split.fixed:
        known = sorted((one for one in lines[:-2] if any(one.counts.values())), key=lambda one: order(one, columns))
        lines = [*known, *(one for one in lines[-2:-1] if any(one.counts.values())), lines[-1]]
    heads = [column(split.name, "key", split.label.zh, split.label.en)]
    return written(frame, heads, lines, columns, derived)


def crossed(frame: Frame, one: Split, two: Split, columns: Sequence[Column], empty: bool = False) -> Found:
    """Return the table of every pair of parts of two splits; pairs without a figure only with ``empty``."""
    lines = []
    for first, outer in one.parts(frame):
        for second, inner in two.parts(frame):
            both = outer.within(inner)
            counts = {given.name: frame.counted(np.flatnonzero(both.flags & given.measure.flags)) for given in columns}
            if empty or any(counts.values()):
                lines.append(Line((first, second), counts, both.node))
    heads = [column(split.name, "key", split.label.zh, split.label.en) for split in (one, two)]
    return written(frame, heads, lines, columns, ())


def written(
    frame: Frame, heads: Sequence[TableColumn], lines: Sequence[Line], columns: Sequence[Column], derived: Sequence[Derived]
) -> Found:  # fmt: skip
    """Write lines with their links, the total below them, and a notice where the rows do not come to it."""
    totals = {one.name: frame.counted(np.flatnonzero(one.measure.flags)) for one in columns}
    rows = [_row(frame, line, columns, derived, totals) for line in lines]
    rows.append(_row(frame, Line((TOTAL, *("" for _ in heads[1:])), totals, None), columns, derived, totals))
    written_heads = (
        *heads, *(column(one.name, "count", one.label.zh, one.label.en) for one in columns),
        *(column(one.name, "ratio", one.label.zh, one.label.en) for one in derived),
    )  # fmt: skip
    sums = {one.name: sum(line.counts[one.name] for line in lines) for one in columns}
    return Found(written_heads, tuple(rows), differing(sums, totals))


def differing(sums: dict[str, int], totals: dict[str, int]) -> tuple[Notice, ...]:
    """Say where rows come to more than the total: an application counts once in the total, in every row that it has."""
    more = sum(1 for name, found in sums.items() if found != totals[name])
    if not more:
        return ()
    return (
        notice(
            "rows-overlap", "一件申请可计入多行（多个分类，或其各次公布文本所载不同），各行之和大于合计；合计按申请去重。",
            "An application can count in several rows (it has several classes, or its publications differ), so that the "
            "rows come to more than the total, which counts it once.",
        ),
    )  # fmt: skip


def order(line: Line, columns: Sequence[Column]) -> tuple[int, str]:
    return -line.counts[columns[0].name], line.keys[0]


def _cells(frame: Frame, split: Split, measure: Measure) -> Places:
    chosen = measure.flags[split.hits]
    return frame.cells(split.places[chosen], split.hits[chosen], len(split.keys))


def _row(
    frame: Frame, line: Line, columns: Sequence[Column], derived: Sequence[Derived], totals: dict[str, int]
) -> Row:  # fmt: skip
    cells: list[Value | tuple[Value, str | None]] = list(line.keys)
    for one in columns:
        nodes = [node for node in (line.node, one.measure.node) if node is not None]
        cells.append((line.counts[one.name], frame.link(*nodes)))
    cells += [one.make(line.keys[0], line.counts, totals) for one in derived]
    return row(*cells)


def share_of(name: str, label: Wording, of: str) -> Derived:
    """Return a column: the share of a count in the total's."""
    return Derived(name, label, lambda key, counts, totals: ratio(counts[of], totals[of]))


def growth_of(name: str, label: Wording, now: str, before: str, known: bool) -> Derived:
    """Return a column: the growth of a count against another; none where a year is not complete."""

    def make(key: str, counts: dict[str, int], totals: dict[str, int]) -> float | None:
        found = ratio(counts[now] - counts[before], counts[before])
        return found if known else None

    return Derived(name, label, make)
