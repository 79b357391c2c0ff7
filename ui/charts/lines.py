"""Lines over years, each named at the line; incomplete years on grey ground and dashed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ui.charts.drawing import (
    FRAME,
    Size,
    across,
    apart,
    circle,
    fitting,
    label,
    polyline,
    rect,
    said_number,
    svg,
    ticks,
    wide,
)

_TOP, _BOTTOM, _RIGHT = 18.0, 26.0, 18.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, and a value for each year, ``None`` where it has none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where years and values stand in the drawing."""

    left: float
    right: float
    top: float
    bottom: float
    count: int
    highest: float

    def x(self, at: float) -> float:
        return self.left + (self.right - self.left) * (at / (self.count - 1) if self.count > 1 else 0.5)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.highest


def lines(
    years: Sequence[str],
    given: Sequence[Line],
    alt: str,
    size: Size = FRAME,
    incomplete: Sequence[bool] = (),
    incomplete_word: str = "",
    unit: str = "",
    classes: str = "",
) -> Markup:
    """Draw lines over ``years``; ``incomplete`` flags the years that are not yet published in full (a tail)."""
    steps = ticks(max((one for line in given for one in line.values if one is not None), default=0))
    left = max(wide(said_number(one)) for one in steps) + 12
    plot = Plot(left, size.width - _RIGHT, _TOP, size.height - _BOTTOM, len(years), steps[-1])
    whole = next((at for at, flag in enumerate(incomplete) if flag), len(years))
    return svg(size, alt, _parts(years, given, plot, steps, whole, size, incomplete_word, unit), classes)


def _parts(
    years: Sequence[str],
    given: Sequence[Line],
    plot: Plot,
    steps: Sequence[float],
    whole: int,
    size: Size,
    incomplete_word: str,
    unit: str,
) -> Iterator[Markup]:
    if whole < len(years):
        start = plot.x(max(whole - 0.5, 0))
        yield rect(start, plot.top - 4, plot.right + 6 - start, plot.bottom - plot.top + 4, "veil")
        yield label(plot.right + 14, 11, incomplete_word, "t2 end")
    if unit:
        yield label(2, 11, unit, "t2")
    for one in steps:
        yield across(plot.left, plot.right, plot.y(one), "axis" if one == 0 else "gridl")
        yield label(plot.left - 6, plot.y(one) + 4, said_number(one), "t2 end")
    yield from year_labels(years, plot, size)
    for number, line in enumerate(given):
        yield from _line(line, plot, whole, number % 5 + 1, len(years) <= 40)
    yield from _names(given, plot, whole)


def year_labels(years: Sequence[str], plot: Plot, size: Size) -> Iterator[Markup]:
    """Yield the years that have room, always the last."""
    room = max(1, int((plot.right - plot.left) / 44))
    step = max(1, -(-len(years) // room))
    for at in range(len(years) - 1, -1, -step):
        yield label(plot.x(at), size.height - 8, years[at], "t2 mid")


def _line(line: Line, plot: Plot, whole: int, colour: int, dotted: bool) -> Iterator[Markup]:
    points = [(at, plot.x(at), plot.y(value)) for at, value in enumerate(line.values) if value is not None]
    firm = [(x, y) for at, x, y in points if at < whole]
    loose = firm[-1:] + [(x, y) for at, x, y in points if at >= whole]
    if len(firm) > 1:
        yield polyline(firm, f"ln s{colour}")
    if len(loose) > 1:
        yield polyline(loose, f"ln s{colour} dash")
    if dotted:
        for _, x, y in points:
            yield circle(x, y, 2.5, f"f{colour}")


def _names(given: Sequence[Line], plot: Plot, whole: int) -> Iterator[Markup]:
    """Name each line a little before its last complete point: the highest above it, the others below."""
    at = max(0, min(whole, plot.count) - 1)
    at = max(0, at - max(1, plot.count // 6))
    heights = {}
    for number, line in enumerate(given):
        held = next((one for one in (line.values[at], *reversed(line.values)) if one is not None), None)
        if held is not None:
            heights[number] = plot.y(held)
    wanted = [y - 8 if y == min(heights.values()) else y + 17 for y in heights.values()]
    for number, y in zip(heights, apart(wanted, 14, plot.top + 8, plot.bottom - 4), strict=True):
        name = fitting(given[number].name, (plot.right - plot.left) * 0.6)
        anchor = "end " if plot.x(at) - plot.left > wide(name) else ""
        yield label(plot.x(at), y, name, f"tb {anchor}halo")
