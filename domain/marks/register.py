"""The part of the port that conflict searches ask: how many marks have a key, candidates of a channel, every mark.

Rows are lines that ``domain.marks.keys.read_row`` reads. Keys are those of ``domain.marks.keys``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to candidates: marks by the sum of the weights of the keys that they have, the best ``most`` of them."""

    name: str
    weights: Mapping[str, float]
    most: int
    classes: Mapping[str, float] = field(default_factory=dict)
    """What each Nice class puts a mark ahead by that has one of ``weights``; they find none by themselves."""


@runtime_checkable
class MarkRegister(Protocol):
    """What a searcher answers whose index holds marks."""

    def key_counts(self, keys: Sequence[str]) -> dict[str, int]:
        """Return how many marks have each key, about: a mark replaced since the last merge may count twice."""
        ...

    def candidates(self, channels: Sequence[Channel]) -> list[str]:
        """Return the rows of the best marks of each channel, each mark once, those of the first channel first."""
        ...

    def coded(self, codes: Sequence[str], most: int) -> list[str]:
        """Return the rows of marks that have most of the Vienna codes."""
        ...

    def ahead(self, ask: Callable[[], Answer]) -> Callable[[], Answer] | None:
        """Begin to ask where the register is far away; what is returned waits for the answer. ``None`` where it is near."""
        ...

    def every_mark(self) -> Iterator[str]:
        """Yield the row of every mark of the register, in any order."""
        ...


def begun(searcher: object, ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin to ask a register that is far away; what is returned gives the answer, and asks first where it is near."""
    started = searcher.ahead(ask) if isinstance(searcher, MarkRegister) else None
    return started or ask
