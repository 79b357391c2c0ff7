"""Files read and prepared in a process of their own, so that parsing and writing use a core each.

Invariants: batches come in the order of the file and exactly as if read here; the reader waits when two deliveries lie
unread, so memory does not grow; when the writer dies, the reader ends with it.
"""

import gc
import multiprocessing
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from domain.engine import Checkpoint, Reject
from domain.errors import AtlasError
from domain.parts import Part
from domain.text import Wording
from loaders.load import Unread, read_parts

Preparation = Callable[[Sequence[Part]], object]
_BATCH = 100
"""Records read at a time: some hundreds of short ones fill a transaction, a hundred long ones are 30 MiB prepared."""
_WAITING = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What to read: one file, from where, and what to assume."""

    path: Path
    source: str | None = None
    source_date: str | None = None
    after: Checkpoint | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Some records of a file, prepared, with what was rejected and skipped among them."""

    records: tuple[object, ...]
    rejects: tuple[Reject, ...]
    read: int
    skipped: int
    unrecognised: tuple[Unread, ...]
    source: str | None
    version: int
    member: str | None
    next_record: int
    progress: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read to its end, in words that can travel between processes."""

    kind: str
    code: str
    detail: Wording
    hint: Wording | None
    format_name: str = ""


Given = Delivery | Failure


def read_here(order: Order, preparation: Preparation) -> Iterator[Given]:
    """Read and prepare one file in this process; a failure is the last thing given."""
    try:
        for batch in read_parts(
            order.path, source=order.source, source_date=order.source_date, after=order.after, batch_size=_BATCH
        ):
            source = batch.source
            yield Delivery(
                tuple(preparation(parts) for parts in batch.records),
                tuple(batch.rejects),
                batch.read,
                batch.skipped,
                tuple(batch.unrecognised),
                source.name if source else None,
                source.version if source else 1,
                batch.member,
                batch.next_record,
                batch.progress,
                batch.complete,
            )
    except (AtlasError, OSError) as error:
        yield failure_of(error)


def failure_of(error: AtlasError | OSError) -> Failure:
    """Return why a file could not be read, in words that can travel between processes."""
    if isinstance(error, AtlasError):
        format_name = str(getattr(error, "format_name", ""))
        return Failure(type(error).__name__, error.reason, error.detail, error.hint, format_name)
    reason = error.strerror or type(error).__name__
    return Failure(
        "OSError", "unreadable", Wording(f"文件读不出：{reason}", f"The file cannot be read: {reason}"), None
    )


class ReadingProcess:
    """A second process that reads files as they are ordered.

    It is a program of its own and not a copy of this one: it imports what reading needs, not what a command needs.
    """

    def __init__(self, preparation: Preparation) -> None:
        self._here, there = multiprocessing.Pipe()
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; from indexer import reading_ahead as r; r.serve({there.fileno()})"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.DEVNULL, pass_fds=[there.fileno()]
        )
        there.close()
        self._here.send(preparation)

    def read(self, order: Order) -> Iterator[Given]:
        """Yield what the other process reads of one file; it must be taken to its end, or the process closed."""
        self._here.send(order)
        arrived: queue.Queue[bytes | None] = queue.Queue(_WAITING)
        threading.Thread(target=self._receive, args=(arrived,), daemon=True).start()
        while True:
            raw = arrived.get()
            if raw is None:
                yield Failure("Died", "reader-died", Wording("读取进程中断。", "The reading process died."), None)
                return
            given = pickle.loads(raw)
            if given is None:
                return
            yield given

    def _receive(self, arrived: "queue.Queue[bytes | None]") -> None:
        with suppress(EOFError, OSError):
            while True:
                raw = self._here.recv_bytes()
                arrived.put(raw)
                if raw == _END:
                    return
        arrived.put(None)

    def close(self) -> None:
        """End the other process."""
        self._here.close()
        self._process.kill()
        self._process.wait(5)


_END = pickle.dumps(None)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for reference cycles seldom: a load makes millions of small values and hardly a cycle; a sixth of its time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def serve(descriptor: int) -> None:
    """Read the files ordered until the writer hangs up; Ctrl-C is the writer's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with rare_collections(), suppress(EOFError, BrokenPipeError, ConnectionError):
        connection: Connection[object, Any] = Connection(descriptor)
        preparation: Preparation = connection.recv()
        while True:
            order = connection.recv()
            for given in read_here(order, preparation):
                connection.send_bytes(pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
            connection.send_bytes(_END)
