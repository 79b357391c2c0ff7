"""The order of hits: by relevance, or by one column whose values are packed with a tie-break; pages and cursors.

Invariants: every hit of a sorted list comes exactly once, whatever commits happen between its pages' answers to one
commit; records without the value come last in either direction, by the tie-break. Hits of equal scores stand in the
order of the tie-break within each thousand hits, as far as which it is looked. A cursor holds the last key, never a
place in one commit's list.
"""

import base64
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import tantivy

from domain.query import Sort
from indexer.engines import columns
from indexer.engines.embedded.built import Built, Occur, Q
from indexer.engines.embedded.view import View
from indexer.engines.querying import requests

_HIGHEST = (1 << 63) - 1
_BLOCK, _FEW = 1_000, 100
"""Hits that are put in order together, and how many more than are asked for are looked at first."""
Address = tantivy.DocAddress


class Ranked(NamedTuple):
    """A hit's place: its sort key (score, packed integer or text; the tie-break alone where it has no value)."""

    key: float | int | str
    address: Address
    valued: bool = True


class Cursor(NamedTuple):
    """Where a sorted list goes on: after ``key``, without the ``ids`` that had it; ``place`` is only a first guess."""

    field: str
    descending: bool
    valued: bool
    key: int | str
    ids: tuple[str, ...]
    place: int

    def text(self) -> str:
        """Return the cursor as it is sent."""
        raw = json.dumps([self.field, self.descending, self.valued, self.key, self.ids, self.place])
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def read_cursor(text: str, sort: Sort) -> Cursor:
    """Read a cursor; it must belong to the same order. Raises ``ParameterError``."""
    try:
        raw = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        cursor = Cursor(str(raw[0]), bool(raw[1]), bool(raw[2]), raw[3], tuple(map(str, raw[4])), int(raw[5]))
    except (ValueError, TypeError, IndexError, KeyError):
        raise requests.bad_cursor() from None
    kind = str if cursor.valued and requests.sorts_by_text(sort) else int
    if (cursor.field, cursor.descending) != (sort.field, sort.descending) or type(cursor.key) is not kind:
        raise requests.bad_cursor()
    if isinstance(cursor.key, int) and not 0 <= cursor.key <= _HIGHEST:
        raise requests.bad_cursor()
    return cursor


def fetch(view: View, query: tantivy.Query, sort: Sort, offset: int, limit: int) -> list[Ranked]:
    """Return hits ``offset`` to ``offset + limit`` in order."""
    return fetch_counted(view, query, sort, offset, limit)[0]


def fetch_counted(view: View, query: tantivy.Query, sort: Sort, offset: int, limit: int) -> tuple[list[Ranked], int]:
    """Return hits ``offset`` to ``offset + limit`` in order, and how many there are: one pass gives both."""
    if sort.field == "relevance":
        return _by_score(view, query, offset, limit)
    name = requests.sort_column(sort)
    found: Any = view.searcher.search(query, limit, True, name, offset, _order(sort))
    hits = [Ranked(key, address) for key, address in found.hits if key is not None]
    if len(hits) < len(found.hits):
        valued = offset + len(hits) if hits else count(view, _with(query, name))
        hits += _without_value(view, query, name, max(0, offset - valued), limit - len(hits))
    return hits, int(found.count)


def _by_score(view: View, query: tantivy.Query, offset: int, limit: int) -> tuple[list[Ranked], int]:
    """Return hits by score, those of equal scores by the tie-break; tantivy has them in the order of their segments."""
    start = offset // _BLOCK * _BLOCK
    last = offset + limit - start
    whole = -(-last // _BLOCK) * _BLOCK
    for size in (min(last + _FEW, whole), whole):
        answer: Any = view.searcher.search(query, size, True, None, start)  # "count" is missing in the declared type
        found = answer.hits
        if len(found) < size or _rounded(found[-1][0]) < _rounded(found[last - 1][0]):
            break
    ties = view.searcher.fast_field_values(columns.TIE, [address for _, address in found]) if found else []
    placed = [
        (at // _BLOCK, -_rounded(score), tie or 0, at)
        for at, ((score, _), tie) in enumerate(zip(found, ties, strict=True))
    ]
    kept = sorted(placed)[offset - start : last]
    return [Ranked(-score, found[at][1]) for _, score, _, at in kept], int(answer.count)


def _rounded(score: float) -> float:
    """Return a score as scores are compared: sums of the same weights differ in their last digits."""
    return float(f"{score:.6g}")


def fetch_after(view: View, query: tantivy.Query, sort: Sort, cursor: Cursor, limit: int) -> tuple[int, list[Ranked]]:
    """Return the hits after a cursor, and a guess of their place for the next one."""
    name = requests.sort_column(sort)
    if not cursor.valued:
        rest = Q.range_query(view.schema, columns.TIE, tantivy.FieldType.Unsigned, int(cursor.key), _HIGHEST)
        return cursor.place, _without_value(view, _both(query, rest), name, 0, limit)
    if isinstance(cursor.key, str):
        place = _place_after(view, query, sort, cursor)
        return place, fetch(view, query, sort, place, limit)
    low, high = (0, cursor.key) if sort.descending else (cursor.key, _HIGHEST)
    rest = Q.range_query(view.schema, name, tantivy.FieldType.Unsigned, low, high)
    hits = fetch(view, _both(query, rest), sort, 0, limit)
    if len(hits) < limit:
        hits += _without_value(view, query, name, 0, limit - len(hits))
    return cursor.place, hits


def count(view: View, query: tantivy.Query) -> int:
    """Return how many records a query finds."""
    found: Any = view.searcher.search(query, 1, True)  # "count" is missing in the declared type
    return int(found.count)


def _place_after(view: View, query: tantivy.Query, sort: Sort, cursor: Cursor) -> int:
    """Find the first place of a list ordered by text whose key comes after the cursor's, by halving."""

    def beyond(place: int) -> bool:
        found = view.searcher.search(query, 1, False, requests.sort_column(sort), place, _order(sort)).hits
        if not found or found[0][0] is None:
            return True
        return bool(found[0][0] < cursor.key if sort.descending else found[0][0] > cursor.key)

    guess = cursor.place
    if guess and beyond(guess) and not beyond(guess - 1):
        return guess
    return _first(beyond, count(view, query))


def _first(holds: Callable[[int], bool], end: int) -> int:
    low, high = 0, end
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _without_value(view: View, query: tantivy.Query, name: str, offset: int, limit: int) -> list[Ranked]:
    rest = Q.boolean_query([(Occur.Must, query), (Occur.MustNot, Q.exists_query(name))])
    found = view.searcher.search(rest, limit, False, columns.TIE, offset, tantivy.Order.Asc)
    return [Ranked(key, address, False) for key, address in found.hits]


def _order(sort: Sort) -> tantivy.Order:
    return tantivy.Order.Desc if sort.descending else tantivy.Order.Asc


def _with(query: tantivy.Query, name: str) -> tantivy.Query:
    return _both(query, Q.exists_query(name))


def _both(first: tantivy.Query, second: tantivy.Query) -> tantivy.Query:
    return Q.boolean_query([(Occur.Must, first), (Occur.Must, second)])


def first_of(view: View, part: Built, sort: Sort, key: str, value: int) -> Address | None:
    """Return the first hit in order among those whose column ``key`` is ``value``."""
    narrowed = _both(part.query, Q.term_query(view.schema, key, value))
    found = fetch(view, narrowed, sort, 0, 1)
    return found[0].address if found else None
