"""What the cluster alone promises of vectors: a generation has one model, and nothing is written with another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.engine import Engine
from domain.errors import EngineIncompatible, ParameterError
from domain.nearness import Nearness
from indexer.embeddings import OFF
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings
from search_api.similar.neighbours import ranker
from tests.indexer.engines import elastic_server
from tests.indexer.engines.contract_vectors import SCOPE, Dice, fill, near, said

pytestmark = pytest.mark.elasticsearch


class Newer(Dice):
    revision = "2"


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> dict[str, Dice | None]:
    """The embedders that there are, by setting."""
    known: dict[str, Dice | None] = {"dice": Dice(), OFF: None}
    monkeypatch.setattr("indexer.engines.elastic.vectors.open_embedder", known.__getitem__)
    monkeypatch.setattr("search_api.similar.neighbours.open_embedder", known.__getitem__)
    return known


@pytest.fixture
def settings(models: dict[str, Dice | None], tmp_path: Path) -> Iterator[ClusterSettings]:
    made = elastic_server.prefixed(elastic_server.shared_settings())
    yield made
    elastic_server.cleared(ElasticEngine(made, tmp_path), [made.prefix])


def refused(engine: Engine) -> None:
    with pytest.raises(EngineIncompatible) as caught:
        fill(engine, [said(99, "thing 99")])
    assert caught.value.hint is not None and "reindex" in caught.value.hint.en


def test_a_load_or_a_query_with_another_model_is_refused_until_reindex(
    settings: ClusterSettings, models: dict[str, Dice | None], tmp_path: Path
) -> None:
    engine = ElasticEngine(settings, tmp_path, "dice")
    fill(engine, [said(number, f"thing {number}") for number in range(20)])
    assert all(one.sound for one in engine.check())
    refused(ElasticEngine(settings, tmp_path))
    ranker(engine.searcher())
    models["dice"] = Newer()
    refused(engine)
    with pytest.raises(ParameterError, match="another version of the model"):
        ranker(engine.searcher())
    assert [one.code for one in engine.check() if not one.sound] == ["vectors"]
    engine.reindex()
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    held = searcher.embedding()
    assert held is not None and (held.revision, held.vectors) == ("2", 20)
    ranker(searcher)
    fill(engine, [said(99, "thing 99")])
    assert near(engine, Dice().one("thing 99"), SCOPE, 1) == ["XX-99-A"]
    with pytest.raises(EngineIncompatible):
        engine.rollback()
    assert len(near(engine, Dice().one("thing 99"), SCOPE, 50)) == 21
    engine.close()


def test_a_generation_without_vectors_and_back(
    settings: ClusterSettings, models: dict[str, Dice | None], tmp_path: Path
) -> None:
    fill(ElasticEngine(settings, tmp_path), [said(number, f"thing {number}") for number in range(20)])
    engine = ElasticEngine(settings, tmp_path, "dice")
    refused(engine)
    engine.reindex()
    assert len(near(engine, Dice().one("1"), SCOPE, 50)) == 20
    engine.rollback()
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    assert searcher.embedding() is None and searcher.nearest([1.0] * 64, SCOPE, 5) == []
    engine.close()
