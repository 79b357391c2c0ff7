"""The pages of the mark check in both languages: form, picker, answer, filters, opinion, certificate, record, files."""

import io
import re
from urllib.parse import urlencode

import openpyxl
import pytest

from domain.engine import Engine
from domain.filings import Filing, Trademark
from domain.query import All, SearchRequest
from tests.ui.reading import LANGUAGES, Page, Site


@pytest.fixture(scope="module")
def filings(engine: Engine) -> dict[str, Filing]:
    searcher = engine.searcher()
    found = {one.id: one for one in searcher.stream(SearchRequest(query=All(), rights=("trademark",)))}
    searcher.close()
    return found


def opened(site: Site, path: str, **given: str) -> Page:
    return site.page(f"{path}?{urlencode(given)}")


def some_mark(filings: dict[str, Filing]) -> Trademark:
    found = [one for one in filings.values() if isinstance(one, Trademark) and one.mark and one.mark.text]
    return min((one for one in found if one.status.state == "in_force"), key=lambda one: one.id)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_offers_the_groups_that_hold_the_goods(site: Site, lang: str) -> None:
    goods = "tea" if lang == "en" else "茶"
    page = opened(site, f"/{lang}/conflicts", mark="CLOUD", goods=goods, step="goods", group="3002")
    values = page.xpath("//input[@name='group']/@value")
    assert "3002" in values
    assert page.xpath("//input[@name='group'][@value='3002']/@checked")
    assert page.xpath("//input[@name='mark']/@value") == ["CLOUD"]
    assert len(page.xpath("//input[@name='as']")) == 6
    assert [one or "neutral" for one in page.xpath("//input[@name='profile']/@value")] == ["neutral", "CN", "EU", "US"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "field"),
    [("mark=", "mark"), ("mark=!!!", "mark"), ("mark=" + "x" * 5_000, "mark"), ("mark=tea&classes=46", "classes"),
     ("mark=tea&vienna=zz", "vienna"), ("mark=tea&filed=tomorrow", "filed")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_the_values_stay(site: Site, lang: str, query: str, field: str) -> None:
    page = site.page(f"/{lang}/conflicts?{query}&goods=tea", 422)
    assert page.xpath(f"//*[@id='{field}']/@aria-invalid") == ["true"]
    assert page.xpath(f"//a[contains(@href, '#{field}')]")
    assert page.xpath("//input[@name='goods']/@value") == ["tea"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_shows_reasons_bars_and_both_sides(site: Site, lang: str, filings: dict[str, Filing]) -> None:
    one = some_mark(filings)
    assert one.mark is not None and one.mark.text
    page = opened(site, f"/{lang}/conflicts", mark=one.mark.text, profile="CN", filed="2026-01-01")
    rivals = page.xpath("//li[@class='rival']")
    assert rivals
    for rival in rivals:
        assert rival.xpath(".//ul[@class='why']/li") and len(rival.xpath(".//dl[@class='three']/div")) == 4
        assert len(rival.xpath(".//div[@class='halves']/div")) == 2
    assert ("《商标法》" if lang == "zh" else "Trade Mark Law") in page.text_content()
    assert len(page.xpath("//section[@id='absolute']//tbody/tr")) == 7
    levels = page.xpath("//h3[.='级别' or .='Level']/following-sibling::ul/li/a")
    assert len(levels) == 4
    chosen = next(link for link in levels if link.xpath("string(span[2])") != "0")
    narrowed = site.page(chosen.get("href").removeprefix("http://testserver"))
    assert len(narrowed.xpath("//li[@class='rival']")) == int(chosen.xpath("string(span[2])"))
    assert narrowed.xpath("//ul[@class='chips']")
    for gather in ("owner", "group"):
        assert opened(site, f"/{lang}/conflicts", mark=one.mark.text, gather=gather).xpath("//h3[@class='grp']")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_goods_are_judged_in_a_table_of_their_own(site: Site, lang: str, filings: dict[str, Filing]) -> None:
    one = some_mark(filings)
    assert one.mark is not None and one.mark.text
    page = opened(site, f"/{lang}/conflicts", mark=one.mark.text, goods="tea; computers; fireworks")
    assert len(page.xpath("//section[@id='goods']//tbody/tr")) == 3
    links = page.xpath("//h3[.='如果' or .='What if']/following-sibling::ul/li/a/@href")
    assert len(links) >= 3 and "computers" not in links[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["opinion", "certificate"])
def test_what_is_printed(site: Site, lang: str, path: str, filings: dict[str, Filing]) -> None:
    one = some_mark(filings)
    assert one.mark is not None and one.mark.text
    page = opened(site, f"/{lang}/conflicts/{path}", mark=one.mark.text, profile="EU")
    assert one.mark.text in page.text_content()
    assert ("8(1)" in page.text_content() or "第8条" in page.text_content()) == (path == "opinion")


def test_the_list_as_files(site: Site, filings: dict[str, Filing]) -> None:
    one = some_mark(filings)
    assert one.mark is not None and one.mark.text
    listed = site.client.get("/en/conflicts/list.csv", params={"mark": one.mark.text})
    assert listed.status_code == 200 and one.id in listed.text
    book = openpyxl.load_workbook(
        io.BytesIO(site.client.get("/en/conflicts/list.xlsx", params={"mark": one.mark.text}).content)
    )
    assert book.sheetnames == ["names", "conflicts"]
    book.close()


def test_a_list_of_names_becomes_a_workbook(site: Site) -> None:
    template = site.client.get("/zh/conflicts/template.csv").content
    found = site.client.post(
        "/zh/conflicts/batch", files={"file": ("names.csv", template + b",,\r\n,46,\r\n", "text/csv")}
    )
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    rows = list(book["names"].iter_rows(min_row=2, values_only=True))
    assert [bool(row[-1]) for row in rows] == [False, False, True]
    book.close()
    wrong = site.client.post("/zh/conflicts/batch", files={"file": ("names.csv", b"a,b\n1,2\n", "text/csv")})
    assert wrong.status_code == 422 and "mark" in wrong.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_is_saved_dismissed_and_run_again(site: Site, lang: str, filings: dict[str, Filing]) -> None:
    one = some_mark(filings)
    assert one.mark is not None and one.mark.text
    saved = site.client.post(f"/{lang}/conflicts/records", data={"mark": one.mark.text}, follow_redirects=True)
    assert saved.status_code == 200
    address = str(saved.url.path)
    assert re.fullmatch(rf"/{lang}/conflicts/records/\w+", address)
    assert one.id in saved.text
    after = site.client.post(
        f"{address}/dismissals", data={"hit": one.id, "reason": "consent <given>"}, follow_redirects=True
    )
    assert "consent &lt;given&gt;" in after.text
    again = site.client.post(f"{address}/runs", follow_redirects=True)
    assert "无变化" in again.text or "nothing changed" in again.text
    assert site.client.get(f"/{lang}/conflicts/records/none").status_code == 404
