"""Han characters of a mark: simplified form, sound (pinyin, strict and folded) and shape (structure, four corners, strokes).

The table ``tables/han.tsv.xz`` is made by ``python -m bench.mark_tables`` from Unihan 15 (variants, readings) and the
character tables named in docs/marks.md. What a table lacks is compared by identity alone.
"""

import lzma
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from pypinyin import lazy_pinyin

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"), ("f", "h"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
NEIGHBOUR = 0.78
"""Shape similarity from which two characters count as neighbours."""
_MOST_NEIGHBOURS = 100
"""Nearly every character has fewer; a shorter list would hold one character for another and not the other for it."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """How a character is built: five digits of its corners, kind of structure, radical and number of strokes."""

    corners: str
    structure: str
    radical: str
    strokes: int


def is_han(char: str) -> bool:
    """Tell whether a character is Han.

    >>> is_han("虎"), is_han("호"), is_han("A")
    (True, False, False)
    """
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000" or char in "々〇"


@cache
def _rows() -> list[list[str]]:
    raw = files("domain.marks").joinpath("tables/han.tsv.xz").read_bytes()
    return [line.split("\t") for line in lzma.decompress(raw).decode("utf-8").split("\n")]


@cache
def _simple() -> dict[int, str]:
    return {ord(row[0]): row[1] for row in _rows() if row[1]}


@cache
def _glyphs() -> dict[str, Glyph]:
    return {row[0]: Glyph(row[2], row[3], row[4], int(row[5] or 0)) for row in _rows() if row[2]}


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    >>> simplified("陸虎"), simplified("陆虎")
    ('陆虎', '陆虎')
    """
    return text.translate(_simple())


@lru_cache(30_000)
def syllable(char: str) -> str:
    """Return the pinyin of a character without tone; the character itself where it has none.

    >>> syllable("陆"), syllable("绿")
    ('lu', 'lv')
    """
    return str(lazy_pinyin(char)[0])


@lru_cache(30_000)
def folded_syllable(char: str) -> str:
    """Return the pinyin with the sounds that speakers confuse made equal: zh/z, n/l/r, f/h, ang/an…

    >>> folded_syllable("张"), folded_syllable("藏"), folded_syllable("绿"), folded_syllable("女")
    ('zan', 'can', 'lv', 'lv')
    """
    sound = syllable(char)
    for written, folded in _INITIALS:
        if sound.startswith(written):
            sound = folded + sound[len(written) :]
            break
    for written, folded in _FINALS:
        if sound.endswith(written):
            sound = sound[: -len(written)] + folded
            break
    return sound


def pinyin(text: str) -> tuple[str, ...]:
    """Return the syllables of a run of Han."""
    return tuple(map(syllable, text))


def folded_pinyin(text: str) -> tuple[str, ...]:
    """Return the folded syllables of a run of Han."""
    return tuple(map(folded_syllable, text))


def shape(first: str, second: str) -> float:
    """Return how alike two characters look, 0 to 1, by corners, structure, radical and strokes.

    >>> shape("未", "末") > .7 > shape("未", "龙"), shape("木", "木")
    (True, 1.0)
    """
    if first == second:
        return 1.0
    one, other = _glyphs().get(first), _glyphs().get(second)
    if one is None or other is None:
        return 0.0
    corners = sum(left == right for left, right in zip(one.corners[:4], other.corners[:4], strict=False)) / 4
    more = max(one.strokes, other.strokes, 1)
    strokes = 1 - min(1.0, abs(one.strokes - other.strokes) / (more / 2))
    return (
        0.55 * corners
        + 0.1 * (one.structure == other.structure)
        + 0.2 * strokes
        + 0.15 * (one.radical == other.radical)
    )


@cache
def _columns() -> tuple[list[str], npt.NDArray[np.int64]]:
    """Return the simplified characters and their corners, structure, radical and strokes as numbers."""
    simple = _simple()
    chars = [char for char in _glyphs() if ord(char) not in simple]
    radicals: dict[str, int] = {}
    rows = []
    for char in chars:
        glyph = _glyphs()[char]
        corners = [int(one) for one in glyph.corners[:4].ljust(4, "0") if one.isdigit()][:4]
        corners += [0] * (4 - len(corners))
        structure = int(glyph.structure) if glyph.structure.isdigit() else -1
        rows.append([*corners, structure, radicals.setdefault(glyph.radical, len(radicals)), glyph.strokes])
    return chars, np.array(rows, np.int64)


@lru_cache(5_000)
def neighbours(char: str) -> tuple[str, ...]:
    """Return the characters that look like one, at most ``_MOST_NEIGHBOURS``, the nearest first, itself not among them."""
    chars, table = _columns()
    if char not in _glyphs() or char not in chars:
        return ()
    own = table[chars.index(char)]
    corners = (table[:, :4] == own[:4]).mean(axis=1)
    more = np.maximum(np.maximum(table[:, 6], own[6]), 1)
    strokes = 1 - np.minimum(1.0, np.abs(table[:, 6] - own[6]) / (more / 2))
    likeness = 0.55 * corners + 0.1 * (table[:, 4] == own[4]) + 0.2 * strokes + 0.15 * (table[:, 5] == own[5])
    order = np.argsort(-likeness, kind="stable")
    near = [chars[at] for at in order[: _MOST_NEIGHBOURS + 1] if likeness[at] >= NEIGHBOUR and chars[at] != char]
    return tuple(near[:_MOST_NEIGHBOURS])
