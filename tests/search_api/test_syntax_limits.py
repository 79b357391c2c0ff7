"""Budgets of a query: what is too long, too deep, too many; and the canonical text that may be longer than its query."""

import time

import pytest

from domain.errors import QueryError
from domain.query import And, Or, Terms
from search_api.syntax import Limits, parse


def refused(text: str) -> str:
    with pytest.raises(QueryError) as raised:
        parse(text)
    return raised.value.reason


def test_length() -> None:
    assert parse("a" * 16_000).canonical == "text:" + "a" * 16_000
    assert refused("a" * 16_001) == "query-too-long"
    assert refused("tea " * 4_001) == "query-too-long"


def test_depth() -> None:
    assert parse("(" * 20 + "tea" + ")" * 20).tree == Terms("text", "tea")
    assert refused("(" * 21 + "tea" + ")" * 21) == "query-too-deep"
    assert parse('"' + "(" * 30 + 'tea"').canonical == 'text:"' + "(" * 30 + 'tea"'


def test_terms() -> None:
    assert isinstance(parse("tea " * 1_000).tree, And)
    assert refused("tea " * 1_001) == "too-many-terms"
    assert refused('"' + "tea " * 1_001 + '"') == "too-many-terms"


def test_limits_are_a_setting() -> None:
    with pytest.raises(QueryError) as raised:
        parse("tea leaf dryer", limits=Limits(terms=2))
    assert raised.value.reason == "too-many-terms"


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "()" * 25_000, ")" * 50_000, "(" * 25_000 + ")" * 25_000, "(a" * 25_000]
)
def test_hostile_brackets_are_refused_at_once(text: str) -> None:
    begun = time.process_time()
    assert refused(text) == "query-too-long"
    assert time.process_time() - begun < 0.05


@pytest.mark.parametrize(
    "text",
    [
        " OR ".join(["H01M10/052"] * 900),
        "a " * 1_000,
        "(" * 20 + "a b" + " OR c NEAR d -e)" * 20,
        " ".join(["a" * 15] * 999),
        " ".join(["清屿大学"] * 900),
    ],
)
def test_a_canonical_text_beyond_the_limits_can_be_sent_again(text: str) -> None:
    reading = parse(text)
    assert parse(reading.canonical).tree == reading.tree


def test_only_a_canonical_text_may_exceed_the_limits() -> None:
    canonical = parse(" OR ".join(["H01M10/052"] * 900)).canonical
    assert len(canonical) > 16_000
    assert refused(canonical.replace(" OR ", "  OR ", 1)) == "query-too-long"


@pytest.mark.parametrize("text", ["a NEAR b ADJ " * 400 + "c", "a SENT b PARA " * 400 + "c"])
def test_chains_of_different_operators_do_not_nest_without_end(text: str) -> None:
    assert refused(text) == "query-too-deep"


def test_a_long_mixture_of_and_and_or_has_no_second_reading_too_deep_to_send() -> None:
    reading = parse("a OR b AND " * 300 + "c")
    assert isinstance(reading.tree, Or)
    assert [len(one.links) for one in reading.notices] == [1]
    for link in parse("a OR b AND " * 9 + "c").notices[0].links:
        parse(link.query)


def test_nodes_know_their_place() -> None:
    text = "标题：（烘干机 OR fan） NOT H01M 10/052"
    tree = parse(text).tree
    assert isinstance(tree, And)
    first, second = tree.operands
    assert isinstance(first, Or)
    assert [text[slice(*one.span)] for one in first.operands] == ["烘干机", "fan"]
    assert text[slice(*second.span)] == "NOT H01M 10/052"
