"""Navigation: the workspace of a scope, one page for each analysis, its CSV and its drawing, and the report.

Invariants: an address says the whole scope, so that it can be kept and sent; one analysis that fails leaves the others
standing; a CSV holds the table's values as the API gives them.
"""

import io
import zipfile

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import AtlasError, QueryError
from indexer import workspace
from search_api import syntax
from search_api.navigation import answers
from search_api.navigation.catalog import ANALYSES
from search_api.navigation.files import csv_of
from search_api.navigation.frame import Frame
from search_api.navigation.scope import DATES, UNITS
from search_api.params import url_of
from search_api.service import Service, service_of
from ui.languages import Lang
from ui.navigation import report
from ui.navigation.shown import Pairs, ShownAnalysis
from ui.navigation.workspace import (
    DASHBOARD,
    Failed,
    answered,
    facts,
    findings,
    framed,
    in_unit,
    own_pairs,
    run,
    scope_of,
    scope_rows,
)
from ui.rendering import attached, page

router = APIRouter()
_COST = 300.0
"""Estimated milliseconds of a page of twelve analyses, as the allowance of a client counts them."""


@router.get("/{lang}/navigation")
def overview(request: Request, lang: Lang) -> Response:
    """Show the form, and with a scope its figures, findings and twelve analyses."""
    service = service_of(request)
    pairs = own_pairs(request.query_params.multi_items())
    if not _asks(pairs):
        service.allowance.spend(service.client(request))
        return _form(request, lang, service, pairs, None)
    service.allowance.spend(service.client(request), _COST)
    try:
        scope = scope_of(service, pairs, lang)
    except AtlasError as error:
        return _form(request, lang, service, pairs, error)
    with framed(service, scope) as frame:
        shown = [run(frame, name, pairs, lang) for name in DASHBOARD if name != "regions"]
        shown.insert(DASHBOARD.index("regions"), _regions(frame, pairs, lang))
        return page(
            request, "navigation.html", lang, pairs=pairs, scope=scope_rows(scope, pairs, frame.state.data_date or "–", lang),
            named=_named(pairs, lang), facts=facts(service, frame, lang), findings=findings(frame, pairs, lang),
            frames=shown, analyses=_analyses(pairs, lang), total=frame.total, failed=False, error=None,
            notices=[one.wording.in_language(lang) for one in scope.reading.notices],
            change=url_of(f"/{lang}/navigation", [*pairs, ("change", "1")]),
            compare=url_of(f"/{lang}/navigation/compare", pairs), report=url_of(f"/{lang}/navigation/report", pairs),
            quality=_quality(pairs, lang), data_date=frame.state.data_date,
            api_calls=[url_of("/api/v1/navigation/trend", pairs)],
        )  # fmt: skip


@router.get("/{lang}/navigation/report")
def printed(request: Request, lang: Lang) -> Response:
    """Show the report of a scope."""
    service = service_of(request)
    service.allowance.spend(service.client(request), 3 * _COST)
    pairs = own_pairs(request.query_params.multi_items())
    made = report.made(service, pairs, lang)
    return page(
        request, "navigation_report.html", lang, report=made, data_date=made.data_date,
        download=url_of(f"/{lang}/navigation/report.zip", pairs),
        back=url_of(f"/{lang}/navigation", pairs), api_calls=[],
    )  # fmt: skip


@router.get("/{lang}/navigation/report.zip")
def packed(request: Request, lang: Lang) -> Response:
    """Give the report with its tables and manifest as one archive; equal reports are equal bytes."""
    service = service_of(request)
    service.allowance.spend(service.client(request), 3 * _COST)
    files = report.files(report.made(service, own_pairs(request.query_params.multi_items()), lang))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), raw, zipfile.ZIP_DEFLATED)
    return attached(kept.getvalue(), "application/zip", "navigation.zip")


@router.get("/{lang}/navigation/{name}.csv")
def csv_file(request: Request, lang: Lang, name: str) -> Response:
    """Give the table of an analysis."""
    service, pairs = service_of(request), own_pairs(request.query_params.multi_items())
    service.allowance.spend(service.client(request), _COST / 4)
    analysis = answers.named(name)
    with framed(service, scope_of(service, pairs, lang, analysis.unit)) as frame:
        raw = csv_of(answers.analyse(frame, analysis).found)
    return attached(raw, "text/csv; charset=utf-8", f"{name}.csv")


@router.get("/{lang}/navigation/{name}.svg")
def svg_file(request: Request, lang: Lang, name: str) -> Response:
    """Give the drawing of an analysis as a file of its own, with its colours inside."""
    service, pairs = service_of(request), own_pairs(request.query_params.multi_items())
    service.allowance.spend(service.client(request), _COST / 4)
    with framed(service, scope_of(service, pairs, lang, answers.named(name).unit)) as frame:
        found = run(frame, name, pairs, lang)
    raw = report.standing_alone(found.chart) if isinstance(found, ShownAnalysis) and found.chart else b"<svg xmlns='http://www.w3.org/2000/svg'/>"  # fmt: skip
    return attached(raw, "image/svg+xml", f"{name}.svg")


@router.get("/{lang}/navigation/{name}")
def analysis(request: Request, lang: Lang, name: str) -> Response:
    """Show one analysis with its definition; without a scope, the form."""
    service, pairs = service_of(request), own_pairs(request.query_params.multi_items())
    service.allowance.spend(service.client(request), _COST / 4)
    wanted = answers.named(name)
    if not _asks(pairs):
        return RedirectResponse(f"/{lang}/navigation", 303)
    try:
        scope = scope_of(service, pairs, lang, wanted.unit)
    except AtlasError as error:
        return _form(request, lang, service, pairs, error)
    with framed(service, scope) as frame:
        shown = run(frame, name, pairs, lang, full=True)
        frame = in_unit(frame, name, pairs)
        return page(
            request, "analysis.html", lang, one=shown, pairs=pairs, given=dict(pairs), named=_named(pairs, lang),
            scope=scope_rows(frame.scope, pairs, frame.state.data_date or "–", lang), generation=frame.state.generation,
            back=url_of(f"/{lang}/navigation", pairs), beside=_beside(name, pairs, lang), units=UNITS, dates=DATES,
            data_date=frame.state.data_date, api_calls=[url_of(f"/api/v1/navigation/{name}", pairs)],
        )  # fmt: skip


def _regions(frame: Frame, pairs: Pairs, lang: str) -> ShownAnalysis | Failed:
    """Return the regions: the provinces where most come from China, else the countries."""
    rows = answered(frame, "regions", pairs).found.rows
    if frame.scope.level or not rows or rows[0].values[0] != "CN":
        return run(frame, "regions", pairs, lang)
    return run(frame.narrowed(level="province"), "regions", [*pairs, ("level", "province")], lang)


def _asks(pairs: Pairs) -> bool:
    return any(name in ("q", "branch", "tag") or name.startswith("f.") or name == "right" for name, _ in pairs)


def _named(pairs: Pairs, lang: str) -> str:
    """Return what a scope is called: its branch, its tag, or the query in words."""
    given = dict(pairs)
    if given.get("branch") or given.get("tag"):
        return given.get("branch") or given["tag"]
    try:
        return syntax.parse(given["q"]).sentence.in_language(lang) if given.get("q") else "*"
    except QueryError:
        return given["q"]


def _form(request: Request, lang: Lang, service: Service, pairs: Pairs, error: AtlasError | None) -> Response:
    with workspace.opened(service.engine) as connection:
        tree, tags = workspace.branches(connection), workspace.tags(connection)
    return page(
        request, "navigation_form.html", lang, 422 if error else 200, given=dict(pairs), units=UNITS, dates=DATES,
        fault=error.detail.in_language(lang) if error else None,
        hint=error.hint.in_language(lang) if error and error.hint else None,
        branches=[one.name for one in tree], tags=list(tags), analyses=_analyses([], lang),
    )  # fmt: skip


def _analyses(pairs: Pairs, lang: str) -> list[tuple[str, str]]:
    return [
        (one.title.in_language(lang), url_of(f"/{lang}/navigation/{one.name}", list(pairs)))
        for one in ANALYSES.values()
    ]


def _beside(name: str, pairs: Pairs, lang: str) -> list[tuple[str, str] | None]:
    """Return the analyses before and after one: title and address."""
    names = list(ANALYSES)
    at = names.index(name)
    around = [names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None]
    return [
        (ANALYSES[one].title.in_language(lang), url_of(f"/{lang}/navigation/{one}", list(pairs))) if one else None
        for one in around
    ]


def _quality(pairs: Pairs, lang: str) -> str:
    kept = [pair for pair in pairs if pair[0] in ("q", "branch")]
    return url_of(f"/{lang}/navigation/sampling", kept)
