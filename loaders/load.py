"""Read one file of an office as batches of parts: container, record, format, filing, each step apart.

Used by the load like this::

    sha256 = file_digest(path)                        # a file already complete under it need not be read again
    for batch in read_parts(path, after=checkpoint):  # checkpoint: the ledger's, or None for a file read from its start
        for parts in batch.records:                   # one tuple for each record that is a filing, amendment, withdrawal
            ...                                       # write them: indexed, stale or withdrawn
        # one transaction: the parts, batch.rejects, the counts, and batch.member with batch.next_record
        # read += batch.read; skipped += batch.skipped; rejected += len(batch.rejects)

``batch.read`` is what an independent scan of the bytes counts: while a member is being read it counts the records cut,
and with the member's last batch the difference between both counts is added, so that ``read = indexed + stale +
withdrawn + rejected + skipped`` fails where a record was lost. Members that no source reads are in
``batch.unrecognised``. ``Unrecognised`` is raised when the file itself is such content, ``ArchiveRefused`` for an
archive that cannot be trusted and ``FileStopped`` when, after 20 records, more than a fifth was rejected; each comes
after a batch with everything read before it.

A read that goes on ``after`` a checkpoint passes over the records before it: they are parsed again, though not given
out, since a part's version holds the how-manieth of its id in the file; so the same parts with the same versions come as
from an uninterrupted read, and the ledger need not keep ids.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest as digest_of
from pathlib import Path
from typing import Generic

from domain.engine import Checkpoint, Reject
from domain.errors import FileStopped, LoadError, ParameterError
from domain.parts import Part
from domain.text import Wording
from loaders.catalog import SOURCES
from loaders.occurrences import Occurrences
from loaders.parse import Fault
from loaders.records import context_of
from loaders.sources import Source
from loaders.splitting import occurrence
from loaders.steps import PARTS, Begun, Ended, Given, Job, Making, Passed, R, Step
from loaders.walk import Walk

BATCH = 500
BATCH_BYTES = 1024 * 1024
"""Bytes of records after which a batch is given out, so that memory stays bounded and a writer never waits long."""
PATIENCE = 20
"""Records that are read before the share of rejects is looked at."""
MAX_SHARE = 0.2
_UNREAD = 10_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A member that no source reads; ``format_name`` where the format is a known one."""

    member: str | None
    format_name: str


@dataclass(slots=True)
class Batch(Generic[R]):
    """What some hundreds of records gave, and where to go on after them."""

    file: str
    source: Source | None = None
    member: str | None = None
    next_record: int = 0
    records: list[R] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    read: int = 0
    skipped: int = 0
    unrecognised: list[Unread] = field(default_factory=list)
    unread_elements: Counter[str] = field(default_factory=Counter)
    """Elements with text that the source never looked at, counted in a sample of the records."""
    progress: int = 0
    """Bytes of the file that are passed."""
    complete: bool = False
    """This is the file's last batch."""

    @property
    def parts(self: "Batch[tuple[Part, ...]]") -> list[Part]:
        """The parts of all records."""
        return [part for parts in self.records for part in parts]

    @property
    def rejected(self) -> int:
        return len(self.rejects)

    @property
    def size(self) -> int:
        return len(self.records) + len(self.rejects) + self.skipped


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return digest_of(file, "sha256").hexdigest()


def read_parts(
    path: Path,
    *,
    source: str | None = None,
    source_date: str | None = None,
    after: Checkpoint | None = None,
    batch_size: int = BATCH,
    sources: Sequence[Source] = SOURCES,
) -> Iterator[Batch[tuple[Part, ...]]]:
    """Yield the batches of one file.

    ``source`` names the source instead of having it found from the content; ``source_date`` is the date of records that
    give none.
    """
    return read_made(path, PARTS, source, source_date, after, batch_size, sources)


def read_made(
    path: Path,
    making: Making[R],
    source: str | None = None,
    source_date: str | None = None,
    after: Checkpoint | None = None,
    batch_size: int = BATCH,
    sources: Sequence[Source] = SOURCES,
) -> Iterator[Batch[R]]:
    """Yield the batches of one file, their records as ``making`` makes them of parts; see ``read_parts``."""
    if source is not None and source not in {one.name for one in sources}:
        raise ParameterError("source", "没有这个数据来源", "there is no such source")
    forced = next((one for one in sources if one.name == source), None)
    reading = _Reading(path.name, making, after, batch_size)
    try:
        yield from reading.batches(Walk(path, forced, source_date, sources).steps())
    except LoadError:
        if reading.batch.size or reading.batch.unrecognised:
            yield reading.taken()
        raise
    last = reading.taken()
    last.complete = True
    yield last


class _Reading(Generic[R]):
    """The state of one read: the batch that is being filled, occurrences so far, and the checkpoint ahead."""

    def __init__(self, file: str, making: Making[R], after: Checkpoint | None, size: int) -> None:
        self._making, self._size = making, size
        self._ahead = after if after is not None and (after.next_record or after.member) else None
        self._occurrences = Occurrences()
        self._read = self._rejected = self._weight = 0
        self.batch: Batch[R] = Batch(file)

    def taken(self) -> Batch[R]:
        """Return the batch and begin the next at the same place."""
        batch, self._weight = self.batch, 0
        self.batch = Batch(batch.file, batch.source, batch.member, batch.next_record, progress=batch.progress)
        return batch

    def batches(self, steps: Iterator[Step]) -> Iterator[Batch[R]]:
        for step, given in self._making.through(steps):
            if isinstance(step, Job):
                assert given is not None
                if self.batch.size >= self._size or self._weight >= BATCH_BYTES:
                    yield self.taken()
                self._take(step, given)
            elif isinstance(step, Begun):
                if self.batch.source is not step.source and self.batch.size:
                    yield self.taken()
                self.batch.source = step.source
            elif isinstance(step, Ended):
                self._end(step)
            else:
                self._pass_by(step)
                if len(self.batch.unrecognised) >= _UNREAD:
                    yield self.taken()

    def _pass_by(self, step: Passed) -> None:
        if self._ahead is None:
            self.batch.unrecognised.append(Unread(step.member, step.format_name))
            self.batch.member, self.batch.next_record = step.member, 0
        elif self._ahead.member == step.member:
            self._ahead = None

    def _end(self, step: Ended) -> None:
        if self._ahead is None:
            self.batch.read += step.counted - step.cut
        elif (self._ahead.member, self._ahead.next_record) == (step.member, step.cut):
            self._ahead = None

    def _take(self, step: Job, given: Given) -> None:
        passed = self._passed(step)
        self._read += 1
        if not passed:
            self._weight += len(step.record.raw)
            self.batch.read += 1
            self.batch.unread_elements.update(given.unread)
            self.batch.member, self.batch.next_record = step.member, step.record.index + 1
            self.batch.progress = step.progress
        if given.fault is not None:
            self._rejected += 1
            if not passed:
                self.batch.rejects.append(_reject(step, given.fault))
        else:
            made = self._counted(step.source, given)
            if not passed and made is not None:
                self.batch.records.append(made)
            elif not passed:
                self.batch.skipped += 1
        if self._read > PATIENCE and self._rejected > MAX_SHARE * self._read:
            raise FileStopped(
                f"{self._read} 条记录中有 {self._rejected} 条被拒，停止读取此文件",
                f"{self._rejected} of {self._read} records were rejected: reading of this file stopped",
                hint=Wording(
                    "格式可能已改变；先看 ipatlas rejects list", "the format may have changed: see ipatlas rejects list"
                ),
            )

    def _counted(self, source: Source, given: Given) -> R | None:
        """Return what was made, as that of the how-manieth record of its name."""
        times = self._occurrences.add(given.name) if given.name else 1
        made: R | None = given.made
        return made if times == 1 or made is None else self._making.again(made, occurrence(source, times))

    def _passed(self, step: Job) -> bool:
        """Say whether the record lies before the checkpoint."""
        if self._ahead is None:
            return False
        if step.member == self._ahead.member and step.record.index >= self._ahead.next_record:
            self._ahead = None
            return False
        return True


def _reject(step: Job, fault: Fault) -> Reject:
    return Reject(
        file=step.file,
        member=step.member,
        offset=step.record.offset,
        stage=fault.stage,
        code=fault.code,
        reason_zh=fault.zh,
        reason_en=fault.en,
        raw=step.record.raw,
        context=context_of(step.record, step.source.name),
    )
