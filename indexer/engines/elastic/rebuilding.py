"""A new generation built from the records themselves, verified and published; and the way back to the one before.

Invariants: nothing is published that was not verified; a swap is one step; what was loaded since a generation was
replaced is written into it again before it is published anew, so no load is undone.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

from domain.errors import EngineDamaged
from indexer.engines import columns
from indexer.engines.elastic import generations, mapping, merging, summary, vectors
from indexer.engines.elastic.bodies import filing_of, finished, json_bytes, parts_of, stored, withdrawn
from indexer.engines.elastic.bulk import Bulk, Operation
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.generations import Index
from indexer.engines.elastic.mapping import EXPIRED, ID, LIVE, SEQUENCE, VECTOR, Model
from indexer.engines.elastic.pits import paged

_PAGE = 500
_SAMPLE = 200
_REPLICAS_WAIT = 600.0
"""Seconds that a new generation waits for its replicas before it is published without them."""
_FIELDS = mapping.KEPT

Told = Callable[[int], None]
Permitted = Callable[[], None]


def built(
    cluster: Cluster, published: Mapping[str, Index], number: int, model: Model | None, permitted: Permitted, told: Told
) -> list[Index]:
    """Write every record into new indices, its vector too; return them, refreshed. The old ones go on answering."""
    made: list[Index] = []
    done = 0
    for right, index in sorted(published.items()):
        target = generations.created(cluster, right, number, model, publish=False)
        made.append(target)
        _unhurried(cluster, target, refresh="-1", replicas="0-0")
        copied = 0
        for step in _copied(cluster, index, target, model, {"match_all": {}}, permitted):
            copied += step
            told(done + copied)
        done += copied
        merging.merge(cluster, right, target.name, copied)
        _unhurried(cluster, target, refresh=None, replicas="0-1")
    refreshed(cluster, made)
    _settled(cluster, made)
    return made


def caught_up(
    cluster: Cluster, source: Index, target: Index, model: Model | None, since: int, permitted: Permitted
) -> int:
    """Write the records of ``source`` that changed after the sequence ``since`` into ``target``; return how many."""
    return sum(_copied(cluster, source, target, model, {"range": {SEQUENCE: {"gt": since}}}, permitted))


def _settled(cluster: Cluster, indices: Sequence[Index]) -> None:
    """Wait until each shard has its replica, where nodes are there for it: a node may be lost right after a swap."""
    until = time.monotonic() + _REPLICAS_WAIT
    names = ",".join(one.name for one in indices)
    while indices and time.monotonic() < until:
        answer = (
            cluster.client.options(request_timeout=30)
            .options(ignore_status=408)
            .cluster.health(index=names, wait_for_status="green", timeout="10s")
        )
        if answer["status"] == "green":
            return


def highest(cluster: Cluster, index: Index) -> int:
    """Return the highest sequence in an index."""
    answer = cluster.client.options(request_timeout=30).search(
        index=index.name, size=0, aggs={"last": {"max": {"field": SEQUENCE}}}, allow_partial_search_results=False
    )
    return int(answer["aggregations"]["last"]["value"] or 0)


def _copied(
    cluster: Cluster, source: Index, target: Index, model: Model | None, query: Mapping[str, Any], permitted: Permitted
) -> Iterator[int]:
    """Write the records of a query from one index into another, analysed and embedded anew."""
    bulk = Bulk(cluster, cluster.settings.write_seconds, permitted)
    found = paged(cluster, query, _PAGE, _FIELDS, index=source.name)
    while hits := list(islice(found, _PAGE)):
        if "rejected" in bulk.send(_again(target, model, hits)):
            raise EngineDamaged(
                "集群不接受一条记录，未发布。", "The cluster does not accept a record; nothing was published."
            )
        yield len(hits)


def _again(target: Index, model: Model | None, hits: Sequence[Mapping[str, Any]]) -> list[Operation]:
    """Return what writes records into another index."""
    sources = [hit["_source"] for hit in hits]
    made = [stored(filing_of(one, shown=False)) if one.get(LIVE) else None for one in sources]
    embedded = vectors.encoded(model, [one.text if one else "" for one in made])
    operations = []
    for source, one, vector in zip(sources, made, embedded, strict=True):
        id, version, sequence = source[ID], int(source["version"]), int(source[SEQUENCE])
        parts = parts_of(source["parts"])
        if one is None:
            body = withdrawn(id, version, sequence, parts)
        else:
            body = finished(one, version, sequence, bool(source[EXPIRED]), parts, vector)
        operations.append(Operation(target.name, id, version, body))
    return operations


def refreshed(cluster: Cluster, indices: Iterable[Index]) -> None:
    """Make what was written to indices findable."""
    names = [one.name for one in indices]
    if names:
        cluster.client.options(request_timeout=300).indices.refresh(index=",".join(names))


def _unhurried(cluster: Cluster, index: Index, *, refresh: str | None, replicas: str) -> None:
    """Set what an index does beside being written: no refresh and no replicas while it is filled."""
    cluster.writing.indices.put_settings(
        index=index.name, settings={"index": {"refresh_interval": refresh, "auto_expand_replicas": _replicas(replicas)}}
    )


def _replicas(text: str) -> str | bool:
    return False if text == "0-0" else text


def verified(cluster: Cluster, before: Mapping[str, Index], after: Sequence[Index]) -> None:
    """Compare counts, a sample's content and some searches of two generations. Raises ``EngineDamaged``."""
    for target in after:
        source = before.get(target.right)
        if source is None:
            continue
        if _counts(cluster, source) != _counts(cluster, target):
            raise _different("记录数", "counts")
        sequences = _sequences(highest(cluster, source))
        if _sample(cluster, source, sequences) != _sample(cluster, target, sequences):
            raise _different("抽查的记录", "a sample of records")
        same = source.schema == target.schema and _model(cluster, source) == _model(cluster, target)
        if same and _smoke(cluster, source) != _smoke(cluster, target):
            raise _different("试检索的结果", "trial searches")


def _sequences(last: int) -> list[int]:
    """Return sequences spread over all there are; not every one belongs to a record of one right."""
    return sorted(random.Random(last).sample(range(1, last + 1), min(last, 5_000)))


def _model(cluster: Cluster, index: Index) -> Model | None:
    return vectors.recorded(cluster, [index.name])


def _different(zh: str, en: str) -> EngineDamaged:
    return EngineDamaged(
        f"新一代索引与现有的不符（{zh}），未发布。", f"The new generation differs ({en}); it was not published."
    )


def _search(cluster: Cluster, index: Index, **body: Any) -> Mapping[str, Any]:
    answer = cluster.client.options(request_timeout=60).search(
        index=index.name, allow_partial_search_results=False, track_total_hits=True, **body
    )
    found: Mapping[str, Any] = answer.body
    return found


def _counts(cluster: Cluster, index: Index) -> tuple[int, int]:
    answer = _search(cluster, index, size=0, aggs={"live": {"filter": {"term": {LIVE: True}}}})
    return int(answer["hits"]["total"]["value"]), int(answer["aggregations"]["live"]["doc_count"])


def _sample(cluster: Cluster, index: Index, sequences: Sequence[int]) -> str:
    """Return a hash of some records and of those at both ends of the order of ids, with all that is kept of them."""
    digest = blake2b(digest_size=16)
    some = {"bool": {"filter": [{"terms": {SEQUENCE: list(sequences)}}]}}
    for way, query in (("asc", some), ("asc", {"match_all": {}}), ("desc", {"match_all": {}})):
        answer = _search(cluster, index, size=_SAMPLE, sort=[{ID: way}], query=query)
        for hit in answer["hits"]["hits"]:
            digest.update(json_bytes([hit["_id"], hit["_source"]]))
    return digest.hexdigest()


def _smoke(cluster: Cluster, index: Index) -> list[object]:
    """Return what a handful of searches count."""
    wanted = {
        "office": {"terms": {"field": "office", "size": 50}},
        "status": {"terms": {"field": "status", "size": 10}},
    }
    answer = _search(cluster, index, size=0, query=summary.LIVE_ONLY, aggs=wanted)
    found: list[object] = [
        sorted((one["key"], one["doc_count"]) for one in answer["aggregations"][name]["buckets"]) for name in wanted
    ]
    for name in ("title", "abstract", "claims", "mark", "goods", VECTOR):
        has = [{"exists": {"field": name}}, {"term": {LIVE: True}}]
        wordless = [] if name == VECTOR else [{"term": {name: columns.ABSENT}}]
        query = {"bool": {"filter": has, "must_not": wordless}}
        found.append(_search(cluster, index, size=0, query=query)["hits"]["total"]["value"])
    return found
