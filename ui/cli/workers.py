"""Several serving processes on one port: each has a socket of its own, so that the kernel spreads the connections.

Invariants: a process that dies is started again, unless it dies at once; when the parent goes, the workers go.
"""

import multiprocessing
import os
import signal
import socket
import threading
import time
from multiprocessing.process import BaseProcess
from typing import Any

import uvicorn

from indexer.garbage import rare_collections

_SOON = 10.0
"""Seconds within which the death of a worker means that it cannot start."""
_GRACE = 10.0
_APP = "ui.main:app"
_URL_BYTES = 1 << 18
"""A query of 16,000 Chinese characters is 144,000 bytes of an address."""


def serve(host: str, port: int, workers: int) -> bool:
    """Serve until SIGINT or SIGTERM; return whether it ended so."""
    stop = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, frame: stop.set())  # the server raises the signal again once it has stopped
    if workers == 1:
        _run(host, port, None)
        return stop.is_set()
    with bound(host, port):
        return _kept(host, port, workers, stop)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket on the address that does not listen yet; several may be bound. Raises ``OSError``."""
    family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, number)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found


def _run(host: str, port: int, sockets: list[socket.socket] | None) -> None:
    """Serve until stopped."""
    with rare_collections():
        uvicorn.Server(_config(host, port)).run(sockets=sockets)


def _config(host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        _APP,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=_URL_BYTES,
        timeout_graceful_shutdown=5,
    )


def _kept(host: str, port: int, workers: int, stop: threading.Event) -> bool:
    """Keep so many workers alive until told to stop; return whether it was told."""
    context = multiprocessing.get_context("spawn")
    running: list[tuple[BaseProcess, float]] = []
    try:
        while not stop.is_set():
            while len(running) < workers:
                worker = context.Process(target=_work, args=(host, port))
                worker.start()
                running.append((worker, time.monotonic()))
            stop.wait(0.5)
            dead = [one for one in running if not one[0].is_alive()]
            if not stop.is_set() and any(time.monotonic() - started < _SOON for _, started in dead):
                return False
            running = [one for one in running if one not in dead]
        return True
    finally:
        _ended([worker for worker, _ in running])


def _ended(workers: list[BaseProcess]) -> None:
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _GRACE
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()
            worker.join()


def _work(host: str, port: int) -> None:
    """Serve in this process on a socket of its own."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, _ignored)
    threading.Thread(target=_follow_parent, daemon=True).start()
    with bound(host, port) as own:
        _run(host, port, [own])


def _ignored(number: int, frame: Any) -> None:
    """Take the signal that the server raises again once it has stopped."""


def _follow_parent() -> None:
    """End with the parent; a signal that comes before the server listens to signals is lost, so it is sent again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        while True:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.5)
