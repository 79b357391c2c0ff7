"""The advanced form, lists of numbers, classifications, coverage and help answer what they are asked."""

import csv
import io
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from domain.query import And, Or
from search_api.syntax import parse, render
from tests.ui.reading import Page, Site, first, number_in, text, total
from ui.form_reading import form_of
from ui.form_rows import Form as RowForm
from ui.form_rows import FormGroup, FormRow, checked, row_text, written


def _fields(page: Page) -> list[tuple[str, str]]:
    """Return what a browser sends for the advanced form, without a button."""
    form = first(page, "//form[@class='col']")
    pairs = []
    for one in form.xpath(".//input | .//select | .//textarea"):
        if one.tag == "select":
            pairs.append((one.get("name"), first(one, ".//option[@selected]").get("value")))
        elif one.tag == "textarea":
            pairs.append((one.get("name"), one.text or ""))
        elif one.get("type") != "checkbox" or one.get("checked") is not None:
            pairs.append((one.get("name"), one.get("value") or ""))
    return pairs


def _ask(site: Site, pairs: list[tuple[str, str]], *button: tuple[str, str]) -> Page:
    answer = site.client.get("/en/advanced", params=[*pairs, *button])
    assert answer.status_code == 200
    return site.page(str(answer.request.url).removeprefix("http://testserver"))


def _set(pairs: list[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    assert name in dict(pairs)
    return [(name, value) if pair[0] == name else pair for pair in pairs]


def test_rows_write_the_query(site: Site) -> None:
    pairs = _fields(site.page("/en/advanced"))
    pairs = _set(pairs, "v1_1", "battery cell")
    pairs = _set(pairs, "v1_3", "2012")
    page = _ask(site, pairs)
    query = first(page, "//textarea[@id='q']").text
    assert query == "text:(battery cell) filed:>=2012"
    button = text(first(page, "//button[@value='search']"))
    assert number_in(button) == total(site.page(f"/en/search?q={quote(query)}"))
    answer = site.client.get("/en/advanced", params=[*_fields(page), ("step", "search")])
    assert answer.status_code == 303 and parse_qs(urlsplit(answer.headers["location"]).query)["q"] == [query]


def test_buttons_add_and_remove_rows_and_groups(site: Site) -> None:
    pairs = _set(_fields(site.page("/en/advanced")), "v1_2", "kept")
    more = _ask(site, pairs, ("add", "1"))
    assert len(more.xpath("//div[@role='group']")) == 4
    grouped = _ask(site, _fields(more), ("add", "group"))
    assert [text(one) for one in grouped.xpath("//fieldset/legend")] == ["Rights", "Group 1", "Group 2"]
    less = _ask(site, _fields(grouped), ("drop", "1_1"))
    assert len(less.xpath("//div[@role='group']")) == 4
    assert [one.get("value") for one in less.xpath("//input[starts-with(@name, 'v')]")] == ["kept", "", "", ""]


def test_a_query_fills_the_rows(site: Site) -> None:
    query = "right:patent battery (office:CN OR office:US) NOT status:lapsed"
    page = site.page(f"/en/advanced?q={quote(query)}")
    assert first(page, "//textarea[@id='q']").text == query
    assert page.xpath("//input[@name='right'][@checked]/@value") == ["patent"]
    values = [one.get("value") for one in page.xpath("//input[starts-with(@name, 'v')]")]
    assert values == ["battery", "CN", "US", "lapsed"]
    again = _ask(site, _fields(page), ("step", "write"))
    rewritten = first(again, "//textarea[@id='q']").text
    assert total(site.page(f"/en/search?q={quote(rewritten)}")) == total(site.page(f"/en/search?q={quote(query)}"))


def test_an_edited_text_is_not_overwritten(site: Site) -> None:
    page = site.page("/en/advanced?q=battery")
    pairs = _set(_fields(page), "q", "battery tea")
    answer = site.client.get("/en/advanced", params=[*pairs, ("step", "search")])
    assert parse_qs(urlsplit(answer.headers["location"]).query)["q"] == ["battery tea"]
    filled = _ask(site, pairs, ("step", "read"))
    assert [one.get("value") for one in filled.xpath("//input[starts-with(@name, 'v')]")] == ["battery tea"]


def test_a_query_that_rows_cannot_say_stays_as_text(site: Site) -> None:
    page = site.page(f"/en/advanced?q={quote('tea NEAR/7 leaf')}")
    assert "Rows cannot say this query." in text(page)
    assert first(page, "//textarea[@id='q']").text == "tea NEAR/7 leaf"


def test_errors_stand_at_the_row_and_at_the_text(site: Site) -> None:
    page = site.page("/en/advanced?g1=all&f1_1=ipc&o1_1=from&v1_1=H01M&q=titel:x&was=&step=search")
    row = first(page, "//input[starts-with(@name, 'v')]")
    assert row.get("aria-invalid") == "true" and row.get("value") == "H01M"
    said = first(page, f"//p[@id='{row.get('aria-describedby')}']")
    assert text(said) == "IPC takes: is or below, is itself, is not."
    area = first(page, "//textarea[@id='q']")
    assert area.text == "titel:x" and area.get("aria-invalid") == "true"
    assert first(page, "//div[@id='fault']//mark").text == "titel"
    assert text(first(page, "//div[@id='fault']//a")) == "title:x"


def test_records_without_each_condition(site: Site) -> None:
    page = site.page(f"/en/advanced?q={quote('battery office:US filed:>=2012')}")
    rows = page.xpath("//table[caption]//tbody/tr")
    assert len(rows) == 3
    for row in rows:
        link = first(row, ".//a")
        assert total(site.page(link.get("href"))) == number_in(text(link))


@pytest.mark.parametrize(
    "value",
    [
        "AND OR",
        'say "solid state" now',
        "x:y",
        "(a",
        "-tea",
        "NEAR/3",
        "2010..2012",
        "标题:茶",
        "a,b;c",
        "“引号” 词",
    ],
)
def test_nothing_typed_in_a_row_is_an_operator(value: str) -> None:
    for operator in ("all", "any", "exactly", "without"):
        text_of_row = row_text(FormRow("title", operator, value))
        tree = parse(text_of_row).tree
        assert "text:" not in render(tree).replace("title:", ""), text_of_row
        assert render(parse(render(tree)).tree) == render(tree)


def test_groups_are_joined_as_they_say() -> None:
    rows = (FormRow("office", "is", "CN"), FormRow("office", "is", "US"))
    both = written(RowForm((), (FormGroup("all", rows), FormGroup("any", rows), FormGroup("none", rows))))
    tree = parse(both).tree
    assert isinstance(tree, And) and len(tree.operands) == 5 and isinstance(tree.operands[2], Or)
    form = form_of(tree)
    assert form is not None and [one.join for one in form.groups] == ["all", "any", "none"]
    assert written(checked(form, "en")) == both


def test_a_state_may_be_typed_in_words() -> None:
    for said in ("In force", "有效", "in_force"):
        assert row_text(FormRow("status", "is", said)) == "status:in_force"


def test_a_list_of_numbers_is_answered_line_by_line(site: Site) -> None:
    lines = [site.ids["patent"], "ZL 2014 1 0408762.6", "KR 10-2231145", "hello", site.ids["trademark"]]
    page = site.page(f"/en/numbers?numbers={quote(chr(10).join(lines))}")
    assert text(first(page, "//div[@id='n-e']/p")) == "5 read, 2 found, 1 mistyped, 1 not loaded, 1 not a number."
    rows = page.xpath("//section[@id='lines']//tbody/tr")
    assert [text(row.xpath("./th")[0]) for row in rows] == lines
    assert rows[0].xpath(".//a/@href")[0].endswith(f"/en/records/{site.ids['patent']}")
    assert "The check digit should be 5." in text(rows[1])
    assert text(first(rows[1], ".//mark")) == "6"
    repaired = parse_qs(urlsplit(rows[1].xpath(".//a/@href")[0]).query)["numbers"][0]
    assert repaired.split("\n")[1] == "ZL 2014 1 0408762.5"
    assert "Patents of Republic of Korea are not loaded." in text(rows[2])
    assert total(site.page(first(page, "//div[@id='n-e']//a").get("href"))) == 2


def test_a_long_list_is_posted_and_becomes_a_table(site: Site) -> None:
    lines = [site.ids["design"], "ZL 2014 1 0408762.6", *(f"US {7_000_000 + one}" for one in range(300))]
    answer = site.client.post("/zh/numbers", data={"numbers": "\n".join(lines), "step": "csv"})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["行", "号码", "结果", "理解为", "记录", "名称", "状态", "更正"]
    assert [row[1] for row in rows[1:]] == lines
    assert rows[1][4] == site.ids["design"] and rows[2][7] == "ZL 2014 1 0408762.5"
    assert site.client.post("/zh/numbers", data={"numbers": "\n".join(lines)}).status_code == 200
    short = site.client.post("/en/numbers", data={"numbers": "US 7272630"})
    assert short.status_code == 303 and short.headers["location"] == "/en/numbers?numbers=US+7272630"


def test_a_file_of_numbers(site: Site) -> None:
    upload = {"file": ("list.txt", f"\ufeff{site.ids['patent']}\r\nhello\r\n".encode(), "text/plain")}
    answer = site.client.post("/en/numbers", data={"numbers": ""}, files=upload)
    assert answer.status_code == 303
    assert "2 read, 1 found, 1 not a number." in text(site.page(answer.headers["location"]))


def test_a_list_that_is_too_long_is_refused(site: Site) -> None:
    answer = site.client.post("/en/numbers", data={"numbers": "\n".join(["US 7272630"] * 5_001)})
    assert answer.status_code == 422 and "5,000" in answer.text


def test_a_class_counts_what_its_search_finds(site: Site) -> None:
    page = site.page("/en/classifications/ipc/H01M")
    assert text(first(page, "//h1")) == "IPC H01M"
    assert [text(one) for one in page.xpath("//p[@class='crumbs']/a")] == ["Classifications", "IPC", "H", "H01"]
    counted = page.xpath("//section[last()]//tbody//td[2]/a")
    assert counted
    for link in counted:
        assert total(site.page(link.get("href"))) == number_in(text(link))
    above = page.xpath("//div[@class='path']//div[@class='cl']")
    assert [text(one.xpath("./a")[0]) for one in above] == ["H", "H01", "H01M"]
    assert "Batteries" in text(above[2]) and total(site.page(above[2].xpath("./a/@href")[1])) == number_in(
        text(above[2].xpath("./a")[1])
    )


def test_titles_are_found(site: Site) -> None:
    for lang, words in (("en", "batteries"), ("zh", "电池")):
        page = site.page(f"/{lang}/classifications/ipc?title={words}")
        assert [text(one) for one in page.xpath("//ul[@class='found']/li/a[1]")] == ["H01M"]
    assert "No title holds these words" in text(site.page("/en/classifications/ipc?title=zzzzq"))


def test_a_nice_class_shows_its_similar_groups(site: Site) -> None:
    page = site.page("/zh/classifications/nice/30")
    assert "第 30 类的类似群" in text(page)
    assert [text(one) for one in page.xpath("//section[last()]//tbody/tr/th")] == ["3002"]


def test_classes_without_a_table_come_from_the_records(site: Site) -> None:
    page = site.page("/en/classifications/locarno")
    symbols = [text(one) for one in page.xpath("//section[last()]//tbody/tr/th")]
    assert symbols == sorted(symbols) and len(symbols) > 5
    below = site.page(page.xpath("//section[last()]//tbody/tr[td[2]/a]/th/a/@href")[0])
    assert below.xpath("//section[last()]//tbody/tr")


def test_another_spelling_of_a_symbol_and_no_symbol(site: Site) -> None:
    answer = site.client.get("/en/classifications/ipc/h01m%2010/052")
    assert (answer.status_code, answer.headers["location"]) == (308, "/en/classifications/ipc/H01M10/052")
    unknown = site.page("/en/classifications/ipc/H01M99/99")
    assert "The table loaded here has no such symbol." in text(unknown)
    assert text(first(unknown, "//div[@class='notice warn']//a")).startswith("H01M")
    site.page("/en/classifications/ipc/Z9", 404)
    site.page("/en/classifications/nosuch", 422)


def test_coverage_counts_what_its_search_finds(site: Site) -> None:
    page = site.page("/en/coverage")
    links = page.xpath("//section[@id='loaded']//td/a")
    assert len(links) >= 10
    for link in links:
        assert total(site.page(link.get("href"))) == number_in(text(link))
    everything = total(site.page("/en/search?q=*"))
    assert number_in(text(first(page, "//tfoot//td"))) == everything
    assert number_in(text(first(page, "//dl[@class='facts']//dd"))) == everything


def test_every_example_of_the_help_runs(site: Site) -> None:
    page = site.page("/en/help")
    examples = page.xpath("//table[contains(@class, 'ex')]//a/@href")
    assert len(examples) > 35
    for address in examples:
        site.page(str(address))
    for fault in page.xpath("//section[@id='errors']/div"):
        site.page(fault.xpath(".//a/@href")[0])
        assert fault.xpath(".//mark")
    fields = [text(one) for one in page.xpath("//section[@id='all']//tbody/tr/th")]
    listed = [one["name"] for one in site.client.get("/api/v1/fields").json()["fields"]]
    assert fields == listed


def test_the_form_is_no_error_before_anything_is_asked(site: Site) -> None:
    page = site.page("/en/advanced")
    assert not page.xpath("//*[@id='fault']") and not page.xpath("//textarea[@aria-invalid]")
    asked = site.page("/en/advanced?step=search")
    assert asked.xpath("//*[@id='fault']")
