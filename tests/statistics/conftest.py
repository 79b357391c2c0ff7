"""Engines over generated filings of every right, and their export."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.corpus.write import Size, write
from domain.codec import as_json
from domain.engine import Engine, Searcher
from domain.query import All, SearchRequest
from indexer.build import load
from indexer.embeddings import OFF
from indexer.engines.connect import EngineSettings, connect
from tests.indexer.engines.elastic_server import engines, shared_settings


@pytest.fixture(scope="session")
def filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filings")
    write(folder, 13, Size(patents=260, marks=100, designs=40, gis=20, layouts=14, signs=4, short=True))
    return folder


@pytest.fixture(scope="session")
def yearbook_engine(filings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("index")
    made = connect(EngineSettings(f"embedded:{folder / 'index'}", folder, embedding=OFF))
    assert load(made, [filings]).outcome == "complete"
    yield made
    made.close()


@pytest.fixture(scope="session")
def yearbook_elastic(filings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = engines(tmp_path_factory.mktemp("state"), shared_settings())()
    assert load(made, [filings]).outcome == "complete"
    yield made
    made.close()


@pytest.fixture(scope="session")
def searcher(yearbook_engine: Engine) -> Searcher:
    return yearbook_engine.searcher()


@pytest.fixture(scope="session")
def exported(searcher: Searcher) -> list[dict[str, Any]]:
    return [json.loads(json.dumps(as_json(one))) for one in searcher.stream(SearchRequest(query=All()))]
