"""Where names of points stand: as near to their point as no other name is in the way."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from ui.charts.drawing import Size

_ACROSS, _DOWN = 16, 9
"""Steps between the places that are tried, in units of a drawing."""


class Box(NamedTuple):
    """A name of two lines: the middle of its first line, and half of its width."""

    x: float
    y: float
    half: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two names lie on each other."""
        return abs(self.x - other.x) < self.half + other.half + 6 and abs(self.y - other.y) < _LINES


_LINES = 27.0
_ABOVE, _BELOW = 12.0, 17.0
"""What the first line takes above its foot, and both lines below it."""


def beside(wanted: Sequence[Box], size: Size) -> list[Box]:
    """Return the names, the first of them first, each at the free place nearest to where it is wanted.

    Where the drawing has no free place, a name stays where it is wanted.
    """
    placed: list[Box] = []
    for one in wanted:
        near = sorted(_tried(one, size), key=lambda box, one=one: (box.x - one.x) ** 2 + (box.y - one.y) ** 2)  # type: ignore[misc]
        free = (box for box in near if not any(box.meets(other) for other in placed))
        placed.append(next(free, near[0]))
    return placed


def _tried(one: Box, size: Size) -> list[Box]:
    """Return the places within the drawing, on a grid around the one that is wanted."""
    least, most = one.half + 4, max(one.half + 4, size.width - one.half - 4)
    lowest = size.height - _BELOW
    x, y = min(max(one.x, least), most), min(max(one.y, _ABOVE), lowest)
    rows = range(-int(size.height // _DOWN), int(size.height // _DOWN) + 1)
    columns = range(-int(size.width // _ACROSS), int(size.width // _ACROSS) + 1)
    return [
        Box(x + at * _ACROSS, y + row * _DOWN, one.half)
        for at, row in product(columns, rows)
        if least <= x + at * _ACROSS <= most and _ABOVE <= y + row * _DOWN <= lowest
    ]
