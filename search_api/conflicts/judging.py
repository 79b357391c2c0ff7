"""Goods judged one by one: which earlier rights block each good that is claimed, and which goods remain free.

A later filing and a mark of the same owner block nothing. ``level`` is the lowest that an earlier right reaches for the
one good: 1 and 2 block it, 3 is to be considered, else it is free.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.goods.relation import GoodsList, GoodsPair, GoodsTerm, relate_each
from domain.marks.check import Conflict
from search_api.conflicts.profiles import Profile

LevelOf = Callable[[Conflict, float], int]
BLOCKS, CONSIDERED = 2, 3
_READ = 100


@dataclass(frozen=True, slots=True)
class Citation:
    """An earlier right against one good: the level that it reaches for it and the pair that meets."""

    id: str
    level: int
    pair: GoodsPair


@dataclass(frozen=True, slots=True)
class Judged:
    """One claimed good, its similar groups, and what stands against it, the gravest first."""

    good: GoodsTerm
    level: int
    by: tuple[Citation, ...]

    @property
    def outcome(self) -> str:
        """Return ``blocked``, ``consider`` or ``free``."""
        return "blocked" if 1 <= self.level <= BLOCKS else "consider" if self.level == CONSIDERED else "free"


def judged(goods: GoodsList, conflicts: Sequence[Conflict], level_of: LevelOf, profile: Profile) -> tuple[Judged, ...]:
    """Judge every good that is claimed against the nearest conflicts; classes without terms are judged as such."""
    earlier = [one for one in conflicts if not one.later and not one.same_owner][:_READ]
    pairs = [(one, relate_each(goods, one.claimed, profile.coordinated)) for one in earlier]
    claimed = relate_each(goods, goods)
    found = []
    for at, own in enumerate(claimed):
        by = []
        for conflict, met in pairs:
            if not met:
                continue
            level = level_of(conflict, profile.goods[met[at].relation])
            if 1 <= level <= CONSIDERED:
                by.append(Citation(conflict.id, level, met[at]))
        by.sort(key=lambda one: one.level)
        found.append(Judged(own.mine, by[0].level if by else 0, tuple(by)))
    return tuple(found)
