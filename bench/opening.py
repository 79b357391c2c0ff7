"""Open an index whose load was killed, to read and to write on: ``python -m bench.opening``.

The index is filled, a second load is killed (``kill -9``) while it writes, and then the time is taken until the first
answer, and until the next load could write. The bare side opens the same tantivy index alone.
"""

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import tantivy

from bench.figures import Figure, arguments, milliseconds, told
from bench.indexes import filled, index_of, marks, opened
from domain.engine import EngineState
from domain.query import All, SearchRequest
from indexer.engines.embedded import generations

_SECONDS = 10.0


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = arguments(__doc__, "opening", 1_000_000)
    parser.add_argument("--index", type=Path, help="a folder to keep the index in, or that holds one already")
    wanted = parser.parse_args(given)
    with index_of(wanted.size, wanted.index) as kept, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        shutil.copytree(kept, folder)
        more = marks(Path(temporary) / "files", max(4_000, min(wanted.size // 4, 40_000)))
        records = killed_while_loading(folder, more)
        figures = [*measured(folder, records)]
    told(f"opening after kill -9, {wanted.size:,} filings", figures, wanted.json)
    return 0


def killed_while_loading(folder: Path, paths: list[Path]) -> int:
    """Kill a load while it writes, and return how many records the store holds; raises where the load was over before."""
    before = _state(folder).sequence
    load = multiprocessing.get_context("spawn").Process(target=_load, args=(folder, paths))
    load.start()
    while load.is_alive() and _state(folder).sequence < before + 1_000:
        time.sleep(0.02)
    if load.pid is None or not load.is_alive():
        raise RuntimeError("the load ended before it could be killed")
    os.kill(load.pid, signal.SIGKILL)
    load.join()
    return _state(folder).sequence


def _load(folder: Path, paths: list[Path]) -> None:
    filled(opened(folder), paths)


def _state(folder: Path) -> EngineState:
    engine = opened(folder)
    try:
        return engine.searcher().state()
    finally:
        engine.close()


def measured(folder: Path, records: int) -> list[Figure]:
    """Return the time to the first answer, then the time until a load can write."""

    def bare() -> None:
        index = tantivy.Index.open(str(generations.current(folder).path))
        index.searcher().search(tantivy.Query.all_query(), 10)

    def read() -> None:
        engine = opened(folder)
        engine.searcher().search(SearchRequest(query=All(), size=10))
        engine.close()

    def write() -> None:
        engine = opened(folder)
        with engine.writer():
            pass
        engine.close()

    behind = _state(folder)
    reading, writing, alone = milliseconds(read), milliseconds(write), milliseconds(bare)
    return [
        Figure(
            f"{what} ({records:,} changes in the store)", f"{took / 1000:.2f} s", f"{alone / 1000:.2f} s", took / alone, "≤ 10 s",
            took / 1000 <= _SECONDS,
        )
        for what, took in (
            ("to the first answer", reading),
            (f"until a load can write, {behind.sequence - behind.indexed_sequence:,} records caught up", writing),
        )
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
