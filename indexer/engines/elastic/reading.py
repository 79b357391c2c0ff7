"""Records read from a cluster: by id as they were last written, by number key, and all hits of a query in pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import elastic_transport

from domain import codec
from domain.filings import Filing, Right
from indexer.engines.elastic.bodies import filing_of
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.documents import right_of_index, rights_of_id
from indexer.engines.elastic.guarding import is_found, translated
from indexer.engines.elastic.mapping import EXPIRED, ID, LIVE
from indexer.engines.elastic.pits import paged

_STEP = 300
_KEYS = 1_000
_PAGE = 200
SHOWN = ("light", EXPIRED)
WHOLE = ("light", "heavy", EXPIRED)


def sources_by_id(cluster: Cluster, ids: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the stored values of the records that are held, live or not, whatever index they lie in."""
    found: dict[str, dict[str, Any]] = {}
    listed = list(dict.fromkeys(ids))
    for start in range(0, len(listed), _STEP):
        docs = [
            {"_index": cluster.alias(right), "_id": id}
            for id in listed[start : start + _STEP]
            for right in rights_of_id(id)
        ]
        for one in cluster.searching.mget(docs=docs, source_includes=[*fields, LIVE])["docs"]:
            if is_found(one):
                found[one["_id"]] = one["_source"]
    return {id: found[id] for id in listed if id in found}


def filings_by_id(cluster: Cluster, ids: Sequence[str]) -> dict[str, Filing]:
    """Return the live records by id."""
    found = sources_by_id(cluster, ids, WHOLE)
    return {id: filing_of(source) for id, source in found.items() if source.get(LIVE)}


def whole(cluster: Cluster, shown: Sequence[tuple[Mapping[str, Any], Filing]]) -> Iterator[Filing]:
    """Yield the whole filings of hits that were read without their heavy texts: these alone are asked for."""
    docs = [{"_index": hit["_index"], "_id": hit["_id"]} for hit, _ in shown]
    answer = cluster.searching.mget(docs=docs, source_includes=["heavy"], realtime=False)
    for (_, filing), one in zip(shown, answer["docs"], strict=True):
        if is_found(one):
            yield codec.with_heavy(filing, one["_source"].get("heavy", {}))


def ids_of_keys(cluster: Cluster, keys: Sequence[str]) -> list[str]:
    """Return the ids of the records that answer to one of the keys, sorted."""
    return sorted(answering(cluster, dict.fromkeys(keys)))


def answering(cluster: Cluster, keys: Iterable[str]) -> dict[str, Right]:
    """Return the live records that answer to one of the keys, as of the last refresh; ids are read off the order."""
    listed = sorted(keys)
    found: dict[str, Right] = {}
    for start in range(0, len(listed), _KEYS):
        query = {"bool": {"filter": [{"terms": {"number": listed[start : start + _KEYS]}}, {"term": {LIVE: True}}]}}
        after = None
        while True:
            answer = cluster.searching.search(
                index=cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, query=query, size=1_000,
                stored_fields="_none_", sort=[{ID: {"order": "asc", "unmapped_type": "keyword"}}],
                search_after=after, allow_partial_search_results=False, track_total_hits=False,
            )  # fmt: skip
            hits = answer["hits"]["hits"]
            for hit in hits:
                found[hit["sort"][0]] = right_of_index(cluster, hit["_index"])
            if len(hits) < 1_000:
                break
            after = hits[-1]["sort"]
    return found


def pages_of(cluster: Cluster, query: dict[str, Any], page: int = _PAGE) -> Iterator[Filing]:
    """Yield the filings of all hits of a query, sorted by id, from one commit."""
    for hit in paged(cluster, query, page, WHOLE):
        yield filing_of(hit["_source"])


def stream(cluster: Cluster, query: dict[str, Any]) -> Iterator[Filing]:
    """Yield as ``pages_of`` does, with the errors of ours."""
    try:
        yield from pages_of(cluster, query)
    except (elastic_transport.TransportError, elastic_transport.ApiError) as error:
        raise translated(error) from None
