"""From the batch's numbers to evidence: for one row, on which words each axis met, and in which scope."""

from typing import Literal

import numpy as np

from domain.marks import measures
from domain.marks.check import Axis, Evidence, Scope
from domain.marks.scores import AxisScores, Comparison, SignScores
from domain.marks.vocabulary import Floats

AxisName = Literal["look", "sound", "meaning"]
_LEAST = 0.02


def axes(compared: Comparison, row: int, scores: SignScores, at: int, weighed: Floats) -> tuple[Axis, Axis, Axis]:
    """Return look, sound and meaning of a row; ``at`` is its place among the scored ones, ``row`` among the compared."""
    measured = compared.measured
    return (
        _axis(compared, row, measured.look, scores.look, at, weighed, "look"),
        _axis(compared, row, measured.sound, scores.sound, at, weighed, "sound"),
        _axis(compared, row, measured.meaning, scores.meaning, at, weighed, "meaning"),
    )


def _axis(
    compared: Comparison, row: int, measured: Floats, scores: AxisScores, at: int, weighed: Floats, name: AxisName
) -> Axis:
    score = round(float(scores.score[at]), 3)
    if score < _LEAST:
        return Axis(score)
    asked, place = compared.asked, compared.columns(row)
    if float(scores.whole[at]) >= score - 1e-3 or not asked.words:
        if name == "meaning":  # a phrase means what its words do not mean joined
            theirs = " ".join(compared.words[column] for column in place[:-1])
            return Axis(score, "whole", _evidence(" ".join(asked.words), theirs, name))
        return Axis(score, "whole", _evidence(asked.joined, compared.words[place[-1]], name))
    columns = list(dict.fromkeys(place))
    own = [*asked.words, asked.joined]
    worth = np.outer([*asked.weights, 1.0], weighed[columns])
    worth[-1, -1] = 0  # the wholes did not decide
    best = np.unravel_index(int(np.argmax(measured[:, columns] * worth)), worth.shape)
    mine, theirs = own[int(best[0])], compared.words[columns[int(best[1])]]
    scope: Scope = "inside" if float(scores.covered[at]) >= 0.9 else "dominant"
    return Axis(score, scope, _evidence(mine, theirs, name))


def _evidence(mine: str, theirs: str, name: AxisName) -> Evidence:
    value = measures.MEASURES[name](mine, theirs)
    coded = name == "sound" and 0 < value == measures.metaphone(mine, theirs)
    return Evidence(mine, theirs, "metaphone" if coded else name, value)
