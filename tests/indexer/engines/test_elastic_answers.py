"""Answers of a cluster beyond the contract: exports from one point in time, groups at their limit, words that are only words."""

import re
from pathlib import Path
from typing import Any

import elasticsearch
import pytest

from domain.errors import EngineTimeout
from domain.query import All, SearchRequest, Terms, Wildcard
from indexer.engines import aggregations
from indexer.engines.elastic import pits, reading
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.shapes import shape
from tests.indexer.engines import elastic_server
from tests.indexer.engines.invented import parts, patent

COUNT = 30


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ElasticEngine:
    settings = elastic_server.prefixed(elastic_server.shared_settings())
    made = ElasticEngine(settings, tmp_path_factory.mktemp("state"))
    with made.writer() as writer:
        writer.write(parts([patent(n) for n in range(COUNT)]))
        writer.finish()
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids of the points in time that are opened from now on."""
    ids: list[str] = []
    opening = elasticsearch.Elasticsearch.open_point_in_time

    def noting(self: elasticsearch.Elasticsearch, **given: Any) -> Any:
        answer = opening(self, **given)
        ids.append(answer["id"])
        return answer

    monkeypatch.setattr(elasticsearch.Elasticsearch, "open_point_in_time", noting)
    monkeypatch.setattr(reading.pages_of, "__defaults__", (7,))
    return ids


def is_open(engine: ElasticEngine, id: str) -> bool:
    try:
        engine.cluster.client.search(pit={"id": id}, size=0)
    except elasticsearch.NotFoundError:
        return False
    return True


@pytest.mark.elasticsearch
def test_an_export_is_of_one_point_in_time(engine: ElasticEngine, opened: list[str]) -> None:
    """Records written and refreshed while it runs are not in it, and it holds nothing when it has ended."""
    export = engine.searcher().stream(SearchRequest(query=All()))
    found = [next(export).id]
    assert len(opened) == 1 and is_open(engine, opened[0])
    with engine.writer() as writer:
        writer.write(parts([patent(n) for n in range(100, 110)]))
        writer.finish()
    assert engine.searcher().count(All()) == COUNT + 10
    found += [one.id for one in export]
    assert found == sorted(f"US-{2_000_000 + n}-A1" for n in range(COUNT))
    assert not is_open(engine, opened[0])


@pytest.mark.elasticsearch
def test_an_export_that_is_left_holds_nothing(engine: ElasticEngine, opened: list[str]) -> None:
    export: Any = engine.searcher().stream(SearchRequest(query=All()))
    next(export)
    assert is_open(engine, opened[0])
    export.close()
    assert not is_open(engine, opened[0])


@pytest.mark.elasticsearch
def test_an_export_whose_point_in_time_is_gone_says_so(engine: ElasticEngine, opened: list[str]) -> None:
    export = engine.searcher().stream(SearchRequest(query=All()))
    next(export)
    engine.cluster.client.close_point_in_time(id=opened[0])
    with pytest.raises(EngineTimeout, match="Begin it again"):
        list(export)


@pytest.mark.elasticsearch
def test_the_newest_point_in_time_is_sent(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server may answer with another id; the one before must not be asked again."""
    sent: list[str] = []

    class Renaming:
        """A client whose server gives the point in time a new id with each answer."""

        def __getattr__(self, name: str) -> Any:
            return getattr(engine.cluster.client, name)

        def options(self, **given: Any) -> "Renaming":
            return self

        def search(self, *, pit: dict[str, str], **given: Any) -> dict[str, Any]:
            sent.append(pit["id"])
            own = {**pit, "id": pit["id"].partition("#")[0]}
            answer = engine.cluster.client.search(pit=own, **given).body
            return {**answer, "pit_id": f"{answer['pit_id']}#{len(sent)}"}

        def close_point_in_time(self, *, id: str) -> None:
            sent.append(id)
            engine.cluster.client.close_point_in_time(id=id.partition("#")[0])

    class Cluster:
        client = searching = Renaming()
        aliases = staticmethod(engine.cluster.aliases)

    assert len(list(pits.paged(Cluster(), {"match_all": {}}, 20, ("light",)))) >= COUNT  # type: ignore[arg-type]
    assert [one.partition("#")[2] for one in sent] == ["", *map(str, range(1, len(sent)))] and len(sent) > 2


@pytest.mark.elasticsearch
@pytest.mark.parametrize(("spare", "relation"), [(0, "eq"), (-1, "estimated")])
def test_groups_are_exact_up_to_their_limit(
    spare: int, relation: str, engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = engine.searcher().count(All())
    monkeypatch.setattr(aggregations, "MOST_GROUPS", held + spare)
    groups = engine.searcher().search(SearchRequest(query=All(), group="application", size=1)).groups
    assert groups is not None and (groups.total, groups.relation) == (held, relation)


def test_no_text_of_a_person_is_parsed_by_the_server() -> None:
    """What parses text of its own has no place in what we send; signs of a pattern are escaped."""
    folder = Path(__file__).parents[3] / "indexer" / "engines" / "elastic"
    source = "\n".join(one.read_text(encoding="utf-8") for one in folder.glob("*.py"))
    assert not re.findall(
        r'"(?:query_string|simple_query_string|regexp|script|script_score|multi_match|more_like_this)"', source
    )
    assert shape("title", r"a*b?c\d", "x?y") == {"wildcard": {"title": {"value": r"a\*b\?c\\d" + "x?y"}}}
    assert shape("title", "a*", "*") == {"prefix": {"title": {"value": "a*"}}}


@pytest.mark.elasticsearch
@pytest.mark.parametrize(
    "text", ["battery) OR *:*", 'title:"battery" AND NOT x', "/.*/", "battery^9~", "{!} \\", "\x00"]
)
def test_signs_of_a_query_language_are_only_words(text: str, engine: ElasticEngine) -> None:
    searcher = engine.searcher()
    assert searcher.count(Terms("text", text)) <= searcher.count(Terms("text", "battery"))
    assert searcher.count(Terms("title", "/.*/")) == 0
    assert searcher.count(Wildcard("title", "batt?ry*")) == searcher.count(Terms("title", "battery"))
