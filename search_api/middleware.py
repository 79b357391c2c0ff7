"""What every answer passes: safe headers, the size of a body, the access log without a query string, the counters."""

import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from prometheus_client import Counter, Histogram

from domain.text import Wording
from search_api.logs import log
from search_api.problems import MEDIA_TYPE, problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

REQUESTS = Counter("ipatlas_requests", "Answers by route and status", ["route", "status"])
SECONDS = Histogram("ipatlas_request_seconds", "Seconds until the first byte, by route", ["route"])

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_TOO_LARGE = Wording("请求体过大，请缩短后再发。", "The body is too large; send a shorter one.")


class Guard:
    """The one middleware, plain ASGI: it costs microseconds and lets a stream pass block by block."""

    def __init__(self, app: App, body_bytes: int) -> None:
        self.app = app
        self.body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500
        first = 0.0

        async def guarded_send(message: Message) -> None:
            nonlocal status, first
            if message["type"] == "http.response.start":
                status, first = message["status"], time.perf_counter() - started
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        if _length(scope) > self.body_bytes:
            await _refuse(guarded_send)
        else:
            await self.app(scope, receive, guarded_send)
        route = getattr(scope.get("route"), "path", "other")
        REQUESTS.labels(route, str(status)).inc()
        SECONDS.labels(route).observe(first)
        log.info("request", method=scope["method"], route=route, status=status, ms=round(first * 1000, 1))


def _length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:18])
        if name == b"transfer-encoding":
            return 1 << 62
    return 0


async def _refuse(send: Send) -> None:
    body = json.dumps(problem(413, "too-large", _TOO_LARGE), ensure_ascii=False).encode()
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
