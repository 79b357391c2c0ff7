"""Ranking by weighted terms within a scope, and the cosines of named records; see ``domain/nearness.py``.

Invariant: scores are those of all shards and rights together.
"""

from collections.abc import Mapping, Sequence

from domain.filings import Right
from domain.nearness import Neighbour
from domain.query import Sort
from indexer.engines.elastic import asking
from indexer.engines.elastic.asking import Json
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.likeness import MOST, hits_of, nearest
from indexer.engines.elastic.lookup import Asked
from indexer.engines.elastic.mapping import ID
from indexer.engines.ranking import FIELDS, column_of

_TERMS = 500
"""Terms whose frequencies are asked for at once."""


def cosines(cluster: Cluster, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
    """Return the cosines of named records: as many are asked for as there are, so none is passed over."""
    return {one.id: one.score for one in nearest(cluster, vector, _named(ids), (), len(ids))}


def scores(cluster: Cluster, terms: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
    """Return the scores of named records by weighted terms."""
    return {one.id: one.score for one in ranked(cluster, terms, _named(ids), (), len(ids))}


def _named(ids: Sequence[str]) -> Json:
    return asking.live(Asked({"terms": {ID: list(ids)}}))


def ranked(
    cluster: Cluster, terms: Mapping[str, float], scope: Json, rights: Sequence[Right], size: int
) -> list[Neighbour]:
    """Rank a scope by weighted terms."""
    clauses = [
        {"term": {column_of(name, term): {"value": term, "boost": weight * share}}}
        for term, weight in terms.items()
        for name, share in FIELDS.items()
    ]
    if not clauses or size <= 0:
        return []
    query = {"bool": {"should": clauses, "minimum_should_match": 1, "filter": [scope]}}
    order = asking.order(Sort())
    hits = hits_of(cluster, rights, min(size, MOST), query=query, sort=order, search_type="dfs_query_then_fetch")
    return [Neighbour(hit["fields"][ID][0], float(hit["_score"])) for hit in hits]


def frequencies(cluster: Cluster, terms: Sequence[str]) -> dict[str, int]:
    """Return the document frequencies of terms: without a query beside them, the server reads them off its dictionary."""
    found: dict[str, int] = {}
    for start in range(0, len(terms), _TERMS):
        some = terms[start : start + _TERMS]
        filters = [{"term": {column_of(name, term): term}} for term in some for name in FIELDS]
        answer = cluster.searching.search(
            index=cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, size=0, track_total_hits=False,
            aggs={"terms": {"filters": {"filters": filters}}}, allow_partial_search_results=False,
        )  # fmt: skip
        buckets = answer.get("aggregations", {}).get("terms", {}).get("buckets", [])
        counts = [int(one["doc_count"]) for one in buckets] or [0] * len(filters)
        found |= {term: max(counts[len(FIELDS) * at : len(FIELDS) * (at + 1)]) for at, term in enumerate(some)}
    return found
