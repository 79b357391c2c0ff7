"""Topic maps as they were drawn: which records each topic holds, so that a link of a map opens them, and the map is
drawn again without counting.

Invariants: a map's id follows from what it was made of, so one id is one map; the newest ``MOST`` maps are kept.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.engines.lists import packed, unpacked
from indexer.workspace.opening import written

MOST = 40


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The ids of the records of each topic, in the order of topics, and how well the maps of several seeds agree."""

    topics: tuple[Sequence[str], ...]
    stability: float


def keep_map(connection: sqlite3.Connection, id: str, drawn: TopicMap) -> None:
    """Keep a map under its id, and let go of the oldest beyond ``MOST``."""
    rows = [(id, number, packed(ids)) for number, ids in enumerate(drawn.topics, 1)]
    with written(connection):
        connection.execute("INSERT OR REPLACE INTO maps(id, stability) VALUES(?, ?)", (id, drawn.stability))
        connection.executemany("INSERT OR REPLACE INTO topics VALUES(?, ?, ?)", rows)
        connection.execute("DELETE FROM maps WHERE place <= (SELECT MAX(place) FROM maps) - ?", (MOST,))
        connection.execute("DELETE FROM topics WHERE map NOT IN (SELECT id FROM maps)")


def kept_map(connection: sqlite3.Connection, id: str) -> TopicMap | None:
    """Return the map of an id, ``None`` where it is not kept."""
    found = connection.execute("SELECT stability FROM maps WHERE id=?", (id,)).fetchone()
    if found is None:
        return None
    rows = connection.execute("SELECT ids FROM topics WHERE map=? ORDER BY topic", (id,))
    return TopicMap(tuple(unpacked(row[0]) for row in rows), float(found[0]))
