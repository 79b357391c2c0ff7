"""``/conflicts``: which earlier rights stand in the way of a mark, one or a list of them, and the records kept of it."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import ParameterError, RecordNotFound
from indexer import workspace
from indexer.workspace import RecordedSearch
from search_api import problems, responses
from search_api.conflicts import bodies, recording
from search_api.conflicts.answer import CheckAnswer, check
from search_api.conflicts.asking import LONGEST_GOODS, MOST, Wanted, understood
from search_api.service import Service, language_of, service_of

router = APIRouter()
COST_MS, AUDIT_COST_MS = 100.0, 5_000.0
MOST_MARKS = 100
"""Marks of one list; more go through ``ipatlas conflicts --batch``."""
_Code = Annotated[str, Field(max_length=30)]


class GoodsGiven(BaseModel):
    """A class and its goods."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    symbol: str = Field(default="", alias="class", max_length=30)
    text: str = Field(default="", max_length=LONGEST_GOODS)


class MarkGiven(BaseModel):
    """What ``POST /conflicts`` takes."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    mark: str = Field(default="", max_length=100_000)
    classes: list[_Code] = Field(default_factory=list, max_length=100)
    goods: list[GoodsGiven] | Annotated[str, Field(max_length=100_000)] = ""
    groups: list[_Code] = Field(default_factory=list, max_length=100)
    vienna: list[_Code] = Field(default_factory=list, max_length=100)
    profile: str | None = Field(default=None, max_length=30)
    filed: str | None = Field(default=None, max_length=30)
    priority: str | None = Field(default=None, max_length=30)
    owner: str | None = Field(default=None, max_length=500)
    k: int = Field(default=100, ge=1, le=MOST)
    audit: bool = False
    save: bool = False

    def wanted(self) -> Wanted:
        """Return the check that is asked for."""
        given = [("", self.goods)] if isinstance(self.goods, str) else [(one.symbol, one.text) for one in self.goods]
        return Wanted(
            mark=self.mark, goods=[pair for pair in given if any(pair)], classes=self.classes, groups=self.groups,
            vienna=self.vienna, profile=self.profile, filed=self.filed, priority=self.priority, owner=self.owner,
            k=self.k, audit=self.audit,
        )  # fmt: skip


class Dismissing(BaseModel):
    """What ``POST /conflicts/records/{id}/dismissals`` takes: the id of a hit and the reason."""

    model_config = ConfigDict(extra="forbid")

    hit: str = Field(max_length=200)
    reason: str = Field(max_length=recording.LONGEST_REASON)


_SCHEMA = MarkGiven.model_json_schema(by_alias=True)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"oneOf": [_SCHEMA, {"type": "array", "items": _SCHEMA}]}}},
    }
}


@router.post(
    "/conflicts",
    summary="The earlier rights and absolute grounds against a mark, or a list of marks",
    openapi_extra=_BODY,
)
async def post_conflicts(request: Request) -> Response:
    """mark, classes, goods, groups, vienna, profile, filed, priority, owner, k, audit, save: see docs/conflicts.md."""
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise ParameterError("body", "请求体须为 JSON 对象或数组。", "The body is a JSON object or array.") from None
    service = service_of(request)
    if isinstance(given, list):
        if len(given) > MOST_MARKS:
            raise ParameterError(
                "body", f"一次最多 {MOST_MARKS} 个商标；更多请用 ipatlas conflicts --batch。",
                f"A list may have {MOST_MARKS} marks; use ipatlas conflicts --batch for more.", code="too-many-names",
            )  # fmt: skip
        service.allowance.spend(service.client(request), COST_MS * len(given))
        return responses.answer(await run_in_threadpool(_each, service, given))
    wanted = _given(given)
    service.allowance.spend(service.client(request), AUDIT_COST_MS if wanted.audit else COST_MS)
    return responses.answer(await run_in_threadpool(_one, service, wanted))


def _given(value: Any) -> MarkGiven:
    try:
        return MarkGiven.model_validate(value)
    except ValidationError as error:
        raise RequestValidationError(
            [{**one, "loc": ("body", *one["loc"])} for one in error.errors(include_input=False)]
        ) from None


def _each(service: Service, given: list[Any]) -> list[dict[str, Any]]:
    """Answer each mark of a list; what is wrong with one stands in its place as a problem."""
    found = []
    for one in given:
        try:
            found.append(_one(service, _given(one)))
        except (ParameterError, RequestValidationError) as error:
            found.append(problems.problem_of_exception(error))
    return found


def _one(service: Service, given: MarkGiven) -> dict[str, Any]:
    wanted = given.wanted()
    with service.searcher() as searcher:
        answer = check(searcher, understood(wanted))
    kept = save(service, wanted, answer) if given.save else None
    return bodies.conflicts_body(answer, kept.id if kept else None)


def save(service: Service, wanted: Wanted, answer: CheckAnswer) -> RecordedSearch:
    """Keep a check as the settings say. Raises ``ParameterError`` where no records are kept."""
    mode = service.settings.records
    if mode == "off":
        raise ParameterError(
            "save", "本站不保存检索记录（IPATLAS_RECORDS）。", "No search records are kept here (IPATLAS_RECORDS)."
        )
    query = recording.query_of(wanted) if mode == "full" else None
    with workspace.opened(service.engine) as connection:
        return workspace.keep(connection, recording.KIND, query, recording.summary(answer, mode))


def kept_record(service: Service, id: str) -> RecordedSearch:
    """Return a record. Raises ``RecordNotFound``."""
    with workspace.opened(service.engine) as connection:
        found = workspace.recorded(connection, id)
    if found is None or found.kind != recording.KIND:
        raise RecordNotFound("没有这份检索记录。", "There is no such search record.")
    return found


@router.get("/conflicts/records/{id}", summary="A kept record of a mark check, as JSON or HTML")
def get_record(request: Request, id: str, format: str = "json") -> Response:
    """format: json (default) or html, a page of its own to be filed."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    record = kept_record(service, id)
    if format == "html":
        name = f'attachment; filename="ip-atlas-record-{record.id}.html"'
        text = recording.record_html(record, language_of(request))
        return Response(text, media_type="text/html; charset=utf-8", headers={"Content-Disposition": name})
    return responses.answer(recording.record_json(record))


@router.post("/conflicts/records/{id}/dismissals", summary="Set a right of a kept record aside, with the reason")
def post_dismissal(request: Request, id: str, given: Dismissing) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    dismiss(service, id, given.hit, given.reason)
    return responses.answer(recording.record_json(kept_record(service, id)))


def dismiss(service: Service, id: str, hit: str, reason: str) -> None:
    """Set a right aside. Raises ``RecordNotFound`` and ``ParameterError``."""
    record = kept_record(service, id)
    with workspace.opened(service.engine) as connection:
        workspace.dismiss(connection, id, recording.hit_of(record, hit), recording.reason_of(reason))


@router.post("/conflicts/records/{id}/runs", summary="Run a kept mark check again and say what changed")
def post_run(request: Request, id: str) -> Response:
    service = service_of(request)
    record = kept_record(service, id)
    service.allowance.spend(service.client(request), AUDIT_COST_MS if (record.query or {}).get("audit") else COST_MS)
    run_again(service, record)
    return responses.answer(recording.record_json(kept_record(service, id)))


def run_again(service: Service, record: RecordedSearch) -> None:
    """Ask a kept check again and note what changed. Raises ``ParameterError`` where it was kept without its query."""
    if record.query is None:
        raise ParameterError(
            "id", "这份记录未保存检索内容，不能自动重新检索。", "The record was kept without its query and cannot be run again.",
            code="record-without-query",
        )  # fmt: skip
    with service.searcher() as searcher:
        answer = check(searcher, understood(recording.wanted_of(record.query)))
    with workspace.opened(service.engine) as connection:
        workspace.note_run(connection, record.id, recording.changes(record.answer, answer))
