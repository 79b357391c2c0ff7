"""A scope with the columns of its hits, and the one way in which units are counted.

A cell counts the distinct units that have at least one publication in the scope and in the cell; no member represents
a family. Invariants: every count is exact; a unit's number runs from 0 in the order of its key.
"""

import calendar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.counting import UNITS
from domain.dates import last_day
from domain.engine import Engine, EngineState, Searcher
from domain.hits import Hits, Places
from domain.query import Query
from search_api import syntax
from search_api.navigation.scope import Scope, both
from search_api.notices import Notice
from search_api.params import url_of

Flags = npt.NDArray[np.bool_]
INCOMPLETE_MONTHS = 18


@dataclass
class Frame:
    """Everything that an analysis reads."""

    searcher: Searcher
    scope: Scope
    hits: Hits
    state: EngineState
    engine: Engine | None = None
    """Where a topic map is kept; without it the topics of a map have no links."""
    told: list[Notice] = field(default_factory=list)
    """What has to be said of the scope beside the notices of an analysis."""
    cache: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def units(self) -> Places:
        """The unit of each hit."""
        if self.scope.unit == "publication":
            return np.arange(len(self.hits), dtype=np.int64)
        keys = self.hits.first(UNITS[self.scope.unit])
        return np.asarray(np.unique(keys, return_inverse=True)[1], np.int64)

    @cached_property
    def total(self) -> int:
        """How many units the scope has."""
        return int(self.units.max()) + 1 if len(self.units) else 0

    @property
    def day(self) -> date | None:
        """The data date."""
        return last_day(self.state.data_date) if self.state.data_date else None

    def counted(self, hits: Places) -> int:
        """Count the units of some hits."""
        seen = np.zeros(self.total, np.bool_)
        seen[self.units[hits]] = True
        return int(np.count_nonzero(seen))

    def cells(self, cells: Places, hits: Places, count: int) -> Places:
        """Count the units of each of ``count`` cells, given as pairs of a cell and a hit."""
        if not len(cells):
            return np.zeros(count, np.int64)
        pairs = np.unique(cells * (self.total or 1) + self.units[hits])
        return np.bincount(pairs // (self.total or 1), minlength=count)

    def link(self, *within: Query) -> str:
        """Return the address of the search for the units of a cell."""
        pairs = [("q", syntax.render(both(self.scope.query, *within))), *self.scope.pairs]
        if self.scope.unit != "publication":
            pairs.append(("group", self.scope.unit))
        return url_of("/api/v1/search", pairs)

    def incomplete(self, year: int, field: str | None = None) -> bool:
        """Tell whether the records of a year may not all be there yet.

        A filing or priority year: its last day lies later than 18 months before the data date; another: after it.
        """
        if self.day is None:
            return False
        if (field or self.scope.date) not in ("filed", "priority_date"):
            return date(year, 12, 31) > self.day
        return date(year, 12, 31) > months_before(self.day, INCOMPLETE_MONTHS)

    def narrowed(self, **options: Any) -> "Frame":
        """Return the same hits under other options."""
        return Frame(self.searcher, replace(self.scope, **options), self.hits, self.state, self.engine)


def months_before(day: date, months: int) -> date:
    """Return the day some months earlier, the last of a month that is shorter.

    >>> months_before(date(2019, 8, 31), 18), months_before(date(2019, 7, 9), -12)
    (datetime.date(2018, 2, 28), datetime.date(2020, 7, 9))
    """
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def frame_of(searcher: Searcher, scope: Scope, engine: Engine | None = None) -> Frame:
    """Return a scope with the columns of its hits."""
    return Frame(searcher, scope, searcher.columns(scope.request), searcher.state(), engine)
