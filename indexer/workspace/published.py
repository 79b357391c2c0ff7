"""The figures of tables as they were published, so that a later difference can be shown with the old figure.

Invariants: what was published never changes; the same figures of a table are kept once, until others come after them.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.workspace.opening import now


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of a table: its hash, the data date they were made on, and each figure by row and column."""

    digest: str
    at: str
    data_date: str | None
    figures: Mapping[str, int]


def publish(
    connection: sqlite3.Connection, table: str, digest: str, data_date: str | None, figures: Mapping[str, int]
) -> None:  # fmt: skip
    """Keep the figures of a table, unless they are the ones that were published last."""
    held = connection.execute(
        "SELECT digest FROM published WHERE name=? ORDER BY place DESC LIMIT 1", (table,)
    ).fetchone()
    if held is None or held[0] != digest:
        connection.execute(
            "INSERT INTO published(name, digest, at, data_date, figures) VALUES(?, ?, ?, ?, ?)",
            (table, digest, now(), data_date, json.dumps(dict(figures), ensure_ascii=False)),
        )


def published_before(connection: sqlite3.Connection, table: str, digest: str) -> Published | None:
    """Return the newest figures of a table that are not these."""
    row = connection.execute(
        "SELECT digest, at, data_date, figures FROM published WHERE name=? AND digest<>? ORDER BY place DESC LIMIT 1",
        (table, digest),
    ).fetchone()
    return Published(row[0], row[1], row[2], json.loads(row[3])) if row else None
