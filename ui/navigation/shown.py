"""One analysis as a page or a report shows it: what keys are called, the finding, the chart, the table, the addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.engine import Searcher
from domain.fields import field_named
from domain.text import Wording
from search_api.labels import labels
from search_api.navigation.answers import Answer
from search_api.navigation.scope import Scope
from search_api.navigation.tables import OTHER, UNKNOWN, Found, TableColumn
from search_api.params import url_of
from ui.charts.drawing import FRAME, Size
from ui.navigation.charts import Drawing, Words, both_sizes, chart_of
from ui.navigation.findings import finding
from ui.navigation.rows import Shown, parts_of, rows_of
from ui.titles import calm
from ui.wording import WORDS, say

Pairs = Sequence[tuple[str, str]]
_LONGEST = 46
_FIELD_OF = {
    "partner": "applicant", "class": "ipc", "with": "ipc", "by_ipc": "ipc", "by_applicant": "applicant",
    "leading_class": "ipc", "stage": "stage", "why": "why", "reason": "reason",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownAnalysis:
    """An analysis ready for a template."""

    name: str
    title: str
    says: str
    definition: str
    definition_id: str
    chart: Markup | None
    drawn: bool
    """Whether the analysis is one that is drawn at all."""
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Shown, ...], ...]
    figures: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    page: str
    csv: str
    svg: str
    api: str


def shown(searcher: Searcher, answer: Answer, pairs: Pairs, lang: str, full: bool = False) -> ShownAnalysis:
    """Return an analysis as it is shown; ``full`` draws it at full width, in two sizes."""
    names = names_of(searcher, answer.found)
    found, analysis = answer.found, answer.analysis
    says = finding(analysis.name, found, names).in_language(lang)
    alt = f"{analysis.title.in_language(lang)}{'：' if lang == 'zh' else ': '}{says}"
    words = words_of(answer.scope, lang)
    short = {key: _short(key, wording.in_language(lang)) for key, wording in names.items()}

    def drawing(size: Size, classes: str) -> Drawing:
        return Drawing(found, short, words, alt, size, classes)

    chart = both_sizes(analysis.name, drawing) if full else chart_of(analysis.name, drawing(FRAME, ""))
    path = f"/{lang}/navigation/{analysis.name}"
    return ShownAnalysis(
        analysis.name, analysis.title.in_language(lang), says, analysis.definition.in_language(lang),
        analysis.definition_id, chart, analysis.chart != "list",
        tuple((_head(one, names, lang), one.role in ("count", "ratio")) for one in found.columns),
        tuple(tuple(row) for row in rows_of(found, names, lang)),
        tuple((one.label.in_language(lang), _figure(one.value, one.name, names, lang)) for one in found.figures),
        tuple(one.wording.in_language(lang) for one in answer.notices),
        url_of(path, list(pairs)), url_of(f"{path}.csv", list(pairs)), url_of(f"{path}.svg", list(pairs)),
        url_of(f"/api/v1/navigation/{analysis.name}", list(pairs)),
    )  # fmt: skip


def names_of(searcher: Searcher, found: Found) -> dict[str, Wording]:
    """Return what the keys of a table are called: classes by title, codes by name, other and unknown in words."""
    names: dict[str, Wording] = {OTHER: WORDS["nav_other"], UNKNOWN: WORDS["nav_unknown"]}
    for at, column in enumerate(found.columns):
        if column.role in ("key", "text"):
            given = (row.values[at] for row in found.rows)
            values = list(dict.fromkeys(key for one in given if isinstance(one, str) for key in parts_of(column, one)))
            names |= _named(searcher, column, [one for one in values if one not in names])
    names |= {key: Wording(label, label) for key, label in found.labels.items()}
    heads = [one.name for one in found.columns if one.role == "count" and one.name not in names]
    if found.columns[0].name != "year":
        names |= {one.name: one.label for one in found.columns if one.name in heads and one.label.en != one.name}
    return names


def _named(searcher: Searcher, column: TableColumn, values: list[str]) -> dict[str, Wording]:
    name = _FIELD_OF.get(column.name, column.name.removeprefix("by_"))
    said = {value: WORDS[key] for value in values if (key := f"nav_{name}_{value}") in WORDS}
    field = field_named(name)
    if field is None:
        return said
    return {value: _calm(label) for value, label in labels(searcher, field, values).items()} | said


def _calm(one: Wording) -> Wording:
    return Wording(one.zh, calm(one.en))


def _short(key: str, said: str) -> str:
    """Return a label that a chart has room for: the symbol and the first words of its title."""
    if len(said) <= _LONGEST:
        return said
    return said[:_LONGEST].rsplit(" ", 1)[0] if " " in said[:_LONGEST] else said[:_LONGEST]


def _head(one: TableColumn, names: Mapping[str, Wording], lang: str) -> str:
    return (names.get(one.name, one.label) if one.role == "count" else one.label).in_language(lang)


def _figure(value: object, name: str, names: Mapping[str, Wording], lang: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        key = f"nav_stage_{value}"
        return say(key, lang) if key in WORDS else value
    if isinstance(value, float) and name in ("cr4", "cr10", "cagr"):
        return f"{value * 100:.1f}\u00a0%".replace("-", "−")
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def words_of(scope: Scope, lang: str) -> Words:
    """Return the words that charts set beside their figures."""
    return Words(
        say("nav_incomplete", lang), say(f"nav_unit_{scope.unit}", lang), say("nav_applicants_a_year", lang),
        say("nav_protected_in", lang),
    )  # fmt: skip
