"""A part of a query as tantivy has it, with what it costs and how many records it can give at most."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import tantivy

from domain.query import Span
from indexer.engines import columns
from indexer.engines.embedded.view import View
from indexer.engines.querying.patterns import too_many_words

Occur = tantivy.Occur
Q = tantivy.Query
FieldType = tantivy.FieldType
MOST_EXPANSIONS = 20_000
"""Words that a wildcard outside a proximity may stand for."""
PER_POSTING = 25e-6
_PER_POSITION = 60e-6
_PER_NUMBER = 1e-3


class Built(NamedTuple):
    """``hits`` is an upper bound; ``cost`` is in milliseconds."""

    query: tantivy.Query
    hits: int
    cost: float


NOTHING = Built(Q.empty_query(), 0, 0.0)


def term(view: View, field: str, value: str, *, scored: bool = False) -> Built:
    """Records that have a term."""
    hits = view.frequency(field, value)
    query = Q.term_query(view.schema, field, value, "freq" if scored else "basic")
    return Built(query if scored else Q.const_score_query(query, 0.0), hits, hits * PER_POSTING)


def any_term(view: View, field: str, values: Sequence[str]) -> Built:
    """Records that have one of the terms, without scores."""
    if not values:
        return NOTHING
    if len(values) == 1:
        return term(view, field, values[0])
    few = len(values) <= 200
    hits = sum(view.frequency(field, value) for value in values) if few else view.searcher.num_docs
    query = Q.const_score_query(Q.term_set_query(view.schema, field, list(values)), 0.0)
    return Built(query, min(hits, view.searcher.num_docs), hits * PER_POSTING + len(values) * 1e-3)


def numbered(view: View, numbers: Sequence[int]) -> Built:
    """Records by their numbers in the store, without scores."""
    query = Q.const_score_query(Q.term_set_query(view.schema, columns.NUM, list(numbers)), 0.0)
    return Built(query, len(numbers), len(numbers) * _PER_NUMBER)


def phrase(view: View, field: str, places: list[tuple[int, str]], slop: int = 0) -> Built:
    """Records that have the terms at these offsets of one another."""
    frequencies = [view.frequency(field, value) for _, value in places]
    if not all(frequencies):
        return NOTHING
    cost = sum(frequencies) * PER_POSTING + min(frequencies) * len(places) * _PER_POSITION
    return Built(Q.phrase_query(view.schema, field, list(places), slop), min(frequencies), cost)


def regex_phrase(view: View, field: str, places: list[tuple[int, str]], hits: int, slop: int = 0) -> Built:
    """Records that have words matching the expressions at these offsets; ``hits`` bounds the rarest place."""
    cost = 0.5 * len(places) + hits * len(places) * _PER_POSITION * 2
    return Built(Q.regex_phrase_query(view.schema, field, list(places), slop), hits, cost)


def union(parts: Iterable[Built]) -> Built:
    """Records of any part."""
    given = [one for one in parts if one.hits]
    if not given:
        return NOTHING
    if len(given) == 1:
        return given[0]
    query = Q.boolean_query([(Occur.Should, one.query) for one in given])
    return Built(query, sum(one.hits for one in given), sum(one.cost for one in given))


def both(parts: Sequence[Built]) -> Built:
    """Records of all parts."""
    if len(parts) == 1:
        return parts[0]
    query = Q.boolean_query([(Occur.Must, one.query) for one in parts])
    hits = min(one.hits for one in parts)
    return Built(query, hits, sum(one.cost for one in parts))


def without(view: View, parts: Sequence[Built], excluded: Sequence[Built]) -> Built:
    """Records of all ``parts`` and none of the ``excluded``."""
    base = parts or [Built(Q.const_score_query(Q.all_query(), 0.0), view.searcher.num_docs, 0.0)]
    clauses = [(Occur.Must, one.query) for one in base] + [(Occur.MustNot, one.query) for one in excluded]
    cost = sum(one.cost for one in (*base, *excluded))
    return Built(Q.boolean_query(clauses), min(one.hits for one in base), cost + (0 if parts else _all_cost(view)))


def everything(view: View) -> Built:
    """Every record."""
    return Built(Q.all_query(), view.searcher.num_docs, _all_cost(view))


def boosted(part: Built, weight: float) -> Built:
    """The same records, with scores multiplied."""
    return part if weight == 1.0 else part._replace(query=Q.boost_query(part.query, weight))


def unscored(part: Built) -> Built:
    """The same records, without scores."""
    return part._replace(query=Q.const_score_query(part.query, 0.0))


def expansions(view: View, field: str, prefix: str, limit: int, span: Span) -> list[tuple[str, int]]:
    """Return the words that begin with ``prefix`` and their frequencies. Raises ``WildcardTooWide`` above ``limit``."""
    found = view.searcher.terms_with_prefix(field, prefix, limit=limit + 1)
    if len(found) > limit:
        raise too_many_words(limit, span)
    return found


def escaped(text: str) -> str:
    """Return an expression that matches ``text`` alone."""
    return "".join(char if char.isalnum() or ord(char) > 127 else "\\" + char for char in text)


def _all_cost(view: View) -> float:
    return view.searcher.num_docs * 5e-6
