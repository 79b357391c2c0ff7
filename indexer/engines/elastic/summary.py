"""What a cluster says of itself and of one record: its state, what is loaded, suggestions, and the parts of a record."""

from collections.abc import Mapping
from typing import Any

from domain import codec
from domain.engine import CoverageRow, EngineState, FacetCount
from domain.fields import field_named
from domain.parts import Part, restricted
from indexer.engines import aggregations, columns, kept
from indexer.engines.aggregations import day_text
from indexer.engines.elastic import mapping
from indexer.engines.elastic.bodies import filing_of, parts_of
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import is_found
from indexer.engines.elastic.mapping import LIVE, OWN, SEQUENCE
from indexer.engines.elastic.reading import sources_by_id
from indexer.engines.elastic.view import View
from indexer.engines.kept import AMENDMENT, SHARED, WITHDRAWN, Header

LIVE_ONLY = {"bool": {"filter": [{"term": {LIVE: True}}]}}


def counted(cluster: Cluster, aggs: Mapping[str, Any], query: Mapping[str, Any] = LIVE_ONLY) -> Mapping[str, Any]:
    """Ask for counts alone."""
    answer = cluster.client.options(request_timeout=30).search(
        index=cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, size=0, query=query, aggs=aggs,
        track_total_hits=True, allow_partial_search_results=False,
    )  # fmt: skip
    found: Mapping[str, Any] = answer.body
    return found


def held(cluster: Cluster) -> int:
    """Return how many records there are, withdrawn ones included."""
    return int(counted(cluster, {}, {"match_all": {}})["hits"]["total"]["value"])


def state(view: View) -> EngineState:
    """Return the engine's state."""
    last = {"last": {"max": {"field": SEQUENCE}}, "live": {"filter": {"term": {LIVE: True}}}}
    found = counted(view.cluster, last, {"match_all": {}}).get("aggregations", {})
    sequence = int(found.get("last", {}).get("value") or 0)
    records = int(found.get("live", {}).get("doc_count", 0))
    details = {"elasticsearch": view.cluster.version, "cluster": view.cluster.uuid}
    return EngineState(
        "elasticsearch", view.generation, mapping.fingerprint(), records, sequence, sequence,
        day_text(view.state.newest), details,
    )  # fmt: skip


def coverage(view: View) -> list[CoverageRow]:
    """Return what is loaded by right, source and office, with the first and last publication."""
    answer = counted(view.cluster, aggregations.coverage_request(per_part="shard_size")).get("aggregations")
    newest: dict[tuple[str, str], int] = {}
    for (right, source, _), day in view.state.sources.items():
        newest[right, source] = max(newest.get((right, source), 0), day)
    return aggregations.read_coverage(answer, {key: day_text(day) for key, day in newest.items()}) if answer else []


def terms(cluster: Cluster, field: str, prefix: str, size: int) -> list[FacetCount]:
    """Return the most frequent values of a field that begin with ``prefix``."""
    named = field_named(field)
    if named is None or size <= 0:
        return []
    if named.kind == "class":
        column, start = named.name + OWN, prefix.upper()
    elif named.kind in ("keyword", "name", "flag"):
        column, start = named.name + columns.FOLDED, columns.fold_value(prefix)
    else:
        return []
    wanted = aggregations.facet_aggregation(column, size, per_part="shard_size")
    wanted["terms"]["include"] = _expression(start) + ".*"
    buckets = counted(cluster, {"found": wanted}).get("aggregations", {}).get("found", {"buckets": []})["buckets"]
    found = [FacetCount(one["key"].rpartition("\0")[2], int(one["doc_count"])) for one in buckets]
    return sorted(found, key=lambda one: (-one.count, one.value))[:size]


def _expression(text: str) -> str:
    """Return an expression of Lucene's that matches ``text`` alone."""
    return "".join(char if char.isalnum() or char == " " else "\\" + char for char in text)


def parts(cluster: Cluster, id: str) -> tuple[Part, ...]:
    """Return the parts of a record, with what each says, by source and group."""
    source = sources_by_id(cluster, [id], ("light", "heavy", "parts")).get(id, {})
    found = [_part(head, body, source) for head, body in parts_of(source.get("parts", []))]
    answer = cluster.searching.mget(docs=[{"_index": cluster.amendments_index, "_id": id}])["docs"][0]
    if is_found(answer):
        found += [_part(head, body, {}) for head, body in parts_of(answer["_source"]["parts"])]
    return tuple(sorted(found, key=lambda one: (one.source, one.group)))


def _part(head: Header, body: bytes | None, source: Mapping[str, Any]) -> Part:
    if head.kind == WITHDRAWN:
        return kept.part_of(head, None)
    if head.kind == SHARED:
        filing = filing_of(source, shown=False)
        return kept.part_of(head, restricted(filing, head.paths) if head.paths else filing)
    raw = kept.unpack(body or b"")
    return kept.part_of(head, codec.decode_amendment(raw) if head.kind == AMENDMENT else codec.decode(raw))
