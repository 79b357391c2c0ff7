"""A problem as a page in the language of its address; what was typed is kept, and there is always a way on."""

from typing import Any
from urllib.parse import unquote

from fastapi import Request
from fastapi.responses import Response

from domain.errors import AtlasError
from search_api import problems
from search_api.coverage import coverage
from search_api.logs import log
from search_api.service import service_of
from ui.missing import near, readings_of
from ui.notices import split
from ui.rendering import data_date, page
from ui.rows import row


def problem_page(request: Request, error: Exception) -> Response:
    """Return the page of any error, ours or not."""
    body = problems.problem_of_exception(error)
    lang = "zh" if request.url.path.startswith("/zh/") else "en"
    status = body["status"]
    if body["code"] == "parameter" and "lang" in str(body.get("parameter", "")):
        status, body = 404, {**body, "code": "no-such-address", "detail": problems.NO_SUCH_PAGE}
    if body["code"] == "no-such-address":
        body = {**body, "detail": problems.NO_SUCH_PAGE}
    if body["code"] == "internal":
        log.error("internal error", kind=type(error).__name__, path=request.url.path)
    hint = body["hint"]
    first, rest = split(body["detail"][lang])
    response = page(
        request,
        "problem.html",
        lang,
        200 if status == 300 else status,
        q=request.query_params.get("q", ""),
        heading=problems.title_of(status).in_language(lang),
        first=first,
        rest=rest,
        hint=hint[lang] if hint else None,
        repair=body.get("repair"),
        span=tuple(body["span"]) if body["span"] else None,
        code=body["code"],
        problem_status=status,
        **_around(request, body, status, lang),
    )
    if status in (429, 503):
        response.headers["Retry-After"] = str(problems.retry_after(error)) if isinstance(error, AtlasError) else "5"
    return response


def _around(request: Request, body: dict[str, Any], status: int, lang: str) -> dict[str, Any]:
    """Return what is loaded around a number that is missing or ambiguous; nothing where the engine does not answer."""
    found: dict[str, Any] = {"data_date": "", "rows": [], "missing": [], "number_text": ""}
    if status >= 500:
        return found
    if body["code"] not in ("record-not-found", "ambiguous-number") or "/records/" not in request.url.path:
        return {**found, "data_date": _data_date(request)}
    text = unquote(request.url.path.partition("/records/")[2])[:100]
    try:
        with service_of(request).searcher() as searcher:
            rows = coverage(searcher).rows
            ids = body.get("ids") or []
            filings = list(searcher.records(ids[:50]).values()) if ids else near(searcher, text)
            found["data_date"] = searcher.state().data_date
            found["rows"] = [row(one, lang) for one in filings]
    except AtlasError:
        return found
    found["missing"] = readings_of(text, rows, lang) if not body.get("ids") else []
    found["number_text"] = text
    return found


def _data_date(request: Request) -> str | None:
    """Return the newest source date loaded; empty where the engine does not answer."""
    try:
        return data_date(request)
    except AtlasError:
        return ""
