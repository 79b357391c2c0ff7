"""Generations on a cluster: built, verified and swapped in one step under searches; left and returned to after a death."""

import json
import threading
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from domain import codec
from domain.errors import EngineDamaged, EngineError
from domain.query import All, FacetRequest, SearchRequest, Sort, Terms
from indexer.engines import columns
from indexer.engines.elastic import generations, rebuilding
from indexer.engines.elastic.bulk import Bulk, Fate, Operation
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.generations import Index
from tests.indexer.engines import elastic_server
from tests.indexer.engines.invented import mark, part, parts, patent

pytestmark = pytest.mark.elasticsearch
COUNT = 60


@pytest.fixture
def engine(tmp_path: Path) -> ElasticEngine:
    """Return an engine that holds patents and marks, and one withdrawn record."""
    made = ElasticEngine(elastic_server.prefixed(elastic_server.shared_settings()), tmp_path)
    with made.writer() as writer:
        writer.write(parts([*(patent(n) for n in range(COUNT)), *(mark(n) for n in range(5))]))
        writer.write([part(None, id="US-2000007-A1", date="2020-03-03")])
        writer.finish()
    return made


def exported(engine: ElasticEngine) -> list[bytes]:
    return [codec.encode(one) for one in engine.searcher().stream(SearchRequest(query=All()))]


def numbers(engine: ElasticEngine) -> tuple[set[int], set[int]]:
    """Return the numbers of the published generation, and of all that are there."""
    published, every = generations.listed(engine.cluster)
    return {one.number for one in published.values()}, {one.number for one in every}


class Death(BaseException):
    """Stands for a process that dies: nothing is cleared up."""


def dying_after(patch: pytest.MonkeyPatch, sends: int) -> None:
    """Let the process die at the last of some bulks, whose second half alone arrived."""
    send, calls = Bulk.send, iter(range(1, 1_000))

    def dying(self: Bulk, operations: list[Operation]) -> list[Fate]:
        if next(calls) < sends:
            return send(self, operations)
        send(self, operations[len(operations) // 2 :])
        raise Death

    patch.setattr(Bulk, "send", dying)
    patch.setattr(generations, "discard", lambda *given: None)
    patch.setattr(rebuilding, "_PAGE", 20)


def test_what_a_dead_build_left_is_never_returned_to(engine: ElasticEngine) -> None:
    before = exported(engine)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Death):
        dying_after(patch, 2)
        engine.reindex()
    assert numbers(engine) == ({1}, {1, 2}) and exported(engine) == before
    with pytest.raises(EngineError, match="no previous"):
        engine.rollback()
    assert engine.reindex().generation == "000003"
    assert numbers(engine) == ({3}, {1, 3}), "the one before is kept, what was left is deleted"
    assert engine.rollback().generation == "000001" and exported(engine) == before


def a_death_on_the_way_back_loses_nothing(engine: ElasticEngine) -> None:
    engine.reindex()
    with engine.writer() as writer:
        writer.write(parts([patent(n, title="Loaded since") for n in range(100, 140)]))
        writer.write(parts([*(mark(n) for n in range(5, 9))]))
        writer.finish()
    before = exported(engine)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Death):
        dying_after(patch, 2)
        engine.rollback()
    assert exported(engine) == before
    state = engine.rollback()
    assert state.generation == "000001" and exported(engine) == before
    assert state.details["written_again"] == "44"


def test_a_death_on_the_way_back_loses_nothing(engine: ElasticEngine) -> None:
    a_death_on_the_way_back_loses_nothing(engine)
    assert engine.reindex().generation == "000003" and numbers(engine) == ({3}, {1, 3})


def test_going_on_from_what_is_there_is_caught(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a dead process wrote last says nothing of what it wrote before."""
    caught_up = rebuilding.caught_up

    def from_there(cluster: Any, source: Index, target: Index, model: Any, since: int, permitted: Any) -> int:
        rebuilding.refreshed(cluster, [target])
        return caught_up(cluster, source, target, model, rebuilding.highest(cluster, target), permitted)

    monkeypatch.setattr(rebuilding, "caught_up", from_there)
    with pytest.raises(AssertionError):
        a_death_on_the_way_back_loses_nothing(engine)


def lose(operations: list[Operation]) -> list[Operation]:
    return operations[:-1]


def change(operations: list[Operation]) -> list[Operation]:
    """Spoil one record in the middle, so that every count is right."""
    at = len(operations) // 2
    one = operations[at]
    assert one.body is not None
    return [*operations[:at], one._replace(body=one.body.replace(b'"en"', b'"fr"')), *operations[at + 1 :]]


def forget_words(operations: list[Operation]) -> list[Operation]:
    """Keep every record as it is, and let none be found by its title's words."""
    forgotten = {"title": columns.ABSENT}
    return [one._replace(body=json.dumps({**json.loads(one.body or b""), **forgotten}).encode()) for one in operations]


@pytest.mark.parametrize("spoil", [lose, change, forget_words], ids=lambda one: one.__name__)
def test_a_generation_that_differs_is_not_published(
    engine: ElasticEngine, spoil: Callable[[list[Operation]], list[Operation]]
) -> None:
    before = exported(engine)
    again = rebuilding._again
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rebuilding, "_again", lambda *given: spoil(again(*given)))
        patch.setattr(rebuilding, "_SAMPLE", 20)
        with pytest.raises(EngineDamaged, match="differs"):
            engine.reindex()
    assert numbers(engine) == ({1}, {1}) and exported(engine) == before


def a_swap_is_not_seen(engine: ElasticEngine) -> int:
    """Ask 50 times a second while generations change; every answer is whole and the same. Return how many there were."""
    request = SearchRequest(
        query=Terms("text", "battery"), facets=(FacetRequest("office"),), sort=Sort("published"), size=15
    )
    expected = engine.searcher().search(request)
    ids = [one.id for one in expected.hits]
    wrong: list[object] = []
    answered: list[float] = []
    stop = threading.Event()

    def ask(turn: int) -> None:
        due = time.monotonic() + turn / 50
        while not stop.is_set():
            time.sleep(max(0.0, due - time.monotonic()))
            due += 5 / 50
            try:
                found = engine.searcher().search(request)
                if (found.total, [one.id for one in found.hits], found.facets) != (
                    expected.total,
                    ids,
                    expected.facets,
                ):
                    wrong.append((found.total, [one.id for one in found.hits]))
            except Exception as error:
                wrong.append(error)
            answered.append(time.monotonic())

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(5)]
    for one in threads:
        one.start()
    try:
        engine.reindex()
        engine.rollback()
        engine.reindex()
        time.sleep(0.5)
    finally:
        stop.set()
        for one in threads:
            one.join()
    assert not wrong, wrong[:3]
    assert max(later - earlier for earlier, later in pairwise(answered)) < 10
    return len(answered)


def test_a_swap_is_not_seen(engine: ElasticEngine) -> None:
    assert a_swap_is_not_seen(engine) > 30
    assert engine.searcher().state().generation == "000003"


def test_a_swap_in_two_steps_is_caught(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = generations.publish

    def in_two_steps(cluster: Any, before: Iterable[Index], after: Iterable[Index]) -> None:
        published = list(before)
        publish(cluster, [], after)
        time.sleep(0.5)
        publish(cluster, published, [])

    monkeypatch.setattr(generations, "publish", in_two_steps)
    with pytest.raises((AssertionError, EngineError)):
        a_swap_is_not_seen(engine)
