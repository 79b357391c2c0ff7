"""Which chart an analysis is drawn as, and what of its table the chart shows.

Invariants: a chart shows rows of the table and nothing else; where there is too little for a curve there is none, and
the table stands alone; the label of the image is the finding in words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from search_api.navigation.tables import OTHER, UNKNOWN, Found, Row
from ui.charts import bars, grids, lines, points
from ui.charts.drawing import FRAME, NARROW, WIDE, Size

FEWEST_POINTS = 8
"""A curve through fewer years says more than is known."""
_STATES = {"in_force": "fl", "pending": "fw", "lapsed": "fx", "expired": "fo"}
Names = Mapping[str, str]
"""Key of a row or column → what a person reads."""


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that a chart sets beside its figures."""

    incomplete: str
    units: str
    applicants: str
    protected_in: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart is drawn from."""

    found: Found
    names: Names
    words: Words
    alt: str
    size: Size
    classes: str = ""

    @property
    def rows(self) -> list[Row]:
        return [one for one in self.found.rows if one.values[0] not in (OTHER, UNKNOWN)]

    @property
    def many(self) -> int:
        """How many bars or rows the drawing has room for."""
        return 20 if self.size is WIDE else 8

    def at(self, column: str) -> int:
        return next(place for place, one in enumerate(self.found.columns) if one.name == column)

    def number(self, row: Row, column: str) -> float:
        value = row.values[self.at(column)]
        return float(value) if isinstance(value, int | float) else 0.0

    def named(self, key: object) -> str:
        return self.names.get(str(key), str(key))


def chart_of(name: str, drawing: Drawing) -> Markup | None:
    """Return the chart of an analysis, ``None`` where it has none or there is too little to draw."""
    draw = _CHARTS.get(name)
    return draw(drawing) if draw and drawing.rows else None


def both_sizes(name: str, drawing: Callable[[Size, str], Drawing]) -> Markup | None:
    """Return a chart for wide pages and one for narrow ones; the stylesheet shows one of them."""
    wide = chart_of(name, drawing(WIDE, "wide-only"))
    narrow = chart_of(name, drawing(NARROW, "narrow-only"))
    return None if wide is None or narrow is None else wide + narrow


def _line(one: Drawing) -> Markup | None:
    if len(one.rows) < FEWEST_POINTS:
        return None
    flags = [bool(row.values[one.at("incomplete")]) for row in one.rows]
    years = [str(row.values[0]) for row in one.rows]
    line = lines.Line(one.words.units, tuple(one.number(row, "count") for row in one.rows))
    return lines.lines(years, [line], one.alt, one.size, flags, one.words.incomplete, classes=one.classes)


def _bar(one: Drawing) -> Markup:
    shown = [bars.Bar(one.named(row.values[0]), one.number(row, "count")) for row in one.rows[: one.many]]
    return bars.ranked(shown, one.alt, one.size.width, classes=one.classes)


def _state(one: Drawing) -> Markup:
    """Bars of the states, standing side by side as one stack each: the state's own colour."""
    layers = [
        bars.Layer(one.named(row.values[0]), _STATES.get(str(row.values[0]), "f5"), _alone(at, len(one.rows), one, row))
        for at, row in enumerate(one.rows)
    ]
    return bars.stacked([one.named(row.values[0]) for row in one.rows], layers, one.alt, one.size, classes=one.classes)


def _alone(at: int, count: int, one: Drawing, row: Row) -> tuple[float, ...]:
    return tuple(one.number(row, "count") if place == at else 0.0 for place in range(count))


def _column(one: Drawing) -> Markup | None:
    """Standing bars over an ordered key, as ages."""
    keys = [str(row.values[0]) for row in one.rows]
    layer = bars.Layer(one.words.units, "f1", tuple(one.number(row, "count") for row in one.rows))
    return bars.stacked(keys, [layer], one.alt, one.size, classes=one.classes) if len(keys) > 1 else None


def _change(one: Drawing) -> Markup:
    shown = [
        bars.Bar(
            one.named(row.values[0]),
            one.number(row, "g2"),
            f"{one.number(row, 'before'):,.0f} → {one.number(row, 'count'):,.0f}",
        )
        for row in one.rows[: one.many]
    ]
    return bars.ranked(shown, one.alt, one.size.width, "f2", classes=one.classes)


def _pair(one: Drawing) -> Markup:
    """Bars of pairs: two keys and a count."""
    shown = [
        bars.Bar(f"{one.named(row.values[0])} + {one.named(row.values[1])}", one.number(row, "count"))
        for row in one.rows[: one.many]
    ]
    return bars.ranked(shown, one.alt, one.size.width, classes=one.classes)


def _heat(one: Drawing) -> Markup | None:
    places = [at for at, column in enumerate(one.found.columns) if column.role == "count" and column.name not in (OTHER, UNKNOWN)]  # fmt: skip
    if not places:
        return None
    years = all(one.found.columns[at].name.isdigit() for at in places)
    room = max(3, int(one.size.width * 0.62 // 46))
    places = places[-room:] if years else places[:room]
    heads = [one.found.columns[at].name for at in places]
    shown = [head if years else one.named(head) for head in heads]
    rows = [
        (one.named(row.values[0]), [grids.Cell(_value(row.values[at])) for at in places])
        for row in one.rows[: one.many]
    ]
    return grids.heat(shown, rows, one.alt, one.size.width, classes=one.classes)


def _value(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _bubble(one: Drawing) -> Markup | None:
    places = [at for at, column in enumerate(one.found.columns) if column.role == "count" and column.name not in (OTHER, UNKNOWN)]  # fmt: skip
    places = places[: 5 if one.size is not WIDE else 10]
    if not places:
        return None
    heads = [one.found.columns[at].name for at in places]
    rows = [
        (str(row.values[0]), [grids.Cell(_value(row.values[at])) for at in places]) for row in one.rows[:5 if one.size is not WIDE else 10]
    ]  # fmt: skip
    return grids.bubbles(heads, rows, one.alt, one.words.protected_in, one.size.width, classes=one.classes)


def _hollow(one: Drawing) -> Markup | None:
    """Cells that are empty although both sides are busy: two keys, and why."""
    down = list(dict.fromkeys(str(row.values[0]) for row in one.rows))[: one.many]
    across = list(dict.fromkeys(str(row.values[1]) for row in one.rows))[: max(3, int(one.size.width * 0.62 // 60))]
    held = {(str(row.values[0]), str(row.values[1])): row for row in one.rows}
    why, count = one.at("why"), one.at("count")
    rows: list[tuple[str, Sequence[grids.Cell]]] = []
    for key in down:
        cells = []
        for head in across:
            row = held.get((key, head))
            cells.append(
                grids.Cell(None) if row is None
                else grids.Cell(_value(row.values[count]), one.named(row.values[why]), hollow=True)
            )  # fmt: skip
        rows.append((one.named(key), cells))
    return grids.heat([one.named(head) for head in across], rows, one.alt, one.size.width, 28, classes=one.classes)


def _map(one: Drawing) -> Markup:
    """Provinces as tiles where the rows are Chinese provinces, else bars."""
    values: dict[str, float] = {}
    for row in one.rows:
        name = _province(str(row.values[0]))
        if name:
            values[name] = values.get(name, 0) + one.number(row, "count")
    if len(values) < 3:
        return _bar(one)
    return grids.tiles(values, one.alt, min(one.size.width, 560), classes=one.classes)


def _province(key: str) -> str | None:
    return next((name for name in grids.TILES if key.startswith(name)), None)


def _course(one: Drawing) -> Markup | None:
    steps = [
        points.Step(str(row.values[0]), one.number(row, "applicants"), one.number(row, "count"))
        for row in one.rows
        if not row.values[one.at("incomplete")]
    ]
    if len(steps) < FEWEST_POINTS:
        return None
    return points.course(steps, one.alt, one.words.applicants, one.words.units, one.size, classes=one.classes)


def _sides(one: Drawing) -> Markup | None:
    """Two scopes side by side: lines over years, else two bars for each value."""
    if one.found.columns[0].name in ("published", "filed", "granted", "priority_date"):
        if len(one.rows) < FEWEST_POINTS:
            return None
        years = [str(row.values[0]) for row in one.rows]
        given = [
            lines.Line(label, tuple(one.number(row, name) for row in one.rows))
            for name, label in (("count", "1"), ("count2", "2"))
        ]
        return lines.lines(years, given, one.alt, one.size, classes=one.classes)
    shown = [
        bars.Bar(f"{one.named(row.values[0])} · {number}", one.number(row, name))
        for row in one.rows[: one.many // 2]
        for number, name in (("1", "count"), ("2", "count2"))
    ]
    return bars.ranked(shown, one.alt, one.size.width, classes=one.classes)


def _dot(one: Drawing) -> Markup:
    """Advantages of the first key: those with enough expected, the farthest from 1 first."""
    firm = [row for row in one.rows if not row.values[one.at("few")] and row.values[0] == one.rows[0].values[0]]
    rows = [(f"{row.values[0]} · {one.named(row.values[1])}", one.number(row, "rta")) for row in firm[: one.many]]
    return points.dots(rows, one.alt, one.size.width, classes=one.classes)


def _network(one: Drawing) -> Markup:
    ties: list[tuple[str, str, float]] = [
        (str(row.values[0]), str(row.values[1]), one.number(row, "count"))
        for row in one.rows[: 60 if one.size is WIDE else 14]
    ]
    sizes: dict[str, float] = {}
    for first, second, weight in ties:
        sizes[first] = sizes.get(first, 0) + weight
        sizes[second] = sizes.get(second, 0) + weight
    kept = sorted(sizes, key=lambda name: (-sizes[name], name))[: 40 if one.size is WIDE else 16]
    place = {name: at for at, name in enumerate(kept)}
    nodes = [points.Node(one.named(name), sizes[name]) for name in kept]
    edges = [(place[a], place[b], weight) for a, b, weight in ties if a in place and b in place]
    size = Size(one.size.width, max(one.size.height, 340 if one.size is not WIDE else 620))
    return points.network(nodes, edges, one.alt, size, classes=one.classes)


def _topic(one: Drawing) -> Markup:
    """The clusters on the plane of their two main directions, stretched to the drawing."""
    places = [(_value(row.values[one.at("x")]) or 0.0, _value(row.values[one.at("y")]) or 0.0) for row in one.rows]
    lows = [min(place[axis] for place in places) for axis in (0, 1)]
    spans = [(max(place[axis] for place in places) - lows[axis]) or 1.0 for axis in (0, 1)]
    topics = [
        points.Topic(
            str(row.values[one.at("terms")] or row.values[0]), int(one.number(row, "count")),
            (x - lows[0]) / spans[0], (y - lows[1]) / spans[1],
        )
        for row, (x, y) in zip(one.rows, places, strict=True)
    ]  # fmt: skip
    size = Size(one.size.width, max(460 if one.size is WIDE else 250, 28 * len(topics)))
    return points.topics(topics, one.alt, size, classes=one.classes)


_CHARTS: Mapping[str, Callable[[Drawing], Markup | None]] = {
    "trend": _line,
    "applicants": _bar, "inventors": _bar, "agents": _bar, "classes": _bar, "wipo35": _bar, "industry": _bar,
    "applicant_year": _heat, "class_year": _heat, "matrix": _heat,
    "origin_target": _bubble,
    "regions": _map,
    "rta": _dot,
    "lifecycle": _course,
    "status": _state, "age": _column,
    "citations": _bar,
    "co_applicants": _network,
    "convergence": _pair,
    "emerging": _change,
    "landscape": _topic,
    "white_space": _hollow,
    "compare": _sides,
}  # fmt: skip

__all__ = ["FEWEST_POINTS", "FRAME", "Drawing", "Names", "Words", "both_sizes", "chart_of"]
