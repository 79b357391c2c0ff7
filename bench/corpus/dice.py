"""Choices that depend on a seed and a place alone, so that any record can be written without the others.

Invariant: only ``Random.random`` and ``Random.seed`` are used, which Python promises to keep the same.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Value = TypeVar("Value")
_SPREAD = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def mixed(*places: int) -> int:
    """Return 64 well-mixed bits of a few integers (the finalizer of splitmix64)."""
    value = 0
    for place in places:
        value = (value * 31 + place + 1) * _SPREAD & _MASK
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        value = (value ^ value >> 27) * 0x94D049BB133111EB & _MASK
        value ^= value >> 31
    return value


class Dice:
    """A seeded source of choices."""

    __slots__ = ("roll",)

    def __init__(self, *places: int) -> None:
        self.roll = Random(mixed(*places)).random

    def below(self, count: int) -> int:
        """Return an integer from 0 to ``count`` - 1."""
        return int(self.roll() * count)

    def pick(self, values: Sequence[Value]) -> Value:
        """Return one of ``values``."""
        return values[int(self.roll() * len(values))]

    def some(self, values: Sequence[Value], count: int) -> list[Value]:
        """Return ``count`` different places of ``values`` (all, where there are fewer), in random order."""
        rest = list(values)
        roll = self.roll
        return [rest.pop(int(roll() * len(rest))) for _ in range(min(count, len(rest)))]

    def chance(self, share: float) -> bool:
        """Return true in ``share`` of the cases."""
        return self.roll() < share

    def between(self, low: int, high: int) -> int:
        """Return an integer from ``low`` to ``high``, both included."""
        return low + int(self.roll() * (high - low + 1))
