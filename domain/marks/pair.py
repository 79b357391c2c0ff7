"""Two marks side by side, as reasons and guards look at them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.marks import added, han
from domain.marks.check import Axis
from domain.marks.normal import NormalForm
from domain.marks.weights import WEAK_SHARE, descriptive

Kind = Literal["generic", "place", "quality", "weak"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What words are weighed by: the claimed classes and goods, and the share of live marks with a word."""

    classes: tuple[str, ...]
    claimed: tuple[str, ...]
    share: Callable[[str], float]

    def weak(self, word: str) -> bool:
        """Tell whether a word stands in so many live marks of the classes that it says nothing."""
        return self.share(word) > WEAK_SHARE

    def kind(self, word: str) -> Kind | None:
        """Return what a word is beside the distinctive part of a mark; ``None`` where it is distinctive itself."""
        if added.is_place(word):
            return "place"
        if added.is_quality(word):
            return "quality"
        if descriptive(word, self.classes, self.claimed):
            return "generic"
        return "weak" if self.weak(word) else None


@dataclass(frozen=True, slots=True)
class Signs:
    """The asked mark and an earlier one in their normal forms, and what both or one alone of them has."""

    mine: NormalForm
    theirs: NormalForm

    @property
    def mine_joined(self) -> str:
        return "".join(self.mine.words)

    @property
    def theirs_joined(self) -> str:
        return "".join(self.theirs.words)

    @property
    def weighed(self) -> tuple[str, ...]:
        """Words whose share of the register reasons and guards may ask."""
        return (*self.mine.words, *self.theirs.words, *self.shared, *self.rest)

    @property
    def shared(self) -> tuple[str, ...]:
        """Words of both, and the one mark where it stands wholly in a run or word of the other."""
        common = tuple(one for one in self.theirs.words if one in self.mine.words)
        if common:
            return common
        one, other = self.mine_joined, self.theirs_joined
        short = min(one, other, key=len)
        return (short,) if len(short) >= least(short) and short in max(one, other, key=len) else ()

    @property
    def rest(self) -> tuple[str, ...]:
        """What only one of them has where the other stands in it wholly; nothing where neither does."""
        mine, theirs = set(self.mine.words), set(self.theirs.words)
        if mine < theirs or theirs < mine:
            longer = self.theirs.words if mine < theirs else self.mine.words
            return tuple(one for one in longer if one not in (mine & theirs))
        short, long = sorted((self.mine_joined, self.theirs_joined), key=len)
        if short and short != long and len(short) >= least(short) and (long.startswith(short) or long.endswith(short)):
            return (long.removeprefix(short) if long.startswith(short) else long.removesuffix(short),)
        return ()


@dataclass(frozen=True, slots=True)
class Pair(Signs):
    """The asked mark and an earlier one, the weights of their words, and the axes on which they were measured."""

    my_text: str
    their_text: str
    weights: Mapping[str, float]
    claim: Claim
    look: Axis
    sound: Axis
    meaning: Axis

    def dominant(self, words: tuple[str, ...]) -> str:
        """Return the heaviest word, the first of equals."""
        return max(words, key=lambda one: self.weights.get(one, 1.0), default="")


def least(text: str) -> int:
    """Return how many characters a part needs to be one: fewer in scripts whose characters say more.

    >>> least("虎"), least("cat")
    (1, 3)
    """
    return 1 if text and han.is_han(text[0]) else 2 if text and text[0] >= "\u1100" else 3
