"""How often reference cycles are looked for in processes that make and drop millions of small values.

A look at everything that a process holds takes a fifth of a second where it holds the tables of meanings and a hundred
thousand remembered words, and came to every tenth check of a mark; a load spends a sixth of its time on it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for cycles seldom, and never among what is held already."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
