"""All yearly tables of one year, and the white paper with them, over an index of generated filings.

The bare peer of the tables is reading the columns of every record, without which nothing is counted. With ``--check`` the
real collections of ``$IPATLAS_SHARED`` and generated filings are compared with the independent script, cell by cell.
"""

import resource
import time
from pathlib import Path

from bench.figures import Figure, arguments, told
from bench.indexes import index_of, opened
from bench.yearbooks import checked
from domain.query import All, SearchRequest
from indexer.workspace import opened as workspace
from search_api.statistics import answers, asked
from search_api.statistics.catalog import TABLES
from search_api.statistics.yearbook import Yearbook
from ui.statistics.report import files, made

_TABLES_S, _PAPER_S = 30.0, 60.0
_MILLION = 1_000_000


def main() -> None:
    parser = arguments(__doc__, "statistics", 20_000)
    parser.add_argument("--index", type=Path, help="an index to measure on; made there where there is none")
    parser.add_argument("--year", type=int, default=2019)
    parser.add_argument("--check", action="store_true", help="compare all tables of whole collections, cell by cell")
    given = parser.parse_args()
    if given.check:
        told("yearly tables", checked(), given.json)
        return
    with index_of(given.size, given.index) as folder:
        engine = opened(folder)
        searcher = engine.searcher()
        records = searcher.state().records
        start = time.process_time()
        searcher.columns(SearchRequest(query=All()))
        bare = time.process_time() - start
        read = asked.read(searcher, [("year", str(given.year))])
        start, wall = time.process_time(), time.perf_counter()
        book = Yearbook(searcher, read)
        answers.every(book)
        tables, tables_wall = time.process_time() - start, time.perf_counter() - wall
        start, wall = time.process_time(), time.perf_counter()
        with workspace(engine) as connection:
            written = files(made(Yearbook(searcher, read), connection, "en"), connection)
        paper, paper_wall = time.process_time() - start, time.perf_counter() - wall
        searcher.close()
        engine.close()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(map(len, written.values()))
    scale = max(
        records / _MILLION, 0.1
    )  # below 100,000 records what is done once decides, and says nothing of a million
    told(
        f"yearly statistics, {records:,} records, CPU seconds",
        [
            Figure(
                f"all {len(TABLES)} tables ({tables_wall:.1f} s by the clock)", f"{tables:.2f} s", f"{bare:.2f} s", tables / bare if bare else None,
                f"≤ {_TABLES_S:.0f} s at 1,000,000", tables / scale <= _TABLES_S,
            ),
            Figure(
                f"the white paper with them ({paper_wall:.1f} s by the clock, {size:,} bytes)", f"{paper:.2f} s", f"{bare:.2f} s",
                paper / bare if bare else None, f"≤ {_PAPER_S:.0f} s at 1,000,000", paper / scale <= _PAPER_S,
            ),
            Figure("peak memory", f"{held:,.0f} MiB", "", None, "", True),
        ],
        given.json,
    )  # fmt: skip


if __name__ == "__main__":
    main()
