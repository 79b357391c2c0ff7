"""Error pages: what is wrong, where, and what to do next; what was typed is kept."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NoReturn

import pytest
from starlette.testclient import TestClient

from domain.engine import Engine
from domain.errors import EngineAway
from search_api.settings import ApiSettings, Budgets
from tests.ui.reading import Site, first, text
from ui.application import create_site


def test_a_wrong_query_is_kept_and_repaired(site: Site) -> None:
    page = site.page("/en/search?q=titel:dryer tea", 400)
    box = first(page, "//input[@id='q']")
    assert box.get("value") == "titel:dryer tea" and box.get("aria-invalid") == "true"
    notice = first(page, f"//div[@id='{box.get('aria-describedby')}']")
    assert first(notice, ".//mark").text == "titel"
    repair = first(notice, ".//a")
    assert text(repair) == "title:dryer tea"
    site.page(repair.get("href"))
    assert text(site.page("/zh/search?q=titel:x", 400).xpath("//h1")[0]) == "检索式有误"


def test_a_record_that_is_not_loaded_says_what_is(site: Site) -> None:
    office, number, kind = site.ids["patent"].split("-")
    near = f"{office}{int(number) + 3}{kind}"
    page = site.page(f"/en/records/{near}", 404)
    said = text(page)
    assert near in said and "How the number was read" in said and "records; it is not among them." in said
    ids = [str(one).rpartition("/")[2] for one in page.xpath("//li[@class='hit']//*[@class='name']/a/@href")]
    assert site.ids["patent"] in ids or len(ids) == 6
    nothing = site.page("/en/records/KR102231145B1", 404)
    assert "Patents of Republic of Korea are not loaded." in text(nothing)


def test_a_number_of_several_records_lists_them(site: Site) -> None:
    filing = None
    for hit in site.client.get("/api/v1/search?q=office:CN kind:B&size=20").json()["hits"]:
        number = next(one["number"] for one in hit["filing"]["numbers"] if one["type"] == "application")
        answer = site.client.get(f"/en/records/CN{number}")
        if answer.status_code == 200 and "The number may mean" in answer.text:
            filing = hit
            assert answer.text.count('class="hit"') > 1
            break
    assert filing is not None


def test_an_address_that_is_none(site: Site) -> None:
    for address in ("/en/nosuch", "/fr/search", "/zh/nosuch/page"):
        page = site.page(address, 404)
        assert page.xpath("//input[@id='q']") and page.xpath("//nav[@id='menu']//a")


def test_a_parameter_that_is_none(site: Site) -> None:
    page = site.page("/en/search?q=tea&bogus=1", 422)
    assert "bogus" in text(first(page, "//div[@id='fault']"))
    assert first(page, "//input[@id='q']").get("value") == "tea"


def test_what_is_typed_is_text(site: Site) -> None:
    evil = "<script>alert(1)</script>"
    for address in ("/en/search", "/en/advanced", "/en/records/", "/en/numbers", "/en/classifications"):
        name = {"/en/numbers": "numbers", "/en/classifications": "title"}.get(address, "q")
        path = address + evil.replace("/", "%2F") if address.endswith("/") else address
        answer = site.client.get(path, params={name: evil} if not address.endswith("/") else None)
        assert evil not in answer.text, address


def test_too_many_requests(engine: Engine) -> None:
    budgets = replace(Budgets(), points_per_minute=3)
    with TestClient(create_site(engine, ApiSettings(budgets=budgets))) as client:
        answers = [client.get("/en/search?q=tea") for _ in range(5)]
    last = answers[-1]
    assert last.status_code == 429 and int(last.headers["retry-after"]) > 0
    assert "Too many requests." in last.text and 'value="tea"' in last.text


class _AwayEngine:
    """An engine that does not answer."""

    def searcher(self) -> NoReturn:
        raise EngineAway("检索引擎没有回应。", "The search engine does not answer.")


@pytest.fixture
def away() -> Iterator[TestClient]:
    with TestClient(create_site(_AwayEngine(), ApiSettings())) as client:  # type: ignore[arg-type]
        yield client


def test_the_engine_is_away_and_the_box_stays(away: TestClient) -> None:
    for address in ("/en/", "/en/search?q=tea+leaf", "/en/records/US-7272630-B2", "/en/coverage"):
        answer = away.get(address)
        assert answer.status_code == 503 and answer.headers["retry-after"]
        assert "The search engine does not answer." in answer.text and '<input id="q"' in answer.text
        assert "Nothing is loaded" not in answer.text
    assert 'value="tea leaf"' in away.get("/en/search?q=tea+leaf").text
