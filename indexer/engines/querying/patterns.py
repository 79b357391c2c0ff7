"""Words at exact offsets: what a term, a phrase, a wildcard or a nested proximity is inside a proximity.

A place is what may stand at one position: the terms that fit. A pattern is places at offsets from its first word.
Invariants: patterns of one node are distinct; in an unordered proximity one operand may stand in the gaps of another,
never on its words.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from domain import analysis
from domain.errors import ProximityMisused, ProximityTooWide, WildcardTooWide
from domain.query import Near, Or, Phrase, Prefix, Query, Span, Terms, Wildcard
from domain.text import Wording

MOST_EXPANSIONS = 128
MOST_PATTERNS = 100


class Place(NamedTuple):
    """The terms that may stand at one position, sorted."""

    terms: tuple[str, ...]


Pattern = tuple[tuple[int, Place], ...]
"""(offset, place) pairs in order of offset; the first offset is 0."""


class Vocabulary(Protocol):
    """The words that a column holds."""

    def words_like(self, column: str, start: str, rest: str, limit: int, span: Span) -> list[str]:
        """Return the words of one shape, sorted. Raises ``WildcardTooWide`` above ``limit``."""
        ...


class NotExact(Exception):
    """The node cannot be written as patterns of fixed offsets: it holds sentences or paragraphs."""


def patterns(words: Vocabulary, column: str, node: Query) -> list[Pattern]:
    """Return the patterns that a node is in one field. Raises ``ProximityTooWide``, ``ProximityMisused``, ``NotExact``."""
    match node:
        case Terms(_, text) | Phrase(_, text):
            return _sequence(words, column, text, node.span)
        case Prefix(_, text):
            return _wildcard(words, column, text + "*", node.span)
        case Wildcard(_, text):
            return _wildcard(words, column, text, node.span)
        case Or(operands):
            return _either([patterns(words, column, one) for one in operands])
        case Near("words", operands):
            found = patterns(words, column, operands[0])
            for one in operands[1:]:
                found = _joined(found, patterns(words, column, one), node.gap, node.ordered, node.span)
            return found
        case Near():
            raise NotExact
        case _:
            raise ProximityMisused(
                "邻近运算内只能是词、短语和通配词。", "Only words, phrases and wildcards can stand inside a proximity.",
                span=node.span,
            )  # fmt: skip


def too_wide(span: Span) -> ProximityTooWide:
    """Return the error of a proximity with too many alternatives."""
    return ProximityTooWide(
        f"该邻近运算需要的排列超过 {MOST_PATTERNS} 种。",
        f"This proximity needs more than {MOST_PATTERNS} arrangements.",
        span=span,
        hint=Wording("请用两个词的 NEAR，或减小间隔。", "Use NEAR of two words, or a smaller gap."),
    )


def _sequence(words: Vocabulary, column: str, text: str, span: Span) -> list[Pattern]:
    places: list[tuple[int, Place]] = []
    for at, one in enumerate(analysis.query_terms(text)):
        terms: tuple[str, ...] = (one.term,)
        if one.prefix:
            terms = tuple(words.words_like(column, one.term, "*", MOST_EXPANSIONS, span))
        places.append((at, Place(terms)))
    return [tuple(places)] if places and all(place.terms for _, place in places) else []


def _wildcard(words: Vocabulary, column: str, pattern: str, span: Span) -> list[Pattern]:
    """Return the one pattern of a word with wildcards, or of words of which the last has them."""
    head = re.match(r"[^*?]*", pattern)
    literal = head.group() if head else ""
    terms = analysis.query_terms(literal)
    if not terms:
        return []
    if analysis.is_cjk(terms[-1].term[0]) and not pattern[len(literal) :].strip("*"):
        return _sequence(words, column, literal, span)
    places = [(at, Place((one.term,))) for at, one in enumerate(terms[:-1])]
    found = words.words_like(column, terms[-1].term, pattern[len(literal) :], MOST_EXPANSIONS, span)
    return [(*places, (len(places), Place(tuple(found))))] if found else []


def too_many_words(limit: int, span: Span) -> WildcardTooWide:
    """Return the error of a wildcard that stands for more words than it may."""
    return WildcardTooWide(
        f"通配符匹配的词超过 {limit} 个。", f"The wildcard stands for more than {limit} words.", span=span,
        hint=Wording("请在通配符前多写几个字母。", "Write more letters before the wildcard."),
    )  # fmt: skip


def expression(start: str, rest: str) -> str:
    """Return the regular expression of a wildcard.

    >>> expression("colo", "?r*")
    'colo.r.*'
    """
    pieces = re.split(r"([*?])", rest)
    signs = {"*": ".*", "?": "."}
    return re.escape(start) + "".join(signs.get(one) or re.escape(analysis.fold(one) if one else "") for one in pieces)


def _either(found: Sequence[list[Pattern]]) -> list[Pattern]:
    """Join alternatives; single words become one place."""
    every = [pattern for one in found for pattern in one]
    single = sorted({term for pattern in every if len(pattern) == 1 for term in pattern[0][1].terms})
    longer = [pattern for pattern in every if len(pattern) > 1]
    joined: list[Pattern] = [((0, Place(tuple(single))),)] if single else []
    return joined + list(dict.fromkeys(longer))


def _joined(first: list[Pattern], second: list[Pattern], gap: int, ordered: bool, span: Span) -> list[Pattern]:
    found: dict[Pattern, None] = {}
    for one in first:
        for other in second:
            low = one[-1][0] + 1 if ordered else -(other[-1][0] + 1 + gap)
            for shift in range(low, one[-1][0] + 2 + gap):
                taken = {at for at, _ in one}
                if any(at + shift in taken for at, _ in other):
                    continue
                found[_moved((*one, *((at + shift, place) for at, place in other)))] = None
                if len(found) > MOST_PATTERNS:
                    raise too_wide(span)
    return list(found)


def _moved(places: Pattern) -> Pattern:
    placed = sorted(places)
    start = placed[0][0]
    return tuple((at - start, place) for at, place in placed)
