"""What becomes of each operation sent in bulk, against a cluster that answers as it is told."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import elastic_transport
import elasticsearch
import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig

from domain.errors import EngineAway, EngineBusy, EngineError, SettingsError
from indexer.engines.elastic import bulk, patience
from indexer.engines.elastic.bulk import Bulk, Operation

FULL = {"type": "es_rejected_execution_exception", "reason": "full"}
FLOOD = {
    "type": "cluster_block_exception",
    "reason": "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]",
}
BLOCKED = {"type": "cluster_block_exception", "reason": "index [x] blocked by: [FORBIDDEN/8/index write (api)]"}
Told = Callable[[int, list[str]], Sequence[tuple[int, Any]]]
"""Given the number of a call and the ids sent, the status and error of each."""


class Cluster:
    """Stands for a cluster: keeps the ids of each call, and answers them as ``told`` says."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.calls: list[list[str]] = []
        self.sizes: list[int] = []

    @property
    def writing(self) -> "Cluster":
        return self

    def bulk(self, operations: list[bytes]) -> dict[str, Any]:
        ids = [json.loads(one.split(b"\n", 1)[0])["index"]["_id"] for one in operations]
        self.calls.append(ids)
        self.sizes.append(sum(map(len, operations)))
        answers = self.told(len(self.calls), ids)
        items = [{"index": {"status": status, **({"error": error} if error else {})}} for status, error in answers]
        return {"items": items}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_FIRST", 0.001)


def sender(told: Told, permitted: Callable[[], None] = lambda: None, seconds: float = 20.0) -> tuple[Bulk, Cluster]:
    cluster = Cluster(told)
    return Bulk(cluster, seconds, permitted, streams=1), cluster  # type: ignore[arg-type]


def operations(count: int, size: int = 2) -> list[Operation]:
    return [Operation("x", str(n), n + 1, b"{" + b" " * (size - 2) + b"}") for n in range(count)]


def api_error(status: int, error: Any = None) -> Exception:
    meta = ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, NodeConfig("http", "es", 9200))
    return elasticsearch.ApiError("x", meta, {"error": error or {}})


def test_only_what_failed_is_sent_again() -> None:
    def told(call: int, ids: list[str]) -> list[tuple[int, Any]]:
        return [(429, FULL) if call == 1 and int(one) % 3 == 0 else (201, None) for one in ids]

    one, cluster = sender(told)
    assert one.send(operations(10)) == ["written"] * 10
    assert cluster.calls == [[str(n) for n in range(10)], ["0", "3", "6", "9"]]


def test_each_fate_is_its_own() -> None:
    statuses = {
        0: (201, None),
        1: (409, {"type": "version_conflict_engine_exception"}),
        2: (400, {"type": "x"}),
        3: (200, None),
    }
    one, cluster = sender(lambda call, ids: [statuses[int(at)] for at in ids])
    assert one.send(operations(4)) == ["written", "stale", "rejected", "written"] and len(cluster.calls) == 1


@pytest.mark.parametrize(
    ("status", "error", "kind", "word"),
    [(403, {"type": "security_exception"}, SettingsError, "key"), (429, FLOOD, EngineError, "disk"), (403, FLOOD, EngineError, "disk"),
     (403, BLOCKED, EngineError, "blocked")],
    ids=str,
)  # fmt: skip
def test_what_no_waiting_mends_stops_the_load(status: int, error: Any, kind: type[Exception], word: str) -> None:
    one, cluster = sender(lambda call, ids: [(201, None), (status, error)])
    with pytest.raises(kind) as caught:
        one.send(operations(2))
    assert word in str(caught.value) and len(cluster.calls) == 1


@pytest.mark.parametrize(("status", "word"), [(401, "does not know this key"), (403, "may not")])
def test_a_key_that_is_refused_stops_the_load(status: int, word: str) -> None:
    def told(call: int, ids: list[str]) -> list[tuple[int, Any]]:
        raise api_error(status, {"type": "security_exception"})

    one, cluster = sender(told)
    with pytest.raises(SettingsError) as caught:
        one.send(operations(2))
    assert word in str(caught.value) and len(cluster.calls) == 1


@pytest.mark.parametrize(
    "fault",
    [elastic_transport.ConnectionError("x"), elastic_transport.ConnectionTimeout("x"), elastic_transport.SerializationError("x"), api_error(503), api_error(429)],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_a_lost_answer_is_asked_for_again(fault: Exception) -> None:
    def told(call: int, ids: list[str]) -> list[tuple[int, Any]]:
        if call == 1:
            raise fault
        return [(200, None)] * len(ids)

    one, cluster = sender(told)
    assert one.send(operations(3)) == ["written"] * 3 and len(cluster.calls) == 2


def test_a_cluster_that_stays_busy_ends_the_load_in_time() -> None:
    one, cluster = sender(lambda call, ids: [(429, FULL)] * len(ids), seconds=0.05)
    with pytest.raises(EngineBusy):
        one.send(operations(1))
    assert len(cluster.calls) > 2


def test_what_is_too_large_is_halved_and_at_last_refused() -> None:
    def told(call: int, ids: list[str]) -> list[tuple[int, Any]]:
        if len(ids) > 2 or "5" in ids:
            raise api_error(413)
        return [(201, None)] * len(ids)

    one, _ = sender(told)
    assert one.send(operations(7)) == ["written"] * 5 + ["rejected"] + ["written"]


def test_a_bulk_is_cut_by_bytes() -> None:
    one, cluster = sender(lambda call, ids: [(201, None)] * len(ids))
    assert one.send(operations(40, size=1_000_000)) == ["written"] * 40
    assert 10_000_000 <= max(cluster.sizes) <= 15 << 20 and len(cluster.sizes) == 4
    assert 10_000_000 <= bulk.CHUNK_BYTES <= 15 << 20


def test_a_load_that_may_not_write_any_more_sends_nothing() -> None:
    """Also between two tries: another may hold the lease by then."""
    asked: list[int] = []

    def permitted() -> None:
        asked.append(1)
        if len(asked) > 1:
            raise EngineBusy("另一个载入。", "Another load.")

    one, cluster = sender(lambda call, ids: [(429, FULL)] * len(ids), permitted)
    with pytest.raises(EngineBusy, match="Another"):
        one.send(operations(3))
    assert len(cluster.calls) == 1


def test_reads_are_asked_again_while_the_cluster_is_away() -> None:
    given: list[Exception] = [api_error(503), EngineAway("x", "x"), elastic_transport.ConnectionError("x")]

    def call() -> str:
        if given:
            raise given.pop()
        return "answer"

    assert patience.patiently(call, 10) == "answer" and not given
    given.append(api_error(401))
    with pytest.raises(SettingsError):
        patience.patiently(call, 10)
    with pytest.raises(EngineAway):
        patience.patiently(lambda: (_ for _ in ()).throw(EngineAway("x", "x")), 0.02)
