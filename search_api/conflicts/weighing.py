"""Word weights of a register, asked of its index and remembered as long as a searcher's commit stands."""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain

from domain.engine import EngineState
from domain.marks import weights
from domain.marks.register import MarkRegister

_PRIOR, _ENOUGH = 1_000, 5
_MOST = 200_000
_COMPOUND, _PART = 8, 4
"""Letters of a word that may be a compound, and of each part at least."""
_ESTABLISHED = 6
"""Live marks with a word from which it is a word of its own."""


class Weighing:
    """The weights of words for a claim: its classes, and the words of its goods."""

    def __init__(self, register: MarkRegister, classes: Sequence[str], claimed: Iterable[str], known: "Counts") -> None:
        self._register = register
        self._classes = tuple(classes)
        self._claimed = tuple(claimed)
        self._known = known
        self._all_scopes = ("l", *self._classes)
        """All classes together, and each claimed one."""
        self._scopes = self._classes or ("l",)
        self._begun: list[Callable[[], object]] = []

    @cached_property
    def _totals(self) -> dict[str, int]:
        return self._counts(self._all_scopes)

    def _counts(self, keys: Iterable[str]) -> dict[str, int]:
        while self._begun:
            self._begun.pop()()
        return self._known.of(self._register, list(keys))

    def _begin(self, keys: Callable[[], list[str]]) -> None:
        """Begin to ask a register that is far away; whoever counts next waits for it."""
        begun = self._register.ahead(lambda: self._known.of(self._register, keys()))
        if begun is not None:
            self._begun.append(begun)

    def asked_ahead(self, words: Sequence[str], others: Iterable[str]) -> None:
        """Begin to ask for what weighs the words of the asked mark, parts of compounds among them, and for other keys."""
        scopes, parts = self._all_scopes, chain.from_iterable(cut for word in words for cut in _cuts(word))
        self._begin(lambda: [*scopes, *_spelled(scopes, words), *_spelled(["l"], parts), *others])

    def of(self, words: Sequence[str]) -> list[float]:
        """Return the weights of words in the claimed classes and in all."""
        counts = self._counts(_spelled(self._all_scopes, words))
        everywhere = self._totals.get("l", 0)
        within = sum(self._totals.get(one, 0) for one in self._classes)
        found = []
        for word in words:
            own = weights.weight(counts[f"lw{word}"], everywhere)
            if self._classes:
                there = sum(counts[f"{one}w{word}"] for one in self._classes)
                own = weights.combined(weights.weight(there, within), own)
            if weights.descriptive(word, self._classes, self._claimed):
                own *= weights.DESCRIPTIVE
            found.append(own)
        return found

    def in_all(self, words: Sequence[str]) -> list[float]:
        """Return the weights of words in the whole register alone: for thousands of words at once."""
        counts = self._counts(_spelled(["l"], words))
        everywhere = self._totals.get("l", 0)
        return [weights.weight(counts[f"lw{word}"], everywhere) for word in words]

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the two words that a compound is made of, where each stands alone in the register; else the word.

        Of several cuts the one whose rarer part is the most frequent is taken.
        """
        cuts = _cuts(word)
        if not cuts:
            return (word,)
        counts = self._counts(_spelled(["l"], [word, *chain.from_iterable(cuts)]))
        if counts[f"lw{word}"] >= _ESTABLISHED:
            return (word,)
        best = max(cuts, key=lambda cut: min(counts[f"lw{one}"] for one in cut))
        return best if min(counts[f"lw{one}"] for one in best) >= _ESTABLISHED else (word,)

    def rarity(self, keys: Sequence[str]) -> list[float]:
        """Return how rare three-letter keys are: the logarithm of how many marks there are for one that has them."""
        counts = self._counts(keys)
        everywhere = max(2, self._totals.get("l", 0))
        return [math.log(1 + everywhere / max(1, counts[key])) for key in keys]

    def in_all_ahead(self, words: Iterable[str]) -> None:
        """Begin to ask for what ``in_all`` will be asked."""
        self._begin(lambda: _spelled(["l"], words))

    def shares_ahead(self, words: Iterable[str]) -> None:
        """Begin to ask for what ``share`` tells of words one by one."""
        self._begin(lambda: _spelled(self._scopes, words))

    def share(self, word: str) -> float:
        """Return the share of live marks of the claimed classes (of all without classes) that contain a word.

        For a word of fewer than five marks, a thousand without it are added: a small register that holds it once does
        not make it weak.
        """
        scopes = self._scopes
        counts = self._counts(_spelled(scopes, [word]))
        held, total = sum(counts.values()), sum(self._totals.get(one, 0) for one in scopes)
        return held / (max(1, total) if held >= _ENOUGH else total + _PRIOR)


def _spelled(scopes: Sequence[str], words: Iterable[str]) -> list[str]:
    """Return the keys that count the live marks with each word in each class, or in all (``l``)."""
    return [f"{scope}w{word}" for word in words for scope in scopes]


def _cuts(word: str) -> list[tuple[str, str]]:
    """Return the ways in which a word may be a compound of two."""
    if len(word) < _COMPOUND or not (word.isascii() and word.isalpha()):
        return []
    return [(word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1)]


_KNOWN: "OrderedDict[tuple[str, str, int], Counts]" = OrderedDict()
_GUARD = threading.Lock()
_COMMITS = 4


def counts_of(state: EngineState) -> "Counts":
    """Return what is remembered of the commit that a state tells of."""
    key = (state.engine, state.generation, state.indexed_sequence)
    with _GUARD:
        found = _KNOWN.get(key)
        if found is None:
            found = _KNOWN[key] = Counts()
            while len(_KNOWN) > _COMMITS:
                _KNOWN.popitem(last=False)
        return found


class Counts:
    """How many marks have each key, remembered for one commit of the index."""

    def __init__(self) -> None:
        self._found: dict[str, int] = {}

    def of(self, register: MarkRegister, keys: Sequence[str]) -> dict[str, int]:
        """Return the counts of keys, asking only for those not known yet."""
        known = self._found
        missing = [key for key in dict.fromkeys(keys) if key not in known]
        fresh = register.key_counts(missing) if missing else {}
        answer = {key: fresh[key] if key in fresh else known[key] for key in keys}
        if len(known) + len(fresh) > _MOST:
            self._found = known = dict(answer)  # what this check asked it will ask again, word by word
        known.update(fresh)
        return answer
