"""The state of every hit on a day, by the rules of ``domain.legal_events.state_on``, over columns."""

import numpy as np
import numpy.typing as npt

from domain.counting import code_of
from domain.dates import as_number
from domain.hits import Codes, Hits

Days = npt.NDArray[np.int64]
_LAPSED, _EXPIRED, _IN_FORCE, _PENDING, _UNKNOWN = (
    np.uint64(code_of(state)) for state in ("lapsed", "expired", "in_force", "pending", "unknown")
)
_NEVER = np.iinfo(np.int64).max


def states_on(hits: Hits, date: str) -> Codes:
    """Return the code of each hit's state on a day, 0 before it was filed."""
    day = as_number(date)
    own = hits.first("life__state")
    filed, start, end, since, over = (
        _days(hits, name) for name in ("life__filed", "life__start", "life__end", "life__since", "life__over")
    )
    says = ((own == _IN_FORCE) | (own == _PENDING)) & ((since == _NEVER) | (since <= day))
    gone = (own == _LAPSED) | (own == _EXPIRED)
    over_by_then = over < day
    return np.select(
        [
            (filed != _NEVER) & (filed > day),
            end <= day,
            over_by_then,
            gone & (end == _NEVER),
            start != _NEVER,
            says,
            filed != _NEVER,
        ],
        [
            np.uint64(0),
            np.where(own == _EXPIRED, _EXPIRED, _LAPSED),
            _EXPIRED,
            _UNKNOWN,
            np.where(start <= day, _IN_FORCE, _PENDING),
            own,
            _PENDING,
        ],
        _UNKNOWN,
    ).astype(np.uint64)


def _days(hits: Hits, column: str) -> Days:
    """Return a date of each hit, the end of time where it has none."""
    values = hits.first(column).astype(np.int64)
    return np.where(hits.has(column), values, _NEVER)
