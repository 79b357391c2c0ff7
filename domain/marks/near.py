"""Keys of the words that are one change away from an asked one: a letter, a phone, letters drawn alike, a shape of Han;
across scripts a coarse phone.

Most of them no mark has; whoever asks counts them first. Invariant: pure, and none is a key of the asked word itself.
"""

from collections.abc import Iterator

from domain.marks import han, look
from domain.marks.keys import is_latin
from domain.marks.sound import LEAST_ACROSS, coarse

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PHONES = "abdefghijklmnoprstuvwS"
_COARSE = "".join(sorted(set(coarse(_PHONES))))
_LEAST, _LONGEST = 3, 12
_TWICE = 7
"""Phones of a word up to which two changes are made, the first of which leaves one out."""


def near_keys(word: str, spoken: str, *, alone: bool = False) -> dict[str, float]:
    """Return the keys of words one change away from a word and its phones, with what each counts.

    Of a word that stands ``alone`` the phones are changed twice, for it has nothing else to be found by.

    >>> near = near_keys("rose", "ros")
    >>> [key in near for key in ("wrosa", "wroses", "wroe", "wrsoe", "procs", "prok", "wrose")]
    [True, True, True, True, False, True, False]
    >>> "psantos" in near_keys("scanto", "skanto"), "psantos" in near_keys("scanto", "skanto", alone=True)
    (False, True)
    >>> "w" + "modem" in near_keys("modern", "modern"), "b鸿运" in near_keys("溯运", "suiun")
    (True, True)
    """
    found: dict[str, float] = {}
    if word.isascii():
        if _LEAST < len(word) <= _LONGEST:
            found |= {"w" + one: 1.0 for one in _changed(word, _LETTERS)}
        found |= {"w" + one: 1.0 for one in look.drawn_otherwise(word)}
    elif han.is_han(word[0]):
        found |= {"b" + one: 1.0 for one in _shaped(word)}
    if _LEAST <= len(spoken) <= _LONGEST and not han.is_han(word[0]):
        if alone and _LEAST < len(spoken) <= _TWICE:
            for at in range(len(spoken)):
                found |= {"p" + one: 0.5 for one in _changed(spoken[:at] + spoken[at + 1 :], _PHONES)}
        found |= {"p" + one: 0.7 for one in _changed(spoken, _PHONES)}
    rough = coarse(spoken)
    if LEAST_ACROSS <= len(rough) <= _LONGEST:
        other = "x=" if is_latin(word) else "r="
        found |= {other + one: 0.7 for one in _changed(rough, _COARSE)}
    for own in ("w" + word, "p" + spoken):
        found.pop(own, None)
    return found


def _changed(text: str, letters: str) -> Iterator[str]:
    """Yield a text with one letter left out, put in, replaced or moved by one place."""
    for at in range(len(text) + 1):
        head, tail = text[:at], text[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _shaped(run: str) -> Iterator[str]:
    """Yield the pairs of a run of Han in which one character is replaced by one that looks like it."""
    for at in range(len(run) - 1):
        first, second = run[at], run[at + 1]
        yield from (other + second for other in han.neighbours(first))
        yield from (first + other for other in han.neighbours(second))
