"""Where a region or an applicant is stronger than the scope, and pairs that are empty although both sides are busy."""

import numpy as np

from domain.counting import code_of
from domain.hits import Places
from domain.query import Or
from search_api.navigation.dimensions import Dimension, dimension
from search_api.navigation.frame import Frame
from search_api.navigation.matrices import Axis, axis, cells_of, crossed
from search_api.navigation.shares import counts_of
from search_api.navigation.tables import Found, column, notice, rounded, row

FEWEST_EXPECTED = 5
EMPTY = 0.1
_SIDE = 20
_LIVE = ("in_force", "pending")


def rta(frame: Frame) -> Found:
    """Revealed technology advantage of each row (country by default) in each class, over all values of both."""
    rows = dimension(frame, frame.scope.rows or "country")
    columns = dimension(frame, frame.scope.columns or "ipc", "columns")
    one = axis(frame, rows, frame.scope.size)
    two = axis(frame, columns, min(frame.scope.size, _SIDE))
    counts = crossed(frame, one, two)
    by_row, by_column, whole = _margins(frame, rows, columns)
    places = [_places(frame, side) for side in (one, two)]
    found = []
    for at, left in enumerate(one.texts):
        for place, right in enumerate(two.texts):
            of_row, of_column = int(by_row[places[0][at]]), int(by_column[places[1][place]])
            count, expected = int(counts[at, place]), of_row * of_column / whole
            found.append(
                row(
                    left, right, (count, frame.link(one.node(at), two.node(place))),
                    rounded(count / expected) if expected else None, rounded(expected), expected < FEWEST_EXPECTED,
                )
            )  # fmt: skip
    found.sort(key=lambda one: (-int(one.values[2] or 0), str(one.values[0]), str(one.values[1])))
    heads = (
        column(rows.field.name, "key", rows.label.zh, rows.label.en),
        column(columns.field.name, "key", columns.label.zh, columns.label.en),
        column("count", "count", "件数", "Count"),
        column("rta", "ratio", "显示性技术优势", "RTA"),
        column("expected", "ratio", "期望件数", "Expected"),
        column("few", "flag", "期望不足 5", "Fewer than 5 expected"),
    )
    return Found(heads, tuple(found))


def _places(frame: Frame, side: Axis) -> list[int]:
    """Return the places of the values shown among all of the dimension's."""
    places, _ = side.by.top(frame, counts_of(frame, side.by), len(side.texts))
    return places


def _margins(frame: Frame, rows: Dimension, columns: Dimension) -> tuple[Places, Places, int]:
    """Return n_rc summed over classes for each row, over rows for each class, and over both."""
    one, two = rows.values(frame), columns.values(frame)
    left = _whole_axis(frame, rows)
    right = _whole_axis(frame, columns)
    width = len(two.codes) + 2
    cells, hits = cells_of(left, right)
    key = np.unique(cells * (frame.total or 1) + frame.units[hits]) // (frame.total or 1)
    first, second = np.divmod(key, width)
    by_row = np.bincount(first, minlength=len(one.codes))
    by_column = np.bincount(second, minlength=len(two.codes))
    return by_row, by_column, max(1, len(key))


def _whole_axis(frame: Frame, by: Dimension) -> Axis:
    values = by.values(frame)
    return Axis(by, ("",) * len(values.codes), values.hits, values.places)


def white_space(frame: Frame) -> Found:
    """Pairs of the 20 × 20 largest values with at least 5 units expected and a tenth of them or fewer alive."""
    rows = dimension(frame, frame.scope.rows or "technology")
    columns = dimension(frame, frame.scope.columns or "applicant", "columns")
    one, two = axis(frame, rows, _SIDE), axis(frame, columns, _SIDE)
    counts = crossed(frame, one, two)
    alive = _alive(frame, one, two)
    by_row, by_column = (counts_of(frame, side.by) for side in (one, two))
    places = [_places(frame, side) for side in (one, two)]
    standing = dimension(frame, "status")
    live = Or(tuple(standing.node(state) for state in _LIVE))
    found = []
    for at, left in enumerate(one.texts):
        for place, right in enumerate(two.texts):
            if rows.field == columns.field and left == right:
                continue
            expected = int(by_row[places[0][at]]) * int(by_column[places[1][place]]) / max(frame.total, 1)
            held, living = int(counts[at, place]), int(alive[at, place])
            if expected < FEWEST_EXPECTED or living > EMPTY * expected:
                continue
            node = (one.node(at), two.node(place))
            found.append(
                row(
                    left, right, (held, frame.link(*node)), (living, frame.link(*node, live)), rounded(expected),
                    rounded(living / expected), "never_filed" if held <= EMPTY * expected else "lapsed",
                )
            )  # fmt: skip
    found.sort(key=lambda one: (-float(one.values[4] or 0), str(one.values[0]), str(one.values[1])))
    heads = (
        column(rows.field.name, "key", rows.label.zh, rows.label.en),
        column(f"by_{columns.field.name}", "key", columns.label.zh, columns.label.en),
        column("count", "count", "件数", "Count"),
        column("live", "count", "有效或审中", "In force or pending"),
        column("expected", "ratio", "期望件数", "Expected"),
        column("share", "ratio", "实有与期望之比", "Observed to expected"),
        column("why", "text", "原因", "Why"),
    )
    told = () if found else (notice("no-white-space", "没有符合条件的空白。", "No pair meets the rule."),)
    return Found(heads, tuple(found[: frame.scope.size]), told)


def _alive(frame: Frame, one: Axis, two: Axis) -> Places:
    """Count the units of each pair that have a publication in force or pending in it."""
    standing = dimension(frame, "status").values(frame)
    live = np.zeros(len(frame.hits), np.bool_)
    live[standing.hits[np.isin(standing.codes, [code_of(state) for state in _LIVE])[standing.places]]] = True
    inside = live[one.hits]
    return crossed(frame, Axis(one.by, one.texts, one.hits[inside], one.places[inside]), two)
