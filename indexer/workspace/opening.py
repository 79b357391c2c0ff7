"""The file of what people keep of their own: it lies beside the ledger, so that no load, rebuild or restore touches it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from domain.engine import Engine
from domain.errors import EngineDamaged
from indexer.engines.connect import ledger_of
from indexer.engines.lists import FILE

Connection = sqlite3.Connection
"""An open workspace."""
_TABLES = """
CREATE TABLE IF NOT EXISTS searches(
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, query TEXT, answer TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs(
  search TEXT NOT NULL, at TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dismissals(
  search TEXT NOT NULL, hit TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(search, hit)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS searches_at ON searches(kind, at);
CREATE INDEX IF NOT EXISTS runs_search ON runs(search);
CREATE TABLE IF NOT EXISTS branches(
  name TEXT PRIMARY KEY, place INTEGER NOT NULL, parent TEXT, query TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS taggings(
  tag TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY(tag, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS noise(
  branch TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY(branch, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judgements(
  scope TEXT NOT NULL, id TEXT NOT NULL, relevant INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY(scope, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS maps(
  place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stability REAL NOT NULL);
CREATE TABLE IF NOT EXISTS topics(
  map TEXT NOT NULL, topic INTEGER NOT NULL, ids BLOB NOT NULL, PRIMARY KEY(map, topic)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published(
  place INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL, data_date TEXT,
  figures TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS published_name ON published(name, place);
"""


@contextmanager
def opened(engine: Engine) -> Iterator[sqlite3.Connection]:
    """Open the workspace beside an engine's ledger, made empty where there is none. Raises ``EngineDamaged``."""
    with closing(ledger_of(engine)) as ledger:
        folder = Path(str(ledger.execute("PRAGMA database_list").fetchone()[2])).parent
    try:
        connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=30, check_same_thread=False)
        with closing(connection):
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(_TABLES)
            yield connection
    except sqlite3.Error:
        raise EngineDamaged(
            "工作区文件已损坏或不可写。", "The workspace's file is damaged or cannot be written."
        ) from None


@contextmanager
def written(connection: sqlite3.Connection) -> Iterator[None]:
    """Make what is written within one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def now() -> str:
    """Return this second in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
