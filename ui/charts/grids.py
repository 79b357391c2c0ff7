"""Grids: a heat map with the number in each cell, a matrix of bubbles, the provinces of China as tiles."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ui.charts.drawing import Size, across, circle, fitting, label, rect, said_number, svg, wide

_DARK_FROM = 4
"""From this step of the scale on the ground is dark, and letters on it are light."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, ``None`` for none; ``said`` replaces the number; ``hollow`` is an empty cell that is worth a look."""

    value: float | None
    said: str = ""
    hollow: bool = False


def heat(
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    alt: str,
    width: float = 400,
    pitch: float = 24,
    classes: str = "",
) -> Markup:
    """Draw a heat map: darker is more, on a scale of square roots, so that small numbers still differ."""
    names = [fitting(name, width * 0.36) for name, _ in rows]
    left = max((wide(one) for one in names), default=0) + 10
    step = (width - left) / max(len(columns), 1)
    slanted = max((wide(one) for one in columns), default=0) > step - 4
    head = 18.0
    top = max((cell.value or 0 for _, cells in rows for cell in cells), default=0)

    def parts() -> Iterator[Markup]:
        for at, one in enumerate(columns):
            if not slanted or at % -(-int(max(map(wide, columns)) + 6) // max(int(step), 1)) == 0:
                yield label(left + (at + 0.5) * step, 12, fitting(one, max(step * 3, 30)), "t2 mid")
        for down, (_, cells) in enumerate(rows):
            y = head + down * pitch
            yield label(left - 8, y + pitch / 2 + 4, names[down], "end")
            for at, cell in enumerate(cells):
                yield from _cell(cell, left + at * step, y, step, pitch, top)

    return svg(Size(width, head + len(rows) * pitch + 2), alt, parts(), classes)


def _cell(cell: Cell, x: float, y: float, width: float, height: float, top: float) -> Iterator[Markup]:
    said = cell.said or ("" if cell.value is None else said_number(cell.value))
    if cell.hollow:
        yield rect(x + 3, y + 3, width - 6, height - 6, "hatch dash")
        if wide(said) <= width - 8:
            yield label(x + width / 2, y + height / 2 + 4, said, "mid tb")
        return
    step = level(cell.value, top)
    yield rect(x, y, width, height, f"k{step} gap")
    if said and wide(said) <= width - 2:
        yield label(x + width / 2, y + height / 2 + 4, said, f"mid {_letters(step)}")


def level(value: float | None, top: float) -> int:
    """Return the step of the scale, 0 (nothing) to 6."""
    if not value or top <= 0:
        return 0
    return max(1, min(6, math.ceil(6 * math.sqrt(value / top))))


def _letters(step: int) -> str:
    return "on" if step >= _DARK_FROM else "off"


def bubbles(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], alt: str, head: str = "", width: float = 400,
    classes: str = "",
) -> Markup:  # fmt: skip
    """Draw a matrix of bubbles whose area is the value, the number beside each."""
    pitch, top_line = 38.0, 34.0
    left = max((wide(name) for name, _ in rows), default=0) + 14
    step = (width - left) / max(len(columns), 1)
    top = max((cell.value or 0 for _, cells in rows for cell in cells), default=0) or 1
    most = min(pitch / 2 - 2, max(step / 2 - 14, 5))

    def parts() -> Iterator[Markup]:
        if head:
            yield label(left + (width - left) / 2, 11, head, "t2 mid")
        for at, one in enumerate(columns):
            yield label(left + (at + 0.5) * step, 28, fitting(one, step - 4), "mid tb")
        for down, (name, cells) in enumerate(rows):
            y = top_line + down * pitch + pitch / 2
            yield across(left, width, y - pitch / 2, "gridl")
            yield label(left - 10, y + 4, name, "end tb")
            for at, cell in enumerate(cells):
                x = left + at * step
                if cell.said or not cell.value:
                    yield label(x + step / 2, y + 4, cell.said or "–", "t2 mid")
                    continue
                radius = most * math.sqrt(cell.value / top)
                said = said_number(cell.value)
                start = x + max((step - 2 * most - 4 - wide(said)) / 2, 0)
                yield circle(start + most, y, radius, "f1 bub s1")
                yield label(start + most + radius + 4, y + 4, said)

    return svg(Size(width, top_line + len(rows) * pitch + 2), alt, parts(), classes)


TILES: Mapping[str, tuple[str, int, int]] = {
    "黑龙江": ("黑", 14, 0), "吉林": ("吉", 14, 1), "内蒙古": ("蒙", 10, 1), "新疆": ("新", 0, 2), "甘肃": ("甘", 4, 2),
    "宁夏": ("宁", 6, 2), "山西": ("晋", 8, 2), "北京": ("京", 10, 2), "天津": ("津", 12, 2), "辽宁": ("辽", 14, 2),
    "西藏": ("藏", 0, 3), "青海": ("青", 4, 3), "陕西": ("陕", 6, 3), "河南": ("豫", 8, 3), "河北": ("冀", 10, 3),
    "山东": ("鲁", 12, 3), "四川": ("川", 4, 4), "重庆": ("渝", 6, 4), "湖北": ("鄂", 8, 4), "安徽": ("皖", 10, 4),
    "江苏": ("苏", 12, 4), "上海": ("沪", 14, 4), "云南": ("云", 4, 5), "贵州": ("贵", 6, 5), "湖南": ("湘", 8, 5),
    "江西": ("赣", 10, 5), "浙江": ("浙", 12, 5), "广西": ("桂", 6, 6), "广东": ("粤", 8, 6), "福建": ("闽", 10, 6),
    "台湾": ("台", 12, 6), "海南": ("琼", 6, 7), "澳门": ("澳", 8, 7), "香港": ("港", 10, 7),
}  # fmt: skip
"""Province → its short name and its tile: half columns and rows of a map that keeps who lies beside whom."""


def tiles(values: Mapping[str, float], alt: str, width: float = 400, classes: str = "") -> Markup:
    """Draw the provinces as tiles; ``values`` by the province's Chinese name without 省, 市 or 自治区."""
    pitch, height = width / 16.4, 33.0
    top = max(values.values(), default=0)

    def parts() -> Iterator[Markup]:
        for name, (short, column, down) in TILES.items():
            value = values.get(name, 0)
            step = level(value, top)
            x, y = column * pitch + 2, down * height
            yield rect(x, y, pitch * 2 - 2, height - 2, f"k{step} gap")
            yield label(x + pitch - 1, y + 14, short, f"mid tb {_letters(step)}", "zh-Hans")
            yield label(x + pitch - 1, y + 27, said_number(value), f"mid {_letters(step)}")

    return svg(Size(width, 8 * height), alt, parts(), classes)
