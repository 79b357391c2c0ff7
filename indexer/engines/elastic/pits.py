"""All hits of a query from one point in time, page by page.

Invariants: the newest id of the point in time is always sent; it is closed when the reader is done or stops.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import elastic_transport
import elasticsearch

from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.mapping import ID

_KEEP = "5m"


def paged(
    cluster: Cluster, query: Mapping[str, Any], size: int, fields: Sequence[str], order: Sequence[Any] = (ID,),
    index: str | None = None, columns: Sequence[str] = (),
) -> Iterator[Mapping[str, Any]]:  # fmt: skip
    """Yield all hits in order, a page at a time; ``columns`` come as values of their fields."""
    client = cluster.client.options(request_timeout=120, max_retries=3, retry_on_status=(429, 502, 503, 504))
    try:
        pit = client.open_point_in_time(index=index or cluster.aliases(), keep_alive=_KEEP, ignore_unavailable=True)[
            "id"
        ]
    except elasticsearch.NotFoundError:
        return
    after = None
    try:
        while True:
            answer = client.search(
                pit={"id": pit, "keep_alive": _KEEP}, query=query, size=size, search_after=after,
                sort=[{one: {"order": "asc", "unmapped_type": "keyword"}} for one in order],
                source_includes=list(fields) or None, source=None if fields else False, track_total_hits=False,
                docvalue_fields=[{"field": one} for one in columns] or None,
                allow_partial_search_results=False,
            )  # fmt: skip
            pit = answer["pit_id"]
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
    finally:
        with suppress(elastic_transport.TransportError, elastic_transport.ApiError):
            cluster.searching.close_point_in_time(id=pit)
