"""The rows of marks of one generation: a SQLite file beside the index, by record number, read many at a time.

Invariants: derived, as the index is; what is written is committed before the generation notes the sequence held, so a
crash is made good by the same catching up; a row that a reader misses belongs to a record that its index does not hold.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.engines.embedded import store

FILE = "rows.sqlite"


def open_for_writing(folder: Path) -> sqlite3.Connection:
    """Open the rows of a generation, made empty where there are none."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows(num INTEGER PRIMARY KEY, line TEXT NOT NULL)")
    return connection


def write(connection: sqlite3.Connection, changed: dict[int, str | None]) -> None:
    """Keep the changed rows; ``None`` takes one out."""
    with store.transaction(connection):
        gone = [(num,) for num, line in changed.items() if line is None]
        store.many(connection, "DELETE FROM rows WHERE num=?", gone)
        kept = [(num, line) for num, line in changed.items() if line is not None]
        store.many(connection, "INSERT OR REPLACE INTO rows VALUES(?, ?)", kept)


def open_for_reading(folder: Path) -> sqlite3.Connection | None:
    """Open the rows of a generation, ``None`` where it has none."""
    path = folder / FILE
    if not path.exists():
        return None
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    connection.execute("PRAGMA query_only=1")
    connection.execute("PRAGMA mmap_size=1073741824")
    return connection


def lines(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the rows of records by number."""
    found = store.rows_in(connection, "SELECT num, line FROM rows WHERE num IN ({})", numbers)
    return dict(found)  # type: ignore[arg-type]


def every(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield every row."""
    for (line,) in connection.execute("SELECT line FROM rows"):
        yield str(line)
