"""What is loaded and what is not: rows by right, source and office, and the gaps that a reader must know of."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.engine import CoverageRow, Searcher
from domain.filings import RIGHTS, PartialDate, Right
from domain.text import Wording


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows, the totals by right, and the rights of which nothing is loaded."""

    rows: tuple[CoverageRow, ...]
    totals: dict[Right, int]
    missing: tuple[Right, ...]
    data_date: PartialDate | None

    @property
    def records(self) -> int:
        return sum(self.totals.values())


def coverage(searcher: Searcher) -> Coverage:
    """Return what is loaded."""
    rows = tuple(searcher.coverage())
    totals = _totals(rows)
    missing = tuple(right for right in RIGHTS if not totals.get(right))
    return Coverage(rows, totals, missing, searcher.state().data_date)


def _totals(rows: Iterable[CoverageRow]) -> dict[Right, int]:
    totals: dict[Right, int] = {}
    for row in rows:
        totals[row.right] = totals.get(row.right, 0) + row.records
    return totals


FEES_UNKNOWN = Wording(
    "未载入缴费事项，有效状态以未缴费终止以外的事项为准。", "No fee events are loaded: in force if the fees were paid."
)
