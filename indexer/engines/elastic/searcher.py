"""The reading side of the port over a cluster: one search for each question."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from domain.engine import ClassTitle, CoverageRow, EngineState, FacetCount, Groups, Hit, SearchResult
from domain.filings import Filing, Right
from domain.hits import Codes, Hits
from domain.marks.register import Answer, Channel
from domain.nearness import Embedding, Neighbour
from domain.parts import Part
from domain.query import All, Filter, Query, SearchRequest
from indexer.engines import aggregations, highlights
from indexer.engines.elastic import asking, counted, likeness, marks, meaning, paging, reading, summary, titles
from indexer.engines.elastic.bodies import filing_of
from indexer.engines.elastic.guarding import guarded
from indexer.engines.elastic.lookup import Asked, ElasticLookup
from indexer.engines.elastic.view import Reader, View
from indexer.engines.needles import needles
from indexer.engines.querying import requests
from indexer.engines.querying.translate import Translator


class ElasticSearcher:
    """Answers from what was last refreshed; each call is one search, so its numbers agree."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._estimated: tuple[SearchRequest, View, Translator[Asked]] | None = None

    def _translator(self, view: View) -> Translator[Asked]:
        return Translator(ElasticLookup(self._reader, view))

    @guarded
    def search(self, request: SearchRequest) -> SearchResult:
        view = self._reader.view()
        requests.checked(request)
        estimated = self._estimated
        known = estimated is not None and estimated[0] is request and estimated[1] is view
        body = asking.search_body(estimated[2] if estimated and known else self._translator(view), request)
        shown = paging.page(view.cluster, body, request)
        total = int(shown.answer["hits"]["total"]["value"])
        groups = self._groups(view, body, request, shown.answer)
        hits = self._hits(view, request, shown.hits)
        return SearchResult(total, tuple(hits), asking.facets_of(request, shown.answer), groups, shown.next)

    def _groups(
        self, view: View, body: Mapping[str, Any], request: SearchRequest, answer: Mapping[str, Any]
    ) -> Groups | None:
        if request.group == "none":
            return None
        found = asking.groups_of(answer)
        if found is not None:
            return Groups(found, "eq")
        most = {"field": requests.GROUPS[request.group], "precision_threshold": aggregations.MOST_GROUPS}
        asked = {name: body[name] for name in ("query", "post_filter") if name in body}
        query = {"bool": {"filter": list(asked.values())}}
        counted = paging.asked_of(
            view.cluster, request, {"query": query, "size": 0, "aggs": {"groups": {"cardinality": most}}}
        )
        estimate = int(counted["aggregations"]["groups"]["value"])
        return Groups(max(aggregations.MOST_GROUPS + 1, estimate), "estimated")

    def _hits(self, view: View, request: SearchRequest, found: Sequence[Mapping[str, Any]]) -> list[Hit]:
        filings = [filing_of(one["_source"]) for one in found]
        looked = needles(request.query, view.state.languages) if request.highlight else []
        seen = {one.id: highlights.in_light(one, looked) for one in filings} if looked else {}
        read = zip(found, filings, strict=True)
        wanting = [(one, filing) for one, filing in read if looked and highlights.wants_heavy(looked, seen[filing.id])]
        if wanting:
            for filing in reading.whole(view.cluster, wanting):
                highlights.in_heavy(filing, looked, seen[filing.id])
        scored = request.sort.field == "relevance"
        column = requests.GROUPS.get(request.group)
        return [
            Hit(
                filing.id, filing.right, float(one["_score"]) if scored else None, filing,
                tuple(seen[filing.id].highlights) if seen else (), tuple(seen[filing.id].terms) if seen else (),
                int(one["fields"][column][0]) if column else None,
            )
            for filing, one in zip(filings, found, strict=True)
        ]  # fmt: skip

    @guarded
    def count(self, query: Query, filters: Sequence[Filter] = (), rights: Sequence[Right] = ()) -> int:
        view = self._reader.view()
        part = self._translator(view).filtered(query, filters)
        request = SearchRequest(query=query, rights=tuple(rights))
        answer = paging.asked_of(
            view.cluster, request, {"query": asking.live(part), "size": 0, "track_total_hits": True}
        )
        return int(answer["hits"]["total"]["value"])

    @guarded
    def cost(self, request: SearchRequest) -> float:
        """Estimate milliseconds from the query's parts and how many records there are; nothing is looked up.

        What it translates serves the search that follows, where nothing was left open.
        """
        view = self._reader.view()
        lookup = ElasticLookup(self._reader, view, dry=True)
        translator = Translator(lookup)
        part = translator.request(request)
        self._estimated = None if lookup.estimated else (request, view, translator)
        scale = 1.0 + self._reader.records() / 1_000_000
        return 2.0 + scale * (part.cost + 3.0 * len(request.facets)) + 0.2 * request.size

    @guarded
    def record(self, id: str) -> Filing | None:
        return self.records([id]).get(id)

    @guarded
    def records(self, ids: Sequence[str]) -> dict[str, Filing]:
        return reading.filings_by_id(self._reader.cluster, ids)

    @guarded
    def parts(self, id: str) -> tuple[Part, ...]:
        return summary.parts(self._reader.cluster, id)

    @guarded
    def ids_of(self, keys: Sequence[str]) -> list[str]:
        return reading.ids_of_keys(self._reader.cluster, keys)

    @guarded
    def stream(self, request: SearchRequest) -> Iterator[Filing]:
        view = self._reader.view()
        part = self._translator(view).request(request)
        return reading.stream(view.cluster, asking.live(part))

    @guarded
    def terms(self, field: str, prefix: str, size: int) -> list[FacetCount]:
        return summary.terms(self._reader.cluster, field, prefix, size)

    def values(self, field: str) -> Iterator[str]:
        return counted.values(self._reader.view(), field)

    @guarded
    def columns(self, request: SearchRequest) -> Hits:
        view = self._reader.view()
        part = self._translator(view).request(request)
        return counted.hits_of(view.cluster, asking.live(part))

    @guarded
    def kin(self, families: Codes) -> Hits:
        view = self._reader.view()
        return counted.kin_of(view.cluster, self._scope(view, SearchRequest(query=All())), families)

    @guarded
    def coverage(self) -> list[CoverageRow]:
        view = self._reader.view()
        return view.once("coverage", lambda: summary.coverage(view))

    @guarded
    def state(self) -> EngineState:
        view = self._reader.view()
        return view.once("state", lambda: summary.state(view))

    @guarded
    def symbol_titles(self, scheme: str, symbols: Sequence[str]) -> dict[str, ClassTitle]:
        return titles.titles_of(self._reader.cluster, scheme, symbols)

    @guarded
    def symbol_children(self, scheme: str, symbol: str) -> list[ClassTitle]:
        return self._reader.view().titled_children(scheme, symbol)

    @guarded
    def symbols_matching(self, scheme: str, words: str, size: int) -> list[ClassTitle]:
        return titles.titles_matching(self._reader.cluster, scheme, words, size)

    @guarded
    def embedding(self) -> Embedding | None:
        return self._reader.embedding()

    @guarded
    def nearest(self, vector: Sequence[float], scope: SearchRequest, size: int) -> list[Neighbour]:
        view = self._reader.view()
        if view.model is None:
            return []
        return likeness.nearest(view.cluster, vector, self._scope(view, scope), scope.rights, size)

    @guarded
    def cosines(self, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
        view = self._reader.view()
        return meaning.cosines(view.cluster, vector, ids) if view.model is not None else {}

    @guarded
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        return meaning.frequencies(self._reader.cluster, terms)

    @guarded
    def ranked(self, terms: Mapping[str, float], scope: SearchRequest, size: int) -> list[Neighbour]:
        view = self._reader.view()
        return meaning.ranked(view.cluster, terms, self._scope(view, scope), scope.rights, size)

    @guarded
    def scores(self, terms: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
        return meaning.scores(self._reader.view().cluster, terms, ids)

    def _scope(self, view: View, scope: SearchRequest) -> asking.Json:
        return asking.live(self._translator(view).request(scope))

    @guarded
    def key_counts(self, keys: Sequence[str]) -> dict[str, int]:
        return marks.key_counts(self._reader, keys)

    @guarded
    def candidates(self, channels: Sequence[Channel]) -> list[str]:
        return marks.candidates(self._reader.view(), channels)

    @guarded
    def coded(self, codes: Sequence[str], most: int) -> list[str]:
        return marks.coded(self._reader.view(), codes, most)

    def ahead(self, ask: Callable[[], Answer]) -> Callable[[], Answer]:
        return self._reader.ahead.submit(ask).result

    @guarded
    def every_mark(self) -> Iterator[str]:
        return marks.every_mark(self._reader.view())

    def close(self) -> None:
        """Let go of what was translated."""
        self._estimated = None
