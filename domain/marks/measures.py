"""The measures that evidence names: each takes the two parts as the evidence shows them and gives its value again.

``look``, ``sound`` and ``meaning`` are the batch score's own measures of two words, so that what ranks is what is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from rapidfuzz.distance import Levenshtein

from domain.marks import han, look, meaning
from domain.marks.asked import measured_mark
from domain.marks.keys import initials
from domain.marks.metaphone import same_code
from domain.marks.normal import normal_form
from domain.marks.sound import phones
from domain.marks.vocabulary import Vocabulary
from domain.marks.word_measures import measure

Name = Literal[
    "letters", "characters", "order", "distance", "shape", "look", "sound", "meaning", "repeated", "stems", "initials",
    "contains", "added", "metaphone",
]  # fmt: skip


def joined(text: str) -> str:
    """Return the significant words of a mark as one."""
    return "".join(normal_form(text).words)


def letters(mine: str, theirs: str) -> float:
    """1 where the letters and digits are the same, whatever stands between them."""
    return float(normal_form(mine).compact == normal_form(theirs).compact or joined(mine) == joined(theirs))


def characters(mine: str, theirs: str) -> float:
    """1 where the same characters stand in any order."""
    return float(sorted(joined(mine)) == sorted(joined(theirs)))


def order(mine: str, theirs: str) -> float:
    """1 where the same words stand in another order."""
    one, other = normal_form(mine).words, normal_form(theirs).words
    return float(one != other and sorted(one) == sorted(other))


def distance(mine: str, theirs: str) -> float:
    """The letters or characters that must be put in, taken out or changed."""
    return float(Levenshtein.distance(joined(mine), joined(theirs)))


def shape(mine: str, theirs: str) -> float:
    """How alike two texts of equal length are drawn: the least alike place of Han, or equal drawn letters."""
    one, other = joined(mine), joined(theirs)
    if look.drawn(one) == look.drawn(other):
        return 1.0
    if len(one) != len(other):
        return 0.0
    return round(min((han.shape(left, right) for left, right in zip(one, other, strict=True)), default=0.0), 3)


_KNOWN: dict[tuple[str, str], tuple[float, float]] = {}
"""Look and sound of the pairs that were measured last."""
_MOST_KNOWN = 200_000


def measured_ahead(mine: str, others: Sequence[str]) -> list[tuple[float, float]]:
    """Return look and sound of one word against many, measured at once and remembered for ``looks`` and ``sounds``."""
    asked = measured_mark(mine)
    forms = [normal_form(one).words for one in others]
    found = measure(asked, Vocabulary(tuple(map("".join, forms)), tuple("".join(map(phones, one)) for one in forms)))
    own = -1 if len(asked.words) > 1 else 0
    if len(_KNOWN) + len(others) > _MOST_KNOWN:
        _KNOWN.clear()
    looks, sounds = found.look[own].tolist(), found.sound[own].tolist()
    made = [(round(look, 3), round(sound, 3)) for look, sound in zip(looks, sounds, strict=True)]
    _KNOWN.update(zip(((mine, theirs) for theirs in others), made, strict=True))
    return made


def _axes(mine: str, theirs: str) -> tuple[float, float]:
    known = _KNOWN.get((mine, theirs))
    return known if known is not None else measured_ahead(mine, (theirs,))[0]


def looks(mine: str, theirs: str) -> float:
    """How alike two words look, what any two words share taken off."""
    return _axes(mine, theirs)[0]


def sounds(mine: str, theirs: str) -> float:
    """How alike two words sound, what any two words share taken off."""
    return _axes(mine, theirs)[1]


def metaphone(mine: str, theirs: str) -> float:
    """How alike two words sound that have one Double Metaphone code, more the longer it is; 0 where they have none."""
    return same_code(joined(mine), joined(theirs))


def means(mine: str, theirs: str) -> float:
    """How near two words or phrases are in meaning: 1 a translation, less a synonym."""
    return round(meaning.alike(_phrase(mine), _phrase(theirs)), 3)


def _phrase(text: str) -> str:
    return " ".join(normal_form(text).words)


def repeated(mine: str, theirs: str) -> float:
    """1 where one is the other said twice or more."""
    one, other = sorted((joined(mine), joined(theirs)), key=len)
    return float(bool(one) and one != other and len(other) % len(one) == 0 and one * (len(other) // len(one)) == other)


def stems(mine: str, theirs: str) -> float:
    """1 where the words have the same stems in the same order."""
    one = [meaning.word_stem(word) for word in normal_form(mine).words]
    return float(one == [meaning.word_stem(word) for word in normal_form(theirs).words])


def abbreviated(mine: str, theirs: str) -> float:
    """1 where one is the initials of the other."""
    return float(any(_initials_of(one, other) for one, other in ((mine, theirs), (theirs, mine))))


def _initials_of(short: str, long: str) -> bool:
    form = normal_form(long)
    return joined(short) in {one for one in (initials(form.words), initials(form.all_words)) if one}


def contains(mine: str, theirs: str) -> float:
    """1 where the second stands wholly in the first."""
    return float(bool(joined(theirs)) and joined(theirs) in joined(mine))


def added(mine: str, theirs: str) -> float:
    """The number of words by which one mark is longer, the other's words all standing in it; 0 where they do not."""
    one, other = set(normal_form(mine).words), set(normal_form(theirs).words)
    return float(len(one ^ other)) if one < other or other < one else 0.0


MEASURES: Mapping[str, Callable[[str, str], float]] = {
    "letters": letters, "characters": characters, "order": order, "distance": distance, "shape": shape, "look": looks,
    "sound": sounds, "meaning": means, "repeated": repeated, "stems": stems, "initials": abbreviated,
    "contains": contains, "added": added, "metaphone": metaphone,
}  # fmt: skip
