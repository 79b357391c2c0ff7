"""All hits of a query as columns: the numbers of the records, and their rows in the generation's files."""

from collections.abc import Sequence

import numpy as np
import tantivy

from domain.errors import EngineDamaged
from domain.filings import Filing
from domain.hits import Hits
from indexer.engines import columns
from indexer.engines.embedded.counted import CountedRows, Starts
from indexer.engines.embedded.generations import REINDEX
from indexer.engines.embedded.likeness import vector_file
from indexer.engines.embedded.reading import filings_of
from indexer.engines.embedded.store import rows_in
from indexer.engines.embedded.vectors import Scores
from indexer.engines.embedded.view import View


def hits_of(view: View, rows: CountedRows, query: tantivy.Query) -> Hits:
    """Return the columns of all records that a query finds."""
    found = view.searcher.search(query, max(1, view.searcher.num_docs), False, columns.NUM).hits
    numbers = np.sort(np.fromiter((num for num, _ in found), np.int64, len(found)))
    known = numbers[numbers < len(rows.starts)]
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
