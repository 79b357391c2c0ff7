"""Marks as conflict searches ask a cluster for them: candidates by sums of weights, rows from a column of their own.

Invariants: each channel is one search of one request; a weight is the score of a constant, so that the order is the sum
of weights on either engine. How many marks have a key is what one shard says, times the shards.
"""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.errors import EngineTimeout
from domain.fields.marks import CLASSES, KEYS, ROW
from domain.marks.register import Channel
from indexer.engines import columns
from indexer.engines.elastic.lookup import constant
from indexer.engines.elastic.mapping import ID, LIVE
from indexer.engines.elastic.view import Reader, View

_RIGHT = "trademark"
_KEYS_AT_ONCE = 4_000
_PAGE = 10_000
_ROWS: Mapping[str, Any] = {"_source": False, "stored_fields": "_none_", "docvalue_fields": [ROW]}
"""Rows come from their column alone: a stored id would be unpacked from among whole records, two thousand times a check."""

_ANSWERED = ["responses.timed_out", "responses.error", "responses.hits.hits.fields"]
"""What is read of an answer; its index and score would be as long again as many a row."""


def key_counts(reader: Reader, keys: Sequence[str]) -> dict[str, int]:
    """Return about how many marks have each key."""
    view = reader.view()
    found = dict.fromkeys(keys, 0)
    index = view.published.get(_RIGHT)
    if index is None:
        return found
    listed = list(found)
    shards = reader.shards(index.name)
    for start in range(0, len(listed), _KEYS_AT_ONCE):
        answer = view.cluster.searching.termvectors(
            index=index.name, doc={KEYS: " ".join(listed[start : start + _KEYS_AT_ONCE])}, fields=[KEYS],
            term_statistics=True, field_statistics=False, positions=False, offsets=False, payloads=False,
        )  # fmt: skip
        terms = answer.body.get("term_vectors", {}).get(KEYS, {}).get("terms", {})
        found.update({key: shards * int(one.get("doc_freq", 0)) for key, one in terms.items()})
    return found


def candidates(view: View, channels: Sequence[Channel]) -> list[str]:
    """Return the rows of the best marks of each channel."""
    asked = [(_weighed(KEYS, one.weights, one.classes), one.most) for one in channels if one.weights and one.most > 0]
    return list(dict.fromkeys(row for rows in _searched(view, asked) for row in rows))


def coded(view: View, codes: Sequence[str], most: int) -> list[str]:
    """Return the rows of marks that have most of the Vienna codes, or lie below them."""
    weights = {columns.UNDER + one: 1.0 for one in codes}
    return [row for rows in _searched(view, [(_weighed("vienna", weights), most)]) for row in rows]


def every_mark(view: View) -> Iterator[str]:
    """Yield every row, in pages by id."""
    after: list[Any] | None = None
    order: list[Any] = [{ID: {"order": "asc", "unmapped_type": "keyword"}}]
    asked: list[Any] = [ROW]
    while True:
        answer = view.cluster.searching.search(
            index=view.cluster.alias(_RIGHT), ignore_unavailable=True, allow_no_indices=True, size=_PAGE,
            query={"bool": {"filter": [{"term": {LIVE: True}}]}}, docvalue_fields=asked, source=False,
            stored_fields="_none_", search_after=after, sort=order, track_total_hits=False,
            allow_partial_search_results=False,
        )  # fmt: skip
        hits = answer["hits"]["hits"]
        yield from _rows(hits)
        if len(hits) < _PAGE:
            return
        after = hits[-1]["sort"]


def _weighed(column: str, weights: Mapping[str, float], classes: Mapping[str, float] | None = None) -> dict[str, Any]:
    """Return the query of what has one of the weighed terms; a withdrawn record has none, and need not be left out."""
    found = {"bool": {"should": _constants(column, weights), "minimum_should_match": 1}}
    ahead = _constants(CLASSES, classes or {})
    return {"bool": {"must": [found], "should": ahead}} if ahead else found


def _constants(column: str, weights: Mapping[str, float]) -> list[Mapping[str, Any]]:
    return [constant({"term": {column: key}}, weight) for key, weight in weights.items() if weight > 0]


def _searched(view: View, asked: Sequence[tuple[Mapping[str, Any], int]]) -> list[list[str]]:
    """Ask all searches in one request. Raises ``EngineTimeout`` where only a part was searched in time."""
    if not asked:
        return []
    timeout = f"{round(view.cluster.settings.search_seconds * 1000)}ms"
    head = {"index": view.cluster.alias(_RIGHT), "ignore_unavailable": True, "allow_no_indices": True}
    searches: list[Mapping[str, Any]] = []
    for query, most in asked:
        body = {"query": query, "size": most, **_ROWS, "track_total_hits": False}
        searches += [head, {**body, "timeout": timeout}]
    found = []
    for answer in view.cluster.searching.msearch(searches=searches, filter_path=_ANSWERED)["responses"]:
        if answer.get("timed_out") or "error" in answer:
            raise EngineTimeout("检索没有在限定时间内完成。", "The search did not end in time.")
        found.append(list(_rows(answer.get("hits", {}).get("hits", ()))))
    return found


def _rows(hits: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for hit in hits:
        rows = hit.get("fields", {}).get(ROW)
        if rows:
            yield b64decode(rows[0]).decode()
