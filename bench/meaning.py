"""Search by meaning as a service call, and the making of its vectors: ``python -m bench.meaning``.

Queries are words of records of the index: 100 of them for a hybrid search, two pages (1,000 words of two records) for a
draft. Filters are ranges of filing days that hold about the share named. Beside: the same query by its vector alone.
"""

import itertools
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.figures import Figure, arguments, milliseconds, percentile, told
from bench.indexes import index_of, opened
from domain.dates import as_number
from domain.engine import Searcher
from domain.query import All, Filter, SearchRequest, Sort, Terms
from indexer.embeddings import DEFAULT, document_text, open_embedder
from indexer.engines.embedded import vectors
from indexer.engines.embedded.engine import EmbeddedEngine
from search_api.similar.modes import Mode, search_by_meaning
from search_api.similar.neighbours import ranker
from search_api.similar.prior_art import Draft, prior_art

SHARES = (0.001, 0.01, 0.1, 0.5)
_WORDS, _DRAFT = 100, 1_000
_HYBRID_MS, _DRAFT_MS = 250.0, 1_500.0
_BUILD_MINUTES, _BUILD_BYTES = 30.0, 4e9
_MILLION = 1_000_000


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "meaning", _MILLION)
    parser.add_argument("--index", type=Path, help="a folder to keep the index in, or that holds one already")
    parser.add_argument("--questions", type=int, default=40, help="questions of each kind (%(default)s)")
    parser.add_argument("--build", action="store_true", help="make the vectors once more, in a folder of their own")
    wanted = parser.parse_args(given)
    with index_of(wanted.size, wanted.index) as folder:
        engine = opened(folder)
        assert isinstance(engine, EmbeddedEngine)
        records = engine.searcher().state().records
        figures = _built(engine) if wanted.build else []
        figures += measured(engine, wanted.questions)
        engine.close()
    told(f"meaning, {records:,} filings", figures, wanted.json)
    return 0


def measured(engine: EmbeddedEngine, count: int) -> list[Figure]:
    """Return a figure for hybrid queries without and with filters, and for drafts."""
    searcher = engine.searcher()
    texts = _texts(engine, searcher, count + 1)
    short = [" ".join(text.split()[:_WORDS]) for text in texts[:count]]
    figures = [_hybrid("hybrid, 100 words", searcher, short, ())]
    for share in SHARES:
        filters, held = _days(searcher, share)
        figures.append(_hybrid(f"hybrid, 100 words, filter of {held:.2%}", searcher, short, filters))
    drafts = [" ".join(f"{one} {other}".split()[:_DRAFT]) for one, other in itertools.pairwise(texts)]
    able, embedder = ranker(searcher)
    calls = [lambda draft=draft: prior_art(able, embedder, Draft(text=draft, k=20)) for draft in drafts]
    figures.append(_figure("prior art of 2 pages, passages of the top 20", _timed(calls), None, _DRAFT_MS))
    searcher.close()
    return figures


def _hybrid(what: str, searcher: Searcher, texts: Sequence[str], filters: tuple[Filter, ...]) -> Figure:
    times = {}
    modes: tuple[Mode, Mode] = ("semantic", "hybrid")
    for mode in modes:
        requests = [SearchRequest(query=Terms("text", one), filters=filters, size=10) for one in texts]
        times[mode] = _timed(
            [lambda asked=asked, mode=mode: search_by_meaning(searcher, asked, mode) for asked in requests]
        )
    return _figure(what, times["hybrid"], times["semantic"], _HYBRID_MS)


def _timed(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Ask every question once to warm up, then time it and keep the better of two."""
    for call in calls:
        call()
    return [min(milliseconds(call), milliseconds(call)) for call in calls]


def _figure(what: str, ours: Sequence[float], bare: Sequence[float] | None, wanted: float) -> Figure:
    last = percentile(ours, 0.95)

    def said(times: Sequence[float]) -> str:
        return f"p50 {percentile(times, 0.5):.0f} ms, p95 {percentile(times, 0.95):.0f} ms"

    ratio = percentile(ours, 0.5) / percentile(bare, 0.5) if bare else None
    return Figure(what, said(ours), said(bare) if bare else "", ratio, f"p95 ≤ {wanted:.0f} ms", last <= wanted)


def _texts(engine: EmbeddedEngine, searcher: Searcher, count: int) -> list[str]:
    """Return what records spread over the index say."""
    connection = engine.connection()
    last = int(connection.execute("SELECT max(num) FROM records").fetchone()[0])
    found = []
    for at in range(count):
        row = connection.execute(
            "SELECT id FROM records WHERE live=1 AND heavy IS NOT NULL AND num>=? ORDER BY num LIMIT 1",
            (at * last // count,),
        ).fetchone()
        filing = searcher.records([row[0]])[row[0]]
        found.append(document_text(filing))
    connection.close()
    return found


def _days(searcher: Searcher, share: float) -> tuple[tuple[Filter, ...], float]:
    """Return a filter of filing days that holds about a share of all records, and the share that it holds."""

    def filters(day: int) -> tuple[Filter, ...]:
        text = str(day)
        return (Filter("filed", (f"..{text[:4]}-{text[4:6]}-{text[6:]}",)),)

    def held(day: int) -> int:
        return searcher.search(SearchRequest(query=All(), filters=filters(day), size=1)).total

    total = searcher.state().records
    ordered = SearchRequest(query=All(), sort=Sort("filed"), size=1)
    place = max(1, round(total * share))
    page = searcher.search(ordered)
    low = as_number(page.hits[0].filing.dates.filed or "1800")
    days = [
        year * 10_000 + month * 100 + day
        for year in range(low // 10_000, 2031)
        for month in range(1, 13)
        for day in (1, 15)
    ]
    first, last = 0, len(days) - 1
    while first < last:
        middle = (first + last) // 2
        if held(days[middle]) >= place:
            last = middle
        else:
            first = middle + 1
    return filters(days[first]), held(days[first]) / total


def _built(engine: EmbeddedEngine) -> list[Figure]:
    """Return how long the vectors of all records take to be made and opened, and the memory of this process."""
    embedder = open_embedder(DEFAULT)
    assert embedder is not None
    with tempfile.TemporaryDirectory() as temporary:
        connection = engine.connection()
        started, worked = time.monotonic(), time.process_time()
        state = vectors.catch_up(connection, Path(temporary), embedder)
        took, cpu = time.monotonic() - started, time.process_time() - worked
        opening = milliseconds(lambda: vectors.VectorFile(Path(temporary), state))
        connection.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    minutes = took / 60 * _MILLION / max(1, state.rows)
    return [
        Figure(
            f"making {state.rows:,} vectors", f"{took:.0f} s ({cpu:.0f} s of CPU), {minutes:.1f} minutes a million",
            f"opened in {opening:.0f} ms", None, f"≤ {_BUILD_MINUTES:.0f} minutes a million", minutes <= _BUILD_MINUTES,
        ),
        Figure("memory at most", f"{memory / 1e9:.2f} GB", "", None, f"≤ {_BUILD_BYTES / 1e9:.0f} GB", memory <= _BUILD_BYTES),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
