"""Key patents: the publications of the scope with the most reasons to be looked at, each reason by a stated measure.

Citations and families are those of the whole register, as ``citations`` and ``free_technology`` count them.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.counting import UNITS, code_of
from domain.dates import as_number
from domain.hits import Places
from domain.query import Cites, Family
from search_api import syntax
from search_api.navigation.citations import forward, percentiles
from search_api.navigation.dimensions import dimension
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.freedom import members_of
from search_api.navigation.life import day_of, in_force
from search_api.navigation.tables import Found, Row, column, row
from search_api.params import url_of

PERCENTILE, FAMILY, OFFICES, YEARS = 0.9, 5, 3, 10
"""From where on a publication is cited much, its family is large or wide, and it has been kept in force for long."""
_RECORDED = ("pledge", "licence")


class _Measures(NamedTuple):
    """What is measured of each hit: citations, members and offices of its family, whole years in force (-1: not)."""

    cited: Places
    family: Places
    offices: Places
    years: Places


def key_patents(frame: Frame) -> Found:
    """Return the publications with most reasons, of each unit the one with most."""
    columns = (
        column("publication", "key", "公开号", "Publication"),
        column("reasons", "text", "理由", "Reasons"),
        column("count", "count", "被引次数", "Cited by"),
        column("family", "count", "同族公布文本数", "Publications of the family"),
        column("offices", "text", "国家或机构数", "Offices", "integer"),
        column("years", "text", "有效年数", "Years in force", "integer"),
    )
    cited = forward(frame)
    measures = _Measures(cited, *_families(frame), _years(frame))
    reasons = _reasons(frame, measures)
    many = np.asarray(np.sum(list(reasons.values()), axis=0), np.int64)
    return Found(columns, tuple(_rows(frame, measures, reasons, many)))


def _reasons(frame: Frame, measures: _Measures) -> Mapping[str, Flags]:
    """Tell of each hit which reasons it has."""
    events = frame.hits.column("event")
    found = {
        "cited": (measures.cited > 0) & (np.nan_to_num(percentiles(frame, measures.cited)) >= PERCENTILE),
        "family": measures.family >= FAMILY,
        "offices": measures.offices >= OFFICES,
        "maintained": measures.years >= YEARS,
    }
    for name in _RECORDED:
        flags = np.zeros(len(frame.hits), np.bool_)
        flags[events.hits[events.codes == np.uint64(code_of(name))]] = True
        found[name] = flags
    return found


def _families(frame: Frame) -> tuple[Places, Places]:
    """Count the publications and the offices of each hit's family."""
    members = members_of(frame)
    if not len(members.keys):
        return np.zeros(len(frame.hits), np.int64), np.zeros(len(frame.hits), np.int64)
    sizes = np.bincount(members.family, minlength=len(members.keys))
    _, office = np.unique(members.hits.first("office"), return_inverse=True)
    width = int(office.max()) + 1
    pairs = np.unique(members.family * width + office)
    offices = np.bincount(pairs // width, minlength=len(members.keys))
    own = frame.hits.first(UNITS["family"])
    at = np.minimum(np.searchsorted(members.keys, own), len(members.keys) - 1)
    known: npt.NDArray[np.bool_] = members.keys[at] == own
    return np.where(known, sizes[at], 0), np.where(known, offices[at], 0)


def _years(frame: Frame) -> Places:
    """Return the whole years since filing of each hit that is in force, -1 of any other."""
    live = in_force(frame, dimension(frame, "status")) & frame.hits.has("filed")
    filed = frame.hits.first("filed").astype(np.int64)
    return np.where(live, np.maximum((as_number(day_of(frame)) - filed) // 10_000, 0), -1)


def _best(frame: Frame, measures: _Measures, many: Places) -> list[tuple[int, str]]:
    """Return the first hits and their ids: most reasons, citations, family; of each unit one, of equal ones by id."""
    have = np.flatnonzero(many)
    have = have[np.lexsort((-measures.family[have], -measures.cited[have], -many[have]))]
    rank = list(zip(many[have].tolist(), measures.cited[have].tolist(), measures.family[have].tolist(), strict=True))
    _, first = np.unique(frame.units[have], return_index=True)
    size = frame.scope.size
    if len(first) > size:
        least = rank[int(np.sort(first)[size - 1])]
        have = have[: sum(one >= least for one in rank)]
    names = frame.hits.name(have)
    order = sorted(range(len(have)), key=lambda at: (*(-one for one in rank[at]), names[at]))
    found: dict[int, tuple[int, str]] = {}
    for at in order:
        found.setdefault(int(frame.units[have[at]]), (int(have[at]), names[at]))
    return list(found.values())[:size]


def _rows(frame: Frame, measures: _Measures, reasons: Mapping[str, Flags], many: Places) -> list[Row]:
    found = []
    for hit, name in _best(frame, measures, many):
        said = ", ".join(one for one, flags in reasons.items() if flags[hit])
        years = int(measures.years[hit])
        found.append(
            row(
                name, said, (int(measures.cited[hit]), _link(Cites(name, ()))),
                (int(measures.family[hit]), _link(Family(name, ()))), int(measures.offices[hit]),
                years if years >= 0 else None,
            )
        )  # fmt: skip
    return found


def _link(query: Cites | Family) -> str:
    return url_of("/api/v1/search", [("q", syntax.render(query))])
