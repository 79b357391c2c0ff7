"""How much a word distinguishes: from the share of live marks that contain it, in the claimed classes and in all.

The shares are counted by the keys of ``domain.marks.keys`` in the index itself, so they follow every load. In a small
register the goods terms of the claimed classes stand in: a word that names goods there is descriptive.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from domain.analysis import stem
from domain.goods import tables

WEAK_SHARE = 0.005
"""Share of the live marks of a class above which a shared word is weak (guards of W15 and W16)."""
DESCRIPTIVE = 0.45
"""What remains of the weight of a word that names goods of the claimed classes."""
_WORD = re.compile(r"[^\W\d_]+")
_COMMON_HAN = 2


def weight(count: int, total: int) -> float:
    """Return the weight of a word in ``count`` of ``total`` live marks: 1 for a word that none other has, near 0 for all.

    >>> weight(1, 1_000_000), round(weight(5_000, 1_000_000), 2), round(weight(500_000, 1_000_000), 2)
    (1.0, 0.38, 0.05)
    """
    if total <= 1:
        return 1.0
    return min(1.0, max(0.02, math.log((total + 1) / max(1, count)) / math.log(total + 1)))


@cache
def _goods_words(nice: str) -> frozenset[str]:
    """Return the stems of the words in the goods terms of a class."""
    found: set[str] = set()
    for entry in tables.entries().values():
        if entry.nice == nice:
            for term in entry.en:
                found.update(stem(one, "en") for one in _WORD.findall(term.casefold()) if len(one) > 2)
            for term in entry.zh:
                found.update(_han_words(term))
    return frozenset(found)


def _han_words(term: str) -> Iterable[str]:
    bare = "".join(_WORD.findall(term))
    return [bare] if len(bare) <= 4 else []


def descriptive(word: str, classes: Sequence[str], claimed: Iterable[str] = ()) -> bool:
    """Tell whether a word names goods of the classes, or stands in the claimed terms themselves.

    >>> descriptive("coffee", ["30"]), descriptive("zorbix", ["30"]), descriptive("tools", [], ["garden tools"])
    (True, False, True)
    """
    own = stem(word, "en") if word.isascii() else word
    if any(own in _goods_words(nice) for nice in classes):
        return True
    return any(own in _claimed_stems(text) for text in claimed)


def _claimed_stems(text: str) -> set[str]:
    return {stem(one, "en") if one.isascii() else one for one in _WORD.findall(text.casefold())}


def combined(in_classes: float, in_all: float) -> float:
    """Return the weight of a word by its weights in the claimed classes and in the whole register."""
    return (2 * in_classes + in_all) / 3
