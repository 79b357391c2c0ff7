"""The records that yearly tables count: one frame for each group of rights, and the measures that are taken of it.

Unit: the application. A measure is a set of hits with the query that finds the same records; a cell counts the distinct
applications with at least one publication in it.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from domain.counting import code_of
from domain.dates import last_day
from domain.engine import EngineState, Searcher
from domain.filings import Right
from domain.hits import Hits
from domain.query import All, And, Exact, Exists, Not, Or, Query, Range, SearchRequest, Status
from search_api import syntax
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.scope import Scope, both
from search_api.navigation.standing import states_on
from search_api.statistics.asked import Asked

PATENTS: tuple[Right, ...] = ("patent", "design")
_IN_FORCE = np.uint64(code_of("in_force"))


@dataclass(frozen=True, slots=True)
class Measure:
    """A set of the hits of a frame, and the query that finds it within the frame's scope."""

    flags: Flags
    node: Query | None

    def within(self, other: "Measure") -> "Measure":
        """Return what both hold."""
        nodes = [one for one in (self.node, other.node) if one is not None]
        return Measure(self.flags & other.flags, both(*nodes) if nodes else None)


@dataclass(slots=True)
class Yearbook:
    """Everything that the tables of a year read; frames and measures are made once."""

    searcher: Searcher
    asked: Asked
    state: EngineState = field(init=False)
    _frames: dict[tuple[Right, ...], Frame] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.state = self.searcher.state()

    def frame(self, rights: tuple[Right, ...]) -> Frame:
        """Return the records of some rights within the region and office asked for; out of a frame that holds them."""
        found = self._frames.get(rights)
        if found is None:
            within = [self.asked.place] if self.asked.place else []
            if self.asked.office:
                within.append(Exact("office", self.asked.office))
            request = SearchRequest(query=both(*within) if within else All(), rights=rights)
            scope = Scope(
                syntax.parse("*"), request, (("right", ",".join(rights)),), unit="application", date="filed"
            )  # fmt: skip
            found = self._frames[rights] = Frame(self.searcher, scope, self._hits(request), self.state)
        return found

    def _hits(self, request: SearchRequest) -> Hits:
        wider = next((held for known, held in self._frames.items() if set(request.rights) <= set(known)), None)
        if wider is None:
            return self.searcher.columns(request)
        wanted = np.array([code_of(right) for right in request.rights], np.uint64)
        return wider.hits.among(np.flatnonzero(np.isin(wider.hits.first("right"), wanted)))

    @property
    def day(self) -> date:
        """The day on which rights are in force: the last of the year, the data date where that is earlier."""
        last = date(self.asked.year, 12, 31)
        return min(last, self.data_day) if self.data_day else last

    @property
    def data_day(self) -> date | None:
        """The data date as a day."""
        return last_day(self.state.data_date) if self.state.data_date else None

    def everything(self, frame: Frame) -> Measure:
        return Measure(np.ones(len(frame.hits), np.bool_), None)

    def applied(self, frame: Frame, year: int) -> Measure:
        """What was filed in a year."""
        key = ("applied", year)
        if key not in frame.cache:
            frame.cache[key] = Measure(_year_of(frame, "filed") == year, Range("filed", str(year), str(year)))
        found: Measure = frame.cache[key]
        return found

    def granted(self, frame: Frame, year: int, since: int | None = None) -> Measure:
        """What was granted in a year (or from another until then), or registered where the right knows no grant."""
        first = year if since is None else since
        key = ("granted", year, first)
        if key not in frame.cache:
            granted, registered = _year_of(frame, "granted"), _year_of(frame, "registered")
            span = str(first), str(year)
            when = np.where(granted > 0, granted, registered)
            node = Or((Range("granted", *span), And((Not(Exists("granted")), Range("registered", *span)))))
            frame.cache[key] = Measure((when >= first) & (when <= year), node)
        found: Measure = frame.cache[key]
        return found

    def in_force(self, frame: Frame, day: date | None = None) -> Measure:
        """What is in force on the day of the yearbook, or on another."""
        when = (day or self.day).isoformat()
        key = ("in force", when)
        if key not in frame.cache:
            frame.cache[key] = Measure(states_on(frame.hits, when) == _IN_FORCE, Status("in_force", when))
        found: Measure = frame.cache[key]
        return found

    def recorded(self, frame: Frame, category: str, year: int) -> Measure:
        """What has a transfer, licence or pledge of a year."""
        text = f"{category}-{year}"
        column = frame.hits.column("recordal")
        flags = np.zeros(len(frame.hits), np.bool_)
        flags[column.hits[column.codes == np.uint64(code_of(text))]] = True
        return Measure(flags, Exact("recordal", text))

    def complete(self, frame: Frame, year: int, field: str) -> bool:
        """Tell whether the records of a year are all there, by filing or grant."""
        return not frame.incomplete(year, "filed" if field == "applications" else "published")


def _year_of(frame: Frame, name: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the year of each hit's date, 0 where it has none."""
    key = ("year of", name)
    if key not in frame.cache:
        frame.cache[key] = frame.hits.first(name).astype(np.int64) // 10_000
    found: np.ndarray[tuple[int], np.dtype[np.int64]] = frame.cache[key]
    return found
