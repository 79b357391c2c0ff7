"""How far a load is, on stderr: a bar on a terminal, one structured line every few seconds otherwise."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from indexer.build import Progress
from search_api.logs import configure, log

_SECONDS = 5.0


@contextmanager
def telling(show: bool = True) -> Iterator[Callable[[Progress], None]]:
    """Give the function to tell of progress; what it holds is closed at the end."""
    if not show:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with tqdm(total=0, unit="B", unit_scale=True, file=sys.stderr, dynamic_ncols=True) as bar:

            def drawn(progress: Progress) -> None:
                bar.total = progress.total
                bar.set_postfix(_shown(progress), refresh=False)
                bar.update(max(0, min(progress.done, progress.total) - bar.n))

            yield drawn
    else:
        configure("INFO")
        last = time.monotonic()

        def logged(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last >= _SECONDS:
                last = time.monotonic()
                share = round(progress.done / progress.total, 3) if progress.total else 1.0
                log.info("loading", file=progress.file, share=share, **_shown(progress))

        yield logged


def _shown(progress: Progress) -> dict[str, int]:
    """Return the counts that are not zero."""
    return {name: count for name, count in progress.counts.items() if count}


@contextmanager
def counting(name: str) -> Iterator[Callable[[int, int], None]]:
    """Give the function to tell how many of how many are done."""
    if sys.stderr.isatty():
        with tqdm(total=0, unit_scale=True, file=sys.stderr, desc=name, dynamic_ncols=True) as bar:

            def drawn(done: int, total: int) -> None:
                bar.total = total
                bar.update(max(0, done - bar.n))

            yield drawn
    else:
        configure("INFO")
        last = time.monotonic()

        def logged(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= _SECONDS:
                last = time.monotonic()
                log.info(name, done=done, total=total)

        yield logged
