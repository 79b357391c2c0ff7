"""How the lists become one ranking: a linear sum of scores, each divided by the best of its list.

The weights were fitted on half of a benchmark's queries (``docs/relevance.md``); a candidate that a list lacks has
nought from it, except its cosine, which is worked out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.nearness import Neighbour


@dataclass(frozen=True, slots=True)
class Weights:
    """What each list counts."""

    words: float = 1.0
    vector: float = 1.0
    citations: float = 0.6
    hop: float = 0.5
    """How much of a citation's worth depends on the score of the hit that it comes from."""


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate with its score and what each list says of it (each from 0 to 1)."""

    id: str
    score: float
    words: float
    vector: float
    citations: float = 0.0
    cosine: float = 0.0
    links: tuple[str, ...] = ()
    """The hits that it cites, or that cite it."""


def scaled(listed: Sequence[Neighbour]) -> dict[str, float]:
    """Return scores divided by the best of them."""
    best = max((one.score for one in listed), default=0.0)
    return {one.id: max(0.0, one.score) / best for one in listed} if best > 0 else {}


def fused(words: Mapping[str, float], cosines: Mapping[str, float], weights: Weights = WEIGHTS) -> list[Fused]:
    """Return the candidates of both lists, the best first."""
    nearest = max(cosines.values(), default=0.0)
    found = []
    for id in {**words, **cosines}:
        word, cosine = words.get(id, 0.0), cosines.get(id, 0.0)
        vector = max(0.0, cosine) / nearest if nearest > 0 else 0.0
        found.append(Fused(id, weights.words * word + weights.vector * vector, word, vector, 0.0, cosine))
    return sorted(found, key=lambda one: (-one.score, one.id))
