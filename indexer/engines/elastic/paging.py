"""Which hits a request shows: a page, what follows a cursor, or the best hit of each group.

Invariants: a group is shown once, by its first hit in order; what follows a cursor leaves out groups that were shown
before it, which are those whose first hit comes earlier.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.errors import EngineTimeout
from domain.query import SearchRequest
from indexer.engines.elastic import asking, cursors
from indexer.engines.elastic.asking import Json
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.reading import SHOWN
from indexer.engines.querying.requests import GROUPS

_MOST_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """The hits to show, the whole answer that counts are read from, and the cursor after the last hit."""

    hits: tuple[Mapping[str, Any], ...]
    answer: Mapping[str, Any]
    next: str | None


def page(cluster: Cluster, body: Json, request: SearchRequest) -> Page:
    """Ask for the hits that a request shows, together with all that is counted."""
    start = (request.page - 1) * request.size
    asked: Json = {**body, "sort": asking.order(request.sort), "size": request.size, "track_total_hits": True}
    if request.group != "none":
        asked["collapse"] = {"field": GROUPS[request.group]}
    if request.cursor is None:
        asked["size"] = request.size + 1
        answer = asked_of(cluster, request, {**asked, "from": start})
        hits = answer["hits"]["hits"]
    else:
        after = cursors.read(request.cursor, request.sort)
        if request.group == "none":
            answer = asked_of(cluster, request, {**asked, "search_after": after, "size": request.size + 1})
            hits = answer["hits"]["hits"]
        else:
            counted = {name: value for name, value in asked.items() if name not in ("collapse", "sort")}
            answer = asked_of(cluster, request, {**counted, "size": 0})
            hits = _groups_after(cluster, body, request, after)
    following = None
    if len(hits) > request.size and request.sort.field != "relevance":
        following = cursors.cursor(request.sort, hits[request.size - 1]["sort"])
    return Page(tuple(hits[: request.size]), answer, following)


def asked_of(cluster: Cluster, request: SearchRequest, body: Json) -> Mapping[str, Any]:
    """Ask once. Raises ``EngineTimeout`` where only a part was searched in time."""
    scored = request.sort.field == "relevance"
    answer = cluster.searching.search(
        index=cluster.aliases(request.rights), ignore_unavailable=True, allow_no_indices=True,
        search_type="dfs_query_then_fetch" if scored and body.get("size") else None,
        source_includes=list(SHOWN), timeout=f"{round(cluster.settings.search_seconds * 1000)}ms",
        allow_partial_search_results=False, **{_NAMES.get(name, name): value for name, value in body.items()},
    )  # fmt: skip
    if answer["timed_out"]:
        raise EngineTimeout("检索没有在限定时间内完成。", "The search did not end in time.")
    found: Mapping[str, Any] = answer.body
    return found


_NAMES = {"from": "from_"}


def _groups_after(cluster: Cluster, body: Json, request: SearchRequest, after: list[Any]) -> list[Mapping[str, Any]]:
    """Walk the hits after a cursor until enough groups have shown their first."""
    column = GROUPS[request.group]
    plain: Json = {name: body[name] for name in ("query", "post_filter") if name in body}
    plain |= {"sort": asking.order(request.sort), "track_total_hits": False}
    shown: list[Mapping[str, Any]] = []
    step = (request.size + 1) * 2
    while True:
        asked = {**plain, "search_after": after, "size": step, "docvalue_fields": [column]}
        hits = asked_of(cluster, request, asked)["hits"]["hits"]
        keys = {hit["fields"][column][0] for hit in hits}
        firsts = _firsts(cluster, plain, request, column, sorted(keys))
        shown += [hit for hit in hits if hit["_id"] in firsts]
        if len(shown) > request.size or len(hits) < step:
            return shown[: request.size + 1]
        after, step = hits[-1]["sort"], min(step * 2, _MOST_STEP)


def _firsts(cluster: Cluster, plain: Json, request: SearchRequest, column: str, keys: list[int]) -> set[str]:
    """Return the ids of the first hits of groups in the whole list."""
    if not keys:
        return set()
    query = {"bool": {"must": [plain["query"]], "filter": [{"terms": {column: keys}}]}}
    asked = {**plain, "query": query, "collapse": {"field": column}, "size": len(keys)}
    return {hit["_id"] for hit in asked_of(cluster, request, asked)["hits"]["hits"]}
