"""The columns of all hits of a request, as arrays: what analyses count, without reading one record.

``codes`` are those of ``domain/counting.py``; hits are numbered from 0 in an order that only the engine knows. Invariant:
an engine says of the same records the same columns, whatever the engine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from domain.counting import COLUMNS, HEAD_WORDS, PLACE, code_of
from domain.fields import field_named
from domain.filings import Filing

Places = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]


class Column(NamedTuple):
    """Pairs of a hit and a value: the hit's number and the value's code, in the order of hits."""

    hits: Places
    codes: Codes


@dataclass(slots=True)
class Hits:
    """All hits: the words of their rows, where each hit's row begins, and how the records themselves are read."""

    words: Codes
    starts: Places
    read: Callable[[Sequence[int]], Sequence[Filing]]
    """Read the records of hits, in their order, without claims and description."""
    name: Callable[[Places], Sequence[str]]
    """Return the ids of hits, in their order."""
    vectors: Callable[[Places], tuple[Places, npt.NDArray[np.float32]]] | None = None
    """Return which of some hits have a vector, by their places among them, ascending, and these unit vectors."""
    heads: npt.NDArray[np.uint16] = field(init=False)
    _columns: dict[str, Column] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        taken = np.zeros((len(self.starts), HEAD_WORDS), np.uint64)
        if len(self.starts):
            taken = self.words.take(self.starts[:, None] + np.arange(HEAD_WORDS))
        self.heads = np.ascontiguousarray(taken).view(np.uint16)[:, : len(COLUMNS)]

    def __len__(self) -> int:
        return len(self.starts)

    def among(self, chosen: Places) -> "Hits":
        """Return some of the hits, in the order given."""
        return Hits(
            self.words,
            self.starts[chosen],
            lambda hits: self.read([int(chosen[one]) for one in hits]),
            lambda hits: self.name(chosen[hits]),
        )

    def column(self, name: str) -> Column:
        """Return every value of a column with its hit."""
        found = self._columns.get(name)
        if found is None:
            at = PLACE[name]
            counts = self.heads[:, at].astype(np.int64)
            hits = np.repeat(np.arange(len(self), dtype=np.int64), counts)
            first = self.starts + HEAD_WORDS + self.heads[:, :at].sum(axis=1, dtype=np.int64)
            within = np.arange(len(hits), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
            found = self._columns[name] = Column(hits, self.words.take(np.repeat(first, counts) + within))
        return found

    def first(self, name: str) -> Codes:
        """Return the first value of each hit in a column, 0 where there is none."""
        column = self.column(name)
        found = np.zeros(len(self), np.uint64)
        found[column.hits[::-1]] = column.codes[::-1]
        return found

    def has(self, name: str) -> npt.NDArray[np.bool_]:
        """Tell of each hit whether it has a value."""
        found: npt.NDArray[np.bool_] = self.heads[:, PLACE[name]] > 0
        return found

    def texts(self, name: str, codes: Codes, hits: Places) -> list[str]:
        """Return the texts of codes of a text column, each read from a hit that has it."""
        named = field_named(name)
        found: list[str] = []
        for code, filing in zip(codes, self.read([int(one) for one in hits]), strict=True):
            values: Sequence[Any] = named.read(filing) if named else getattr(filing, name, ())
            found.append(next((one for one in values if code_of(one) == int(code)), ""))
        return found
