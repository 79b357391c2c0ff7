"""``/prior-art`` and ``/records/{id}/similar``: what is nearest to a draft, and to a record."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from search_api import responses
from search_api.service import Service, language_of, service_of
from search_api.similar import bodies
from search_api.similar.answering import COST_MS, answered_by
from search_api.similar.asking import Wanted, wanted_of
from search_api.similar.drafts import MOST
from search_api.similar.reports import report_body

router = APIRouter()
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Wanted.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "TXT, DOCX, PDF or patent XML"},
                        "features": {"type": "string", "description": "One feature a line"},
                        "before": {"type": "string"},
                        "k": {"type": "integer"},
                    },
                }
            },
        },
    }
}


@router.post(
    "/prior-art",
    summary="The closest earlier publications to a draft, and what covers its features",
    openapi_extra=_BODY,
)
async def post_prior_art(request: Request) -> Response:
    """text, number or a file; features, filters, before, more, less, k, report: see docs/api-answers.md."""
    return await _answer(request, report=False)


@router.post(
    "/prior-art/report",
    summary="The same as a report: what was asked and found, with the draft's hash and none of its text",
    openapi_extra=_BODY,
)
async def post_report(request: Request) -> Response:
    """Takes what ``/prior-art`` takes; the report, given with the same draft, runs the search again."""
    return await _answer(request, report=True)


async def _answer(request: Request, *, report: bool) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request), COST_MS)
    wanted, read = await wanted_of(request)
    found = await run_in_threadpool(answered_by, service, wanted, read, language_of(request))
    body: dict[str, Any] = report_body(found.report) if report else bodies.prior_art_body(found.art)
    return responses.answer(body)


@router.get("/records/{id:path}/similar", summary="The records nearest to a record")
def get_similar(request: Request, id: str, k: int = 10, before: str | None = None) -> Response:
    service: Service = service_of(request)
    service.allowance.spend(service.client(request), COST_MS)
    wanted = Wanted(number=id, k=max(1, min(k, MOST)), before=before)
    return responses.answer(bodies.prior_art_body(answered_by(service, wanted, None, language_of(request)).art))
