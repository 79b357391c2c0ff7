"""Pairs of values of one dimension that stand in one publication: who files with whom, and classes that converge."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from domain.hits import Places
from domain.query import Query
from search_api.navigation.dimensions import Dimension, dimension
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.scope import in_years
from search_api.navigation.tables import Found, Row, column, notice, ratio, rounded, row
from search_api.navigation.years import by_year, complete_years

FEWEST = 3
MOST_PAIRS_OF_A_HIT = 1_000
"""Values of one publication of which all pairs are made; of more, the pairs of the first thousand."""


class Pairs(NamedTuple):
    """Unordered pairs of places among a dimension's values, and the hit that has both."""

    first: Places
    second: Places
    hits: Places


def pairs_of(frame: Frame, by: Dimension) -> Pairs:
    """Return every pair of two different values of each hit."""
    values = by.values(frame)
    keys = np.unique(values.hits * max(1, len(values.codes)) + values.places)
    hits, places = np.divmod(keys, max(1, len(values.codes)))
    starts = np.flatnonzero(np.r_[True, hits[1:] != hits[:-1]]) if len(hits) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(hits)])
    firsts: list[Places] = []
    seconds: list[Places] = []
    owners: list[Places] = []
    for size in np.unique(sizes):
        if size < 2:
            continue
        at = starts[sizes == size]
        one, two = np.triu_indices(min(int(size), MOST_PAIRS_OF_A_HIT), 1)
        firsts.append(places[at[:, None] + one].ravel())
        seconds.append(places[at[:, None] + two].ravel())
        owners.append(np.repeat(hits[at], len(one)))
    if not firsts:
        nothing = np.zeros(0, np.int64)
        return Pairs(nothing, nothing, nothing)
    return Pairs(np.concatenate(firsts), np.concatenate(seconds), np.concatenate(owners))


def counted_pairs(frame: Frame, pairs: Pairs, width: int, within: Flags | None = None) -> tuple[Places, Places]:
    """Return the distinct pairs, as ``first * width + second``, and the units of each."""
    chosen = slice(None) if within is None else within[pairs.hits]
    keys, cells = np.unique(pairs.first[chosen] * width + pairs.second[chosen], return_inverse=True)
    return keys, frame.cells(np.asarray(cells, np.int64), pairs.hits[chosen], len(keys))


def largest(frame: Frame, by: Dimension, keys: Places, counts: Places, size: int) -> list[tuple[str, str, int, int]]:
    """Return the texts, the places among ``keys`` and the counts of the largest pairs, each pair's texts in order."""
    if not len(keys):
        return []
    width = len(by.values(frame).codes)
    least = int(np.partition(counts, len(counts) - size)[len(counts) - size]) if len(counts) > size else 1
    chosen = np.flatnonzero(counts >= max(least, 1))
    one, two = np.divmod(keys[chosen], width)
    ends = np.unique(np.r_[one, two])
    texts = dict(zip((int(end) for end in ends), by.texts(frame, ends), strict=True))
    found = []
    for at, first, second in zip(chosen, one, two, strict=True):
        left, right = sorted((texts[int(first)], texts[int(second)]))
        found.append((left, right, int(at), int(counts[at])))
    found.sort(key=lambda pair: (-pair[3], pair[0], pair[1]))
    return found[:size]


def co_applicants(frame: Frame) -> Found:
    """Unordered pairs of applicants of one publication, and their units."""
    by = dimension(frame, "applicant")
    keys, counts = counted_pairs(frame, pairs_of(frame, by), max(1, len(by.values(frame).codes)))
    listed = largest(frame, by, keys, counts, frame.scope.size)
    rows = [
        row(left, right, (count, frame.link(by.node(left), by.node(right))), ratio(count, frame.total))
        for left, right, _, count in listed
    ]
    columns = (
        column("applicant", "key", "申请人", "Applicant"),
        column("partner", "key", "共同申请人", "Files with"),
        column("count", "count", "件数", "Count"),
        column("share", "ratio", "占比", "Share"),
    )
    left_out = len(keys) - len(rows)
    told = (
        (notice("pairs-left-out", f"另有 {left_out:,} 对未列出。", f"{left_out:,} more pairs are not shown."),)
        if left_out
        else ()
    )
    return Found(columns, tuple(rows), told)


def convergence(frame: Frame) -> Found:
    """Subclasses that stand together at least 3 times in the last complete years and never before, with their lift."""
    by, years = dimension(frame, frame.scope.rows or "ipc"), dimension(frame, "year")
    complete = complete_years(frame, by_year(frame, years))[-frame.scope.window :]
    columns = (
        column("class", "key", "分类", "Class"),
        column("with", "key", "共现分类", "Together with"),
        column("count", "count", "件数", "Count"),
        column("lift", "ratio", "提升度", "Lift"),
    )
    if not complete:
        told = notice("no-complete-year", "没有完整的年份。", "There is no complete year.")
        return Found(columns, (), (told,))
    now, before = _spans(frame, years, complete)
    width = max(1, len(by.values(frame).codes))
    pairs = pairs_of(frame, by)
    keys, counts = counted_pairs(frame, pairs, width, now)
    old, _ = counted_pairs(frame, pairs, width, before)
    fresh = (counts >= FEWEST) & ~np.isin(keys, old)
    window = in_years(frame.scope.date, complete[0], complete[-1])
    rows = _lifted(frame, by, keys[fresh], counts[fresh], now, window)
    return Found(columns, tuple(rows))


def _lifted(frame: Frame, by: Dimension, keys: Places, counts: Places, now: Flags, window: Query) -> Sequence[Row]:
    values = by.values(frame)
    inside = now[values.hits]
    single = frame.cells(values.places[inside], values.hits[inside], len(values.codes))
    whole = frame.counted(np.flatnonzero(now))
    rows = []
    for left, right, at, count in largest(frame, by, keys, counts, frame.scope.size):
        one, two = divmod(int(keys[at]), len(values.codes))
        lift = rounded(count * whole / (int(single[one]) * int(single[two])))
        rows.append(row(left, right, (count, frame.link(by.node(left), by.node(right), window)), lift))
    return rows


def _spans(frame: Frame, years: Dimension, complete: Sequence[int]) -> tuple[Flags, Flags]:
    """Tell of each hit whether its year lies in the window, and whether it lies before it."""
    pairs = years.pairs(frame)
    now, before = np.zeros(len(frame.hits), np.bool_), np.zeros(len(frame.hits), np.bool_)
    inside = (pairs.codes >= np.uint64(complete[0])) & (pairs.codes <= np.uint64(complete[-1]))
    now[pairs.hits[inside]] = True
    before[pairs.hits[pairs.codes < np.uint64(complete[0])]] = True
    return now, before
