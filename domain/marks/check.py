"""What is asked of a conflict check and what it finds, as frozen values.

Invariants: sound, look, meaning, goods and the earlier right are separate axes, each with the evidence that made it;
every piece of evidence names what it was measured on, so that it can be measured again.
"""

from dataclasses import dataclass
from typing import Literal

from domain.filings import Filing, PartialDate
from domain.goods.relation import GoodsList, GoodsRelation

Scope = Literal["whole", "dominant", "inside"]
"""Where two signs met: as wholes, by their dominant parts, or the earlier mark wholly inside the asked one."""
Level = Literal[0, 1, 2, 3, 4]
"""1 bar (identical for identical), 2 likely, 3 consider, 4 note; 0 is below them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A mark and what it is asked for; without classes, all goods count the same. ``profile`` None is neutral."""

    mark: str
    goods: GoodsList = GoodsList()
    vienna: tuple[str, ...] = ()
    filed: PartialDate | None = None
    priority: PartialDate | None = None
    owner: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of the asked mark, a part of the earlier one, and what was measured between them.

    ``measure`` names a function of ``domain.marks.measures``; ``value`` is what it gave for the two parts.
    """

    mine: str
    theirs: str
    measure: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Axis:
    """How alike two signs are on one axis, 0 to 1: the best over the scopes, and what made it."""

    score: float
    scope: Scope = "whole"
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason (W01 to W17) that speaks for a conflict, or a guard that speaks against, with its evidence."""

    code: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An earlier right that may stand in the way. ``similarity`` is of the signs, after the guards; ``score`` ranks.

    ``claimed`` are the goods of the earlier mark. ``distinctiveness`` is of the earlier mark, ``identical`` of the signs: with them the level for other goods is told.
    """

    id: str
    level: Level
    score: float
    similarity: float
    sound: Axis
    look: Axis
    meaning: Axis
    goods: GoodsRelation
    claimed: GoodsList
    reasons: tuple[Finding, ...]
    against: tuple[Finding, ...]
    later: bool
    same_owner: bool
    filing: Filing
    distinctiveness: float = 1.0
    identical: bool = False


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word of the asked mark: the share of live marks of its classes that contain it, and whether it is dominant."""

    word: str
    share: float
    weight: float
    dominant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The ranked conflicts, how many marks the register has, were candidates and were fully scored.

    ``missed`` (audit mode only): the ids at or above the batch bound of level 3 that no candidate channel had found.
    """

    conflicts: tuple[Conflict, ...]
    words: tuple[WordWeight, ...]
    candidates: int
    scanned: int
    generation: str
    missed: tuple[str, ...] | None = None
