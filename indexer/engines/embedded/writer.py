"""The writing side of the embedded engine: a batch into the store in one transaction, then into the index.

Invariants: the store is committed before the index hears of a change; the index is at most ``MOST_PENDING`` changes
behind; opening the writer catches the index up.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from domain.engine import Checkpoint, ClassTitle, PartOutcome
from domain.errors import EngineDamaged
from domain.parts import Part
from indexer import ledger
from indexer.engines.embedded import records, store
from indexer.engines.embedded import titles as titled
from indexer.engines.embedded.index_writer import IndexWriter
from indexer.engines.embedded.prepared import Prepared, prepare
from indexer.engines.embedded.records import Counters
from indexer.engines.entries import Entry, entry_of, restated
from indexer.engines.kept import decoded

_STEP = 2_000


class EmbeddedWriter:
    """The one writer of an engine's folder; the caller holds the folder's lock."""

    def __init__(self, connection: sqlite3.Connection, index: IndexWriter) -> None:
        self._connection = connection
        self._index = index
        self._counters = _counters(connection)
        index.catch_up(changes(connection, index.held), lambda done: None)

    def write(self, parts: Sequence[Part], checkpoint: Checkpoint | None = None) -> list[PartOutcome]:
        """Write parts, each a record of its own."""
        return self.write_prepared([prepare([part]) for part in parts], checkpoint)

    def write_prepared(self, delivered: Sequence[object], checkpoint: Checkpoint | None = None) -> list[PartOutcome]:
        """Write what ``prepare`` made of records, and the checkpoint, in one transaction."""
        ready = [one for one in delivered if isinstance(one, Prepared)]
        before = Counters(**{name: getattr(self._counters, name) for name in Counters.__slots__})
        try:
            with store.transaction(self._connection):
                outcomes, changed = records.write(self._connection, self._counters, ready)
                self._note(ready)
                if checkpoint is not None:
                    ledger.keep(self._connection, checkpoint, outcomes)
        except BaseException as error:
            self._counters = before
            if isinstance(error, sqlite3.Error):
                raise _unwritable() from None
            raise
        self._hear(changed)
        return outcomes

    def _note(self, ready: Sequence[Prepared]) -> None:
        """Keep the newest day read, in all and of each source."""
        store.put(self._connection, "newest", self._counters.newest)
        if self._counters.amendments:
            store.put(self._connection, "amendments", self._counters.amendments)
        newest: dict[tuple[str, str, str], int] = {}
        for one in ready:
            head = one.headers[0]
            if head.right is not None:
                key = (head.right, head.source, head.id.partition("-")[0])
                newest[key] = max(newest.get(key, 0), *(part.version >> 39 for part in one.headers))
        store.many(
            self._connection,
            "INSERT INTO sources VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET newest=max(newest, excluded.newest)",
            [(*key, day) for key, day in sorted(newest.items())],
        )

    def _hear(self, changed: Iterable[records.Change]) -> None:
        for one in changed:
            if one.entry is None:
                self._index.delete(one.num, one.sequence)
            else:
                self._index.put(one.num, one.sequence, one.entry, fresh=one.fresh)
        self._index.commit_when_due()

    def write_titles(self, given: Iterable[ClassTitle]) -> int:
        """Keep the titles of a reference table; a title replaces the older one of its language only."""
        count = 0
        titles = iter(given)
        while step := list(islice(titles, _STEP)):
            with store.transaction(self._connection):
                titled.write(self._connection, step)
            count += len(step)
        return count

    def finish(self) -> None:
        """Restate the records whose term ended by the newest day read, and make everything findable."""
        day = _day(self._counters.newest)
        while True:
            found = self._connection.execute(
                "SELECT num, light, heavy FROM records "
                "WHERE expired=0 AND flips IS NOT NULL AND flips<? AND live=1 LIMIT ?",
                (day, _STEP),
            ).fetchall()
            if not found:
                break
            with store.transaction(self._connection):
                for num, _light, _heavy in found:
                    self._counters.sequence += 1
                    self._connection.execute(
                        "UPDATE records SET expired=1, seq=? WHERE num=?", (self._counters.sequence, num)
                    )
            first = self._counters.sequence - len(found)
            for at, (num, light, heavy) in enumerate(found, 1):
                entry = restated(entry_of(decoded(light, heavy)), "expired")
                self._index.put(num, first + at, entry)
            self._index.commit_when_due()
        self._index.commit()

    def close(self) -> None:
        """Commit the index; stop its threads."""
        self._index.commit()
        self._index.close()


def changes(
    connection: sqlite3.Connection, after: int, until: int | None = None
) -> Iterator[tuple[int, int, Entry | None]]:
    """Yield the records changed after a sequence, in order, as the index wants them."""
    last = after
    while True:
        rows = connection.execute(
            "SELECT num, seq, live, expired, light, heavy FROM records WHERE seq>? ORDER BY seq LIMIT ?",
            (last, _STEP // 4),
        ).fetchall()
        for num, sequence, live, expired, light, heavy in rows:
            if not live:
                yield num, sequence, None
                continue
            entry = entry_of(decoded(light, heavy))
            yield num, sequence, restated(entry, "expired") if expired else entry
        if not rows:
            return
        last = rows[-1][1]


def rebuild(connection: sqlite3.Connection, index: IndexWriter, progress: Callable[[int], None]) -> None:
    """Fill an empty generation with every record."""
    index.catch_up(changes(connection, index.held), progress)


def _counters(connection: sqlite3.Connection) -> Counters:
    def highest(statement: str) -> int:
        return int(connection.execute(statement).fetchone()[0] or 0)

    return Counters(
        num=highest("SELECT max(num) FROM records"),
        body=highest("SELECT max(num) FROM bodies"),
        sequence=highest("SELECT max(seq) FROM records"),
        newest=int(store.get(connection, "newest", "0")),
        amendments=int(store.get(connection, "amendments", "0")),
    )


def _day(newest: int) -> int:
    return (newest >> 9) * 10_000 + (newest >> 5 & 15) * 100 + (newest & 31)


def _unwritable() -> EngineDamaged:
    return EngineDamaged(
        "写入数据文件失败：磁盘已满、只读或文件损坏。",
        "Writing the record store failed: the disk is full, read-only or damaged.",
    )
