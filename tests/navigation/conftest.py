"""Engines over a part of the gazette, of the American grants and of generated filings, and their export."""

import gzip
import json
import lzma
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from bench.corpus.write import Size, write
from domain.codec import as_json
from domain.engine import Engine, Searcher
from domain.query import All, SearchRequest
from indexer.build import load
from indexer.embeddings import DEFAULT
from indexer.engines.connect import EngineSettings, connect
from search_api import params
from search_api.settings import Budgets
from tests.indexer.engines.elastic_server import engines, shared_settings
from tests.shared_files import SHARED, shared_path

BUDGETS = Budgets(points_per_minute=0)
SOURCES = ("cn-gazette-jsonl", "us-patents-jsonl", "generated")


def _files(folder: Path) -> Path:
    """Write the files that every engine loads."""
    write(folder, 5, Size(patents=240, marks=0, designs=20, gis=0, layouts=0, signs=0))
    bench = SHARED / "data" / "bench"
    if bench.exists():
        with gzip.open(bench / "cn" / "cn_biblio.jsonl.gz", "rb") as lines:
            (folder / "gazette.jsonl").write_bytes(b"".join(islice(lines, 0, None, 90)))
        with lzma.open(bench / "us" / "us_patents.jsonl.xz", "rb") as lines:
            cut = [json.loads(line) for line in islice(lines, 0, None, 70)]
            for one in cut:
                one["desc"] = one["desc"][:60]
            text = "".join(json.dumps(one) + "\n" for one in cut)
            (folder / "grants.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _files(tmp_path_factory.mktemp("navigation"))


def _filled(engine: Engine, files: Path) -> Engine:
    report = load(engine, [files])
    assert report.outcome == "complete", report.line()
    return engine


@pytest.fixture(scope="session")
def embedded(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("index")
    made = _filled(connect(EngineSettings(f"embedded:{folder / 'index'}", folder)), files)
    yield made
    made.close()


@pytest.fixture(scope="session")
def elastic(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = _filled(engines(tmp_path_factory.mktemp("state"), shared_settings(), DEFAULT)(), files)
    yield made
    made.close()


@pytest.fixture(scope="session")
def searcher(embedded: Engine) -> Searcher:
    return embedded.searcher()


@pytest.fixture(scope="session")
def exported(searcher: Searcher) -> list[dict[str, Any]]:
    """Every patent and design as an export has it."""
    found = [json.loads(json.dumps(as_json(one))) for one in searcher.stream(SearchRequest(query=All()))]
    return [one for one in found if one["right"] in ("patent", "design")]


def source_filters(source: str) -> list[tuple[str, str]]:
    """Return the filters that leave one source's filings, or the generated ones."""
    if source == "generated":
        return [("right", "patent,design"), *(("f.-source", one) for one in SOURCES[:2])]
    return [("f.source", source)]


def present(source: str) -> None:
    """Skip the test where the real files of a source are not here."""
    if source in SOURCES[:2]:
        shared_path("bench")


def of_source(exported: list[dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """Return the exported filings of a source, each its own copy."""
    known = SOURCES[:2]
    return [
        dict(one)
        for one in exported
        if one["origin"]["source"] == source or (source == "generated" and one["origin"]["source"] not in known)
    ]


@pytest.fixture(scope="session")
def follow(searcher: Searcher) -> Callable[[str], int | None]:
    """Return how many units the search of a link finds."""
    return lambda link: followed(searcher, link)


def followed(searcher: Searcher, link: str) -> int | None:
    """Return what a link counts, ``None`` where a search only estimates its groups."""
    asked = params.read([*parse_qsl(urlsplit(link).query), ("size", "1")], "en", BUDGETS)
    found = searcher.search(asked.request)
    if found.groups is None:
        return found.total
    return found.groups.total if found.groups.relation == "eq" else None
