"""Segments of an index put together after a load: a mark check asks two thousand keys of every segment.

Invariant: what cannot be merged now is slower and not wrong, so nothing fails for it; the next load tries again.
"""

from contextlib import suppress

import elastic_transport

from indexer.engines.elastic.cluster import Cluster

_RIGHTS = ("trademark",)
_MOST = 4
"""Segments that a smaller load leaves: the three largest lie as they are, so that little is written again."""
_SECONDS = 3_600.0


def merge(cluster: Cluster, right: str, index: str, written: int) -> None:
    """Merge an index of marks: into one segment where ``written`` records are half of it or more, else into a few.

    A million marks are one segment in 25 seconds; a check there took 125 ms, in eight 168, in thirty 212.
    """
    if right not in _RIGHTS or not written:
        return
    with suppress(elastic_transport.TransportError, elastic_transport.ApiError):
        held = int(cluster.searching.count(index=index)["count"])
        cluster.client.options(request_timeout=_SECONDS, max_retries=0).indices.forcemerge(
            index=index, max_num_segments=1 if 2 * written >= held else _MOST
        )
