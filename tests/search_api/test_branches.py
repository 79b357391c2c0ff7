"""A tree is accepted whole or refused with a line; a broken query spoils its own branch; estimates are those of the books."""

import doctest
import random

import pytest

from domain.errors import ParameterError, QueryError
from domain.query import Listed
from indexer.workspace import Branch, Tagging
from search_api import judging, syntax
from search_api.branches import branch_scope, faults, tag_scope, tree_from

TREE = (
    Branch("电池", None, ""),
    Branch("电解质", "电池", "electrolyte"),
    Branch("隔膜", "电池", "separator OR 隔膜"),
    Branch("坏", None, "title:(a"),
    Branch("空", None, ""),
)


def _noise(branch: str, *ids: str) -> list[Tagging]:
    return [Tagging(branch, id, "2026-01-01", "me", "why") for id in ids]


def test_a_branch_without_a_query_is_what_its_branches_find() -> None:
    scope = branch_scope(TREE, (), "电池")
    assert scope.text == "(electrolyte) OR (separator OR 隔膜)"
    assert scope.query == syntax.parse(scope.text).tree


def test_noise_is_taken_out_and_the_text_says_the_same() -> None:
    scope = branch_scope(TREE, _noise("电解质", "US-1-A1", "CN-2-B"), "电解质")
    assert scope.text == "(electrolyte) NOT noise(电解质)"
    assert scope.query == syntax.parse(scope.text).tree == syntax.parse(syntax.render(scope.query)).tree


def test_a_broken_query_spoils_its_own_branch() -> None:
    assert [one.branch for one in faults(TREE)] == ["坏"]
    with pytest.raises(QueryError):
        branch_scope(TREE, (), "坏")
    for name in ("空", "none"):
        with pytest.raises(ParameterError):
            branch_scope(TREE, (), name)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([{"query": "x"}], 2),
        ([{"branch": "a"}, {"branch": "a"}], 3),
        ([{"branch": "a", "parent": "b"}], 2),
        ([{"branch": "a", "parent": "b"}, {"branch": "b", "parent": "c"}, {"branch": "c", "parent": "a"}], 2),
        ([{"branch": "a", "parent": "a"}], 2),
    ],
)
def test_a_tree_that_is_none_says_its_line(rows: list[dict[str, str]], line: int) -> None:
    with pytest.raises(ParameterError) as caught:
        tree_from(enumerate(rows, 2))
    assert caught.value.reason == "bad-tree" and caught.value.detail.en.startswith(f"Line {line}:")


def test_a_tag_is_its_records() -> None:
    scope = tag_scope(_noise("key", "US-1-A1"), "key")
    assert scope.text == "tag(key)" and scope.query == Listed("tag", "key")
    spaced = tag_scope(_noise('two "words"', "US-1-A1"), 'two "words"')
    assert syntax.parse(spaced.text).tree == spaced.query
    with pytest.raises(ParameterError):
        tag_scope((), "key")


def test_the_examples_of_the_estimates() -> None:
    found = doctest.testmod(judging)
    assert found.attempted >= 5 and not found.failed


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    dice = random.Random(7)
    held = 0
    for _ in range(400):
        found = judging.wilson(sum(dice.random() < 0.8 for _ in range(120)), 120)
        assert found is not None
        held += found.low <= 0.8 <= found.high
    assert 370 <= held <= 392


def test_recapture_finds_the_total() -> None:
    dice = random.Random(3)
    relevant = range(2000)
    first = {one for one in relevant if dice.random() < 0.85}
    second = {one for one in relevant if dice.random() < 0.5}
    found = judging.recaptured(len(first), len(second), len(first & second))
    assert found is not None
    assert found.total == pytest.approx(2000, rel=0.03) and found.recall.low <= 0.85 <= found.recall.high
    assert judging.recaptured(5, 0, 0) is None


def test_a_sample_does_not_depend_on_the_order() -> None:
    ids = [f"US-{n}-A1" for n in range(1000)]
    drawn = judging.sample(ids, 50, "seed")
    assert drawn == judging.sample(reversed(ids), 50, "seed") != judging.sample(ids, 50, "other")
    assert len(set(drawn)) == 50
