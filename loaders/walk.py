"""The walk through one file: its members, their sources, their records cut, with an independent count of each member.

Invariants: nothing is parsed here; each record is one step; a member that no source reads is a step, and raises
``Unrecognised`` where it is the file itself.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.errors import Unrecognised
from loaders.archives import Member, members
from loaders.catalog import SOURCES
from loaders.detect import head_of, source_of
from loaders.record_counts import Count, count_of
from loaders.records import cut
from loaders.sources import Source
from loaders.steps import Begun, Ended, Job, Passed, Step
from loaders.streams import CHUNK, Ahead, Readable

_SAMPLED = 250


class Walk:
    """The steps of one file; ``forced`` reads it whatever its content, ``date`` is that of records that give none."""

    def __init__(
        self, path: Path, forced: Source | None = None, date: str | None = None, sources: Sequence[Source] = SOURCES
    ) -> None:
        self._path, self._forced, self._date, self._sources = path, forced, date, sources
        self._cut = 0

    def steps(self) -> Iterator[Step]:
        for member in members(self._path):
            found = self._source_of(member)
            if isinstance(found, Passed):
                yield found
            else:
                yield Begun(found)
                yield from self._records(member, found)

    def _source_of(self, member: Member) -> Source | Passed:
        if self._forced is not None and member.name is None:
            return self._forced
        try:
            known = source_of(head_of(member.short or member.file, member.stream), self._sources)
        except Unrecognised as error:
            if member.name is None:
                _taste(member)
                raise
            return Passed(member.name, error.format_name)
        return self._forced or known

    def _records(self, member: Member, source: Source) -> Iterator[Step]:
        count = count_of(source.layout, member.stream.peek(64 * 1024))
        before, short = self._cut, member.short
        for record in cut(Ahead(_Counted(member.stream, count)), source.layout):
            sampled = self._cut % _SAMPLED == 0
            self._cut += 1
            yield Job(source, member.file, member.name, short, record, self._date, sampled, member.progress())
        yield Ended(member.name, self._cut - before, count.total())


class _Counted:
    """A stream that shows every piece to the count on its way to the cutter."""

    def __init__(self, stream: Readable, count: Count) -> None:
        self._stream, self._count = stream, count

    def read(self, size: int = CHUNK, /) -> bytes:
        piece = self._stream.read(size)
        if piece:
            self._count.feed(piece)
        return piece


def _taste(member: Member) -> None:
    """Read the first 75 MiB of a compressed file that no source reads, so that a bomb is called one."""
    for _ in range(300):
        if member.size is not None or not member.stream.read(CHUNK):
            return
