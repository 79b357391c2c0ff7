"""Ask ``GET /api/v1/search`` over HTTP with two workers and 16 keep-alive connections: ``python -m bench.http``.

The questions are those of ``bench.query`` without facets; the load generator runs on the same machine. The bare side is
one process that makes the same service calls one after the other, without HTTP.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from bench.figures import Figure, arguments, percentile, told
from bench.indexes import index_of, opened
from bench.questions import KINDS, Pairs, questions
from search_api import params, search
from search_api.settings import Budgets

_CONNECTIONS, _WORKERS = 16, 2
_PATIENCE = 300.0
"""Seconds after which a server that does not answer has not started: a busy machine needs many."""
_BUDGETS = Budgets(cost_ms=1e9)


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "http", 100_000)
    parser.add_argument("--index", type=Path, help="a folder to keep the index in, or that holds one already")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long to ask (%(default)s)")
    wanted = parser.parse_args(given)
    asked = [[*pairs, ("size", "10")] for pairs in chain(*zip(*(questions(kind, 30) for kind in KINDS), strict=True))]
    with index_of(wanted.size, wanted.index) as folder:
        bare = in_process(folder, asked, wanted.seconds / 3)
        with served({"IPATLAS_ENGINE": f"embedded:{folder}"}) as port:
            asyncio.run(drive(port, asked, min(2.0, wanted.seconds / 3)))
            start = time.perf_counter()
            times, failed = asyncio.run(drive(port, asked, wanted.seconds))
            rate = len(times) / (time.perf_counter() - start)
    last = percentile(times, 0.95)
    figure = Figure(
        f"{len(times):,} requests, {failed} failed", f"{rate:.0f}/s, p50 {percentile(times, 0.5):.0f} ms, p95 {last:.0f} ms",
        f"{bare:.0f}/s in one process", rate / bare, "≥ 150/s, p95 ≤ 150 ms", rate >= 150 and last <= 150 and not failed,
    )  # fmt: skip
    told(
        f"search over HTTP, {wanted.size:,} filings, {_WORKERS} workers, {_CONNECTIONS} connections",
        [figure],
        wanted.json,
    )
    return 0


def in_process(folder: Path, asked: list[Pairs], seconds: float) -> float:
    """Return how many service calls a second one thread makes."""
    engine = opened(folder)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds or count < len(asked):
        searcher = engine.searcher()
        search.search(searcher, params.read(asked[count % len(asked)], "en", _BUDGETS), _BUDGETS)
        searcher.close()
        count += 1
    rate = count / (time.perf_counter() - start)
    engine.close()
    return rate


@contextmanager
def served(settings: Mapping[str, str], workers: int = _WORKERS) -> Iterator[int]:
    """Serve an index on a free port of this machine; ``settings`` are those of the engine, as environment variables."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {**os.environ, **settings, "IPATLAS_RATE": "0"}
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--workers", str(workers)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


async def drive(port: int, asked: list[Pairs], seconds: float) -> tuple[list[float], int]:
    """Ask over all connections for some seconds; return the milliseconds of each answer and how many failed."""
    lines = [f"/api/v1/search?{urlencode(pairs)}" for pairs in asked]
    until = time.perf_counter() + seconds
    each = await asyncio.gather(*(_client(port, lines, place, until) for place in range(_CONNECTIONS)))
    return [took for times, _ in each for took in times], sum(failed for _, failed in each)


async def _client(port: int, lines: list[str], place: int, until: float) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times, failed, number = [], 0, place * 7
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(f"GET {lines[number % len(lines)]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        status = await _answer(reader)
        times.append((time.perf_counter() - start) * 1000)
        failed += status != 200
        number += 1
    writer.close()
    return times, failed


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one whole answer; return its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        length = head.partition("content-length:")[2].partition("\r\n")[0]
        await reader.readexactly(int(length or 0))
    return int(head.split(" ", 2)[1])


if __name__ == "__main__":
    sys.exit(main())
