"""The reasons W01 to W17 of the examination guidelines, each a function of a pair that gives its evidence or nothing.

Sources: 《商标审查审理指南》 (CNIPA, 2021) part two, chapter five; EUIPO Guidelines, part C; TMEP 1207.01.
Invariant: a reason's evidence names a measure of ``domain.marks.measures`` that gives the same value again.
"""

from collections.abc import Callable, Mapping, Sequence

from rapidfuzz.distance import Indel

from domain.marks import han, measures
from domain.marks.check import Evidence, Finding
from domain.marks.pair import Pair, least
from domain.marks.sound import phones

_WORTH = 0.55
"""Share of letters or phones in common from which two words are worth measuring: fewer are never similar."""
SIMILAR = 0.5
"""An axis from which two parts count as similar."""
DISTINCTIVE = 0.15
"""Weight of a word from which an earlier mark is distinctive enough to be contained; a guard tells where it is weak."""


def _measured(pair: Pair, measure: measures.Name, mine: str | None = None, theirs: str | None = None) -> Evidence:
    one, other = mine or pair.my_text, theirs or pair.their_text
    return Evidence(one, other, measure, measures.MEASURES[measure](one, other))


def w01(pair: Pair) -> Evidence | None:
    """The same Han characters; order or spacing differs, or nothing."""
    one, other = pair.mine_joined, pair.theirs_joined
    if any(map(han.is_han, one)) and sorted(one) == sorted(other):
        return _measured(pair, "characters")
    return None


def w02(pair: Pair) -> Evidence | None:
    """The same letters, whatever case, spacing or signs."""
    if pair.mine.compact == pair.theirs.compact or pair.mine_joined == pair.theirs_joined:
        return _measured(pair, "letters")
    return None


def w03(pair: Pair) -> Evidence | None:
    """The same words in another order."""
    one, other = pair.mine.words, pair.theirs.words
    return _measured(pair, "order") if one != other and sorted(one) == sorted(other) else None


def w04(pair: Pair) -> Evidence | None:
    """Three or more Han characters of which one differs."""
    one, other = pair.mine_joined, pair.theirs_joined
    if min(len(one), len(other)) < 3 or not (all(map(han.is_han, one)) and all(map(han.is_han, other))):
        return None
    return _measured(pair, "distance") if measures.distance(one, other) == 1 else None


def w05(pair: Pair) -> Evidence | None:
    """Four or more letters of which one or two differ."""
    one, other = pair.mine_joined, pair.theirs_joined
    size = min(len(one), len(other))
    if size < 4 or abs(len(one) - len(other)) > 2 or not (one.isascii() and other.isascii()):
        return None
    return _measured(pair, "distance") if 1 <= measures.distance(one, other) <= (1 if size < 6 else 2) else None


def w06(pair: Pair) -> Evidence | None:
    """Similar shape: characters or letters that are drawn alike."""
    one, other = pair.mine_joined, pair.theirs_joined
    if one == other or abs(len(one) - len(other)) > 2:
        return None
    return _measured(pair, "shape") if measures.shape(one, other) >= han.NEIGHBOUR else None


def w07(pair: Pair) -> Evidence | None:
    """Similar in sound and look."""
    if pair.sound.score >= SIMILAR and (pair.look.score >= SIMILAR / 2 or pair.sound.score >= 0.8):
        return pair.sound.evidence
    return None


def w08(pair: Pair) -> Evidence | None:
    """The same meaning in other words."""
    found = pair.meaning.evidence
    if found is None or pair.meaning.score < SIMILAR or found.mine == found.theirs:
        return None
    return found if measures.means(found.mine, found.theirs) > 0 else None


def w09(pair: Pair) -> Evidence | None:
    """A reduplication: one is the other said twice."""
    return _measured(pair, "repeated") if measures.repeated(pair.my_text, pair.their_text) else None


def w10(pair: Pair) -> Evidence | None:
    """Inflection, abbreviation or an article."""
    if measures.abbreviated(pair.my_text, pair.their_text):
        return _measured(pair, "initials")
    same = pair.mine.all_words == pair.theirs.all_words
    return _measured(pair, "stems") if not same and measures.stems(pair.my_text, pair.their_text) else None


def _added(pair: Pair, kind: str) -> Evidence | None:
    """Return the evidence where one mark is the other and words none of which is distinctive, one of this kind."""
    kinds = [pair.claim.kind(one) for one in pair.rest]
    if not kinds or None in kinds or kind not in kinds:
        return None
    mine_longer = len(pair.mine_joined) >= len(pair.theirs_joined)
    return _measured(pair, "contains", *((None, None) if mine_longer else (pair.their_text, pair.my_text)))


def w11(pair: Pair) -> Evidence | None:
    """A generic name of the goods is added."""
    return _added(pair, "generic")


def w12(pair: Pair) -> Evidence | None:
    """A place is added."""
    return _added(pair, "place")


def w13(pair: Pair) -> Evidence | None:
    """A quality, material or function is added."""
    return _added(pair, "quality")


def w14(pair: Pair) -> Evidence | None:
    """A weak modifier is added."""
    return _added(pair, "weak")


def w15(pair: Pair) -> Evidence | None:
    """The salient separable part of one is similar to that of the other."""
    if len(pair.mine.words) < 2 and len(pair.theirs.words) < 2 and not pair.shared:
        return None
    mine, theirs = pair.dominant(pair.mine.words), pair.dominant(pair.theirs.words)
    pairs = [(mine, one) for one in pair.theirs.words[:8]] + [(one, theirs) for one in pair.mine.words[:8]]
    best = max(pairs, key=lambda two: _nearness(*two), default=None)
    if best is None or pair.mine_joined == pair.theirs_joined:
        return None
    value = _nearness(*best)
    if value < SIMILAR:
        return None
    return _measured(pair, "look" if measures.looks(*best) >= measures.sounds(*best) else "sound", *best)


def _nearness(mine: str, theirs: str) -> float:
    if mine == theirs:
        return 1.0
    near = max(Indel.normalized_similarity(mine, theirs), Indel.normalized_similarity(phones(mine), phones(theirs)))
    if near < _WORTH and not (mine in theirs or theirs in mine or han.is_han(mine[0])):
        return 0.0
    return max(measures.looks(mine, theirs), measures.sounds(mine, theirs))


def w16(pair: Pair) -> Evidence | None:
    """The asked mark wholly contains a distinctive earlier mark."""
    mine, theirs = pair.mine_joined, pair.theirs_joined
    words = set(pair.theirs.words)
    if mine == theirs or len(theirs) < least(theirs) or not (words < set(pair.mine.words) or theirs in mine):
        return None
    if max((pair.weights.get(one, 1.0) for one in words), default=0.0) < DISTINCTIVE:
        return None
    heaviest = pair.their_text if theirs in mine else pair.dominant(pair.theirs.words)
    return _measured(pair, "contains", None, heaviest)


def w17(pair: Pair) -> Evidence | None:
    """Han and foreign words correspond, by sound or meaning."""
    found = max((pair.sound, pair.meaning), key=lambda one: one.score)
    if found.evidence is None or found.score < SIMILAR:
        return None
    one, other = found.evidence.mine, found.evidence.theirs
    return found.evidence if one and other and han.is_han(one[0]) != han.is_han(other[0]) else None


REASONS: Mapping[str, Callable[[Pair], Evidence | None]] = {
    "W01": w01, "W02": w02, "W03": w03, "W04": w04, "W05": w05, "W06": w06, "W07": w07, "W08": w08, "W09": w09,
    "W10": w10, "W11": w11, "W12": w12, "W13": w13, "W14": w14, "W15": w15, "W16": w16, "W17": w17,
}  # fmt: skip


def reasons(pair: Pair, rules: Sequence[str] | frozenset[str]) -> tuple[Finding, ...]:
    """Return the reasons that hold; where none does, what made the pair a hit: its strongest axis, as W15, W07 or W08."""
    found = [
        Finding(code, evidence)
        for code, reason in REASONS.items()
        if code in rules and (evidence := reason(pair)) is not None
    ]
    if found:
        return tuple(found)
    best = max((("W15", pair.look), ("W07", pair.sound), ("W08", pair.meaning)), key=lambda one: one[1].score)
    return (Finding(best[0], best[1].evidence),) if best[1].evidence is not None else ()
