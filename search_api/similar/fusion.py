"""How the lists become one ranking: a linear sum of scores, each divided by the best of its list, then citations.

The weights were fitted on half of a benchmark's queries (``docs/relevance.md``); the score of a candidate of one list in
the other is worked out. What citations add is a probability: each good hit that leads to
a candidate makes it likelier, and hits far below the best hardly count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.nearness import Neighbour


@dataclass(frozen=True, slots=True)
class Weights:
    """What each list counts; of the words it is 1."""

    vector: float = 1.5
    cited: float = 2.0
    """That a hit cites the candidate."""
    citing: float = 0.25
    """That the candidate cites a hit."""
    trust: float = 0.7
    """How likely one citation by the best hit makes a candidate."""
    fall: float = 6.0
    """How fast trust falls with a hit's score, as a power of it."""


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate with its score and what each list says of it (each from 0 to 1)."""

    id: str
    score: float
    words: float = 0.0
    vector: float = 0.0
    citations: float = 0.0
    cosine: float = 0.0
    links: tuple[str, ...] = ()
    """The hits that it cites, or that cite it."""
    listed: float = 0.0
    """The score without citations."""


def scaled(listed: Sequence[Neighbour]) -> dict[str, float]:
    """Return scores divided by the best of them."""
    best = max((one.score for one in listed), default=0.0)
    return {one.id: max(0.0, one.score) / best for one in listed} if best > 0 else {}


def fused(words: Mapping[str, float], cosines: Mapping[str, float], vector_weight: float) -> list[Fused]:
    """Return the candidates of both lists, the best first with the score 1."""
    nearest = max(cosines.values(), default=0.0)
    found = []
    for id in {**words, **cosines}:
        word, cosine = words.get(id, 0.0), cosines.get(id, 0.0)
        vector = max(0.0, cosine) / nearest if nearest > 0 else 0.0
        found.append((word + vector_weight * vector, id, word, vector, cosine))
    best = max((one[0] for one in found), default=0.0) or 1.0
    ranking = [
        Fused(id, sum / best, word, vector, 0.0, cosine, (), sum / best) for sum, id, word, vector, cosine in found
    ]
    return ordered(ranking)


def ordered(ranking: Iterable[Fused]) -> list[Fused]:
    """Return a ranking in its order."""
    return sorted(ranking, key=lambda one: (-one.score, one.id))


def likely(scores: Iterable[float], weights: Weights = WEIGHTS) -> float:
    """Return how likely the hits that lead to a candidate make it, from their scores (1 is the best hit's).

    >>> round(likely([1.0]), 2), round(likely([1.0, 1.0]), 2), likely([0.5]) < 0.001
    (0.7, 0.91, True)
    """
    unlikely = 1.0
    for score in scores:
        unlikely *= 1 - weights.trust * float(max(0.0, score) ** weights.fall)
    return 1 - unlikely
