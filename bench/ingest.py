"""Load generated filings end to end, against a one-thread tantivy writer fed the same prepared tokens.

``python -m bench.ingest``: parse, analyse, record store and index on our side, wall time of the whole load; on the bare
side the time of making tantivy's documents from the tokens, stems and keywords that our side prepared, adding them and
committing: once with each token and its position handed over (``PreTokenizedString``), and once, for comparison, with
sentences as values as our side does it. Wall time lies where other work holds the cores, so the CPU time of a filing is
told too: ours in the reading and in the writing process, the bare side's in both of its threads. Then full-text grants: the real ones below ``$IPATLAS_SHARED``, else generated ones.
"""

import os
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import tantivy

from bench.figures import Figure, arguments, told
from bench.indexes import filled, opened, publications
from domain.analysis import PARAGRAPH_GAP, PARAGRAPH_MARK, SENTENCE_GAP, SENTENCE_MARK
from domain.engine import Engine
from indexer.deliveries import Delivery, Order, deliveries, preparing
from indexer.engines.embedded import schema
from indexer.engines.embedded.prepared import Prepared
from indexer.engines.embedded.tantivy_documents import tantivy_document
from indexer.engines.entries import Entry

_HEAP = 160_000_000
_AT_ONCE = 1_000


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    wanted = arguments(__doc__, "ingest", 100_000).parse_args(given)
    figures = [*short_filings(wanted.size), *full_texts()]
    told(f"ingest without vectors, {wanted.size:,} filings", figures, wanted.json)
    return 0


def short_filings(size: int) -> list[Figure]:
    """Measure filings of 3 KB."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        return measured(folder, publications(folder / "files", size), "filings", ratio=0.4, rate=1_000)


def full_texts() -> list[Figure]:
    """Measure full texts of 65 KB."""
    shared = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parents[2] / "shared"))
    real = sorted((shared / "data" / "uspto" / "grants").glob("*.xml"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = real or publications(folder / "files", 150, fulltext=1.0)
        return measured(folder, paths, f"{'real' if real else 'generated'} full texts", ratio=0.0, rate=80)


def measured(folder: Path, paths: list[Path], what: str, *, ratio: float, rate: float) -> list[Figure]:
    """Load the files, then feed both bare writers with what was prepared of them."""
    ours, count, reading, writing = loaded(folder / "engine", paths)
    engine = opened(folder / "engine")
    spooled(engine, paths, folder / "entries")
    engine.close()
    tokens, tokens_cpu, terms = fed(folder / "tokens", folder / "entries", token_document)
    values, values_cpu, _ = fed(folder / "values", folder / "entries", tantivy_document)
    size = sum(path.stat().st_size for path in paths) / count / 1000
    reached = count / ours
    wanted = (f"≥ {ratio} ×, " if ratio else "") + f"≥ {rate:,.0f}/s"
    first = f"{count:,} {what} of {size:.1f} KB and {terms / count:,.0f} words with a position"
    met = tokens / ours >= ratio and reached >= rate
    own = f"{reached:,.0f}/s, CPU {reading / count * 1000:.2f} + {writing / count * 1000:.2f} ms"
    bare, other = (
        f"{count / seconds:,.0f}/s, CPU {cpu / count * 1000:.2f} ms"
        for seconds, cpu in ((tokens, tokens_cpu), (values, values_cpu))
    )
    return [
        Figure(first, own, bare, tokens / ours, wanted, met),
        Figure("the same, bare side with sentences as values", own, other, values / ours, "", True),
    ]


def loaded(folder: Path, paths: list[Path]) -> tuple[float, int, float, float]:
    """Return the seconds of a whole load, the filings indexed, and the CPU seconds of the reading and the writing process."""
    engine = opened(folder)
    try:
        start, here, there = time.perf_counter(), time.process_time(), _children()
        report = filled(engine, paths)
        seconds = time.perf_counter() - start
        return seconds, report.counts["indexed"], _children() - there, time.process_time() - here
    finally:
        engine.close()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fed(folder: Path, spool: Path, made: Callable[[Entry, int], tantivy.Document]) -> tuple[float, float, int]:
    """Return the seconds in which one tantivy thread takes the prepared entries, its CPU seconds, and their words."""
    folder.mkdir()
    index = tantivy.Index(schema.build(), str(folder))
    schema.register(index)
    writer = index.writer(_HEAP, 1)
    seconds, cpu, number, terms = 0.0, 0.0, 0, 0
    for entries in unspooled(spool):
        terms += sum(len(words.split()) for one in entries for _, words in one.words)
        start, used = time.perf_counter(), time.process_time()
        for one in entries:
            number += 1
            writer.add_document(made(one, number))
        seconds, cpu = seconds + time.perf_counter() - start, cpu + time.process_time() - used
    start, used = time.perf_counter(), time.process_time()
    writer.commit()
    writer.wait_merging_threads()
    return seconds + time.perf_counter() - start, cpu + time.process_time() - used, terms


def token_document(made: Entry, number: int) -> tantivy.Document:
    """Return an entry as tantivy's document in the plain way: a token with its position for every word."""
    result = tantivy_document(made._replace(words=[]), number)
    for name, words in made.words:
        tokens, position = [], 0
        for place, paragraph in enumerate(words.split(PARAGRAPH_MARK)):
            position += PARAGRAPH_GAP if place else 0
            for at, sentence in enumerate(paragraph.split(SENTENCE_MARK)):
                position += SENTENCE_GAP if at else 0
                terms = sentence.split(" ")
                tokens += [tantivy.Token(term, position + step, 0) for step, term in enumerate(terms)]
                position += len(terms)
        result.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", tokens))
    return result


def spooled(engine: Engine, paths: list[Path], spool: Path) -> None:
    """Write what our side prepares of every record to a file, so that memory does not limit the size."""
    with spool.open("wb") as out:
        held: list[Entry] = []
        for path in paths:
            for given in deliveries(Order(path), preparing(engine.preparation)):
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
