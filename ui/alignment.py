"""Two signs one under the other: characters of Han, letters or words, each place the same, close or different."""

from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import Levenshtein

from domain.marks import han
from domain.marks.normal import fold

_NEAR = 0.6
_MOST = 24


@dataclass(frozen=True, slots=True)
class Place:
    """One column: what stands in each sign (empty where nothing does), and ``same``, ``near`` or ``diff``."""

    mine: str
    theirs: str
    how: str
    spoken: tuple[str, str] = ("", "")


def aligned(mine: str, theirs: str) -> list[Place]:
    """Return the columns of two signs: by characters for short ones and Han, by words for longer ones.

    >>> [(one.mine, one.theirs, one.how) for one in aligned("云岚", "云蓝")]
    [('云', '云', 'same'), ('岚', '蓝', 'near')]
    >>> [(one.mine, one.theirs, one.how) for one in aligned("CLOUD MIST OF TALL PEAKS EVER", "cloud peak of tall mist ever")][:2]
    [('CLOUD', 'cloud', 'same'), ('MIST', 'peak', 'diff')]
    """
    one, other = _units(mine, theirs)
    places = []
    for tag, a0, a1, b0, b1 in _blocks(one, other):
        for at in range(max(a1 - a0, b1 - b0)):
            left = one[a0 + at] if a0 + at < a1 else ""
            right = other[b0 + at] if b0 + at < b1 else ""
            how = "same" if tag == "equal" else "near" if left and right and near(left, right) else "diff"
            places.append(Place(left, right, how, (spoken(left), spoken(right))))
    return places


def _units(mine: str, theirs: str) -> tuple[list[str], list[str]]:
    if max(len(mine), len(theirs)) <= _MOST and " " not in mine.strip() + theirs.strip():
        return list(mine.strip()), list(theirs.strip())
    if any(map(han.is_han, mine + theirs)) and max(len(mine), len(theirs)) <= _MOST:
        return [one for one in mine if not one.isspace()], [one for one in theirs if not one.isspace()]
    return mine.split()[:_MOST], theirs.split()[:_MOST]


def _blocks(one: list[str], other: list[str]) -> list[tuple[str, int, int, int, int]]:
    found = Levenshtein.opcodes([fold(char) for char in one], [fold(char) for char in other])
    return [(str(code.tag), code.src_start, code.src_end, code.dest_start, code.dest_end) for code in found]


def near(one: str, other: str) -> bool:
    """Say whether two characters sound or look alike."""
    if len(one) == len(other) == 1 and han.is_han(one) and han.is_han(other):
        return han.folded_syllable(one) == han.folded_syllable(other) or han.shape(one, other) >= _NEAR
    return len(one) > 1 and len(other) > 1 and Levenshtein.normalized_similarity(fold(one), fold(other)) >= _NEAR


def spoken(char: str) -> str:
    """Return the pinyin of a Han character with its tone."""
    return lazy_pinyin(char, style=Style.TONE)[0] if len(char) == 1 and han.is_han(char) else ""
