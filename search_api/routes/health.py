"""``/healthz``, ``/readyz``, ``/version`` and ``/metrics``: for those who run the service."""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from domain.errors import AtlasError
from search_api import problems
from search_api.service import service_of

router = APIRouter()


@router.get("/healthz", summary="The process answers")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="The engine answers")
def readyz(request: Request) -> Response:
    try:
        with service_of(request).searcher() as searcher:
            state = searcher.state()
    except AtlasError as error:
        return problems.answer(error)
    return JSONResponse({"status": "ready", "records": state.records, "data_date": state.data_date})


@router.get("/version", summary="The version of the product and of what it serves")
def get_version(request: Request) -> dict[str, Any]:
    with service_of(request).searcher() as searcher:
        state = searcher.state()
    return {
        "version": version("ip-atlas"),
        "engine": state.engine,
        "generation": state.generation,
        "schema": state.schema,
        "data_date": state.data_date,
    }


@router.get("/metrics", summary="Counters for Prometheus; no query text")
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
