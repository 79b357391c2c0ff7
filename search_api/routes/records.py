"""``/records``: one record by any spelling of its number, its family, citations and events."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from domain.codec import as_json
from domain.engine import Searcher
from domain.errors import AmbiguousNumber
from domain.filings import Filing
from search_api import problems, records, responses
from search_api.service import service_of

router = APIRouter()


@router.get("/records/{id:path}/family", summary="The simple family of a record")
def get_family(request: Request, id: str) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        filing = _located(searcher, id)
        return responses.answer(
            responses.family_body(filing, records.family(searcher, filing, service.settings.budgets))
        )


@router.get("/records/{id:path}/citations", summary="What a record cites, and what cites it")
def get_citations(request: Request, id: str) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        filing = _located(searcher, id)
        return responses.answer(
            responses.citations_body(filing, records.citations(searcher, filing, service.settings.budgets))
        )


@router.get("/records/{id:path}/events", summary="The legal events of a record, oldest first")
def get_events(request: Request, id: str) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        filing = _located(searcher, id)
        return responses.answer(responses.events_body(filing, records.events(filing)))


@router.get("/records/{id:path}", summary="One record; any other spelling of its number leads to it")
def get_record(request: Request, id: str) -> Response:
    """200 with the filing; 308 to the id for one reading, 300 with the list for several."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        try:
            found = records.locate(searcher, id)
        except AmbiguousNumber as error:
            return JSONResponse(
                {**problems.problem_of(error), "records": [{"id": one, "url": _url(one)} for one in error.ids]},
                problems.status_of(error),
            )
        if found != id:
            return RedirectResponse(_url(found), 308)
        return JSONResponse(as_json(records.require(searcher, found)))


def _located(searcher: Searcher, text: str) -> Filing:
    return records.require(searcher, records.locate(searcher, text))


def _url(id: str) -> str:
    return f"/api/v1/records/{quote(id, safe='')}"
