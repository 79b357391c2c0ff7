"""The reading side of the port: one view, and the questions that it answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from domain.engine import ClassTitle, CoverageRow, EngineState, FacetCount, Hit, SearchResult
from domain.fields import field_named
from domain.filings import Filing, Right
from domain.hits import Codes, Hits
from domain.marks.register import Channel
from domain.nearness import Embedding, Neighbour
from domain.parts import Part
from domain.query import Filter, Query, SearchRequest
from indexer.engines import columns, highlights
from indexer.engines.embedded import (
    facets,
    hits,
    lexicon,
    likeness,
    marks,
    meaning,
    ordering,
    paging,
    store,
    streaming,
    summary,
    titles,
)
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.guarding import guarded
from indexer.engines.embedded.lookup import EmbeddedLookup
from indexer.engines.embedded.ordering import Cursor
from indexer.engines.embedded.paging import Page
from indexer.engines.embedded.reading import completed, filings_by_id, filings_of, ids_of_keys
from indexer.engines.embedded.view import Reader, View
from indexer.engines.needles import needles
from indexer.engines.querying.translate import Translator


class EmbeddedSearcher:
    """Answers from the view that is newest when it is first asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._view: View | None = None
        self._estimated: tuple[SearchRequest, Translator[Built], Built] | None = None

    @property
    def view(self) -> View:
        """The commit that this searcher sees."""
        if self._view is None:
            self._view = self._reader.view()
        return self._view

    @guarded
    def search(self, request: SearchRequest) -> SearchResult:
        view = self.view
        translator, part = self._translated(request)
        shown = paging.page(view, part, request)
        counted, total = facets.facets(view, translator, part, request, shown.total)
        hits = self._hits(view, request, shown)
        following = _next(view, request, shown, hits)
        return SearchResult(total, tuple(hits), counted, paging.group_count(view, part, request), following)

    def _hits(self, view: View, request: SearchRequest, shown: Page) -> list[Hit]:
        if not shown.hits:
            return []
        numbers = paging.numbers(view, shown.hits)
        filings = filings_of(view.connection, numbers, light=True)
        looked = needles(request.query, view.languages) if request.highlight else []
        found = {num: highlights.in_light(filing, looked) for num, filing in filings.items()} if looked else {}
        wanting = {num: filings[num] for num, one in found.items() if highlights.wants_heavy(looked, one)}
        for num, filing in completed(view.connection, wanting).items():
            highlights.in_heavy(filing, looked, found[num])
        scored = request.sort.field == "relevance"
        hits = []
        for at, (one, num) in enumerate(zip(shown.hits, numbers, strict=True)):
            if num in filings:
                filing, seen = filings[num], found.get(num)
                hits.append(
                    Hit(
                        filing.id, filing.right, float(one.key) if scored else None, filing,
                        tuple(seen.highlights) if seen else (), tuple(seen.terms) if seen else (),
                        shown.groups[at] if shown.groups else None,
                    )
                )  # fmt: skip
        return hits

    @guarded
    def count(self, query: Query, filters: Sequence[Filter] = (), rights: Sequence[Right] = ()) -> int:
        return ordering.count(self.view, Translator(EmbeddedLookup(self.view)).filtered(query, filters, rights).query)

    @guarded
    def cost(self, request: SearchRequest) -> float:
        """Estimate milliseconds: postings and positions read, hits counted for each facet, records shown."""
        lookup = EmbeddedLookup(self.view, dry=True)
        translator = Translator(lookup)
        part = translator.request(request)
        self._estimated = None if lookup.estimated else (request, translator, part)
        counted = sum(part.hits * 120e-6 for _ in request.facets)
        return 1.0 + 1.5 * part.cost + counted + 0.3 * request.size + part.hits * 20e-6

    def _translated(self, request: SearchRequest) -> tuple[Translator[Built], Built]:
        """Translate a request, or take what its estimate translated, where that left nothing open."""
        if self._estimated is not None and self._estimated[0] is request:
            return self._estimated[1:]
        translator = Translator(EmbeddedLookup(self.view))
        return translator, translator.request(request)

    @guarded
    def record(self, id: str) -> Filing | None:
        return self.records([id]).get(id)

    @guarded
    def records(self, ids: Sequence[str]) -> dict[str, Filing]:
        return filings_by_id(self._reader.connection(), dict.fromkeys(ids))

    @guarded
    def parts(self, id: str) -> tuple[Part, ...]:
        return summary.parts(self._reader.connection(), id)

    @guarded
    def ids_of(self, keys: Sequence[str]) -> list[str]:
        return ids_of_keys(self._reader.connection(), keys)

    @guarded
    def stream(self, request: SearchRequest) -> Iterator[Filing]:
        return streaming.stream(self.view, Translator(EmbeddedLookup(self.view)).request(request))

    @guarded
    def terms(self, field: str, prefix: str, size: int) -> list[FacetCount]:
        named = field_named(field)
        if named is None or size <= 0:
            return []
        if named.kind == "class":
            found = [
                FacetCount(term, count)
                for term, count in self.view.searcher.terms_with_prefix(named.name, prefix.upper())
                if not term.startswith(columns.UNDER)
            ]
        elif named.kind in ("keyword", "name", "flag"):
            start = columns.fold_value(prefix)
            pairs = self.view.searcher.terms_with_prefix(named.name + columns.FOLDED, start)
            found = [FacetCount(term.partition("\0")[2], count) for term, count in pairs]
        else:
            return []
        return sorted(found, key=lambda one: (-one.count, one.value))[:size]

    def values(self, field: str) -> Iterator[str]:
        return lexicon.values(self.view, field)

    @guarded
    def columns(self, request: SearchRequest) -> Hits:
        part = Translator(EmbeddedLookup(self.view)).request(request)
        return hits.hits_of(self.view, self._reader.counted(self.view), part.query)

    @guarded
    def kin(self, families: Codes) -> Hits:
        return hits.kin_of(self.view, self._reader.counted(self.view), families)

    @guarded
    def coverage(self) -> list[CoverageRow]:
        return summary.coverage(self.view)

    @guarded
    def state(self) -> EngineState:
        return summary.state(self._reader)

    @guarded
    def symbol_titles(self, scheme: str, symbols: Sequence[str]) -> dict[str, ClassTitle]:
        return titles.titles_of(self._reader.connection(), scheme, symbols)

    @guarded
    def symbol_children(self, scheme: str, symbol: str) -> list[ClassTitle]:
        return titles.titled_children(self._reader.connection(), scheme, symbol)

    @guarded
    def symbols_matching(self, scheme: str, words: str, size: int) -> list[ClassTitle]:
        return titles.titles_matching(self._reader.connection(), scheme, words, size)

    def embedding(self) -> Embedding | None:
        return likeness.embedding(self._reader.folder)

    @guarded
    def nearest(self, vector: Sequence[float], scope: SearchRequest, size: int) -> list[Neighbour]:
        return meaning.nearest(self.view, self._reader.folder, vector, scope, size)

    @guarded
    def cosines(self, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
        return meaning.cosines(self.view, self._reader.folder, vector, ids)

    @guarded
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        return meaning.frequencies(self.view, terms)

    @guarded
    def ranked(self, terms: Mapping[str, float], scope: SearchRequest, size: int) -> list[Neighbour]:
        return meaning.ranked(self.view, terms, scope, size)

    @guarded
    def scores(self, terms: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
        return meaning.scores(self.view, terms, ids)

    @guarded
    def key_counts(self, keys: Sequence[str]) -> dict[str, int]:
        return marks.key_counts(self.view, keys)

    @guarded
    def candidates(self, channels: Sequence[Channel]) -> list[str]:
        return marks.candidates(self.view, channels)

    @guarded
    def coded(self, codes: Sequence[str], most: int) -> list[str]:
        return marks.coded(self.view, codes, most)

    def ahead(self, ask: Callable[[], object]) -> None:
        return None

    @guarded
    def every_mark(self) -> Iterator[str]:
        return marks.every_mark(self.view)

    def close(self) -> None:
        """Let go of the view."""
        self._view = self._estimated = None


def _next(view: View, request: SearchRequest, shown: Page, hits: Sequence[Hit]) -> str | None:
    """Return the cursor after the last hit of a sorted list that goes on."""
    if not shown.more or request.sort.field == "relevance" or not shown.hits:
        return None
    last = shown.hits[-1]
    numbers = paging.numbers(view, shown.hits)
    equal = {num for one, num in zip(shown.hits, numbers, strict=True) if one[0::2] == last[0::2]}
    ids = [row[0] for row in store.rows_in(view.connection, "SELECT id FROM records WHERE num IN ({})", list(equal))]
    if request.cursor is not None:
        before = ordering.read_cursor(request.cursor, request.sort)
        ids += before.ids if (before.key, before.valued) == (last.key, last.valued) else ()
    key = last.key if isinstance(last.key, str) else int(last.key)
    place = shown.place
    return Cursor(request.sort.field, request.sort.descending, last.valued, key, tuple(map(str, ids)), place).text()
