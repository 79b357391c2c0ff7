"""Families that are not protected in a territory: never extended there, dead there, or soon to expire there.

All members count, also those outside the scope. A family with a live member, a pending international application or a
live regional one that designates the territory is never called free; of a territory that no loaded source covers nothing
is known.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from domain.counting import UNITS, code_of
from domain.dates import as_number, from_number
from domain.hits import Codes, Hits, Places
from domain.query import Family
from domain.text import Wording
from search_api import syntax
from search_api.navigation.frame import Flags, Frame, months_before
from search_api.navigation.standing import states_on
from search_api.navigation.tables import Figure, Found, Row, column, notice, row
from search_api.params import url_of

Reasons = npt.NDArray[np.str_]
_REGIONAL = ("EP", "EA", "AP", "OA", "GC")
LABELS: dict[str, Wording] = {
    "never_extended": Wording("未进入", "Never extended there"),
    "dead": Wording("在该地失效", "Dead there"),
    "expiring": Wording("即将届满", "Expiring there"),
    "protected": Wording("受保护或可能受保护", "Protected, or may be"),
    "unknown": Wording("不明", "Unknown"),
}
FREE = ("never_extended", "dead", "expiring")


@dataclass(frozen=True, slots=True)
class Members:
    """All publications of the scope's families: the family's place, office, state and end of each."""

    hits: Hits
    family: Places
    keys: Codes


def free_technology(frame: Frame) -> Found:
    """Return the families that are free in the territory, or soon will be, those with most publications first."""
    territory = frame.scope.territory or "CN"
    columns = (
        column("family", "key", "同族（代表）", "Family, by a member"),
        column("count", "count", "公布文本数", "Publications"),
        column("reason", "text", "理由", "Reason"),
        column("expires", "text", "届满日", "Expires", "date"),
    )
    covered = {one.office for one in frame.searcher.coverage() if one.right == "patent"}
    if territory not in covered:
        told = notice(
            "territory-not-covered", f"没有载入 {territory} 的专利数据，无从判断是否自由。",
            f"No source of patents of {territory} is loaded: nothing is known to be free there.",
        )  # fmt: skip
        count = len(np.unique(frame.hits.first(UNITS["family"])))
        return Found(columns, (), (told,), _figures({"unknown": count}))
    members = members_of(frame)
    reasons, expires = _reasons(frame, members, territory)
    listed = _listed(frame, members, reasons, expires)
    counted = {name: int((reasons == name).sum()) for name in LABELS}
    return Found(columns, tuple(listed), (), _figures(counted))


def _figures(counted: dict[str, int]) -> tuple[Figure, ...]:
    return tuple(Figure(name, label, counted.get(name, 0)) for name, label in LABELS.items())


def members_of(frame: Frame) -> Members:
    """Return every publication of the families of the scope."""
    kin = frame.searcher.kin(np.unique(frame.hits.first(UNITS["family"])))
    rights = [np.uint64(code_of(one)) for one in ("patent", "design")]
    kin = kin.among(np.flatnonzero(np.isin(kin.first("right"), rights)))
    held, family = np.unique(kin.first(UNITS["family"]), return_inverse=True)
    return Members(kin, family, held)


def _reasons(frame: Frame, members: Members, territory: str) -> tuple[Reasons, Places]:
    """Return what each family is in the territory, and the latest end of its live members there (0: none)."""
    hits, count = members.hits, len(members.keys)
    states = states_on(hits, frame.scope.as_of) if frame.scope.as_of else hits.first("status")
    live = (states != code_of("lapsed")) & (states != code_of("expired"))
    office = hits.first("office")
    there = office == np.uint64(code_of(territory))
    designated = hits.column("designated")
    named = np.zeros(len(hits), np.bool_)
    named[designated.hits[designated.codes == np.uint64(code_of(territory))]] = True
    regional = np.isin(office, [np.uint64(code_of(one)) for one in _REGIONAL])
    reaching = live & regional & (named | ~hits.has("designated"))
    waiting = (office == np.uint64(code_of("WO"))) & live & (states != code_of("in_force"))

    def any_of(flags: Flags) -> Flags:
        found = np.zeros(count, np.bool_)
        found[members.family[flags]] = True
        return found

    ends = np.zeros(count, np.int64)
    inside = there & live
    np.maximum.at(ends, members.family[inside], hits.first("expires")[inside].astype(np.int64))
    endless = any_of(inside & ~hits.has("expires"))
    protected = any_of(inside) | any_of(reaching) | any_of(waiting)
    soon = any_of(inside) & ~any_of(reaching) & ~any_of(waiting) & ~endless & (ends <= _limit(frame))
    reasons = np.select([soon, protected, any_of(there)], ["expiring", "protected", "dead"], "never_extended")
    return reasons, np.where(soon, ends, 0)


def _limit(frame: Frame) -> int:
    """Return the last day (YYYYMMDD) of the months within which an end counts as soon."""
    start = date.fromisoformat(frame.scope.as_of) if frame.scope.as_of else frame.day or date(1970, 1, 1)
    return as_number(months_before(start, -frame.scope.months).isoformat())


def _listed(frame: Frame, members: Members, reasons: Reasons, expires: Places) -> list[Row]:
    """Return the free families with most publications, each by its member first in order of ids."""
    sizes = np.bincount(members.family, minlength=len(members.keys))
    free = np.flatnonzero(np.isin(reasons, FREE))
    size = frame.scope.size
    if len(free) > size:
        least = int(np.partition(sizes[free], len(free) - size)[len(free) - size])
        free = free[sizes[free] >= least]
    inside = np.flatnonzero(np.isin(members.family, free))
    named: dict[int, str] = {}
    for place, name in zip(members.family[inside], members.hits.name(inside), strict=True):
        named[int(place)] = min(named.get(int(place), name), name)
    order = sorted((int(one) for one in free), key=lambda one: (-int(sizes[one]), named[one]))[:size]
    rows = []
    for one in order:
        link = url_of("/api/v1/search", [("q", syntax.render(Family(named[one], ())))])
        end = from_number(int(expires[one])) if expires[one] else None
        rows.append(row(named[one], (int(sizes[one]), link), str(reasons[one]), end))
    return rows
