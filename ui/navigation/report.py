"""The report of a navigation: every analysis with its chart, definition and table, the findings, the tables as CSV, and
a manifest that says on what it was made.

Invariants: equal data, scope and version give equal bytes: no time of making stands in it; the HTML is one file that
asks for nothing else; the manifest's hashes are those of the CSV files.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from markupsafe import Markup

from search_api import syntax
from search_api.navigation.catalog import ANALYSES
from search_api.navigation.files import csv_of
from search_api.navigation.frame import Frame
from search_api.navigation.scope import Scope
from search_api.service import Service
from ui.navigation.shown import Pairs, ShownAnalysis, shown
from ui.navigation.workspace import Failed, Finding, answered, facts, findings, framed, scope_of, scope_rows
from ui.rendering import rendered, stylesheet

_LEFT_OUT = ("compare", "industry", "matrix")
"""Analyses that need what a scope alone does not give: a second query, a concordance, two chosen dimensions."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report shows, and its tables as CSV by name."""

    lang: str
    named: str
    canonical: str
    scope: tuple[tuple[str, str, str | None], ...]
    facts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    analyses: tuple[ShownAnalysis | Failed, ...]
    tables: dict[str, bytes]
    notices: tuple[str, ...]
    generation: str
    data_date: str | None
    versions: dict[str, str]
    pairs: tuple[tuple[str, str], ...]


def made(service: Service, pairs: Pairs, lang: str) -> Report:
    """Make the report of a scope. Raises ``ParameterError``, ``QueryError``."""
    scope = scope_of(service, pairs, lang)
    with framed(service, scope) as frame:
        return made_of(service, frame, pairs, lang)


def made_of(service: Service, frame: Frame, pairs: Pairs, lang: str) -> Report:
    """Make the report over a frame."""
    tables: dict[str, bytes] = {}
    kept: list[ShownAnalysis | Failed] = []
    for name in ANALYSES:
        if name in _LEFT_OUT:
            continue
        answer = answered(frame, name, pairs)
        kept.append(shown(frame.searcher, answer, pairs, lang, full=True))
        tables[name] = csv_of(answer.found)
    scope: Scope = frame.scope
    return Report(
        lang, scope.branch or scope.tag or scope.reading.sentence.in_language(lang), syntax.render(scope.query),
        tuple(scope_rows(scope, pairs, frame.state.data_date or "–", lang)), tuple(facts(service, frame, lang)),
        tuple(findings(frame, pairs, lang)), tuple(kept), tables,
        tuple(one.wording.in_language(lang) for one in scope.reading.notices), frame.state.generation,
        frame.state.data_date, {"ip-atlas": version("ip-atlas"), **{one.name: one.definition_id for one in ANALYSES.values() if one.name in tables}},
        tuple(pairs),
    )  # fmt: skip


def files(report: Report) -> dict[str, bytes]:
    """Return the files of a report by name: ``report.html``, ``tables/NAME.csv``, ``manifest.json``."""
    html = rendered("navigation_print.html", report.lang, report=report, style=Markup(stylesheet())).encode()
    manifest = {
        "query": report.canonical,
        "parameters": [list(pair) for pair in report.pairs],
        "data_date": report.data_date,
        "generation": report.generation,
        "versions": report.versions,
        "report_sha256": sha256(html).hexdigest(),
        "tables": {name: sha256(raw).hexdigest() for name, raw in report.tables.items()},
    }
    packed = json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    tables = {f"tables/{name}.csv": raw for name, raw in report.tables.items()}
    return {"report.html": html, "manifest.json": packed, **tables}


def standing_alone(chart: Markup) -> bytes:
    """Return a drawing as a file of its own: the colours of the stylesheet stand inside."""
    tokens, rules = stylesheet().split("}", 1)[0] + "}", _chart_rules()
    return str(chart).replace(">", f"><style>{tokens}{rules}</style>", 1).encode()


def _chart_rules() -> str:
    found = re.search(r"/\* charts \*/(.*?)(?=/\*|@media)", stylesheet(), re.S)
    return found[1] if found else ""
