"""Record pages of every right: status first, what the office published, dates that matter, the way to others."""

from urllib.parse import quote

import pytest

from domain.filings import ClassSymbol, Dates, Goods, Mark, Number, Origin, Patent, Status, Trademark
from tests.ui.reading import Page, Site, first, number_in, text, total
from ui import bibliography
from ui.deadlines import deadlines, months_later

ORIGIN = Origin(source="uspto-trademarks", file="sample.xml")


def _record(site: Site, id: str, lang: str = "en") -> Page:
    return site.page(f"/{lang}/records/{quote(id, safe='')}")


@pytest.mark.parametrize("right", ["patent", "trademark", "design", "gi", "layout", "sign"])
def test_every_right_has_its_page(site: Site, right: str) -> None:
    filing = site.client.get(f"/api/v1/records/{quote(site.ids[right], safe='')}").json()
    page = _record(site, site.ids[right])
    badge = first(page, "//p[@class='say']/span")
    assert badge.get("class") == f"st {filing['status']['state']}" and text(badge)
    labels = [text(one) for one in page.xpath("//dl/div/dt[2]")]
    assert len(labels) > 4 and labels[-1] == "Source"
    assert text(first(page, "//nav[@class='toc']/h2")) == "On this page"
    happened = page.xpath("//ol[@class='events']/li/time")
    assert len(happened) >= len(filing.get("events", []))
    dates = [text(one) for one in happened]
    assert dates == sorted(dates, reverse=True)


def test_another_spelling_leads_to_the_record(site: Site) -> None:
    filing = site.client.get(f"/api/v1/records/{site.ids['patent']}").json()
    own = next(one for one in filing["numbers"] if one["type"] == "publication")
    answer = site.client.get(f"/en/records/{quote(own['office'] + ' ' + own['number'] + ' ' + own['kind'])}")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/en/records/{site.ids['patent']}"


def test_a_relation_stands_beside_the_number_not_in_its_place() -> None:
    numbers = (
        Number(type="priority", office="US", number="11100000", date="2007-01-02", text="continuation of"),
        Number(type="priority", office="EP", number="11700222", text="11700222.0"),
        Number(type="related", office="US", number="9", text="some new relation"),
    )
    filing = Patent(
        id="US-1-A1", right="patent", office="US", origin=ORIGIN, status=Status(state="unknown"), numbers=numbers
    )
    shown = {
        lang: [one for row in bibliography.number_rows(filing, lang) for one in row.values] for lang in ("en", "zh")
    }
    assert [(one.text, one.more, one.data) for one in shown["en"]] == [
        ("US 11100000", "continuation of", ""),
        ("EP 11700222.0", "", ""),
        ("US 9", "", "some new relation"),
    ]
    assert shown["zh"][0].more == "其继续申请"


def test_claims_are_a_tree_with_links(site: Site) -> None:
    ids = [hit["id"] for hit in site.client.get("/api/v1/search?q=claim_count:>=5&size=10").json()["hits"]]
    nested = linked = 0
    for id in ids:
        page = _record(site, id)
        claims = page.xpath("//ol[@class='claims'][1]//li")
        filing = site.client.get(f"/api/v1/records/{id}").json()
        lang = page.xpath("//ol[@class='claims'][1]/@lang")[0].replace("zh-Hans", "zh")
        own = [one for one in filing["claims"] if one["lang"] == lang]
        assert len(claims) == len(own)
        independent = len(page.xpath("//ol[@class='claims'][1]/li"))
        assert independent >= sum(not one.get("depends_on") for one in own) > 0
        nested += len(page.xpath("//ol[@class='claims'][1]//ol/li"))
        for link in page.xpath("//ol[@class='claims'][1]//a[@class='ref']"):
            assert page.xpath("//li[@id=$id]", id=link.get("href").partition("#")[2])
            linked += 1
    assert nested > 10 and linked > 10


def test_citing_publications_are_those_of_the_search(site: Site) -> None:
    hits = site.client.get("/api/v1/search?q=*&right=patent&size=100").json()["hits"]
    counts = {}
    for hit in hits:
        page = _record(site, hit["id"])
        counts[hit["id"]] = number_in(text(first(page, "//section[@id='by']/h2/small")))
        if counts[hit["id"]]:
            assert total(site.page(f"/en/search?q=cites({hit['id']})")) == counts[hit["id"]]
            rows = page.xpath("//section[@id='by']//tbody/tr")
            assert len(rows) == min(20, counts[hit["id"]])
            break
    assert any(counts.values())


def test_a_family_says_which_publication_took_whose_place(site: Site) -> None:
    hits = site.client.get("/api/v1/search?q=office:CN kind:B&size=10").json()["hits"]
    for hit in hits:
        page = _record(site, hit["id"])
        rows = {
            text(row.xpath("./td[2]")[0]): text(row.xpath("./td[6]")[0])
            for row in page.xpath("//section[@id='fam']//tbody/tr")
        }
        earlier = [status for number, status in rows.items() if number.startswith("CN") and number.endswith(" A")]
        if earlier:
            assert earlier == ["superseded"]
            return
    pytest.fail("no family with two publications of one application")


def test_goods_stand_by_class_with_the_readers_language_first(site: Site) -> None:
    hits = site.client.get("/api/v1/search?q=*&right=trademark&f.office=EM&size=50").json()["hits"]
    both = next(hit["id"] for hit in hits if {one["lang"] for one in hit["filing"]["goods"]} >= {"zh", "en"})
    for lang, html_lang in (("en", None), ("zh", None)):
        page = _record(site, both, lang)
        rows = page.xpath("//section[@id='goods']//tbody/tr")
        filing = site.client.get(f"/api/v1/records/{both}").json()
        assert [text(row.xpath("./th/a")[0]) for row in rows] == sorted(
            {one["class"] for one in filing["goods"]}, key=int
        )
        for row in rows:
            texts = row.xpath("./td[last()]/p")
            assert texts[0].get("lang") == html_lang and texts[1].get("lang") == {"en": "zh-Hans", "zh": "en"}[lang]


def test_marks_that_hold_a_name(site: Site) -> None:
    page = _record(site, site.ids["gi"])
    section = first(page, "//section[@id='rel']")
    count = number_in(text(first(section, "./h2/small")))
    assert bool(section.xpath(".//tbody/tr")) == bool(count)
    if not count:
        assert "No mark holds this name." in text(section)


def test_design_views_are_named(site: Site) -> None:
    filing = site.client.get(f"/api/v1/records/{site.ids['design']}").json()
    page = _record(site, site.ids["design"])
    assert [text(one) for one in page.xpath("//ol[@class='views']/li/code")] == filing["views"]


def _mark(office: str, state: str, **dates: str) -> Trademark:
    return Trademark(
        id=f"{office}-TM-1",
        office=office,
        origin=ORIGIN,
        status=Status(state=state),  # type: ignore[arg-type]
        dates=Dates(**dates),
        mark=Mark(text="TEA"),
        goods=(Goods(class_="30", lang="en", text="tea"),),
        classes=(ClassSymbol(scheme="nice", symbol="30"),),
    )


def test_dates_of_an_american_mark() -> None:
    found = deadlines(_mark("US", "in_force", registered="2021-06-21", expires="2031-06-21"), "2025-01-01")
    assert [(one.date, one.what.en) for one in found] == [
        ("2026-06-21", "declaration of use may be filed"),
        ("2027-06-21", "last day for the declaration of use"),
        ("2030-06-21", "renewal opens"),
        ("2031-06-21", "term ends"),
        ("2031-12-21", "last day to renew, with surcharge"),
    ]
    assert found[3].rule.en.startswith("10 years from registration")


def test_dates_of_a_european_mark() -> None:
    pending = deadlines(_mark("EM", "pending", published="2024-11-30"), "2025-01-01")
    assert [(one.date, one.what.en) for one in pending] == [("2025-02-28", "opposition period ends")]
    found = deadlines(
        _mark("EM", "in_force", filed="2015-03-02", registered="2015-08-01", expires="2035-03-02"), "2025-01-01"
    )
    assert [(one.date, one.open) for one in found] == [
        ("2020-08-01", True),
        ("2034-09-02", False),
        ("2035-03-02", False),
        ("2035-09-02", False),
    ]
    assert "10 years from filing" in found[2].rule.en


def test_no_rule_is_named_that_does_not_give_the_date() -> None:
    found = deadlines(_mark("EM", "in_force", filed="2015-03-02", expires="2034-01-01"), "2025-01-01")
    assert [one.rule.en for one in found if one.what.en == "term ends"] == ["as the office records it"]
    assert deadlines(_mark("US", "lapsed", registered="2021-06-21", expires="2031-06-21"), "2025-01-01") == []
    assert deadlines(_mark("US", "in_force", registered="2021-06"), "2025-01-01") == []


def test_months_end_where_the_month_ends() -> None:
    assert months_later("2024-08-31", 6) == "2025-02-28"
    assert months_later("2024-03-31", -1) == "2024-02-29"
