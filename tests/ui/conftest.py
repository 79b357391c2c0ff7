"""A site over generated filings of every right, a client that asks it, and what tests read of a page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.corpus.write import Size, write
from domain.engine import ClassTitle, Engine
from domain.filings import RIGHTS
from domain.query import All, SearchRequest
from indexer.build import load
from indexer.engines.connect import EngineSettings, connect
from loaders.reference.lists import own_titles
from search_api.logs import configure
from search_api.settings import ApiSettings, Budgets
from tests.ui.reading import Site
from ui.application import create_site

SIZE = Size(patents=160, marks=80, designs=24, gis=12, layouts=8, signs=6)
TITLES = (
    ClassTitle("ipc", "H01", "H", 2, "电气元件", "ELECTRIC ELEMENTS"),
    ClassTitle("ipc", "H01M", "H01", 3, "电池", "BATTERIES"),
    ClassTitle("group", "3002", "30", 2, "茶、茶饮料", None),
)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    configure("ERROR")
    files = tmp_path_factory.mktemp("filings")
    write(files, 7, SIZE)
    folder = tmp_path_factory.mktemp("index")
    made = connect(EngineSettings(f"embedded:{folder / 'index'}", Path(folder)))
    with made.writer() as writer:
        writer.write_titles(own_titles())
        writer.write_titles(TITLES)
    assert load(made, [files]).outcome == "complete"
    yield made
    made.close()


@pytest.fixture(scope="session")
def site(engine: Engine) -> Iterator[Site]:
    """The site without limits, and one record of each right."""
    budgets = replace(Budgets(), points_per_minute=0)
    searcher = engine.searcher()
    ids: dict[str, str] = {}
    for right in RIGHTS:
        found = searcher.search(SearchRequest(query=All(), rights=(right,), size=100, highlight=False)).hits
        ids[right] = max(found, key=lambda hit: (len(hit.filing.events) + len(hit.filing.citations), hit.id)).id
    searcher.close()
    with TestClient(create_site(engine, ApiSettings(budgets=budgets)), follow_redirects=False) as client:
        yield Site(client, ids)
