"""The API as an application: its routes, its errors and its guard around one service."""

from importlib.metadata import version

from fastapi import FastAPI

from domain.engine import Engine
from search_api import problems
from search_api.middleware import Guard
from search_api.routes import conflicts, health, navigation, records, reference, search, similar, statistics
from search_api.routes.elsewhere import elsewhere
from search_api.service import Service
from search_api.settings import ApiSettings


def create_app(engine: Engine, settings: ApiSettings) -> FastAPI:
    """Return the API over an open engine; the pages are mounted on it by ``ui``."""
    app = FastAPI(
        title="IP Atlas",
        version=version("ip-atlas"),
        description="One query language over patents, trade marks, designs, geographical indications and layout designs.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = Service(engine, settings)
    problems.install(app)
    for module in (search, similar, conflicts, navigation, statistics, records, reference):
        app.include_router(module.router, prefix="/api/v1")
    app.include_router(health.router)
    routes = [
        route
        for module in (search, similar, conflicts, navigation, statistics, records, reference)
        for route in module.router.routes
    ]
    app.mount("/api", elsewhere("/api/v1", routes))
    app.add_middleware(Guard, body_bytes=settings.budgets.body_bytes, draft_bytes=settings.budgets.draft_bytes)
    return app
