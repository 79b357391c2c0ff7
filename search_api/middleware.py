"""What every answer passes: safe headers, the size of a body, the access log without a query string, the counters.

Invariants: no exception leaves here, so that no server prints one whose message quotes what was asked.
"""

import asyncio
import json
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from prometheus_client import Counter, Histogram

from domain.text import Wording
from search_api.logs import log
from search_api.problems import INTERNAL, MEDIA_TYPE, problem

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

    def __init__(self, app: App, body_bytes: int, draft_bytes: int) -> None:
        self.app = app
        self.body_bytes = body_bytes
        self.draft_bytes = draft_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.draft_bytes if _takes_draft(scope["path"]) else self.body_bytes
        passage = _Passage(receive, send, most)
        try:
            if _declared(scope) > most:
                await passage.refuse(413, "too-large", _TOO_LARGE)
            else:
                await self.app(scope, passage.receive, passage.send)
        except asyncio.CancelledError:  # the service stops and waits no longer
            log.warning("cut short")
        except Exception as error:
            log.error("internal error", kind=type(error).__name__, at=_places(error))
            if not passage.status:
                await passage.refuse(500, "internal", INTERNAL)
        route = _route(scope)
        REQUESTS.labels(route, str(passage.status)).inc()
        SECONDS.labels(route).observe(passage.first)
        log.info(
            "request", method=scope["method"], route=route, status=passage.status, ms=round(passage.first * 1000, 1)
        )


class _Passage:
    """One request on its way: the bytes of its body so far, the status of its answer."""

    def __init__(self, receive: Receive, send: Send, body_bytes: int) -> None:
        self._receive, self._send, self._left = receive, send, body_bytes
        self._started = time.perf_counter()
        self._refused = False
        self.status = 0
        self.first = 0.0

    async def receive(self) -> Message:
        """Give the next piece of the body; of one that is too large no more is read."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            return {"type": "http.request", "body": b"", "more_body": False}
        return message

    async def send(self, message: Message) -> None:
        if self._left < 0 and not self.status:
            await self.refuse(413, "too-large", _TOO_LARGE)
        if self._refused:
            return
        if message["type"] == "http.response.start":
            self.status, self.first = message["status"], time.perf_counter() - self._started
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await self._send(message)

    async def refuse(self, status: int, code: str, detail: Wording) -> None:
        """Answer with a problem instead of what the application says."""
        self._left = 0
        body = json.dumps(problem(status, code, detail), ensure_ascii=False).encode()
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})
        self._refused = True


def _takes_draft(path: str) -> bool:
    """Tell whether an address takes a draft, which may be a file with drawings."""
    return path.endswith(("/prior-art", "/prior-art/report"))


def _declared(scope: Scope) -> int:
    return next(
        (int(value[:18]) for name, value in scope["headers"] if name == b"content-length" and value.isdigit()), 0
    )


def _route(scope: Scope) -> str:
    """Return the pattern of the address, never the address: what was asked may stand in it."""
    path = getattr(scope.get("route"), "path", None)
    prefix = "/api/v1" if scope["path"].startswith("/api/v1/") else ""
    return f"{prefix}{path}" if path else "other"


def _places(error: Exception) -> list[str]:
    """Return where an error arose, without its message and without the lines of code."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
