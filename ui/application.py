"""Pages and API as one application: the API at /api/v1, the pages at / with error pages of their own."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from domain.engine import Engine
from search_api import problems
from search_api.application import create_app
from search_api.settings import ApiSettings
from ui.pages import ROUTERS
from ui.problem_page import problem_page
from ui.rendering import HERE


def create_site(engine: Engine, settings: ApiSettings) -> FastAPI:
    """Return the API with the pages mounted beside it."""
    app = create_app(engine, settings)
    pages = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    pages.state.service = app.state.service
    pages.mount("/static", StaticFiles(directory=HERE / "static"))
    for router in ROUTERS:
        pages.include_router(router)
    for kind in (*problems.CAUGHT, Exception):
        pages.add_exception_handler(kind, problem_page)
    app.mount("/", pages)
    return app
