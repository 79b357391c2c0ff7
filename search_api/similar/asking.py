"""What a request for prior art asks: a JSON object, or a form with the draft as a file, read in memory alone.

Invariants: no part of a form is spooled to disk; what is sent beside the draft is bounded and checked; no message
quotes the draft.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from domain.engine import Searcher
from domain.errors import ParameterError
from domain.filings import Filing
from domain.query import Filter
from domain.text import Wording
from loaders.drafts import Read, read_draft
from search_api import params, records
from search_api.settings import Budgets
from search_api.similar.drafts import MOST, MOST_MARKED, Draft
from search_api.similar.features import LONGEST_FEATURE, MOST_FEATURES
from search_api.similar.reports import Report

_MOST_FIELDS = 100
_LISTS = ("more", "less")
_Id = Annotated[str, Field(max_length=100)]


class Wanted(BaseModel):
    """What ``POST /prior-art`` takes."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=1_000_000)] = ""
    number: _Id | None = None
    own: _Id | None = None
    """The draft's own publication, left out with its family."""
    features: list[Annotated[str, Field(max_length=2 * LONGEST_FEATURE)]] = Field(
        default_factory=list, max_length=MOST_FEATURES
    )
    filters: dict[str, str | list[str]] = Field(default_factory=dict)
    before: str | None = Field(default=None, max_length=10)
    more: list[_Id] = Field(default_factory=list, max_length=MOST_MARKED)
    less: list[_Id] = Field(default_factory=list, max_length=MOST_MARKED)
    k: int = Field(default=10, ge=1, le=MOST)
    report: Report | None = None


class InMemory(MultiPartParser):
    """A form whose files never leave memory: the guard bounds a body below this."""

    spool_max_size = 1 << 40


async def form_of(request: Request) -> FormData:
    """Read a form. Raises ``ParameterError`` for a broken one."""
    try:
        parser = InMemory(
            request.headers, request.stream(), max_files=2, max_fields=_MOST_FIELDS, max_part_size=4_000_000
        )
        return await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise ParameterError("body", "表单无法读取。", "The form cannot be read.") from None


async def wanted_of(request: Request) -> tuple[Wanted, Read | None]:
    """Read what is asked, and the draft that came as a file. Raises ``ParameterError``."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        try:
            given = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise ParameterError("body", "请求体须为 JSON 对象。", "The body is a JSON object.") from None
        return checked(given), None
    form = await form_of(request)
    try:
        return checked(await given_by(form)), await draft_file(form)
    finally:
        await form.close()


async def given_by(form: FormData) -> dict[str, Any]:
    """Return the fields of a form by the names of the JSON object; ``features`` are lines, empty fields are not given.

    A report may be a file or a text. Raises ``ParameterError`` where it is no JSON.
    """
    given: dict[str, Any] = {}
    filters: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if not isinstance(value, str) or not value.strip():
            continue
        if name.startswith("f."):
            filters.setdefault(name[2:], []).append(value)
        elif name in _LISTS:
            given.setdefault(name, []).append(value)
        elif name == "features":
            given[name] = [one for one in value.splitlines() if one.strip()]
        elif name == "report":
            given[name] = json_of(value)
        else:
            given[name] = value
    report = form.get("report")
    if isinstance(report, UploadFile) and report.filename:
        given["report"] = json_of(await report.read())
    return {**given, **({"filters": filters} if filters else {})}


async def draft_file(form: FormData) -> Read | None:
    """Return the draft that a form holds as a file, ``None`` where it holds none. Raises ``ParameterError``."""
    file = form.get("file")
    if file is None or isinstance(file, str):
        return None
    raw = await file.read()
    if not raw and not file.filename:
        return None
    return await run_in_threadpool(read_draft, raw)


def json_of(text: str | bytes) -> Any:
    """Read a report. Raises ``ParameterError``."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ParameterError("report", "报告不是 JSON。", "The report is no JSON.") from None


def checked(given: Any) -> Wanted:
    """Return what is asked, checked. Raises ``RequestValidationError``."""
    try:
        return Wanted.model_validate(given)
    except ValidationError as error:
        faults = error.errors(include_input=False)
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in faults]) from None


def draft_of(searcher: Searcher, wanted: Wanted, read: Read | None, lang: str, budgets: Budgets) -> Draft:
    """Return the draft that is asked about. Raises ``ParameterError`` and the errors of a number."""
    text = read.text if read else wanted.text
    if bool(text.strip()) == bool(wanted.number):
        raise ParameterError(
            "text", "请给出 text、file 或 number 之一。", "Give one of text, file and number.", code="no-draft",
            hint=Wording("请粘贴文字或选择文件。", "Paste a text or choose a file."),
        )  # fmt: skip
    record: Filing | None = read.filing if read else None
    if wanted.number:
        record = records.require(searcher, records.locate(searcher, wanted.number))
    elif wanted.own and record is None:
        record = searcher.record(wanted.own)
    return Draft(
        text="" if wanted.number or (read and read.filing) else text, record=record, features=tuple(wanted.features),
        filters=filters_of(wanted.filters, budgets), before=wanted.before, more=tuple(wanted.more),
        less=tuple(wanted.less), k=wanted.k, lang=lang,
    )  # fmt: skip


def filters_of(filters: Mapping[str, str | list[str]], budgets: Budgets) -> tuple[Filter, ...]:
    """Return filters as the engine takes them. Raises ``ParameterError``."""
    listed = {name: [value] if isinstance(value, str) else value for name, value in filters.items()}
    pairs = [(f"f.{name}", one) for name, values in listed.items() for one in values]
    return params.read(pairs, "en", budgets).request.filters
