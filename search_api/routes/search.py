"""``/search``, ``/suggest`` and ``/export``."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import ParameterError
from search_api import params, responses
from search_api.export.formats import format_named
from search_api.routes import described
from search_api.search import refuse_if_costly, search
from search_api.service import LANGUAGES, language_of, service_of
from search_api.streaming import FileResponse, guarded
from search_api.suggest import suggest

router = APIRouter()


@router.get("/search", summary="Search every right with one query language", openapi_extra=described.SEARCH)
def get_search(request: Request) -> Response:
    """q, right, f.FIELD, facets, sort, size, page or cursor, group, mode; see docs/api.md."""
    return _search(request, request.query_params.multi_items())


@router.post("/search", summary="The same, with the parameters as a JSON object")
def post_search(request: Request, body: dict[str, Any]) -> Response:
    return _search(request, params.of_body(body))


def _search(request: Request, pairs: list[tuple[str, str]]) -> Response:
    service = service_of(request)
    budgets = service.settings.budgets
    lang = next((value for name, value in pairs if name == "lang" and value in LANGUAGES), None)
    asked = params.read(pairs, lang or language_of(request), budgets)
    client = service.client(request)
    with service.searcher() as searcher:
        found = search(searcher, asked, budgets, lambda cost: service.allowance.spend(client, cost))
        return responses.answer(responses.search_body(searcher, found))


@router.get("/suggest", summary="Values that begin with a text, and class symbols by title")
def get_suggest(request: Request, q: str = "", field: str | None = None, size: int = 10) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        return responses.answer(responses.suggestions_body(suggest(searcher, q[:200], field, max(1, min(size, 50)))))


@router.get("/export", summary="Every hit as a file: csv, xlsx, jsonl, ris or bibtex", openapi_extra=described.EXPORT)
def get_export(request: Request) -> Response:
    """Stream the whole answer, sorted by id, without a cap; at most two at once for one client."""
    service = service_of(request)
    lang = language_of(request)
    pairs = request.query_params.multi_items()
    written = format_named(next((value for name, value in pairs if name == "format"), "csv"))
    asked = params.read([pair for pair in pairs if pair[0] != "format"], lang, service.settings.budgets)
    if asked.mode != "words":
        raise ParameterError("mode", "导出只用 mode=words。", "An export has mode=words.")
    client = service.client(request)
    with service.searcher() as searcher:
        cost = refuse_if_costly(searcher, asked, service.settings.budgets)
    service.allowance.spend(client, cost)
    blocks = guarded(service, client, lambda filings: written.write(filings, lang), asked.request)
    return FileResponse(blocks, written.media_type, f"ip-atlas.{written.ending}")
