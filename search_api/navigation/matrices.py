"""Two dimensions: how many units each pair of values has; heat maps, origin and target, and any two dimensions.

A row for each of the largest values of the one, a column for each of the other, with ``other`` and ``unknown`` in both.
"""

from dataclasses import dataclass

import numpy as np

from domain.hits import Places
from domain.query import Query
from domain.text import Wording
from search_api.navigation.dimensions import OTHER, UNKNOWN, Dimension, dimension
from search_api.navigation.frame import Frame
from search_api.navigation.shares import counts_of
from search_api.navigation.tables import Found, column, notice, row
from search_api.navigation.years import SPAN

_MOST_COLUMNS = 20
_OTHERS = Wording("其他", "Other")
_UNKNOWN = Wording("不明", "Unknown")


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a matrix: the values shown, each hit's place for each of them, then other and unknown."""

    by: Dimension
    texts: tuple[str, ...]
    hits: Places
    places: Places

    @property
    def count(self) -> int:
        return len(self.texts) + 2

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.texts, OTHER, UNKNOWN)

    def node(self, at: int) -> Query:
        """Return the query of a place."""
        if at < len(self.texts):
            return self.by.node(self.texts[at])
        return self.by.others(self.texts) if at == len(self.texts) else self.by.unknown()


def axis(frame: Frame, by: Dimension, size: int, *, in_order: bool = False) -> Axis:
    """Return a side: the largest values, or with ``in_order`` (years) the last in their order."""
    values, counts = by.values(frame), counts_of(frame, by)
    if in_order:
        places = [int(at) for at in np.argsort(values.codes, kind="stable")][-size:]
        texts = by.texts(frame, np.array(places, np.int64)) if places else []
    else:
        places, texts = by.top(frame, counts, size)
    shown = np.full(len(values.codes), -1, np.int64)
    shown[places] = np.arange(len(places))
    at = shown[values.places]
    named = np.zeros(len(frame.hits), np.bool_)
    named[values.hits[at >= 0]] = True
    having = by.having(frame)
    other, unknown = np.flatnonzero(having & ~named), np.flatnonzero(~having)
    hits = np.concatenate([values.hits[at >= 0], other, unknown])
    cells = np.concatenate(
        [at[at >= 0], np.full(len(other), len(texts), np.int64), np.full(len(unknown), len(texts) + 1, np.int64)]
    )
    return Axis(by, tuple(texts), hits, cells)


def cells_of(one: Axis, two: Axis) -> tuple[Places, Places]:
    """Return every cell of each hit, as ``row * two.count + column``, and the hit."""
    order = np.argsort(two.hits, kind="stable")
    hits, places = two.hits[order], two.places[order]
    first = np.searchsorted(hits, one.hits, "left")
    counts = np.searchsorted(hits, one.hits, "right") - first
    at = np.repeat(first, counts) + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(one.places, counts) * two.count + places[at], hits[at]


def crossed(frame: Frame, one: Axis, two: Axis) -> Places:
    """Count the units of each pair of places."""
    found = frame.cells(*cells_of(one, two), one.count * two.count)
    return found.reshape(one.count, two.count)


def cross(frame: Frame, rows: Dimension, columns: Dimension) -> Found:
    """Return the matrix of two dimensions."""
    size = frame.scope.size
    one = axis(frame, rows, SPAN if rows.year else size, in_order=rows.year)
    two = axis(frame, columns, SPAN if columns.year else min(size, _MOST_COLUMNS), in_order=columns.year)
    counts = crossed(frame, one, two)
    inner = [two.node(at) for at in range(two.count)]
    found = []
    for at, key in enumerate(one.keys):
        node = one.node(at)
        cells = [(int(counts[at, place]), frame.link(node, inner[place])) for place in range(two.count)]
        found.append(row(key, *cells))
    heads = [
        column(rows.field.name, "key", rows.label.zh, rows.label.en),
        *(column(key, "count", *_said(key)) for key in two.keys),
    ]
    told = (
        notice(
            "rows-overlap", "同一单位可计入多行多列，各格之和可大于总数。",
            "A unit can count in several rows and columns, so that the cells can come to more than the total.",
        ),
    )  # fmt: skip
    return Found(tuple(heads), tuple(found), told if int(counts.sum()) > frame.total else ())


def _said(key: str) -> tuple[str, str]:
    wording = {OTHER: _OTHERS, UNKNOWN: _UNKNOWN}.get(key, Wording(key, key))
    return wording.zh, wording.en


def applicant_year(frame: Frame) -> Found:
    return cross(frame, dimension(frame, "applicant"), dimension(frame, "year"))


def class_year(frame: Frame) -> Found:
    return cross(frame, dimension(frame, frame.scope.rows or "ipc"), dimension(frame, "year"))


def origin_target(frame: Frame) -> Found:
    """Office of first filing by office of protection."""
    return cross(frame, dimension(frame, "origin"), dimension(frame, "office"))


def matrix(frame: Frame) -> Found:
    """Any two dimensions, ``rows`` and ``columns``."""
    rows = dimension(frame, frame.scope.rows or "applicant", "rows")
    return cross(frame, rows, dimension(frame, frame.scope.columns or "ipc", "columns"))
