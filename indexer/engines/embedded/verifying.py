"""Proximity that positions in the index cannot decide: candidates are read, analysed and compared, word by word.

Invariants: the candidates are a superset; a record is kept exactly when its text holds the words as the node says.
"""

from collections.abc import Iterable, Sequence
from itertools import islice, product

from domain import analysis
from domain.errors import ProximityTooWide
from domain.fields import field_named
from domain.query import Near, Or, Query
from domain.text import Wording
from indexer.engines.embedded import built, patterns, schema
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.patterns import NotExact, Pattern
from indexer.engines.embedded.reading import filings_of
from indexer.engines.embedded.view import View

MOST_CANDIDATES = 2_000
_MOST_PLACES = 20_000
_PER_CANDIDATE = 2.0
_UNITS = {"sentence": analysis.SENTENCE_GAP, "paragraph": analysis.PARAGRAPH_GAP, "claim": analysis.PARAGRAPH_GAP}
Match = tuple[int, ...]
"""The positions of a match, ascending."""


def verified(view: View, field: str, node: Near, candidates: Built, *, dry: bool) -> Built:
    """Return the candidates whose text holds ``node``. Raises ``ProximityTooWide`` when there are too many to read."""
    most = min(candidates.hits, MOST_CANDIDATES)
    cost = candidates.cost + most * _PER_CANDIDATE
    if dry or not candidates.hits:
        return candidates._replace(cost=cost)
    found = view.searcher.search(candidates.query, MOST_CANDIDATES + 1, False)
    if len(found.hits) > MOST_CANDIDATES:
        raise ProximityTooWide(
            f"要逐篇核对的记录超过 {MOST_CANDIDATES} 条。",
            f"More than {MOST_CANDIDATES} records would have to be read for this.",
            span=node.span,
            hint=Wording(
                "请在句、段内只用单个的词，或加上更少见的词。",
                "Use single words inside SENT and PARA, or a rarer word.",
            ),
        )
    numbers = view.searcher.fast_field_values(schema.NUM, [address for _, address in found.hits])
    kept = list(_kept(view, field, node, [int(one) for one in numbers if one is not None]))
    if not kept:
        return built.NOTHING
    chosen = built.Q.const_score_query(built.Q.term_set_query(view.schema, schema.NUM, kept), 0.0)
    query = built.Q.boolean_query([(built.Occur.Must, candidates.query), (built.Occur.Must, chosen)])
    return Built(query, len(kept), cost)


def _kept(view: View, field: str, node: Near, numbers: Sequence[int]) -> Iterable[int]:
    registered = field_named(field)
    assert registered is not None
    for start in range(0, len(numbers), 200):
        for num, filing in filings_of(view.connection, numbers[start : start + 200]).items():
            analysed = analysis.analyse(registered.read(filing))
            where: dict[str, list[int]] = {}
            for term, position in zip(analysed.terms, analysed.positions, strict=True):
                where.setdefault(term, []).append(position)
            if matches(view, field, node, where):
                yield num


def matches(view: View, field: str, node: Query, where: dict[str, list[int]]) -> list[Match]:
    """Return where a node stands in a text whose terms stand at ``where``."""
    try:
        return [match for one in patterns.patterns(view, field, node) for match in _of_pattern(one, where)]
    except NotExact:
        pass
    if isinstance(node, Or):
        return [match for one in node.operands for match in matches(view, field, one, where)]
    assert isinstance(node, Near)
    found = [matches(view, field, one, where) for one in node.operands]
    joined = found[0]
    for one in found[1:]:
        joined = list(islice((m for m in _pairs(joined, one, node)), _MOST_PLACES))
    return joined


def _of_pattern(pattern: Pattern, where: dict[str, list[int]]) -> list[Match]:
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
