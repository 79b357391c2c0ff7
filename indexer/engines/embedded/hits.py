"""All hits of a query as columns: the numbers of the records, and their rows in the generation's files."""

from collections.abc import Sequence

import numpy as np
import tantivy

from domain.counting import UNITS
from domain.errors import EngineDamaged
from domain.filings import Filing
from domain.hits import Codes, Hits, Places
from indexer.engines import columns
from indexer.engines.embedded.built import Q
from indexer.engines.embedded.counted import CountedRows, Starts
from indexer.engines.embedded.generations import REINDEX
from indexer.engines.embedded.likeness import vector_file
from indexer.engines.embedded.reading import filings_of
from indexer.engines.embedded.store import rows_in
from indexer.engines.embedded.vectors import Scores
from indexer.engines.embedded.view import View


def hits_of(view: View, rows: CountedRows, query: tantivy.Query) -> Hits:
    """Return the columns of all records that a query finds."""
    return _hits(view, rows, _numbers(view, query))


def kin_of(view: View, rows: CountedRows, families: Codes) -> Hits:
    """Return the columns of all records of some families; those of all records are listed once for a commit."""
    if not view.kin:
        numbers = _numbers(view, Q.all_query())
        of_each = _hits(view, rows, numbers).first(UNITS["family"])
        order = np.argsort(of_each, kind="stable")
        view.kin.append((of_each[order], numbers[order]))
    held, numbers = view.kin[0]
    begins, ends = (np.searchsorted(held, families, side) for side in ("left", "right"))
    counts = ends - begins
    places = np.arange(counts.sum()) + np.repeat(begins - np.cumsum(counts) + counts, counts)
    return _hits(view, rows, np.sort(numbers[places]))


def _numbers(view: View, query: tantivy.Query) -> Places:
    """Return the numbers of all records that a query finds, ascending."""
    found = view.searcher.search(query, max(1, view.searcher.num_docs), False, columns.NUM).hits
    return np.sort(np.fromiter((num for num, _ in found), np.int64, len(found)))


def _hits(view: View, rows: CountedRows, found: Places) -> Hits:
    known = found[found < len(rows.starts)]
    starts = rows.starts[known]
    numbers, starts = known[starts >= 0], starts[starts >= 0]
    if len(starts) < len(found):
        raise EngineDamaged("计数文件不完整。", "The files that analyses count are incomplete.", hint=REINDEX)

    def read(hits: Sequence[int]) -> list[Filing]:
        wanted = [int(numbers[one]) for one in hits]
        filings = filings_of(view.connection, list(dict.fromkeys(wanted)), light=True)
        return [filings[one] for one in wanted]

    def name(hits: Starts) -> list[str]:
        wanted = [int(one) for one in numbers[hits]]
        statement = "SELECT num, id FROM records WHERE num IN ({})"
        ids = {int(str(num)): str(id) for num, id in rows_in(view.connection, statement, wanted)}
        return [ids[one] for one in wanted]

    def vectors(hits: Starts) -> tuple[Starts, Scores]:
        held = vector_file(view.store_path.parent)
        if held is None:
            return np.zeros(0, np.int64), np.zeros((0, 1), np.float32)
        return held.among(numbers[hits])

    return Hits(rows.words, starts, read, name, vectors)
