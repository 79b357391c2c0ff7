"""Every hit's whole filing, by id and without a cap, from one commit and one state of the store.

Invariants: memory holds one bit for each record of the store, and one page of records; a stream that is not read to
its end keeps nothing open once it is closed.
"""

import sqlite3
from collections.abc import Iterator

import tantivy

from domain.filings import Filing
from indexer.engines import columns
from indexer.engines.embedded import store
from indexer.engines.embedded.built import Built, Occur, Q
from indexer.engines.embedded.reading import filing
from indexer.engines.embedded.view import View

_RANGE = 100_000
_PAGE = 200


def stream(view: View, part: Built) -> Iterator[Filing]:
    """Yield the filings of all hits, sorted by id."""
    connection = store.connect(view.store_path, readonly=True)
    try:
        with store.snapshot(connection):
            chosen = _chosen(view, part, connection)
            numbers = connection.execute("SELECT num FROM records ORDER BY id")
            waiting: list[int] = []
            for (num,) in numbers:
                if chosen[num >> 3] >> (num & 7) & 1:
                    waiting.append(num)
                    if len(waiting) == _PAGE:
                        yield from _filings(connection, waiting)
                        waiting.clear()
            yield from _filings(connection, waiting)
    finally:
        connection.close()


def _chosen(view: View, part: Built, connection: sqlite3.Connection) -> bytearray:
    """Return one bit for each number of the store: whether the record is a hit."""
    last = int(connection.execute("SELECT max(num) FROM records").fetchone()[0] or 0)
    chosen = bytearray((last >> 3) + 1)
    for start in range(0, last + 1, _RANGE):
        within = Q.range_query(view.schema, columns.NUM, tantivy.FieldType.Unsigned, start, start + _RANGE, True, False)
        query = Q.boolean_query([(Occur.Must, part.query), (Occur.Must, within)])
        for num, _ in view.searcher.search(query, _RANGE, False, columns.NUM).hits:
            if num <= last:
                chosen[num >> 3] |= 1 << (num & 7)
    return chosen


def _filings(connection: sqlite3.Connection, numbers: list[int]) -> Iterator[Filing]:
    statement = "SELECT num, light, heavy, expired FROM records WHERE live=1 AND num IN ({})"
    found = {row[0]: row[1:] for row in store.rows_in(connection, statement, numbers)}
    for num in numbers:
        if num in found:
            yield filing(*found[num])  # type: ignore[arg-type]
