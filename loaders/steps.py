"""The walk through one file as steps, and what each record of it gives, wherever that is worked out.

Invariants: steps come in the order of the file; what a record gives depends on the record alone, so that several
processes may work it out; how often its name was met before in the file is told it afterwards.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from domain.filings import Origin
from domain.parts import Part, with_occurrence
from loaders.parse import Fault, parsed_by
from loaders.records import RawRecord
from loaders.sources import Skipped, Source
from loaders.splitting import name_of, parts_of

R = TypeVar("R")


class Begun(NamedTuple):
    """A member whose source is known begins."""

    source: Source


class Passed(NamedTuple):
    """A member that no source reads."""

    member: str
    format_name: str


class Ended(NamedTuple):
    """A member ends: how many records were cut, and how many an independent count found."""

    member: str | None
    cut: int
    counted: int


class Job(NamedTuple):
    """One record to be read; ``date`` is for a record that gives none, ``progress`` the bytes passed of the file."""

    source: Source
    file: str
    member: str | None
    short: str | None
    record: RawRecord
    date: str | None
    sampled: bool
    progress: int


Step = Begun | Passed | Ended | Job


class Given(NamedTuple):
    """What one record gives: what was made of its parts, and the name under which it is counted; or a fault or a skip."""

    made: Any
    name: str = ""
    fault: Fault | None = None
    unread: Mapping[str, int] = {}
    """Elements with text that the source never looked at; for sampled records alone."""


class Making(Generic[R]):
    """How the parts of a record become what a batch holds (``finish``), and that again at another occurrence (``again``).

    This one works it out where it is asked; see ``indexer.readers`` for the one with processes of its own.
    """

    def __init__(self, finish: Callable[[tuple[Part, ...]], R], again: Callable[[R, int], R]) -> None:
        self.finish, self.again = finish, again

    def through(self, steps: Iterator[Step]) -> Iterator[tuple[Step, Given | None]]:
        """Yield every step in order, each record with what it gives."""
        for step in steps:
            yield step, given_by(step, self.finish) if isinstance(step, Job) else None


def given_by(job: Job, finish: Callable[[tuple[Part, ...]], object]) -> Given:
    """Read one record and finish its parts as those of the first of its name; nothing is made of a skip or a fault."""
    source, record = job.source, job.record
    origin = Origin(
        source=source.name, file=job.file, member=job.short, offset=record.offset, loader_version=source.version
    )
    outcome = parsed_by(source, record, origin, job.sampled)
    parsed, unread = outcome.parsed, outcome.unread
    if isinstance(parsed, Fault):
        return Given(None, fault=parsed, unread=unread)
    if isinstance(parsed, Skipped):
        return Given(None, unread=unread)
    parts = parts_of(source, record.raw, parsed, outcome.groups, job.date)
    return Given(finish(parts) if parts else None, name_of(parsed), None, unread)


def _same(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return parts


def _parts_again(parts: tuple[Part, ...], occurrence: int) -> tuple[Part, ...]:
    return tuple(replace(one, version=with_occurrence(one.version, occurrence)) for one in parts)


PARTS = Making(_same, _parts_again)
"""A batch holds the parts themselves."""
