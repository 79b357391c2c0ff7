"""The part of the port that ranks by meaning and by weighted words: ids and scores alone, no records.

A scope is a ``SearchRequest``: its query, rights and filters say which records may be ranked, exactly and before the
ranking; its page, sort and facets say nothing here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from domain.query import SearchRequest


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record of a ranking."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Embedding:
    """With which model the vectors of an index were made, and how many there are; a query needs the same revision."""

    model: str
    revision: str
    dimensions: int
    vectors: int


@runtime_checkable
class Nearness(Protocol):
    """What a searcher answers whose index holds vectors."""

    def embedding(self) -> Embedding | None: ...

    def nearest(self, vector: Sequence[float], scope: SearchRequest, size: int) -> list[Neighbour]:
        """Return the records nearest to a unit vector and their cosines, the nearest first."""
        ...

    def cosines(self, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
        """Return the cosines of records with a unit vector; those without a vector are left out."""
        ...

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many records a term stands, at least: the most of any text field."""
        ...

    def ranked(self, terms: Mapping[str, float], scope: SearchRequest, size: int) -> list[Neighbour]:
        """Return the records that hold most of the weighted terms, by BM25 over the text fields, the best first.

        Terms are stems of words and bigrams of Chinese, as ``domain.analysis`` gives them.
        """
        ...

    def scores(self, terms: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
        """Return the scores of records by weighted terms, those that ``ranked`` gives; who holds none is left out."""
        ...
