"""The batch score: how alike the asked mark and thousands of others are, by whole, dominant part and containment.

For every pair of words look, sound and meaning are measured at once (rapidfuzz, NumPy); a mark's coverage is how much
weight of its words the other mark matches. Invariants: pure; a score is between 0 and 1; equal signs score 1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.process import cdist

from domain.marks import han, look, meaning
from domain.marks.keys import Row, grams, initials
from domain.marks.normal import normal_form
from domain.marks.sound import coarse, phones

Floats = npt.NDArray[np.float32]
Weights = Callable[[Sequence[str]], Sequence[float]]
"""The weights of words, 0 to 1."""
WORD_MEANING = 0.8
"""What another word for a part of the mark counts; one for the whole counts fully."""
MOST_ASKED = 8
"""Words of the asked mark that are compared one by one; a longer one is compared by its heaviest."""
_LONGEST_COMPOUND, _MOST_COMPOUNDS = 3, 40
_BEGINS, _ENDS, _WITHIN, _LENGTH = 0.35, 0.25, 0.1, 0.55
"""What a word counts that begins, ends or stands in a longer one, and its share of the length beside."""
_SAME_STEM = 0.95
"""How alike two inflections of one word look."""
_REORDERED = 0.9
"""How alike two runs of the same Han characters in another order look (W01)."""
_ABBREVIATED = 0.8
"""What a mark counts whose initials are the other mark."""
_LEAST_ACROSS = 4
"""Phones of a word of another script from which its sound is compared: shorter ones sound like anything."""
_FLOOR = 0.45
_BETTER, _OTHER, _DOMINANT = 0.42, 0.25, 0.33
"""What counts of the parts: the better covered mark, the other one, and the asked mark's dominant word."""
_PARTS = 0.9
"""What equal parts count beside equal wholes."""
_UNMATCHED = 0.35
"""What parts count that match no weight at all; a matched weight of 1 counts fully."""
_POWER = 1.5
"""Weights are raised to it: a rare word says more than twice what two frequent ones do."""
_JOINT = 0.3
"""How much two axes that agree count beside the best one."""
_MEANS = 0.75
"""What equal meaning counts beside equal look or sound."""
_RARE = 0.6
"""What rare letters in common add of what is left to equality."""


@dataclass(frozen=True, slots=True)
class AskedMark:
    """The asked mark made ready: its words with phones and weights, what they mean, which characters look like theirs."""

    words: tuple[str, ...]
    phones: tuple[str, ...]
    weights: tuple[float, ...]
    joined: str
    spoken: str
    meant: tuple[dict[str, float], ...] = ()
    """For each word, and last for the whole mark: what means the same, and how near."""
    drawn_as: dict[int, str] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)
    """Three letters of the joined mark, ``^`` and ``$`` at its ends, and how rare they are in the register."""

    @property
    def dominant(self) -> int:
        """The place of the heaviest word, the first of equals."""
        return max(range(len(self.weights)), key=lambda at: (self.weights[at], -at)) if self.weights else 0


def asked_mark(
    text: str, weights: Weights, split: Callable[[str], Sequence[str]] | None = None, rarity: Weights | None = None
) -> AskedMark:
    """Make a mark ready; of more than ``MOST_ASKED`` words the heaviest are kept, in order.

    ``split`` parts compounds; ``rarity`` tells of three-letter keys how rare they are.
    """
    form = normal_form(text)
    words = tuple(part for word in form.words for part in split(word)) if split else form.words
    weighed = list(weights(words))
    if len(words) > MOST_ASKED:
        kept = sorted(sorted(range(len(words)), key=lambda at: -weighed[at])[:MOST_ASKED])
        words, weighed = tuple(words[at] for at in kept), [weighed[at] for at in kept]
    spoken = tuple(phones(one) for one in words)
    letters = grams("".join(words)) if rarity is not None and words and words[0][0] < "\u1100" else []
    rare = dict(zip((one[1:] for one in letters), rarity(letters), strict=True)) if rarity is not None else {}
    return AskedMark(
        words, spoken, tuple(weighed), "".join(words), "".join(spoken),
        (*(_meant(one, WORD_MEANING) for one in words), {**_compounds(words), **_meant(" ".join(form.words), 1.0)}),
        look.neighbour_table(words), rare,
    )  # fmt: skip


@lru_cache(5_000)
def measured_mark(text: str) -> AskedMark:
    """Return a mark ready to be measured by look and sound alone, every word counting alike."""
    words = normal_form(text).words[:MOST_ASKED]
    spoken = tuple(phones(one) for one in words)
    return AskedMark(
        words, spoken, (1.0,) * len(words), "".join(words), "".join(spoken), (), look.neighbour_table(words)
    )


def _meant(word: str, factor: float) -> dict[str, float]:
    """Return the words (or joined phrases) that mean what a word or phrase means, and how near."""
    if len(word) < 2 and not han.is_han(word):
        return {}
    found: dict[str, float] = {}
    for other in meaning.equivalents(word):
        bare = "".join(normal_form(other).words)
        if bare and bare != word:
            found[bare] = max(found.get(bare, 0.0), factor * meaning.alike(word, other))
    return found


def _compounds(words: Sequence[str]) -> dict[str, float]:
    """Return the joined marks in which one word is translated and the others stay."""
    if not 2 <= len(words) <= _LONGEST_COMPOUND:
        return {}
    return dict.fromkeys(translated_compounds(tuple(words)), WORD_MEANING)


@lru_cache(2_000)
def translated_compounds(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the joined marks in which one of several words is translated.

    >>> "watercare" in translated_compounds(("aqua", "care"))
    True
    """
    found: dict[str, None] = {}
    for at, word in enumerate(words):
        for other in meaning.equivalents(word):
            bare = "".join(normal_form(other).words)
            if len(bare) > 2 and meaning.alike(word, other) >= meaning.TRANSLATED:
                found["".join((*words[:at], bare, *words[at + 1 :]))] = None
    return tuple(found)[:_MOST_COMPOUNDS]


@dataclass(frozen=True, slots=True)
class Measured:
    """Axes of each asked word (and the joined mark, last) against each distinct word, 0 to 1, sharpened."""

    look: Floats
    sound: Floats
    meaning: Floats

    @property
    def best(self) -> Floats:
        """The best axis, a little more where two agree."""
        return np.maximum(np.maximum(self.look, self.sound), self.meaning)


def measure(asked: AskedMark, words: Sequence[str], spoken: Sequence[str]) -> Measured:
    """Measure the asked words, and last the asked mark as one word, against words given with their phones."""
    own = [*asked.words, asked.joined]
    seen = cdist(own, words, scorer=Indel.normalized_similarity, dtype=np.float32)
    seen += cdist(own, words, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
    seen /= 2
    drawn_own, drawn = [look.drawn(one) for one in own], [look.drawn(one) for one in words]
    np.maximum(seen, 0.96 * cdist(drawn_own, drawn, scorer=Indel.normalized_similarity, dtype=np.float32), out=seen)
    if asked.drawn_as:
        as_own = [one.translate(asked.drawn_as) for one in words]
        np.maximum(seen, 0.93 * cdist(own, as_own, scorer=Indel.normalized_similarity, dtype=np.float32), out=seen)
    looks = _sharpened(seen)
    _contained(looks, own, words)
    _inflected(looks, own, words)
    _reordered(looks, own, words)
    sounds = _sounds([*asked.phones, asked.spoken], own, spoken, words)
    means = np.zeros_like(looks)
    at = {word: place for place, word in enumerate(words)}
    for place, meant in enumerate(asked.meant):
        for word, score in meant.items():
            if word in at:
                means[place, at[word]] = score
    for place, word in enumerate(asked.words):
        if word in at:
            means[place, at[word]] = 1.0
    means *= _MEANS
    return Measured(looks, sounds, means)


def _sounds(own: Sequence[str], own_words: Sequence[str], spoken: Sequence[str], words: Sequence[str]) -> Floats:
    heard = cdist(own, spoken, scorer=Indel.normalized_similarity, dtype=np.float32)
    heard += cdist(own, spoken, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
    heard *= 0.485
    rough = cdist(
        [coarse(one) for one in own],
        [coarse(one) for one in spoken],
        scorer=Indel.normalized_similarity,
        dtype=np.float32,
    )
    scripts, others = [_script(one) for one in own_words], [_script(one) for one in words]
    long = [len(one) >= _LEAST_ACROSS for one in spoken]
    across = np.array([[one != other for other in others] for one in scripts], bool)
    heard = np.where(across, np.where(np.array(long), 0.92 * rough, 0.5 * heard), heard)
    if any(script == "h" for script in scripts):
        by_syllable = cdist(
            [_syllables(one) for one in own_words], [_syllables(one) for one in words],
            scorer=Indel.normalized_similarity, dtype=np.float32,
        )  # fmt: skip
        both_han = np.array([[one == other == "h" for other in others] for one in scripts], bool)
        heard = np.where(both_han, 0.93 * by_syllable, heard)
    found = _sharpened(heard)
    silent = np.array([not one for one in spoken], bool)
    found[:, silent] = 0
    return found


def _script(word: str) -> str:
    if not word:
        return ""
    return "h" if han.is_han(word[0]) else "l" if word[0] < "\u0370" else "o"


_CODES: dict[str, str] = {}


def _syllables(word: str) -> str:
    """Return a run of Han with one letter for each folded syllable, so that syllables compare as letters do."""
    if not word or not han.is_han(word[0]):
        return ""
    return "".join(_CODES.setdefault(one, chr(0xE000 + len(_CODES) % 6_000)) for one in han.folded_pinyin(word))


def _sharpened(likeness: Floats) -> Floats:
    """Return likenesses with what any two words share taken off: half alike says nothing."""
    found: Floats = np.clip((likeness - _FLOOR) / (1 - _FLOOR), 0, 1) ** 1.5
    return found


def _contained(looks: Floats, own: Sequence[str], words: Sequence[str]) -> None:
    """Raise the look of words that contain one another: by the share contained, more at an end than within."""
    for place, mine in enumerate(own):
        least = 2 if mine and mine[0] >= "\u1100" else 4
        for at, theirs in enumerate(words):
            short, long = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
            if len(short) < least or short not in long or short == long:
                continue
            share = len(short) / len(long)
            edge = _BEGINS if long.startswith(short) else _ENDS if long.endswith(short) else _WITHIN
            looks[place, at] = max(looks[place, at], edge + _LENGTH * share)


def _inflected(looks: Floats, own: Sequence[str], words: Sequence[str]) -> None:
    """Raise the look of words that are inflections of one another."""
    stems = [meaning.word_stem(one) for one in words]
    for place, mine in enumerate(own):
        stem = meaning.word_stem(mine)
        for at, other in enumerate(stems):
            if other == stem and looks[place, at] < _SAME_STEM:
                looks[place, at] = _SAME_STEM


def _reordered(looks: Floats, own: Sequence[str], words: Sequence[str]) -> None:
    """Raise the look of runs of Han that hold the same characters in another order."""
    runs = {place: sorted(one) for place, one in enumerate(own) if len(one) > 1 and han.is_han(one[0])}
    if not runs:
        return
    for at, other in enumerate(words):
        for place, signs in runs.items():
            if len(other) == len(signs) and looks[place, at] < _REORDERED and sorted(other) == signs:
                looks[place, at] = _REORDERED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows measured against the asked mark: their distinct words, and each row's words as columns, its joined form last."""

    asked: AskedMark
    words: tuple[str, ...]
    measured: Measured
    places: tuple[tuple[int, ...], ...]
    initials: frozenset[int] = frozenset()
    """The rows whose initials are the asked mark, or whose only word is the asked mark's initials."""


def compare(asked: AskedMark, rows: Sequence[Row]) -> Comparison:
    """Measure rows against the asked mark; every distinct word once."""
    columns: dict[str, int] = {}
    spoken: list[str] = []
    places: list[tuple[int, ...]] = []
    for row in rows:
        columns_of_row = []
        for word, sound in zip(row.words, row.phones, strict=True):
            at = columns.setdefault(word, len(columns))
            if at == len(spoken):
                spoken.append("" if sound == "-" else sound)
            columns_of_row.append(at)
        joined = row.words[0] if len(row.words) == 1 else "".join(row.words)
        at = columns.setdefault(joined, len(columns))
        if at == len(spoken):
            spoken.append("".join(one for one in row.phones if one != "-"))
        places.append((*columns_of_row, at))
    words = tuple(columns)
    own = initials(asked.words)
    short = frozenset(
        at for at, row in enumerate(rows)
        if (len(asked.words) == 1 and initials(row.words) == asked.joined) or (own and row.words == (own,))
    )  # fmt: skip
    return Comparison(asked, words, measure(asked, words, spoken), tuple(places), short)


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


def sign_scores(compared: Comparison, chosen: Sequence[int], weighed: Floats) -> SignScores:
    """Score the chosen rows, with the weights of the distinct words."""
    places = [compared.places[at] for at in chosen]
    measured = compared.measured
    look, sound, means = (
        _axis(compared.asked, axis, weighed, places) for axis in (measured.look, measured.sound, measured.meaning)
    )
    best = _axis(compared.asked, measured.best, weighed, places)
    joint = 1 - (1 - look.score) * (1 - sound.score) * (1 - means.score)
    similarity = (1 - _JOINT) * best.score + _JOINT * joint
    if compared.asked.rarity:
        similarity = similarity + _RARE * _rare_letters(compared, places) * (1 - similarity)
    if compared.initials:
        abbreviated = np.array([at in compared.initials for at in chosen], bool)
        similarity = np.where(abbreviated, np.maximum(similarity, _ABBREVIATED), similarity)
    return SignScores(look, sound, means, similarity.astype(np.float32))


def _rare_letters(compared: Comparison, places: Sequence[tuple[int, ...]]) -> Floats:
    """Return the share of rare letters that two marks have in common (Dice's, each three letters by their rarity)."""
    rarity = list(compared.asked.rarity.items())
    total = sum(rare for _, rare in rarity)
    mean = total / len(rarity)
    found = np.zeros(len(places), np.float32)
    known: dict[int, float] = {}
    for at, own in enumerate(places):
        column = own[-1]
        if column not in known:
            framed = f"^{compared.words[column]}$"
            shared = sum(rare for letters, rare in rarity if letters in framed)
            known[column] = 2 * shared / (total + mean * (len(framed) - 2))
        found[at] = known[column]
    return np.minimum(found, 1)


def _axis(asked: AskedMark, axis: Floats, weighed: Floats, places: Sequence[tuple[int, ...]]) -> AxisScores:
    if not places:
        nothing = np.zeros(0, np.float32)
        return AxisScores(nothing, nothing, nothing, nothing)
    flat = np.array([at for own in places for at in own[:-1]], np.int64)
    starts = np.cumsum([0, *(len(own) - 1 for own in places[:-1])])
    joined = np.array([own[-1] for own in places], np.int64)
    by_word, heavy = axis[:-1], weighed[flat] ** _POWER
    best_of_theirs = by_word.max(axis=0)
    theirs = best_of_theirs[flat]
    own_weights = np.asarray(asked.weights, np.float32)[:, None] ** _POWER
    reached = np.maximum.reduceat(by_word[:, flat], starts, axis=1)
    covered = np.add.reduceat(theirs * heavy, starts) / np.maximum(np.add.reduceat(heavy, starts), 1e-6)
    covered = np.maximum(covered, best_of_theirs[joined])
    covering = (reached * own_weights).sum(axis=0) / max(float(own_weights.sum()), 1e-6)
    covering = np.maximum(covering, np.maximum.reduceat(axis[-1, flat], starts))
    whole = axis[-1, joined]
    mass = np.maximum(np.maximum.reduceat(theirs * heavy, starts), (by_word[:, joined] * own_weights).max(axis=0))
    by_dominant = (reached * own_weights).max(axis=0)
    mass = np.maximum(mass, by_dominant)
    strength = _UNMATCHED + (1 - _UNMATCHED) * np.minimum(1.0, mass)
    high, low = np.maximum(covered, covering), np.minimum(covered, covering)
    dominant = by_dominant / max(float(own_weights.max(initial=0.0)), 1e-6)
    score = np.maximum(whole, _PARTS * (_BETTER * high + _OTHER * low + _DOMINANT * dominant) * strength)
    found = (score, whole, covered, covering)
    return AxisScores(*(one.astype(np.float32) for one in found))
