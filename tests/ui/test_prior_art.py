"""A draft on the pages: sent, answered feature by feature, searched again, reported; what is wrong stands at its field."""

import csv
import json
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest

from tests.ui.reading import LANGUAGES, Page, Site, first, text

_CANARY = "zyxwcanaryword"
_DRAFT = {
    "en": f"What is claimed is:\n1. A battery comprising: a cell with an anode; and a {_CANARY} that cools the cell.",
    "zh": f"1.一种电池,其特征在于,包括：电芯；以及{_CANARY}冷却装置,冷却所述电芯。",
}


def post(site: Site, lang: str, files: dict[str, object] | None = None, **data: object) -> Any:
    return site.client.post(f"/{lang}/prior-art", data=data, files=files or {"file": ("", b"")})


def sent(site: Site, lang: str, status: int = 200, files: dict[str, object] | None = None, **data: object) -> Page:
    """Send the form as a browser does."""
    answer = post(site, lang, files, **data)
    assert answer.status_code == status, answer.text[:2000]
    return lxml.html.fromstring(answer.text)


def again(page: Page, **more: object) -> dict[str, object]:
    """Return what the form of an answer sends."""
    form = first(page, "//form[@id='again']")
    values: dict[str, object] = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    return {**values, "features": form.xpath(".//textarea")[0].text.lstrip("\n"), **more}


def letters(page: Page) -> list[str]:
    return [text(one) for one in page.xpath("//table[@class='matrix']/tbody//th")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_is_answered_feature_by_feature(site: Site, lang: str) -> None:
    page = sent(site, lang, text=_DRAFT[lang], k=5)
    assert len(letters(page)) == 3 and letters(page)[2].startswith("C") and _CANARY in letters(page)[2]
    heads = page.xpath("//table[@class='matrix']/thead//a/@href")
    assert heads == [f"#D{at}" for at in range(1, len(heads) + 1)] and 1 < len(heads) <= 5
    assert [one.get("id") for one in page.xpath("//li[@class='pass']")] == [one[1:] for one in heads]
    cells = page.xpath("//table[@class='matrix']/tbody//td/*")
    assert len(cells) == 3 * len(heads) and all(one.get("aria-label") for one in cells)
    for link in page.xpath("//li[@class='pass']//h3/a/@href"):
        assert site.client.get(link).status_code == 200
    assert page.xpath("//form[@id='again']/@method") == ["post"] and not page.xpath("//script")
    for link in page.xpath("//a[contains(@href, '/classifications/')]/@href"):
        assert site.client.get(link).status_code == 200, link


def test_features_are_edited_and_hits_marked(site: Site) -> None:
    page = sent(site, "en", text=_DRAFT["en"], k=5)
    hits = page.xpath("//input[@name='more']/@value")
    edited = sent(site, "en", **again(page, features="an anode\n\n a cooling plate "))
    assert [one[1:].strip() for one in letters(edited)] == ["an anode", "a cooling plate"]
    moved = sent(site, "en", **again(page, more=hits[1], less=hits[0]))
    shown = moved.xpath("//li[@class='pass']//input[@name='more']/@value")
    assert hits[0] not in shown
    assert moved.xpath(f"//input[@name='more'][@value='{hits[1]}']/@checked"), "shown, or beside the features"
    assert moved.xpath("//form[@id='again']//input[@name='less']/@value") == [hits[0]], "a mark can be taken back"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_prints_and_runs_again(site: Site, lang: str) -> None:
    page = sent(site, lang, text=_DRAFT[lang], k=4)
    report = sent(site, lang, **again(page, step="report"))
    assert _CANARY not in lxml.html.tostring(report, encoding="unicode")
    saved = post(site, lang, **again(page, step="save"))
    assert saved.headers["content-disposition"].endswith('"ip-atlas-report.json"') and _CANARY not in saved.text
    digest = json.loads(saved.text)["draft"]["sha256"]
    assert digest in text(report)
    files = {"file": ("draft.txt", f"{_DRAFT[lang]}\r\n".encode()), "report": ("r.json", saved.content)}
    same = sent(site, lang, files=files)
    made = json.loads(saved.text)["made"]
    assert any(made in text(one) for one in same.xpath("//div[@class='notice warn']"))
    assert same.xpath("//input[@name='more']/@value") == page.xpath("//input[@name='more']/@value")
    files["file"] = ("draft.txt", b"Another draft about tea")
    other = sent(site, lang, 422, files=files)
    assert other.xpath("//input[@id='report']/@aria-invalid") == ["true"]


def test_the_matrix_as_csv(site: Site) -> None:
    page = sent(site, "en", text=_DRAFT["en"], k=3)
    table = post(site, "en", **again(page, step="csv", features="=1+1 anode\ncell"))
    rows = list(csv.reader(table.text.removeprefix("\ufeff").splitlines()))
    assert [row[0] for row in rows] == ["", "A", "B"] and len(rows[1]) == 5 and rows[1][1].startswith("'=")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("data", "raw", "field"),
    [
        ({}, b"", "text"), ({"text": " \r\n "}, b"", "text"), ({"text": "……"}, b"", "text"),
        ({"text": "a pump", "before": "soon"}, b"", "before"), ({"text": "a pump", "k": "many"}, b"", "k"),
        ({}, b"\0\1\2" * 99, "file"), ({}, b"%PDF-1.7 x", "file"), ({}, b"PK\x03\x04x", "file"),
        ({}, b"\xd0\xcf\x11\xe0x", "file"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field(site: Site, lang: str, data: dict[str, str], raw: bytes, field: str) -> None:
    page = sent(site, lang, 422, files={"file": ("x" if raw else "", raw)}, **data)
    place = first(page, f"//*[@id='{field}']")
    assert place.get("aria-invalid") == "true" and "fault" in place.get("aria-describedby")
    assert text(first(page, "//*[@id='fault']"))
    assert first(page, "//*[@id='before']").get("value") == data.get("before", "")
    assert (first(page, "//*[@id='text']").text or "").strip() == data.get("text", "").strip()


def test_a_record_shows_what_is_near_to_it(site: Site) -> None:
    id = site.ids["patent"]
    api = site.client.get(f"/api/v1/records/{quote(id, safe='')}/similar", params={"k": 5, "lang": "en"}).json()
    page = site.page(f"/en/records/{quote(id, safe='')}")
    shown = page.xpath("//section[@id='similar']//li[@class='hit']//a[contains(@href, '/records/')]/@href")
    assert [one.rpartition("/")[2] for one in shown] == [quote(one["id"], safe="") for one in api["hits"]]
    full = site.page(f"/en/prior-art?number={quote(id, safe='')}")
    assert full.xpath("//input[@name='more']/@value")[:5] == [one["id"] for one in api["hits"]]
    assert site.client.get("/en/prior-art?number=US999999999").status_code == 404
    assert not site.page(f"/en/records/{quote(site.ids['trademark'], safe='')}").xpath("//section[@id='similar']")


def test_results_are_ranked_by_meaning_where_asked(site: Site) -> None:
    page = site.page("/en/search?q=battery&f.office=US&sort=-published")
    links = {text(one): one.get("href") for one in page.xpath("//div[@class='opts']/span[1]/a")}
    assert set(links) == {"meaning", "both"}
    by_meaning = site.page(links["meaning"].removeprefix("http://testserver"))
    current = [text(one) for one in by_meaning.xpath("//div[@class='opts']//b")]
    assert "meaning" in current and "relevance" in " ".join(current).lower()
    for link in by_meaning.xpath(
        "//div[@class='opts']//a/@href | //nav[@class='pager']//a/@href | //ul[@class='chips']//a/@href"
    ):
        assert site.client.get(link).status_code == 200, link
    assert not site.page("/en/search?q=office:US").xpath("//div[@class='opts']//a[contains(@href, 'mode=')]")
