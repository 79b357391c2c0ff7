"""The load's promises on a cluster: the same checks as on the embedded engine, with bugs planted for a cluster."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.engine import Engine
from domain.errors import EngineError
from indexer import ledger
from indexer.build import LoadReport, load
from indexer.engines.connect import ledger_of
from indexer.engines.elastic import ledgers
from indexer.engines.elastic.bulk import Bulk, Fate, Operation
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.writer import ElasticWriter
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.engines.kept import Header
from tests.indexer.corpus import HERE, State, loaded, records_only, state_of
from tests.indexer.engines import elastic_corpus, elastic_server
from tests.indexer.engines.invented import parts, patent
from tests.indexer.test_promises import the_same_files_change_nothing, what_is_rejected_is_kept_as_it_lies

pytestmark = pytest.mark.elasticsearch
Factory = Callable[[], Engine]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return elastic_corpus.files_in(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> State:
    """Return what a load without any fault leaves."""
    engine = elastic_server.engines(tmp_path_factory.mktemp("calm"), elastic_server.shared_settings())()
    loaded(engine, files)
    return state_of(engine)


@pytest.fixture
def engines(tmp_path: Path) -> Factory:
    return elastic_server.engines(tmp_path, elastic_server.shared_settings())


def test_the_same_files_change_nothing(engines: Factory, files: list[Path]) -> None:
    the_same_files_change_nothing(engines, files)


def test_what_is_rejected_is_kept_as_it_lies(engines: Factory, files: list[Path]) -> None:
    what_is_rejected_is_kept_as_it_lies(engines, files)


def any_order_gives_one_state(engines: Factory, files: list[Path], calm: State) -> None:
    """Backwards, and the two files of one publication changed about, each load on its own."""
    for order in (files[::-1], [files[at] for at in (2, 4, 0, 3, 1)]):
        engine = engines()
        for one in order:
            loaded(engine, [one])
        assert records_only(state_of(engine)) == records_only(calm)


def test_any_order_gives_one_state(engines: Factory, files: list[Path], calm: State) -> None:
    any_order_gives_one_state(engines, files, calm)


class Crash(BaseException):
    """Stands for a process that dies: nothing catches it."""


MOMENTS = ("before", "noted", "half", "sent", "after")
"""Before a batch is planned, once it is noted, half sent, sent, or kept in the ledger."""


def a_crash_counts_as_none(engines: Factory, files: list[Path], calm: State, moment: str) -> None:
    """Whatever moment the load dies at, the replay ends in the same state and the same counts of every file."""
    engine = engines()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Crash):
        _die(patch, moment, 3)
        load(engine, files, HERE)
    loaded(engine, files)
    assert state_of(engine) == calm


def _die(patch: pytest.MonkeyPatch, moment: str, at: int) -> None:
    calls = count(1)
    write, send = ElasticWriter.write_prepared, Bulk.send

    def dying_write(self: ElasticWriter, *given: Any) -> Any:
        turn = next(calls)
        if moment == "before" and turn == at:
            raise Crash
        outcomes = write(self, *given)
        if moment == "after" and turn == at:
            raise Crash
        return outcomes

    def dying_send(self: Bulk, operations: Sequence[Operation]) -> list[Fate]:
        if next(calls) != at:
            return send(self, operations)
        if moment != "noted":
            send(self, operations[: len(operations) // 2] if moment == "half" else operations)
        raise Crash

    if moment in ("before", "after"):
        patch.setattr(ElasticWriter, "write_prepared", dying_write)
    else:
        patch.setattr(Bulk, "send", dying_send)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_crash_counts_as_none(engines: Factory, files: list[Path], calm: State, moment: str) -> None:
    a_crash_counts_as_none(engines, files, calm, moment)


def let_the_last_one_win(patch: pytest.MonkeyPatch) -> None:
    class Newer(tuple[int, int]):
        def __gt__(self, other: object) -> bool:
            return True

    patch.setattr(Header, "age", property(lambda self: Newer((self.version, self.loader))))


def forget_what_was_noted(patch: pytest.MonkeyPatch) -> None:
    """A replay then takes for stale what the dead process wrote."""
    patch.setattr(ledgers, "begun", lambda *given: {})


def keep_the_checkpoint_before_the_records(patch: pytest.MonkeyPatch) -> None:
    write = ElasticWriter.write_prepared

    def early(self: ElasticWriter, delivered: Any, checkpoint: Any = None) -> Any:
        if checkpoint is not None:
            ledgers.complete(self._connection, checkpoint, [], {})
        return write(self, delivered, checkpoint)

    patch.setattr(ElasticWriter, "write_prepared", early)


def keep_the_counts_before_the_answer(patch: pytest.MonkeyPatch) -> None:
    """Complete a batch in the ledger, then send it."""
    send = ElasticWriter._send
    complete = ledgers.complete
    waiting: list[Any] = []

    def planned_only(self: ElasticWriter, planned: Any, ready: Any) -> Any:
        waiting.append((self, planned, ready))
        return planned.outcomes, []

    def completed(*given: Any) -> None:
        complete(*given)
        for one in waiting:
            send(*one)
        waiting.clear()

    patch.setattr(ElasticWriter, "_send", planned_only)
    patch.setattr(ledgers, "complete", completed)


def test_a_part_that_is_not_the_newest_is_caught(engines: Factory, files: list[Path], calm: State) -> None:
    with pytest.MonkeyPatch.context() as patch:
        let_the_last_one_win(patch)
        with pytest.raises(AssertionError):
            any_order_gives_one_state(engines, files, calm)


@pytest.mark.parametrize(
    ("bug", "moment"),
    [
        (forget_what_was_noted, "half"),
        (keep_the_checkpoint_before_the_records, "noted"),
        (keep_the_counts_before_the_answer, "half"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_wrong_order_of_operations_is_caught(
    bug: Callable[[pytest.MonkeyPatch], None], moment: str, engines: Factory, files: list[Path], calm: State
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        bug(patch)
        with pytest.raises(AssertionError):
            a_crash_counts_as_none(engines, files, calm, moment)


def test_a_record_that_the_cluster_refuses_is_quarantined(engines: Factory, files: list[Path]) -> None:
    """The server itself answers 400 for a body with a field that the mapping does not know."""
    engine = engines()
    lines = Operation.lines.fget  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:

        def spoilt(self: Operation) -> bytes:
            whole: bytes = lines(self)
            return whole[:-1] + b',"unknown":1}' if self.alias and sum(map(ord, self.id)) % 3 == 0 else whole

        patch.setattr(Operation, "lines", property(spoilt))
        report = load(engine, files[:1], HERE)
    assert report.counts["rejected"] > 0 and report.counts["indexed"] > 0 and report.files[0].consistent
    connection = ledger_of(engine)
    kept = ledger.rejects(connection)
    connection.close()
    assert len(kept) == report.counts["rejected"] and {one.reject.stage for one in kept} == {"write"}
    assert all(b'"light"' in one.reject.raw for one in kept)


def test_a_full_disk_stops_the_load(engines: Factory) -> None:
    engine = engines()
    assert isinstance(engine, ElasticEngine)
    with engine.writer() as writer:
        writer.write(parts([patent(1)]))
    client = engine.cluster.client
    name = engine.cluster.alias("patent")
    client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
    try:
        with pytest.raises(EngineError) as caught, engine.writer() as writer:
            writer.write(parts([patent(2)]))
        assert "disk" in caught.value.detail.en
    finally:
        client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})


def counts_of(report: LoadReport) -> list[Mapping[str, int]]:
    return [one.counts for one in report.files]


def test_both_engines_keep_the_same_of_a_load(engines: Factory, files: list[Path], tmp_path: Path) -> None:
    theirs, ours = engines(), EmbeddedEngine(tmp_path / "embedded")
    assert counts_of(loaded(theirs, files)) == counts_of(loaded(ours, files))
    assert records_only(state_of(theirs)) == records_only(state_of(ours))
    ours.close()
