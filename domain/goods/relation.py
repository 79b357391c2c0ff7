"""The relation between two lists of goods and services, with the pair of terms and the link that made it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoodsTerm:
    """One term of a list of goods and its Nice class."""

    class_: str
    text: str


@dataclass(frozen=True, slots=True)
class GoodsList:
    """What a mark is claimed for: Nice classes, terms, and similar groups (类似群); all may be unknown."""

    classes: tuple[str, ...] = ()
    terms: tuple[GoodsTerm, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsPair:
    """Two terms (or classes) that meet; ``relation`` says how, ``link`` what joins them (a group, a class)."""

    mine: GoodsTerm
    theirs: GoodsTerm
    relation: str
    link: str


@dataclass(frozen=True, slots=True)
class GoodsRelation:
    """How near two lists are, 0.25 to 1, and the pairs that made it, the nearest first."""

    score: float
    pairs: tuple[GoodsPair, ...] = ()


SAME_CLASS, OTHER = 0.70, 0.25


def relate(mine: GoodsList, theirs: GoodsList) -> GoodsRelation:
    """Relate two lists by their classes; lists without classes count the same for all.

    >>> relate(GoodsList(("9",)), GoodsList(("9", "42"))).score
    0.7
    """
    if not mine.classes:
        return GoodsRelation(1.0)
    shared = [one for one in mine.classes if one in theirs.classes]
    pairs = tuple(GoodsPair(GoodsTerm(one, ""), GoodsTerm(one, ""), "class", one) for one in shared)
    return GoodsRelation(SAME_CLASS if shared else OTHER, pairs)
