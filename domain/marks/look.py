"""The look of a word: letters that are drawn alike made equal, and runs of Han with the neighbours of asked characters."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from domain.marks import han

_DRAWN = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("lo", "b"))
_SINGLE = {"i": "l", "j": "l", "0": "o", "1": "l", "5": "s", "8": "b", "q": "g", "9": "g", "v": "u"}
_LETTERS = str.maketrans(_SINGLE)
_BOTH_WAYS = tuple(pair for one, other in (*_DRAWN, *_SINGLE.items()) for pair in ((one, other), (other, one)))


@lru_cache(200_000)
def drawn(word: str) -> str:
    """Return a Latin word with what is drawn alike made equal.

    >>> drawn("modern") == drawn("modem"), drawn("qdidas"), drawn("illinois")
    (True, 'gdldas', 'llllnols')
    """
    for written, alike in _DRAWN:
        if written in word:
            word = word.replace(written, alike)
    return word.translate(_LETTERS)


def drawn_each(words: Sequence[str]) -> tuple[str, ...]:
    """Return what ``drawn`` returns of each of many words, all at once.

    >>> drawn_each(["modern", "vivid", ""]) == tuple(map(drawn, ["modern", "vivid", ""]))
    True
    """
    text = "\n".join(words)
    for written, alike in _DRAWN:
        text = text.replace(written, alike)
    return tuple(text.translate(_LETTERS).split("\n")) if words else ()


def drawn_otherwise(word: str) -> tuple[str, ...]:
    """Return the Latin words that a word is drawn like, one place of it written otherwise.

    >>> drawn_otherwise("rami")
    ('rarni', 'ranni', 'raml')
    >>> "modem" in drawn_otherwise("modern"), "altan" in drawn_otherwise("a1tan")
    (True, True)
    """
    found = [
        word[:at] + other + word[at + len(own) :]
        for own, other in _BOTH_WAYS
        for at in range(len(word) - len(own) + 1)
        if word.startswith(own, at)
    ]
    return tuple(dict.fromkeys(found))


def neighbour_table(runs: Iterable[str]) -> dict[int, str]:
    """Return for each neighbour in shape of a character of the runs that character, as ``str.translate`` takes it.

    >>> neighbour_table(["未来"])[ord("末")]
    '未'
    """
    own = [char for run in runs for char in run if han.is_han(char)]
    found: dict[int, str] = {}
    for char in own:
        for other in han.neighbours(char):
            if other not in own:
                found.setdefault(ord(other), char)
    return found
