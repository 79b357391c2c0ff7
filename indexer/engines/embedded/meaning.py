"""Ranking by vectors and by weighted terms within a scope; see ``domain/nearness.py``.

Invariants: a scope is applied before the ranking, exactly; the vectors are those of the newest state of the file, and a
record that the scope does not find is never ranked, whatever the file still holds.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy

from domain.nearness import Neighbour
from domain.query import SearchRequest
from indexer.engines import columns
from indexer.engines.embedded import ordering, store
from indexer.engines.embedded.built import Built, Occur, Q
from indexer.engines.embedded.likeness import named, vector_file
from indexer.engines.embedded.lookup import EmbeddedLookup
from indexer.engines.embedded.vectors import Numbers, Scores, VectorFile
from indexer.engines.embedded.view import View
from indexer.engines.querying.translate import Translator
from indexer.engines.ranking import FIELDS, column_of

_WORTH_PROBING = 20_000
"""Records of a scope above which the nearest of all are asked whether they are in it, before it is listed."""
_RANGE = 100_000


def nearest(view: View, folder: Path, vector: Sequence[float], scope: SearchRequest, size: int) -> list[Neighbour]:
    """Rank a scope by cosine."""
    held = vector_file(folder)
    if held is None or size <= 0:
        return []
    asked = np.asarray(vector, np.float32)
    part = Translator(EmbeddedLookup(view)).request(scope)
    count = ordering.count(view, part.query)
    if count > _WORTH_PROBING and (found := _probed(view, held, asked, part, count, size)) is not None:
        numbers, scores = found
    else:
        numbers, scores = held.nearest(asked, size, _numbers_of(view, part, count))
    return named(view, numbers, scores)


def cosines(view: View, folder: Path, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
    """Return the cosines of named records."""
    held = vector_file(folder)
    if held is None or not ids:
        return {}
    rows = store.rows_in(view.connection, "SELECT num, id FROM records WHERE live=1 AND id IN ({})", list(ids))
    names = {int(str(num)): str(id) for num, id in rows}
    found = held.of(np.array(list(names), np.uint32), np.asarray(vector, np.float32))
    return {names[num]: score for num, score in found.items()}


def frequencies(view: View, terms: Sequence[str]) -> dict[str, int]:
    """Return the document frequencies of terms."""
    return {term: max(view.searcher.doc_freq(column_of(name, term), term) for name in FIELDS) for term in terms}


def ranked(view: View, terms: Mapping[str, float], scope: SearchRequest, size: int) -> list[Neighbour]:
    """Rank a scope by weighted terms."""
    clauses = [
        (Occur.Should, Q.boost_query(Q.term_query(view.schema, column, term, "freq"), weight * share))
        for term, weight in terms.items()
        for name, share in FIELDS.items()
        if view.searcher.doc_freq(column := column_of(name, term), term)
    ]
    if not clauses or size <= 0:
        return []
    part = Translator(EmbeddedLookup(view)).request(scope)
    within = Q.const_score_query(part.query, 0.0)
    query = Q.boolean_query([(Occur.Must, Q.boolean_query(clauses)), (Occur.Must, within)])
    hits = view.searcher.search(query, size, False).hits
    if not hits:
        return []
    numbers = view.searcher.fast_field_values(columns.NUM, [address for _, address in hits])
    return named(view, np.array([int(one or 0) for one in numbers], np.uint32), [score for score, _ in hits])


def _probed(
    view: View, held: VectorFile, vector: Scores, part: Built, count: int, size: int
) -> tuple[Numbers, Scores] | None:
    """Return the nearest of the scope among the nearest of all; ``None`` where these hold too few of the scope."""
    if count >= view.searcher.num_docs:
        return held.nearest(vector, size)
    numbers, scores = held.nearest(vector, size, share=min(0.9, count / max(1, len(held.numbers))))
    among = Q.const_score_query(Q.term_set_query(view.schema, columns.NUM, [int(one) for one in numbers]), 0.0)
    query = Q.boolean_query([(Occur.Must, part.query), (Occur.Must, among)])
    found = view.searcher.search(query, max(1, len(numbers)), False, columns.NUM).hits
    inside = np.isin(numbers, np.array([int(num) for num, _ in found], np.uint32))
    if inside.sum() < min(size, count):
        return None
    return numbers[inside][:size], scores[inside][:size]


def _numbers_of(view: View, part: Built, count: int) -> Numbers:
    """Return the sorted numbers of the records of a scope."""
    found: list[int] = []
    if count <= _RANGE:
        found = [int(num) for num, _ in view.searcher.search(part.query, max(1, count), False, columns.NUM).hits]
        return np.sort(np.array(found, np.uint32))
    last = int(view.connection.execute("SELECT max(num) FROM records").fetchone()[0] or 0)
    for start in range(0, last + 1, _RANGE):
        end = start + _RANGE
        within = Q.range_query(view.schema, columns.NUM, tantivy.FieldType.Unsigned, start, end, True, False)
        query = Q.boolean_query([(Occur.Must, part.query), (Occur.Must, within)])
        found += [int(num) for num, _ in view.searcher.search(query, _RANGE, False, columns.NUM).hits]
    return np.sort(np.array(found, np.uint32))
