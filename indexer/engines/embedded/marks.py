"""Marks as conflict searches ask for them: candidates from the index's keys, rows from the file beside it.

Invariant: a channel's order is the sum of its weights, so both engines find the same marks but for ties at its end.
"""

from collections.abc import Iterator, Mapping, Sequence

from domain.fields.marks import CLASSES, KEYS
from domain.marks.register import Channel
from indexer.engines import columns
from indexer.engines.embedded import rows
from indexer.engines.embedded.built import Occur, Q
from indexer.engines.embedded.view import View


def key_counts(view: View, keys: Sequence[str]) -> dict[str, int]:
    """Return the document frequencies of keys."""
    frequency = view.searcher.doc_freq
    return {key: frequency(KEYS, key) for key in keys}


def candidates(view: View, channels: Sequence[Channel]) -> list[str]:
    """Return the rows of the best marks of each channel."""
    numbers: dict[int, None] = {}
    for one in channels:
        numbers |= dict.fromkeys(_best(view, KEYS, one.weights, one.most, one.classes))
    return _rows(view, list(numbers))


def coded(view: View, codes: Sequence[str], most: int) -> list[str]:
    """Return the rows of marks that have most of the Vienna codes, or lie below them."""
    return _rows(view, _best(view, "vienna", {columns.UNDER + one: 1.0 for one in codes}, most))


def every_mark(view: View) -> Iterator[str]:
    """Yield every row."""
    connection = view.rows()
    return iter(()) if connection is None else rows.every(connection)


def _best(
    view: View, column: str, weights: Mapping[str, float], most: int, classes: Mapping[str, float] | None = None
) -> list[int]:
    found = _weighed(view, column, weights)
    if not found or most <= 0:
        return []
    query = Q.boolean_query(found)
    if ahead := _weighed(view, CLASSES, classes or {}):
        query = Q.boolean_query([(Occur.Must, query), *ahead])
    hits = view.searcher.search(query, most, False).hits
    if not hits:
        return []
    values = view.searcher.fast_field_values(columns.NUM, [address for _, address in hits])
    return [int(one or 0) for one in values]


def _weighed(view: View, column: str, weights: Mapping[str, float]) -> list[tuple[Occur, Q]]:
    return [
        (Occur.Should, Q.boost_query(Q.const_score_query(Q.term_query(view.schema, column, key, "basic"), 1.0), weight))
        for key, weight in weights.items()
        if weight > 0
    ]


def _rows(view: View, numbers: Sequence[int]) -> list[str]:
    connection = view.rows()
    if connection is None or not numbers:
        return []
    found = rows.lines(connection, numbers)
    return [found[num] for num in numbers if num in found]
