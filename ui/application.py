"""Pages and API as one application: the API at /api/v1, the pages at / with error pages of their own."""

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from domain.engine import Engine
from domain.errors import AtlasError
from search_api import problems
from search_api.application import create_app
from search_api.settings import ApiSettings
from ui.pages import ROUTERS
from ui.rendering import HERE, page


def create_site(engine: Engine, settings: ApiSettings) -> FastAPI:
    """Return the API with the pages mounted beside it."""
    app = create_app(engine, settings)
    pages = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    pages.state.service = app.state.service
    pages.mount("/static", StaticFiles(directory=HERE / "static"))
    for router in ROUTERS:
        pages.include_router(router)
    for kind in problems.CAUGHT:
        pages.add_exception_handler(kind, _problem_page)
    app.mount("/", pages)
    return app


def _problem_page(request: Request, error: Exception) -> Response:
    """Show a problem as a page in the language of its address; the query typed is kept."""
    body = problems.problem_of_exception(error)
    lang = "zh" if request.url.path.startswith("/zh/") else "en"
    status = (
        404
        if body["status"] == 422 and body["code"] == "parameter" and "lang" in body.get("parameter", "")
        else body["status"]
    )
    hint = body["hint"]
    response = page(
        request,
        "problem.html",
        lang,
        200 if status == 300 else status,
        q=request.query_params.get("q", ""),
        data_date=None,
        heading=problems.title_of(status).in_language(lang),
        detail=body["detail"][lang],
        hint=hint[lang] if hint else None,
        repair=body.get("repair"),
        ids=body.get("ids"),
        span=tuple(body["span"]) if body["span"] else None,
        code=body["code"],
    )
    if status in (429, 503):
        response.headers["Retry-After"] = str(problems.retry_after(error)) if isinstance(error, AtlasError) else "5"
    return response
