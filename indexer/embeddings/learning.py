"""A static model is made, or adapted to a register: words, views, training, a report on texts held out, then the folder.

Invariants: what is held out takes no part in the training; the folder is written whole at the end; a training that was
stopped goes on from its checkpoint, which lies beside the folder and is removed at the end.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.embeddings.static import WORDS, Matrix, StaticEmbedder, write_model
from indexer.embeddings.tokens import Tokens
from indexer.embeddings.training import Plan, State, batches, begun, resumed, train
from indexer.embeddings.views import Said, Views, views_of
from indexer.embeddings.vocabulary import Sizes, tokenizer_of

_HELD_OUT = 0.02
_MOST_HELD_OUT = 2_000
_KEPT_EVERY = 100


@dataclass(frozen=True, slots=True)
class Report:
    """How many of the held-out publications are found by their title and abstract among all bodies held out.

    ``before`` is the model that was adapted, where there was one.
    """

    publications: int
    held_out: int
    tokens: int
    first: float
    ten: float
    before: tuple[float, float] | None = None


Told = Callable[[int, int, float], None]


def learn(
    said: Sequence[Said], out: Path, plan: Plan, *, start: StaticEmbedder | None = None, sizes: Sizes = Sizes(),
    told: Told = lambda step, steps, loss: None,
) -> Report:  # fmt: skip
    """Train a model on what publications say and write its folder; from ``start``, its words and vectors are adapted."""
    definition = start.definition if start else _words(said, out, sizes)
    tokens = Tokens(definition)
    order = list(range(len(said)))
    random.Random(plan.seed).shuffle(order)
    held = sorted(order[: min(_MOST_HELD_OUT, max(1, int(len(order) * _HELD_OUT)))])
    taught = sorted(set(order) - set(held))
    views = views_of(said, tokens)
    tested, learned = views.rows(held), views.rows(taught)
    checkpoint = out.with_name(out.name + ".checkpoint.npz")
    if checkpoint.exists():
        state = resumed(checkpoint)
    else:
        state = State(start.weights.copy()) if start else begun(learned.whole, plan)
    loss_so_far = [0.0]

    def tell(at: State, loss: float) -> None:
        loss_so_far[0] = loss if at.step == 1 else 0.98 * loss_so_far[0] + 0.02 * loss
        told(at.step, plan.steps, loss_so_far[0])
        if at.step % _KEPT_EVERY == 0:
            at.save(checkpoint)

    before = found_share(tested, start.weights) if start else None
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    train(state, learned.pairs(), plan, tell)
    write_model(out, state.weights, definition, small=True)
    checkpoint.unlink(missing_ok=True)
    first, ten = found_share(tested, StaticEmbedder(out, out.name).weights)
    return Report(len(said), len(held), tokens.size, first, ten, before)


def _words(said: Sequence[Said], out: Path, sizes: Sizes) -> str:
    """Return the tokenizer; one made by a training that was stopped is used again."""
    if out.with_name(out.name + ".checkpoint.npz").exists() and (out / WORDS).exists():
        return (out / WORDS).read_text(encoding="utf-8")
    definition = tokenizer_of((text for one in said for text in one), sizes)
    out.mkdir(parents=True, exist_ok=True)
    (out / WORDS).write_text(definition, encoding="utf-8")
    return definition


def found_share(views: Views, weights: Matrix) -> tuple[float, float]:
    """Return how often a publication's title and abstract find its own body first, and among the first ten."""
    usable = np.flatnonzero((np.diff(views.brief.indptr) > 0) & (np.diff(views.body.indptr) > 0))
    if not len(usable):
        return 0.0, 0.0
    asked = np.concatenate(list(batches(views.brief[usable], weights)))
    bodies = np.concatenate(list(batches(views.body[usable], weights)))
    likeness = asked @ bodies.T
    better = (likeness > np.diag(likeness)[:, None]).sum(axis=1)
    return float((better < 1).mean()), float((better < 10).mean())
