"""The tables through the API, the pages and the command: files equal on equal data, revisions shown, bad input told."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from bench.corpus.write import Size, write
from domain.engine import Engine
from domain.query import Exact, SearchRequest
from indexer.build import load
from indexer.embeddings import OFF
from indexer.engines.connect import EngineSettings, connect
from indexer.workspace import opened
from search_api.settings import ApiSettings, Budgets
from search_api.statistics import asked
from search_api.statistics.catalog import TABLES
from search_api.statistics.yearbook import Yearbook
from ui.application import create_site
from ui.statistics.report import files, made


@pytest.fixture(scope="module")
def client(yearbook_engine: Engine) -> TestClient:
    return TestClient(create_site(yearbook_engine, ApiSettings(budgets=Budgets(points_per_minute=0))))


def written(engine: Engine, lang: str, **pairs: str) -> dict[str, bytes]:
    searcher = engine.searcher()
    try:
        with opened(engine) as connection:
            return files(
                made(Yearbook(searcher, asked.read(searcher, list(pairs.items()))), connection, lang), connection
            )
    finally:
        searcher.close()


def test_the_list_and_every_format(client: TestClient) -> None:
    listed = client.get("/api/v1/statistics").json()["tables"]
    assert [one["table"] for one in listed] == list(TABLES)
    body = client.get("/api/v1/statistics/2-3", params={"year": 2019}).json()
    assert body["analysis"] == "patents-region" and body["table"]["rows"] and body["revision"] is None
    lines = client.get("/api/v1/statistics/patents-region", params={"year": 2019, "format": "csv"}).text.splitlines()
    assert len(lines) == len(body["table"]["rows"]) + 1
    address = "/api/v1/statistics/patents-region?year=2019&format=xlsx&lang=zh"
    one, two = client.get(address).content, client.get(address).content
    assert one == two and "xl/worksheets/sheet2.xml" in zipfile.ZipFile(BytesIO(one)).namelist()
    posted = client.post(
        "/api/v1/statistics/patents-region", json={"year": 2019, "population": "region,residents\nCN,1\n"}
    )
    assert "per_10000" in [one["name"] for one in posted.json()["table"]["columns"]]


@pytest.mark.parametrize(
    "query", ["year=19", "address=home", "year=2019&year=2020", "colour=red", "format=pdf", "office=CNX"]
)
def test_a_wrong_parameter_is_told(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/statistics/rights?{query}")
    assert answer.status_code == 422 or answer.status_code == 400, answer.text
    assert answer.json()["code"]
    assert client.get("/api/v1/statistics/nothing").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_show_each_table(client: TestClient, lang: str) -> None:
    for address in (
        f"/{lang}/statistics",
        *(f"/{lang}/statistics/{name}?year=2019" for name in ("rights", "years", "patents-kind-type", "marks-nice")),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = html.fromstring(answer.text)
        assert len(page.xpath("//h1")) == 1 and page.xpath("//nav//a[@aria-current='page']")
    assert page.xpath("//table//tr[@class='sum']") and page.xpath(f"//td/a[starts-with(@href, '/{lang}/search')]")
    empty = client.get(f"/{lang}/statistics/patents-region?year=2019&region=Atlantis")
    assert empty.status_code == 200 and "Atlantis" in empty.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_white_paper_is_the_same_each_time(yearbook_engine: Engine, lang: str) -> None:
    one, two = (written(yearbook_engine, lang, year="2019") for _ in range(2))
    assert one == two
    book = html.fromstring(one["whitepaper.html"])
    assert not book.xpath("//@src | //link/@href") and all(one.startswith("#") for one in book.xpath("//a/@href"))
    assert len(book.xpath("//section/h3")) == len(TABLES)
    manifest = json.loads(one["manifest.json"])
    assert set(manifest["tables"]) == {name for name in one if name.startswith("tables/")}


def test_a_late_record_is_a_revision(tmp_path: Path) -> None:
    write(tmp_path / "filings", 3, Size(patents=24, marks=0, designs=0, gis=0, layouts=0, signs=0, short=True))
    engine = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path, embedding=OFF))
    assert load(engine, [tmp_path / "filings"]).outcome == "complete"
    searcher = engine.searcher()
    target = next(one for one in searcher.stream(SearchRequest(query=Exact("office", "US"))) if one.kind == "B2")
    searcher.close()
    first = written(engine, "en", year="2017")
    late = tmp_path / "late.csv"
    late.write_text(
        "number,office,number_type,right,date,code,category,party,party_country,role,text,as_of\n"
        f"{target.id.split('-')[1]},US,,patent,2017-05-05,,pledge,,,,Recorded pledge,\n"
    )
    assert load(engine, [late]).counts["indexed"] == 1
    second, third = (written(engine, "en", year="2017") for _ in range(2))
    assert first != second and second == third
    book = html.fromstring(second["whitepaper.html"])
    told = [one.text_content() for one in book.xpath("//section[@id='recordals-right']//table[@class='tight']//tr")]
    assert "PatentsPledges01" in [one.replace("\n", "") for one in told], told
    with TestClient(create_site(engine, ApiSettings(budgets=Budgets(points_per_minute=0)))) as client:
        body = client.get("/api/v1/statistics/recordals-right?year=2017").json()
        assert {"row": "patent", "column": "pledge", "old": 0, "new": 1} in body["revision"]["figures"]
        assert "revised" in client.get("/en/statistics/recordals-right?year=2017").text
    engine.close()
