"""The pages of navigation: a scope at a glance, each figure with its table, definition and records, and the report."""

import csv
import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest

from search_api.navigation.catalog import ANALYSES
from tests.ui.reading import LANGUAGES, Page, Site, text

SCOPE = "q=right%3Apatent"


def _frames(page: Page) -> list[Page]:
    return page.xpath("//div[@class='frames']/figure")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twelve_frames_with_chart_table_and_links(site: Site, lang: str) -> None:
    page = site.page(f"/{lang}/navigation?{SCOPE}")
    frames = _frames(page)
    assert len(frames) == 12
    drawn = tables = 0
    for one in frames:
        assert text(one.xpath("./h3/a")[0]) and text(one.xpath("./p[@class='says']")[0])
        assert [text(link).split("\u00a0")[0][:3] for link in one.xpath("./div[@class='links']/a")][1:] == [
            "CSV",
            "API",
        ]
        drawn += bool(one.xpath("./svg[@role='img' and @aria-label]"))
        tables += bool(one.xpath(".//table/thead/tr/th"))
    assert drawn >= 9 and tables >= 10


def test_a_count_of_a_table_opens_its_records(site: Site) -> None:
    page = site.page(f"/en/navigation/applicants?{SCOPE}&unit=family")
    links = page.xpath("//div[@class='scroll']//td/a")
    assert len(links) > 10
    for link in links[:6]:
        answer = site.client.get(link.get("href").replace("/en/search", "/api/v1/search", 1)).json()
        assert answer["groups"]["total"] == int(text(link).replace(",", ""))


@pytest.mark.parametrize("name", [one for one in ANALYSES if one not in ("industry", "landscape")])
def test_every_analysis_has_its_page(site: Site, name: str) -> None:
    for lang in LANGUAGES:
        page = site.page(f"/{lang}/navigation/{name}?{SCOPE}&q2=battery&territory=EP")
        assert text(page.xpath("//h1")[0]) == ANALYSES[name].title.in_language(lang)
        assert ANALYSES[name].definition.in_language(lang) in text(page.xpath("//*[@id='definition']")[0])
        assert not page.xpath("//@style")


def test_the_csv_is_the_table_of_the_api(site: Site) -> None:
    address = f"navigation/emerging?{SCOPE}"
    table = site.client.get(f"/api/v1/{address}").json()["table"]
    raw = site.client.get(f"/en/navigation/emerging.csv?{SCOPE}")
    assert raw.headers["content-disposition"].endswith('"emerging.csv"')
    rows = list(csv.reader(io.StringIO(raw.content.decode("utf-8-sig"))))
    assert rows[0] == [one["name"] for one in table["columns"]]
    assert rows[1:] == [["" if cell is None else str(cell) for cell in row] for row in table["rows"]]


def test_the_drawing_stands_alone(site: Site) -> None:
    address = site.client.get(f"/api/v1/navigation/applicants?{SCOPE}&lang=zh").json()["chart"]["url"]
    assert address == f"/zh/navigation/applicants.svg?{SCOPE}"
    raw = site.client.get(address).text
    assert raw.startswith("<svg") and "--c1" in raw and ".f1" in raw and "href" not in raw


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/navigation", 200),
        ("/en/navigation?q=", 200),
        ("/en/navigation?q=zzzzqqq", 200),
        ("/en/navigation?q=titel:x", 422),
        ("/en/navigation?q=tea&unit=dozen", 422),
        ("/en/navigation?q=tea&from=2030&to=2020", 422),
        ("/en/navigation?branch=none", 422),
        ("/en/navigation/nothing?q=tea", 404),
        ("/en/navigation/trend?q=tea&unit=family&date=filed", 422),
        ("/en/navigation/matrix?q=tea&rows=title", 200),
        ("/en/navigation/sampling?q=", 200),
    ],
)
def test_bad_scopes_are_honest(site: Site, address: str, status: int) -> None:
    page = site.page(address, status)
    if status == 422:
        assert page.xpath("//*[@id='fault']")
    if "zzzz" in address:
        assert "holds no record" in text(page.xpath("//main")[0]) and not _frames(page)


def _archive(site: Site) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(site.client.get("/zh/navigation/report.zip?q=battery&territory=CN").content))


def test_the_report_is_whole_and_the_same_again(site: Site) -> None:
    one, two = _archive(site), _archive(site)
    names = one.namelist()
    assert {name: one.read(name) for name in names} == {name: two.read(name) for name in two.namelist()}
    manifest = json.loads(one.read("manifest.json"))
    assert manifest["query"] == "text:battery" and manifest["data_date"]
    assert len(manifest["tables"]) >= 20
    for name, digest in manifest["tables"].items():
        assert sha256(one.read(f"tables/{name}.csv")).hexdigest() == digest
    html = one.read("report.html").decode()
    assert sha256(html.encode()).hexdigest() == manifest["report_sha256"]
    assert not re.search(r"(?:src|href)\s*=\s*\"(?!#)", html) and "<script" not in html
    page = site.page("/zh/navigation/report?q=battery&territory=CN")
    assert len(page.xpath("//main/section")) == len(manifest["tables"]) + 2


def test_a_tree_is_imported_analysed_and_exported(site: Site, tmp_path: Path) -> None:
    raw = "branch,parent,query\n电池,,\n电解质,电池,electrolyte\n外壳,电池,title:(housing OR shell)\n坏,,title:(a\n".encode()
    posted = site.client.post(
        "/zh/navigation/branches", data={"step": "tree"}, files={"file": ("tree.csv", raw)}, follow_redirects=False
    )
    assert posted.status_code == 303
    page = site.page("/zh/navigation/branches")
    rows = page.xpath("//section[1]//tbody/tr")
    assert [text(row.xpath("./th")[0]) for row in rows] == ["电池", "– 电解质", "– 外壳", "坏"]
    assert rows[3].xpath(".//span[contains(@class, 'lapsed')]")
    count = int(text(rows[0].xpath("./td[2]")[0]).replace(",", ""))
    scoped = site.client.get(f"/api/v1/navigation/trend?branch={quote('电池')}")
    assert scoped.status_code == 200 and scoped.json()["total"] == count > 10
    again = site.client.get("/zh/navigation/branches.csv").content
    assert again.decode("utf-8-sig").replace("\r\n", "\n").encode() == raw.replace(b'"', b"")
    circle = b"branch,parent,query\na,b,x\nb,a,y\n"
    refused = site.client.post("/zh/navigation/branches", data={"step": "tree"}, files={"file": ("t.csv", circle)})
    assert refused.status_code == 422 and "成环" in refused.text
    assert len(site.page("/zh/navigation/branches").xpath("//section[1]//tbody/tr")) == 4


def test_hits_are_tagged_taken_out_and_judged(site: Site) -> None:
    tree = b"branch,query\nbattery,battery\n"
    site.client.post("/en/navigation/branches", data={"step": "tree"}, files={"file": ("tree.csv", tree)})
    ids = [hit["id"] for hit in site.client.get("/api/v1/search?q=battery&size=3").json()["hits"]]
    form = {"name": "key", "ids": "\n".join(ids), "by": "Li", "why": "core", "step": "tag"}
    assert site.client.post("/en/navigation/branches", data=form, files={"x": b""}).status_code == 303
    assert site.client.get("/api/v1/navigation/status?tag=key").json()["total"] == 3
    before = site.client.get("/api/v1/navigation/status?branch=battery").json()["total"]
    form = {"name": "battery", "ids": ids[0], "by": "Li", "why": "noise", "step": "aside"}
    site.client.post("/en/navigation/branches", data=form, files={"x": b""})
    assert site.client.get("/api/v1/navigation/status?branch=battery").json()["total"] == before - 1
    sample = site.page("/en/navigation/sampling?branch=battery&size=20")
    drawn = [one.get("name") for one in sample.xpath("//input[@type='radio' and @value='1']")]
    assert len(drawn) == 20
    verdicts = {name: "1" if at < 15 else "0" for at, name in enumerate(drawn)}
    form = {"branch": "battery", "q": "", "size": "20", "seed": "1", "by": "Li", **verdicts}
    kept = site.client.post("/en/navigation/sampling", data=form, files={"x": b""}, follow_redirects=False)
    page = site.page(kept.headers["location"])
    assert "0.75 (0.53–0.89, 20 judged)" in text(page.xpath("//main")[0])
    recall = site.page("/en/navigation/sampling?branch=battery&q2=electrolyte&seeds=" + quote("\n".join(ids)))
    assert "2 of 3 on the list are found" in text(recall.xpath("//main")[0])
    wrong = site.client.post("/en/navigation/branches", data={**form, "name": "k", "ids": "nope", "step": "tag"}, files={"x": b""})  # fmt: skip
    assert wrong.status_code == 422 and "Line 1" in wrong.text
