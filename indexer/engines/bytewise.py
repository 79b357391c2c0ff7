"""Vectors at one byte for each dimension, as every engine keeps them to be read back.

Invariant: equal vectors give equal bytes on every engine, and equal bytes equal unit vectors.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


def rounded(vectors: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int8], Vectors]:
    """Return the bytes of vectors, the largest dimension of each at 127, and what a byte of each counts."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    steps = np.asarray(largest / 127, np.float32)
    return np.rint(vectors / np.where(largest == 0, 1, steps)[:, None]).astype(np.int8), steps


def unit(given: npt.NDArray[np.int8]) -> Vectors:
    """Return the vectors of bytes at length one."""
    vectors = given.astype(np.float32)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length == 0, 1, length), np.float32)
