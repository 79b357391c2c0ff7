"""The record store: one SQLite file with records, parts, keys, class titles and the ledger; it is the truth.

Invariants: whatever is written together is committed together; ``records.seq`` grows with every change of a record,
so that a derived index catches up by it; a part with ``kind`` ``SHARED`` has no body of its own, because cutting the
record down to the part's paths gives it back.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from domain.errors import EngineDamaged, EngineIncompatible, NotOurs
from indexer import ledger

FORMAT = "2"
FILE = "atlas.sqlite"
_CHUNK = 500

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records(
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, live INTEGER NOT NULL,
  version INTEGER NOT NULL, right TEXT NOT NULL, flips INTEGER, expired INTEGER NOT NULL,
  light BLOB, heavy BLOB);
CREATE INDEX records_seq ON records(seq);
CREATE INDEX records_flips ON records(flips) WHERE expired = 0 AND flips IS NOT NULL;
CREATE TABLE parts(
  id TEXT NOT NULL, source TEXT NOT NULL, grp TEXT NOT NULL, kind INTEGER NOT NULL, rank TEXT NOT NULL, right TEXT,
  version INTEGER NOT NULL, loader INTEGER NOT NULL, file TEXT NOT NULL, member TEXT, offset INTEGER NOT NULL,
  paths TEXT NOT NULL, body INTEGER, PRIMARY KEY(id, source, grp)) WITHOUT ROWID;
CREATE TABLE bodies(num INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE keys(key TEXT NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(key, num)) WITHOUT ROWID;
CREATE TABLE sources(
  right TEXT NOT NULL, source TEXT NOT NULL, office TEXT NOT NULL, newest INTEGER NOT NULL,
  PRIMARY KEY(right, source, office)) WITHOUT ROWID;
CREATE TABLE titles(
  scheme TEXT NOT NULL, symbol TEXT NOT NULL, place TEXT NOT NULL, parent TEXT, level INTEGER NOT NULL,
  title_zh TEXT, title_en TEXT, words TEXT NOT NULL, PRIMARY KEY(scheme, symbol)) WITHOUT ROWID;
CREATE INDEX titles_parent ON titles(scheme, parent);
"""


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """Open a store that exists; a reader may not write. Raises ``EngineDamaged``, ``EngineIncompatible``."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA mmap_size=268435456")
        connection.execute("PRAGMA wal_autocheckpoint=4000")
        connection.execute("PRAGMA temp_store=MEMORY")
        if readonly:
            connection.execute("PRAGMA query_only=1")
        found = connection.execute("SELECT value FROM meta WHERE name='format'").fetchone()
    except sqlite3.Error:
        raise damaged() from None
    if found is None or found[0] != FORMAT:
        raise EngineIncompatible(
            "该数据文件由另一版本写成。请用写成它的版本，或重新载入。",
            "The records were written by another version. Use that version, or load the files again.",
        )
    return connection


def damaged() -> EngineDamaged:
    """Return the error of a store that SQLite cannot read."""
    return EngineDamaged(
        "数据文件已损坏。请运行 ipatlas doctor，或从备份恢复。",
        "The record store is damaged. Run ipatlas doctor, or restore a backup.",
    )


def create(folder: Path) -> Path:
    """Make an empty store in an empty or absent folder, or return the one there. Raises ``NotOurs``."""
    path = folder / FILE
    if path.exists() and path.stat().st_size:
        return path
    if folder.exists() and any(
        one.name not in (FILE, "lock") and not one.name.startswith(FILE) for one in folder.iterdir()
    ):
        raise NotOurs(
            "该文件夹已有其他内容，不是 IP Atlas 建立的。请另选空文件夹。",
            "The folder holds something that IP Atlas did not make. Choose an empty folder.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        connection.execute("PRAGMA page_size=8192")
        connection.execute("PRAGMA journal_mode=WAL")
        with transaction(connection):
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone() is None:
                for statement in _TABLES.split(";"):
                    connection.execute(statement)
                ledger.create(connection)
                put(connection, "format", FORMAT)
    finally:
        connection.close()
    return path


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


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """See one state of the store in the whole block."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def get(connection: sqlite3.Connection, name: str, default: str = "") -> str:
    """Return a value of the store's own notes."""
    found = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return default if found is None else str(found[0])


def put(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Keep a value among the store's own notes."""
    connection.execute("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)", (name, str(value)))


def rows_in(
    connection: sqlite3.Connection, statement: str, values: Sequence[object] | set[str], *before: object
) -> Iterator[tuple[object, ...]]:
    """Run a statement whose ``{}`` stands for a list of ``values``, in bites that SQLite takes."""
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        bite = listed[start : start + _CHUNK]
        yield from connection.execute(statement.format(",".join("?" * len(bite))), (*before, *bite))


def many(connection: sqlite3.Connection, statement: str, rows: Iterable[Sequence[object]]) -> None:
    """Run a statement for each row."""
    connection.executemany(statement, rows)
