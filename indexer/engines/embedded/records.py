"""Writing records: which parts are newer, what record they make, and the rows that keep it.

Invariants: a part is replaced only by one of a higher age; of the same part read twice the smaller place is kept, so
that the order of files does not matter; an amendment meets every record that answers to its target, whichever came
first; a new record of one delivery is written as it was prepared, nothing is read back for it.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain import codec
from domain.engine import PartOutcome
from domain.filings import Amendment, Filing
from domain.numbers import keys_of
from domain.parts import Part, assemble, restricted
from indexer.engines import kept
from indexer.engines.embedded.prepared import Prepared, Stored
from indexer.engines.embedded.prepared import stored as prepared_alone
from indexer.engines.embedded.store import many, rows_in
from indexer.engines.entries import Entry, restated
from indexer.engines.kept import AMENDMENT, APART, SHARED, WITHDRAWN, Header

_PART_COLUMNS = "id, source, grp, kind, rank, right, version, loader, file, member, offset, paths, body"


class Change(NamedTuple):
    """A record that changed: what the index must do; ``entry`` is ``None`` for a withdrawal."""

    num: int
    sequence: int
    entry: Entry | None
    fresh: bool


@dataclass(slots=True)
class _Held:
    """A part as it is held: in the store, or new in this batch with its body or the filing that it shares."""

    head: Header
    body: int | None = None
    packed: bytes | None = None
    whole: Stored | None = None
    dirty: bool = False


@dataclass(slots=True)
class Counters:
    """What the writer counts on: the last record number, body number and sequence given, and the newest day read."""

    num: int
    body: int
    sequence: int
    newest: int
    amendments: int


@dataclass(slots=True)
class _Batch:
    held: dict[str, dict[tuple[str, str], _Held]]
    known: set[str]
    """Ids that had parts before this batch."""
    dirty: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    once: dict[str, Prepared] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def write(
    connection: sqlite3.Connection, counters: Counters, records: Sequence[Prepared]
) -> tuple[list[PartOutcome], list[Change]]:
    """Write a batch in an open transaction; return the records' outcomes and what the index must do."""
    ids = {one.headers[0].id for one in records}
    batch = _Batch(held={id: {} for id in ids}, known=set())
    _load_parts(connection, batch, ids)
    batch.known = {id for id in ids if batch.held[id]}
    outcomes = [_admit(batch, counters, one) for one in records]
    batch.dirty |= {id for id in _answering(connection, batch.targets) if id not in batch.dirty}
    _load_parts(connection, batch, {id for id in batch.dirty if id not in batch.held})
    fresh = _fresh(connection, batch, counters)
    _insert_fresh(connection, batch, counters, fresh)
    for id in sorted(batch.dirty - fresh.keys()):
        _rebuild(connection, batch, counters, id)
    _write_parts(connection, counters, [one for parts in batch.held.values() for one in parts.values() if one.dirty])
    return outcomes, batch.changes


def _admit(batch: _Batch, counters: Counters, record: Prepared) -> PartOutcome:
    """Take a record's parts that are newer than those held; return what became of the record."""
    outcome: PartOutcome = "stale"
    id = record.headers[0].id
    parts = batch.held[id]
    touched = False
    for head, packed in zip(record.headers, record.bodies, strict=True):
        before = parts.get((head.source, head.group))
        standing = kept.standing(before.head if before is not None else None, head)
        if standing == "older":
            continue
        body = before.body if before is not None else None
        counters.amendments += head.kind == AMENDMENT and (before is None or before.head.kind != AMENDMENT)
        parts[(head.source, head.group)] = _Held(head, body, packed, record.stored, dirty=True)
        touched = True
        if AMENDMENT in (head.kind, before.head.kind if before is not None else head.kind):
            batch.targets.add(id)
        else:
            batch.dirty.add(id)
        if standing == "newer":
            counters.newest = max(counters.newest, head.version >> 39)
            if head.kind != WITHDRAWN:
                outcome = "indexed"
            elif outcome == "stale":
                outcome = "withdrawn"
    if touched:
        batch.once[id] = record
        if any(one.whole is not record.stored for one in parts.values()):
            batch.known.add(id)
    return outcome


def _fresh(connection: sqlite3.Connection, batch: _Batch, counters: Counters) -> dict[str, Prepared]:
    """Return the new records that are complete as they were prepared: one delivery, and no amendment waits for them."""
    fresh = {
        id: record
        for id, record in batch.once.items()
        if id in batch.dirty and id not in batch.known and record.stored is not None and id not in batch.targets
    }
    if counters.amendments and fresh:
        keys = {key for one in fresh.values() if one.stored for key in one.stored.keys}
        waiting = {
            str(row[0])
            for row in rows_in(connection, f"SELECT id FROM parts WHERE kind={AMENDMENT} AND id IN ({{}})", keys)
        }
        waiting |= batch.targets & keys
        if waiting:
            fresh = {id: one for id, one in fresh.items() if one.stored and not waiting.intersection(one.stored.keys)}
    return fresh


def _insert_fresh(
    connection: sqlite3.Connection, batch: _Batch, counters: Counters, fresh: dict[str, Prepared]
) -> None:
    rows, keys = [], []
    for id, record in fresh.items():
        stored, head = record.stored, record.headers[0]
        assert stored is not None
        counters.num += 1
        counters.sequence += 1
        expired = is_over(stored.flips, counters.newest)
        version = max(one.version for one in record.headers)
        rows.append(
            (
                counters.num,
                id,
                counters.sequence,
                1,
                version,
                head.right,
                stored.flips,
                expired,
                stored.light,
                stored.heavy,
            )
        )
        keys += [(key, counters.num) for key in stored.keys]
        batch.changes.append(Change(counters.num, counters.sequence, _shown(stored.entry, expired), True))
    many(connection, "INSERT INTO records VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    keys.sort()
    many(connection, "INSERT OR IGNORE INTO keys VALUES(?, ?)", keys)


def _rebuild(connection: sqlite3.Connection, batch: _Batch, counters: Counters, id: str) -> None:
    """Assemble a record from all its parts and the amendments that it answers to, and write it."""
    row = connection.execute("SELECT num, light, heavy, live FROM records WHERE id=?", (id,)).fetchone()
    held = [one for one in batch.held[id].values() if one.head.kind in (SHARED, APART)]
    parts = [kept.part_of(one.head, _content(connection, one, row)) for one in held]
    filing = assemble(id, parts) if parts else None
    if filing is None:
        if row is not None and row[3]:
            counters.sequence += 1
            connection.execute(
                "UPDATE records SET seq=?, live=0, flips=NULL, light=NULL, heavy=NULL WHERE num=?",
                (counters.sequence, row[0]),
            )
            connection.execute("DELETE FROM keys WHERE num=?", (row[0],))
            batch.changes.append(Change(row[0], counters.sequence, None, False))
        return
    amendments = _amendments(connection, batch, keys_of(filing))
    if amendments:
        filing = assemble(id, [*parts, *amendments]) or filing
    for one, part in zip(held, parts, strict=True):
        _settle(one, part, filing)
    version = max(part.version for part in [*parts, *amendments])
    _replace(connection, batch, counters, row[0] if row else None, prepared_alone(filing), filing, version)


def _settle(one: _Held, part: Part, filing: Filing) -> None:
    """Decide whether a part needs a body of its own beside the record assembled anew."""
    kind = SHARED if kept.shares(filing, part) else APART
    if kind == APART and one.packed is None and (one.body is None or one.head.kind == SHARED):
        one.packed, one.dirty = kept.body(part), True
    if kind != one.head.kind:
        one.head, one.dirty = one.head._replace(kind=kind), True


def _replace(
    connection: sqlite3.Connection, batch: _Batch, counters: Counters, num: int | None, stored: Stored, filing: Filing,
    version: int,
) -> None:  # fmt: skip
    counters.sequence += 1
    expired = is_over(stored.flips, counters.newest)
    values = (counters.sequence, 1, version, filing.right, stored.flips, expired, stored.light, stored.heavy)
    fresh = num is None
    if num is None:
        counters.num += 1
        num = counters.num
        connection.execute("INSERT INTO records VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (num, filing.id, *values))
    else:
        connection.execute(
            "UPDATE records SET seq=?, live=?, version=?, right=?, flips=?, expired=?, light=?, heavy=? WHERE num=?",
            (*values, num),
        )
        connection.execute("DELETE FROM keys WHERE num=?", (num,))
    many(connection, "INSERT OR IGNORE INTO keys VALUES(?, ?)", [(key, num) for key in stored.keys])
    batch.changes.append(Change(num, counters.sequence, _shown(stored.entry, expired), fresh))


def _content(
    connection: sqlite3.Connection, one: _Held, row: tuple[int, bytes, bytes | None, int] | None
) -> Filing | Amendment:
    """Return a part's content, from wherever it lies."""
    if one.packed is not None:
        return _unpacked(one.head, one.packed)
    if one.head.kind == SHARED:
        whole = one.whole if one.dirty else None
        assert whole is not None or row is not None
        light, heavy = (whole.light, whole.heavy) if whole else (row[1], row[2])  # type: ignore[index]
        filing = kept.decoded(light, heavy)
        return restricted(filing, one.head.paths) if one.head.paths else filing
    found = connection.execute("SELECT body FROM bodies WHERE num=?", (one.body,)).fetchone()
    return _unpacked(one.head, found[0])


def _unpacked(head: Header, packed: bytes) -> Filing | Amendment:
    raw = kept.unpack(packed)
    return codec.decode_amendment(raw) if head.kind == AMENDMENT else codec.decode(raw)


def _amendments(connection: sqlite3.Connection, batch: _Batch, keys: Sequence[str]) -> list[Part]:
    """Return the amendments whose target is one of the keys, those of this batch first."""
    found: dict[tuple[str, str, str], _Held] = {}
    statement = f"SELECT {_PART_COLUMNS} FROM parts WHERE kind={AMENDMENT} AND id IN ({{}})"
    for row in rows_in(connection, statement, keys):
        one = _held(row)
        found[one.head.key] = one
    for key in keys:
        for one in batch.held.get(key, {}).values():
            if one.head.kind == AMENDMENT:
                found[one.head.key] = one
    return [kept.part_of(one.head, _content(connection, one, None)) for one in found.values()]


def _answering(connection: sqlite3.Connection, targets: Iterable[str]) -> set[str]:
    """Return the ids of the records that answer to one of the keys."""
    statement = "SELECT id FROM keys JOIN records USING(num) WHERE key IN ({})"
    return {str(row[0]) for row in rows_in(connection, statement, sorted(targets))}


def _load_parts(connection: sqlite3.Connection, batch: _Batch, ids: Iterable[str]) -> None:
    listed = sorted(ids)
    for id in listed:
        batch.held.setdefault(id, {})
    for row in rows_in(connection, f"SELECT {_PART_COLUMNS} FROM parts WHERE id IN ({{}})", listed):
        one = _held(row)
        batch.held[one.head.id][(one.head.source, one.head.group)] = one


def _held(row: tuple[object, ...]) -> _Held:
    return _Held(kept.header_of(row), row[12])  # type: ignore[arg-type]


def _write_parts(connection: sqlite3.Connection, counters: Counters, parts: Iterable[_Held]) -> None:
    rows, bodies, gone = [], [], []
    for one in parts:
        body = one.body
        if one.packed is not None:
            if body is None:
                counters.body += 1
                body = counters.body
            bodies.append((body, one.packed))
        elif body is not None and one.head.kind in (SHARED, WITHDRAWN):
            gone.append((body,))
            body = None
        rows.append((*one.head[:11], " ".join(one.head.paths), body))
    many(connection, "INSERT OR REPLACE INTO bodies VALUES(?, ?)", bodies)
    many(connection, "INSERT OR REPLACE INTO parts VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    many(connection, "DELETE FROM bodies WHERE num=?", gone)


def is_over(flips: int | None, newest: int) -> bool:
    """Tell whether a term's last day lies before the newest day read (as a version packs it)."""
    return flips is not None and flips < (newest >> 9) * 10_000 + (newest >> 5 & 15) * 100 + (newest & 31)


def _shown(entry: Entry, expired: bool) -> Entry:
    return restated(entry, "expired") if expired else entry
