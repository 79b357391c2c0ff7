"""Plain n-gram search in the same engine: three letters (one and two characters of Han), by Dice weighted with rarity.

The same candidates count, the same goods by class, none of the words, weights, sounds, shapes or meanings.
"""

import math
from collections.abc import Sequence

from domain.goods.relation import SCORES
from domain.marks import han
from domain.marks.check import Check
from domain.marks.keys import grams, read_row
from domain.marks.normal import normal_form
from domain.marks.register import Channel, MarkRegister
from search_api.conflicts.rank import counted, near_goods

_MOST = 4_000


def keys_of(text: str) -> list[str]:
    """Return the n-gram keys of a mark."""
    words = normal_form(text).words
    latin = "".join(one for one in words if not han.is_han(one[0]))
    keys = grams(latin) if latin else []
    for run in (one for one in words if one[0] >= "\u1100"):
        keys += [f"h{char}" for char in run] + [f"b{run[at : at + 2]}" for at in range(len(run) - 1)]
    return list(dict.fromkeys(keys))


def plain_search(register: MarkRegister, check: Check, k: int = 100) -> Sequence[str]:
    """Return the texts of the marks that share most n-grams with the asked one."""
    keys = keys_of(check.mark)
    counts = register.key_counts(["l", *keys])
    rare = {key: math.log(1 + counts["l"] / max(1, counts[key])) for key in keys if counts[key]}
    rows = [read_row(one) for one in register.candidates([Channel("n-grams", rare, _MOST)])]
    total = sum(rare.values())
    mean = total / max(1, len(rare))
    scored = []
    for at, row in enumerate(rows):
        theirs = keys_of(row.text)
        shared = sum(rare.get(key, 0.0) for key in theirs)
        dice = 2 * shared / max(1e-6, total + mean * len(theirs))
        scored.append((-dice * counted(near_goods(check.goods, row, SCORES)), at))
    return [rows[at].text for _, at in sorted(scored)[:k]]
