"""Where a listed name stands in a mark: as the whole of it, as a part, or in the Latin spelling of Chinese.

Invariants: Latin names match whole words in order, Chinese names any run of characters; what is returned is what stands
in the two, so that anyone can look again.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pypinyin import lazy_pinyin

from domain.analysis import is_cjk

How = Literal["exact", "contained", "spelled", "translated"]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark as lists are compared with it: its words, each in folded form, and its Han characters as one run."""

    text: str
    words: tuple[str, ...]
    han: str


@lru_cache(maxsize=256)
def sign_of(text: str) -> Sign:
    """Return the sign of a mark.

    >>> sign_of("Moët & 云岚").words, sign_of("云 岚").han
    (('moet', '云岚'), '云岚')
    """
    folded = _folded(text)
    return Sign(text, tuple(_WORD.findall(folded)), "".join(char for char in folded if is_cjk(char)))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))


@lru_cache(maxsize=65_536)
def _name(text: str) -> tuple[tuple[str, ...], str]:
    folded = _folded(text)
    return tuple(_WORD.findall(folded)), "".join(char for char in folded if is_cjk(char))


def stands_in(sign: Sign, name: str) -> How | None:
    """Say how a name stands in a sign.

    >>> stands_in(sign_of("Bank of China"), "China"), stands_in(sign_of("中国银行"), "中国"), stands_in(sign_of("CHINA"), "China")
    ('contained', 'contained', 'exact')
    >>> stands_in(sign_of("Chinaware"), "China")
    """
    words, han = _name(name)
    if han and len(han) == len("".join(words)):
        if not sign.han or han not in sign.han:
            return None
        return "exact" if sign.han == han and sign.words and "".join(sign.words) == han else "contained"
    if not words or len(words) > len(sign.words):
        return None
    if words == sign.words or "".join(words) == "".join(sign.words):
        return "exact"
    width = len(words)
    return (
        "contained" if any(sign.words[at : at + width] == words for at in range(len(sign.words) - width + 1)) else None
    )


@lru_cache(maxsize=8_192)
def pinyin_of(name: str) -> str:
    """Return a Chinese name as its pinyin in one word: beijing."""
    return "".join(lazy_pinyin(name))


def spelled_in(sign: Sign, name: str) -> How | None:
    """Say whether a Chinese name stands in a sign in its Latin spelling, as words of their own.

    >>> spelled_in(sign_of("Bei Jing Foods"), "北京"), spelled_in(sign_of("Beijingers"), "北京")
    ('spelled', None)
    """
    wanted = pinyin_of(name)
    for start in range(len(sign.words)):
        joined = ""
        for word in sign.words[start : start + len(name)]:
            joined += word
            if joined == wanted:
                return "spelled"
    return None
