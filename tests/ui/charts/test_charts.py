"""Drawings hold what they are given: every number, a sentence as label, no style, no labels on each other."""

import re
from collections.abc import Callable
from itertools import combinations

import lxml.etree
import pytest
from markupsafe import Markup

from ui.charts import bars, grids, lines, points
from ui.charts.drawing import NARROW, WIDE, apart, fitting, ticks, wide

YEARS = tuple(str(year) for year in range(2008, 2026))
LEADERS = [
    bars.Bar("Linjiang New Energy", 1204),
    bars.Bar("A very long name of a company limited by shares <&> sons", 640),
    bars.Bar("清渠大学新能源材料与器件联合研究院有限责任公司", 522, lang="zh-Hans"),
    bars.Bar("None", 0),
]
GRID = [("Linjiang", [grids.Cell(88), grids.Cell(0), grids.Cell(None, "never", hollow=True)]),
        ("Qingyu", [grids.Cell(1), grids.Cell(240), grids.Cell(16)])]  # fmt: skip
DRAWN: dict[str, Callable[[], Markup]] = {
    "lines": lambda: lines.lines(
        YEARS,
        [lines.Line("filings", tuple(212.0 + 37 * at for at in range(18))),
         lines.Line("授权", tuple(200.0 + 36 * at for at in range(18)))],
        "Filings rise", incomplete=[False] * 16 + [True] * 2, incomplete_word="incomplete",
    ),
    "lines wide": lambda: lines.lines(YEARS, [lines.Line("x", tuple(range(18)))], "Rises", WIDE),
    "one year": lambda: lines.lines(("2020",), [lines.Line("x", (5.0,))], "One", NARROW),
    "no value": lambda: lines.lines(YEARS, [lines.Line("x", (None,) * 18)], "None"),
    "ranked": lambda: bars.ranked(LEADERS, "Led by Linjiang"),
    "stacked": lambda: bars.stacked(
        YEARS, [bars.Layer("in force", "fl", tuple(range(18))), bars.Layer("lapsed", "fx", (3.0,) * 18)], "By status"
    ),
    "heat": lambda: grids.heat(("’18", "’19", "’20"), GRID, "Three years"),
    "bubbles": lambda: grids.bubbles(("CN", "US", "EP"), GRID, "From and to", "protected in"),
    "tiles": lambda: grids.tiles({"广东": 2217, "江苏": 1476, "西藏": 1}, "Provinces"),
    "course": lambda: points.course(
        [points.Step(year, at * 7.0, at * 11.0) for at, year in enumerate(YEARS)], "Grows", "applicants", "filings"
    ),
    "dots": lambda: points.dots([("dry electrode", 3.12), ("recycling", 0.44), ("none", 0.0)], "Above 1"),
    "topics": lambda: points.topics(
        [points.Topic(f"polymer composite {at}", 100 + at, at / 20, 0.5, ((0.1, 0.2),)) for at in range(8)], "Map"
    ),
    "network": lambda: points.network(
        [points.Node(f"Applicant {at} 有限公司", at + 1) for at in range(20)], [(0, 5, 3), (1, 9, 1)], "Who with whom"
    ),
    "timeline": lambda: points.timeline([("EP 1 ends", "2027-01-02", 0.3), ("US 2 ends", "2031-01-02", 1.4)], "Ends"),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_one_named_image_without_styles(name: str) -> None:
    drawn = lxml.etree.fromstring(DRAWN[name]())
    assert drawn.get("role") == "img" and drawn.get("aria-label")
    assert not drawn.xpath("//@style") and "nan" not in DRAWN[name]() and "inf" not in DRAWN[name]().lower()
    _, _, width, height = map(float, drawn.get("viewBox").split())
    for one in drawn.iter("{*}text"):
        x, y = float(one.get("x")), float(one.get("y"))
        assert -1 <= x <= width + 1 and 5 <= y <= height + 1, lxml.etree.tostring(one)


@pytest.mark.parametrize("name", DRAWN)
def test_labels_do_not_lie_on_each_other(name: str) -> None:
    boxes = []
    for one in lxml.etree.fromstring(DRAWN[name]()).iter("{*}text"):
        said, x, y = one.text or "", float(one.get("x")), float(one.get("y"))
        classes = (one.get("class") or "").split()
        across = wide(said) * 0.9
        start = x - (across if "end" in classes else across / 2 if "mid" in classes else 0)
        boxes.append((start, start + across, y - 8, y, said))
    for a, b in combinations(boxes, 2):
        assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], (name, a, b)


def test_every_value_is_printed() -> None:
    said = re.findall(r">([^<]+)</text>", DRAWN["ranked"]())
    assert {"1,204", "640", "522", "0", "Linjiang New Energy"} <= set(said)
    assert any(one.endswith("…") and one.startswith("A very") for one in said)
    assert "2,217" in DRAWN["tiles"]() and "never" in DRAWN["heat"]()
    assert DRAWN["tiles"]().count("<rect") == 34


def test_longer_is_more() -> None:
    widths = [float(one) for one in re.findall(r'class="f1"[^>]* width="([\d.]+)"', DRAWN["ranked"]())]
    assert widths == sorted(widths, reverse=True) and widths[1] / widths[0] == pytest.approx(640 / 1204, abs=0.01)


def test_incomplete_years_are_dashed_on_grey() -> None:
    drawn = DRAWN["lines"]()
    assert drawn.count("dash") == 2 and drawn.count("veil") == 1 and "incomplete" in drawn
    assert "veil" not in DRAWN["lines wide"]()


def test_ticks_are_round() -> None:
    assert ticks(2733) == [0, 1000, 2000, 3000]
    assert ticks(3) == [0, 1, 2, 3]
    assert ticks(0) == [0, 1]
    assert ticks(0.31) == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])


def test_places_keep_their_order_and_distance() -> None:
    placed = apart([10, 11, 50, 12], 14, 0, 100)
    assert placed[0] < placed[1] < placed[3] < placed[2]
    assert min(b - a for a, b in combinations(sorted(placed), 2)) >= 14
    assert fitting("abc", 100) == "abc" and fitting("abcdefghij", 30).endswith("…")
