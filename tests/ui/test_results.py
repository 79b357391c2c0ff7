"""The results: tabs, facets, chips, sorting and paging do what they say."""

from urllib.parse import quote

from tests.ui.reading import Site, first, number_in, text, total


def test_a_tab_leads_to_as_many_records_as_it_says(site: Site) -> None:
    page = site.page("/en/search?q=*")
    tabs = page.xpath("//nav[@class='tabs']//li/a")
    assert len(tabs) == 7
    assert number_in(text(tabs[0])) == sum(number_in(text(one)) for one in tabs[1:]) == total(page)
    for tab in tabs[1:]:
        assert total(site.page(tab.get("href"))) == number_in(text(tab)) > 0


def test_a_right_without_records_stays_without_a_link(site: Site) -> None:
    page = site.page("/en/search?q=claims:battery")
    assert [text(one) for one in page.xpath("//nav[@class='tabs']//li/b")][-1].endswith(" 0")


def test_a_facet_leads_to_as_many_records_as_it_says(site: Site) -> None:
    for address in (
        "/en/search?q=*&right=patent",
        "/zh/search?q=*&right=trademark",
        "/en/search?q=*&right=design&f.office=EM",
    ):
        choices = site.page(address).xpath("//div[@class='facet'][not(.//a[@aria-current])]//li/a")
        assert len(choices) > 10
        for choice in choices:
            name, count = choice.xpath("./span")
            assert total(site.page(choice.get("href"))) == number_in(text(count)), (address, text(name))


def test_unknown_is_a_value(site: Site) -> None:
    page = site.page("/en/search?q=*&right=trademark")
    facets = {
        text(one.xpath("./h3")[0]): [text(row) for row in one.xpath(".//li")]
        for one in page.xpath("//div[@class='facet']")
    }
    assert facets["Status"][-1].startswith("Unknown")
    assert facets["Country"][-1].startswith("Unknown") and facets["Proprietor"][-1].startswith("Unknown")


def test_a_chosen_value_is_a_chip_and_is_taken_away_by_it(site: Site) -> None:
    all_of_it = total(site.page("/en/search?q=*&right=patent"))
    page = site.page("/en/search?q=*&right=patent&f.status=in_force&f.office=CN")
    assert total(page) < all_of_it
    chips = page.xpath("//ul[@class='chips']/li/a")
    assert [text(one) for one in chips] == [
        "Office: CN China National Intellectual Property Administration × remove",
        "Status: In force × remove",
        "Clear all",
    ]
    without = site.page(chips[0].get("href"))
    assert [text(one) for one in without.xpath("//ul[@class='chips']/li/a")] == [
        "Status: In force × remove",
        "Clear all",
    ]
    assert total(page) < total(without) < all_of_it
    chosen = [text(one) for one in page.xpath("//div[@class='facet']//a[@aria-current]/span[1]")]
    assert chosen == ["In force", "CN China National Intellectual Property Administration"]


def test_an_excluded_value_is_named(site: Site) -> None:
    page = site.page("/zh/search?q=*&f.-office=US")
    assert text(page.xpath("//ul[@class='chips']/li/a")[0]) == "排除：国家/机构：US 美国专利商标局 × 去掉"


def test_years_are_a_range(site: Site) -> None:
    answer = site.client.get("/en/search?q=*&right=patent&of=published&y1=2012&y2=2014")
    assert answer.status_code == 303
    page = site.page(answer.headers["location"])
    published = [text(one) for one in page.xpath("//p[@class='meta']")]
    assert published and all(any(f" {year} " in one for year in ("2012", "2013", "2014")) for one in published)
    assert first(page, "//input[@name='y1']").get("value") == "2012"


def test_sorting_says_which_it_is_and_sorts(site: Site) -> None:
    page = site.page("/en/search?q=*&right=patent")
    newest = first(page, "//div[@class='opts']//a[text()='newest']").get("href")
    sorted_page = site.page(newest)
    assert text(first(sorted_page, "//div[@class='opts']//b[@aria-current]")) == "newest"
    ids = [one.get("value") for one in sorted_page.xpath("//input[@name='id']")]
    dates = [site.client.get(f"/api/v1/records/{quote(one, safe='')}").json()["dates"]["published"] for one in ids]
    assert dates == sorted(dates, reverse=True) and len(set(dates)) > 1


def test_grouping_counts_groups(site: Site) -> None:
    page = site.page("/en/search?q=*&right=patent&group=family")
    said = text(first(page, "//div[@class='bar']/h1"))
    body = site.client.get("/api/v1/search?q=*&right=patent&group=family").json()
    assert f"{body['groups']['total']} groups" in said.replace(",", "")


def test_paging_goes_on(site: Site) -> None:
    page = site.page("/en/search?q=*")
    ahead = first(page, "//nav[@class='pager']/a[last()]")
    assert text(ahead) == "Next 20"
    one = {str(value) for value in page.xpath("//input[@name='id']/@value")}
    two = {str(value) for value in site.page(ahead.get("href")).xpath("//input[@name='id']/@value")}
    assert len(one) == len(two) == 20 and not one & two


def test_the_reading_stands_below_the_box(site: Site) -> None:
    page = site.page("/en/search?q=battery -tea published>=2015")
    assert first(page, "//input[@id='q']").get("value") == "battery -tea published>=2015"
    said = first(page, "//p[@id='reading']")
    assert text(said).startswith("Read as text contains battery and text does not contain tea")
    assert [text(one) for one in said.xpath("./b")] == ["battery", "tea"]


def test_matched_words_are_marked(site: Site) -> None:
    page = site.page("/en/search?q=battery&right=patent")
    marked = {text(one).lower() for one in page.xpath("//p[@class='snip']/mark")}
    assert marked and marked <= {"battery", "batteries"}


def test_two_readings_are_links_with_their_counts(site: Site) -> None:
    page = site.page("/en/search?q=tea AND machine OR battery")
    notice = first(page, "//div[@class='notice warn']")
    assert text(first(notice, ".//strong")) == "AND and OR stand side by side."
    readings = notice.xpath(".//li")
    assert len(readings) == 2
    for one in readings:
        assert total(site.page(one.xpath("./a/@href")[0])) == number_in(text(one.xpath("./span")[0]))


def test_an_empty_answer_says_which_condition_to_drop(site: Site) -> None:
    page = site.page("/en/search?q=battery+zzzzq&f.status=in_force")
    assert text(first(page, "//div[@class='bar']/h1")) == "No record matches"
    rows = page.xpath("//section[@class='empty']//tbody/tr")
    assert rows
    for row in rows:
        assert total(site.page(row.xpath(".//a/@href")[0])) == number_in(text(row.xpath("./td[3]")[0])) > 0


def test_all_values_of_a_facet(site: Site) -> None:
    page = site.page("/en/values/applicant?q=*&right=patent")
    choices = page.xpath("//div[@class='facet all']//li/a")
    assert len(choices) > 20
    assert total(site.page(choices[-2].get("href"))) == number_in(text(choices[-2].xpath("./span[2]")[0]))


def test_the_api_call_gives_the_same(site: Site) -> None:
    page = site.page("/en/search?q=battery&f.status=in_force")
    call = text(first(page, "//details[@class='api']//code")).split("'")[1].removeprefix("http://testserver")
    assert site.client.get(call).json()["total"] == total(page)


def test_rows_by_right(site: Site) -> None:
    mark = first(site.page("/en/search?q=*&right=trademark"), "//li[@class='hit']")
    assert mark.xpath(".//span[@class='thumb']") and "Class" in text(first(mark, ".//p[@class='meta']"))
    patents = site.page("/en/search?q=*&right=patent&size=100").xpath("//li[@class='hit']")
    kinds = {text(first(one, ".//p[@class='meta']")).split(" · ")[1] for one in patents}
    assert kinds <= {"application", "grant", "utility model"} and len(kinds) > 1
    assert any("cited by" in text(first(one, ".//div[@class='side']")) for one in patents)
    assert any("family" in text(first(one, ".//div[@class='side']")) for one in patents)


def test_ticked_records_become_a_file(site: Site) -> None:
    page = site.page("/en/search?q=battery&right=patent&f.status=in_force")
    ids = [str(one) for one in page.xpath("//input[@name='id']/@value")][:3]
    hidden = {one.get("name"): one.get("value") for one in page.xpath("//form[@id='pick']//input[@type='hidden']")}
    assert hidden == {"q": "battery", "right": "patent", "f.status": "in_force"}
    chosen = site.client.get("/en/selection", params=[("format", "csv"), *(("id", one) for one in ids)])
    rows = chosen.content.decode("utf-8-sig").strip().split("\r\n")
    assert [one.split(",")[0] for one in rows] == ["Id", *sorted(ids)]
    assert "attachment" in chosen.headers["content-disposition"]
    whole = site.client.get("/en/selection", params={**hidden, "format": "jsonl"})
    assert whole.status_code == 303
    lines = site.client.get(whole.headers["location"]).text.strip().split("\n")
    assert len(lines) == total(page)
