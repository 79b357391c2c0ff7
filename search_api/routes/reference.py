"""``/fields``, ``/sources``, ``/coverage`` and ``/classifications``: what can be asked, and what is loaded."""

from typing import Any

from fastapi import APIRouter, Request

from search_api import responses
from search_api.classifications import class_page
from search_api.coverage import coverage
from search_api.service import service_of
from search_api.sources import sources_body

router = APIRouter()


@router.get("/fields", summary="The registry of fields")
def get_fields() -> dict[str, Any]:
    return responses.fields_body()


@router.get("/sources", summary="The formats that are read")
def get_sources(request: Request) -> dict[str, Any]:
    with service_of(request).searcher() as searcher:
        return sources_body(searcher)


@router.get("/coverage", summary="What is loaded, from which source, until when")
def get_coverage(request: Request) -> dict[str, Any]:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        return responses.coverage_body(coverage(searcher))


@router.get("/classifications/{scheme}", summary="The top of a classification")
def get_scheme(request: Request, scheme: str) -> dict[str, Any]:
    return get_class(request, scheme, "")


@router.get("/classifications/{scheme}/{symbol:path}", summary="A class symbol, what is above and below it")
def get_class(request: Request, scheme: str, symbol: str) -> dict[str, Any]:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        return responses.class_body(class_page(searcher, scheme, symbol))
