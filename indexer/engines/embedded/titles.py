"""Titles of class symbols from the reference tables that were loaded, and where symbols stand in their trees."""

import sqlite3
from collections.abc import Sequence

from domain.engine import ClassTitle
from indexer.engines.embedded.store import rows_in

_COLUMNS = "scheme, symbol, parent, level, title_zh, title_en"


def titles_of(connection: sqlite3.Connection, scheme: str, symbols: Sequence[str]) -> dict[str, ClassTitle]:
    """Return the titles of the symbols that are known."""
    statement = f"SELECT {_COLUMNS} FROM titles WHERE scheme=? AND symbol IN ({{}})"
    found = (ClassTitle(*row) for row in rows_in(connection, statement, symbols, scheme))  # type: ignore[arg-type]
    return {one.symbol: one for one in found}


def titled_children(connection: sqlite3.Connection, scheme: str, symbol: str) -> list[ClassTitle]:
    """Return the symbols one level below, in order; those at the top for an empty symbol."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM titles WHERE scheme=? AND coalesce(parent, '')=? ORDER BY place"
        if not symbol
        else f"SELECT {_COLUMNS} FROM titles WHERE scheme=? AND parent=? ORDER BY place",
        (scheme, symbol),
    )
    return [ClassTitle(*row) for row in rows]


def children_of(connection: sqlite3.Connection, scheme: str, symbol: str) -> list[str]:
    """Return the symbols one level below by the table."""
    statement = "SELECT symbol FROM titles WHERE scheme=? AND parent=? ORDER BY place"
    return [row[0] for row in connection.execute(statement, (scheme, symbol))]


def titles_matching(connection: sqlite3.Connection, scheme: str, words: str, size: int) -> list[ClassTitle]:
    """Return symbols whose title holds every word, in either language, higher ones first."""
    wanted = words.casefold().split()
    if not wanted or size <= 0:
        return []
    tests = " AND ".join("instr(words, ?)>0" for _ in wanted)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM titles WHERE scheme=? AND {tests} ORDER BY level, place LIMIT ?",
        (scheme, *wanted, size),
    )
    return [ClassTitle(*row) for row in rows]
