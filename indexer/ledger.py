"""The ledger: which files were read how far, the runs that read them, and the records in quarantine.

Its tables lie in the embedded engine's own SQLite file and commit with the records; for a cluster they lie in a file
of their own. Invariants: a file is known by its SHA-256; a reject is known by file, member and offset, so reading a
file again adds none.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import zstandard

from domain.engine import Checkpoint, Reject

_TABLES = """
CREATE TABLE files(
  sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL, loader_version INTEGER NOT NULL, member TEXT,
  next_record INTEGER NOT NULL, counts TEXT NOT NULL, complete INTEGER NOT NULL, updated TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs(
  num INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, counts TEXT NOT NULL, outcome TEXT NOT NULL);
CREATE TABLE rejects(
  num INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, file TEXT NOT NULL, member TEXT NOT NULL, offset INTEGER NOT NULL,
  stage TEXT NOT NULL, code TEXT NOT NULL, reason_zh TEXT NOT NULL, reason_en TEXT NOT NULL, source TEXT NOT NULL,
  raw BLOB NOT NULL, context TEXT NOT NULL, UNIQUE(sha256, member, offset));
"""
_COLUMNS = "num, sha256, source, file, member, offset, stage, code, reason_zh, reason_en, raw, context"


@dataclass(frozen=True, slots=True)
class FileState:
    """How far a file was read, and the counts since it began."""

    sha256: str
    name: str
    source: str
    loader_version: int
    member: str | None
    next_record: int
    counts: Mapping[str, int]
    complete: bool
    updated: str


@dataclass(frozen=True, slots=True)
class Run:
    """One call of ``load``; ``outcome`` is ``running`` until it ended."""

    num: int
    started: str
    finished: str | None
    counts: Mapping[str, int]
    outcome: str


@dataclass(frozen=True, slots=True)
class KeptReject:
    """A record in quarantine with the number it is called by."""

    num: int
    sha256: str
    source: str
    reject: Reject


def create(connection: sqlite3.Connection) -> None:
    """Make the ledger's tables in an open transaction."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)


def file_state(connection: sqlite3.Connection, sha256: str) -> FileState | None:
    """Return how far a file was read; ``None`` when it was never begun."""
    return next(_files(connection, "WHERE sha256=?", (sha256,)), None)


def files(connection: sqlite3.Connection) -> list[FileState]:
    """Return every file, the latest first."""
    return list(_files(connection, "ORDER BY updated DESC, name", ()))


def _files(connection: sqlite3.Connection, tail: str, values: tuple[object, ...]) -> Iterator[FileState]:
    columns = "sha256, name, source, loader_version, member, next_record, counts, complete, updated"
    for row in connection.execute(f"SELECT {columns} FROM files {tail}", values):
        sha256, name, source, version, member, record, counts, complete, updated = row
        yield FileState(sha256, name, source, version, member, record, json.loads(counts), bool(complete), updated)


def write_checkpoint(connection: sqlite3.Connection, checkpoint: Checkpoint) -> None:
    """Keep how far a file is read, and the batch's rejects, in an open transaction."""
    counts = json.dumps(dict(checkpoint.counts))
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            checkpoint.file_sha256, checkpoint.file, checkpoint.source, checkpoint.loader_version, checkpoint.member,
            checkpoint.next_record, counts, checkpoint.complete, _now(),
        ),
    )  # fmt: skip
    pack = zstandard.ZstdCompressor(level=3).compress
    for one in checkpoint.rejects:
        connection.execute(
            "INSERT INTO rejects(sha256, file, member, offset, stage, code, reason_zh, reason_en, source, raw, context) "
            "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(sha256, member, offset) DO UPDATE SET "
            "stage=excluded.stage, code=excluded.code, reason_zh=excluded.reason_zh, reason_en=excluded.reason_en, "
            "source=excluded.source, raw=excluded.raw, context=excluded.context",
            (
                checkpoint.file_sha256, one.file, one.member or "", one.offset, one.stage, one.code, one.reason_zh,
                one.reason_en, checkpoint.source, pack(one.raw), one.context,
            ),
        )  # fmt: skip


def keep(connection: sqlite3.Connection, checkpoint: Checkpoint, outcomes: Iterable[str]) -> None:
    """Keep what a batch came to, in an open transaction: counts with its outcomes, rejects, and where to go on."""
    if checkpoint.anew:
        forget_rejects_of(connection, checkpoint.file_sha256)
    for num in checkpoint.settled:
        forget_reject(connection, num)
    counts = Counter(checkpoint.counts)
    counts.update(outcomes)
    write_checkpoint(connection, replace(checkpoint, counts=counts))


def begin_run(connection: sqlite3.Connection) -> int:
    """Note that a load began; return its number."""
    cursor = connection.execute("INSERT INTO runs(started, counts, outcome) VALUES(?, '{}', 'running')", (_now(),))
    return int(cursor.lastrowid or 0)


def end_run(connection: sqlite3.Connection, num: int, counts: Mapping[str, int], outcome: str) -> None:
    """Note how a load ended: ``complete``, ``inconsistent`` or ``stopped``."""
    connection.execute(
        "UPDATE runs SET finished=?, counts=?, outcome=? WHERE num=?", (_now(), json.dumps(dict(counts)), outcome, num)
    )


def runs(connection: sqlite3.Connection, limit: int = 20) -> list[Run]:
    """Return the latest loads, the latest first."""
    rows = connection.execute(
        "SELECT num, started, finished, counts, outcome FROM runs ORDER BY num DESC LIMIT ?", (limit,)
    )
    return [Run(row[0], row[1], row[2], json.loads(row[3]), row[4]) for row in rows]


def rejects(connection: sqlite3.Connection, *, after: int = 0, limit: int = 1_000) -> list[KeptReject]:
    """Return records in quarantine by number."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM rejects WHERE num>? ORDER BY num LIMIT ?", (after, limit))
    return [_reject(row) for row in rows]


def reject(connection: sqlite3.Connection, num: int) -> KeptReject | None:
    """Return one record in quarantine."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM rejects WHERE num=?", (num,)).fetchone()
    return None if row is None else _reject(row)


def reject_count(connection: sqlite3.Connection) -> int:
    """Return how many records are in quarantine."""
    return int(connection.execute("SELECT count(*) FROM rejects").fetchone()[0])


def forget_reject(connection: sqlite3.Connection, num: int) -> None:
    """Take a record that could be read after all out of quarantine."""
    connection.execute("DELETE FROM rejects WHERE num=?", (num,))


def forget_rejects_of(connection: sqlite3.Connection, sha256: str) -> None:
    """Empty the quarantine of one file, before it is read again from its start."""
    connection.execute("DELETE FROM rejects WHERE sha256=?", (sha256,))


def _reject(row: tuple[object, ...]) -> KeptReject:
    num, sha256, source, file, member, offset, stage, code, zh, en, raw, context = row
    assert isinstance(num, int) and isinstance(offset, int) and isinstance(raw, bytes)
    return KeptReject(
        num, str(sha256), str(source),
        Reject(
            file=str(file), member=str(member) or None, offset=offset, stage=str(stage), code=str(code),
            reason_zh=str(zh), reason_en=str(en), raw=zstandard.ZstdDecompressor().decompress(raw),
            context=str(context),
        ),
    )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
