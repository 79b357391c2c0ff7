"""Every yearly table is the same, cell by cell, on both engines, and its links give the counts there too."""

import pytest

from domain.engine import Engine, Searcher
from search_api.statistics import answers
from search_api.statistics.catalog import TABLES
from tests.navigation.conftest import followed
from tests.statistics.test_tables import book

pytestmark = pytest.mark.elasticsearch


@pytest.mark.parametrize("pairs", [{"year": "2019"}, {"year": "2020", "region": "CN", "address": "current"}])
def test_both_engines_give_the_same_tables(searcher: Searcher, yearbook_elastic: Engine, pairs: dict[str, str]) -> None:
    other = yearbook_elastic.searcher()
    one, two, filled = book(searcher, **pairs), book(other, **pairs), 0
    for name, table in TABLES.items():
        here, there = answers.answer(one, table), answers.answer(two, table)
        assert (here.found, here.notices, here.day) == (there.found, there.notices, there.day), name
        filled += bool(there.found.rows)
        linked = [
            (value, link)
            for row in there.found.rows
            for value, link in zip(row.values, row.links, strict=True)
            if link is not None
        ]
        for value, link in linked[:: max(1, len(linked) // 3)]:
            assert followed(other, link) == value, (name, link)
    assert filled > 15
