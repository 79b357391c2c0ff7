"""Both engines rank alike: the same records in the same order, with the same scores."""

from collections.abc import Iterator

import pytest

from domain.engine import Engine, Hit
from domain.query import All, And, Near, Or, Phrase, Prefix, Query, Range, SearchRequest, Terms
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.embedded.engine import EmbeddedEngine
from tests.indexer.engines import elastic_server
from tests.indexer.engines.invented import parts, random_patents

pytestmark = pytest.mark.elasticsearch
Engines = tuple[Engine, Engine]


def T(text: str) -> Terms:
    return Terms("text", text)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    settings = elastic_server.prefixed(elastic_server.shared_settings())
    cluster = ElasticEngine(settings, tmp_path_factory.mktemp("state"))
    embedded = EmbeddedEngine(tmp_path_factory.mktemp("embedded"))
    for engine in (cluster, embedded):
        with engine.writer() as writer:
            writer.write(parts(random_patents(seed=11, count=160)))
            writer.finish()
    yield cluster, embedded
    embedded.close()


def ranked(engine: Engine, query: Query, size: int = 160) -> list[Hit]:
    return list(engine.searcher().search(SearchRequest(query=query, size=size)).hits)


@pytest.mark.parametrize(
    "query",
    [
        All(),
        T("battery"),
        T("锂离子"),
        Or((T("separator"), T("charging"), T("电池"))),
        And((T("lithium"), T("carbon"))),
        Phrase("text", "lithium battery"),
        Phrase("text", "锂离子电"),
        Prefix("text", "lithium batt"),
        Prefix("text", "batt"),
        And((T("cell"), Near("words", (T("battery"), T("carbon")), 3))),
        Or((T("anode"), Near("words", (T("battery"), Phrase("text", "lithium carbon")), 4, ordered=True))),
        And((T("cell"), Near("sentence", (T("battery"), Or((T("anode"), T("cathode"))))))),
        And((T("cell"), Near("paragraph", (T("battery"), Prefix("text", "char"))))),
        And((T("cell"), Range("published", "2005", "2012"))),
    ],
    ids=str,
)
def test_the_same_order_and_scores(query: Query, engines: Engines) -> None:
    ours, theirs = (ranked(engine, query) for engine in engines)
    assert ours and [one.id for one in ours] == [one.id for one in theirs]
    scores = [one.score or 0.0 for one in ours]
    assert scores == pytest.approx([one.score or 0.0 for one in theirs], rel=1e-5)


def test_equal_scores_are_in_the_order_of_the_key_on_every_page(engines: Engines) -> None:
    """Every record has the same score here, so that the key alone gives the order."""
    for engine in engines:
        whole = [one.id for one in ranked(engine, All())]
        pages = [
            [one.id for one in engine.searcher().search(SearchRequest(query=All(), size=20, page=page)).hits]
            for page in range(1, 9)
        ]
        assert [id for page in pages for id in page] == whole
