"""One file as deliveries: its records prepared for an engine, with what was rejected, and where to go on after them.

Invariant: deliveries come in the order of the file, and are the same whoever prepares the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.engine import Checkpoint, Reject
from domain.errors import AtlasError
from domain.text import Wording
from indexer.engines.kept import occurring
from indexer.readers import Preparation
from loaders.load import Unread, read_made
from loaders.steps import Making

_BATCH = 100
"""Records read at a time: some hundreds of short ones fill a transaction, a hundred long ones are 30 MiB prepared."""


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
    """Why a file could not be read to its end, in words."""

    kind: str
    code: str
    detail: Wording
    hint: Wording | None
    format_name: str = ""


def preparing(preparation: Preparation) -> Making[Any]:
    """Return what prepares records in this process."""
    return Making(preparation, occurring)


def deliveries(order: Order, making: Making[Any]) -> Iterator[Delivery | Failure]:
    """Read and prepare one file; a failure is the last thing given."""
    try:
        for batch in read_made(order.path, making, order.source, order.source_date, order.after, _BATCH):
            source = batch.source
            yield Delivery(
                tuple(batch.records),
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
    """Return why a file could not be read, in words."""
    if isinstance(error, AtlasError):
        format_name = str(getattr(error, "format_name", ""))
        return Failure(type(error).__name__, error.reason, error.detail, error.hint, format_name)
    reason = error.strerror or type(error).__name__
    return Failure(
        "OSError", "unreadable", Wording(f"文件读不出：{reason}", f"The file cannot be read: {reason}"), None
    )
