"""The cluster engine against the bare client, and beside the embedded engine: ``python -m bench.elastic``.

Loading: a whole load, against the bare client sending the same bodies in bulk, both in one stream, after a warm-up.
Asking: the service call (ten hits with records and highlights), against the same body sent bare. Both engines hold the
same filings, so their answers are compared too. Then an export while a load runs, and the way back to a generation.
"""

import gc
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.cluster import cluster_engine
from bench.figures import Figure, arguments, milliseconds, percentile, told
from bench.indexes import filled, publications
from bench.questions import FACETS, KINDS, Pairs, questions
from domain.engine import Engine, SearchResult
from domain.query import All, SearchRequest
from indexer.build import LoadOptions, load
from indexer.engines.elastic import mapping, paging
from indexer.engines.elastic.bodies import Prepared, finished
from indexer.engines.elastic.bulk import CHUNK_BYTES, Operation
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.reading_ahead import Delivery, Order, read_here
from search_api import params, search
from search_api.settings import Budgets

_BUDGETS = Budgets(cost_ms=1e9)
_HITS = [("size", "10")]
_WARM = 10
"""One of so many bodies is sent to warm the server up."""
PARTS = ("load", "answers", "queries", "export", "generations")


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "elastic", 100_000)
    parser.add_argument("--url", help="a cluster that is there already; without it one node is started")
    parser.add_argument("--questions", type=int, default=20, help="questions of each kind (%(default)s)")
    parser.add_argument("--parts", default=",".join(PARTS), help="what to measure (%(default)s)")
    wanted = parser.parse_args(given)
    parts = wanted.parts.split(",")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as temporary, cluster_engine(wanted.url) as engine:
        folder = Path(temporary)
        paths = publications(folder / "files", wanted.size)
        figures += loading(engine, paths, folder / "bodies", bare="load" in parts)
        if {"answers", "queries"} & set(parts):
            embedded = EmbeddedEngine(folder / "embedded")
            filled(embedded, paths)
            if "answers" in parts:
                figures += answers(engine, embedded, wanted.questions)
            if "queries" in parts:
                figures += queries(engine, embedded, wanted.questions)
            embedded.close()
        if "export" in parts:
            figures.append(export(engine, paths))
        if "generations" in parts:
            figures += generations(engine)
    told(f"Elasticsearch, {wanted.size:,} filings", figures, wanted.json)
    return 0


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
            for given in read_here(Order(path), engine.preparation):
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
    client.indices.create(index=index, settings=mapping.settings(1), mappings=mapping.mapping(None))
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
class Agreement:
    """How many answers of both engines were the same, by what was compared."""

    asked: int = 0
    same: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COMPARED, 0))
    ranked: int = 0
    in_order: int = 0
    but_for_ties: int = 0
    """Best tens that are the same but for the order of hits with equal scores."""
    near: int = 0
    """Best tens that differ in hits whose scores lie within a fiftieth of each other."""


_COMPARED = ("totals", "facets", "families", "applications", "ids by date")


def answers(ours: ElasticEngine, theirs: Engine, count: int) -> list[Figure]:
    """Ask both engines the same and compare."""
    found = Agreement()
    for pairs in [pairs for kind in KINDS for pairs in questions(kind, count)]:
        by_date = [*pairs, ("sort", "-published"), ("size", "100"), ("facets", FACETS)]
        each = [[_asked(one, by_date), _asked(one, [*pairs, ("group", "family")]), _asked(one, [*pairs, ("group", "application")])] for one in (ours, theirs)]  # fmt: skip
        (a, fa, aa), (b, fb, ab) = each
        found.asked += 1
        found.same["totals"] += a.total == b.total
        found.same["facets"] += a.facets == b.facets
        found.same["families"] += fa.groups == fb.groups
        found.same["applications"] += aa.groups == ab.groups
        found.same["ids by date"] += [one.id for one in a.hits] == [one.id for one in b.hits]
        _compare_ranked(found, _asked(ours, [*pairs, ("size", "100")]), _asked(theirs, [*pairs, ("size", "100")]))
    figures = [
        Figure(f"the same {name}", f"{same} of {found.asked}", "embedded engine", None, "all", same == found.asked)
        for name, same in found.same.items()
    ]
    share = (found.in_order + found.but_for_ties) / max(1, found.ranked)
    left = found.ranked - found.in_order - found.but_for_ties
    what = (
        f"the same best ten, of {found.ranked} ranked answers ({found.in_order} in the same order, {found.but_for_ties} but "
        f"for that of equal scores; {left} differ, {found.near} of them in scores within 2 %)"
    )
    return [*figures, Figure(what, f"{share:.1%}", "embedded engine", None, "≥ 95 %", share >= 0.95)]


def _compare_ranked(found: Agreement, a: SearchResult, b: SearchResult) -> None:
    """Compare the first ten of two longer lists, whose later hits tell which scores are equal."""
    if not a.hits and not b.hits:
        return
    found.ranked += 1
    if [one.id for one in a.hits[:10]] == [one.id for one in b.hits[:10]]:
        found.in_order += 1
    elif _agree(a, b, 1e-6) and _agree(b, a, 1e-6):
        found.but_for_ties += 1
    else:
        found.near += _agree(a, b, 0.02) and _agree(b, a, 0.02)


def _agree(one: SearchResult, other: SearchResult, slack: float) -> bool:
    """Tell whether the order of ``one`` is an order of ``other`` too, scores within ``slack`` being equal there."""
    scores = {hit.id: hit.score or 0.0 for hit in other.hits}
    found = [scores.get(hit.id) for hit in one.hits[:10]]
    if any(score is None for score in found):
        return False
    rising = all(later <= earlier * (1 + slack) for earlier, later in pairwise(score or 0.0 for score in found))
    last = [hit.score or 0.0 for hit in other.hits[:10]][-1]
    return rising and (found[-1] or 0.0) >= last * (1 - slack)


def _asked(engine: Engine, pairs: Pairs) -> SearchResult:
    with closing(engine.searcher()) as searcher:
        return search.search(searcher, params.read(pairs, "en", _BUDGETS), _BUDGETS).result


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
            lambda: _asked(engine, pairs),  # noqa: B023
            bare,
            lambda: _asked(embedded, pairs),  # noqa: B023
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
        _asked(engine, pairs)
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


def export(engine: ElasticEngine, paths: list[Path]) -> Figure:
    """Stream everything while the same files are loaded again; count, and look at memory on the way."""
    whole = engine.searcher().count(All())
    stop = threading.Event()
    loads = 0

    def load_again() -> None:
        nonlocal loads
        while not stop.is_set():
            load(engine, paths[:1], LoadOptions(again=True, processes=False))
            loads += 1

    beside = threading.Thread(target=load_again)
    beside.start()
    ids: list[str] = []
    marks: list[int] = []
    start = time.perf_counter()
    for at, filing in enumerate(engine.searcher().stream(SearchRequest(query=All()))):
        ids.append(filing.id)
        if at % max(1, whole // 10) == 0:
            gc.collect()
            marks.append(_resident())
    seconds = time.perf_counter() - start
    stop.set()
    beside.join()
    exact = len(ids) == whole and all(one < other for one, other in pairwise(ids))
    grown = (marks[-1] - marks[len(marks) // 2]) / 1024
    what = f"export of {len(ids):,} of {whole:,} records while a load ran ({loads} times one file): {grown:+.0f} MB of memory in its second half"
    met = exact and grown < 64
    return Figure(what, f"{len(ids) / seconds:,.0f}/s", "", None, "constant memory, exact count", met)


def _resident() -> int:
    """Return the memory of this process in KB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmRSS"))


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
