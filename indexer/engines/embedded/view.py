"""One commit of the index and the store beside it, as a call sees them, and the reader that keeps it fresh.

Invariants: a view never changes; a new commit, or another published generation, is seen within ``_FRESH`` seconds of
the next question; each thread has a connection of its own.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from domain.filings import Right
from domain.query import Filter
from indexer.engines.embedded import counted, generations, rows, store
from indexer.engines.embedded.counted import CountedRows
from indexer.engines.embedded.generations import Generation

_FRESH = 0.5
_MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class View:
    """What one call sees: the searcher of one commit, the schema, the languages of the texts, and the records."""

    generation: Generation
    index: tantivy.Index
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    languages: tuple[str, ...]
    stamp: tuple[int, int]
    store_path: Path
    connect: Callable[[], sqlite3.Connection]
    connect_rows: Callable[[Generation], sqlite3.Connection | None]
    covered: dict[str, Any] = field(default_factory=dict)
    """How many records of each right, source and office there are, once they were counted."""
    _frequencies: dict[tuple[str, str], int] = field(default_factory=dict)
    scopes: dict[tuple[tuple[Filter, ...], tuple[Right, ...]], npt.NDArray[np.uint32]] = field(default_factory=dict)
    """The sorted numbers of the records that pass some filters, as far as they were listed."""
    kin: list[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]] = field(default_factory=list)
    """The family of every record and its number, in the order of families, once they were listed."""

    def frequency(self, column: str, term: str) -> int:
        """Return how many records have a term; one question asks for the same ones several times."""
        known = self._frequencies
        found = known.get((column, term))
        if found is None:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            found = known[column, term] = self.searcher.doc_freq(column, term)
        return found

    @property
    def connection(self) -> sqlite3.Connection:
        """The store, for the thread that asks."""
        return self.connect()

    def rows(self) -> sqlite3.Connection | None:
        """The rows of marks of this generation, for the thread that asks; ``None`` where it has none."""
        return self.connect_rows(self.generation)


class Reader:
    """Keeps the newest view of an engine's folder; any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.Lock()
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._view: View | None = None
        self._looked = 0.0
        self._counted: tuple[str, CountedRows] | None = None

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection to the store."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = store.connect(self.folder / store.FILE, readonly=True)
            with self._guard:
                self._open.append(found)
        return found

    def rows(self, generation: Generation) -> sqlite3.Connection | None:
        """Return this thread's connection to the rows of a generation."""
        held: tuple[str, sqlite3.Connection] | None = getattr(self._local, "rows", None)
        if held is not None and held[0] == generation.name:
            return held[1]
        found = rows.open_for_reading(generation.path)
        if found is not None:
            self._local.rows = (generation.name, found)
            with self._guard:
                self._open.append(found)
        return found

    def view(self) -> View:
        """Return the newest view; looks for a new commit at most twice a second."""
        view, now = self._view, time.monotonic()
        if view is not None and 0 < self._looked > now - _FRESH:
            return view
        with self._guard:
            generation = generations.current(self.folder)
            view = self._view
            if view is None or view.generation.name != generation.name:
                view = self._made(generation, generation.open(), generation.stamp())
            elif (stamp := generation.stamp()) != view.stamp:
                view = self._made(generation, view.index, stamp)
            self._view, self._looked = view, now
            return view

    def _made(self, generation: Generation, index: tantivy.Index, stamp: tuple[int, int]) -> View:
        index.reload()
        return View(
            generation, index, index.searcher(), index.schema, generation.languages, stamp,
            self.folder / store.FILE, self.connection, self.rows,
        )  # fmt: skip

    def counted(self, view: View) -> CountedRows:
        """Return the rows that analyses count, at least as new as the view."""
        with self._guard:
            name, rows = view.generation.name, None
            if self._counted is not None and self._counted[0] == name:
                rows = self._counted[1]
            if rows is None or rows.stamp != view.stamp:
                rows = counted.opened(view.generation.path, view.stamp, rows)
                self._counted = (name, rows)
            return rows

    def expire(self) -> None:
        """Look for a new commit at the next question."""
        self._looked = 0.0

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for one in self._open:
                one.close()
            self._open.clear()
            self._view = None
