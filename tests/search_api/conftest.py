"""One engine over generated filings of every right for all tests of the API, and clients that ask it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.corpus.write import Size, write
from domain.engine import ClassTitle, Engine
from domain.filings import Filing
from domain.query import All, SearchRequest
from indexer.build import load
from indexer.engines.connect import EngineSettings, connect
from loaders.reference.lists import own_titles
from search_api.application import create_app
from search_api.logs import configure
from search_api.settings import ApiSettings, Budgets

SIZE = Size(patents=260, marks=120, designs=24, gis=16, layouts=10, signs=8)
UNLIMITED = Budgets(points_per_minute=0)
TITLES = (
    ClassTitle("ipc", "H01", "H", 2, "电气元件", "Electric elements"),
    ClassTitle("ipc", "H01M", "H01", 3, "电池", "Batteries"),
    ClassTitle("ipc", "H01M10", "H01M", 4, "二次电池", "Secondary cells"),
)


@pytest.fixture(scope="session", autouse=True)
def quiet() -> None:
    configure("ERROR")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    files = tmp_path_factory.mktemp("corpus")
    write(files, 11, SIZE)
    folder = tmp_path_factory.mktemp("engine")
    made = connect(EngineSettings(f"embedded:{folder / 'index'}", Path(folder)))
    with made.writer() as writer:
        writer.write_titles(own_titles())
        writer.write_titles(TITLES)
    report = load(made, [files])
    assert report.outcome == "complete" and report.counts["indexed"] > 400
    yield made
    made.close()


@pytest.fixture(scope="session")
def filings(engine: Engine) -> dict[str, Filing]:
    """Every filing that the engine holds, to count by hand."""
    searcher = engine.searcher()
    found = {one.id: one for one in searcher.stream(SearchRequest(query=All()))}
    searcher.close()
    return found


@pytest.fixture(scope="session")
def client(engine: Engine) -> Iterator[TestClient]:
    with TestClient(create_app(engine, ApiSettings(budgets=UNLIMITED)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def limited(engine: Engine) -> Iterator[TestClient]:
    """A client of a service with small budgets."""
    budgets = replace(UNLIMITED, points_per_minute=30, body_bytes=2_000)
    with TestClient(create_app(engine, ApiSettings(budgets=budgets)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def engine_budget(engine: Engine) -> Iterator[TestClient]:
    """A client of a service that lets no query take more than a hundredth of a millisecond."""
    budgets = replace(UNLIMITED, cost_ms=0.01)
    with TestClient(create_app(engine, ApiSettings(budgets=budgets)), follow_redirects=False) as made:
        yield made
