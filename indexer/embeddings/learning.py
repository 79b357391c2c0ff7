"""A static model is made, or adapted to a register: words, views, training, a report on texts held out, then the folder.

Invariants: what is held out takes no part in the training; the model is written beside its folder, reported, and takes
the folder's place only where the report is accepted; a training that was stopped goes on from its checkpoint, which lies
beside the folder and is removed at the end.
"""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from domain.errors import SettingsError
from indexer.embeddings.static import WORDS, Matrix, StaticEmbedder, is_static, write_model
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

    ``before`` is the model that was adapted, where there was one; ``kin`` are the publications trained upon that met
    another of their family, which may be in another language.
    """

    publications: int
    held_out: int
    tokens: int
    first: float
    ten: float
    before: tuple[float, float] | None = None
    kin: int = 0


Told = Callable[[int, int, float], None]


def learn(
    said: Sequence[Said], out: Path, plan: Plan, *, families: Sequence[str] | None = None,
    start: StaticEmbedder | None = None, sizes: Sizes = Sizes(), told: Told = lambda step, steps, loss: None,
    accept: Callable[[Report], bool] = lambda report: True,
) -> Report:  # fmt: skip
    """Train a model on what publications say and write its folder; from ``start``, its words and vectors are adapted.

    ``families`` names the family of each: its members, in whatever language, are then drawn together too. A model whose
    report is not accepted stays in ``NAME.new``. Raises ``SettingsError`` where ``out`` holds something else.
    """
    if out.exists() and any(out.iterdir()) and not is_static(out):
        raise SettingsError(
            "输出文件夹已有其他内容，请另选空文件夹。", "The folder holds something else: choose an empty one."
        )
    made = out.with_name(out.name + ".new")
    definition = start.definition if start else _words(said, made, sizes)
    tokens = Tokens(definition)
    held, taught = _parted(len(said), families, plan.seed)
    views = views_of(said, tokens)
    tested, learned = views.rows(held), views.rows(taught)
    pairs = learned.pairs()
    if families:
        pairs.append(learned.of_families([families[row] for row in taught]))
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
    train(state, pairs, plan, tell)
    write_model(made, state.weights, definition, small=True)
    checkpoint.unlink(missing_ok=True)
    first, ten = found_share(tested, StaticEmbedder(made, out.name).weights)
    kin = int((np.diff(pairs[-1].right.indptr) > 0).sum()) if families else 0
    report = Report(len(said), len(held), tokens.size, first, ten, before, kin)
    if accept(report):
        shutil.rmtree(out, ignore_errors=True)
        made.replace(out)
    return report


def _parted(number: int, families: Sequence[str] | None, seed: int) -> tuple[list[int], list[int]]:
    """Return the rows that are held out and the others; a family is held out whole."""
    order = list(range(number))
    random.Random(seed).shuffle(order)
    held = set(order[: min(_MOST_HELD_OUT, max(1, int(number * _HELD_OUT)))])
    if families:
        names = {families[row] for row in held}
        held = {row for row, name in enumerate(families) if name in names}
    return sorted(held), sorted(set(order) - held)


def _words(said: Sequence[Said], made: Path, sizes: Sizes) -> str:
    """Return the tokenizer; one made by a training that was stopped is used again."""
    if made.with_suffix(".checkpoint.npz").exists() and (made / WORDS).exists():
        return (made / WORDS).read_text(encoding="utf-8")
    definition = tokenizer_of((text for one in said for text in one), sizes)
    made.mkdir(parents=True, exist_ok=True)
    (made / WORDS).write_text(definition, encoding="utf-8")
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
