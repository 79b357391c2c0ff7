"""What every chart is made of: sizes, shapes, labels that fit, round ticks."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

FONT = 11.5
"""Units of a label, as the stylesheet sets them."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a drawing in its own units."""

    width: float
    height: float


FRAME = Size(400, 230)
WIDE = Size(1000, 340)
NARROW = Size(360, 240)


def svg(size: Size, alt: str, parts: Iterable[Markup], classes: str = "") -> Markup:
    """Return the drawing; ``alt`` is the sentence that stands for it."""
    named = f"chart {classes}".strip()
    box = f"0 0 {_n(size.width)} {_n(size.height)}"
    opened = Markup('<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="{}" role="img" aria-label="{}">')
    return opened.format(named, box, alt) + Markup("").join(parts) + Markup("</svg>")


def label(x: float, y: float, said: str, classes: str = "", lang: str = "") -> Markup:
    """Return a text whose baseline stands at ``y``; ``mid`` and ``end`` among the classes move its anchor."""
    spoken = Markup(' lang="{}"').format(lang) if lang else Markup("")
    named = Markup(' class="{}"').format(classes) if classes else Markup("")
    return Markup('<text x="{}" y="{}"{}{}>{}</text>').format(_n(x), _n(y), named, spoken, said)


def rect(x: float, y: float, width: float, height: float, classes: str) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        classes, _n(x), _n(y), _n(max(width, 0)), _n(max(height, 0))
    )


def circle(x: float, y: float, radius: float, classes: str) -> Markup:
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(classes, _n(x), _n(y), _n(radius))


def path(course: str, classes: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(classes, course)


def polyline(points: Sequence[tuple[float, float]], classes: str) -> Markup:
    course = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(classes, course)


def across(x: float, to: float, y: float, classes: str) -> Markup:
    return path(f"M{_n(x)} {_n(y)}H{_n(to)}", classes)


def down(x: float, y: float, to: float, classes: str) -> Markup:
    return path(f"M{_n(x)} {_n(y)}V{_n(to)}", classes)


def wide(said: str) -> float:
    """Return about how many units a label takes: a Han character is one font size wide, a Latin one just over half."""
    return sum(FONT if ord(sign) > 0x2E7F else FONT * 0.56 for sign in said)


def fitting(said: str, width: float) -> str:
    """Return the label, cut with an ellipsis where it would be wider than ``width`` units."""
    if wide(said) <= width:
        return said
    kept = said
    while kept and wide(kept) + FONT * 0.9 > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def ticks(top: float, most: int = 4) -> list[float]:
    """Return round values from 0 to the first at or above ``top``, at most ``most`` steps."""
    if top <= 0:
        return [0, 1]
    rough = top / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= rough * (1 - 1e-9))
    if top >= 1 and step < 1:
        step = 1.0
    return [step * at for at in range(math.ceil(top / step - 1e-9) + 1)]


def said_number(value: float) -> str:
    """Return a number as pages print it: thousands with a comma, at most two decimals."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def apart(wanted: Sequence[float], distance: float, lowest: float, highest: float) -> list[float]:
    """Return places near the wanted ones, in their order, at least ``distance`` apart where the room allows it."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed = [0.0] * len(wanted)
    before = lowest - distance
    for at in order:
        before = placed[at] = max(wanted[at], before + distance, lowest)
    after = highest + distance
    for at in reversed(order):
        after = placed[at] = min(placed[at], after - distance)
    return placed


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


__all__ = [
    "FONT", "FRAME", "NARROW", "WIDE", "Size", "across", "apart", "circle", "down", "escape", "fitting", "label", "path",
    "polyline", "rect", "said_number", "svg", "ticks", "wide",
]  # fmt: skip
