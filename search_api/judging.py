"""How good a query is: precision of a judged sample, recall by capture and recapture or against a list of known records.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927); D. G.
Chapman, "Some properties of the hypergeometric distribution with applications to zoological censuses" (1951).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

_Z = 1.959964
"""Two-sided 95 %."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its Wilson 95 % interval; ``n`` is what it was measured on."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Recaptured:
    """Two independently worded queries: what each found of what is relevant, both together, and the total estimated.

    ``total`` is Chapman's estimate of all that is relevant, ``recall`` the share of it that the first query finds.
    """

    first: int
    second: int
    both: int
    total: float
    recall: Estimate


def wilson(hits: int, n: int) -> Estimate | None:
    """Return a share with its interval; ``None`` where nothing was judged.

    >>> one = wilson(109, 120)
    >>> one and (round(one.value, 3), round(one.low, 3), round(one.high, 3))
    (0.908, 0.843, 0.948)
    """
    if not n:
        return None
    share = hits / n
    centre = share + _Z * _Z / (2 * n)
    spread = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    scale = 1 + _Z * _Z / n
    return Estimate(share, max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale), n)


def recaptured(first: int, second: int, both: int) -> Recaptured | None:
    """Return the recall of a first query from a second one that was worded independently.

    ``first`` and ``second`` are how many each finds, ``both`` how many both find. ``None`` where the second finds nothing.

    >>> found = recaptured(90, 60, 54)
    >>> found and (round(found.total), round(found.recall.value, 2))
    (100, 0.9)
    """
    recall = wilson(both, second)
    if recall is None:
        return None
    total = (first + 1) * (second + 1) / (both + 1) - 1
    return Recaptured(first, second, both, total, recall)


def sample(ids: Iterable[str], size: int, seed: str) -> list[str]:
    """Return ``size`` of the ids, drawn by the hash of the seed and the id: the same snapshot gives the same sample.

    >>> sample(["a", "b", "c", "d"], 2, "x") == sample(["d", "c", "b", "a"], 2, "x")
    True
    """
    ranked = sorted(set(ids), key=lambda id: blake2b(f"{seed}\0{id}".encode(), digest_size=8).digest())
    return ranked[:size]
