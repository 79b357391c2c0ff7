"""Which hits a request shows: a page, what follows a cursor, or the best hit of each group.

Invariants: ``page * size`` never exceeds the window; a group is shown once, by its first hit in order; ``next`` is
given for a sorted list that goes on.
"""

from dataclasses import dataclass

from domain.engine import Groups
from domain.query import SearchRequest
from indexer.engines import aggregations, columns
from indexer.engines.embedded import ordering
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.ordering import Cursor, Ranked
from indexer.engines.embedded.view import View
from indexer.engines.querying import requests


@dataclass(frozen=True, slots=True)
class Page:
    """The hits to show with their group keys, whether more follow, and where; ``total`` where all were counted."""

    hits: tuple[Ranked, ...]
    groups: tuple[int, ...]
    more: bool
    place: int
    before: tuple[str, ...] = ()
    """Ids before this page that have the cursor's key."""
    total: int | None = None


def page(view: View, part: Built, request: SearchRequest) -> Page:
    """Return the hits that a request shows. Raises ``ParameterError``."""
    requests.checked(request)
    cursor = None if request.cursor is None else ordering.read_cursor(request.cursor, request.sort)
    if request.group != "none":
        return _grouped(view, part, request, cursor)
    start = (request.page - 1) * request.size
    if cursor is None:
        hits, total = ordering.fetch_counted(view, part.query, request.sort, start, request.size + 1)
        return Page(tuple(hits[: request.size]), (), len(hits) > request.size, start + request.size, (), total)
    place, hits = ordering.fetch_after(view, part.query, request.sort, cursor, request.size + 1 + len(cursor.ids))
    hits = _unseen(view, hits, cursor)
    return Page(tuple(hits[: request.size]), (), len(hits) > request.size, place + request.size, cursor.ids)


def _unseen(view: View, hits: list[Ranked], cursor: Cursor) -> list[Ranked]:
    """Drop hits that stood on an earlier page: those that have the cursor's key and one of its ids."""
    equal = [one for one in hits if one.key == cursor.key and one.valued == cursor.valued]
    if not equal:
        return hits
    known = set(_numbers_of(view, cursor.ids))
    seen = {id(one) for one, num in zip(equal, numbers(view, equal), strict=True) if num in known}
    return [one for one in hits if id(one) not in seen]


def _numbers_of(view: View, ids: tuple[str, ...]) -> list[int]:
    marks = ",".join("?" * len(ids))
    return [row[0] for row in view.connection.execute(f"SELECT num FROM records WHERE id IN ({marks})", ids)]


def numbers(view: View, hits: "list[Ranked] | tuple[Ranked, ...]", column: str = columns.NUM) -> list[int]:
    """Return an integer column of hits."""
    values = view.searcher.fast_field_values(column, [one.address for one in hits])
    return [int(one or 0) for one in values]


def _grouped(view: View, part: Built, request: SearchRequest, cursor: Cursor | None) -> Page:
    """Walk the hits in order until enough groups have shown their first."""
    column = requests.GROUPS[request.group]
    start = 0 if cursor is not None else (request.page - 1) * request.size
    wanted = start + request.size + 1
    firsts: dict[int, Ranked] = {}
    offset, step, place = 0, wanted * 2, cursor.place if cursor else 0
    while len(firsts) < wanted:
        if cursor is None:
            hits = ordering.fetch(view, part.query, request.sort, offset, step)
        else:
            _, hits = ordering.fetch_after(view, part.query, request.sort, cursor, offset + step)
            hits = _unseen(view, hits[offset:], cursor)
        for one, key in zip(hits, numbers(view, hits, column) if hits else [], strict=True):
            if (
                len(firsts) < wanted
                and key not in firsts
                and (cursor is None or _is_first(view, part, request, column, key, one))
            ):
                firsts[key] = one
        if len(hits) < step - (len(cursor.ids) if cursor else 0):
            break
        offset, step = offset + step, min(step * 2, 50_000)
    shown = list(firsts.items())[start : start + request.size]
    return Page(
        tuple(one for _, one in shown), tuple(key for key, _ in shown), len(firsts) > start + request.size, place,
        cursor.ids if cursor else (),
    )  # fmt: skip


def _is_first(view: View, part: Built, request: SearchRequest, column: str, key: int, hit: Ranked) -> bool:
    """Tell whether a hit is the first of its group in the whole list, not only after the cursor."""
    found = ordering.first_of(view, part, request.sort, column, key)
    return found is not None and (found.segment_ord, found.doc) == (hit.address.segment_ord, hit.address.doc)


def group_count(view: View, part: Built, request: SearchRequest) -> Groups | None:
    """Count the groups of all hits: exactly up to the limit, estimated beyond."""
    if request.group == "none":
        return None
    column = requests.GROUPS[request.group]
    answer = view.searcher.aggregate(part.query, {"groups": aggregations.groups_aggregation(column)})
    found = aggregations.read_groups(answer["groups"])
    if found is not None:
        return Groups(found, "eq")
    return Groups(max(aggregations.MOST_GROUPS + 1, round(view.searcher.cardinality(part.query, column))), "estimated")
