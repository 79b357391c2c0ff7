"""Asking again a cluster that is busy or away: pauses that grow, with jitter, until a deadline.

Invariant: only what may be asked twice is asked again; an error that waiting does not mend is raised at once.
"""

import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import elastic_transport

from domain.errors import AtlasError, EngineAway, EngineBusy, EngineTimeout
from indexer.engines.elastic.guarding import translated

_Answer = TypeVar("_Answer")
_FIRST, _LONGEST = 0.2, 5.0
_PASSING = (EngineAway, EngineBusy, EngineTimeout)


def pauses(deadline: float) -> Iterator[None]:
    """Sleep before each next try; end when the next pause would pass the deadline (of the monotonic clock)."""
    pause = _FIRST
    while True:
        nap = pause * random.uniform(0.5, 1.5)
        if time.monotonic() + nap > deadline:
            return
        time.sleep(nap)
        yield
        pause = min(pause * 2, _LONGEST)


def patiently(call: Callable[[], _Answer], seconds: float) -> _Answer:
    """Return what ``call`` answers, asked again while the cluster is busy or away. Raises the last error after ``seconds``."""
    again = pauses(time.monotonic() + seconds)
    while True:
        try:
            return call()
        except (elastic_transport.TransportError, elastic_transport.ApiError) as error:
            failure = translated(error)
        except AtlasError as error:
            failure = error
        if not isinstance(failure, _PASSING) or next(again, "over") == "over":
            raise failure from None
