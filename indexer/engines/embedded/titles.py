"""Titles of class symbols from the reference tables that were loaded, and where symbols stand in their trees."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from domain.classification import sort_key
from domain.engine import ClassTitle
from indexer.engines.embedded.store import many, rows_in

_COLUMNS = "scheme, symbol, parent, level, title_zh, title_en"


def write(connection: sqlite3.Connection, given: Sequence[ClassTitle]) -> None:
    """Keep titles in an open transaction; what a table does not say of a symbol stays as an earlier one said it."""
    known: dict[tuple[str, str], ClassTitle] = {}
    for scheme in {one.scheme for one in given}:
        for symbol, title in titles_of(
            connection, scheme, [one.symbol for one in given if one.scheme == scheme]
        ).items():
            known[scheme, symbol] = title
    for one in given:
        old = known.get((one.scheme, one.symbol), one)
        known[one.scheme, one.symbol] = replace(
            one,
            parent=one.parent or old.parent,
            title_zh=one.title_zh or old.title_zh,
            title_en=one.title_en or old.title_en,
        )
    rows = []
    for one in known.values():
        words = "\0".join(text.casefold() for text in (one.title_zh, one.title_en) if text)
        place = sort_key(one.scheme, one.symbol)
        rows.append((one.scheme, one.symbol, place, one.parent, one.level, one.title_zh, one.title_en, words))
    many(connection, "INSERT OR REPLACE INTO titles VALUES(?, ?, ?, ?, ?, ?, ?, ?)", rows)


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
