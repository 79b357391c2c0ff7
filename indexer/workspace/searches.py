"""Searches that were recorded with what they found, and findings set aside with a reason.

Invariants: a record never changes after it was kept, later runs and dismissals stand beside it; a record kept without its
query holds none of the words that were asked.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from indexer.workspace.opening import now


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A finding of a search that someone set aside, and why."""

    hit: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """A later run of the same search, and what had changed."""

    at: str
    changed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordedSearch:
    """A search as it was kept; ``query`` is ``None`` where the office keeps records without it."""

    id: str
    kind: str
    at: str
    query: Mapping[str, Any] | None
    answer: Mapping[str, Any]
    dismissals: tuple[Dismissal, ...] = ()
    runs: tuple[Run, ...] = ()


def keep(
    connection: sqlite3.Connection, kind: str, query: Mapping[str, Any] | None, answer: Mapping[str, Any]
) -> RecordedSearch:
    """Keep a search and what it found; return it with the id that it is called by."""
    kept = RecordedSearch(uuid4().hex[:16], kind, now(), query, answer)
    packed = None if query is None else json.dumps(query, ensure_ascii=False)
    connection.execute(
        "INSERT INTO searches VALUES(?, ?, ?, ?, ?)",
        (kept.id, kind, kept.at, packed, json.dumps(answer, ensure_ascii=False)),
    )
    return kept


def recorded(connection: sqlite3.Connection, id: str) -> RecordedSearch | None:
    """Return a search that was kept, with its later runs and dismissals."""
    row = connection.execute("SELECT id, kind, at, query, answer FROM searches WHERE id=?", (id,)).fetchone()
    if row is None:
        return None
    dismissals = connection.execute("SELECT hit, at, reason FROM dismissals WHERE search=? ORDER BY at, hit", (id,))
    runs = connection.execute("SELECT at, changed FROM runs WHERE search=? ORDER BY at, rowid", (id,))
    return RecordedSearch(
        row[0], row[1], row[2], None if row[3] is None else json.loads(row[3]), json.loads(row[4]),
        tuple(Dismissal(*one) for one in dismissals), tuple(Run(at, json.loads(changed)) for at, changed in runs),
    )  # fmt: skip


def dismiss(connection: sqlite3.Connection, id: str, hit: str, reason: str) -> None:
    """Set a finding of a kept search aside with a reason; a later reason replaces an earlier one."""
    connection.execute("INSERT OR REPLACE INTO dismissals VALUES(?, ?, ?, ?)", (id, hit, now(), reason))


def note_run(connection: sqlite3.Connection, id: str, changed: Mapping[str, Any]) -> None:
    """Note that a kept search was run again, and what had changed."""
    connection.execute("INSERT INTO runs VALUES(?, ?, ?)", (id, now(), json.dumps(changed, ensure_ascii=False)))


def forget(connection: sqlite3.Connection, id: str) -> None:
    """Remove a search with all that stands beside it."""
    for table, column in (("searches", "id"), ("runs", "search"), ("dismissals", "search")):
        connection.execute(f"DELETE FROM {table} WHERE {column}=?", (id,))
