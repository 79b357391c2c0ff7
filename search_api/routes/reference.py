"""``/fields``, ``/sources``, ``/coverage`` and ``/classifications``: what can be asked, and what is loaded."""

from fastapi import APIRouter, Request, Response

from search_api import responses
from search_api.classifications import class_page
from search_api.coverage import coverage
from search_api.service import service_of
from search_api.sources import sources_body

router = APIRouter()


@router.get("/fields", summary="The registry of fields")
def get_fields() -> Response:
    return responses.answer(responses.fields_body())


@router.get("/sources", summary="The formats that are read")
def get_sources(request: Request) -> Response:
    with service_of(request).searcher() as searcher:
        return responses.answer(sources_body(searcher))


@router.get("/coverage", summary="What is loaded, from which source, until when")
def get_coverage(request: Request) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        return responses.answer(responses.coverage_body(coverage(searcher)))


@router.get("/classifications/{scheme}", summary="The top of a classification")
def get_scheme(request: Request, scheme: str) -> Response:
    return get_class(request, scheme, "")


@router.get("/classifications/{scheme}/{symbol:path}", summary="A class symbol, what is above and below it")
def get_class(request: Request, scheme: str, symbol: str) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        return responses.answer(responses.class_body(class_page(searcher, scheme, symbol)))
