"""The vector file: one unit vector for each record that says something, beside the store and derived from it.

A row is the record's number, a scale and one byte for each dimension; the last row of a number counts, and a row of
scale nought says that the record has no vector any more; a record that never said anything has no row. Invariants:
``held.json`` is written after the rows that it counts are on disk, and what lies behind them is cut off before more is
added; the file is of one model, and another begins it anew; catching up embeds whatever changed since the sequence held.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.embeddings import Embedder, record_vectors, stored_text
from indexer.engines import bytewise, kept

_FOLDER, _ROWS, _HELD = "vectors", "rows.bin", "held.json"
_STEP = 500
_FEWEST_SCORED, _SCORED_PER_HIT = 4_000, 8
"""How many of the nearest by bits are scored exactly: at least so many, and so many for each hit asked for."""
_OVERFETCH = 4
"""How many times more than its share are found for a scope that keeps a share of them."""
_KEPT_EVERY = 10.0
"""Seconds of embedding that a process that dies loses at most: a transformer takes as long for a few hundred records."""
_CHUNK = 200_000
_AT_ONCE = 16_384
Numbers = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Held:
    """What the file holds: the model, the sequence of the store up to which it is complete, and how many rows."""

    model: str
    revision: str
    dimensions: int
    sequence: int
    rows: int


def row_type(dimensions: int) -> np.dtype[Any]:
    """Return the layout of a row."""
    return np.dtype([("num", "<u4"), ("scale", "<f4"), ("bytes", "i1", (dimensions,))])


def held(folder: Path) -> Held | None:
    """Return what the file of an engine's folder holds, ``None`` where there is none."""
    try:
        return Held(**json.loads((folder / _FOLDER / _HELD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def catch_up(
    connection: sqlite3.Connection,
    folder: Path,
    embedder: Embedder,
    progress: Callable[[int], None] = lambda done: None,
) -> Held:
    """Embed the records that changed since the file was written; the caller holds the write lock."""
    place = folder / _FOLDER
    state = held(folder)
    if state is None or (state.revision, state.dimensions) != (embedder.revision, embedder.dimensions):
        shutil.rmtree(place, ignore_errors=True)
        state = Held(embedder.name, embedder.revision, embedder.dimensions, 0, 0)
    place.mkdir(exist_ok=True)
    layout = row_type(state.dimensions)
    with (place / _ROWS).open("ab") as stream:
        stream.truncate(state.rows * layout.itemsize)
        done, last, kept_at = 0, _last_number(place, state), time.monotonic()
        for sequence, numbers, texts in _changed(connection, state.sequence):
            done += len(numbers)
            said = [at for at, text in enumerate(texts) if text or numbers[at] <= last]
            vectors = record_vectors(embedder, [texts[at] for at in said])
            rows = np.zeros(len(said), layout)
            rows["num"] = [numbers[at] for at in said]
            rows["bytes"], rows["scale"] = bytewise.rounded(vectors)
            stream.write(rows.tobytes())
            state = Held(state.model, state.revision, state.dimensions, sequence, state.rows + len(rows))
            if time.monotonic() - kept_at > _KEPT_EVERY:
                _keep(stream.fileno(), place, state, stream.flush)
                kept_at = time.monotonic()
            progress(done)
        _keep(stream.fileno(), place, state, stream.flush)
    return state


def _changed(connection: sqlite3.Connection, after: int) -> Iterator[tuple[int, list[int], list[str]]]:
    """Yield the records changed after a sequence: the last sequence of a step, their numbers and their texts."""
    while True:
        found = connection.execute(
            "SELECT num, seq, live, light, heavy FROM records WHERE seq>? ORDER BY seq LIMIT ?", (after, _STEP)
        ).fetchall()
        if not found:
            return
        texts = [_text(light, heavy) if live else "" for _, _, live, light, heavy in found]
        after = found[-1][1]
        yield after, [row[0] for row in found], texts


def _text(light: bytes, heavy: bytes | None) -> str:
    value = json.loads(kept.unpack(light))
    if heavy is not None:
        value |= json.loads(kept.unpack(heavy))
    return stored_text(value)


def _last_number(place: Path, state: Held) -> int:
    """Return the highest number that the file may hold: a record above it that says nothing needs no row."""
    if not state.rows:
        return 0
    rows = np.memmap(place / _ROWS, row_type(state.dimensions), "r", shape=(state.rows,))
    return int(rows["num"].max())


def _keep(descriptor: int, place: Path, state: Held, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(descriptor)
    beside = place / (_HELD + ".new")
    note = {name: getattr(state, name) for name in Held.__slots__}
    beside.write_text(json.dumps(note), encoding="utf-8")
    beside.replace(place / _HELD)


class VectorFile:
    """The vectors of one state of the file, ready to be compared."""

    def __init__(self, folder: Path, state: Held) -> None:
        self.state = state
        path = folder / _FOLDER / _ROWS
        layout = row_type(state.dimensions)
        self._rows: npt.NDArray[Any] = (
            np.asarray(np.memmap(path, layout, "r", shape=(state.rows,))) if state.rows else np.zeros(0, layout)
        )
        numbers = np.array(self._rows["num"])
        _, from_end = np.unique(numbers[::-1], return_index=True)
        last = state.rows - 1 - from_end
        live = last[np.asarray(self._rows["scale"][last]) > 0]
        self.places = live
        self.numbers: Numbers = numbers[live]
        self._bits = np.zeros((-(-state.dimensions // 64), len(live)), np.uint64)
        for start in range(0, len(live), _CHUNK):
            self._bits[:, start : start + _CHUNK] = _bits(self._rows["bytes"][live[start : start + _CHUNK]]).T

    def nearest(
        self, vector: Scores, size: int, allowed: Numbers | None = None, share: float = 1.0
    ) -> tuple[Numbers, Scores]:
        """Return the numbers of the records nearest to a unit vector and their cosines, the nearest first.

        ``allowed`` (sorted) are the only numbers that may be returned. Where only a ``share`` of what is found will be
        kept, by whoever asks, so many more are found and scored.
        """
        chosen = None if allowed is None else self._places_of(allowed)
        scored = int(max(_FEWEST_SCORED, _SCORED_PER_HIT * size) / share)
        if (len(self.numbers) if chosen is None else len(chosen)) > scored:
            chosen = self._near(vector, scored, chosen)
        found = self.numbers if chosen is None else self.numbers[chosen]
        scores = self.scores(self.places if chosen is None else self.places[chosen], vector)
        order = np.lexsort((found, -scores))[: int(_OVERFETCH * size / share) if share < 1 else size]
        return found[order], scores[order]

    def _near(self, vector: Scores, scored: int, chosen: npt.NDArray[np.intp] | None) -> npt.NDArray[np.intp]:
        """Return, ascending, the places of so many rows whose bits differ least.

        A word of all rows lies together, and rows are gone through as many at a time as stay near the processor.
        """
        bits = self._bits if chosen is None else self._bits[:, chosen]
        asked = _bits(vector[None, :])[0]
        apart = np.zeros(bits.shape[1], np.uint16)
        for start in range(0, len(apart), _AT_ONCE):
            some = apart[start : start + _AT_ONCE]
            for words, word in zip(bits, asked, strict=True):
                some += np.bitwise_count(words[start : start + _AT_ONCE] ^ word)
        best = np.sort(np.argpartition(apart, scored)[:scored])
        return best if chosen is None else chosen[best]

    def recall(self, queries: int, size: int = 10) -> float:
        """Return which share of the nearest of some of its own vectors ``nearest`` finds, by scoring all of them."""
        asked = self._vectors(self.places[np.linspace(0, len(self.places) - 1, queries).astype(np.intp)])
        best = np.full((queries, 0), 0, np.float32)
        for start in range(0, len(self.places), _CHUNK):
            scores = asked @ self._vectors(self.places[start : start + _CHUNK]).T
            best = -np.sort(-np.concatenate([best, scores], axis=1), axis=1)[:, :size]
        worst = best[:, -1] - 1e-5
        found = [int((self.nearest(one, size)[1] >= least).sum()) for one, least in zip(asked, worst, strict=True)]
        return sum(found) / max(1, best.size)

    def _vectors(self, places: npt.NDArray[np.intp]) -> Scores:
        rows = self._rows[places]
        found: Scores = rows["bytes"].astype(np.float32) * rows["scale"][:, None]
        return found

    def scores(self, places: npt.NDArray[np.intp], vector: Scores) -> Scores:
        """Return the cosines of rows with a unit vector."""
        parts = [
            (rows["bytes"].astype(np.float32) @ vector) * rows["scale"]
            for some in np.array_split(places, max(1, len(places) // 20_000))
            for rows in [self._rows[some]]
        ]
        return np.concatenate(parts).astype(np.float32)

    def among(self, numbers: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Scores]:
        """Return which of some numbers have a vector, by their places, ascending, and these vectors at length one."""
        place = np.minimum(np.searchsorted(self.numbers, numbers), max(len(self.numbers) - 1, 0))
        if not len(self.numbers):
            return np.zeros(0, np.int64), np.zeros((0, self.state.dimensions), np.float32)
        known = np.flatnonzero(self.numbers[place] == numbers)
        rows = self._rows[self.places[place[known]]]
        return known, bytewise.unit(rows["bytes"])

    def _places_of(self, numbers: Numbers) -> npt.NDArray[np.intp]:
        """Return the places, ascending, of those of some sorted numbers that have a vector."""
        if not len(self.numbers):
            return np.zeros(0, np.intp)
        place = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        found: npt.NDArray[np.intp] = place[self.numbers[place] == numbers]
        return found

    def of(self, numbers: Numbers, vector: Scores) -> dict[int, float]:
        """Return the cosines of records by number; those without a vector are left out."""
        at = self._places_of(np.sort(numbers))
        scores = self.scores(self.places[at], vector)
        return {int(num): float(score) for num, score in zip(self.numbers[at], scores, strict=True)}


def _bits(vectors: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """Return the signs of vectors, packed 64 to a word."""
    packed = np.packbits(vectors > 0, axis=1)
    wide = -(-packed.shape[1] // 8) * 8
    padded = np.zeros((len(packed), wide), np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view(np.uint64)
