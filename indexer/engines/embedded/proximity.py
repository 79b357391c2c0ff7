"""Words near each other: exact offsets where they are few, slop where it is exact, else candidates that are verified.

Invariants (each checked against brute force): for k different words in any order, ``slop = gap - k`` between
positions that stand ``gap`` apart gives exactly those in one sentence or paragraph; for two different words NEAR/n is
the slop ``n`` in both orders; everything else is the union of exact offsets, or is verified on the record's text.
"""

from collections.abc import Sequence
from itertools import permutations

from domain.analysis import PARAGRAPH_GAP, SENTENCE_GAP
from domain.query import Near, Span
from indexer.engines.embedded import built, patterns
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.patterns import NotExact, Pattern, Place
from indexer.engines.embedded.verifying import verified
from indexer.engines.embedded.view import View

UNITS = {"sentence": SENTENCE_GAP, "paragraph": PARAGRAPH_GAP, "claim": PARAGRAPH_GAP}
_MOST_ORDERS = 24


def near(view: View, field: str, node: Near, *, dry: bool = False) -> Built:
    """Return the query of a proximity in one field; ``dry`` leaves out what must be looked up in records."""
    try:
        if node.unit == "words":
            return _words(view, field, node)
        operands = [patterns.patterns(view, field, one) for one in node.operands]
    except NotExact:
        return verified(view, field, node, _candidates(view, field, node), dry=dry)
    if not all(operands):
        return built.NOTHING
    firsts = [_first(one) for one in operands]
    loose = _in_one(view, field, firsts, UNITS[node.unit], node.span)
    if all(len(one) == 1 and len(one[0]) == 1 for one in operands) and _disjoint(firsts):
        return loose
    narrowed = [of_patterns(view, field, one) for one in operands if any(len(pattern) > 1 for pattern in one)]
    return verified(view, field, node, built.both([loose, *narrowed]), dry=dry)


def of_patterns(view: View, field: str, found: Sequence[Pattern]) -> Built:
    """Return the records that hold one of the patterns."""
    return built.union(_pattern(view, field, one) for one in found)


def _words(view: View, field: str, node: Near) -> Built:
    if len(node.operands) == 2 and not node.ordered:
        first, second = (patterns.patterns(view, field, one) for one in node.operands)
        single = all(len(one) == 1 and len(one[0]) == 1 for one in (first, second))
        if single and _disjoint([first[0][0][1], second[0][0][1]]):
            return _in_one(view, field, [first[0][0][1], second[0][0][1]], node.gap + 2, node.span)
    return of_patterns(view, field, patterns.patterns(view, field, node))


def _in_one(view: View, field: str, places: list[Place], gap: int, span: Span) -> Built:
    """Return the records where the places stand in any order within one unit; ``gap`` apart are two units."""
    orders = list(permutations(places))
    if len(orders) > _MOST_ORDERS:
        raise patterns.too_wide(span)
    return built.union(_placed(view, field, list(enumerate(order)), gap - len(places)) for order in orders)


def _pattern(view: View, field: str, pattern: Pattern) -> Built:
    if len(pattern) == 1:
        return _one_place(view, field, pattern[0][1])
    return _placed(view, field, list(pattern), 0)


def _one_place(view: View, field: str, place: Place) -> Built:
    if len(place.terms) == 1:
        return built.term(view, field, place.terms[0], scored=True)
    return built.any_term(view, field, place.terms)


def _placed(view: View, field: str, places: list[tuple[int, Place]], slop: int) -> Built:
    if all(len(place.terms) == 1 for _, place in places):
        return built.phrase(view, field, [(at, place.terms[0]) for at, place in places], slop)
    frequencies = [sum(view.searcher.doc_freq(field, term) for term in place.terms) for _, place in places]
    if not all(frequencies):
        return built.NOTHING
    shaped = [(at, "|".join(built.escaped(term) for term in place.terms)) for at, place in places]
    return built.regex_phrase(view, field, [(at, f"({one})") for at, one in shaped], min(frequencies), slop)


def _first(found: Sequence[Pattern]) -> Place:
    """Return what may stand at the first word of any of the patterns."""
    return Place(tuple(sorted({term for pattern in found for term in pattern[0][1].terms})))


def _disjoint(places: Sequence[Place]) -> bool:
    """Tell whether no word fits two places, so that slop cannot count one occurrence twice."""
    terms = [term for place in places for term in place.terms]
    return len(terms) == len(set(terms))


def _candidates(view: View, field: str, node: Near) -> Built:
    """Return a superset of a nest of units: records that hold every operand somewhere in the field."""
    parts = []
    for one in node.operands:
        if isinstance(one, Near):
            parts.append(near(view, field, one, dry=True))
        else:
            parts.append(of_patterns(view, field, patterns.patterns(view, field, one)))
    return built.both(parts)
