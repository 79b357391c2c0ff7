"""``/navigation/{analysis}``: analyses of a scope."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from search_api import params, responses
from search_api.branches import Resolver
from search_api.navigation import answers, scope
from search_api.search import refuse_if_costly
from search_api.service import LANGUAGES, language_of, service_of

router = APIRouter()
_PER_HIT_MS = 0.002
"""Estimated milliseconds of an analysis for each hit of its scope."""


@router.get("/navigation/{analysis}", summary="An analysis of a scope: a table whose every count is a link")
def get_navigation(request: Request, analysis: str) -> Response:
    """q, right, f.FIELD, unit, date, from, to, window, months, territory, level, size, as_of, clusters, names, rows, columns, q2."""
    return _navigation(request, analysis, request.query_params.multi_items())


@router.post("/navigation/{analysis}", summary="The same, with the parameters as a JSON object")
def post_navigation(request: Request, analysis: str, body: dict[str, Any]) -> Response:
    return _navigation(request, analysis, params.of_body(body))


def _navigation(request: Request, name: str, pairs: list[tuple[str, str]]) -> Response:
    service = service_of(request)
    budgets = service.settings.budgets
    analysis = answers.named(name)
    said = next((value for key, value in pairs if key == "lang" and value in LANGUAGES), None)
    lang = said or language_of(request)
    asked = scope.read(pairs, lang, budgets, analysis.unit, Resolver(service.engine))
    drawing = params.url_of(f"/{lang}/navigation/{name}.svg", [one for one in pairs if one[0] != "lang"])
    client = service.client(request)
    with service.searcher() as searcher:
        cost = refuse_if_costly(searcher, params.Asked(asked.reading, asked.request, ()), budgets)
        service.allowance.spend(client, cost + _PER_HIT_MS * searcher.state().records)
        return responses.answer(answers.body(answers.answer(searcher, asked, analysis, service.engine), drawing))
