"""The sets of the protocol and how one is measured: the rank of the first hit with the letters of the earlier mark."""

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.marks.register import Pair
from domain.goods.reading import read_goods
from domain.marks.check import Check

K = 100
Ask = Callable[[Check], Sequence[str]]
"""Gives the texts of the hits of a check, in order."""
_CONCEPT = frozenset(["conceptual", "translation", "abbreviation", "synonym"])


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of ``n`` were found in the first 10 and 100, with Wilson's 95 % interval."""

    n: int
    first_10: int
    first_100: int

    def as_json(self) -> dict[str, float]:
        low_10, high_10 = wilson(self.first_10, self.n)
        low_100, high_100 = wilson(self.first_100, self.n)
        return {
            "n": self.n, "r10": _share(self.first_10, self.n), "r10_low": low_10, "r10_high": high_10,
            "r100": _share(self.first_100, self.n), "r100_low": low_100, "r100_high": high_100,
        }  # fmt: skip


def _share(found: int, n: int) -> float:
    return round(found / n, 4) if n else 0.0


def wilson(found: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share.

    >>> wilson(50, 100)
    (0.4038, 0.5962)
    """
    if not n:
        return 0.0, 1.0
    z, share = 1.959964, found / n
    middle = share + z * z / (2 * n)
    wide = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    bottom = 1 + z * z / n
    return round((middle - wide) / bottom, 4), round((middle + wide) / bottom, 4)


def letters(text: str) -> str:
    """Return the NFKC-casefolded letters and digits of a mark, by which a hit counts as found."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def sets_of(pairs: Sequence[Pair]) -> dict[str, tuple[list[Pair], bool]]:
    """Return the sets by name: their pairs, and whether the queries have classes and goods."""
    decided = [one for one in pairs if one.certainty and one.conflict]
    office = {name: [one for one in pairs if not one.certainty and one.office == name and one.conflict]
              for name in ("EUIPO", "INPI-BR", "KIPO")}  # fmt: skip
    return {
        "decided_goods": (decided, True),
        "decided_goods_a_ab": ([one for one in decided if one.certainty in ("A", "AB")], True),
        "concept_goods": ([one for one in decided if one.axes & _CONCEPT], True),
        "euipo_pairs": (office["EUIPO"], False),
        "brazil_signs": (office["INPI-BR"], False),
        "korea_signs": (office["KIPO"], False),
    }


def check_of(pair: Pair, with_goods: bool) -> Check:
    """Return the check that a pair asks."""
    if not with_goods:
        return Check(mark=pair.mark_a)
    goods = "" if "not stated" in pair.goods_a else pair.goods_a
    first = pair.classes_a[0] if len(pair.classes_a) == 1 else ""
    return Check(mark=pair.mark_a, goods=read_goods([(first, goods)] if goods else [], pair.classes_a))


def ranks(pairs: Sequence[Pair], with_goods: bool, ask: Ask, known: dict[Check, list[str]]) -> list[int | None]:
    """Return the rank of each pair's earlier mark, ``None`` beyond ``K``; equal checks are asked once."""
    found: list[int | None] = []
    for pair in pairs:
        check = check_of(pair, with_goods)
        if check not in known:
            known[check] = [letters(one) for one in ask(check)][:K]
        wanted = letters(pair.mark_b)
        found.append(next((at for at, one in enumerate(known[check], 1) if one == wanted), None))
    return found


def recall(found: Sequence[int | None]) -> Recall:
    """Return the recall of ranks."""
    return Recall(len(found), sum(1 for one in found if one and one <= 10), sum(1 for one in found if one))


def best_of_each(pairs: Sequence[Pair], found: Sequence[int | None]) -> list[int | None]:
    """Return the best rank over the pairs of each contested mark."""
    best: dict[str, int | None] = {}
    for pair, rank in zip(pairs, found, strict=True):
        known = best.get(pair.mark_a)
        best[pair.mark_a] = rank if known is None else min(known, rank or K + 1)
    return list(best.values())


def measured(sets: Mapping[str, tuple[list[Pair], bool]], ask: Ask) -> dict[str, Recall]:
    """Measure every set."""
    known: dict[Check, list[str]] = {}
    made: dict[str, Recall] = {}
    for name, (pairs, with_goods) in sets.items():
        found = ranks(pairs, with_goods, ask, known)
        made[name] = recall(found)
        if name == "euipo_pairs":
            made["euipo_best"] = recall(best_of_each(pairs, found))
    return made
