"""A yearly table ready for a template: what keys are called, its sentence, drawing, cells, notices, revision, addresses."""

from dataclasses import dataclass

from markupsafe import Markup

from domain.engine import Searcher
from domain.fields import field_named
from domain.text import Wording
from search_api.navigation.tables import Found
from search_api.params import url_of
from search_api.statistics.answers import Answer, names_of
from search_api.statistics.columns import PART_LABELS
from search_api.statistics.definitions import Definition
from ui.charts import bars, lines
from ui.charts.drawing import FRAME, NARROW, WIDE, Size
from ui.navigation.rows import Shown, rows_of
from ui.statistics.findings import first_count, named, says
from ui.statistics.heads import Head, heads_of
from ui.titles import calm
from ui.wording import say

_SUMS = ("total", "unknown", "other")
_FEWEST_POINTS = 8
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as it is shown; ``sums`` tells of each row whether it is the total, ``width`` counts its columns."""

    name: str
    number: str
    title: str
    says: str
    chart: Markup | None
    heads: tuple[Head, ...]
    rows: tuple[tuple[Shown, ...], ...]
    sums: tuple[bool, ...]
    keys: int
    width: int
    notices: tuple[str, ...]
    definitions: tuple[Definition, ...]
    definition_id: str
    revised: tuple[tuple[str, str, str, str], ...]
    since: str | None
    page: str
    csv: str
    xlsx: str
    api: str


def shown(searcher: Searcher, given: Answer, lang: str, frame: bool = False) -> ShownTable:
    """Return a table as it is shown; ``frame`` draws it once, for a book, else in two sizes for pages."""
    names = called(searcher, given.found)
    found, table, pairs = given.found, given.table, list(given.asked.pairs)
    sentence = says(given, names).in_language(lang)
    alt = f"{table.title.in_language(lang)}{'：' if lang == 'zh' else ': '}{sentence}"
    sizes = [(FRAME, "")] if frame else [(WIDE, "wide-only"), (NARROW, "narrow-only")]
    drawn = [_drawn(given, names, alt, size, classes, lang) for size, classes in sizes]
    path = f"/api/v1/statistics/{table.name}"
    heads = {one.name: one.label for one in found.columns}
    revised = [
        (_row_name(one.row, names, lang), heads[one.column].in_language(lang), f"{one.old:,}", f"{one.new:,}")
        for one in (given.revision.figures if given.revision else ())
        if one.column in heads
    ]
    return ShownTable(
        table.name, table.number, table.title.in_language(lang), sentence,
        Markup("").join(one for one in drawn if one is not None) if all(drawn) else None,
        heads_of(found.columns, lang),
        tuple(tuple(row) for row in rows_of(found, names, lang)),
        tuple(row.values[0] == "total" for row in found.rows),
        sum(1 for one in found.columns if one.role == "key"), len(found.columns),
        tuple(one.wording.in_language(lang) for one in given.notices), table.definitions, table.definition_id,
        tuple(revised), given.revision.since if given.revision else None,
        url_of(f"/{lang}/statistics/{table.name}", pairs), url_of(path, [*pairs, ("format", "csv")]),
        url_of(path, [*pairs, ("format", "xlsx"), ("lang", lang)]), url_of(path, pairs),
    )  # fmt: skip


def called(searcher: Searcher, found: Found) -> dict[str, Wording]:
    """Return what the keys of a table are called."""
    names: dict[str, Wording] = {}
    for column, held in names_of(searcher, found).items():
        field = field_named(column)
        titled = field is not None and field.kind == "class"
        names |= {key: Wording(one.zh, calm(one.en)) if titled else one for key, one in held.items()}
    return names


def _row_name(row: str, names: dict[str, Wording], lang: str) -> str:
    return " · ".join(names.get(key, Wording(key, key)).in_language(lang) for key in row.split(" / "))


def _drawn(
    given: Answer, names: dict[str, Wording], alt: str, size: Size, classes: str, lang: str
) -> Markup | None:  # fmt: skip
    found = given.found
    if not found.rows:
        return None
    if given.table.chart == "line":
        return _years(found, alt, size, classes, lang)
    at = first_count(found)
    rows = [row for row in found.rows if row.values[0] not in _SUMS and int(row.values[at] or 0)]
    if given.table.name not in ("patents-age", "patents-maintenance"):
        rows = sorted(rows, key=lambda row: -int(row.values[at] or 0))
    kept = rows[: 25 if size is WIDE else 12]
    drawn = [bars.Bar(_short(named(row, found, names).in_language(lang)), float(row.values[at] or 0)) for row in kept]
    return bars.ranked(drawn, alt, size.width, classes=classes) if drawn else None


def _years(found: Found, alt: str, size: Size, classes: str, lang: str) -> Markup | None:
    if len(found.rows) < _FEWEST_POINTS:
        return None
    flags = [bool(row.values[-1]) for row in found.rows]
    given = [
        lines.Line(
            PART_LABELS[one.name.partition("_")[2]].in_language(lang),
            tuple(float(row.values[at] or 0) for row in found.rows),
        )
        for at, one in enumerate(found.columns)
        if one.name in ("applications_invention", "applications_utility_model", "applications_trademark")
    ]
    years = [str(row.values[0]) for row in found.rows]
    return lines.lines(years, given, alt, size, flags, say("nav_incomplete", lang), classes=classes)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
