"""An export of everything while a load runs: how many records, how fast, and what memory it takes on the way."""

import gc
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bench.figures import Figure
from domain.engine import Engine
from domain.query import All, SearchRequest
from indexer.build import LoadOptions, load

_MOST_GROWN = 64.0
_MARKS = 20


@dataclass(slots=True)
class Exported:
    """The ids in order, the seconds, and the memory (MB) at some numbers of records."""

    ids: list[str] = field(default_factory=list)
    seconds: float = 0.0
    memory: list[tuple[int, float]] = field(default_factory=list)

    def at(self, count: int) -> float:
        """Return the memory when so many records were out, or a little later."""
        return next((mb for reached, mb in self.memory if reached >= count), self.memory[-1][1])


def export(engine: Engine, paths: list[Path]) -> Figure:
    """Stream everything while files are loaded again and again, and return the figure."""
    with closing(engine.searcher()) as searcher:
        whole = searcher.count(All())
    stop = threading.Event()
    loads = 0

    def load_again() -> None:
        nonlocal loads
        while not stop.is_set():
            load(engine, paths, LoadOptions(again=True, readers=0))
            loads += 1

    beside = threading.Thread(target=load_again)
    try:
        found = exported(engine, whole, beside)
    finally:
        stop.set()
        beside.join()
    exact = len(found.ids) == whole and all(one < other for one, other in pairwise(found.ids))
    early = max(1, whole // 10)
    first, half, last = found.at(early), found.at(whole // 2), found.memory[-1][1]
    what = (
        f"export of {len(found.ids):,} of {whole:,} records while a load ran ({loads} times {len(paths)} files); memory "
        f"{first:.0f} MB at {early:,} records, {half:.0f} MB at {whole // 2:,}, {last:.0f} MB at the end"
    )
    met = exact and last - first < _MOST_GROWN
    return Figure(what, f"{len(found.ids) / found.seconds:,.0f}/s", "", None, "constant memory, exact count", met)


def exported(engine: Engine, whole: int, beside: threading.Thread) -> Exported:
    """Stream everything; what runs ``beside`` begins when the first record is out, so that it must not be seen."""
    found = Exported()
    step = max(1, whole // _MARKS)
    start = time.perf_counter()
    for at, filing in enumerate(engine.searcher().stream(SearchRequest(query=All())), 1):
        if at == 1:
            beside.start()
        found.ids.append(filing.id)
        if at % step == 0:
            gc.collect()
            found.memory.append((at, resident()))
    found.seconds = time.perf_counter() - start
    return found


def resident() -> float:
    """Return the memory of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmRSS")) / 1024
