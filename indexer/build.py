"""The load: files in, filings findable, every record accounted for, and a crash at any instant made good by a replay.

Invariants: ``read = indexed + stale + withdrawn + rejected + skipped`` for each file and run, ``read`` being an
independent count; what a batch wrote and how far the file is read are kept together; a file already complete is not
read again.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.engine import Checkpoint, Engine, IndexWriter
from domain.errors import AtlasError
from indexer import ledger
from indexer.deliveries import Delivery, Failure, Order, deliveries, failure_of, preparing
from indexer.engines.connect import ledger_of
from indexer.garbage import rare_collections
from indexer.readers import Readers, readers_at_most
from indexer.tables import TableRead, may_be_table, read_tables
from loaders.catalog import BY_NAME
from loaders.load import Unread, file_digest

COUNTS = ("read", "indexed", "stale", "withdrawn", "rejected", "skipped", "already", "unrecognised")
_KEPT = COUNTS[:6]
_TRANSACTION_RECORDS = 500
_TRANSACTION_SECONDS = 1.0
_TABLE_VERSION = 1
_WORTH_A_PROCESS = 4_000_000
"""Bytes of files above which reading processes pay for their start."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; ``failure`` says why it was not read to its end."""

    path: Path
    given: bool
    """Whether it was named itself, not found in a folder."""
    counts: Mapping[str, int]
    source: str | None = None
    failure: Failure | None = None
    unrecognised: tuple[Unread, ...] = ()
    tables: tuple[TableRead, ...] = ()

    @property
    def consistent(self) -> bool:
        """Whether every record read is accounted for."""
        return self.counts["read"] == sum(self.counts[name] for name in _KEPT[1:])


@dataclass(slots=True)
class LoadReport:
    """What became of a load."""

    files: list[FileReport] = field(default_factory=list)
    seconds: float = 0.0
    max_rejected: float = 0.05

    @property
    def counts(self) -> dict[str, int]:
        return {name: sum(one.counts.get(name, 0) for one in self.files) for name in COUNTS}

    @property
    def outcome(self) -> str:
        """``complete``, ``inconsistent``, ``stopped``, ``unrecognised`` or ``rejected``: too many were."""
        counts = self.counts
        if any(not one.consistent for one in self.files if one.failure is None):
            return "inconsistent"
        if any(one.failure is not None and one.failure.kind != "Unrecognised" for one in self.files):
            return "stopped"
        if any(one.failure is not None and one.given for one in self.files):
            return "unrecognised"
        return "rejected" if counts["rejected"] > self.max_rejected * max(1, counts["read"]) else "complete"

    def as_json(self) -> dict[str, int | float]:
        """Return the report as the command prints it."""
        return {**self.counts, "files": len(self.files), "seconds": round(self.seconds, 1)}

    def line(self) -> str:
        """Return the report's one line."""
        return " ".join(f"{name}={value}" for name, value in self.as_json().items())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is: bytes passed of all files, and the counts so far."""

    file: str
    done: int
    total: int
    counts: Mapping[str, int]


Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a load is asked to do beside reading its files."""

    source: str | None = None
    source_date: str | None = None
    again: bool = False
    max_rejected: float = 0.05
    wait: float = 60.0
    readers: int | None = None
    """How many processes read beside the one that writes; ``None`` decides by the size of the files and the cores."""


def files_of(paths: Iterable[Path]) -> list[tuple[Path, bool]]:
    """Return the files below the paths in order of name, each once, and whether it was named itself."""
    found: dict[Path, bool] = {}
    for path in paths:
        if path.is_dir():
            inner = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            for one in inner:
                found.setdefault(one, False)
        else:
            found[path] = True
    return list(found.items())


def load(
    engine: Engine, paths: Sequence[Path], options: LoadOptions = LoadOptions(), told: Told | None = None
) -> LoadReport:
    """Load files into an engine and make them findable. Raises ``EngineBusy`` while another load runs."""
    started = time.monotonic()
    files = files_of(paths)
    sizes = {path: path.stat().st_size if path.exists() else 0 for path, _ in files}
    total = sum(sizes.values())
    report = LoadReport(max_rejected=options.max_rejected)
    count = _readers(total) if options.readers is None else options.readers
    with engine.writer(options.wait) as writer, closing(ledger_of(engine)) as connection, rare_collections():
        run = ledger.begin_run(connection)
        readers = Readers(engine.preparation, count) if count else None
        making = readers or preparing(engine.preparation)
        outcome = "stopped"
        try:
            done = 0
            for path, given in files:
                loading = _Loading(writer, path, given, options, lambda order: deliveries(order, making))
                loading.told = _telling(told, path, done, total, report)
                report.files.append(loading.loaded(connection))
                done += sizes[path]
            writer.finish()
            outcome = report.outcome
        finally:
            report.seconds = time.monotonic() - started
            ledger.end_run(connection, run, report.counts, outcome)
            if readers:
                readers.close()
    return report


def _readers(total: int) -> int:
    return readers_at_most() if total > _WORTH_A_PROCESS else 0


def _telling(
    told: Told | None, path: Path, done: int, total: int, report: LoadReport
) -> Callable[[int, Mapping[str, int]], None]:
    def tell(passed: int, counts: Mapping[str, int]) -> None:
        if told is not None:
            so_far = report.counts
            told(Progress(path.name, done + passed, total, {name: so_far[name] + counts[name] for name in COUNTS}))

    return tell


@dataclass(slots=True)
class _Loading:
    """One file on its way in: what is counted so far, and the deliveries that wait for a transaction."""

    writer: IndexWriter
    path: Path
    given: bool
    options: LoadOptions
    read: Callable[[Order], Iterator[Delivery | Failure]]
    told: Callable[[int, Mapping[str, int]], None] = lambda passed, counts: None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    sources: set[str] = field(default_factory=set)
    unrecognised: list[Unread] = field(default_factory=list)
    tables: list[TableRead] = field(default_factory=list)
    waiting: list[Delivery] = field(default_factory=list)
    anew: bool = True
    resumed_past_unread: bool = False
    """The reading goes on after members that no source reads: which they were is not known any more."""
    written: float = field(default_factory=time.monotonic)

    def loaded(self, connection: sqlite3.Connection) -> FileReport:
        """Read the file, or what is left of it, and write what it holds."""
        try:
            digest = file_digest(self.path)
        except OSError as error:
            return self._report(failure_of(error))
        state = ledger.file_state(connection, digest)
        current = state is not None and state.loader_version == _loader_version(state.source.split())
        if state is not None and current and state.complete and not self.options.again:
            self.counts["already"] = 1
            return self._report(None, state.source)
        after = None
        if state is not None and current and not state.complete:
            self.anew = False
            self.counts.update(state.counts)
            self.sources.update(state.source.split())
            self.resumed_past_unread = state.counts.get("unrecognised", 0) > 0
            after = Checkpoint(digest, state.name, state.source, state.member, state.next_record, state.counts)
        failure = None
        for one in self.read(Order(self.path, self.options.source, self.options.source_date, after)):
            if isinstance(one, Failure):
                failure = one
            else:
                failure = self._read_tables(one) if one.complete else None
                self._take(digest, one if failure is None else replace(one, complete=False))
        if failure is not None and failure.kind == "Unrecognised":
            failure = self._read_as_table(digest, failure)
        self._write(digest)
        return self._report(failure)

    def _read_tables(self, last: Delivery) -> Failure | None:
        """Read the tables among the members that no source reads, before the file is called complete."""
        if not (any(map(may_be_table, [*self.unrecognised, *last.unrecognised])) or self.resumed_past_unread):
            return None
        try:
            self.tables = read_tables(self.path, self.writer)
        except (AtlasError, OSError) as error:
            return failure_of(error)
        self.counts["unrecognised"] -= len(self.tables)
        self.sources.update(one.name for one in self.tables)
        return None

    def _read_as_table(self, digest: str, failure: Failure) -> Failure | None:
        """Read a file that no source reads as a table; return the failure where it is none."""
        whole = Unread(None, failure.format_name)
        try:
            self.tables = read_tables(self.path, self.writer) if may_be_table(whole) else []
        except (AtlasError, OSError) as error:
            return failure_of(error)
        if not self.tables:
            self.counts["unrecognised"] += 1
            self.unrecognised.append(whole)
            return failure
        names = " ".join(sorted({one.name for one in self.tables}))
        self.writer.write_prepared(
            [],
            Checkpoint(
                digest,
                self.path.name,
                names,
                None,
                0,
                dict(self.counts),
                complete=True,
                loader_version=_loader_version(names.split()),
            ),
        )
        return None

    def _take(self, digest: str, one: Delivery) -> None:
        self.waiting.append(one)
        self.unrecognised += one.unrecognised
        if one.source:
            self.sources.add(one.source)
        records = sum(len(waiting.records) for waiting in self.waiting)
        if records >= _TRANSACTION_RECORDS or one.complete or time.monotonic() - self.written > _TRANSACTION_SECONDS:
            self._write(digest)

    def _write(self, digest: str) -> None:
        """Write the deliveries that wait, the counts, and where to go on, together."""
        if not self.waiting:
            return
        last = self.waiting[-1]
        rejects = tuple(reject for one in self.waiting for reject in one.rejects)
        records = [record for one in self.waiting for record in one.records]
        self.counts["read"] += sum(one.read for one in self.waiting)
        self.counts["skipped"] += sum(one.skipped for one in self.waiting)
        self.counts["rejected"] += len(rejects)
        self.counts["unrecognised"] += sum(len(one.unrecognised) for one in self.waiting)
        names = " ".join(sorted(self.sources))
        checkpoint = Checkpoint(
            digest, self.path.name, names, last.member, last.next_record, dict(self.counts), rejects, last.complete,
            _loader_version(self.sources), self.anew,
        )  # fmt: skip
        for outcome in self.writer.write_prepared(records, checkpoint):
            self.counts[outcome] += 1
        self.anew = False
        self.waiting.clear()
        self.told(last.progress, self.counts)
        self.written = time.monotonic()

    def _report(self, failure: Failure | None, source: str | None = None) -> FileReport:
        names = source or " ".join(sorted(self.sources)) or None
        tables = {one.member for one in self.tables}
        unread = tuple(one for one in self.unrecognised if one.member not in tables)
        return FileReport(self.path, self.given, dict(self.counts), names, failure, unread, tuple(self.tables))


def _loader_version(sources: Iterable[str]) -> int:
    """Return a number that grows when any of the sources reads otherwise than before."""
    return sum(BY_NAME[name].version if name in BY_NAME else _TABLE_VERSION for name in sources)
