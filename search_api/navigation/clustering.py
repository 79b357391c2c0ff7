"""Clusters of unit vectors, and how well the maps of several seeds agree.

k-means (Lloyd) over the first 32 principal components, made unit vectors again: the directions beyond say little of
topics and much of single records, and with them two starts agree less. The best of five starts is chosen on a sample and
finished on all; seeds are fixed, so the same vectors in the same order give the same clusters. Stability: the mean
pairwise adjusted Rand index (Hubert and Arabie 1985) of five maps, each from five starts of its own.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt

from domain.hits import Places

CLUSTERS, STARTS, SEEDS = 20, 5, 5
_SAMPLE, _ROUNDS, _LAST_ROUNDS = 10_000, 30, 20
_COMPONENTS = 32
_BLOCK = 400
Matrix = npt.NDArray[np.float32]


def mapped(vectors: Matrix) -> tuple[Places, float]:
    """Return each vector's cluster, and how well the maps of five seeds agree."""
    reduced = _reduced(vectors)
    maps = [_clustered(reduced, seed) for seed in range(SEEDS)]
    return maps[0], float(np.mean([rand_index(one, two) for one, two in combinations(maps, 2)]))


def _reduced(vectors: Matrix) -> Matrix:
    around = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((around.T @ around).astype(np.float64))
    return unit(around @ axes[:, ::-1][:, :_COMPONENTS].astype(np.float32))


def _clustered(vectors: Matrix, seed: int) -> Places:
    """Return each vector's cluster: the best of five starts on every n-th vector, gone on with on all."""
    dice = np.random.default_rng(seed)
    sample = vectors[:: -(-len(vectors) // _SAMPLE)]
    best: tuple[float, Matrix] | None = None
    for _ in range(STARTS):
        _, centres, fit = _lloyd(sample, _start(sample, dice), _ROUNDS)
        if best is None or fit > best[0]:
            best = (fit, centres)
    assert best is not None
    own, _, _ = _lloyd(vectors, best[1], _LAST_ROUNDS)
    return own


def _start(vectors: Matrix, dice: np.random.Generator) -> Matrix:
    """Choose starting centres far apart (k-means++, Arthur and Vassilvitskii 2007)."""
    chosen = [int(dice.integers(len(vectors)))]
    nearest = vectors @ vectors[chosen[0]]
    for _ in range(CLUSTERS - 1):
        away = np.maximum(1 - nearest, 0).astype(np.float64)
        whole = away.sum()
        pick = int(dice.choice(len(vectors), p=away / whole)) if whole > 0 else int(dice.integers(len(vectors)))
        chosen.append(pick)
        nearest = np.maximum(nearest, vectors @ vectors[pick])
    return np.array(vectors[chosen])


def _lloyd(vectors: Matrix, centres: Matrix, rounds: int) -> tuple[Places, Matrix, float]:
    """Move centres until no vector changes its cluster; return the clusters, the centres and the mean cosine to them.

    Products are made of blocks so small that the library takes one thread: on a busy machine its threads wait for each
    other longer than they count.
    """
    count = len(vectors)
    padded = np.zeros((-(-count // _BLOCK) * _BLOCK, vectors.shape[1]), np.float32)
    padded[:count] = vectors
    blocks = padded.reshape(-1, _BLOCK, vectors.shape[1])
    before = np.full(count, -1, np.int64)
    fit = 0.0
    for _ in range(rounds):
        scores = np.matmul(blocks, centres.T).reshape(-1, CLUSTERS)[:count]
        own = np.asarray(scores.argmax(axis=1), np.int64)
        fit = float(scores.max(axis=1).mean())
        if (own == before).all():
            break
        before = own
        members = np.zeros((len(padded), CLUSTERS), np.float32)
        members[np.arange(count), own] = 1
        sums = np.matmul(members.reshape(-1, _BLOCK, CLUSTERS).transpose(0, 2, 1), blocks).sum(axis=0)
        centres = np.where(np.any(sums, axis=1, keepdims=True), unit(sums), centres)
    return before, centres, fit


def unit(vectors: Matrix) -> Matrix:
    """Return vectors at length one; one of noughts stays."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length == 0, 1, length), np.float32)


def flat(centres: Matrix) -> npt.NDArray[np.float64]:
    """Return two coordinates of each centre: the first two principal components, their signs fixed."""
    around = (centres - centres.mean(axis=0)).astype(np.float64)
    _, _, axes = np.linalg.svd(around, full_matrices=False)
    flat: npt.NDArray[np.float64] = around @ axes[:2].T
    signs = np.sign(flat[np.abs(flat).argmax(axis=0), [0, 1]])
    return flat * np.where(signs == 0, 1, signs)


def rand_index(one: Places, two: Places) -> float:
    """Return the adjusted Rand index of two clusterings.

    >>> rand_index(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max()) + 1, int(two.max()) + 1), np.float64)
    np.add.at(table, (one, two), 1)

    def chosen(counts: npt.NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, left, right = chosen(table), chosen(table.sum(axis=1)), chosen(table.sum(axis=0))
    expected = left * right / (len(one) * (len(one) - 1) / 2)
    most = (left + right) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0
