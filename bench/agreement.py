"""The same questions put to two engines that hold the same filings: which of their answers are the same.

Invariant: of the best ten, the same order and an order that differs among equal scores alone are told apart.
"""

from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise

from bench.figures import Figure
from bench.questions import FACETS, KINDS, Pairs, questions
from domain.engine import Engine, SearchResult
from search_api import params, search
from search_api.settings import Budgets

_BUDGETS = Budgets(cost_ms=1e9)


_EQUAL = 1e-5
"""Scores are compared to six digits, so equal ones may be so far apart."""


def answered(engine: Engine, pairs: Pairs) -> SearchResult:
    """Ask an engine through the service."""
    with closing(engine.searcher()) as searcher:
        return search.search(searcher, params.read(pairs, "en", _BUDGETS), _BUDGETS).result


@dataclass(slots=True)
class Agreement:
    """How many answers of both engines were the same, by what was compared."""

    asked: int = 0
    same: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COMPARED, 0))
    ranked: int = 0
    in_order: int = 0
    but_for_ties: int = 0
    """Best tens that are the same but for the order of hits with equal scores."""
    near: int = 0
    """Best tens that differ in hits whose scores lie within a fiftieth of each other."""


_COMPARED = ("totals", "facets", "families", "applications", "ids by date")


def answers(ours: Engine, theirs: Engine, count: int) -> list[Figure]:
    """Ask both engines the same and compare."""
    found = Agreement()
    for pairs in [pairs for kind in KINDS for pairs in questions(kind, count)]:
        by_date = [*pairs, ("sort", "-published"), ("size", "100"), ("facets", FACETS)]
        each = [[answered(one, by_date), answered(one, [*pairs, ("group", "family")]), answered(one, [*pairs, ("group", "application")])] for one in (ours, theirs)]  # fmt: skip
        (a, fa, aa), (b, fb, ab) = each
        found.asked += 1
        found.same["totals"] += a.total == b.total
        found.same["facets"] += a.facets == b.facets
        found.same["families"] += fa.groups == fb.groups
        found.same["applications"] += aa.groups == ab.groups
        found.same["ids by date"] += [one.id for one in a.hits] == [one.id for one in b.hits]
        _compare_ranked(found, answered(ours, [*pairs, ("size", "100")]), answered(theirs, [*pairs, ("size", "100")]))
    figures = [
        Figure(f"the same {name}", f"{same} of {found.asked}", "embedded engine", None, "all", same == found.asked)
        for name, same in found.same.items()
    ]
    share = (found.in_order + found.but_for_ties) / max(1, found.ranked)
    left = found.ranked - found.in_order - found.but_for_ties
    what = (
        f"the same best ten, of {found.ranked} ranked answers ({found.in_order} in the same order, {found.but_for_ties} but "
        f"for that of equal scores; {left} differ, {found.near} of them in scores within 2 %)"
    )
    return [*figures, Figure(what, f"{share:.1%}", "embedded engine", None, "≥ 95 %", share >= 0.95)]


def _compare_ranked(found: Agreement, a: SearchResult, b: SearchResult) -> None:
    """Compare the first ten of two longer lists, whose later hits tell which scores are equal."""
    if not a.hits and not b.hits:
        return
    found.ranked += 1
    if [one.id for one in a.hits[:10]] == [one.id for one in b.hits[:10]]:
        found.in_order += 1
    elif _agree(a, b, _EQUAL) and _agree(b, a, _EQUAL):
        found.but_for_ties += 1
    else:
        found.near += _agree(a, b, 0.02) and _agree(b, a, 0.02)


def _agree(one: SearchResult, other: SearchResult, slack: float) -> bool:
    """Tell whether the order of ``one`` is an order of ``other`` too, scores within ``slack`` being equal there.

    A hit that ``other`` does not list is taken for one behind its last of the same score.
    """
    if not other.hits:
        return False
    scores = {hit.id: hit.score or 0.0 for hit in other.hits}
    least = min(scores.values()) * (1 + slack)
    found = [scores.get(hit.id, least if (hit.score or 0.0) <= least else None) for hit in one.hits[:10]]
    if any(score is None for score in found):
        return False
    rising = all(later <= earlier * (1 + slack) for earlier, later in pairwise(score or 0.0 for score in found))
    last = [hit.score or 0.0 for hit in other.hits[:10]][-1]
    return rising and (found[-1] or 0.0) >= last * (1 - slack)
