"""What Elasticsearch can look up; see ``querying/lookup.py``. A part of a query is its JSON, and what it costs.

Nothing that a person wrote is ever parsed by the server: terms and values stand in ``term``, ``terms``, ``match_phrase``
over our own terms, ``prefix`` and ``wildcard`` with their signs escaped, intervals and spans.
Invariants (each checked against brute force): a proximity within n words never crosses a sentence; unordered intervals
are asked only of places that share no word.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from domain.classification import sort_key, symbol_range
from domain.engine import ClassTitle
from domain.filings import Filing
from domain.query import Listed, Similar, Span
from indexer.engines import lists
from indexer.engines.elastic import likeness
from indexer.engines.elastic.guarding import guarded
from indexer.engines.elastic.mapping import FOLD, ID, LIVE, PARAGRAPH, PLACE, SENTENCE
from indexer.engines.elastic.reading import filings_by_id, ids_of_keys, pages_of
from indexer.engines.elastic.shapes import shape
from indexer.engines.elastic.view import Reader, View
from indexer.engines.elastic.vocabulary import words_like
from indexer.engines.querying.patterns import Pattern, Place

Json = dict[str, Any]
_LEAF, _WORDS, _SHAPE, _NEAR, _RECORD, _MEANING, _LIST = 0.5, 1.0, 5.0, 4.0, 2.0, 10.0, 20.0
_MOST_TERMS = 50_000
"""Terms of one list: the server takes 65,536 unless it is told otherwise."""


class Asked(NamedTuple):
    """``json`` is ``None`` where nothing can be found; ``cost`` is in milliseconds."""

    json: Json | None
    cost: float = _LEAF


NOTHING = Asked(None, 0.0)
_ENDS = (SENTENCE, PARAGRAPH)
"""A sentence ends where a paragraph does."""


def constant(query: Json, boost: float = 0.0) -> Json:
    """Return a query whose hits all have one score."""
    return {"constant_score": {"filter": query, "boost": boost}}


class ElasticLookup:
    """Looks up in one view; ``dry`` only estimates, and asks nothing."""

    def __init__(self, reader: Reader, view: View, *, dry: bool = False) -> None:
        self._reader = reader
        self._view = view
        self._dry = dry
        self.estimated = False
        """Whether something was only estimated that asking the cluster would decide."""
        self._known: dict[tuple[str, str, str], list[str]] = {}
        """The words of a shape: a proximity asks for them to find, and to weigh."""

    @property
    def languages(self) -> Sequence[str]:
        return self._view.state.languages

    # putting together

    def nothing(self) -> Asked:
        return NOTHING

    def everything(self) -> Asked:
        return Asked({"match_all": {}}, 1.0)

    def union(self, parts: Iterable[Asked]) -> Asked:
        given = [one for one in parts if one.json is not None]
        if len(given) <= 1:
            return given[0] if given else NOTHING
        cost = sum(one.cost for one in given)
        return Asked({"bool": {"should": [one.json for one in given], "minimum_should_match": 1}}, cost)

    def both(self, parts: Sequence[Asked]) -> Asked:
        if len(parts) == 1:
            return parts[0]
        if any(one.json is None for one in parts):
            return NOTHING
        return Asked({"bool": {"must": [one.json for one in parts]}}, sum(one.cost for one in parts))

    def without(self, parts: Sequence[Asked], excluded: Sequence[Asked]) -> Asked:
        if any(one.json is None for one in parts):
            return NOTHING
        must = [one.json for one in parts] or [constant({"match_all": {}})]
        must_not = [one.json for one in excluded if one.json is not None]
        cost = sum(one.cost for one in (*parts, *excluded))
        return Asked({"bool": {"must": must, "must_not": must_not}}, cost)

    def boosted(self, part: Asked, weight: float) -> Asked:
        if part.json is None or weight == 1.0:
            return part
        return part._replace(json={"bool": {"must": [part.json], "boost": weight}})

    def unscored(self, part: Asked) -> Asked:
        return part if part.json is None else part._replace(json=constant(part.json))

    # exact values

    def term(self, column: str, value: str, *, scored: bool = False) -> Asked:
        if not scored:
            return Asked(constant({"term": {column: value}}))
        return Asked({"term": {column: value}})

    def any_term(self, column: str, values: Sequence[str]) -> Asked:
        return Asked(constant({"terms": {column: list(values)}})) if values else NOTHING

    def any_number(self, column: str, values: Sequence[int]) -> Asked:
        return Asked(constant({"terms": {column: list(values)}})) if values else NOTHING

    def between(self, column: str, low: int | None, high: int | None) -> Asked:
        bounds = {name: value for name, value in (("gte", low), ("lte", high)) if value is not None}
        return Asked(constant({"range": {column: bounds}} if bounds else {"exists": {"field": column}}))

    def folded(self, field: str, value: str, span: Span) -> Asked:
        return Asked(constant({"term": {field + FOLD: value}}))

    def folded_like(self, field: str, start: str, rest: str, span: Span) -> Asked:
        return Asked(constant(shape(field + FOLD, start, rest)), _SHAPE)

    def value_like(self, column: str, start: str, rest: str, span: Span) -> Asked:
        return Asked(constant(shape(column, start, rest)), _SHAPE)

    def symbols(
        self, field: str, scheme: str, ends: tuple[str | None, str | None], inclusive: tuple[bool, bool]
    ) -> Asked:
        first, last = ends
        bounds: dict[str, str] = {}
        if first:
            bounds["gte"] = symbol_range(scheme, first, first)[0]
        if last:
            bounds["lte"] = symbol_range(scheme, last, last)[1]
        left_out = [sort_key(scheme, end) for end, kept in zip(ends, inclusive, strict=True) if end and not kept]
        ranges = [bounds]
        for key in left_out:  # a symbol is left out, what stands below it is not
            ranges = [
                cut
                for one in ranges
                for cut in ({**_named(one, "gte", "gt"), "lt": key}, {**_named(one, "lte", "lt"), "gt": key})
                if _possible(cut)
            ]
        place = field + PLACE
        queries = [{"range": {place: one}} if one else {"exists": {"field": place}} for one in ranges]
        if not queries:
            return NOTHING
        return Asked(constant(queries[0] if len(queries) == 1 else {"bool": {"should": queries}}), _SHAPE)

    # words

    def phrase(self, column: str, terms: Sequence[str]) -> Asked:
        return Asked({"match_phrase": {column: " ".join(terms)}}, _WORDS * len(terms))

    def beginning(self, column: str, before: Sequence[str], start: str, rest: str, span: Span) -> Asked:
        if not before:
            return Asked(constant(shape(column, start, rest), 1.0), _SHAPE)
        clauses = [_span_term(column, one) for one in before]
        clauses.append({"span_multi": {"match": shape(column, start, rest)}})
        return Asked({"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}, _SHAPE + _NEAR)

    def words_like(self, column: str, start: str, rest: str, limit: int, span: Span) -> list[str]:
        if self._asks_nothing():
            return [start]
        key = (column, start, rest)
        if key not in self._known:
            self._known[key] = words_like(self._view.cluster, column, start, rest, limit, span)
        return self._known[key]

    def in_one(self, column: str, places: Sequence[Place], unit: str, gap: int) -> Asked:
        apart = (PARAGRAPH,) if unit in ("paragraph", "claim") else _ENDS
        rule = {
            "all_of": {
                "intervals": [_any_of(one) for one in places],
                "max_gaps": gap if unit == "words" else -1,
                "filter": {"not_containing": _any_of(Place(apart))},
            }
        }
        return Asked({"intervals": {column: rule}}, _NEAR * len(places))

    def pattern(self, column: str, pattern: Pattern) -> Asked:
        if len(pattern) == 1:
            terms = pattern[0][1].terms
            return self.term(column, terms[0], scored=True) if len(terms) == 1 else self.any_term(column, terms)
        single = all(len(place.terms) == 1 for _, place in pattern)
        if single and pattern[-1][0] == len(pattern) - 1:
            return self.phrase(column, [place.terms[0] for _, place in pattern])
        clauses: list[Json] = []
        for at, (offset, place) in enumerate(pattern):
            gap = offset - pattern[at - 1][0] - 1 if at else 0
            if gap:
                clauses.append({"span_gap": {column: gap}})
            clauses.append(_span_any(column, place))
        near = {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}
        kept = {"include": near, "exclude": _span_any(column, Place(_ENDS))}
        return Asked({"span_not": kept}, _NEAR * len(pattern))

    @guarded
    def verified(self, candidates: Asked, holds: Callable[[Filing], bool], most: int) -> Asked | None:
        cost = candidates.cost + 100 * _RECORD
        if self._asks_nothing() or candidates.json is None:
            return candidates._replace(cost=cost)
        query = {"bool": {"filter": [candidates.json, {"term": {LIVE: True}}]}}
        kept: list[str] = []
        for count, filing in enumerate(pages_of(self._view.cluster, query), 1):
            if count > most:
                return None
            if holds(filing):
                kept.append(filing.id)
        if not kept:
            return NOTHING
        both = {"bool": {"must": [candidates.json], "filter": [{"terms": {"id": kept}}]}}
        return Asked(both, cost)

    # meaning

    def similar(self, node: Similar) -> Asked:
        return Asked(likeness.similar(self._reader, node, dry=self._asks_nothing()), _MEANING)

    # records

    def listed(self, node: Listed) -> Asked:
        if self._dry:
            return Asked({"match_all": {}}, _LIST)
        ids = lists.ids_of(self._reader.folder, node)
        asked = [{"terms": {ID: ids[start : start + _MOST_TERMS]}} for start in range(0, len(ids), _MOST_TERMS)]
        return self.unscored(self.union(Asked(one, _LIST) for one in asked))

    def ids_of(self, keys: Sequence[str]) -> list[str]:
        return [] if self._asks_nothing() else ids_of_keys(self._view.cluster, keys)

    def filings(self, ids: Sequence[str]) -> dict[str, Filing]:
        return {} if self._asks_nothing() else filings_by_id(self._view.cluster, ids)

    def children(self, scheme: str, symbol: str) -> list[str]:
        return [] if self._asks_nothing() else self._reader.children(scheme, symbol)

    def titled(self, scheme: str) -> list[ClassTitle]:
        return [] if self._asks_nothing() else self._view.titled_children(scheme, "")

    def _asks_nothing(self) -> bool:
        self.estimated = self.estimated or self._dry
        return self._dry


def _named(bounds: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in bounds.items() if name in names}


def _possible(bounds: dict[str, str]) -> bool:
    low = bounds.get("gte", bounds.get("gt", ""))
    high = bounds.get("lte", bounds.get("lt"))
    return high is None or low < high or (low == high and "gte" in bounds and "lte" in bounds)


def _any_of(place: Place) -> Json:
    rules = [{"match": {"query": term}} for term in place.terms]
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}


def _span_term(column: str, term: str) -> Json:
    return {"span_term": {column: term}}


def _span_any(column: str, place: Place) -> Json:
    if len(place.terms) == 1:
        return _span_term(column, place.terms[0])
    return {"span_or": {"clauses": [_span_term(column, term) for term in place.terms]}}
