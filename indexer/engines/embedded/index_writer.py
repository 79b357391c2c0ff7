"""The writing side of a generation: entries in, commits out, and the catching up after a crash.

Invariants: after a commit the index holds every record up to ``held``; what it lacks is found by sequence in the
store; a record stands in the index once, because every entry of a record that may be there deletes it first.
"""

import time
from collections.abc import Callable, Iterator

import tantivy

from domain.errors import EngineDamaged, EngineError
from indexer.engines import columns
from indexer.engines.embedded import rows
from indexer.engines.embedded.counted import CountedWriter
from indexer.engines.embedded.generations import REINDEX, Generation
from indexer.engines.embedded.tantivy_documents import tantivy_document
from indexer.engines.entries import Entry

MOST_PENDING = 5_000
_MOST_SECONDS = 15.0
_HEAP = 160_000_000


class IndexWriter:
    """One generation, open for writing; a second one for the same generation cannot be."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._index = generation.open()
        try:
            self._writer = self._index.writer(_HEAP, 1)
        except Exception:
            raise EngineError("索引正被另一进程写入。", "Another process writes the index.") from None
        self._counted = CountedWriter(generation.path)
        self._sequence = generation.held
        self._languages = set(generation.languages)
        self._known_languages = frozenset(self._languages)
        self._rows = rows.open_for_writing(generation.path)
        self._changed_rows: dict[int, str | None] = {}
        self._pending = 0
        self._since = time.monotonic()

    def put(self, num: int, sequence: int, entry: Entry, *, fresh: bool = False) -> None:
        """Add a record; ``fresh`` says that the index cannot hold it yet."""
        self._guarded(lambda: self._put(num, entry, fresh))
        self._languages.update(entry.languages)
        for _, line in entry.rows:
            self._changed_rows[num] = line
        self._noted(sequence)

    def delete(self, num: int, sequence: int) -> None:
        """Take a record out."""
        self._guarded(lambda: self._delete(num))
        self._changed_rows[num] = None
        self._noted(sequence)

    def _put(self, num: int, entry: Entry, fresh: bool) -> None:
        if not fresh:
            self._delete(num)
        self._writer.add_document(tantivy_document(entry, num))
        self._counted.put(num, entry.counted)

    def _delete(self, num: int) -> None:
        """Delete by a query: the deletion by term takes an integer for a signed one, and finds nothing."""
        self._writer.delete_documents_by_query(tantivy.Query.term_query(self._index.schema, columns.NUM, num))

    def _noted(self, sequence: int) -> None:
        self._sequence = max(self._sequence, sequence)
        self._pending += 1

    @property
    def held(self) -> int:
        """The sequence that the next commit holds."""
        return self._sequence

    @property
    def pending(self) -> int:
        """How many changes wait for a commit."""
        return self._pending

    def commit_when_due(self) -> None:
        """Commit when as many changes, or as much time, have gathered as a crash may cost."""
        if self._pending >= MOST_PENDING - 1_000 or (self._pending and time.monotonic() - self._since > _MOST_SECONDS):
            self.commit()

    def commit(self) -> None:
        """Make what was put findable, and note the sequence held."""
        if self._pending or self._sequence != self.generation.held:
            self._counted.flush()
            self._guarded(self._write_rows)
            self._guarded(self._writer.commit)
            self.generation.hold(self._sequence, tuple(sorted(self._languages)))
        self._pending = 0
        self._since = time.monotonic()

    def _write_rows(self) -> None:
        if self._changed_rows:
            rows.write(self._rows, self._changed_rows)
            self._changed_rows = {}

    def catch_up(self, changes: Iterator[tuple[int, int, Entry | None]], progress: Callable[[int], None]) -> None:
        """Put what the store has and the index lacks: (num, sequence, entry or ``None`` for a withdrawal), in order."""
        for done, (num, sequence, entry) in enumerate(changes, 1):
            if entry is None:
                self.delete(num, sequence)
            else:
                self.put(num, sequence, entry)
            self.commit_when_due()
            progress(done)
        self.commit()

    def close(self) -> None:
        """Stop the merging threads; what was not committed is caught up the next time."""
        self._rows.close()
        self._guarded(self._writer.wait_merging_threads)

    @staticmethod
    def _guarded(call: Callable[[], object]) -> None:
        """Run a call of tantivy's; its messages quote whole documents, so none of them goes further."""
        try:
            call()
        except Exception:
            raise EngineDamaged("写入索引失败。", "Writing the index failed.", hint=REINDEX) from None
