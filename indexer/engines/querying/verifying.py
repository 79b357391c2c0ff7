"""Proximity that positions in an index cannot decide: candidates are read, analysed and compared, word by word.

Invariants: the candidates are a superset; a record is kept exactly when its text holds the words as the node says.
"""

from collections.abc import Iterable, Sequence
from itertools import islice, product

from domain import analysis
from domain.engine import Paragraph
from domain.errors import ProximityTooWide
from domain.fields import Field, field_named
from domain.filings import Filing
from domain.query import Near, Or, Query
from domain.text import Wording
from indexer.engines.querying import patterns
from indexer.engines.querying.lookup import B, Lookup
from indexer.engines.querying.patterns import NotExact, Pattern, Vocabulary

MOST_CANDIDATES = 2_000
_MOST_PLACES = 20_000
_UNITS = {"sentence": analysis.SENTENCE_GAP, "paragraph": analysis.PARAGRAPH_GAP, "claim": analysis.PARAGRAPH_GAP}
Match = tuple[int, ...]
"""The positions of a match, ascending."""
Where = dict[str, list[int]]
"""A term → its positions."""


def verified(lookup: Lookup[B], column: str, node: Near, candidates: B) -> B:
    """Return the candidates whose text holds ``node``. Raises ``ProximityTooWide`` when there are too many to read."""
    field = field_named(column)
    assert field is not None
    matcher = Matcher(lookup, column)
    found = lookup.verified(candidates, lambda filing: matcher.holds(node, field, filing), MOST_CANDIDATES)
    if found is None:
        raise ProximityTooWide(
            f"要逐篇核对的记录超过 {MOST_CANDIDATES} 条。",
            f"More than {MOST_CANDIDATES} records would have to be read for this.",
            span=node.span,
            hint=Wording(
                "请在句、段内只用单个的词，或加上更少见的词。",
                "Use single words inside SENT and PARA, or a rarer word.",
            ),
        )
    return found


class Matcher:
    """Finds nodes in texts; a node's patterns are looked up once."""

    def __init__(self, words: Vocabulary, column: str) -> None:
        self._words = words
        self._column = column
        self._known: dict[Query, list[Pattern] | None] = {}

    def holds(self, node: Near, field: Field, filing: Filing) -> bool:
        """Tell whether a record's text holds a node."""
        values = field.read(filing)
        analysed = analysis.analyse(one if isinstance(one, Paragraph) else Paragraph("und", one) for one in values)
        where: Where = {}
        for term, position in zip(analysed.terms, analysed.positions, strict=True):
            where.setdefault(term, []).append(position)
        return bool(self.matches(node, where))

    def matches(self, node: Query, where: Where) -> list[Match]:
        """Return where a node stands in a text whose terms stand at ``where``."""
        found = self._patterns(node)
        if found is not None:
            return [match for one in found for match in _of_pattern(one, where)]
        if isinstance(node, Or):
            return [match for one in node.operands for match in self.matches(one, where)]
        assert isinstance(node, Near)
        operands = [self.matches(one, where) for one in node.operands]
        joined = operands[0]
        for one in operands[1:]:
            joined = list(islice(_pairs(joined, one, node), _MOST_PLACES))
        return joined

    def _patterns(self, node: Query) -> list[Pattern] | None:
        if node not in self._known:
            try:
                self._known[node] = patterns.patterns(self._words, self._column, node)
            except NotExact:
                self._known[node] = None
        return self._known[node]


def _of_pattern(pattern: Pattern, where: Where) -> list[Match]:
    at_each = [{spot for term in place.terms for spot in where.get(term, ())} for _, place in pattern]
    return [
        tuple(start + at for at, _ in pattern)
        for start in sorted(at_each[0])
        if all(start + at in spots for (at, _), spots in zip(pattern, at_each, strict=True))
    ]


def _pairs(first: Sequence[Match], second: Sequence[Match], node: Near) -> Iterable[Match]:
    for one, other in product(first, second):
        if set(one) & set(other):
            continue
        joined = tuple(sorted((*one, *other)))
        if node.unit != "words":
            if joined[-1] - joined[0] < _UNITS[node.unit]:
                yield joined
        elif other[0] > one[-1]:
            if other[0] - one[-1] - 1 <= node.gap:
                yield joined
        elif not node.ordered and one[0] - other[-1] - 1 <= node.gap:
            yield joined
