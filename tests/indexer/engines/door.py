"""An HTTP door between a client and a server of the tests, which may turn work away, or lose an answer on its way."""

import http.client
import json
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, bytes]
Passed = Callable[[bytes], Answer]
Deal = Callable[[str, bytes, Passed], Answer | None]
"""Given a path, a body and how to pass a body on, returns what is answered; ``None`` hangs up instead."""


class Door:
    """Listens on a port of its own; ``deal`` decides what becomes of each bulk, everything else is passed on."""

    def __init__(self, url: str, deal: Deal) -> None:
        host, _, port = url.removeprefix("http://").rpartition(":")

        class Keeper(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kept: list[tuple[str, str]] = []

                def passed(given: bytes) -> Answer:
                    behind = http.client.HTTPConnection(host, int(port), timeout=60)
                    headers = {name: self.headers[name] for name in ("Content-Type", "Accept") if name in self.headers}
                    behind.request(self.command, self.path, given, headers)
                    answer = behind.getresponse()
                    kept[:] = [
                        (name, value)
                        for name, value in answer.getheaders()
                        if name.lower().startswith(("x-", "content-type"))
                    ]
                    whole = answer.read()
                    behind.close()
                    return answer.status, whole

                dealt = deal(self.path, body, passed) if "/_bulk" in self.path else passed(body)
                if dealt is None:
                    self.close_connection = True
                    return
                self.send_response(dealt[0])
                for name, value in kept or [
                    ("Content-Type", "application/json"),
                    ("X-Elastic-Product", "Elasticsearch"),
                ]:
                    self.send_header(name, value)
                length = 0 if self.command == "HEAD" else len(dealt[1])
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(dealt[1][:length])

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = serve

            def log_message(self, *given: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *given: object) -> None:
                pass

        self._server = Quiet(("127.0.0.1", 0), Keeper)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown()
            self._server.server_close()


class Losing:
    """Lets every n-th bulk through and loses its answer."""

    def __init__(self, every: int) -> None:
        self.every, self.seen, self.lost = every, 0, 0

    def __call__(self, path: str, body: bytes, passed: Passed) -> Answer | None:
        self.seen += 1
        answer = passed(body)
        if self.seen % self.every:
            return answer
        self.lost += 1
        return None


class Busy:
    """Answers 429 for a share of the operations of each bulk and passes the others on; ``sent`` counts operations."""

    def __init__(self, share: float) -> None:
        self.dice, self.share, self.turned_away, self.sent = random.Random(4), share, 0, 0

    def __call__(self, path: str, body: bytes, passed: Passed) -> Answer:
        operations = _operations(body)
        away = [self.dice.random() < self.share for _ in operations]
        self.sent += len(operations)
        self.turned_away += sum(away)
        let_in = [one for one, turned in zip(operations, away, strict=True) if not turned]
        status, raw = passed(b"".join(let_in)) if let_in else (200, b'{"items": []}')
        answer: dict[str, Any] = json.loads(raw)
        items = iter(answer["items"])
        full = {"index": {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "full"}}}
        return status, json.dumps({**answer, "items": [full if turned else next(items) for turned in away]}).encode()


def _operations(body: bytes) -> list[bytes]:
    lines = iter(body.splitlines(keepends=True))
    return [line if line.startswith(b'{"delete"') else line + next(lines) for line in lines]
