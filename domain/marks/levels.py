"""The level of a conflict, from one monotone table of the similarity of signs, the relation of goods and distinctiveness.

1 bar: identical signs for identical goods (or goods within a broader claimed term); 2 likely; 3 consider; 4 note; 0 below.
"""

from domain.marks.check import Level

SIGNS = (0.88, 0.70, 0.50, 0.32)
"""Bounds of the similarity of signs, the nearest first."""
GOODS = (0.95, 0.70, 0.55)
"""Bounds of the relation of goods: same group, same class, coordinated; below it other goods."""
TABLE: tuple[tuple[Level, ...], ...] = (
    (2, 2, 3, 4),
    (2, 3, 4, 4),
    (3, 4, 4, 0),
    (4, 4, 0, 0),
)
"""Level by row (similarity) and column (goods) for an earlier mark that is distinctive; a weak one stands one lower."""
IDENTICAL_GOODS = 0.97
DISTINCT = 0.3
"""Distinctiveness of the earlier mark (weight of its heaviest word) below which it is weak."""


def level(similarity: float, goods: float, distinctiveness: float, *, identical: bool = False) -> Level:
    """Return the level.

    >>> level(1.0, 1.0, 0.8, identical=True), level(0.9, 0.7, 0.8), level(0.9, 0.7, 0.1), level(0.2, 1.0, 0.8)
    (1, 2, 3, 0)
    """
    if identical and goods >= IDENTICAL_GOODS:
        return 1
    row = next((at for at, bound in enumerate(SIGNS) if similarity >= bound), None)
    if row is None:
        return 0
    column = next((at for at, bound in enumerate(GOODS) if goods >= bound), len(GOODS))
    found = TABLE[row][column]
    if distinctiveness < DISTINCT and found:
        return LOWER[found]
    return found


LOWER: dict[Level, Level] = {1: 2, 2: 3, 3: 4, 4: 0, 0: 0}


def least_similarity(goods: float, wanted: Level = 3) -> float:
    """Return the similarity from which some mark reaches a level for goods of this relation; above 1 where none does."""
    column = next((at for at, bound in enumerate(GOODS) if goods >= bound), len(GOODS))
    reaching = [bound for bound, row in zip(SIGNS, TABLE, strict=True) if 0 < row[column] <= wanted]
    return min(reaching, default=2.0)
