"""Training of a static model from texts alone: two views of one publication are to lie nearer than those of others.

The loss is contrastive over a batch, in both directions; its gradient reaches the vectors of the tokens in the batch
only. A token's weight is the length of its vector, learned with the rest. Invariants: no link between publications
takes part; a training that goes on from its checkpoint ends where an uninterrupted one would.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

Matrix = npt.NDArray[np.float32]
Rows = Any
"""A sparse matrix in row form: a row for each text, a column for each token."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is trained."""

    dimensions: int = 256
    steps: int = 1_500
    batch: int = 1_024
    rate: float = 0.003
    sharpness: float = 20.0
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two views of the same publications, row by row; ``share`` is how often they are drawn among all kinds."""

    left: Rows
    right: Rows
    share: float = 1.0


@dataclass(slots=True)
class State:
    """How far a training is: the vectors, Adam's two moments, the steps done."""

    weights: Matrix
    mean: Matrix = field(init=False)
    square: Matrix = field(init=False)
    step: int = 0

    def __post_init__(self) -> None:
        self.mean = np.zeros_like(self.weights)
        self.square = np.zeros_like(self.weights)

    def save(self, path: Path) -> None:
        """Write a checkpoint in one step."""
        beside = path.with_suffix(".new.npz")
        np.savez(beside, weights=self.weights, mean=self.mean, square=self.square, step=self.step)
        beside.replace(path)


def resumed(path: Path) -> State:
    """Read a checkpoint."""
    with np.load(path) as kept:
        state = State(kept["weights"])
        state.mean, state.square, state.step = kept["mean"], kept["square"], int(kept["step"])
    return state


def counts(texts: Sequence[Sequence[int]], tokens: int) -> Rows:
    """Return how often each token stands in each text."""
    lengths = np.fromiter((len(one) for one in texts), np.int64, len(texts))
    columns = np.fromiter((token for one in texts for token in one), np.int32, int(lengths.sum()))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    rows = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(texts), tokens))
    rows.sum_duplicates()
    return rows


def begun(documents: Rows, plan: Plan) -> State:
    """Return the vectors to begin with: the directions of a truncated decomposition, as long as the word is rare."""
    number, tokens = documents.shape
    rarity = np.log((number + 1) / (np.bincount(documents.indices, minlength=tokens) + 1)).astype(np.float32)
    weighted = documents.copy().astype(np.float32)
    weighted.data = (1 + np.log(weighted.data)) * rarity[weighted.indices]
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted = (sparse.diags(1 / np.where(norms == 0, 1, norms)) @ weighted).tocsr().astype(np.float32)
    random = np.random.default_rng(plan.seed)
    wide = min(plan.dimensions + 32, number, tokens)
    basis: Matrix = random.standard_normal((tokens, wide)).astype(np.float32)
    for last in (False, False, True):
        projected, _ = np.linalg.qr(weighted @ basis)
        basis = weighted.T @ projected
        if not last:
            basis, _ = np.linalg.qr(basis)
    directions, _, _ = np.linalg.svd(basis, full_matrices=False)
    weights = np.zeros((tokens, plan.dimensions), np.float32)
    weights[:, : min(wide, plan.dimensions)] = directions[:, : plan.dimensions]
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    weights = weights / np.maximum(lengths, 1e-8) * rarity[:, None]
    weights += (0.05 * random.standard_normal(weights.shape)).astype(np.float32)
    return State((weights / (16 * weights.std())).astype(np.float32))


def train(state: State, pairs: Sequence[Pairs], plan: Plan, told: Callable[[State, float], None]) -> Matrix:
    """Train until the plan's last step; ``told`` hears of each step with its loss and may save the state."""
    drawn = [_Drawn(one) for one in pairs]
    drawn = [one for one in drawn if len(one.usable) > 1]
    shares = np.array([one.share for one in drawn])
    shares /= shares.sum()
    for step in range(state.step + 1, plan.steps + 1):
        random = np.random.default_rng((plan.seed, step))
        one = drawn[random.choice(len(drawn), p=shares)]
        rows = np.sort(random.choice(one.usable, min(plan.batch, len(one.usable)), replace=False))
        rate = plan.rate * min(1.0, step / 50) * (1 - 0.95 * step / plan.steps)
        state.step = step
        loss = _stepped(state, _View(one.left[rows]), _View(one.right[rows]), rate, plan.sharpness)
        told(state, loss)
    return state.weights


class _Drawn:
    """Pairs ready to be drawn: means of tokens, and the rows of which both views say something."""

    def __init__(self, pairs: Pairs) -> None:
        self.left, self.right, self.share = _means(pairs.left), _means(pairs.right), pairs.share
        self.usable = np.flatnonzero((np.diff(self.left.indptr) > 1) & (np.diff(self.right.indptr) > 1))


def _means(rows: Rows) -> Rows:
    sums = np.asarray(rows.sum(axis=1)).ravel()
    return (sparse.diags((1 / np.where(sums == 0, 1, sums)).astype(np.float32)) @ rows).tocsr()


class _View:
    """The rows of one side of a batch, over the tokens that stand in them."""

    def __init__(self, rows: Rows) -> None:
        self.tokens, places = np.unique(rows.indices, return_inverse=True)
        shape = (rows.shape[0], len(self.tokens))
        self.rows = sparse.csr_matrix((rows.data, places.astype(np.int32).ravel(), rows.indptr), shape=shape)

    def vectors(self, weights: Matrix) -> tuple[Matrix, Matrix]:
        found = self.rows @ weights[self.tokens]
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        norms[norms == 0] = 1
        return found / norms, norms

    def descend(self, state: State, gradient: Matrix, rate: float) -> None:
        """Take one step of Adam on the tokens of the view."""
        slope = self.rows.T @ gradient
        mean = 0.9 * state.mean[self.tokens] + 0.1 * slope
        square = 0.999 * state.square[self.tokens] + 0.001 * slope * slope
        state.mean[self.tokens], state.square[self.tokens] = mean, square
        settled = 1 - 0.999 ** min(state.step, 3_000)
        state.weights[self.tokens] -= rate * (mean / (np.sqrt(square / settled) + 1e-8))


def _stepped(state: State, left: _View, right: _View, rate: float, sharpness: float) -> float:
    """Take one step; return the loss before it."""
    first, first_norms = left.vectors(state.weights)
    second, second_norms = right.vectors(state.weights)
    size = len(first)
    likeness = sharpness * (first @ second.T)
    forth, back = _shares(likeness, 1), _shares(likeness, 0)
    loss = float(-np.log(np.diag(forth) + 1e-9).mean())
    pull = (forth + back) * (sharpness / (2 * size))
    pull[np.arange(size), np.arange(size)] -= sharpness / size
    left_slope, right_slope = pull @ second, pull.T @ first
    left.descend(state, _across(left_slope, first) / first_norms, rate)
    right.descend(state, _across(right_slope, second) / second_norms, rate)
    return loss


def _shares(likeness: Matrix, axis: int) -> Matrix:
    raised = np.exp(likeness - likeness.max(axis=axis, keepdims=True))
    found: Matrix = raised / raised.sum(axis=axis, keepdims=True)
    return found


def _across(slope: npt.NDArray[Any], vectors: Matrix) -> Matrix:
    """Return what of a slope turns unit vectors and does not stretch them."""
    found: Matrix = slope - vectors * (slope * vectors).sum(axis=1, keepdims=True)
    return found


def batches(rows: Rows, weights: Matrix, size: int = 4_096) -> Iterator[Matrix]:
    """Yield the unit vectors of texts, batch by batch."""
    for start in range(0, rows.shape[0], size):
        found = rows[start : start + size] @ weights
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        yield found / np.where(norms == 0, 1, norms)
