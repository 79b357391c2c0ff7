"""The cluster engine against the bare client, and beside the embedded engine: ``python -m bench.elastic``.

Loading: a whole load, against the bare client sending the same bodies in bulk, both in one stream, after a warm-up.
Asking: the service call (ten hits with records and highlights), against the same body sent bare. Both engines hold the
same filings, so their answers are compared too. Then an export while a load runs, and the way back to a generation.
``--embedded FOLDER`` copies an embedded index that is there already, or ``--size`` of its records spread over all,
instead of loading generated files; each question is then asked of both, each at its own size.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.agreement import answered, answers
from bench.cluster import cluster_engine
from bench.exports import export
from bench.figures import Figure, arguments, milliseconds, percentile, told
from bench.indexes import filled, publications
from bench.questions import FACETS, KINDS, Pairs, questions
from domain.engine import Engine
from domain.query import All, SearchRequest
from indexer.deliveries import Delivery, Order, deliveries, preparing
from indexer.engines.elastic import mapping, paging
from indexer.engines.elastic.bodies import Prepared, finished
from indexer.engines.elastic.bulk import CHUNK_BYTES, Operation
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.embedded.engine import EmbeddedEngine

_HITS = [("size", "10")]
_WARM = 10
"""One of so many bodies is sent to warm the server up."""
_FEW = 2_000
"""Generated filings that are loaded beside the export of a copied index."""
_STEP = 500
PARTS = ("load", "answers", "queries", "export", "generations")


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "elastic", 100_000)
    parser.add_argument("--url", help="a cluster that is there already; without it one node is started")
    parser.add_argument("--embedded", type=Path, help="an embedded index that is copied; it is only read")
    parser.add_argument("--questions", type=int, default=20, help="questions of each kind (%(default)s)")
    parser.add_argument("--parts", default=",".join(PARTS), help="what to measure (%(default)s)")
    wanted = parser.parse_args(given)
    parts = wanted.parts.split(",")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as temporary, cluster_engine(wanted.url) as engine:
        folder = Path(temporary)
        paths = publications(folder / "files", min(_FEW, wanted.size) if wanted.embedded else wanted.size)
        with closing(EmbeddedEngine(wanted.embedded or folder / "embedded")) as embedded:
            if wanted.embedded:
                figures += copied(engine, embedded, wanted.size)
            else:
                figures += loading(engine, paths, folder / "bodies", bare="load" in parts)
                if {"answers", "queries"} & set(parts):
                    filled(embedded, paths)
            held = [_records(one) for one in (engine, embedded)]
            if "answers" in parts and held[0] == held[1]:
                figures += answers(engine, embedded, wanted.questions)
            if "queries" in parts:
                figures += queries(engine, embedded, wanted.questions)
        if "export" in parts:
            figures.append(export(engine, paths if wanted.embedded else paths[:1]))
        if "generations" in parts:
            figures += generations(engine)
    told(f"Elasticsearch, {held[0]:,} filings; embedded engine, {held[1]:,}", figures, wanted.json)
    return 0


def copied(target: ElasticEngine, source: Engine, most: int) -> list[Figure]:
    """Write ``most`` records of an engine into another, with all their parts."""
    start, count = time.perf_counter(), 0
    with closing(source.searcher()) as searcher, target.writer() as writer:
        hits = searcher.columns(SearchRequest(query=All()))
        places = np.arange(0, len(hits), max(1, len(hits) // most))[:most]
        for some in (places[at : at + _STEP] for at in range(0, len(places), _STEP)):
            writer.write_prepared([target.preparation(searcher.parts(id)) for id in hits.name(some)])
            count += len(some)
        writer.finish()
    seconds = time.perf_counter() - start
    return [Figure(f"copy of {count:,} of {len(hits):,} records, in one process", f"{count / seconds:,.0f}/s", "", None, "", True)]  # fmt: skip


def _records(engine: Engine) -> int:
    with closing(engine.searcher()) as searcher:
        return searcher.count(All())


def loading(engine: ElasticEngine, paths: list[Path], spool: Path, *, bare: bool) -> list[Figure]:
    """Load all files; measure it against the bare client where asked to."""
    count = 0
    if bare:
        count = spooled(engine, paths, spool)
        sent(engine, spool, "warm", count // _WARM)
    start, cpu = time.perf_counter(), time.process_time()
    report = filled(engine, paths)
    ours, cpu = time.perf_counter() - start, time.process_time() - cpu
    if not bare:
        return []
    assert report.counts["indexed"] == count, (report.line(), count)
    alone = sent(engine, spool, "bare", count)
    size = spool.stat().st_size / count / 1000
    what = f"load of {count:,} filings, bodies of {size:.1f} KB (our writing process: {cpu / count * 1000:.2f} ms of CPU each)"
    ratio = alone / ours
    return [Figure(what, f"{count / ours:,.0f}/s", f"{count / alone:,.0f}/s", ratio, "≥ 0.35 ×", ratio >= 0.35)]


def spooled(engine: ElasticEngine, paths: list[Path], spool: Path) -> int:
    """Write the lines of every bulk operation to a file, as our side sends them; return how many."""
    count = 0
    with spool.open("wb") as out:
        for path in paths:
            for given in deliveries(Order(path), preparing(engine.preparation)):
                for one in given.records if isinstance(given, Delivery) else ():
                    assert isinstance(one, Prepared) and one.stored is not None
                    count += 1
                    parts = list(zip(one.headers, one.bodies, strict=True))
                    version = max(head.version for head in one.headers)
                    body = finished(one.stored, version, count, False, parts, None)
                    out.write(Operation("INDEX", one.headers[0].id, version, body).lines + b"\n")
    return count


def sent(engine: ElasticEngine, spool: Path, name: str, most: int) -> float:
    """Return the seconds in which the bare client bulk-indexes the bodies into an index of its own, refresh included."""
    client = engine.cluster.client.options(request_timeout=300)
    index = f"{engine.cluster.prefix}-{name}"
    client.indices.create(index=index, settings=mapping.settings(1, "patent"), mappings=mapping.mapping(None))
    seconds = 0.0
    for lines in _chunks(spool, index, most):
        start = time.perf_counter()
        answer = client.bulk(operations=lines)
        seconds += time.perf_counter() - start
        assert not answer["errors"]
    start = time.perf_counter()
    client.indices.refresh(index=index)
    seconds += time.perf_counter() - start
    client.indices.delete(index=index)
    return seconds


def _chunks(spool: Path, index: str, most: int) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    size = count = 0
    with spool.open("rb") as lines:
        for action in lines:
            body = next(lines)
            chunk.append(action.replace(b'"INDEX"', f'"{index}"'.encode(), 1) + body.rstrip(b"\n"))
            size, count = size + len(body), count + 1
            if size >= CHUNK_BYTES or count >= most:
                yield chunk
                chunk, size = [], 0
            if count >= most:
                return
    if chunk:
        yield chunk


@dataclass(slots=True)
class Times:
    """Milliseconds by question of the service on the cluster, of the bare body, and of the embedded engine."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    embedded: list[float] = field(default_factory=list)


def queries(engine: ElasticEngine, embedded: Engine, count: int) -> list[Figure]:
    """Return a figure for each kind of question, then for facets; the embedded engine's times stand in the first column."""
    asked = {kind: list(questions(kind, count)) for kind in KINDS}
    mixed = [pairs for each in asked.values() for pairs in each[: max(1, count // 4)]]
    asked["5 facets"] = [[*pairs, ("facets", FACETS)] for pairs in mixed]
    return [_query_figure(kind, timed(engine, embedded, each)) for kind, each in asked.items()]


def timed(engine: ElasticEngine, embedded: Engine, asked: list[Pairs]) -> Times:
    """Ask every question once to warm up, then time the sides in turns and keep the better of three."""
    times = Times()
    for pairs in ([*one, *_HITS] for one in asked):
        bare = recorded(engine, pairs)
        sides: list[Callable[[], object]] = [
            lambda: answered(engine, pairs),  # noqa: B023
            bare,
            lambda: answered(embedded, pairs),  # noqa: B023
        ]
        for side in sides:
            side()
        rounds = [[milliseconds(side) for side in sides] for _ in range(3)]
        for kept, values in zip((times.ours, times.bare, times.embedded), zip(*rounds, strict=True), strict=True):
            kept.append(min(values))
    return times


def recorded(engine: ElasticEngine, pairs: Pairs) -> Callable[[], object]:
    """Return a call that sends the body of a search bare: the client's request, its answer read as JSON."""
    bodies: list[Mapping[str, Any]] = []
    asked_of = paging.asked_of
    try:

        def noting(cluster: Any, request: SearchRequest, body: Any) -> Any:
            bodies.append(body)
            return asked_of(cluster, request, body)

        paging.asked_of = noting
        answered(engine, pairs)
    finally:
        paging.asked_of = asked_of
    client = engine.cluster.searching
    path = f"/{engine.cluster.aliases()}/_search"
    query = {"ignore_unavailable": "true", "allow_no_indices": "true", "search_type": "dfs_query_then_fetch"}
    headers = {"accept": "application/json", "content-type": "application/json"}
    body = {**bodies[0], "_source": ["light", "expired"]}
    return lambda: client.perform_request("POST", path, params=query, headers=headers, body=body)


def _query_figure(kind: str, times: Times) -> Figure:
    ours, bare = percentile(times.ours, 0.5), percentile(times.bare, 0.5)
    shown = f"p50 {ours:.1f} ms, p95 {percentile(times.ours, 0.95):.1f} ms"
    beside = f"embedded p50 {percentile(times.embedded, 0.5):.1f} ms, p95 {percentile(times.embedded, 0.95):.1f} ms"
    met = ours <= max(1.3 * bare, bare + 8)
    peer = f"p50 {bare:.1f} ms, p95 {percentile(times.bare, 0.95):.1f} ms"
    return Figure(f"{kind}; {beside}", shown, peer, ours / bare, "≤ 1.3 × or bare + 8 ms", met)


def generations(engine: ElasticEngine) -> list[Figure]:
    """Build a generation and return to the one before, first with nothing loaded since, then with a little."""
    start = time.perf_counter()
    state = engine.reindex()
    built = time.perf_counter() - start
    start = time.perf_counter()
    engine.rollback()
    back = time.perf_counter() - start
    return [
        Figure(
            f"reindex of {state.records:,} records",
            f"{built:.0f} s, {state.records / built:,.0f}/s",
            "",
            None,
            "",
            True,
        ),
        Figure("rollback, nothing loaded since", f"{back:.1f} s", "", None, "≤ 5 s", back <= 5),
    ]


if __name__ == "__main__":
    sys.exit(main())
