"""Parse records in order, here or in a pool of processes, with few of them in memory at a time.

Invariants: outcomes come in the order of the records; at most ``AHEAD`` tasks wait, each of some records whose bytes
stay below ``TASK_BYTES``.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future

from domain.filings import Origin
from loaders.parse import Outcome, parse_records, parsed_by
from loaders.records import RawRecord
from loaders.sources import Source

TASK_RECORDS = 32
TASK_BYTES = 1024 * 1024
AHEAD = 4
Sent = tuple[RawRecord, Origin, bool]


def outcomes(source: Source, records: Iterator[Sent], pool: Executor | None) -> Iterator[tuple[RawRecord, Outcome]]:
    """Yield each record with what became of it."""
    if pool is None:
        for record, origin, sample in records:
            yield record, parsed_by(source, record, origin, sample)
        return
    waiting: deque[tuple[list[Sent], Future[list[Outcome]]]] = deque()
    for task in _tasks(records):
        waiting.append((task, pool.submit(parse_records, source.name, task)))
        if len(waiting) > AHEAD:
            yield from _done(*waiting.popleft())
    while waiting:
        yield from _done(*waiting.popleft())


def _tasks(records: Iterator[Sent]) -> Iterator[list[Sent]]:
    task: list[Sent] = []
    size = 0
    for sent in records:
        task.append(sent)
        size += len(sent[0].raw)
        if len(task) >= TASK_RECORDS or size >= TASK_BYTES:
            yield task
            task, size = [], 0
    if task:
        yield task


def _done(task: list[Sent], future: "Future[list[Outcome]]") -> Iterator[tuple[RawRecord, Outcome]]:
    for (record, _, _), outcome in zip(task, future.result(), strict=True):
        yield record, outcome
