"""The measurements run at a small size, and ask questions that have answers."""

import json
from pathlib import Path

import pytest

from bench import elastic, http, ingest, opening, query
from bench.figures import Figure, told
from bench.indexes import index_of
from bench.questions import KINDS, filters, questions
from search_api import params
from search_api.settings import Budgets
from tests.indexer.engines import elastic_server

SIZE = 120


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("kept") / "index"
    with index_of(SIZE, kept):
        pass
    return kept


def test_every_question_is_read_and_no_two_are_the_same() -> None:
    for kind in KINDS:
        asked = [tuple(one) for one in questions(kind, 20)]
        assert len(set(asked)) >= 18
        for place, pairs in enumerate(asked):
            read = params.read([*pairs, *filters(place)], "en", Budgets())
            assert len(read.request.filters) == 3


def test_figures_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "figures.json"
    told("loading", [Figure("filings", "10/s", "20/s", 0.5, "≥ 0.4 ×", True)], path)
    assert "| filings | 10/s | 20/s | 0.50 × | ≥ 0.4 × | yes |" in capsys.readouterr().out
    assert json.loads(path.read_text(encoding="utf-8"))["figures"][0]["ratio"] == 0.5


def test_query_gives_a_figure_for_each_kind_and_finds_something(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "query.json"
    assert query.main(["--size", str(SIZE), "--index", str(index), "--questions", "4", "--json", str(path)]) == 0
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
    assert len(figures) == len(KINDS) + 2
    assert all(figure["ratio"] > 0 for figure in figures)
    assert figures[0]["what"] != "term (0 of 4 with hits)"


def test_ingest_loads_all_and_feeds_the_peer_the_same(tmp_path: Path) -> None:
    figures = ingest.short_filings(40)
    assert "filings of 3." in figures[0].what
    assert figures and all(one.ratio is not None and one.ratio > 0 for one in figures)


def test_opening_kills_a_load_and_finds_the_index_whole(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "opening.json"
    assert opening.main(["--size", str(SIZE), "--index", str(index), "--json", str(path)]) == 0
    assert all(figure["met"] for figure in json.loads(path.read_text(encoding="utf-8"))["figures"])


def test_http_answers_every_request(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "http.json"
    assert http.main(["--size", str(SIZE), "--index", str(index), "--seconds", "1.5", "--json", str(path)]) == 0
    assert ", 0 failed" in json.loads(path.read_text(encoding="utf-8"))["figures"][0]["what"]


@pytest.mark.elasticsearch
def test_elastic_copies_an_index_and_exports_it_while_more_is_loaded(index: Path, tmp_path: Path) -> None:
    settings = elastic_server.shared_settings()
    if settings.ca or settings.key:
        pytest.skip("the measurement is told an address alone")
    path = tmp_path / "copied.json"
    given = ["--size", "40", "--parts", "export", "--embedded", str(index), "--json", str(path)]
    assert elastic.main([*given, "--url", settings.urls[0]]) == 0
    copied, exported = json.loads(path.read_text(encoding="utf-8"))["figures"]
    assert copied["what"].startswith("copy of 40 of ") and exported["met"]
    assert exported["what"].startswith("export of 40 of 40 records") and "MB at the end" in exported["what"]


@pytest.mark.elasticsearch
def test_elastic_compares_both_engines_and_loads_as_much_bare(tmp_path: Path) -> None:
    settings = elastic_server.shared_settings()
    if settings.ca or settings.key:
        pytest.skip("the measurement is told an address alone")
    path = tmp_path / "elastic.json"
    given = ["--size", "60", "--questions", "1", "--parts", "load,answers,queries,export", "--json", str(path)]
    assert elastic.main([*given, "--url", settings.urls[0]]) == 0
    figures = {one["what"].partition(",")[0]: one for one in json.loads(path.read_text(encoding="utf-8"))["figures"]}
    assert all(one["met"] for what, one in figures.items() if what.startswith("the same ") and "best" not in what)
    assert any(what.startswith("export of 60 of 60") and one["met"] for what, one in figures.items())
    assert any(what.startswith("load of") and one["ratio"] > 0 for what, one in figures.items())
