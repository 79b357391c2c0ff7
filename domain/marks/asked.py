"""The asked mark made ready to be compared: its words with phones and weights, what they mean, what looks like them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from domain.marks import han, look, meaning
from domain.marks.keys import grams
from domain.marks.normal import normal_form
from domain.marks.sound import phones

Weights = Callable[[Sequence[str]], Sequence[float]]
"""The weights of words, 0 to 1."""
WORD_MEANING = 0.8
"""What another word for a part of the mark counts; one for the whole counts fully."""
MOST_ASKED = 8
"""Words of the asked mark that are compared one by one; a longer one is compared by its heaviest."""
_LONGEST_COMPOUND, _MOST_COMPOUNDS = 3, 40


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
            near = factor * meaning.alike(word, other)
            for one in meaning.plurals(bare):
                found[one] = max(found.get(one, 0.0), near)
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
