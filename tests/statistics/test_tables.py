"""Every yearly table gives the cells that an independent script counts over the export, and every link its count."""

import json
from decimal import Decimal
from typing import Any

import pytest

from domain.engine import Searcher
from search_api.statistics import answers, asked
from search_api.statistics.catalog import TABLES
from search_api.statistics.population import per_ten_thousand
from search_api.statistics.yearbook import Yearbook
from tests.navigation.conftest import followed
from tests.statistics import independent

POPULATION = "region,residents_10k,source\nCN,1000,Census\nUS,2000,Census\nFR,1,A\nFR,2,A\nDE,none,A\n"


def book(searcher: Searcher, **pairs: str) -> Yearbook:
    return Yearbook(searcher, asked.read(searcher, list(pairs.items())))


def rows_of(given: answers.Answer) -> list[list[Any]]:
    return [list(one.values) for one in given.found.rows]


def differing(held: Yearbook, expected: dict[str, list[list[Any]]]) -> dict[str, Any]:
    wrong = {}
    for name, table in expected.items():
        found = rows_of(answers.answer(held, TABLES[name]))
        if found != table:
            pairs = [pair for pair in zip(found, table, strict=False) if pair[0] != pair[1]]
            wrong[name] = pairs[:2] or (len(found), len(table))
    return wrong


@pytest.mark.parametrize(("year", "address"), [(2019, "filing"), (2025, "current"), (2026, "filing")])
def test_every_cell_is_that_of_the_independent_script(
    searcher: Searcher, exported: list[dict[str, Any]], year: int, address: str
) -> None:
    expected = independent.tables(exported, year, str(searcher.state().data_date), address)
    assert set(expected) == set(TABLES)
    assert differing(book(searcher, year=str(year), address=address), expected) == {}


def test_a_region_is_counted_by_its_cities(searcher: Searcher, exported: list[dict[str, Any]]) -> None:
    inside = [one for one in exported if independent.place("country", "filing")(one) == ["CN"]]
    expected = independent.tables(inside, 2018, str(searcher.state().data_date), "filing", "region")
    assert differing(book(searcher, year="2018", region="CN"), expected) == {}


@pytest.mark.parametrize("pairs", [{"year": "2019"}, {"year": "2020", "region": "CN", "address": "current"}])
def test_every_link_gives_its_count(searcher: Searcher, pairs: dict[str, str]) -> None:
    held, wrong, count = book(searcher, **pairs), [], 0
    for name, table in TABLES.items():
        for row in answers.answer(held, table).found.rows:
            cells = [pair for pair in zip(row.values, row.links, strict=True) if pair[1]]
            for value, link in cells[:: max(1, len(cells) // 3)]:
                count += 1
                if followed(searcher, str(link)) != value:
                    wrong.append((name, row.values[0], value, link))
    assert wrong[:3] == [] and count > 300


def test_rows_come_to_the_total_or_the_table_says_why(searcher: Searcher) -> None:
    held, told = book(searcher, year="2019"), set()
    for name, table in TABLES.items():
        given = answers.answer(held, table)
        rows, total = given.found.rows[:-1], given.found.rows[-1] if given.found.rows else None
        if total is None or total.values[0] != "total":
            continue
        for at, one in enumerate(given.found.columns):
            if one.role == "count" and sum(int(row.values[at] or 0) for row in rows) != total.values[at]:
                told.add(name)
                assert "rows-overlap" in {one.code for one in given.notices}, name
    assert "marks-nice" in told and "patents-kind" not in told


def test_the_published_figure_comes_out() -> None:
    assert round(per_ten_thousand(284_288, Decimal("2153.6") * 10_000), 1) == 132.0


def test_a_broken_population_never_counts_as_nought(searcher: Searcher) -> None:
    held = book(searcher, year="2019", population=POPULATION)
    given = answers.answer(held, TABLES["patents-region"])
    last = {str(row.values[0]): row.values[-1] for row in given.found.rows}
    counts = {str(row.values[0]): row.values[4] for row in given.found.rows}
    assert last["CN"] == counts["CN"] / 1000 and last["US"] == counts["US"] / 2000
    assert last["FR"] is None and last["DE"] is None and last["unknown"] is None and last["total"] is None
    codes = {one.code for one in given.notices}
    assert {"population-double", "population-lines", "population-missing", "population-source"} <= codes
    for text in ("nonsense", "region\nCN", "\x00", "region,residents\n" + '"CN,1'):
        broken = answers.answer(book(searcher, year="2019", population=text), TABLES["patents-region"])
        assert all(row.values[-1] is None for row in broken.found.rows) and broken.notices


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ({"year": "1850"}, "no-records-of-year"), ({"year": "2019", "region": "Atlantis"}, "no-such-region"),
        ({"year": "2099"}, "year-not-over"), ({"year": "2019", "region": "QX-Nowhere"}, "no-such-region"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_and_never_nought(searcher: Searcher, pairs: dict[str, str], code: str) -> None:
    for name, table in TABLES.items():
        given = answers.answer(book(searcher, **pairs), table)
        assert given.found.rows == (), name
        assert code in {one.code for one in given.notices}, name


def test_a_body_is_json_with_definitions_in_both_languages(searcher: Searcher) -> None:
    for table in TABLES.values():
        body = json.loads(json.dumps(answers.body(answers.answer(book(searcher, year="2019"), table))))
        assert body["definition"]["zh"] and body["definition"]["en"] and body["definitions"]
        assert len(body["table"]["rows"]) == len(body["table"]["links"])
