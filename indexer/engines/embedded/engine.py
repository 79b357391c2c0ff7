"""The embedded engine opened on its folder: readers in any number, one writer behind a lock, generations.

Invariants: the lock is the operating system's, so a process that died holds none; opening to read never waits for a
writer and never catches up.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from domain.engine import EngineState, Finding, IndexWriter, Searcher
from domain.errors import EngineBusy, EngineDamaged
from domain.parts import Part
from indexer.embeddings import OFF, open_embedder
from indexer.engines.embedded import checks, generations, store, vectors
from indexer.engines.embedded.index_writer import IndexWriter as DerivedWriter
from indexer.engines.embedded.prepared import prepare
from indexer.engines.embedded.searcher import EmbeddedSearcher
from indexer.engines.embedded.view import Reader
from indexer.engines.embedded.writer import EmbeddedWriter, rebuild
from indexer.engines.locking import locked


class EmbeddedEngine:
    """An engine in a folder; ``embedding`` is the setting of the embedder that vectors are made with.

    Raises ``NotOurs`` for a folder that something else fills.
    """

    def __init__(self, folder: Path, embedding: str = OFF) -> None:
        self.folder = folder
        self._embedding = embedding
        self.path = store.create(folder)
        store.connect(self.path, readonly=True).close()
        with first_in(folder):
            generations.current(folder)
        self._reader = Reader(folder)

    @property
    def preparation(self) -> Callable[[Sequence[Part]], object]:
        return prepare

    def searcher(self) -> Searcher:
        """Return a searcher that sees one commit; it may be used from any thread."""
        return EmbeddedSearcher(self._reader)

    @contextmanager
    def _write(self, wait: float) -> Iterator[IndexWriter]:
        with locked(self.folder, wait), closing(self.connection()) as connection:
            index = DerivedWriter(generations.current(self.folder))
            try:
                writer = EmbeddedWriter(connection, index)
                yield writer
                index.commit()
                self._embed(connection)
            finally:
                index.close()
                self._reader.expire()

    def _embed(self, connection: sqlite3.Connection) -> None:
        """Bring the vectors up to the records, where an embedder is set."""
        embedder = open_embedder(self._embedding)
        if embedder is not None:
            vectors.catch_up(connection, self.folder, embedder)

    def writer(self, wait: float = 60.0) -> AbstractContextManager[IndexWriter]:
        """Return the one writer, caught up. Raises ``EngineBusy`` when another holds the lock for ``wait`` seconds."""
        return self._write(wait)

    def connection(self) -> sqlite3.Connection:
        """Return a connection of its own to the store, for the ledger and for backups."""
        return store.connect(self.path)

    def writing(self) -> bool:
        """Say whether a load or a build is writing now."""
        try:
            with locked(self.folder, 0.0):
                return False
        except EngineBusy:
            return True

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> EngineState:
        """Build a generation from the records, verify it, publish it, and delete all but the one before."""
        with locked(self.folder, 60.0), closing(self.connection()) as connection:
            total = int(connection.execute("SELECT count(*) FROM records").fetchone()[0])
            made = generations.create(self.folder)
            try:
                with closing(DerivedWriter(made)) as index:
                    rebuild(connection, index, lambda done: progress(done, total) if progress else None)
                wrong = [one for one in checks.of_generation(connection, made) if not one.sound]
                if wrong:
                    raise EngineDamaged(wrong[0].message.zh, wrong[0].message.en)
            except BaseException:
                generations.discard(made)
                raise
            generations.publish(self.folder, made)
            generations.prune(self.folder)
        self._reader.expire()
        return self.searcher().state()

    def rollback(self) -> EngineState:
        """Publish the generation before, caught up with the records; no load is undone."""
        with locked(self.folder, 60.0), closing(self.connection()) as connection:
            now, before = generations.current(self.folder), generations.previous(self.folder)
            with closing(DerivedWriter(before)) as index:
                rebuild(connection, index, lambda done: None)
            generations.publish(self.folder, before)
            generations.discard(now)
        self._reader.expire()
        return self.searcher().state()

    def check(self) -> list[Finding]:
        """Look at the store, the published generation and how they agree, and whether the nearest vectors are found."""
        with closing(self.connection()) as connection:
            found = [*checks.of_store(connection), *checks.of_generation(connection, generations.current(self.folder))]
        return [*found, *checks.of_vectors(self.folder)]

    def close(self) -> None:
        """Close the connections of every thread."""
        self._reader.close()


@contextmanager
def first_in(folder: Path) -> Iterator[None]:
    """Let one process at a time make the first generation."""
    if (folder / "CURRENT").exists():
        yield
        return
    with locked(folder, 10.0):
        yield
