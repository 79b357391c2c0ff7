"""Bars: ranked ones lying, each with its value; stacked ones standing over years, with a key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ui.charts.drawing import FRAME, Size, across, fitting, label, rect, said_number, svg, ticks, wide
from ui.charts.lines import Plot, year_labels

_PITCH, _THICK = 24.0, 16.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, its value, and what stands at its end where that is not the value."""

    name: str
    value: float
    said: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of every standing bar: its name, the class that colours it, a value for each bar."""

    name: str
    colour: str
    values: tuple[float, ...]


def ranked(bars: Sequence[Bar], alt: str, width: float = 400, colour: str = "f1", classes: str = "") -> Markup:
    """Draw lying bars in the order given; names keep to two fifths of the width."""
    names = [fitting(one.name, width * 0.42) for one in bars]
    left = max((wide(one) for one in names), default=0) + 12
    said = [one.said or said_number(one.value) for one in bars]
    right = width - max((wide(one) for one in said), default=0) - 12
    top = max((one.value for one in bars), default=0) or 1
    size = Size(width, max(len(bars), 1) * _PITCH + 4)
    return svg(size, alt, _lying(bars, names, said, left, (right - left) / top, colour), classes)


def _lying(
    bars: Sequence[Bar], names: Sequence[str], said: Sequence[str], left: float, scale: float, colour: str
) -> Iterator[Markup]:
    for at, one in enumerate(bars):
        y = at * _PITCH + 4
        yield label(left - 8, y + 12, names[at], "end", one.lang)
        yield rect(left, y, one.value * scale, _THICK, colour)
        yield label(left + max(one.value, 0) * scale + 6, y + 12, said[at], "t2")


def stacked(
    years: Sequence[str], layers: Sequence[Layer], alt: str, size: Size = FRAME, unit: str = "", classes: str = ""
) -> Markup:
    """Draw standing bars; the first layer lies at the foot."""
    sums = [sum(layer.values[at] for layer in layers) for at in range(len(years))]
    steps = ticks(max(sums, default=0))
    left = max(wide(said_number(one)) for one in steps) + 12
    step = (size.width - 8 - left) / max(len(years), 1)
    first, last = left + step / 2, size.width - 8 - step / 2
    plot = Plot(first, last, 34, size.height - 26, len(years), steps[-1])
    return svg(size, alt, _standing(years, layers, plot, steps, step, left, size, unit), classes)


def _standing(
    years: Sequence[str],
    layers: Sequence[Layer],
    plot: Plot,
    steps: Sequence[float],
    step: float,
    left: float,
    size: Size,
    unit: str,
) -> Iterator[Markup]:
    yield from key([(layer.name, layer.colour) for layer in layers], left, size.width)
    if unit:
        yield label(2, 27, unit, "t2")
    for one in steps:
        yield across(left, size.width - 8, plot.y(one), "axis" if one == 0 else "gridl")
        yield label(left - 6, plot.y(one) + 4, said_number(one), "t2 end")
    yield from year_labels(years, plot, size)
    thick = min(step * 0.83, 60)
    for at in range(len(years)):
        under = 0.0
        for layer in layers:
            height = plot.y(under) - plot.y(under + layer.values[at])
            under += layer.values[at]
            if height > 0:
                yield rect(plot.x(at) - thick / 2, plot.y(under), thick, height, f"{layer.colour} gap")


def key(named: Sequence[tuple[str, str]], left: float, width: float) -> Iterator[Markup]:
    """Yield a key on one line at the top; names are cut to their share of it."""
    room = (width - left) / max(len(named), 1)
    x = left
    for name, colour in named:
        shown = fitting(name, room - 22)
        yield rect(x, 2, 10, 10, colour)
        yield label(x + 14, 11.5, shown, "t2")
        x += wide(shown) + 28
