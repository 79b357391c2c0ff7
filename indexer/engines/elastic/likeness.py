"""What is nearest to a vector within a scope, and within all records as a part of a query.

Invariant: a scope stands inside the search for neighbours, so however few records it leaves, the nearest of them are
found.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.errors import EngineTimeout
from domain.filings import Right
from domain.nearness import Neighbour
from domain.query import Similar
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.mapping import ID, LIVE, VECTOR
from indexer.engines.elastic.view import Reader
from indexer.engines.querying.similar import WEIGHT, vector_of

Json = dict[str, Any]
_FEWEST, _PER_HIT, MOST = 400, 2, 10_000
"""How many candidates each shard looks at: at least so many, so many for each hit asked for, and the server's limit."""
_RESCORES, _OVERSAMPLE = (8, 18), 3.0
"""The version from which the server scores the best candidates anew by the vectors as they were written: so many for
each hit asked for. Before it, scores are those of one byte for each dimension."""


def nearest(
    cluster: Cluster, vector: Sequence[float], scope: Json, rights: Sequence[Right], size: int
) -> list[Neighbour]:
    """Rank a scope by cosine."""
    size = min(size, MOST)
    if size <= 0 or not any(vector):
        return []
    candidates = min(MOST, max(_FEWEST, _PER_HIT * size))
    asked: Json = {
        "field": VECTOR, "query_vector": list(vector), "k": size, "num_candidates": candidates, "filter": scope,
    }  # fmt: skip
    if cluster.numbers >= _RESCORES:
        asked["rescore_vector"] = {"oversample": _OVERSAMPLE}
    hits = hits_of(cluster, rights, size, knn=asked)
    found = [Neighbour(hit["fields"][ID][0], 2 * float(hit["_score"]) - 1) for hit in hits]
    return sorted(found, key=lambda one: (-one.score, one.id))


def similar(reader: Reader, node: Similar, *, dry: bool = False) -> Json | None:
    """Return the nearest records as a part of a query, each with its cosine as its score; ``None`` for nothing.

    Raises ``FunctionMisused``.
    """
    vector = vector_of(reader.embedding(), node)
    if dry or not vector:
        return {"match_all": {}} if vector else None
    found = nearest(reader.cluster, vector, {"term": {LIVE: True}}, (), node.k)
    clauses = [
        {"constant_score": {"filter": {"term": {ID: one.id}}, "boost": max(0.0, one.score) * WEIGHT}} for one in found
    ]
    return {"bool": {"should": clauses, "minimum_should_match": 1}} if clauses else None


def hits_of(cluster: Cluster, rights: Sequence[Right], size: int, **asked: Any) -> list[Mapping[str, Any]]:
    """Ask for ids and scores alone, read off a column: a hit's stored record would be unpacked for its id.

    Raises ``EngineTimeout`` where only a part was searched in time.
    """
    answer = cluster.searching.search(
        index=cluster.aliases(rights), ignore_unavailable=True, allow_no_indices=True, size=size,
        stored_fields="_none_", docvalue_fields=[{"field": ID}], track_total_hits=False, timeout=f"{round(cluster.settings.search_seconds * 1000)}ms",
        allow_partial_search_results=False, **asked,
    )  # fmt: skip
    if answer["timed_out"]:
        raise EngineTimeout("检索没有在限定时间内完成。", "The search did not end in time.")
    found: list[Mapping[str, Any]] = answer["hits"]["hits"]
    return found
