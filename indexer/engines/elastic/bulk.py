"""Operations sent in bulk, and only those that failed sent again, until all are answered or a deadline is over.

Invariants: every operation carries its version, so sending one twice writes it once; a 409 says that the same or a
newer version is held; a 400 is that record's fault and is not tried again; a cluster that is busy or away is asked
again after a pause with jitter; a key without permission, or a full disk, stops the load at once.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import elastic_transport

from domain.errors import AtlasError, EngineAway, EngineBusy, EngineDamaged, EngineError
from domain.text import Wording
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import forbidden, shards_away, translated
from indexer.engines.elastic.patience import pauses

CHUNK_BYTES = 12_000_000
STREAMS = 2
_AGAIN = {429, 502, 503, 504}

Fate = Literal["written", "stale", "rejected"]


class Operation(NamedTuple):
    """One document to write, or to delete where ``body`` is ``None``; without ``version`` it replaces whatever is there."""

    target: str
    id: str
    version: int | None
    body: bytes | None
    alias: bool = False
    """``target`` must be an alias: a name that is missing makes no index of its own."""

    @property
    def lines(self) -> bytes:
        about: dict[str, Any] = {"_index": self.target, "_id": self.id}
        if self.version is not None:
            about |= {"version": self.version, "version_type": "external_gte"}
        if self.alias:
            about["require_alias"] = True
        action = json.dumps({"delete" if self.body is None else "index": about}, ensure_ascii=False).encode()
        return action if self.body is None else action + b"\n" + self.body


@dataclass(frozen=True, slots=True)
class Bulk:
    """Sends to one cluster; ``seconds`` is how long a batch is tried; ``permitted`` raises where we may not write now."""

    cluster: Cluster
    seconds: float
    permitted: Callable[[], None]
    chunk_bytes: int = CHUNK_BYTES
    streams: int = STREAMS

    def send(self, operations: Sequence[Operation]) -> list[Fate]:
        """Write the operations; return the fate of each, in order. Raises what stops a load."""
        deadline = time.monotonic() + self.seconds
        chunks = list(_chunks(operations, self.chunk_bytes))
        if len(chunks) <= 1:
            return [fate for chunk in chunks for fate in self._chunk(chunk, deadline)]
        with ThreadPoolExecutor(self.streams) as pool:
            return [fate for fates in pool.map(lambda one: self._chunk(one, deadline), chunks) for fate in fates]

    def _chunk(self, operations: Sequence[Operation], deadline: float) -> list[Fate]:
        fates: dict[int, Fate] = {}
        waiting = list(range(len(operations)))
        again = pauses(deadline)
        while True:
            failure = self._once(operations, waiting, fates)
            waiting = [at for at in waiting if at not in fates]
            if not waiting:
                return [fates[at] for at in range(len(operations))]
            if next(again, "over") == "over":
                raise failure or _busy()

    def _once(
        self, operations: Sequence[Operation], waiting: Sequence[int], fates: dict[int, Fate]
    ) -> AtlasError | None:
        """Send what waits once; note the fates that are final, and return why the rest has none."""
        try:
            self.permitted()
            lines: Any = [operations[at].lines for at in waiting]  # bytes pass through the client as they are
            answer = self.cluster.writing.bulk(operations=lines)
        except EngineAway as error:
            return error
        except elastic_transport.ApiError as error:
            if error.meta.status == 413:
                return self._halved(operations, waiting, fates)
            if error.meta.status not in _AGAIN or _disk_full(error.body):
                raise _stopping(error.meta.status, error.body) or translated(error) from None
            return translated(error)
        except elastic_transport.TransportError as error:
            found = translated(error)
            if isinstance(found, EngineError):
                return found
            raise found from None
        failure: AtlasError | None = None
        for at, one in zip(waiting, answer["items"], strict=True):
            (result,) = one.values()
            fate = _fate(result)
            if fate is None:
                failure = _busy() if result["status"] == 429 else shards_away()
            else:
                fates[at] = fate
        return failure

    def _halved(
        self, operations: Sequence[Operation], waiting: Sequence[int], fates: dict[int, Fate]
    ) -> AtlasError | None:
        """Send what is too large for one request in two; a record that is too large alone is refused."""
        if len(waiting) == 1:
            fates[waiting[0]] = "rejected"
            return None
        middle = len(waiting) // 2
        first = self._once(operations, waiting[:middle], fates)
        return self._once(operations, waiting[middle:], fates) or first


def _fate(result: dict[str, Any]) -> Fate | None:
    """Return what became of one operation; ``None`` where it is worth another try."""
    status, error = int(result["status"]), result.get("error")
    if error is None or status == 404:  # a document to delete that is not there
        if error is not None:
            raise EngineDamaged("集群里少了一个索引。", "An index is missing in the cluster.")
        return "written"
    stopping = _stopping(status, error)
    if stopping is not None:
        raise stopping
    if status in _AGAIN:
        return None
    if status == 409:
        return "stale"
    if status == 400:
        return "rejected"
    raise EngineError(f"集群拒绝写入（{status}）。", f"The cluster refuses to write ({status}).")


def _stopping(status: int, error: Any) -> AtlasError | None:
    if _disk_full(error):
        return EngineError(
            "集群的磁盘将满，索引已变为只读。", "The cluster's disk is nearly full; its indices are read-only.",
            hint=Wording("请腾出空间，再载入一次。", "Make room, and load again."),
        )  # fmt: skip
    if status == 403 and isinstance(error, dict) and "cluster_block_exception" in json.dumps(error):
        return EngineError(
            "集群的索引被设为不可写。", "The cluster's indices are blocked for writing.",
            hint=Wording("请解除索引的写入限制，再载入一次。", "Lift the block on its indices, and load again."),
        )  # fmt: skip
    return forbidden() if status == 403 else None


def _disk_full(error: Any) -> bool:
    return isinstance(error, dict) and "flood-stage" in json.dumps(error)


def _busy() -> EngineBusy:
    return EngineBusy("集群忙，请稍后再载入。", "The cluster is busy. Load again later.")


def _chunks(operations: Sequence[Operation], most: int) -> Iterator[Sequence[Operation]]:
    chunk: list[Operation] = []
    size = 0
    for one in operations:
        length = len(one.body or b"") + 200
        if chunk and size + length > most:
            yield chunk
            chunk, size = [], 0
        chunk.append(one)
        size += length
    if chunk:
        yield chunk
