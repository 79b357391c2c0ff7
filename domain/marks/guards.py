"""What speaks against a conflict: each guard a function of a pair and the reasons found, with its evidence.

Guards are shown and soften the similarity; none removes a hit.
"""

from collections.abc import Callable, Mapping

from domain.goods.relation import SCORES
from domain.marks import meaning, measures
from domain.marks.check import Evidence, Finding
from domain.marks.pair import Pair

SOFTENED: Mapping[str, float] = {
    "G-first-character": 0.95, "G-first-letter": 0.95, "G-meaning": 0.9, "G-weak-mark": 0.85, "G-weak-part": 0.85,
    "G-distant-goods": 1.0,
}  # fmt: skip
"""What remains of the similarity of the signs; distant goods count on their own axis."""


def first_character(pair: Pair, codes: frozenset[str]) -> Evidence | None:
    """Of W04: the first character is another one."""
    one, other = pair.mine_joined, pair.theirs_joined
    if "W04" not in codes or one[0] == other[0]:
        return None
    return Evidence(one[0], other[0], "distance", measures.distance(one[0], other[0]))


def first_letter(pair: Pair, codes: frozenset[str]) -> Evidence | None:
    """Of W05: the first letter is another one."""
    one, other = pair.mine_joined, pair.theirs_joined
    if "W05" not in codes or one[0] == other[0]:
        return None
    return Evidence(one[0], other[0], "distance", measures.distance(one[0], other[0]))


def other_meaning(pair: Pair, codes: frozenset[str]) -> Evidence | None:
    """Both mean something known, and not the same; words written or said alike."""
    one, other = pair.mine_joined, pair.theirs_joined
    if one == other or {"W08", "W11", "W12", "W13", "W14", "W16"} & codes:
        return None
    mine, theirs = " ".join(pair.mine.words), " ".join(pair.theirs.words)
    if not (meaning.concepts(mine) and meaning.concepts(theirs)):
        return None
    if meaning.alike(mine, theirs) or meaning.word_stem(mine) == meaning.word_stem(theirs):
        return None
    return Evidence(pair.my_text, pair.their_text, "meaning", measures.means(pair.my_text, pair.their_text))


def weak_mark(pair: Pair, codes: frozenset[str]) -> Evidence | None:
    """Of W11 to W14: the earlier mark is itself weak in the class."""
    if not {"W11", "W12", "W13", "W14"} & codes:
        return None
    short = pair.theirs.words if len(pair.theirs_joined) <= len(pair.mine_joined) else pair.mine.words
    shares = [(pair.claim.share(one), one) for one in short]
    if not all(pair.claim.kind(one) for one in short):
        return None
    share, word = min(shares)
    return Evidence(word, word, "share", round(share, 6))


def weak_part(pair: Pair, codes: frozenset[str]) -> Evidence | None:
    """Of W15 and W16: the shared part stands in more than half a per cent of the live marks of the class.

    Where marks sound alike and nothing else is found, it is the shared part that sounds.
    """
    if not ({"W15", "W16"} & codes or codes == {"W07"}) or pair.mine_joined == pair.theirs_joined:
        return None
    shared = pair.shared
    if not shared or not all(pair.claim.weak(one) for one in shared):
        return None
    share, word = min((pair.claim.share(one), one) for one in shared)
    return Evidence(word, word, "share", round(share, 6))


GUARDS: Mapping[str, Callable[[Pair, frozenset[str]], Evidence | None]] = {
    "G-first-character": first_character, "G-first-letter": first_letter, "G-meaning": other_meaning,
    "G-weak-mark": weak_mark, "G-weak-part": weak_part,
}  # fmt: skip


def against(
    pair: Pair, codes: frozenset[str], goods: float, guards: frozenset[str] | None = None
) -> tuple[Finding, ...]:
    """Return the guards that hold, those of ``guards`` alone where a profile names some; ``goods`` is their relation."""
    found = [
        Finding(code, evidence)
        for code, guard in GUARDS.items()
        if (guards is None or code in guards) and (evidence := guard(pair, codes)) is not None
    ]
    if goods <= SCORES["other"] and (guards is None or "G-distant-goods" in guards):
        found.append(Finding("G-distant-goods", Evidence("", "", "goods", goods)))
    return tuple(found)


def softened(similarity: float, findings: tuple[Finding, ...]) -> float:
    """Return the similarity of signs after the guards."""
    for one in findings:
        similarity *= SOFTENED[one.code]
    return similarity
