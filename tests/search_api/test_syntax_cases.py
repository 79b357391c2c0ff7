"""The table of cases: each query gives its canonical text, sentence and notices, or its error with span and repair."""

import tomllib
from typing import Any

import pytest

from domain.errors import QueryError
from search_api.syntax import parse
from search_api.syntax.documentation import CASES, query_language_page

TABLE: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
READABLE = [one for one in TABLE if "error" not in one]
FAULTY = [one for one in TABLE if "error" in one]


def test_the_table_is_large_and_in_both_languages() -> None:
    assert len(TABLE) >= 200
    assert len({one["text"] for one in TABLE}) == len(TABLE)
    chinese = [one for one in TABLE if any("\u4e00" <= char <= "\u9fff" for char in one["text"])]
    assert len(chinese) >= 60


@pytest.mark.parametrize("case", READABLE, ids=[one["text"] for one in READABLE])
def test_a_query_is_read_as_the_table_says(case: dict[str, Any]) -> None:
    reading = parse(case["text"])
    assert reading.canonical == case["canonical"]
    assert (reading.sentence.en, reading.sentence.zh) == (case["en"], case["zh"])
    assert [one.code for one in reading.notices] == case.get("notices", [])
    links = [link.query for one in reading.notices for link in one.links]
    assert links == case.get("links", [])
    again = parse(reading.canonical)
    assert (again.tree, again.canonical, again.notices) == (reading.tree, reading.canonical, ())
    for link in links:
        assert parse(link).canonical == link


@pytest.mark.parametrize("case", FAULTY, ids=[one["text"] for one in FAULTY])
def test_a_faulty_query_is_refused_as_the_table_says(case: dict[str, Any]) -> None:
    with pytest.raises(QueryError) as raised:
        parse(case["text"])
    error = raised.value
    assert (error.reason, list(error.span)) == (case["error"], case["span"])
    assert error.repair == case.get("repair")
    if error.repair is not None:
        parse(error.repair)


def test_the_page_about_the_language_holds_every_case() -> None:
    page = query_language_page()
    for case in TABLE:
        assert case["text"].replace("|", "\\|") in page


def test_the_page_in_the_documentation_is_up_to_date() -> None:
    page = CASES.parents[2] / "docs" / "query-language.md"
    assert page.read_text(encoding="utf-8") == query_language_page(), "run `make docs`"
