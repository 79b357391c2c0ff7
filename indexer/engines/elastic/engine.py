"""The cluster engine opened: searchers in any number, one writer behind two locks, generations.

Invariants: opening to read writes nothing, so a key that may only search is enough; a writer holds the lock of our
folder (freed by the operating system) and the cluster's lease, so one load writes whatever machine it runs on.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from domain.engine import EngineState, Finding, IndexWriter, Searcher
from domain.errors import EngineBusy
from domain.parts import Part
from indexer.embeddings import OFF
from indexer.engines.elastic import checks, generations, keys, ledgers, lock, rebuilding, state, summary, vectors
from indexer.engines.elastic.bodies import prepare
from indexer.engines.elastic.cluster import Cluster, reached
from indexer.engines.elastic.guarding import guarded
from indexer.engines.elastic.lock import Lease
from indexer.engines.elastic.searcher import ElasticSearcher
from indexer.engines.elastic.settings import ClusterSettings
from indexer.engines.elastic.view import Reader
from indexer.engines.elastic.writer import ElasticWriter, last_sequence, refresh
from indexer.engines.locking import locked


class ElasticEngine:
    """An engine on a cluster; ``folder`` is where the ledgers of clusters lie, ``embedding`` the embedder's setting."""

    def __init__(self, settings: ClusterSettings, folder: Path, embedding: str = OFF) -> None:
        self.cluster: Cluster = reached(settings)
        self._embedding = embedding
        self.folder = folder / f"{self.cluster.uuid}-{settings.prefix}"
        self._reader = Reader(self.cluster, self.folder)

    @property
    def preparation(self) -> Callable[[Sequence[Part]], object]:
        return prepare

    def searcher(self) -> Searcher:
        """Return a searcher; it may be used from any thread."""
        return ElasticSearcher(self._reader)

    def connection(self) -> sqlite3.Connection:
        """Return a connection to the ledger."""
        return ledgers.opened(self.folder)

    @contextmanager
    def _locked(self, wait: float) -> Iterator[tuple[sqlite3.Connection, Lease]]:
        until = time.monotonic() + wait
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder, wait), closing(self.connection()) as connection:
            state.made(self.cluster, self.cluster.state_index)
            left = max(0.0, until - time.monotonic())
            with lock.leased(self.cluster, ledgers.owner(connection), left) as lease:
                yield connection, lease

    @guarded
    def _opened(self, connection: sqlite3.Connection, lease: Lease) -> ElasticWriter:
        return ElasticWriter(self.cluster, connection, lease, vectors.model_of(self._embedding))

    @contextmanager
    def _write(self, wait: float) -> Iterator[IndexWriter]:
        with self._locked(wait) as (connection, lease):
            writer = self._opened(connection, lease)
            try:
                yield writer
                writer.close()
            finally:
                self._reader.expire()

    def writer(self, wait: float = 60.0) -> AbstractContextManager[IndexWriter]:
        """Return the one writer. Raises ``EngineBusy`` when another holds a lock for ``wait`` seconds."""
        return self._write(wait)

    def writing(self) -> bool:
        """Say whether a load or a build is writing now, from this machine or another."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with locked(self.folder, 0.0):
                return lock.held(self.cluster)
        except EngineBusy:
            return True

    @guarded
    def reindex(self, progress: Callable[[int, int], None] | None = None) -> EngineState:
        """Build a generation from the records, verify it, publish it, and delete all but the one before."""
        cluster = self.cluster
        with self._locked(60.0) as (_, lease):
            refresh(cluster)
            published, every = generations.listed(cluster)
            total = summary.held(cluster)
            number = max((one.number for one in every), default=0) + 1
            try:
                model = vectors.model_of(self._embedding)
                made = rebuilding.built(
                    cluster,
                    published,
                    number,
                    model,
                    lease.check,
                    lambda done: progress(done, total) if progress else None,
                )
                rebuilding.verified(cluster, published, made)
            except BaseException:
                _, now = generations.listed(cluster)
                generations.discard(cluster, [one for one in now if one.number == number])
                raise
            generations.seal(cluster, published.values(), last_sequence(cluster))
            lease.check()
            generations.publish(cluster, published.values(), made)
            generations.prune(cluster)
        self._reader.expire()
        return self.searcher().state()

    @guarded
    def rollback(self) -> EngineState:
        """Publish the generation before, with what was loaded since written into it first; no load is undone.

        The state's ``details`` say how many records were ``written_again``. The generation left behind answers the
        searches that still read it, and is deleted by the next ``reindex``.
        """
        cluster = self.cluster
        with self._locked(60.0) as (_, lease):
            refresh(cluster)
            published, every = generations.listed(cluster)
            sealed = generations.previous(cluster, published, every)
            number = next(iter(sealed)).number
            before = {one.right: one for one in sealed}
            model = vectors.recorded(cluster, (one.name for one in before.values()))
            again = 0
            for right, index in published.items():
                if right not in before:
                    before[right] = generations.created(cluster, right, number, model, publish=False)
                since = sealed.get(before[right], 0)
                again += rebuilding.caught_up(cluster, index, before[right], model, since, lease.check)
            rebuilding.refreshed(cluster, before.values())
            lease.check()
            generations.publish(cluster, published.values(), before.values())
        self._reader.expire()
        state = self.searcher().state()
        return replace(state, details={**state.details, "written_again": str(again)})

    @guarded
    def check(self) -> list[Finding]:
        """Look at the cluster, the published generation, the ledger and how they agree."""
        return checks.findings(self.cluster, vectors.model_of(self._embedding))

    def create_keys(self, folder: Path) -> dict[str, Path]:
        """Make the keys to search, to load and to operate; return the files that hold them."""
        return keys.created(self.cluster, folder)

    def may_write(self) -> bool:
        """Tell whether the key in use is one that may write."""
        return keys.standing(self.cluster) in ("load", "operate")

    def close(self) -> None:
        """Close the connections."""
        self._reader.ahead.shutdown()
        self.cluster.client.close()
