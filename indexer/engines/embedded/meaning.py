"""Ranking by vectors and by weighted terms within a scope; see ``domain/nearness.py``.

Invariants: a scope is applied before the ranking, exactly; the vectors are those of the newest state of the file, and a
record that the scope does not find is never ranked, whatever the file still holds.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy

from domain.nearness import Neighbour
from domain.query import All, SearchRequest
from indexer.engines import columns
from indexer.engines.embedded import ordering, store
from indexer.engines.embedded.built import Built, Occur, Q, numbered
from indexer.engines.embedded.likeness import named, vector_file
from indexer.engines.embedded.lookup import EmbeddedLookup
from indexer.engines.embedded.vectors import Numbers, Scores, VectorFile
from indexer.engines.embedded.view import View
from indexer.engines.querying.translate import Translator
from indexer.engines.ranking import FIELDS, column_of

_WORTH_PROBING = 16_000
"""Square of a scope's records over all records above which the nearest of all are asked whether they are in it.

Below, listing the scope is quicker: it costs as much for each record as the asking for each of the nearest, of which
there are the more, the smaller the scope's share is.
"""
_KEPT, _MOST_KEPT = 500_000, 16
"""Lists of so many numbers are kept, so many of them, for as long as a commit is the newest."""
_RANGE = 100_000


def nearest(view: View, folder: Path, vector: Sequence[float], scope: SearchRequest, size: int) -> list[Neighbour]:
    """Rank a scope by cosine."""
    held = vector_file(folder)
    if held is None or size <= 0:
        return []
    asked = np.asarray(vector, np.float32)
    key = (scope.filters, scope.rights) if isinstance(scope.query, All) else None
    allowed = view.scopes.get(key) if key else None
    if allowed is None:
        part = Translator(EmbeddedLookup(view)).request(scope)
        count = view.searcher.num_docs if _is_everything(scope) else ordering.count(view, part.query)
        if count**2 > _WORTH_PROBING * view.searcher.num_docs:
            found = _probed(view, held, asked, part, count, size)
            if found is not None:
                return named(view, *found)
        allowed = _numbers_of(view, part, count)
        if key and count <= _KEPT:
            if len(view.scopes) >= _MOST_KEPT:
                view.scopes.clear()
            view.scopes[key] = allowed
    return named(view, *held.nearest(asked, size, allowed))


def cosines(view: View, folder: Path, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
    """Return the cosines of named records."""
    held = vector_file(folder)
    if held is None or not ids:
        return {}
    names = _named(view, ids)
    found = held.of(np.array(list(names), np.uint32), np.asarray(vector, np.float32))
    return {names[num]: score for num, score in found.items()}


def frequencies(view: View, terms: Sequence[str]) -> dict[str, int]:
    """Return the document frequencies of terms."""
    return {term: max(view.frequency(column_of(name, term), term) for name in FIELDS) for term in terms}


def _named(view: View, ids: Sequence[str]) -> dict[int, str]:
    """Return the ids of live records by their numbers."""
    rows = store.rows_in(view.connection, "SELECT num, id FROM records WHERE live=1 AND id IN ({})", list(ids))
    return {int(str(num)): str(id) for num, id in rows}


def ranked(view: View, terms: Mapping[str, float], scope: SearchRequest, size: int) -> list[Neighbour]:
    """Rank a scope by weighted terms."""
    within = () if _is_everything(scope) else (Translator(EmbeddedLookup(view)).request(scope).query,)
    return named(view, *_scored(view, terms, within, size))


def scores(view: View, terms: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
    """Return the scores of named records by weighted terms."""
    names = _named(view, ids)
    numbers, found = _scored(view, terms, (numbered(view, sorted(names)).query,), len(names))
    return {names[int(num)]: score for num, score in zip(numbers, found, strict=True)}


def _scored(
    view: View, terms: Mapping[str, float], within: Sequence[tantivy.Query], size: int
) -> tuple[Numbers, list[float]]:
    """Return the numbers of the records that hold most of the weighted terms, and their scores."""
    clauses = [
        (Occur.Should, Q.boost_query(Q.term_query(view.schema, column, term, "freq"), weight * share))
        for term, weight in terms.items()
        for name, share in FIELDS.items()
        if view.frequency(column := column_of(name, term), term)
    ]
    if not clauses or size <= 0:
        return np.zeros(0, np.uint32), []
    clauses += [(Occur.Must, Q.const_score_query(query, 0.0)) for query in within]
    found = view.searcher.search(Q.boolean_query(clauses), size, False).hits
    hits = [(score, address) for score, address in found if score > 0]  # beside a scope no clause of words is a must
    numbers = view.searcher.fast_field_values(columns.NUM, [address for _, address in hits]) if hits else []
    return np.array([int(one or 0) for one in numbers], np.uint32), [score for score, _ in hits]


def _is_everything(scope: SearchRequest) -> bool:
    return isinstance(scope.query, All) and not scope.filters and not scope.rights


def _probed(
    view: View, held: VectorFile, vector: Scores, part: Built, count: int, size: int
) -> tuple[Numbers, Scores] | None:
    """Return the nearest of the scope among the nearest of all; ``None`` where these hold too few of the scope."""
    if count >= view.searcher.num_docs:
        return held.nearest(vector, size)
    numbers, scores = held.nearest(vector, size, share=min(0.9, count / max(1, len(held.numbers))))
    among = numbered(view, np.sort(numbers).tolist()).query
    query = Q.boolean_query([(Occur.Must, part.query), (Occur.Must, among)])
    found = view.searcher.search(query, max(1, len(numbers)), False, columns.NUM).hits
    inside = np.isin(numbers, np.array([int(num) for num, _ in found], np.uint32))
    if inside.sum() < min(size, count):
        return None
    return numbers[inside][:size], scores[inside][:size]


def _numbers_of(view: View, part: Built, count: int) -> Numbers:
    """Return the sorted numbers of the records of a scope."""
    if count <= _RANGE:
        hits = view.searcher.search(part.query, max(1, count), False, columns.NUM).hits
        return np.sort(np.fromiter((num for num, _ in hits), np.uint32, len(hits)))
    found: list[int] = []
    last = int(view.connection.execute("SELECT max(num) FROM records").fetchone()[0] or 0)
    for start in range(0, last + 1, _RANGE):
        end = start + _RANGE
        within = Q.range_query(view.schema, columns.NUM, tantivy.FieldType.Unsigned, start, end, True, False)
        query = Q.boolean_query([(Occur.Must, part.query), (Occur.Must, within)])
        found += [int(num) for num, _ in view.searcher.search(query, _RANGE, False, columns.NUM).hits]
    return np.sort(np.array(found, np.uint32))
