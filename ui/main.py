"""The door of pages and API: ``uvicorn ui.main:app``; it reads the environment once."""

import os
from typing import Any

from fastapi import FastAPI

from indexer.engines.connect import connect_to_serve, settings_from
from search_api.logs import configure
from search_api.settings import from_environment
from ui.application import create_site


def _app() -> FastAPI:
    configure()
    return create_site(connect_to_serve(settings_from(os.environ)), from_environment(os.environ))


def __getattr__(name: str) -> Any:
    """Make ``app`` when the server asks for it, so that importing the module opens nothing."""
    if name == "app":
        return _app()
    raise AttributeError(name)
