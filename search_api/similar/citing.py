"""The list of citations: what the best hits cite, and what cites them.

Invariants: a link from or to the query's own record is never followed; what is found lies in the scope.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from domain import numbers
from domain.engine import Searcher
from domain.filings import Filing
from domain.nearness import Nearness
from domain.query import And, Cites, Number, Or, Query, SearchRequest
from search_api.similar.fusion import WEIGHTS, Fused, Weights, likely, ordered

BEST = 20
"""Hits whose citations are followed."""
_MOST = 100


class Ranker(Searcher, Nearness, Protocol):
    """A searcher whose index holds vectors."""


def with_citations(
    searcher: Ranker, ranking: Sequence[Fused], scope: SearchRequest, own: Sequence[str], weights: Weights = WEIGHTS
) -> list[Fused]:
    """Return the ranking with what its best hits cite, and what cites them, raised or added."""
    best = [one for one in ranking if one.id not in own][:BEST]
    if not best:
        return list(ranking)
    scores = {one.id: one.score for one in best}
    cited, citing = _links(searcher, searcher.records(list(scores)), scope, set(own))
    known = {one.id: one for one in ranking}
    found = []
    for id in {**known, **cited, **citing}:
        forth = likely((scores[one] for one in cited.get(id, ())), weights)
        back = likely((scores[one] for one in citing.get(id, ())), weights)
        one = known.get(id) or Fused(id, 0.0)
        linked = tuple(sorted(cited.get(id, set()) | citing.get(id, set())))
        raised = one.score + weights.cited * forth + weights.citing * back
        found.append(replace(one, score=raised, citations=max(forth, back), links=linked))
    return ordered(found)


def _links(
    searcher: Ranker, filings: dict[str, Filing], scope: SearchRequest, own: set[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the records of the scope that hits cite, and those that cite hits, each with these hits."""
    keys: dict[str, set[str]] = defaultdict(set)
    for id, filing in filings.items():
        for one in filing.citations:
            if key := numbers.citation_key(one):
                keys[key].add(id)
    ids = {_key_of(id): id for id in filings}
    asked: list[Query] = [Cites(id, (id,)) for id in filings]
    if keys:
        asked.append(Number("publication", "", tuple(sorted(keys))))
    request = replace(scope, query=And((Or(tuple(asked)), scope.query)), page=1, size=_MOST, highlight=False)
    cited: dict[str, set[str]] = {}
    citing: dict[str, set[str]] = {}
    for hit in searcher.search(request).hits:
        if hit.id in own:
            continue
        if hits := keys.get(_key_of(hit.id), set()) - {hit.id}:
            cited[hit.id] = hits
        named = {ids[key] for one in hit.filing.citations if (key := numbers.citation_key(one)) in ids}
        if named - {hit.id}:
            citing[hit.id] = named - {hit.id}
    return cited, citing


def _key_of(id: str) -> str:
    """Return the key by which a publication is cited: its id without the kind."""
    return id.rpartition("-")[0]
