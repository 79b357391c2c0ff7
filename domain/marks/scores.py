"""The batch score: how alike the asked mark and thousands of others are, by whole, dominant part and containment.

For every pair of words look, sound and meaning are measured at once (rapidfuzz, NumPy); a mark's coverage is how much
weight of its words the other mark matches. Invariants: pure; a score is between 0 and 1; equal signs score 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.marks.asked import AskedMark
from domain.marks.keys import Row, initials
from domain.marks.vocabulary import Floats, Integers, Places, Vocabulary, gathered
from domain.marks.word_measures import Measured, measure

_ABBREVIATED = 0.8
"""What a mark counts whose initials are the other mark."""
_BETTER, _OTHER, _DOMINANT = 0.42, 0.25, 0.33
"""What counts of the parts: the better covered mark, the other one, and the asked mark's dominant word."""
_PARTS = 0.9
"""What equal parts count beside equal wholes."""
_UNMATCHED = 0.42
"""What parts count that match no weight at all; a matched weight of 1 counts fully."""
_POWER = 2.0
"""Weights are raised to it: a rare word says more than twice what two frequent ones do."""
_JOINT = 0.3
"""How much two axes that agree count beside the best one."""
_RARE = 0.6
"""What rare letters in common add of what is left to equality."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Marks measured against the asked mark: their distinct words, and where the words of each mark stand."""

    asked: AskedMark
    words: tuple[str, ...]
    measured: Measured
    places: Places
    rare: Floats
    """The share of rare letters that each word has in common with the asked mark."""
    abbreviated: Integers
    """The marks whose initials are the asked mark, or whose only word is the asked mark's initials."""

    def columns(self, mark: int) -> tuple[int, ...]:
        """Return where the words of a mark stand, and last its words joined."""
        return (*self.places.of(mark), int(self.places.joined[mark]))


def compare(asked: AskedMark, rows: Sequence[Row]) -> Comparison:
    """Measure rows against the asked mark; every distinct word once."""
    found = gathered(rows)
    return compare_all(asked, found.vocabulary(), found.places())


def compare_all(asked: AskedMark, others: Vocabulary, places: Places) -> Comparison:
    """Measure marks against the asked mark."""
    measured, rare = measure(asked, others), _rare_letters(asked, others)
    return Comparison(asked, others.words, measured, places, rare, _abbreviated(asked, others, places))


def _abbreviated(asked: AskedMark, others: Vocabulary, places: Places) -> Integers:
    short = np.zeros(len(places), bool)
    if len(asked.words) == 1:
        short |= places.initials == hash(asked.joined)
    if own := initials(asked.words):
        counts = np.diff(np.append(places.starts, len(places.flat)))
        short |= (places.joined == others.find([own])[0]) & (counts == 1)
    return np.flatnonzero(short)


def _rare_letters(asked: AskedMark, others: Vocabulary) -> Floats:
    """Return the share of rare letters in common (Dice's, each three letters by their rarity)."""
    shared = np.zeros(len(others.words), np.float32)
    if not asked.rarity:
        return shared
    total = sum(asked.rarity.values())
    for letters, rare in asked.rarity.items():
        shared[others.with_gram(letters)] += rare
    found: Floats = np.minimum(2 * shared / (total + total / len(asked.rarity) * others.lengths), 1).astype(np.float32)
    return found


@dataclass(frozen=True, slots=True)
class AxisScores:
    """One axis of each row: the best of whole, parts, and what the parts cover of either mark."""

    score: Floats
    whole: Floats
    covered: Floats
    """How much weight of the earlier mark the asked one matches."""
    covering: Floats
    """How much weight of the asked mark the earlier one matches."""


@dataclass(frozen=True, slots=True)
class SignScores:
    """The three axes of each row and the similarity of the signs, 1 - (1 - look)(1 - sound)(1 - meaning)."""

    look: AxisScores
    sound: AxisScores
    meaning: AxisScores
    similarity: Floats


def sign_scores(compared: Comparison, chosen: Integers, weighed: Floats) -> SignScores:
    """Score the chosen marks, with the weights of the distinct words."""
    places = compared.places.chosen(chosen)
    measured, heavy = compared.measured, weighed[places.flat] ** _POWER
    look, sound, means, best = (
        _axis(compared.asked, axis, heavy, places)
        for axis in (measured.look, measured.sound, measured.meaning, measured.best)
    )
    joint = 1 - (1 - look.score) * (1 - sound.score) * (1 - means.score)
    similarity = (1 - _JOINT) * best.score + _JOINT * joint
    similarity = similarity + _RARE * compared.rare[places.joined] * (1 - similarity)
    if len(compared.abbreviated):
        short = np.isin(chosen, compared.abbreviated)
        similarity = np.where(short, np.maximum(similarity, _ABBREVIATED), similarity)
    return SignScores(look, sound, means, similarity.astype(np.float32))


def _axis(asked: AskedMark, axis: Floats, heavy: Floats, places: Places) -> AxisScores:
    if not len(places):
        nothing = np.zeros(0, np.float32)
        return AxisScores(nothing, nothing, nothing, nothing)
    starts, joined = places.starts, places.joined
    of_words, of_wholes = axis[:, places.flat], axis[:, joined]
    theirs = of_words[:-1].max(axis=0)
    own_weights = np.asarray(asked.weights, np.float32)[:, None] ** _POWER
    reached = np.maximum.reduceat(of_words, starts, axis=1)
    covered = np.add.reduceat(theirs * heavy, starts) / np.maximum(np.add.reduceat(heavy, starts), 1e-6)
    covered = np.maximum(covered, of_wholes[:-1].max(axis=0))
    by_weight = reached[:-1] * own_weights
    covering = by_weight.sum(axis=0) / max(float(own_weights.sum()), 1e-6)
    covering = np.maximum(covering, reached[-1])
    whole = of_wholes[-1]
    by_dominant = by_weight.max(axis=0)
    mass = np.maximum(np.maximum.reduceat(theirs * heavy, starts), (of_wholes[:-1] * own_weights).max(axis=0))
    mass = np.maximum(mass, by_dominant)
    strength = _UNMATCHED + (1 - _UNMATCHED) * np.minimum(1.0, mass)
    high, low = np.maximum(covered, covering), np.minimum(covered, covering)
    dominant = by_dominant / max(float(own_weights.max(initial=0.0)), 1e-6)
    score = np.maximum(whole, _PARTS * (_BETTER * high + _OTHER * low + _DOMINANT * dominant) * strength)
    found = (score, whole, covered, covering)
    return AxisScores(*(one.astype(np.float32) for one in found))
