"""Answer questions without HTTP, against the same ``tantivy.Query`` object that gives ids only: ``python -m bench.query``.

Our side is the service call: the text read, ten hits with records and highlights. The bare side runs the query that ours
was translated to; where facets are asked, with the same five columns counted in the same pass.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure, arguments, milliseconds, percentile, told
from bench.indexes import index_of, opened
from bench.questions import FACETS, KINDS, Pairs, filters, questions
from domain.engine import Engine
from domain.fields import field_named
from indexer.engines import aggregations, columns
from indexer.engines.embedded.lookup import EmbeddedLookup
from indexer.engines.embedded.searcher import EmbeddedSearcher
from indexer.engines.querying.translate import Translator
from search_api import params, search
from search_api.settings import Budgets

_BUDGETS = Budgets(cost_ms=1e9)
_HITS = [("size", "10")]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of both sides, question by question."""

    ours: list[float]
    bare: list[float]
    found: int


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "query", 1_000_000)
    parser.add_argument("--index", type=Path, help="a folder to keep the index in, or that holds one already")
    parser.add_argument("--questions", type=int, default=40, help="questions of each kind (%(default)s)")
    wanted = parser.parse_args(given)
    with index_of(wanted.size, wanted.index) as folder:
        engine = opened(folder)
        figures = measured(engine, wanted.questions)
        engine.close()
    told(f"query, {wanted.size:,} filings", figures, wanted.json)
    return 0


def measured(engine: Engine, count: int) -> list[Figure]:
    """Return a figure for each kind of question, then for facets and for filters."""
    figures = []
    asked = {kind: list(questions(kind, count)) for kind in KINDS}
    for kind, each in asked.items():
        figures.append(_plain(kind, timed(engine, each)))
    mixed = [pairs for each in asked.values() for pairs in each[: max(1, count // 4)]]
    faceted = timed(engine, [[*pairs, ("facets", FACETS)] for pairs in mixed])
    figures.append(_bounded("with 5 facets", faceted, 1.3, 250.0))
    filtered = timed(engine, [[*pairs, ("facets", FACETS), *filters(at)] for at, pairs in enumerate(mixed)])
    figures.append(_bounded("with 5 facets and 3 active filters", filtered, 2.5, None))
    return figures


def timed(engine: Engine, asked: list[Pairs]) -> Times:
    """Ask every question once to warm up, then time both sides in turns and keep the better of three."""
    ours, bare, found = [], [], 0
    for pairs in asked:
        whole, alone = _whole(engine, [*pairs, *_HITS]), _bare(engine, [*pairs, *_HITS])
        found += whole() > 0
        alone()
        rounds = [(milliseconds(alone), milliseconds(whole)) for _ in range(3)]
        bare.append(min(one for one, _ in rounds))
        ours.append(min(one for _, one in rounds))
    return Times(ours, bare, found)


def _whole(engine: Engine, pairs: Pairs) -> Callable[[], int]:
    def call() -> int:
        searcher = engine.searcher()
        answer = search.search(searcher, params.read(pairs, "en", _BUDGETS), _BUDGETS)
        searcher.close()
        return answer.result.total

    return call


def _bare(engine: Engine, pairs: Pairs) -> Callable[[], object]:
    searcher = engine.searcher()
    assert isinstance(searcher, EmbeddedSearcher)
    view = searcher.view
    request = params.read(pairs, "en", _BUDGETS).request
    query = Translator(EmbeddedLookup(view)).request(request).query
    fields = [field for one in request.facets if (field := field_named(one.field))]
    counted = {field.name: aggregations.facet_aggregation(columns.facet_column(field), 10) for field in fields}

    def call() -> object:
        hits = view.searcher.search(query, 10).hits
        return hits, view.searcher.aggregate(query, counted) if counted else None

    return call


def _plain(kind: str, times: Times) -> Figure:
    ours, bare, last = percentile(times.ours, 0.5), percentile(times.bare, 0.5), percentile(times.ours, 0.95)
    met = ours <= max(1.6 * bare, bare + 8) and last <= 60
    return _figure(
        f"{kind} ({times.found} of {len(times.ours)} with hits)", times, "≤ 1.6 × or bare + 8 ms, p95 ≤ 60 ms", met
    )


def _bounded(what: str, times: Times, ratio: float, last: float | None) -> Figure:
    ours, bare = percentile(times.ours, 0.5), percentile(times.bare, 0.5)
    met = ours <= ratio * bare and (last is None or percentile(times.ours, 0.95) <= last)
    wanted = f"≤ {ratio} ×" + (f", p95 ≤ {last:.0f} ms" if last else "")
    return _figure(what, times, wanted, met)


def _figure(what: str, times: Times, wanted: str, met: bool) -> Figure:
    ours, bare = percentile(times.ours, 0.5), percentile(times.bare, 0.5)
    return Figure(
        what, f"p50 {ours:.1f} ms, p95 {percentile(times.ours, 0.95):.1f} ms",
        f"p50 {bare:.1f} ms, p95 {percentile(times.bare, 0.95):.1f} ms", ours / bare, wanted, met,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
