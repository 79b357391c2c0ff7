"""The one table error → status, as ``application/problem+json`` (RFC 9457), in both languages.

No other module knows an HTTP status. An error of ours is answered by its code; anything unforeseen is answered as
``internal`` without a word of what was asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from domain import errors
from domain.text import Wording

MEDIA_TYPE = "application/problem+json"
CAUGHT: tuple[type[Exception], ...] = (errors.AtlasError, RequestValidationError, HTTPException)
"""What is answered as a problem; the guard answers all else."""

STATUSES: Mapping[type[errors.AtlasError], int] = {
    errors.QueryError: 400,
    errors.RecordNotFound: 404,
    errors.AmbiguousNumber: 300,
    errors.ParameterError: 422,
    errors.TooManyRequests: 429,
    errors.EngineAway: 503,
    errors.EngineTimeout: 503,
    errors.EngineBusy: 503,
    errors.EngineIncompatible: 503,
    errors.EngineDamaged: 503,
    errors.EngineError: 503,
    errors.LoadError: 500,
    errors.NotOurs: 500,
    errors.SettingsError: 500,
    errors.AtlasError: 500,
}
_TITLES = {
    300: Wording("有多种读法", "Several readings"),
    400: Wording("检索式有误", "The query cannot be read"),
    404: Wording("没有这条记录", "Not found"),
    405: Wording("不支持这种请求方法", "Method not allowed"),
    413: Wording("请求过大", "Too large"),
    415: Wording("不支持这种内容", "Unsupported content"),
    422: Wording("参数有误", "A parameter is wrong"),
    429: Wording("请求过多", "Too many requests"),
    500: Wording("内部错误", "Internal error"),
    503: Wording("暂时不可用", "Not available now"),
}
_WRONG_PATH = Wording(
    "没有这个地址。接口列于 /api/v1/openapi.json。",
    "There is no such address. The API is listed at /api/v1/openapi.json.",
)
NO_SUCH_PAGE = {
    "zh": "没有这个网页。可从首页开始，或检索。",
    "en": "There is no such page. Start from the first page, or search.",
}
_TOO_LARGE = Wording("请求体过大。请缩短后再发。", "The body is too large. Send a shorter one.")
_WRONG_METHOD = Wording("这个地址不支持这种请求方法。", "This address does not answer this method.")
_BAD_REQUEST = Wording("请求不完整或格式有误。", "The request is incomplete or malformed.")
INTERNAL = Wording("出现内部错误，已记录。请稍后再试。", "Something failed here and was recorded. Try again later.")


def status_of(error: errors.AtlasError) -> int:
    """Return the status of an error: that of its class, or of the nearest class above."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def problem(status: int, code: str, detail: Wording, *, span: tuple[int, int] | None = None, hint: Wording | None = None,
            **more: Any) -> dict[str, Any]:  # fmt: skip
    """Return the body of a problem; ``title`` is in English, ``detail`` and ``hint`` in both languages."""
    return {
        "type": f"urn:ipatlas:problem:{code}",
        "title": _TITLES.get(status, _TITLES[500]).en,
        "status": status,
        "code": code,
        "detail": {"zh": detail.zh, "en": detail.en},
        "span": list(span) if span else None,
        "hint": {"zh": hint.zh, "en": hint.en} if hint else None,
        **more,
    }


def problem_of(error: errors.AtlasError) -> dict[str, Any]:
    """Return the problem that tells of an error of ours."""
    more: dict[str, Any] = {}
    if isinstance(error, errors.QueryError) and error.repair:
        more["repair"] = error.repair
    if isinstance(error, errors.ParameterError):
        more["parameter"] = error.parameter
    if isinstance(error, errors.AmbiguousNumber):
        more["ids"] = list(error.ids)
    span = error.span if isinstance(error, errors.QueryError) else None
    return problem(status_of(error), error.reason, error.detail, span=span, hint=error.hint, **more)


def title_of(status: int) -> Wording:
    """Return the heading of an error page."""
    return _TITLES.get(status, _TITLES[500])


def answer(error: errors.AtlasError) -> Response:
    """Return the response that tells of an error of ours."""
    headers = {"Retry-After": str(retry_after(error))} if status_of(error) in (429, 503) else {}
    return JSONResponse(problem_of(error), status_of(error), headers, MEDIA_TYPE)


def retry_after(error: errors.AtlasError) -> int:
    """Return in how many seconds to ask again."""
    return error.retry_after if isinstance(error, errors.TooManyRequests) else 5


def problem_of_exception(error: Exception) -> dict[str, Any]:
    """Return the problem that tells of any exception, ours or not."""
    if isinstance(error, errors.AtlasError):
        return problem_of(error)
    if isinstance(error, RequestValidationError):
        names = [".".join(str(one) for one in fault["loc"][1:]) for fault in error.errors()]
        return problem(422, "parameter", _BAD_REQUEST, parameter=", ".join(name for name in names if name) or "body")
    if isinstance(error, HTTPException):
        detail = {404: _WRONG_PATH, 405: _WRONG_METHOD, 413: _TOO_LARGE}.get(error.status_code, _BAD_REQUEST)
        code = {404: "no-such-address", 405: "method-not-allowed", 413: "too-large"}.get(error.status_code, "request")
        return problem(error.status_code, code, detail)
    return problem(500, "internal", INTERNAL)


def wrong_address(methods: Sequence[str]) -> Response:
    """Return the response of an address that is not there, or not for this method: ``methods`` are those it has."""
    error = HTTPException(405, headers={"Allow": ", ".join(methods)}) if methods else HTTPException(404)
    return _plain(problem_of_exception(error), error.headers)


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` as a problem."""

    @app.exception_handler(errors.AtlasError)
    def ours(request: Request, error: errors.AtlasError) -> Response:
        return answer(error)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return _plain(problem_of_exception(error))

    @app.exception_handler(HTTPException)
    def outside(request: Request, error: HTTPException) -> Response:
        return _plain(problem_of_exception(error), error.headers)


def _plain(body: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(body, body["status"], dict(headers or {}), MEDIA_TYPE)
