"""Segments of marks are put together after a load: into one after a large load, into a few after small ones."""

from collections.abc import Iterator
from pathlib import Path

import elastic_transport
import pytest

from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.writer import refresh
from tests.indexer.engines import elastic_server
from tests.indexer.engines.invented import mark, parts, patent

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[ElasticEngine]:
    made = ElasticEngine(elastic_server.prefixed(elastic_server.shared_settings()), tmp_path)
    yield made
    made.close()


def loaded(engine: ElasticEngine, first: int, steps: int, each: int = 20) -> None:
    """Load marks and patents, each step into a segment of its own."""
    with engine.writer() as writer:
        for at in range(first, first + steps * each, each):
            writer.write(parts([*(mark(n) for n in range(at, at + each)), *(patent(n) for n in range(at, at + each))]))
            refresh(engine.cluster)
        writer.finish()


def segments(engine: ElasticEngine, right: str) -> int:
    refresh(engine.cluster)
    answer = engine.cluster.client.indices.segments(index=engine.cluster.alias(right))
    (index,) = answer["indices"].values()
    return sum(len(shard[0]["segments"]) for shard in index["shards"].values())


def test_a_large_load_leaves_one_segment_of_marks(engine: ElasticEngine) -> None:
    loaded(engine, 0, 7)
    assert segments(engine, "trademark") == 1 < segments(engine, "patent")


def test_small_loads_leave_a_few(engine: ElasticEngine) -> None:
    loaded(engine, 0, 7)
    for number in range(140, 148):
        loaded(engine, number, 1, each=1)
    assert 1 < segments(engine, "trademark") <= 4
    assert engine.searcher().record(mark(147).id) is not None


def test_what_cannot_be_merged_is_loaded_all_the_same(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*given: object, **options: object) -> None:
        raise elastic_transport.ConnectionTimeout("no answer")

    monkeypatch.setattr(type(engine.cluster.client.indices), "forcemerge", away)
    loaded(engine, 0, 3)
    assert segments(engine, "trademark") == 3 and engine.searcher().record(mark(59).id) is not None


def test_a_new_generation_of_marks_is_one_segment(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("indexer.engines.elastic.merging._RIGHTS", ())
        loaded(engine, 0, 5)
    assert segments(engine, "trademark") > 1
    engine.reindex()
    assert segments(engine, "trademark") == 1
