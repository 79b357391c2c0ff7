"""Every analysis that counts gives the cells that an independent script counts, and every link gives its count."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.engine import Engine, Searcher
from search_api.navigation import answers, scope
from tests.navigation import independent
from tests.navigation.conftest import BUDGETS, SOURCES, followed, of_source, present, source_filters
from tests.navigation.options import OPTIONS

UNITS = [
    ("publication", "published"), ("publication", "filed"), ("application", "filed"), ("family", "priority_date"),
]  # fmt: skip


def asked(searcher: Searcher, name: str, pairs: list[tuple[str, str]], engine: Engine | None = None) -> answers.Answer:
    analysis, options = OPTIONS.get(name, (name, {}))
    read = scope.read([*pairs, *options.items()], "en", BUDGETS)
    return answers.answer(searcher, read, answers.named(analysis), engine)


def rows_of(given: answers.Answer) -> list[list[Any]]:
    return [list(one.values) for one in given.found.rows]


@pytest.mark.shared
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("unit", "date"), UNITS)
def test_every_cell_is_that_of_the_independent_script(
    searcher: Searcher, exported: list[dict[str, Any]], source: str, unit: str, date: str
) -> None:
    present(source)
    mine = of_source(exported, source)
    assert mine
    state = searcher.state()
    expected = independent.tables(mine, unit, date, str(state.data_date))
    counts = independent.Counts(mine, unit, date, str(state.data_date))
    expected["citations"] = independent.citations(counts, exported)
    expected["key_patents"] = independent.key_patents(counts, exported)
    pairs = [*source_filters(source), ("unit", unit), ("date", date)]
    wrong = {}
    for name, table in expected.items():
        found = rows_of(asked(searcher, name, pairs))
        if found != table:
            wrong[name] = [(one, other) for one, other in zip(found, table, strict=False) if one != other][:3] or (
                len(found), len(table),
            )  # fmt: skip
    assert wrong == {}


@pytest.mark.shared
@pytest.mark.parametrize(("source", "unit", "date"), [
    ("generated", "publication", "published"), ("generated", "application", "filed"),
    ("generated", "family", "priority_date"), ("us-patents-jsonl", "publication", "filed"),
    ("cn-gazette-jsonl", "application", "filed"),
])  # fmt: skip
def test_every_link_gives_its_count(
    embedded: Engine, searcher: Searcher, follow: Callable[[str], int], source: str, unit: str, date: str
) -> None:
    present(source)
    pairs = [*source_filters(source), ("unit", unit), ("date", date)]
    wrong, followed_links = [], 0
    for name in (*answers.ANALYSES, *OPTIONS):
        given = asked(searcher, name, pairs, embedded)
        counted = [
            (value, link) for one in given.found.rows for value, link in zip(one.values, one.links, strict=True) if link
        ]
        step = max(1, len(counted) // 60)
        for value, link in counted[::step]:
            followed_links += 1
            if follow(link) != value:
                wrong.append((name, value, follow(link), link))
    assert wrong[:5] == [] and followed_links > 200


@pytest.mark.shared
@pytest.mark.elasticsearch
def test_both_engines_give_the_same_tables(searcher: Searcher, elastic: Engine) -> None:
    other = elastic.searcher()
    pairs = [("right", "patent,design"), ("unit", "family"), ("date", "priority_date")]
    for name in (*answers.ANALYSES, *OPTIONS):
        one, two = asked(searcher, name, pairs), asked(other, name, pairs, elastic if name == "landscape" else None)
        assert rows_of(one) == rows_of(two) and one.total == two.total, name
        assert name == "landscape" or one.found == two.found, name
        linked = [
            (value, link) for row in two.found.rows for value, link in zip(row.values, row.links, strict=True) if link
        ]
        for value, link in linked[:: max(1, len(linked) // 2)]:
            assert followed(other, link) == value, (name, link)
