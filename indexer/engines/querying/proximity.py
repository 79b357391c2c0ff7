"""Words near each other: in any order where an index can say it, exact offsets where they are few, else verified.

Invariants (each checked against brute force): different words in any order within one sentence or paragraph, and two
different words within n words, are what an index can say; everything else is the union of exact offsets, or is
verified on the record's text. A proximity decides what is found, and its words and phrases how much that weighs: each
engine weighs a distance in a way of its own.
"""

from collections.abc import Sequence
from math import factorial

from domain.query import Near, Or, Query
from indexer.engines.querying import patterns
from indexer.engines.querying.lookup import B, Lookup
from indexer.engines.querying.patterns import NotExact, Pattern, Place
from indexer.engines.querying.verifying import verified

_MOST_ORDERS = 24


def near(lookup: Lookup[B], column: str, node: Near) -> B:
    """Return the query of a proximity in one field."""
    return lookup.both([lookup.unscored(_near(lookup, column, node)), _weights(lookup, column, node)])


def _weights(lookup: Lookup[B], column: str, node: Query) -> B:
    """Return what the words and phrases of a proximity weigh in the records that hold them all."""
    if isinstance(node, Near):
        return lookup.both([_weights(lookup, column, one) for one in node.operands])
    if isinstance(node, Or):
        return lookup.union([_weights(lookup, column, one) for one in node.operands])
    found = []
    for pattern in patterns.patterns(lookup, column, node):
        part = lookup.pattern(column, pattern)
        found.append(part if all(len(place.terms) == 1 for _, place in pattern) else lookup.unscored(part))
    return lookup.union(found)


def _near(lookup: Lookup[B], column: str, node: Near, *, loosely: bool = False) -> B:
    """Return the records that hold a proximity; ``loosely``, more records, for which no text is read."""
    try:
        if node.unit == "words":
            return _words(lookup, column, node)
        operands = [patterns.patterns(lookup, column, one) for one in node.operands]
    except NotExact:
        candidates = _candidates(lookup, column, node)
        return candidates if loosely else verified(lookup, column, node, candidates)
    if not all(operands):
        return lookup.nothing()
    firsts = [_first(one) for one in operands]
    loose = _in_one(lookup, column, firsts, node)
    if all(len(one) == 1 and len(one[0]) == 1 for one in operands) and _disjoint(firsts):
        return loose
    narrowed = [of_patterns(lookup, column, one) for one in operands if any(len(pattern) > 1 for pattern in one)]
    candidates = lookup.both([loose, *narrowed])
    return candidates if loosely else verified(lookup, column, node, candidates)


def of_patterns(lookup: Lookup[B], column: str, found: Sequence[Pattern]) -> B:
    """Return the records that hold one of the patterns."""
    return lookup.union(lookup.pattern(column, one) for one in found)


def _words(lookup: Lookup[B], column: str, node: Near) -> B:
    if len(node.operands) == 2 and not node.ordered:
        first, second = (patterns.patterns(lookup, column, one) for one in node.operands)
        single = all(len(one) == 1 and len(one[0]) == 1 for one in (first, second))
        if single and _disjoint([first[0][0][1], second[0][0][1]]):
            return _in_one(lookup, column, [first[0][0][1], second[0][0][1]], node)
    return of_patterns(lookup, column, patterns.patterns(lookup, column, node))


def _in_one(lookup: Lookup[B], column: str, places: list[Place], node: Near) -> B:
    """Return the records where the places stand in any order within one unit, or near enough."""
    if factorial(len(places)) > _MOST_ORDERS:
        raise patterns.too_wide(node.span)
    return lookup.in_one(column, places, node.unit, node.gap)


def _first(found: Sequence[Pattern]) -> Place:
    """Return what may stand at the first word of any of the patterns."""
    return Place(tuple(sorted({term for pattern in found for term in pattern[0][1].terms})))


def _disjoint(places: Sequence[Place]) -> bool:
    """Tell whether no word fits two places, so that slop cannot count one occurrence twice."""
    terms = [term for place in places for term in place.terms]
    return len(terms) == len(set(terms))


def _candidates(lookup: Lookup[B], column: str, node: Near) -> B:
    """Return a superset of a nest of units: records that hold every operand somewhere in the field."""
    parts = []
    for one in node.operands:
        if isinstance(one, Near):
            parts.append(_near(lookup, column, one, loosely=True))
        else:
            parts.append(of_patterns(lookup, column, patterns.patterns(lookup, column, one)))
    return lookup.both(parts)
