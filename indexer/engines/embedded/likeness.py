"""The newest state of an index's vector file, the names of its rows, and what is nearest to a text among all records."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from domain.nearness import Embedding, Neighbour
from domain.query import Similar
from indexer.engines import columns
from indexer.engines.embedded import store, vectors
from indexer.engines.embedded.built import NOTHING, Built, Occur, Q
from indexer.engines.embedded.vectors import Numbers, Scores, VectorFile
from indexer.engines.embedded.view import View
from indexer.engines.querying.similar import WEIGHT, vector_of

_PER_ROW = 20e-6
_GUARD = threading.Lock()
_OPEN: dict[Path, VectorFile] = {}


def vector_file(folder: Path) -> VectorFile | None:
    """Return the newest state of a folder's vector file, ``None`` where there is none."""
    state = vectors.held(folder)
    if state is None:
        return None
    with _GUARD:
        found = _OPEN.get(folder)
        if found is None or found.state != state:
            if len(_OPEN) > 8:
                _OPEN.clear()
            found = _OPEN[folder] = VectorFile(folder, state)
        return found


def embedding(folder: Path) -> Embedding | None:
    """Return what the vectors of a folder are."""
    state = vectors.held(folder)
    if state is None:
        return None
    return Embedding(state.model, state.revision, state.dimensions, state.rows)


def named(view: View, numbers: Numbers, scores: Sequence[float] | Scores) -> list[Neighbour]:
    """Return the records of a ranking by id; those withdrawn since are left out."""
    listed = [int(one) for one in numbers]
    statement = "SELECT num, id FROM records WHERE live=1 AND num IN ({})"
    names = {int(str(num)): str(id) for num, id in store.rows_in(view.connection, statement, listed)}
    return [Neighbour(names[num], float(score)) for num, score in zip(listed, scores, strict=True) if num in names]


def similar(view: View, node: Similar, *, dry: bool = False) -> Built:
    """Return the nearest records as a part of a query, each with its cosine as its score. Raises ``FunctionMisused``."""
    folder = view.store_path.parent
    vector = vector_of(embedding(folder), node)
    held = vector_file(folder)
    if held is None or not len(vector):
        return NOTHING
    cost = 1.0 + len(held.numbers) * _PER_ROW
    if dry:
        return Built(Q.all_query(), node.k, cost)
    numbers, scores = held.nearest(np.asarray(vector, np.float32), node.k)
    clauses = [
        (Occur.Should, Q.const_score_query(Q.term_query(view.schema, columns.NUM, int(number), "basic"), score))
        for number, score in zip(numbers, (max(0.0, float(one)) * WEIGHT for one in scores), strict=True)
    ]
    return Built(Q.boolean_query(clauses), len(clauses), cost) if clauses else NOTHING
