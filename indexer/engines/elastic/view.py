"""What a search must know before it asks: the published indices, the languages, and whether their layout is ours.

Invariant: a new generation, or a language loaded for the first time, is seen within ``_FRESH`` seconds.
"""

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from domain.engine import ClassTitle
from domain.nearness import Embedding
from indexer.engines.elastic import generations, state, titles, vectors
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.generations import Index
from indexer.engines.elastic.mapping import VECTOR, Model
from indexer.engines.elastic.state import State

_FRESH = 1.0
_AHEAD = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """The published indices by right, the state of all records together, and the model of their vectors."""

    cluster: Cluster
    published: Mapping[str, Index]
    state: State
    model: Model | None
    _known: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def once(self, name: Hashable, ask: Callable[[], T]) -> T:
        """Return what is asked once for as long as a view stands: what many questions need that follow each other."""
        if name not in self._known:
            self._known[name] = ask()
        found: T = self._known[name]
        return found

    def titled_children(self, scheme: str, symbol: str) -> list[ClassTitle]:
        """Return the symbols one level below with their titles, in order; those at the top for an empty symbol."""
        return self.once((scheme, symbol), lambda: titles.titled_children(self.cluster, scheme, symbol))

    @property
    def generation(self) -> str:
        return f"{generations.number_of(dict(self.published)):06d}"


class Reader:
    """Keeps the newest view; any thread may ask."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        """Where the ledger lies, and what people keep beside it."""
        self.ahead = ThreadPoolExecutor(_AHEAD, "ahead")
        """Asks for what will be needed while something else is worked out."""
        self._guard = threading.Lock()
        self._view: View | None = None
        self._looked = 0.0
        self._counted: dict[str, tuple[float, int]] = {}
        self._trees: dict[tuple[str, str], tuple[float, dict[str, list[str]]]] = {}
        self._shards: dict[str, int] = {}

    def view(self) -> View:
        """Return the newest view. Raises ``EngineIncompatible`` where the records lie otherwise than we read them."""
        now = time.monotonic()
        view = self._view
        if view is not None and self._looked > now - _FRESH:
            return view
        with self._guard:
            if self._view is None or self._looked <= now - _FRESH:
                self._view = self._read(self._view)
                self._looked = time.monotonic()
            return self._view

    def _read(self, before: View | None) -> View:
        published, _ = generations.listed(self.cluster)
        generations.checked(published)
        if before is not None and before.published == published:
            model = before.model
        else:
            model = vectors.recorded(self.cluster, (one.name for one in published.values()))
        return View(self.cluster, published, state.read(self.cluster), model)

    def children(self, scheme: str, symbol: str) -> list[str]:
        """Return the symbols one level below a patent symbol, from its main group's tree, read once a minute."""
        key = (scheme, titles.head_of(symbol))
        now = time.monotonic()
        known = self._trees.get(key)
        if known is None or known[0] < now - 60:
            if len(self._trees) > 500:
                self._trees.clear()
            known = self._trees[key] = (now, titles.tree_of(self.cluster, *key))
        return known[1].get(symbol, [])

    def shards(self, index: str) -> int:
        """Return how many shards an index has, asked once: an index keeps its number."""
        if index not in self._shards:
            found = self.cluster.searching.indices.get_settings(
                index=index, name="index.number_of_shards", flat_settings=True
            )
            self._shards[index] = max(int(one["settings"]["index.number_of_shards"]) for one in found.body.values())
        return self._shards[index]

    def records(self) -> int:
        """Return about how many records there are; asked once a minute."""
        return self._count("records", {"match_all": {}})

    def embedding(self) -> Embedding | None:
        """Return what the vectors are, and about how many; these are counted once a minute."""
        model = self.view().model
        if model is None:
            return None
        held = self._count("vectors", {"exists": {"field": VECTOR}})
        return Embedding(model.name, model.revision, model.dimensions, held)

    def _count(self, what: str, query: Mapping[str, Any]) -> int:
        now = time.monotonic()
        known = self._counted.get(what)
        if known is None or known[0] < now - 60:
            answer = self.cluster.searching.count(
                index=self.cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, query=query
            )
            known = self._counted[what] = (now, int(answer["count"]))
        return known[1]

    def expire(self) -> None:
        """Look anew at the next question."""
        self._looked = 0.0
        self._trees.clear()
        self._counted.clear()
