"""The rows that analyses count, beside a generation's index: two files that only grow, the last row of a number counts.

``rows.bin`` holds the rows (``domain/counting.py``), ``places.bin`` a pair (number, first word) for each row, in order.
Invariants: a row is on disk before its place, and its place before the index commits; what lies behind the last whole
place is overwritten; a record of the index has a place, and one that was withdrawn is never asked for.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.counting import WORD

_ROWS, _PLACES = "rows.bin", "places.bin"
_PLACE = np.dtype([("num", "<u8"), ("start", "<u8")])
Words = npt.NDArray[np.uint64]
Starts = npt.NDArray[np.int64]


class CountedWriter:
    """Adds rows to a generation's files; what was added is kept at ``flush``."""

    def __init__(self, folder: Path) -> None:
        self._rows, self._places = folder / _ROWS, folder / _PLACES
        self._next = _whole(self._rows, WORD) // WORD
        _whole(self._places, _PLACE.itemsize)
        self._waiting: list[bytes] = []
        self._numbers: list[tuple[int, int]] = []

    def put(self, num: int, row: bytes) -> None:
        """Add the row of a record."""
        self._numbers.append((num, self._next))
        self._waiting.append(row)
        self._next += len(row) // WORD

    def flush(self) -> None:
        """Bring what was added to disk, rows first."""
        if self._numbers:
            _append(self._rows, b"".join(self._waiting))
            _append(self._places, np.array(self._numbers, _PLACE).tobytes())
        self._waiting.clear()
        self._numbers.clear()


def _whole(path: Path, size: int) -> int:
    """Cut what a crash left behind the last whole value; return the size of the file."""
    with path.open("ab") as stream:
        length = stream.tell() // size * size
        stream.truncate(length)
    return length


def _append(path: Path, raw: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())


@dataclass(frozen=True, slots=True)
class CountedRows:
    """What a reader has of the files: all words, and where the row of each number begins (-1: nowhere)."""

    words: Words
    starts: Starts
    places: int
    stamp: tuple[int, int]


def opened(folder: Path, stamp: tuple[int, int], before: CountedRows | None = None) -> CountedRows:
    """Return the rows as they now lie; ``before`` are those read earlier of the same folder, which are gone on from."""
    seen = before.places if before else 0
    fresh = _mapped(folder / _PLACES, _PLACE)[seen:]
    words = _mapped(folder / _ROWS, np.dtype("<u8"))
    starts = before.starts if before else np.full(0, -1, np.int64)
    if len(fresh):
        grown = np.full(max(int(fresh["num"].max()) + 1, len(starts)), -1, np.int64)
        grown[: len(starts)] = starts
        grown[fresh["num"].astype(np.int64)] = fresh["start"]
        starts = grown
    return CountedRows(words, starts, seen + len(fresh), stamp)


def _mapped(path: Path, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    try:
        count = path.stat().st_size // kind.itemsize
    except OSError:
        count = 0
    # as a plain array: what NumPy asks of a memmap at each access costs more than the access
    return np.asarray(np.memmap(path, kind, "r", shape=(count,))) if count else np.zeros(0, kind)
