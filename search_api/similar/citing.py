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
from search_api.similar.fusion import WEIGHTS, Fused, Weights

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
    filings = searcher.records([one.id for one in best])
    links = _links(searcher, filings, scope, set(own))
    top = best[0].score
    worth: dict[str, float] = {}
    for id, hits in links.items():
        worth[id] = sum(_strength(one.score / top, weights) for one in best if one.id in hits)
    largest = max(worth.values(), default=0.0)
    if not largest:
        return list(ranking)
    known = {one.id: one for one in ranking}
    found = []
    for id in {**known, **worth}:
        one = known.get(id) or Fused(id, 0.0, 0.0, 0.0)
        share = worth.get(id, 0.0) / largest
        links_of = tuple(sorted(links.get(id, ())))
        found.append(replace(one, score=one.score + weights.citations * share, citations=share, links=links_of))
    return sorted(found, key=lambda one: (-one.score, one.id))


def _strength(score: float, weights: Weights) -> float:
    return 1 - weights.hop + weights.hop * score


def _links(searcher: Ranker, filings: dict[str, Filing], scope: SearchRequest, own: set[str]) -> dict[str, set[str]]:
    """Return the records of the scope linked with hits, and the hits that each is linked with."""
    cited = defaultdict(set)
    for id, filing in filings.items():
        for one in filing.citations:
            if key := numbers.citation_key(one):
                cited[key].add(id)
    own_keys = {_key_of(id): id for id in filings}
    asked: list[Query] = [Cites(id, (id,)) for id in filings]
    if cited:
        asked.append(Number("publication", "", tuple(sorted(cited))))
    request = replace(scope, query=And((Or(tuple(asked)), scope.query)), page=1, size=_MOST, highlight=False)
    links: dict[str, set[str]] = defaultdict(set)
    for hit in searcher.search(request).hits:
        if hit.id in own:
            continue
        links[hit.id] |= cited.get(_key_of(hit.id), set())
        for one in hit.filing.citations:
            if (key := numbers.citation_key(one)) in own_keys:
                links[hit.id].add(own_keys[key])
    return {id: hits for id, hits in links.items() if hits - {id}}


def _key_of(id: str) -> str:
    """Return the key by which a publication is cited: its id without the kind."""
    return id.rpartition("-")[0]
