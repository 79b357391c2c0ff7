"""Ranking by vectors and by weighted terms within a scope; see ``domain/nearness.py``.

Invariants: a scope stands inside the search for neighbours, so however few records it leaves, it leaves enough; scores
are those of all shards and rights together.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.errors import EngineTimeout
from domain.filings import Right
from domain.nearness import Neighbour
from domain.query import Sort
from indexer.engines.elastic import asking
from indexer.engines.elastic.asking import Json
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.lookup import SCALE, Asked
from indexer.engines.elastic.mapping import ID, VECTOR
from indexer.engines.ranking import FIELDS, column_of

_FEWEST, _PER_HIT, _MOST = 400, 2, 10_000
"""How many candidates each shard looks at: at least so many, so many for each hit asked for, and the server's limit."""
_RESCORES, _OVERSAMPLE = (8, 18), 3.0
"""The version from which the server scores the best candidates anew by the vectors as they were written: so many for
each hit asked for. Before it, scores are those of one byte for each dimension."""
_TERMS = 500
"""Terms whose frequencies are asked for at once."""


def nearest(
    cluster: Cluster, vector: Sequence[float], scope: Json, rights: Sequence[Right], size: int
) -> list[Neighbour]:
    """Rank a scope by cosine."""
    size = min(size, _MOST)
    if size <= 0 or not any(vector):
        return []
    candidates = min(_MOST, max(_FEWEST, _PER_HIT * size))
    asked: Json = {
        "field": VECTOR, "query_vector": list(vector), "k": size, "num_candidates": candidates, "filter": scope,
    }  # fmt: skip
    if cluster.numbers >= _RESCORES:
        asked["rescore_vector"] = {"oversample": _OVERSAMPLE}
    hits = _hits(cluster, rights, size, knn=asked)
    found = [Neighbour(hit["_id"], 2 * float(hit["_score"]) - 1) for hit in hits]
    return sorted(found, key=lambda one: (-one.score, one.id))


def cosines(cluster: Cluster, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
    """Return the cosines of named records: as many are asked for as there are, so none is passed over."""
    scope = asking.live(Asked({"terms": {ID: list(ids)}}))
    return {one.id: one.score for one in nearest(cluster, vector, scope, (), len(ids))}


def ranked(
    cluster: Cluster, terms: Mapping[str, float], scope: Json, rights: Sequence[Right], size: int
) -> list[Neighbour]:
    """Rank a scope by weighted terms."""
    clauses = [
        {"term": {column_of(name, term): {"value": term, "boost": weight * share * SCALE}}}
        for term, weight in terms.items()
        for name, share in FIELDS.items()
    ]
    if not clauses or size <= 0:
        return []
    query = {"bool": {"should": clauses, "minimum_should_match": 1, "filter": [scope]}}
    order = asking.order(Sort())
    hits = _hits(cluster, rights, min(size, _MOST), query=query, sort=order, search_type="dfs_query_then_fetch")
    return [Neighbour(hit["_id"], float(hit["_score"])) for hit in hits]


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


def _hits(cluster: Cluster, rights: Sequence[Right], size: int, **asked: Any) -> list[Mapping[str, Any]]:
    """Ask for ids and scores alone. Raises ``EngineTimeout`` where only a part was searched in time."""
    answer = cluster.searching.search(
        index=cluster.aliases(rights), ignore_unavailable=True, allow_no_indices=True, size=size, source=False,
        track_total_hits=False, timeout=f"{round(cluster.settings.search_seconds * 1000)}ms",
        allow_partial_search_results=False, **asked,
    )  # fmt: skip
    if answer["timed_out"]:
        raise EngineTimeout("检索没有在限定时间内完成。", "The search did not end in time.")
    found: list[Mapping[str, Any]] = answer["hits"]["hits"]
    return found
