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

from domain.engine import Checkpoint, Reject
from domain.errors import FileStopped, LoadError, ParameterError, Unrecognised
from domain.filings import Origin
from domain.parts import Part
from domain.text import Wording
from loaders.archives import Member, members
from loaders.catalog import SOURCES
from loaders.detect import head_of, source_of
from loaders.occurrences import Occurrences
from loaders.parse import Fault, Outcome, parsed_by
from loaders.record_counts import Count, count_of
from loaders.records import RawRecord, context_of, cut
from loaders.sources import Skipped, Source
from loaders.splitting import parts_of
from loaders.streams import CHUNK, Ahead, Readable

BATCH = 500
BATCH_BYTES = 1024 * 1024
"""Bytes of records after which a batch is given out, so that memory stays bounded and a writer never waits long."""
PATIENCE = 20
"""Records that are read before the share of rejects is looked at."""
MAX_SHARE = 0.2
_SAMPLED = 250
_UNREAD = 10_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A member that no source reads; ``format_name`` where the format is a known one."""

    member: str | None
    format_name: str


@dataclass(slots=True)
class Batch:
    """What some hundreds of records gave, and where to go on after them."""

    file: str
    source: Source | None = None
    member: str | None = None
    next_record: int = 0
    records: list[tuple[Part, ...]] = field(default_factory=list)
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
    def parts(self) -> list[Part]:
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
) -> Iterator[Batch]:
    """Yield the batches of one file.

    ``source`` names the source instead of having it found from the content; ``source_date`` is the date of records that
    give none.
    """
    if source is not None and source not in {one.name for one in sources}:
        raise ParameterError("source", "没有这个数据来源", "there is no such source")
    reading = _Reading(path, source, source_date, after, batch_size, sources)
    try:
        yield from reading.batches()
    except LoadError:
        if reading.batch.size or reading.batch.unrecognised:
            yield reading.taken()
        raise
    last = reading.taken()
    last.complete = True
    yield last


class _Counted:
    """A stream that shows every piece to the count on its way to the cutter."""

    def __init__(self, stream: Readable, count: Count) -> None:
        self._stream, self._count = stream, count

    def read(self, size: int = CHUNK, /) -> bytes:
        piece = self._stream.read(size)
        if piece:
            self._count.feed(piece)
        return piece


class _Reading:
    """The state of one read: the batch that is being filled, occurrences so far, and the checkpoint ahead."""

    def __init__(
        self,
        path: Path,
        source: str | None,
        date: str | None,
        after: Checkpoint | None,
        size: int,
        sources: Sequence[Source],
    ) -> None:
        self._path, self._date, self._size, self._sources = path, date, size, sources
        self._forced = next((one for one in sources if one.name == source), None)
        self._ahead = after if after is not None and (after.next_record or after.member) else None
        self._occurrences = Occurrences()
        self._read = self._rejected = self._weight = 0
        self.batch = Batch(path.name)

    def taken(self) -> Batch:
        """Return the batch and begin the next at the same place."""
        batch, self._weight = self.batch, 0
        self.batch = Batch(batch.file, batch.source, batch.member, batch.next_record, progress=batch.progress)
        return batch

    def batches(self) -> Iterator[Batch]:
        for member in members(self._path):
            found = self._source_of(member)
            if found is None:
                if len(self.batch.unrecognised) >= _UNREAD:
                    yield self.taken()
                continue
            if self.batch.source is not found and self.batch.size:
                yield self.taken()
            self.batch.source = found
            yield from self._member(member, found)

    def _source_of(self, member: Member) -> Source | None:
        if self._forced is not None and member.name is None:
            return self._forced
        try:
            known = source_of(head_of(member.short or member.file, member.stream), self._sources)
        except Unrecognised as error:
            if member.name is None:
                _taste(member)
                raise
            self._pass_by(member.name, error.format_name)
            return None
        return self._forced or known

    def _pass_by(self, name: str, format_name: str) -> None:
        if self._ahead is None:
            self.batch.unrecognised.append(Unread(name, format_name))
            self.batch.member, self.batch.next_record = name, 0
        elif self._ahead.member == name:
            self._ahead = None

    def _member(self, member: Member, source: Source) -> Iterator[Batch]:
        count = count_of(source.layout, member.stream.peek(64 * 1024))
        read = 0
        for record, origin in self._records(member, source, count):
            outcome = parsed_by(source, record, origin, sample=self._read % _SAMPLED == 0)
            if self.batch.size >= self._size or self._weight >= BATCH_BYTES:
                yield self.taken()
            read += 1
            self._take(source, member, record, outcome)
        if self._ahead is None:
            self.batch.read += count.total() - read
        elif (self._ahead.member, self._ahead.next_record) == (member.name, read):
            self._ahead = None

    @staticmethod
    def _records(member: Member, source: Source, count: Count) -> Iterator[tuple[RawRecord, Origin]]:
        for record in cut(Ahead(_Counted(member.stream, count)), source.layout):
            origin = Origin(
                source=source.name,
                file=member.file,
                member=member.short,
                offset=record.offset,
                loader_version=source.version,
            )
            yield record, origin

    def _take(self, source: Source, member: Member, record: RawRecord, outcome: Outcome) -> None:
        passed = self._passed(member, record)
        self._read += 1
        if not passed:
            self._weight += len(record.raw)
            self.batch.read += 1
            self.batch.unread_elements.update(outcome.unread)
            self.batch.member, self.batch.next_record = member.name, record.index + 1
            self.batch.progress = member.progress()
        if isinstance(outcome.parsed, Fault):
            self._rejected += 1
            if not passed:
                self.batch.rejects.append(_reject(source, member, record, outcome.parsed))
        elif isinstance(outcome.parsed, Skipped):
            self.batch.skipped += not passed
        else:
            parts = parts_of(source, record.raw, outcome.parsed, outcome.groups, self._date, self._occurrences)
            if not passed and parts:
                self.batch.records.append(parts)
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

    def _passed(self, member: Member, record: RawRecord) -> bool:
        """Say whether the record lies before the checkpoint."""
        if self._ahead is None:
            return False
        if member.name == self._ahead.member and record.index >= self._ahead.next_record:
            self._ahead = None
            return False
        return True


def _taste(member: Member) -> None:
    """Read the first 75 MiB of a compressed file that no source reads, so that a bomb is called one."""
    for _ in range(300):
        if member.size is not None or not member.stream.read(CHUNK):
            return


def _reject(source: Source, member: Member, record: RawRecord, fault: Fault) -> Reject:
    return Reject(
        file=member.file,
        member=member.name,
        offset=record.offset,
        stage=fault.stage,
        code=fault.code,
        reason_zh=fault.zh,
        reason_en=fault.en,
        raw=record.raw,
        context=context_of(record, source.name),
    )
