"""One engine over generated filings of every right, and its export."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bench.corpus.write import Size, write
from domain.codec import as_json
from domain.engine import Engine, Searcher
from domain.query import All, SearchRequest
from indexer.build import load
from indexer.embeddings import OFF
from indexer.engines.connect import EngineSettings, connect


@pytest.fixture(scope="session")
def yearbook_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    files, folder = tmp_path_factory.mktemp("filings"), tmp_path_factory.mktemp("index")
    write(files, 13, Size(patents=260, marks=100, designs=40, gis=20, layouts=14, signs=4, short=True))
    made = connect(EngineSettings(f"embedded:{folder / 'index'}", folder, embedding=OFF))
    assert load(made, [files]).outcome == "complete"
    yield made
    made.close()


@pytest.fixture(scope="session")
def searcher(yearbook_engine: Engine) -> Searcher:
    return yearbook_engine.searcher()


@pytest.fixture(scope="session")
def exported(searcher: Searcher) -> list[dict[str, Any]]:
    return [json.loads(json.dumps(as_json(one))) for one in searcher.stream(SearchRequest(query=All()))]
