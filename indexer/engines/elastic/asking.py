"""A request becomes one search: hits, total, facets and groups come from one answer.

A facet is counted without its own filter: filters of counted fields stand behind the query, and each count has all but
its own. Invariant: every order ends in a unique key.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.engine import Facet
from domain.query import Filter, SearchRequest, Sort
from indexer.engines import aggregations, columns
from indexer.engines.elastic.lookup import Asked
from indexer.engines.elastic.mapping import ID, LIVE
from indexer.engines.querying.requests import GROUPS, facet_field, sort_column, sorts_by_text
from indexer.engines.querying.translate import Translator

Json = dict[str, Any]
NO_HITS: Json = {"match_none": {}}


def live(part: Asked) -> Json:
    """Return the query of a part among the records that are not withdrawn."""
    must = part.json if part.json is not None else NO_HITS
    return {"bool": {"must": [must], "filter": [{"term": {LIVE: True}}]}}


def search_body(translator: Translator[Asked], request: SearchRequest) -> Json:
    """Return the query, the filters behind it, and what is counted."""
    counted = {one.field for one in request.facets}
    plain = [one for one in request.filters if one.field not in counted]
    chosen = {one.field: [] for one in request.filters if one.field in counted}  # type: dict[str, list[Filter]]
    for one in request.filters:
        if one.field in chosen:
            chosen[one.field].append(one)
    body: Json = {"query": live(translator.filtered(request.query, plain))}
    clauses = {name: _clauses(translator, filters) for name, filters in chosen.items()}
    if clauses:
        body["post_filter"] = _joined(list(clauses.values()))
    found: Json = {}
    for at, facet in enumerate(request.facets):
        column = columns.facet_column(facet_field(facet.field))
        terms = aggregations.facet_aggregation(column, facet.size, per_part="shard_size")
        found[f"facet{at}"] = _behind(terms, [one for name, one in clauses.items() if name != facet.field])
    if request.group != "none":
        terms = aggregations.groups_aggregation(GROUPS[request.group], per_part="shard_size")
        found["groups"] = _behind(terms, list(clauses.values()))
    if found:
        body["aggs"] = found
    return body


def _clauses(translator: Translator[Asked], filters: Sequence[Filter]) -> Json:
    asked = [(one.exclude, translator.filter(one).json or NO_HITS) for one in filters]
    return {
        "filter": [json for exclude, json in asked if not exclude],
        "must_not": [json for exclude, json in asked if exclude],
    }


def _joined(clauses: Sequence[Json]) -> Json:
    return {"bool": {name: [json for one in clauses for json in one[name]] for name in ("filter", "must_not")}}


def _behind(terms: Json, clauses: Sequence[Json]) -> Json:
    return {"filter": _joined(clauses), "aggs": {"in": terms}} if clauses else terms


def facets_of(request: SearchRequest, answer: Mapping[str, Any]) -> tuple[Facet, ...]:
    """Read the facets of an answer."""
    found = answer.get("aggregations", {})
    nothing: Json = {"buckets": []}
    return tuple(
        aggregations.read_facet(one.field, one.size, _inner(found.get(f"facet{at}", nothing)))
        for at, one in enumerate(request.facets)
    )


def groups_of(answer: Mapping[str, Any]) -> int | None:
    """Read how many groups there are; ``None`` when they are too many to count."""
    return aggregations.read_groups(_inner(answer.get("aggregations", {}).get("groups", {"buckets": []})))


def _inner(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = answer.get("in", answer)
    return found


def order(sort: Sort) -> list[Json]:
    """Return the order of hits. Raises ``ParameterError`` for a field without one."""
    if sort.field == "relevance":
        first: Json = {"_score": {"order": "desc"}}
    else:
        kind = "keyword" if sorts_by_text(sort) else "long"
        way = "desc" if sort.descending else "asc"
        first = {sort_column(sort): {"order": way, "missing": "_last", "unmapped_type": kind}}
    return [
        first,
        {columns.TIE: {"order": "asc", "unmapped_type": "long"}},
        {ID: {"order": "asc", "unmapped_type": "keyword"}},
    ]
