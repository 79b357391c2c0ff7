"""One dimension: how many units each value has, and their share; classes, technology, regions, leaders, industries."""

from collections.abc import Sequence

import numpy as np

from domain.counting import code_of
from domain.hits import Places
from domain.query import Query
from domain.text import Wording
from search_api.navigation.dimensions import OTHER, UNKNOWN, Dimension, dimension, other_hits
from search_api.navigation.frame import Frame
from search_api.navigation.tables import Figure, Found, column, overlapping, ratio, rounded, row

_REGIONS = ("country", "region", "city")
_LEVELS = {"country": "country", "province": "region", "region": "region", "city": "city"}


def counts_of(frame: Frame, by: Dimension) -> Places:
    """Count the units of every value of a dimension."""
    known = frame.cache.get(("counts", by))
    if known is None:
        values = by.values(frame)
        known = frame.cache["counts", by] = frame.cells(values.places, values.hits, len(values.codes))
    found: Places = known
    return found


def table(frame: Frame, by: Dimension, figures: tuple[Figure, ...] = ()) -> Found:
    """Count the units of the largest values, of all others, and of those without a value."""
    counts = counts_of(frame, by)
    places, texts = by.top(frame, counts, frame.scope.size)
    rows = [
        row(text, (int(counts[place]), frame.link(by.node(text))), ratio(int(counts[place]), frame.total))
        for place, text in zip(places, texts, strict=True)
    ]
    for key, count, node in rest_of(frame, by, places, texts):
        rows.append(row(key, (count, frame.link(node)), ratio(count, frame.total)))
    columns = (
        column(by.field.name, "key", by.label.zh, by.label.en),
        column("count", "count", "件数", "Count"),
        column("share", "ratio", "占比", "Share"),
    )
    told = overlapping([int(one.values[1] or 0) for one in rows], frame.total)
    return Found(columns, tuple(rows), told, figures)


def rest_of(frame: Frame, by: Dimension, places: Sequence[int], texts: Sequence[str]) -> list[tuple[str, int, Query]]:
    """Return the rows ``other`` and ``unknown``: their counts and queries."""
    others = frame.counted(np.flatnonzero(other_hits(frame, by, places)))
    unknown = frame.counted(np.flatnonzero(~by.having(frame)))
    return [(OTHER, others, by.others(texts)), (UNKNOWN, unknown, by.unknown())]


def classes(frame: Frame) -> Found:
    """IPC (or, with ``rows=cpc``, CPC) symbols at a level, truncated first, then distinct."""
    return table(frame, dimension(frame, frame.scope.rows or "ipc"))


def wipo35(frame: Frame) -> Found:
    return table(frame, dimension(frame, "technology"))


def regions(frame: Frame) -> Found:
    """Countries, provinces or cities of the first applicant, by ``level``."""
    from domain.errors import ParameterError

    level = _LEVELS.get(frame.scope.level or "country")
    if level is None:
        raise ParameterError("level", f"level 须为 {'、'.join(_LEVELS)}。", f"level is one of {', '.join(_LEVELS)}.")
    return table(frame, dimension(frame, level))


def applicants(frame: Frame) -> Found:
    return leaders(frame, "applicant")


def inventors(frame: Frame) -> Found:
    return leaders(frame, "inventor")


def agents(frame: Frame) -> Found:
    return leaders(frame, "agent")


def leaders(frame: Frame, name: str) -> Found:
    """The leading names: share, first and last year, and the share of their units that is in force."""
    by = dimension(frame, name)
    counts = counts_of(frame, by)
    places, texts = by.top(frame, counts, frame.scope.size)
    values = by.values(frame)
    standing = dimension(frame, "status")
    pairs = standing.values(frame)
    live = np.zeros(len(frame.hits), np.bool_)
    live[pairs.hits[pairs.codes[pairs.places] == np.uint64(code_of("in_force"))]] = True
    in_force = standing.node("in_force")
    years = dimension(frame, "year").pairs(frame)
    year = np.zeros(len(frame.hits), np.int64)
    year[years.hits] = years.codes.astype(np.int64)
    order = np.argsort(values.places, kind="stable")
    bounds = np.searchsorted(values.places[order], np.arange(len(values.codes) + 1))
    rows = []
    listed = [
        (text, values.hits[order[bounds[at] : bounds[at + 1]]], by.node(text))
        for at, text in zip(places, texts, strict=True)
    ]
    listed += [
        (OTHER, np.flatnonzero(other_hits(frame, by, places)), by.others(texts)),
        (UNKNOWN, np.flatnonzero(~by.having(frame)), by.unknown()),
    ]
    for text, hits, node in listed:
        count, standing_now = frame.counted(hits), frame.counted(hits[live[hits]])
        known = year[hits][year[hits] > 0]
        rows.append(
            row(
                text, (count, frame.link(node)), ratio(count, frame.total),
                int(known.min()) if len(known) else None, int(known.max()) if len(known) else None,
                (standing_now, frame.link(node, in_force)), ratio(standing_now, count),
            )
        )  # fmt: skip
    columns = (
        column(by.field.name, "key", by.label.zh, by.label.en),
        column("count", "count", "件数", "Count"),
        column("share", "ratio", "占比", "Share"),
        column("first_year", "text", "首年", "First year", "integer"),
        column("last_year", "text", "末年", "Last year", "integer"),
        column("in_force", "count", "有效", "In force"),
        column("in_force_share", "ratio", "有效占比", "Share in force"),
    )
    told = overlapping([int(one.values[1] or 0) for one in rows], frame.total)
    return Found(columns, tuple(rows), told, concentration(counts))


def concentration(counts: Places) -> tuple[Figure, ...]:
    """Return CR4, CR10 and HHI over p = n / Σn of all values."""
    given = np.sort(counts[counts > 0])[::-1].astype(np.float64)
    whole = float(given.sum())
    shares = [float(given[:size].sum()) / whole if whole else None for size in (4, 10)]
    squares = 10_000 * float(np.square(given).sum()) / whole**2 if whole else None
    return (
        Figure("cr4", Wording("前 4 位占比（CR4）", "Share of the first 4 (CR4)"), None if shares[0] is None else rounded(shares[0])),
        Figure("cr10", Wording("前 10 位占比（CR10）", "Share of the first 10 (CR10)"), None if shares[1] is None else rounded(shares[1])),
        Figure("hhi", Wording("赫芬达尔指数（HHI）", "Herfindahl–Hirschman index (HHI)"), None if squares is None else rounded(squares)),
    )  # fmt: skip
