"""Load generated filings end to end, against a one-thread tantivy writer fed the same prepared tokens.

``python -m bench.ingest``: parse, analyse, record store and index on our side, wall time of the whole load; on the bare
side the time of making tantivy's documents from the tokens, stems and keywords that our side prepared, adding them and
committing. Then full-text grants: the real ones below ``$IPATLAS_SHARED``, else generated ones.
"""

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import tantivy

from bench.figures import Figure, arguments, told
from bench.indexes import filled, opened, publications
from domain.engine import Engine
from indexer.engines.embedded import schema
from indexer.engines.embedded.prepared import Prepared
from indexer.engines.embedded.tantivy_documents import tantivy_document
from indexer.engines.entries import Entry
from indexer.reading_ahead import Delivery, Order, read_here

_HEAP = 160_000_000
_AT_ONCE = 1_000


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    wanted = arguments(__doc__, "ingest", 100_000).parse_args(given)
    figures = [short_filings(wanted.size), full_texts()]
    told(f"ingest without vectors, {wanted.size:,} filings", figures, wanted.json)
    return 0


def short_filings(size: int) -> Figure:
    """Measure filings of 3 KB."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = publications(folder / "files", size)
        ours, count = loaded(folder / "engine", paths)
        bare, terms = fed(folder / "bare", folder / "engine", paths)
        kilobytes = sum(path.stat().st_size for path in paths) / count / 1000
    rate = count / ours
    return Figure(
        f"{count:,} filings of {kilobytes:.1f} KB and {terms / count:.0f} words with a position", f"{rate:,.0f}/s", f"{count / bare:,.0f}/s", bare / ours,
        "≥ 0.4 ×, ≥ 1,000/s", bare / ours >= 0.4 and rate >= 1_000,
    )  # fmt: skip


def full_texts() -> Figure:
    """Measure full texts of 80 KB."""
    shared = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parents[2] / "shared"))
    real = sorted((shared / "data" / "uspto" / "grants").glob("*.xml"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = real or publications(folder / "files", 150, fulltext=1.0)
        ours, count = loaded(folder / "engine", paths)
        bare, terms = fed(folder / "bare", folder / "engine", paths)
        kilobytes = sum(path.stat().st_size for path in paths) / count / 1000
    return Figure(
        f"{count:,} {'real' if real else 'generated'} full texts of {kilobytes:.0f} KB and {terms / count:,.0f} words", f"{count / ours:,.0f}/s",
        f"{count / bare:,.0f}/s", bare / ours, "≥ 80/s", count / ours >= 80,
    )  # fmt: skip


def loaded(folder: Path, paths: list[Path]) -> tuple[float, int]:
    """Return the seconds of a whole load, and how many filings it indexed."""
    engine = opened(folder)
    try:
        start = time.perf_counter()
        report = filled(engine, paths)
        return time.perf_counter() - start, report.counts["indexed"]
    finally:
        engine.close()


def fed(folder: Path, engine_folder: Path, paths: list[Path]) -> tuple[float, int]:
    """Return the seconds in which one tantivy thread takes the same prepared entries, and their words with positions."""
    folder.mkdir()
    engine = opened(engine_folder)
    spool = folder / "entries"
    spooled(engine, paths, spool)
    engine.close()
    place = folder / "index"
    place.mkdir()
    index = tantivy.Index(schema.build(), str(place))
    schema.register(index)
    writer = index.writer(_HEAP, 1)
    seconds, number, terms = 0.0, 0, 0
    for entries in unspooled(spool):
        terms += sum(joined.count(" ") + 1 for one in entries for _, joined, _ in one.words)
        start = time.perf_counter()
        for one in entries:
            number += 1
            writer.add_document(tantivy_document(one, number))
        seconds += time.perf_counter() - start
    start = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return seconds + time.perf_counter() - start, terms


def spooled(engine: Engine, paths: list[Path], spool: Path) -> None:
    """Write what our side prepares of every record to a file, so that memory does not limit the size."""
    with spool.open("wb") as out:
        held: list[Entry] = []
        for path in paths:
            for given in read_here(Order(path), engine.preparation):
                if isinstance(given, Delivery):
                    held += [one.stored.entry for one in given.records if isinstance(one, Prepared) and one.stored]
                if len(held) >= _AT_ONCE:
                    pickle.dump(held, out)
                    held = []
        pickle.dump(held, out)


def unspooled(spool: Path) -> Iterator[list[Entry]]:
    """Yield the entries in chunks."""
    with spool.open("rb") as held:
        while True:
            try:
                yield pickle.load(held)
            except EOFError:
                return


if __name__ == "__main__":
    sys.exit(main())
