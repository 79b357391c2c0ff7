"""Addresses below /api that no route answers: a problem in the API's own form, beside whatever pages are mounted."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from search_api import problems

App = Callable[[Any, Any, Any], Awaitable[None]]


def elsewhere(prefix: str, routes: Sequence[BaseRoute]) -> App:
    """Return what answers there: 405 where another method is meant, else 404."""

    async def answered(scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"]
        methods = {
            method
            for route in routes
            if isinstance(route, APIRoute) and path.startswith(prefix) and route.path_regex.match(path[len(prefix) :])
            for method in route.methods or ()
        }
        await problems.wrong_address(sorted(methods))(scope, receive, send)

    return answered
