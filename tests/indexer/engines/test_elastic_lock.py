"""One load at a time writes to a cluster, from whatever machine, and one that died holds nothing for ever."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import EngineBusy
from indexer.engines.elastic import ledgers, lock
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.writer import ElasticWriter
from tests.indexer.engines import elastic_server
from tests.indexer.engines.invented import parts, patent

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[ElasticEngine, ElasticEngine]]:
    settings = elastic_server.prefixed(elastic_server.shared_settings())
    yield ElasticEngine(settings, tmp_path / "one"), ElasticEngine(settings, tmp_path / "two")


def test_a_load_on_another_machine_is_seen(machines: tuple[ElasticEngine, ElasticEngine]) -> None:
    here, there = machines
    with here.writer():
        assert here.writing() and there.writing()
        with pytest.raises(EngineBusy), there.writer(wait=0.2):
            pass
    assert not there.writing()
    with there.writer(wait=1):
        pass


def test_a_dead_load_holds_nothing(
    machines: tuple[ElasticEngine, ElasticEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own machine goes on at once; another when it has watched the lease for its whole length."""
    here, there = machines
    with here._locked(1.0):
        pass
    with closing(here.connection()) as connection:
        left = {"owner": ledgers.owner(connection), "until": 9e12}  # a clock far ahead of ours
    here.cluster.client.index(index=here.cluster.state_index, id="lock", document=left)
    with pytest.raises(EngineBusy), there.writer(wait=0.2):
        pass
    with here.writer(wait=0.2):
        pass
    here.cluster.client.index(index=here.cluster.state_index, id="lock", document=left)
    monkeypatch.setattr(lock, "LEASE", 1.0)
    with there.writer(wait=20):
        pass


def test_a_lease_that_is_renewed_is_not_taken(
    machines: tuple[ElasticEngine, ElasticEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = machines
    monkeypatch.setattr(lock, "LEASE", 3.0)
    monkeypatch.setattr(lock, "_RENEWED", 0.2)
    with here.writer(), pytest.raises(EngineBusy), there.writer(wait=5):
        pass


def test_a_load_that_lost_its_lease_writes_no_more(machines: tuple[ElasticEngine, ElasticEngine]) -> None:
    """It was stopped for longer than the lease; another has begun since."""
    here, there = machines
    with pytest.raises(EngineBusy), here.writer() as writer:
        assert isinstance(writer, ElasticWriter)
        assert writer.write(parts([patent(1)])) == ["indexed"]
        writer._lease.held_until = 0.0
        assert writer.write(parts([patent(2)])) == ["indexed"], "nobody else has begun: the lease is still ours"
        theirs = {"owner": "another", "until": 9e12}
        there.cluster.client.index(index=there.cluster.state_index, id="lock", document=theirs)
        writer._lease.held_until = 0.0
        writer.write(parts([patent(3)]))
    assert there.searcher().record("US-2000003-A1") is None
