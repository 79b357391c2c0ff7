"""The technology tree (技术分解表) of a navigation: branches with their queries, hits tagged by hand (标引), hits taken
out of a branch as noise (去噪), and judgements of a sample.

Invariants: each tagging, exclusion and judgement says who, when and why; the tree is replaced as a whole, and what was
tagged or taken out stays, by the branch's name.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.workspace.opening import now, written


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the tree: its name, the branch above it, and its query as typed (empty: what its branches find)."""

    name: str
    parent: str | None
    query: str


@dataclass(frozen=True, slots=True)
class Tagging:
    """A record (by id) under a tag, or taken out of a branch: when, by whom, why."""

    name: str
    id: str
    at: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of a sampled record: does it belong to the scope?"""

    id: str
    relevant: bool
    at: str
    by: str


def keep_branches(connection: sqlite3.Connection, tree: Sequence[Branch]) -> None:
    """Replace the tree; the order of ``tree`` is kept."""
    with written(connection):
        connection.execute("DELETE FROM branches")
        connection.executemany(
            "INSERT INTO branches(name, place, parent, query) VALUES(?, ?, ?, ?)",
            [(one.name, place, one.parent, one.query) for place, one in enumerate(tree)],
        )


def branches(connection: sqlite3.Connection) -> tuple[Branch, ...]:
    """Return the tree in its order."""
    rows = connection.execute("SELECT name, parent, query FROM branches ORDER BY place")
    return tuple(Branch(*row) for row in rows)


def tag(connection: sqlite3.Connection, name: str, ids: Iterable[str], by: str, why: str) -> None:
    """Put records under a tag; a later tagging of the same record replaces the earlier."""
    _put(connection, "taggings", name, ids, by, why)


def untag(connection: sqlite3.Connection, name: str, ids: Iterable[str]) -> None:
    """Take records from under a tag."""
    _drop(connection, "taggings", "tag", name, ids)


def tagged(connection: sqlite3.Connection, name: str | None = None) -> tuple[Tagging, ...]:
    """Return what stands under a tag, or under every tag, by tag and id."""
    return _stand(connection, "taggings", "tag", name)


def tags(connection: sqlite3.Connection) -> dict[str, int]:
    """Return each tag and how many records stand under it."""
    return dict(connection.execute("SELECT tag, COUNT(*) FROM taggings GROUP BY tag ORDER BY tag"))


def set_aside(connection: sqlite3.Connection, branch: str, ids: Iterable[str], by: str, why: str) -> None:
    """Take records out of a branch as noise."""
    _put(connection, "noise", branch, ids, by, why)


def take_back(connection: sqlite3.Connection, branch: str, ids: Iterable[str]) -> None:
    """Let records count in a branch again."""
    _drop(connection, "noise", "branch", branch, ids)


def noise(connection: sqlite3.Connection, branch: str | None = None) -> tuple[Tagging, ...]:
    """Return what was taken out of a branch, or of every branch, by branch and id."""
    return _stand(connection, "noise", "branch", branch)


def judge(connection: sqlite3.Connection, scope: str, verdicts: Iterable[tuple[str, bool]], by: str) -> None:
    """Keep what a person says of sampled records of a scope (a branch's name, or the hash of a query)."""
    at = now()
    with written(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO judgements VALUES(?, ?, ?, ?, ?)",
            [(scope, id, int(relevant), at, by) for id, relevant in verdicts],
        )


def judged(connection: sqlite3.Connection, scope: str) -> tuple[Judgement, ...]:
    """Return the judgements of a scope, by id."""
    rows = connection.execute("SELECT id, relevant, at, by FROM judgements WHERE scope=? ORDER BY id", (scope,))
    return tuple(Judgement(id, bool(relevant), at, by) for id, relevant, at, by in rows)


def _put(connection: sqlite3.Connection, table: str, name: str, ids: Iterable[str], by: str, why: str) -> None:
    at = now()
    with written(connection):
        connection.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES(?, ?, ?, ?, ?)", [(name, id, at, by, why) for id in ids]
        )


def _drop(connection: sqlite3.Connection, table: str, column: str, name: str, ids: Iterable[str]) -> None:
    with written(connection):
        connection.executemany(f"DELETE FROM {table} WHERE {column}=? AND id=?", [(name, id) for id in ids])


def _stand(connection: sqlite3.Connection, table: str, column: str, name: str | None) -> tuple[Tagging, ...]:
    where, values = (f" WHERE {column}=?", (name,)) if name is not None else ("", ())
    rows = connection.execute(f"SELECT {column}, id, at, by, why FROM {table}{where} ORDER BY {column}, id", values)
    return tuple(Tagging(*row) for row in rows)
