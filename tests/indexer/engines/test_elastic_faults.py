"""Real faults on real servers: answers lost on the way, a busy cluster, loads and nodes killed, one of three nodes gone."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from domain.query import All, FacetRequest, SearchRequest, Terms
from indexer.build import load
from indexer.engines.elastic import bulk, patience
from indexer.engines.elastic.bulk import Bulk, Fate, Operation
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings
from tests.indexer.corpus import HERE, State, loaded, state_of
from tests.indexer.engines import elastic_corpus, elastic_server
from tests.indexer.engines.door import Busy, Deal, Door, Losing
from tests.indexer.engines.invented import parts, patent

pytestmark = pytest.mark.elasticsearch
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return elastic_corpus.files_in(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> State:
    """Return what a load without any fault leaves."""
    engine = elastic_server.engines(tmp_path_factory.mktemp("calm"), elastic_server.shared_settings())()
    loaded(engine, files)
    return state_of(engine)


def behind(deal: Deal) -> tuple[Door, ClusterSettings]:
    """Return a door before the server, and settings that lead through it."""
    settings = elastic_server.prefixed(elastic_server.shared_settings())
    if not settings.urls[0].startswith("http://"):
        pytest.skip("the door passes plain HTTP only")
    door = Door(settings.urls[0], deal)
    return door, replace(settings, urls=(door.url,))


def loaded_through(deal: Deal, folder: Path, files: list[Path]) -> State:
    door, settings = behind(deal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "_FIRST", 0.02)
        engine = ElasticEngine(settings, folder)
        loaded(engine, files)
        state = state_of(engine)
    engine.close()
    door.close()
    return state


def test_a_lost_answer_writes_nothing_twice(tmp_path: Path, files: list[Path], calm: State) -> None:
    """Every third bulk is applied by the server, and the connection dropped before it can say so."""
    losing = Losing(3)
    assert loaded_through(losing, tmp_path, files) == calm and losing.lost > 1


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5])
def test_a_busy_cluster_loses_nothing(share: float, tmp_path: Path, files: list[Path], calm: State) -> None:
    """A share of the operations is answered 429; they alone are sent again, until every one is written."""
    busy = Busy(share)
    assert loaded_through(busy, tmp_path, files) == calm
    written = busy.sent - busy.turned_away
    assert busy.turned_away > (0 if share > 0.1 else -1) and written < 1.5 * len(calm[0]) + 40


def test_what_is_busy_and_taken_for_written_is_caught(tmp_path: Path, files: list[Path], calm: State) -> None:
    fate = bulk._fate
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_fate", lambda result: fate(result) or "written")
        with pytest.raises(AssertionError):
            assert loaded_through(Busy(0.3), tmp_path, files) == calm


def test_a_killed_load_goes_on_where_it_was(tmp_path: Path, files: list[Path], calm: State) -> None:
    """``kill -9`` of the process at several instants; the same command again comes to the same state and counts."""
    settings = elastic_server.prefixed(elastic_server.shared_settings())
    if settings.ca or settings.key:
        pytest.skip("the process is told an address alone")
    command = [sys.executable, "-m", "tests.indexer.engines.loading_process", settings.urls[0], settings.prefix]
    command += [str(tmp_path), *map(str, files)]
    killed = 0
    for batches in (1, 2, 4):
        process = subprocess.Popen([*command[:3], "--slowly", *command[3:]], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(batches):
            process.stdout.readline()
        process.kill()
        killed += process.wait() != 0
        process.stdout.close()
    assert killed >= 2
    done = subprocess.run(command, cwd=ROOT, timeout=300, capture_output=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert state_of(ElasticEngine(settings, tmp_path)) == calm


def at_send(patch: pytest.MonkeyPatch, turn: int, act: Callable[[], None]) -> None:
    """Do something just before the ``turn``-th bulk of a load is sent."""
    send, calls = Bulk.send, iter(range(1, 10_000))

    def sending(self: Bulk, operations: Sequence[Operation]) -> list[Fate]:
        if next(calls) == turn:
            act()
        return send(self, operations)

    patch.setattr(Bulk, "send", sending)


def test_a_node_killed_under_a_load_and_resumed(tmp_path: Path, files: list[Path], calm: State) -> None:
    """``kill -9`` of the only node; it comes back on its old data, and the load that waited goes on by itself."""
    server = elastic_server.own()
    engine = ElasticEngine(elastic_server.prefixed(server.settings, write_seconds=600.0), tmp_path)
    resuming = threading.Thread(target=server.command, args=("resume",))

    def kill() -> None:
        server.command("stop", "--kill")
        resuming.start()

    with pytest.MonkeyPatch.context() as patch:
        at_send(patch, 3, kill)
        report = load(engine, files, HERE)
    resuming.join()
    assert report.outcome == "complete" and state_of(engine) == calm


class Asking:
    """Threads that search all the time, and what they found wrong: an error, or an answer that cannot be."""

    def __init__(self, engine: ElasticEngine, least: int, most: int) -> None:
        self.engine, self.least, self.most = engine, least, most
        self.wrong: list[object] = []
        self.answered = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(2)]
        for one in self._threads:
            one.start()

    def _ask(self) -> None:
        request = SearchRequest(query=Terms("text", "battery"), facets=(FacetRequest("office"),), size=10)
        while not self._stop.wait(0.05):
            try:
                found = self.engine.searcher().search(request)
                counted = sum(one.count for one in found.facets[0].counts)
                if not self.least <= found.total <= self.most or counted != found.total or len(found.hits) != 10:
                    self.wrong.append((found.total, counted, len(found.hits)))
                record = self.engine.searcher().record("US-2000000-A1")
                if record is None:
                    self.wrong.append("a record is missing")
            except Exception as error:
                self.wrong.append(error)
            self.answered += 1

    def stopped(self) -> None:
        self._stop.set()
        for one in self._threads:
            one.join()


def test_one_of_three_nodes_killed_under_queries_and_a_load(tmp_path: Path) -> None:
    """Nothing is lost, no answer is wrong, and the cluster recovers without a hand."""
    server = elastic_server.three()
    engine = ElasticEngine(elastic_server.prefixed(server.settings, write_seconds=600.0), tmp_path)
    with engine.writer() as writer:
        writer.write(parts([patent(n) for n in range(200)]))
        writer.finish()
    green(engine)
    asking = Asking(engine, 200, 600)
    try:
        with engine.writer() as writer:
            for start in range(200, 600, 50):
                if start == 300:
                    server.command("stop", "--node", holder(engine), "--kill")
                assert writer.write(parts([patent(n) for n in range(start, start + 50)])) == ["indexed"] * 50
            writer.finish()
        assert engine.searcher().count(All()) == 600
        until = time.monotonic() + 60
        while asking.answered < 30 and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        asking.stopped()
    assert not asking.wrong, asking.wrong[:3]
    assert asking.answered >= 30 and engine.searcher().count(All()) == 600
    green(engine)
    assert len(list(engine.searcher().stream(SearchRequest(query=All())))) == 600


def holder(engine: ElasticEngine) -> str:
    """Return the node that holds the primary shard of the patents."""
    shards = engine.cluster.client.cat.shards(index=engine.cluster.alias("patent"), format="json")
    return next(str(one["node"]) for one in shards if one["prirep"] == "p")


def green(engine: ElasticEngine) -> None:
    """Wait until every shard of ours has its replica."""
    answer = engine.cluster.client.options(request_timeout=90).cluster.health(
        index=f"{engine.cluster.prefix}-*", wait_for_status="green", timeout="80s"
    )
    assert answer["status"] == "green"
