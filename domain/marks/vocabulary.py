"""The distinct words of many marks with what comparing asks of each, made once; and where the words of each mark stand.

Invariants: every list and array has one place for each word; a mark has one word at least, and its words joined are a
word too. Equal texts have equal hashes, and a hash is no proof: whoever finds a word by it looks at the word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from domain.marks import han, look
from domain.marks.keys import GREEK, Row, initials, is_latin

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
LATIN, HAN, OTHER = 1, 2, 3
"""Scripts of a word; 0 is of no letter."""
_CODES: dict[str, str] = {}
_BITS = 21
_GREEK = ord(GREEK)
_NO_INITIALS = hash("")


@dataclass(frozen=True)
class Vocabulary:
    """Distinct words with their phones; what comparing asks of them is made when it is first asked."""

    words: tuple[str, ...]
    phones: tuple[str, ...]

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        return look.drawn_each(self.words)

    @cached_property
    def silent(self) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = self.spoken == 0
        return found

    @cached_property
    def spoken(self) -> Integers:
        """How many phones each word has."""
        return np.fromiter(map(len, self.phones), np.int64, len(self.phones))

    @cached_property
    def lengths(self) -> Integers:
        return np.fromiter(map(len, self.words), np.int64, len(self.words))

    @cached_property
    def first_letters(self) -> Integers:
        """The first letter of each word, 0 of no letter."""
        letters, starts = self._letters
        return np.where(self.lengths > 0, letters[starts + 1], 0)

    @cached_property
    def scripts(self) -> npt.NDArray[np.uint8]:
        found = np.where(self.first_letters < _GREEK, LATIN, OTHER).astype(np.uint8)
        found[self.lengths == 0] = 0
        for letter in np.unique(self.first_letters[self.first_letters >= _GREEK]).tolist():
            if han.is_han(chr(letter)):
                found[self.first_letters == letter] = HAN
        return found

    @cached_property
    def han(self) -> Integers:
        """The places of the runs of Han."""
        return np.flatnonzero(self.scripts == HAN)

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        """The syllables of the runs of Han."""
        return tuple(syllables(self.words[at]) for at in self.han)

    @cached_property
    def sorted_han(self) -> Integers:
        """The hashes of the characters of the runs of Han, whatever their order."""
        return np.array([sorted_hash(self.words[at]) for at in self.han], np.int64)

    @cached_property
    def _hashes(self) -> tuple[Integers, Integers]:
        """The hashes of the words, and the places that put them in order."""
        hashes = np.array([hash(one) for one in self.words], np.int64)
        return hashes, np.argsort(hashes, kind="stable")

    @cached_property
    def _letters(self) -> tuple[Integers, Integers]:
        """The letters of all words one after another, ``^`` before and ``$`` after each, and where words begin."""
        text = "".join([f"^{one}$" for one in self.words]).encode("utf-32-le", "surrogatepass")
        return np.frombuffer(text, np.uint32).astype(np.int64), np.cumsum(self.lengths + 2) - self.lengths - 2

    @cached_property
    def _grams(self) -> Integers:
        """Each three letters of all words one after another, packed; one across two words holds ``$^``, which no word has."""
        letters, _ = self._letters
        return (letters[:-2] << _BITS | letters[1:-1]) << _BITS | letters[2:]

    def find(self, words: Sequence[str]) -> list[int]:
        """Return the place of each word, -1 of one that is not there."""
        if not self.words or not words:
            return [-1] * len(words)
        hashes, order = self._hashes
        at = np.searchsorted(hashes, np.array([hash(one) for one in words], np.int64), sorter=order)
        places: list[int] = order[np.minimum(at, len(order) - 1)].tolist()
        return [place if self.words[place] == word else -1 for place, word in zip(places, words, strict=True)]

    def with_gram(self, letters: str) -> Integers:
        """Return the places of the words that have three letters."""
        found = np.flatnonzero(self._grams == _packed(letters))
        return np.unique(np.searchsorted(self._letters[1], found, side="right") - 1)


def script(word: str) -> int:
    """Return the script of a word, by its first letter."""
    if not word:
        return 0
    return HAN if han.is_han(word[0]) else LATIN if is_latin(word) else OTHER


def syllables(word: str) -> str:
    """Return a run of Han with one letter for each folded syllable, so that syllables compare as letters do."""
    if not word or not han.is_han(word[0]):
        return ""
    return "".join(_CODES.setdefault(one, chr(0xE000 + len(_CODES) % 6_000)) for one in han.folded_pinyin(word))


def sorted_hash(word: str) -> int:
    """Return the hash of the characters of a word whatever their order."""
    return hash("".join(sorted(word)))


def _packed(letters: str) -> int:
    first, second, third = map(ord, letters)
    return (first << _BITS | second) << _BITS | third


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of marks stand in a vocabulary: those of all marks one after another, and each one's joined words."""

    flat: Integers
    starts: Integers
    """Where the words of each mark begin in ``flat``."""
    joined: Integers
    initials: Integers
    """The hash of the initials of each mark, that of no text where it has none."""

    def __len__(self) -> int:
        return len(self.joined)

    def of(self, mark: int) -> list[int]:
        """Return the places of the words of one mark."""
        end = self.starts[mark + 1] if mark + 1 < len(self.starts) else len(self.flat)
        found: list[int] = self.flat[self.starts[mark] : end].tolist()
        return found

    def chosen(self, marks: Integers) -> "Places":
        """Return the places of some marks."""
        ends = np.append(self.starts[1:], len(self.flat))
        counts = ends[marks] - self.starts[marks]
        starts = np.cumsum(counts) - counts
        flat = self.flat[np.repeat(self.starts[marks] - starts, counts) + np.arange(int(counts.sum()))]
        return Places(flat, starts, self.joined[marks], self.initials[marks])


class Gathering:
    """Words gathered mark by mark, each distinct one once."""

    def __init__(self) -> None:
        self.at: dict[str, int] = {}
        self.phones: list[str] = []
        self._flat: list[int] = []
        self._starts: list[int] = []
        self._joined: list[int] = []
        self._initials: list[int] = []

    def add(self, words: Sequence[str], phones: Sequence[str]) -> list[int]:
        """Add a mark by its words and their phones (``-`` for none); return the places of its words."""
        own = [self._place(word, sound) for word, sound in zip(words, phones, strict=True)]
        self._starts.append(len(self._flat))
        self._flat += own
        joined = own[0] if len(own) == 1 else self._place("".join(words), "".join(one for one in phones if one != "-"))
        self._joined.append(joined)
        self._initials.append(hash(initials(words)) if len(words) > 2 else _NO_INITIALS)
        return own

    def _place(self, word: str, sound: str) -> int:
        at = self.at.setdefault(word, len(self.at))
        if at == len(self.phones):
            self.phones.append("" if sound == "-" else sound)
        return at

    def places(self) -> Places:
        """Return where the words of the marks stand."""
        return Places(*(np.array(one, np.int64) for one in (self._flat, self._starts, self._joined, self._initials)))

    def vocabulary(self) -> Vocabulary:
        """Return the distinct words."""
        return Vocabulary(tuple(self.at), tuple(self.phones))


def gathered(rows: Iterable[Row]) -> Gathering:
    """Gather the words of rows."""
    found = Gathering()
    for row in rows:
        found.add(row.words, row.phones)
    return found
