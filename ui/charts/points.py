"""Points: a curve through two measures, dots against one, a topic map, a network, events along a line of time."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ui.charts.drawing import (
    FRAME,
    Size,
    across,
    apart,
    circle,
    down,
    fitting,
    label,
    path,
    polyline,
    rect,
    said_number,
    svg,
    ticks,
    wide,
)  # fmt: skip
from ui.charts.labels import Box, beside

_FAR = 30.0
"""Units from its point beyond which a line leads from it to its name."""


@dataclass(frozen=True, slots=True)
class Step:
    """A point of a curve in time: its name and its two measures."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of a map: name, size, its middle, and some of its members' places, all within 0..1."""

    name: str
    size: int
    x: float
    y: float
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A party of a network: name and size."""

    name: str
    size: float


def course(steps: Sequence[Step], alt: str, x_name: str, y_name: str, size: Size = FRAME, classes: str = "") -> Markup:
    """Draw a connected scatter, as a life cycle: applicants across, filings up; the years that have room are named."""
    rises, goes = ticks(max((one.y for one in steps), default=0)), ticks(max((one.x for one in steps), default=0))
    left = max(wide(said_number(one)) for one in rises) + 12
    right, top, bottom = size.width - 24, 24.0, size.height - 42

    def at(one: Step) -> tuple[float, float]:
        return left + (right - left) * one.x / goes[-1], bottom - (bottom - top) * one.y / rises[-1]

    def parts() -> Iterator[Markup]:
        yield label(2, 11, y_name, "t2")
        for rise in rises:
            y = bottom - (bottom - top) * rise / rises[-1]
            yield across(left, right, y, "axis" if rise == 0 else "gridl")
            yield label(left - 6, y + 4, said_number(rise), "t2 end")
        for reach in goes:
            yield label(left + (right - left) * reach / goes[-1], bottom + 16, said_number(reach), "t2 mid")
        yield label((left + right) / 2, size.height - 6, x_name, "t2 mid")
        yield polyline([at(one) for one in steps], "ln s1")
        named: list[tuple[float, float]] = []
        for one in reversed(steps):
            x, y = at(one)
            yield circle(x, y, 3.5, "ring s1")
            anchor = "end" if x - left > 44 else ""
            if all(abs(x - a) > 40 or abs(y - b) > 15 for a, b in named):
                named.append((x, y))
                yield label(x + (-8 if anchor else 8), y - 6, one.name, f"{anchor} halo".strip())

    return svg(size, alt, parts(), classes)


def dots(rows: Sequence[tuple[str, float]], alt: str, width: float = 400, classes: str = "") -> Markup:
    """Draw values against 1 on a scale of halves and doubles, as an advantage of a region."""
    names = [fitting(name, width * 0.4) for name, _ in rows]
    left = max((wide(one) for one in names), default=0) + 44
    right = width - 48
    bound = max(1.0, *(abs(math.log2(value)) for _, value in rows if value > 0)) if rows else 1.0
    bound = min(bound, 5.0)

    def x(value: float) -> float:
        place = max(-bound, min(bound, math.log2(value))) if value > 0 else -bound
        return left + (right - left) * (place + bound) / (2 * bound)

    height = len(rows) * 24.0

    def parts() -> Iterator[Markup]:
        step = max(1, round(bound / 2.5))
        for power in range(-int(bound), int(bound) + 1):
            if power % step == 0:
                yield down(x(2.0**power), 0, height + 2, "axis" if power == 0 else "gridl")
                yield label(x(2.0**power), height + 17, said_number(2.0**power), "t2 mid")
        for at, (_, value) in enumerate(rows):
            y = at * 24 + 12.0
            yield label(left - 42, y + 4, names[at], "end")
            yield across(x(1), x(value), y, "ln s1")
            yield circle(x(value), y, 5, "f1")
            yield label(x(value) + (9 if value >= 1 else -9), y + 4, f"{value:.2f}", "" if value >= 1 else "end")

    return svg(Size(width, height + 22), alt, parts(), classes)


def topics(given: Sequence[Topic], alt: str, size: Size = Size(400, 250), classes: str = "") -> Markup:
    """Draw a map of clusters; colours only tell neighbours apart, the names carry the meaning."""
    margin = max(30.0, size.height * 0.07 + 2)
    largest = max((one.size for one in given), default=1) or 1

    def place(x: float, y: float) -> tuple[float, float]:
        return margin + x * (size.width - 2 * margin), margin + y * (size.height - 2 * margin)

    def parts() -> Iterator[Markup]:
        yield rect(0, 0, size.width, size.height, "veil")
        for at, one in enumerate(given):
            dotted = "".join("M{:.0f} {:.0f}h0".format(*place(*point)) for point in one.points)
            if dotted:
                yield path(dotted, f"pt s{at % 4 + 1}")
            else:
                radius = size.height * 0.07 * math.sqrt(one.size / largest)
                yield circle(*place(one.x, one.y), radius, f"f{at % 4 + 1} bub s{at % 4 + 1}")
        names = [fitting(one.name, size.width * 0.34) for one in given]
        halves = [max(wide(name), wide(said_number(one.size))) / 2 for name, one in zip(names, given, strict=True)]
        wanted = [Box(*place(one.x, one.y), half) for one, half in zip(given, halves, strict=True)]
        boxes = beside(wanted, size)
        for middle, box in zip(wanted, boxes, strict=True):
            if math.hypot(box.x - middle.x, box.y - middle.y) > _FAR:
                yield path(f"M{middle.x:.0f} {middle.y:.0f}L{box.x:.0f} {box.y:.0f}", "gridl")
        for name, one, box in zip(names, given, boxes, strict=True):
            yield label(box.x, box.y, name, "mid halo tb")
            yield label(box.x, box.y + 13, said_number(one.size), "mid halo t2")

    return svg(size, alt, parts(), classes)


def network(
    nodes: Sequence[Node], edges: Sequence[tuple[int, int, float]], alt: str, size: Size = Size(400, 340),
    classes: str = "",
) -> Markup:  # fmt: skip
    """Draw who stands with whom: nodes on a ring in the order given, ties through it; a heavier tie is thicker."""
    middle_x, middle_y = size.width / 2, size.height / 2
    ring_x, ring_y = size.width * 0.2, size.height / 2 - 34
    heaviest = max((weight for _, _, weight in edges), default=1) or 1
    largest = max((one.size for one in nodes), default=1) or 1
    places = []
    for at in range(len(nodes)):
        angle = 2 * math.pi * at / max(len(nodes), 1) - math.pi / 2
        places.append((middle_x + ring_x * math.cos(angle), middle_y + ring_y * math.sin(angle)))
    sides = [x >= middle_x - 1 for x, _ in places]
    heights = [y + 4 for _, y in places]
    for side in (True, False):
        on = [at for at in range(len(nodes)) if sides[at] is side]
        for at, y in zip(on, apart([heights[one] for one in on], 14, 12, size.height - 4), strict=True):
            heights[at] = y

    def parts() -> Iterator[Markup]:
        for a, b, weight in edges:
            (ax, ay), (bx, by) = places[a], places[b]
            bend = f"M{ax:.1f} {ay:.1f}Q{middle_x:.1f} {middle_y:.1f} {bx:.1f} {by:.1f}"
            yield path(bend, f"ln s1 tie w{1 + round(2 * weight / heaviest)}")
        for at, one in enumerate(nodes):
            x, y = places[at]
            yield circle(x, y, 3 + 5 * math.sqrt(one.size / largest), "f1 node")
            room = (size.width - x if sides[at] else x) - 16
            yield label(
                x + (12 if sides[at] else -12), heights[at], fitting(one.name, room), "" if sides[at] else "end"
            )

    return svg(size, alt, parts(), classes)


def timeline(rows: Sequence[tuple[str, str, float]], alt: str, width: float = 400, classes: str = "") -> Markup:
    """Draw what happens when: (name, date as shown, share of the time between start 0 and end 1), one line each."""
    left, right = width * 0.46, width - 12.0
    height = len(rows) * 22.0

    def parts() -> Iterator[Markup]:
        for at, (name, date, share) in enumerate(rows):
            y = at * 22 + 14.0
            x = left + (right - left) * max(0.0, min(1.0, share))
            yield label(0, y, fitting(name, left - wide(date) - 22))
            yield label(left - 8, y, date, "t2 end")
            yield across(left, right, y - 4, "gridl")
            yield circle(x, y - 4, 4, "f1")

    return svg(Size(width, height + 4), alt, parts(), classes)
