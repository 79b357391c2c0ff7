"""The ledger of a cluster: a file of its own, in a folder named by the cluster and our prefix.

Invariants: a batch's counts, rejects and next place are kept in one transaction after the cluster has acknowledged
every document; what is to become of each record is noted before, so that a replay after a crash counts as if the
crash had not been; the folder's lock is the operating system's, so a process that died holds none.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from domain.engine import Checkpoint
from domain.errors import EngineDamaged
from indexer import ledger

FILE = "ledger.sqlite"
_OWN = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE begun(sha256 TEXT PRIMARY KEY, outcomes TEXT NOT NULL) WITHOUT ROWID;
"""


def opened(folder: Path) -> sqlite3.Connection:
    """Open the ledger in a folder, made empty where there is none. Raises ``EngineDamaged``."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=30, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        with transaction(connection):
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone() is None:
                for statement in _OWN.split(";"):
                    connection.execute(statement)
                ledger.create(connection)
                connection.execute("INSERT INTO meta VALUES('owner', ?)", (uuid4().hex,))
    except sqlite3.Error:
        raise EngineDamaged("账本文件已损坏或不可写。", "The ledger is damaged or cannot be written.") from None
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block writes, all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def owner(connection: sqlite3.Connection) -> str:
    """Return what tells this ledger from that of another machine."""
    return str(connection.execute("SELECT value FROM meta WHERE name='owner'").fetchone()[0])


def begun(connection: sqlite3.Connection, sha256: str) -> dict[str, str]:
    """Return what was to become of the records of a batch that was not completed."""
    row = connection.execute("SELECT outcomes FROM begun WHERE sha256=?", (sha256,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def begin(connection: sqlite3.Connection, sha256: str, outcomes: Mapping[str, str]) -> None:
    """Note what is to become of the records of a batch, before the first of them is written."""
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO begun VALUES(?, ?)", (sha256, json.dumps(dict(outcomes))))


def complete(
    connection: sqlite3.Connection, checkpoint: Checkpoint, outcomes: Sequence[str], left: Mapping[str, str]
) -> None:
    """Keep a batch's counts, rejects and next place; ``left`` is what still waits of an earlier batch."""
    with transaction(connection):
        ledger.keep(connection, checkpoint, outcomes)
        if left:
            connection.execute(
                "INSERT OR REPLACE INTO begun VALUES(?, ?)", (checkpoint.file_sha256, json.dumps(dict(left)))
            )
        else:
            connection.execute("DELETE FROM begun WHERE sha256=?", (checkpoint.file_sha256,))
