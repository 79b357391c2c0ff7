"""One load at a time writes to a cluster, from whatever machine: a lease kept in the cluster and renewed while it lasts.

Invariants: a process that died holds nothing for longer than the lease, and nothing at all against a load from the same
machine, whose folder's lock the operating system has freed; another machine takes the lease only after watching it
unchanged for its whole length by its own clock, so clocks need not agree; a load that lost its lease stops before it
writes again.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import elastic_transport
import elasticsearch

from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import away, guarded
from indexer.engines.locking import busy

LEASE = 45.0
_RENEWED = 10.0
_ID = "lock"


@dataclass(slots=True)
class Lease:
    """The cluster's lock, held for ``owner`` until ``until``; ``place`` is the version of its document."""

    cluster: Cluster
    owner: str
    place: tuple[int, int]
    held_until: float
    lost: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Raise ``EngineBusy`` when the lease is lost: another load may be writing; ``EngineAway`` when that is unknown."""
        if time.monotonic() > self.held_until:
            self.renew()
        if self.lost:
            raise busy()
        if time.monotonic() > self.held_until:
            raise away()

    def renew(self) -> None:
        """Ask for another term; keep silent when the cluster does not answer, the lease runs on for a while."""
        with self._guard, suppress(elastic_transport.TransportError, elastic_transport.ApiError):
            started = time.monotonic()
            try:
                answer = self.cluster.writing.options(request_timeout=10).index(
                    index=self.cluster.state_index, id=_ID, document=_document(self.owner),
                    if_seq_no=self.place[0], if_primary_term=self.place[1],
                )  # fmt: skip
            except elasticsearch.ConflictError:
                self._adopt()
                return
            self.place = (answer["_seq_no"], answer["_primary_term"])
            self.held_until = started + LEASE

    def _adopt(self) -> None:
        """Go on from the document as it is where it is still ours: an answer was lost; else the lease is lost."""
        found = _found(self.cluster)
        if found is None or found["_source"]["owner"] != self.owner:
            self.lost, self.held_until = True, 0.0
        else:
            self.place = (found["_seq_no"], found["_primary_term"])

    def keep(self) -> None:
        """Renew until told to stop."""
        while not self._stop.wait(_RENEWED):
            self.renew()

    def release(self) -> None:
        """Give the lock back."""
        self._stop.set()
        with self._guard, suppress(elastic_transport.TransportError, elastic_transport.ApiError):
            if time.monotonic() <= self.held_until:
                self.cluster.writing.options(request_timeout=10).delete(
                    index=self.cluster.state_index, id=_ID, if_seq_no=self.place[0], if_primary_term=self.place[1]
                )


@dataclass(slots=True)
class _Watch:
    """Another's lease as it was last seen, and since when it has not changed."""

    place: tuple[int, int] | None = None
    since: float = 0.0

    def is_over(self, place: tuple[int, int]) -> bool:
        """Tell whether a lease has stood as it is for its whole length."""
        now = time.monotonic()
        if place != self.place:
            self.place, self.since = place, now
        return now - self.since >= LEASE


@contextmanager
def leased(cluster: Cluster, owner: str, wait: float) -> Iterator[Lease]:
    """Hold the cluster's lock. Raises ``EngineBusy`` when another holds it for ``wait`` seconds."""
    until = time.monotonic() + wait
    watch = _Watch()
    while (lease := _taken(cluster, owner, watch)) is None:
        if time.monotonic() >= until:
            raise busy()
        time.sleep(min(0.5, max(0.01, until - time.monotonic())))
    thread = threading.Thread(target=lease.keep, daemon=True)
    thread.start()
    try:
        yield lease
    finally:
        lease.release()


def held(cluster: Cluster) -> bool:
    """Tell whether a load seems to hold the lock now; for a person to read, as clocks may differ."""
    found = _found(cluster)
    return found is not None and found["_source"]["until"] > time.time()


@guarded
def _taken(cluster: Cluster, owner: str, watch: _Watch) -> Lease | None:
    started = time.monotonic()
    found = _found(cluster)
    client = cluster.writing.options(request_timeout=10)
    try:
        if found is None:
            answer = client.create(index=cluster.state_index, id=_ID, document=_document(owner))
        elif found["_source"]["owner"] == owner or watch.is_over((found["_seq_no"], found["_primary_term"])):
            answer = client.index(
                index=cluster.state_index, id=_ID, document=_document(owner),
                if_seq_no=found["_seq_no"], if_primary_term=found["_primary_term"],
            )  # fmt: skip
        else:
            return None
    except elasticsearch.ConflictError:
        return None
    return Lease(cluster, owner, (answer["_seq_no"], answer["_primary_term"]), started + LEASE)


def _found(cluster: Cluster) -> Any:
    try:
        return cluster.searching.get(index=cluster.state_index, id=_ID)
    except elasticsearch.NotFoundError:
        return None


def _document(owner: str) -> dict[str, Any]:
    return {"owner": owner, "until": time.time() + LEASE}
