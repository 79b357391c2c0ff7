"""Processes beside the writer's own that parse and prepare records, so that a load uses every core.

The writer's process walks through a file and cuts it; records travel as bytes, some at a time and to each process in
turn, and come back prepared.

Invariants: answers come in the order of the file and exactly as if made here; no process has more than two portions
unanswered, so memory does not grow; when the writer dies, its readers end with it.
"""

import multiprocessing
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from domain.errors import AtlasError, LoadError
from domain.parts import Part
from indexer.engines.kept import occurring
from indexer.garbage import rare_collections
from loaders.catalog import BY_NAME
from loaders.records import RawRecord
from loaders.steps import Given, Job, Making, Step, given_by

Preparation = Callable[[Sequence[Part]], object]
_RECORDS, _BYTES = 100, 256 * 1024
"""A portion: a hundred short records, or a few long ones."""
_UNANSWERED = 2
_MOST = 4


def readers_at_most() -> int:
    """Return how many processes are worth their start here: one for each core, four at most, for one process writes."""
    return min(_MOST, len(os.sched_getaffinity(0)))


class Readers(Making[Any]):
    """Some processes that read records and prepare them for an engine."""

    def __init__(self, preparation: Preparation, count: int) -> None:
        super().__init__(preparation, occurring)
        self._readers = [_Reader(preparation) for _ in range(count)]
        self._turn = 0

    def through(self, steps: Iterator[Step]) -> Iterator[tuple[Step, Given | None]]:
        """Yield every step in order, each record with what it gives. Raises ``LoadError`` where a process died."""
        asked: deque[tuple[list[Step], _Reader]] = deque()
        failure: AtlasError | OSError | None = None
        walking = True
        try:
            while True:
                while walking and len(asked) < _UNANSWERED * len(self._readers):
                    portion, failure = _portion(steps)
                    walking = bool(portion) and failure is None
                    if portion:
                        asked.append((portion, self._ask(portion)))
                if not asked:
                    break
                portion, reader = asked.popleft()
                given = iter(reader.answer())
                yield from ((step, next(given) if isinstance(step, Job) else None) for step in portion)
        finally:
            for _, reader in asked:
                with suppress(LoadError):
                    reader.answer()
        if failure is not None:
            raise failure

    def _ask(self, portion: Sequence[Step]) -> "_Reader":
        reader = self._readers[self._turn]
        self._turn = (self._turn + 1) % len(self._readers)
        reader.ask([_sent(step) for step in portion if isinstance(step, Job)])
        return reader

    def close(self) -> None:
        """End the processes."""
        for one in self._readers:
            one.close()


def _portion(steps: Iterator[Step]) -> tuple[list[Step], AtlasError | OSError | None]:
    """Return the next steps, and why the file cannot be walked further where that is so."""
    found: list[Step] = []
    size = 0
    try:
        for step in steps:
            found.append(step)
            size += len(step.record.raw) if isinstance(step, Job) else 0
            if len(found) >= _RECORDS or size >= _BYTES:
                break
    except (AtlasError, OSError) as error:
        return found, error
    return found, None


Sent = tuple[str, str, str | None, str | None, bool, tuple[Any, ...]]


def _sent(job: Job) -> Sent:
    """Return a record as plain values, which travel in a third of the time."""
    one = job.record
    raw = (one.raw, one.offset, one.index, one.around, one.header, one.fault)
    return (job.source.name, job.file, job.short, job.date, job.sampled, raw)


def _job(sent: Sent) -> Job:
    name, file, short, date, sampled, raw = sent
    return Job(BY_NAME[name], file, None, short, RawRecord(*raw), date, sampled, 0)


class _Reader:
    """One process: portions go in, what they give comes out, in order.

    It is a program of its own and not a copy of this one: it imports what reading needs, not what a command needs.
    """

    def __init__(self, preparation: Preparation) -> None:
        self._here, there = multiprocessing.Pipe()
        program = f"import sys; sys.path[:] = {sys.path!r}; from indexer import readers as r; r.serve({there.fileno()})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.DEVNULL, pass_fds=[there.fileno()]
        )
        there.close()
        self._asked: queue.SimpleQueue[object | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._asked.put(preparation)
        self._threads = [threading.Thread(target=one, daemon=True) for one in (self._send, self._receive)]
        for one in self._threads:
            one.start()

    def ask(self, portion: Sequence[Sent]) -> None:
        """Order a portion; it is sent when the process takes it."""
        self._asked.put(portion)

    def answer(self) -> list[Given]:
        """Return what the oldest portion without an answer gives, waiting for it."""
        raw = self._answers.get()
        if raw is None:
            self._answers.put(None)
            raise LoadError("读取进程中断。", "The reading process died.", code="reader-died")
        given: list[Given] = pickle.loads(raw)
        return given

    def _send(self) -> None:
        with suppress(OSError, ValueError):
            while (portion := self._asked.get()) is not None:
                self._here.send(portion)

    def _receive(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._answers.put(self._here.recv_bytes())
        self._answers.put(None)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait(5)
        self._asked.put(None)
        for one in self._threads:
            one.join(5)
        self._here.close()


def serve(descriptor: int) -> None:
    """Answer portions until the writer hangs up; Ctrl-C is the writer's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with rare_collections(), suppress(EOFError, BrokenPipeError, ConnectionError):
        connection: Connection[object, Any] = Connection(descriptor)
        preparation: Preparation = connection.recv()
        while True:
            given = [given_by(_job(sent), preparation) for sent in connection.recv()]
            connection.send_bytes(pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
