"""How alike the asked words and many others are, all at once: look, sound and meaning of every pair, 0 to 1.

Invariant: what any two words share is taken off, so that half alike says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.process import cdist

from domain.marks import look, meaning
from domain.marks.asked import AskedMark
from domain.marks.metaphone import most_worth, same_code
from domain.marks.sound import coarse, coarse_each
from domain.marks.vocabulary import HAN, Floats, Integers, Vocabulary, script, sorted_hash, syllables

_BEGINS, _ENDS, _WITHIN, _LENGTH = 0.35, 0.25, 0.1, 0.55
"""What a word counts that begins, ends or stands in a longer one, and its share of the length beside."""
_SAME_STEM = 0.95
"""How alike two inflections of one word look."""
_REORDERED = 0.9
"""How alike two runs of the same Han characters in another order look (W01)."""
_REDRAWN = 0.3
"""What is taken off a run of Han for the share beyond half of it in which other characters stand, drawn alike."""
_HEARD = 0.55
"""How alike two words sound by their phones from which an equal code says more; below it chance shares codes."""
_FLOOR = 0.45
_FEW = np.array([0, 0.8, 0.85, 0.92, 1], np.float32)
"""What the sound of so many phones counts: of few of them chance makes many alike."""
_LEAST_ROUGH = 3
"""Coarse phones that say something across scripts (nike and 耐克); those of fewer are much the same for any two words."""
_ROUGHER = 1
"""By how many coarse phones are fewer: what scripts confuse is one phone there."""
_MEANS = 0.75
"""What equal meaning counts beside equal look or sound."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Axes of each asked word (and the joined mark, last) against each distinct word, 0 to 1, sharpened.

    ``best`` is the best axis.
    """

    look: Floats
    sound: Floats
    meaning: Floats
    best: Floats


def measure(asked: AskedMark, others: Vocabulary) -> Measured:
    """Measure the asked words, and last the asked mark as one word, against others."""
    own = [*asked.words, asked.joined]
    looks = _looks(asked, own, others)
    sounds = _sounds([*asked.phones, asked.spoken], own, others)
    means = np.zeros_like(looks)
    for place, meant in enumerate(asked.meant):
        for at, score in zip(others.find(list(meant)), meant.values(), strict=True):
            if at >= 0:
                means[place, at] = score
    for place, at in enumerate(others.find(asked.words)):
        if at >= 0:
            means[place, at] = 1.0
    means *= _MEANS
    return Measured(looks, sounds, means, np.maximum(np.maximum(looks, sounds), means))


def _looks(asked: AskedMark, own: Sequence[str], others: Vocabulary) -> Floats:
    same = _alike(own, others.words)
    seen = (same + cdist(own, others.words, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)) / 2
    np.maximum(seen, 0.96 * _alike([look.drawn(one) for one in own], others.drawn), out=seen)
    if asked.drawn_as and len(others.han):
        as_own = _alike(own, [others.words[at].translate(asked.drawn_as) for at in others.han])
        beyond = np.maximum(as_own - same[:, others.han] - 0.5, 0)
        seen[:, others.han] = np.maximum(seen[:, others.han], 0.93 * as_own - _REDRAWN * beyond)
    looks = _sharpened(seen)
    _contained(looks, own, others, same)
    _inflected(looks, own, others)
    _reordered(looks, own, others)
    return looks


def _alike(own: Sequence[str], others: Sequence[str]) -> Floats:
    """Return the share of letters in common, in order."""
    found: Floats = cdist(own, others, scorer=Indel.normalized_similarity, dtype=np.float32)
    return found


def _sounds(own: Sequence[str], own_words: Sequence[str], others: Vocabulary) -> Floats:
    heard = _alike(own, others.phones)
    heard += cdist(own, others.phones, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
    heard *= 0.485
    heard *= _of_few(np.minimum.outer([len(one) for one in own], others.spoken))
    scripts = np.array([script(one) for one in own_words], np.uint8)
    across = scripts[:, None] != others.scripts[None, :]
    foreign = np.flatnonzero(across.any(axis=0))
    if len(foreign):
        spoken = [others.phones[at] for at in foreign]
        theirs = coarse_each(spoken)
        mine = [coarse(one) for one in own]
        rough = 0.92 * _alike(mine, theirs)
        fewest = np.minimum.outer([len(one) for one in mine], [len(one) for one in theirs])
        rough *= _of_few(fewest - _ROUGHER)
        there = heard[:, foreign]
        heard[:, foreign] = np.where(across[:, foreign], np.where(fewest < _LEAST_ROUGH, 0.5 * there, rough), there)
    runs = np.flatnonzero(scripts == HAN)
    if len(runs) and len(others.han):
        by_syllable = 0.93 * _alike([syllables(own_words[at]) for at in runs.tolist()], others.syllables)
        heard[np.ix_(runs, others.han)] = by_syllable
    found = _sharpened(heard)
    found[:, others.silent] = 0
    _coded(found, own_words, others)
    for place, at in enumerate(others.find(own_words)):
        if at >= 0 and not others.silent[at]:
            found[place, at] = 1.0
    return found


def _of_few(phones: Integers) -> Floats:
    """Return what sounds of so many phones count."""
    found: Floats = _FEW[phones.clip(0, len(_FEW) - 1)]
    return found


def _coded(sounds: Floats, own: Sequence[str], others: Vocabulary) -> None:
    """Raise the sound of words that have one code, where their phones are alike at all and count less."""
    worth = np.array([most_worth(one) for one in own], np.float32)
    below = (sounds >= _HEARD) & (sounds < worth[:, None])
    for place, at in zip(*below.nonzero(), strict=True):
        sounds[place, at] = max(sounds[place, at], same_code(own[place], others.words[at]))


def _sharpened(likeness: Floats) -> Floats:
    """Return likenesses with what any two words share taken off: half alike says nothing."""
    found: Floats = np.clip((likeness - _FLOOR) / (1 - _FLOOR), 0, 1) ** 1.5
    return found


def _contained(looks: Floats, own: Sequence[str], others: Vocabulary, same: Floats) -> None:
    """Raise the look of words that contain one another: by the share contained, more at an end than within.

    A word that stands in a longer one has all of its letters in it in order (``same``), and few others have.
    """
    for place, mine in enumerate(own):
        least = 2 if mine and mine[0] >= "\u1100" else 4
        size = len(mine)
        letters = size + others.lengths
        gap = np.abs(others.lengths - size)
        whole = (np.rint((1 - same[place]) * letters) == gap) & (gap > 0) & (np.minimum(others.lengths, size) >= least)
        for at in np.flatnonzero(whole).tolist():
            theirs = others.words[at]
            short, long = (mine, theirs) if size <= len(theirs) else (theirs, mine)
            if short in long:
                edge = _BEGINS if long.startswith(short) else _ENDS if long.endswith(short) else _WITHIN
                looks[place, at] = max(looks[place, at], edge + _LENGTH * len(short) / len(long))


def _inflected(looks: Floats, own: Sequence[str], others: Vocabulary) -> None:
    """Raise the look of words that are inflections of one another; a stem has the first letter of its word."""
    for place, mine in enumerate(own):
        stem = meaning.word_stem(mine)
        begins = np.flatnonzero(others.first_letters == ord(stem[0])).tolist() if stem else []
        alike = [at for at in begins if meaning.word_stem(others.words[at]) == stem]
        looks[place, alike] = np.maximum(looks[place, alike], _SAME_STEM)


def _reordered(looks: Floats, own: Sequence[str], others: Vocabulary) -> None:
    """Raise the look of runs of Han that hold the same characters in another order."""
    for place, mine in enumerate(own):
        if len(mine) > 1 and script(mine) == HAN:
            alike = others.han[others.sorted_han == sorted_hash(mine)]
            looks[place, alike] = np.maximum(looks[place, alike], _REORDERED)
