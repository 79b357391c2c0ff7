"""Answers of analyses: the table with its scope, definition and data date, as the public contract has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.engine import Engine, Searcher
from domain.errors import RecordNotFound
from domain.filings import PartialDate
from domain.text import Wording
from search_api import responses, syntax
from search_api.navigation.catalog import ANALYSES, Analysis
from search_api.navigation.frame import Frame, frame_of
from search_api.navigation.scope import Scope
from search_api.navigation.tables import Found, notice
from search_api.notices import Notice
from search_api.params import url_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What an analysis answers."""

    analysis: Analysis
    scope: Scope
    found: Found
    total: int
    notices: tuple[Notice, ...]
    generation: str
    data_date: PartialDate | None


def named(name: str) -> Analysis:
    """Return the analysis of a name; raises ``RecordNotFound`` where there is none."""
    if name not in ANALYSES:
        raise RecordNotFound(f"没有名为“{name[:40]}”的分析。", f"There is no analysis called “{name[:40]}”.")
    return ANALYSES[name]


def analyse(frame: Frame, analysis: Analysis) -> Answer:
    """Run an analysis over a frame."""
    found = analysis.run(frame)
    told = (*frame.scope.reading.notices, *_of_scope(frame), *frame.told, *found.notices)
    return Answer(analysis, frame.scope, found, frame.total, told, frame.state.generation, frame.state.data_date)


def answer(searcher: Searcher, scope: Scope, analysis: Analysis, engine: Engine | None = None) -> Answer:
    """Run one analysis over a scope."""
    return analyse(frame_of(searcher, scope, engine), analysis)


def _of_scope(frame: Frame) -> tuple[Notice, ...]:
    if not len(frame.hits):
        return (notice("empty-scope", "范围内没有记录。", "The scope has no records."),)
    if len(frame.hits) == 1:
        return (notice("one-record", "范围内只有一条记录。", "The scope has one record only."),)
    return ()


def body(given: Answer, drawing: str | None = None) -> dict[str, Any]:
    """The body of ``/navigation/{analysis}``; ``drawing`` is the address of the chart as an image, drawn by the pages."""
    scope, found, analysis = given.scope, given.found, given.analysis
    searched = [("q", syntax.render(scope.query)), *scope.pairs]
    if scope.unit != "publication":
        searched.append(("group", scope.unit))
    return {
        "analysis": analysis.name,
        "title": responses.wording(analysis.title),
        "definition": {"id": analysis.definition_id, **responses.wording(analysis.definition)},
        "query": {
            "text": scope.reading.text,
            "canonical": scope.reading.canonical,
            "url": url_of("/api/v1/search", searched),
        },
        "scope": {
            "unit": scope.unit, "date": scope.date, "from": scope.first, "to": scope.last, "territory": scope.territory,
            "level": scope.level, "as_of": scope.as_of or given.data_date, "clusters": scope.clusters, "names": dict(scope.aliases),
        },
        "counting_unit": scope.unit,
        "generation": given.generation,
        "data_date": given.data_date,
        "total": given.total,
        "table": {
            "columns": [
                {"name": one.name, "role": one.role, "type": one.type, "label": responses.wording(one.label)}
                for one in found.columns
            ],
            "rows": [list(one.values) for one in found.rows],
            "links": [list(one.links) for one in found.rows],
            "labels": dict(found.labels),
        },
        "figures": [
            {"name": one.name, "label": responses.wording(one.label), "value": one.value} for one in found.figures
        ],
        "notices": [responses.notice(one) for one in given.notices],
        "chart": {"kind": analysis.chart, "url": drawing, "alt": responses.wording(alternative(given))},
    }  # fmt: skip


def alternative(given: Answer) -> Wording:
    """Return the sentence that stands for the drawing: what is counted and what leads."""
    title, rows = given.analysis.title, given.found.rows
    counts: Sequence[int] = [at for at, one in enumerate(given.found.columns) if one.role == "count"]
    if not rows or not counts:
        return Wording(f"{title.zh}：没有数据。", f"{title.en}: nothing to show.")
    led = max(rows, key=lambda one: int(one.values[counts[0]] or 0))
    key, most = led.values[0], int(led.values[counts[0]] or 0)
    return Wording(
        f"{title.zh}：共 {given.total:,}，{len(rows)} 行，最多的是 {key}（{most:,}）。",
        f"{title.en}: {given.total:,} in all, {len(rows)} rows, the most is {key} ({most:,}).",
    )
