"""``/prior-art`` and ``/records/{id}/similar``: what is nearest to a draft, and to a record."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import ParameterError
from domain.filings import Filing
from loaders.drafts import read_draft
from search_api import params, records, responses
from search_api.service import Service, service_of
from search_api.similar import bodies
from search_api.similar.neighbours import ranker
from search_api.similar.prior_art import MOST, Draft, prior_art

router = APIRouter()
_COST_MS = 200.0
_Text = Annotated[str, Field(max_length=1_000_000)]


class Wanted(BaseModel):
    """What ``POST /prior-art`` takes."""

    model_config = ConfigDict(extra="forbid")

    text: _Text = ""
    number: str | None = Field(default=None, max_length=100)
    features: list[Annotated[str, Field(max_length=2_000)]] = Field(default_factory=list, max_length=20)
    filters: dict[str, str | list[str]] = Field(default_factory=dict)
    before: str | None = Field(default=None, max_length=10)
    k: int = Field(default=10, ge=1, le=MOST)


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
    """text or number, or a file as multipart; features, filters, before, k: see docs/api.md."""
    wanted = await _wanted(request)
    service = service_of(request)
    service.allowance.spend(service.client(request), _COST_MS)
    return await run_in_threadpool(_answered, service, wanted)


async def _wanted(request: Request) -> Wanted:
    """Read the body; a form's file is read in memory, for bodies are bounded below what a form would spool."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=10) as form:
            given: dict[str, Any] = {name: value for name, value in form.items() if isinstance(value, str) and value}
            file = form.get("file")
            if file is not None and not isinstance(file, str):
                given["text"] = await run_in_threadpool(read_draft, await file.read())
    else:
        try:
            given = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise ParameterError("body", "请求体须为 JSON 对象。", "The body is a JSON object.") from None
    try:
        wanted = Wanted.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_input=False)) from None
    if bool(wanted.text.strip()) == bool(wanted.number):
        raise ParameterError("text", "请给出 text 或 number 之一。", "Give either text or number.")
    return wanted


@router.get("/records/{id:path}/similar", summary="The records nearest to a record")
def get_similar(request: Request, id: str, k: int = 10, before: str | None = None) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request), _COST_MS)
    return _answered(service, Wanted(number=id, k=max(1, min(k, MOST)), before=before))


def _answered(service: Service, wanted: Wanted) -> Response:
    pairs = [
        (f"f.{name}", one)
        for name, value in wanted.filters.items()
        for one in ([value] if isinstance(value, str) else value)
    ]
    with service.searcher() as searcher:
        able, embedder = ranker(searcher)
        record: Filing | None = None
        if wanted.number:
            record = records.require(searcher, records.locate(searcher, wanted.number))
        draft = Draft(
            text=wanted.text, record=record, features=tuple(wanted.features), before=wanted.before, k=wanted.k,
            filters=params.read(pairs, "en", service.settings.budgets).request.filters,
        )  # fmt: skip
        return responses.answer(bodies.prior_art_body(prior_art(able, embedder, draft)))
