"""The ranking: the batch score of all candidates, then the explainable score of the best, in the order of the two.

Invariants: signs and goods are separate axes and meet only in the score that orders; a guard softens, never removes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.goods import tables
from domain.goods.relation import GoodsList, Relation
from domain.goods.tables import Coordinated
from domain.marks import explain, measures, reasons, scores
from domain.marks.asked import AskedMark
from domain.marks.check import Axis, Check, Finding
from domain.marks.keys import Row
from domain.marks.normal import normal_form
from domain.marks.pair import Claim, Pair, Signs
from domain.marks.scores import Comparison, SignScores
from domain.marks.vocabulary import Floats
from search_api.conflicts.profiles import Profile
from search_api.conflicts.weighing import Weighing

FULL = 400
"""Candidates that get the explainable score."""
_WEIGHED = 800
"""Candidates whose words are weighed: the best by words that count alike."""
REPEATED = 0.9
"""What the score of a mark counts for each mark of the same words that stands before it."""
_GOODS = (0.0, 0.25, 0.55, 0.70, 1.0)
_COUNTED = (0.0, 0.29, 0.46, 0.725, 1.0)
"""What relations of goods (none, other, coordinated, same class, identical) count in the score that orders."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row with its scores: the sign's similarity, the goods by class and group, the score that orders."""

    row: Row
    place: int
    """Among the compared rows."""
    at: int
    """Among the scored rows."""
    similarity: float
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best rows in order, and what they were measured with."""

    best: tuple[Ranked, ...]
    compared: Comparison
    scored: SignScores
    weighed: Floats


def near_goods(
    mine: GoodsList, row: Row, counts: Mapping[Relation, float], coordinated: Coordinated | None = None
) -> float:
    """Return how near the goods of a row can be by classes and groups alone, without reading its terms."""
    if not mine.classes or not row.classes:
        return 1.0
    if mine.groups and set(mine.groups) & set(row.groups):
        return counts["group"]
    if set(mine.classes) & set(row.classes):
        return counts["class"] if row.groups and mine.groups else (counts["class"] + counts["group"]) / 2
    related = tables.coordinated() if coordinated is None else coordinated
    if any(
        theirs in related.get(own, ()) or own in related.get(theirs, ())
        for own in mine.classes
        for theirs in row.classes
    ):
        return counts["coordinated"]
    return counts["other"]


@lru_cache(1_000)
def counted(goods: float) -> float:
    """Return what a relation of goods counts: the score that orders is similarity times it, so goods decide among like signs.

    Coordinated classes count less than their relation, as in the levels, where the signs must be nearer by a step.

    >>> [round(counted(one), 3) for one in (1.0, 0.95, 0.7, 0.55, 0.25)]
    [1.0, 0.954, 0.725, 0.46, 0.29]
    """
    return float(np.interp(goods, _GOODS, _COUNTED))


def ranking(
    asked: AskedMark, goods: GoodsList, rows: Sequence[Row], weighing: Weighing, profile: Profile, most: int = FULL
) -> Ranking:
    """Rank candidates by the batch score."""
    compared = scores.compare(asked, rows)
    near = (near_goods(goods, row, profile.goods, profile.coordinated) for row in rows)
    nearness = np.fromiter(map(counted, near), np.float32, len(rows))
    alike = np.ones(len(compared.words), np.float32)
    first = scores.sign_scores(compared, np.arange(len(rows)), alike)
    order = np.argsort(-(first.similarity * nearness), kind="stable")[:_WEIGHED]
    needed = np.unique(compared.places.chosen(order).flat)
    weighed = alike.copy()
    weighed[needed] = weighing.in_all([compared.words[column] for column in needed])
    scored = scores.sign_scores(compared, order, weighed)
    score = scored.similarity * nearness[order]
    best = _signs_first(rows, order, score, nearness[order], profile, most)
    ranked = tuple(
        Ranked(rows[int(order[at])], int(order[at]), int(at), float(scored.similarity[at]), float(score[at]))
        for at in best
    )
    return Ranking(ranked, compared, scored, weighed)


def _signs_first(
    rows: Sequence[Row], order: npt.NDArray[np.intp], score: Floats, nearness: Floats, profile: Profile, most: int
) -> npt.NDArray[np.intp]:
    """Return the best places in order; a sign met before stands lower, unless its goods are of the same group.

    Fifty registrations of one common word, for any goods, would hide every other sign; each stays in the list.
    """
    best = np.argsort(-score, kind="stable")[: 2 * most]
    same = 1.0 if not nearness.size else counted(profile.goods["group"])
    known = bool((nearness < 1).any())
    seen: Counter[tuple[str, ...]] = Counter()
    lowered = score[best].copy()
    for at, place in enumerate(best):
        words = tuple(sorted(rows[int(order[place])].words))
        if not known or nearness[place] < same:
            lowered[at] *= REPEATED ** seen[words]
        seen[words] += 1
    score[best] = lowered
    return best[np.argsort(-lowered, kind="stable")][:most]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its explainable score: axes, reasons, guards, and the similarity of the signs after the guards."""

    ranked: Ranked
    pair: Pair
    axes: tuple[Axis, Axis, Axis]
    reasons: tuple[Finding, ...]
    distinctiveness: float


def all_judged(
    check: Check, made: Ranking, best: Sequence[Ranked], claim: Claim, weighing: Weighing, rules: frozenset[str]
) -> list[Judged]:
    """Explain ranked rows: their words are measured against the asked ones at once, and all shares are asked at once."""
    compared, mine = made.compared, normal_form(check.mark)
    weighing.shares_ahead(word for one in best for word in Signs(mine, normal_form(one.row.text)).weighed)
    own = dict.fromkeys([*mine.words, *compared.asked.words, compared.asked.joined])
    theirs = tuple({compared.words[at]: None for one in best for at in compared.columns(one.place)})
    for word in own if theirs else ():
        measures.measured_ahead(word, theirs)
    return [judged(check, made, one, claim, rules) for one in best]


def judged(check: Check, made: Ranking, one: Ranked, claim: Claim, rules: frozenset[str]) -> Judged:
    """Explain one ranked row."""
    pair, heaviest = _paired(check, made, one, claim)
    return Judged(one, pair, (pair.look, pair.sound, pair.meaning), reasons.reasons(pair, rules), heaviest)


def _paired(check: Check, made: Ranking, one: Ranked, claim: Claim) -> tuple[Pair, float]:
    """Return a row beside the asked mark, and the weight of its heaviest word."""
    found = explain.axes(made.compared, one.place, made.scored, one.at, made.weighed)
    words, columns = made.compared.words, made.compared.columns(one.place)
    asked = made.compared.asked
    weights = dict(zip(asked.words, asked.weights, strict=True))
    weights |= {words[at]: float(made.weighed[at]) for at in columns[:-1]}
    pair = Pair(
        normal_form(check.mark), normal_form(one.row.text), check.mark, one.row.text, weights, claim, *found
    )  # fmt: skip
    return pair, max((float(made.weighed[at]) for at in columns[:-1]), default=0.0)
