"""What tantivy's index and the record store can look up at one commit; see ``querying/lookup.py``.

Invariants (each checked against brute force): for k different words in any order, ``slop = gap - k`` between
positions that stand ``gap`` apart gives exactly those in one sentence or paragraph; for two different words NEAR/n is
the slop ``n`` in both orders.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations

from domain.analysis import PARAGRAPH_GAP, SENTENCE_GAP
from domain.classification import sort_key, symbol_range
from domain.engine import ClassTitle
from domain.filings import Filing
from domain.query import Listed, Similar, Span
from indexer.engines import columns, lists
from indexer.engines.embedded import built, likeness
from indexer.engines.embedded.built import Built, Occur, Q
from indexer.engines.embedded.reading import filings_by_id, filings_of, ids_of_keys, numbers_of
from indexer.engines.embedded.titles import children_of, titled_children
from indexer.engines.embedded.view import View
from indexer.engines.querying.patterns import Pattern, Place, expression, too_many_words

_UNITS = {"sentence": SENTENCE_GAP, "paragraph": PARAGRAPH_GAP, "claim": PARAGRAPH_GAP}
_LAST = 99_999_999
_MOST_KNOWN = 200_000
_PER_CANDIDATE = 2.0
_STEP = 200


class EmbeddedLookup:
    """Looks up in one view; ``dry`` only estimates, and reads no text."""

    def __init__(self, view: View, *, dry: bool = False) -> None:
        self._view = view
        self._dry = dry
        self.estimated = False
        """Whether something was only estimated that reading texts would decide."""

    @property
    def languages(self) -> Sequence[str]:
        return self._view.languages

    def nothing(self) -> Built:
        return built.NOTHING

    def everything(self) -> Built:
        return built.everything(self._view)

    def union(self, parts: Iterable[Built]) -> Built:
        return built.union(parts)

    def both(self, parts: Sequence[Built]) -> Built:
        return built.both(parts)

    def without(self, parts: Sequence[Built], excluded: Sequence[Built]) -> Built:
        return built.without(self._view, parts, excluded)

    def boosted(self, part: Built, weight: float) -> Built:
        return built.boosted(part, weight)

    def unscored(self, part: Built) -> Built:
        return built.unscored(part)

    def term(self, column: str, value: str, *, scored: bool = False) -> Built:
        return built.term(self._view, column, value, scored=scored)

    def any_term(self, column: str, values: Sequence[str]) -> Built:
        return built.any_term(self._view, column, values)

    def any_number(self, column: str, values: Sequence[int]) -> Built:
        query = Q.const_score_query(Q.term_set_query(self._view.schema, column, list(values)), 0.0)
        return Built(query, sum(self._view.searcher.doc_freq(column, one) for one in values), 0.1)

    def between(self, column: str, low: int | None, high: int | None) -> Built:
        count = self._view.searcher.num_docs
        query = Q.range_query(
            self._view.schema,
            column,
            built.FieldType.Integer,
            0 if low is None else low,
            _LAST if high is None else high,
        )
        return Built(Q.const_score_query(query, 0.0), count, count * 3e-6)

    def folded(self, field: str, value: str, span: Span) -> Built:
        return self._folded(field + columns.FOLDED, value + "\0", span)

    def folded_like(self, field: str, start: str, rest: str, span: Span) -> Built:
        name = field + columns.FOLDED
        if not rest.strip("*"):
            return self._folded(name, start, span)
        return self.value_like(name, start, rest + "\0*", span)

    def value_like(self, column: str, start: str, rest: str, span: Span) -> Built:
        return self.any_term(column, self.words_like(column, start, rest, built.MOST_EXPANSIONS, span))

    def _folded(self, name: str, start: str, span: Span) -> Built:
        known = built.expansions(self._view, name, start, built.MOST_EXPANSIONS, span)
        return self.any_term(name, [word for word, _ in known])

    def symbols(
        self, field: str, scheme: str, ends: tuple[str | None, str | None], inclusive: tuple[bool, bool]
    ) -> Built:
        first, last = ends
        low = symbol_range(scheme, first, first)[0] if first else ""
        high = symbol_range(scheme, last, last)[1] if last else "\uffff"
        shared = _shared(first or "", last or "") if scheme in ("ipc", "cpc") else ""
        left_out = {end for end, kept in zip(ends, inclusive, strict=True) if not kept}
        found = []
        for term, _ in self._view.searcher.terms_with_prefix(field, shared):
            key = "" if term.startswith(columns.UNDER) else sort_key(scheme, term)
            if key and low <= key <= high and term not in left_out:
                found.append(term)
        return self.any_term(field, found)

    def phrase(self, column: str, terms: Sequence[str]) -> Built:
        return built.phrase(self._view, column, list(enumerate(terms)))

    def beginning(self, column: str, before: Sequence[str], start: str, rest: str, span: Span) -> Built:
        view = self._view
        known = built.expansions(view, column, start, built.MOST_EXPANSIONS, span)
        if not known:
            return built.NOTHING
        hits = min(sum(count for _, count in known), view.searcher.num_docs)
        shape = built.escaped(start) + expression("", rest)
        if before:
            places = [(at, built.escaped(term)) for at, term in enumerate(before)]
            return built.regex_phrase(view, column, [*places, (len(before), shape)], hits)
        query = Q.regex_query(view.schema, column, shape)
        cost = 0.3 + len(known) * 1e-3 + sum(count for _, count in known) * built.PER_POSTING
        return Built(query, hits, cost)

    def words_like(self, column: str, start: str, rest: str, limit: int, span: Span) -> list[str]:
        if not rest.strip("*"):
            return sorted(word for word, _ in built.expansions(self._view, column, start, limit, span))
        shape = re.compile(expression(start, rest), re.DOTALL)
        wide = built.expansions(self._view, column, start, _MOST_KNOWN, span)
        found = sorted(word for word, _ in wide if shape.fullmatch(word))
        if len(found) > limit:
            raise too_many_words(limit, span)
        return found

    def in_one(self, column: str, places: Sequence[Place], unit: str, gap: int) -> Built:
        width = _UNITS.get(unit, gap + len(places))
        orders = permutations(places)
        return built.union(self._placed(column, list(enumerate(order)), width - len(places)) for order in orders)

    def pattern(self, column: str, pattern: Pattern) -> Built:
        if len(pattern) == 1:
            terms = pattern[0][1].terms
            return self.term(column, terms[0], scored=True) if len(terms) == 1 else self.any_term(column, terms)
        return self._placed(column, list(pattern), 0)

    def _placed(self, column: str, places: list[tuple[int, Place]], slop: int) -> Built:
        if all(len(place.terms) == 1 for _, place in places):
            return built.phrase(self._view, column, [(at, place.terms[0]) for at, place in places], slop)
        frequency = self._view.frequency
        frequencies = [sum(frequency(column, term) for term in place.terms) for _, place in places]
        if not all(frequencies):
            return built.NOTHING
        shaped = [(at, "|".join(built.escaped(term) for term in place.terms)) for at, place in places]
        return built.regex_phrase(self._view, column, [(at, f"({one})") for at, one in shaped], min(frequencies), slop)

    def verified(self, candidates: Built, holds: Callable[[Filing], bool], most: int) -> Built | None:
        cost = candidates.cost + min(candidates.hits, most) * _PER_CANDIDATE
        self.estimated = self.estimated or self._dry
        if self._dry or not candidates.hits:
            return candidates._replace(cost=cost)
        searcher, connection = self._view.searcher, self._view.connection
        found = searcher.search(candidates.query, most + 1, False)
        if len(found.hits) > most:
            return None
        values = searcher.fast_field_values(columns.NUM, [address for _, address in found.hits])
        numbers = [int(one) for one in values if one is not None]
        kept = [
            num
            for start in range(0, len(numbers), _STEP)
            for num, filing in filings_of(connection, numbers[start : start + _STEP]).items()
            if holds(filing)
        ]
        if not kept:
            return built.NOTHING
        chosen = built.numbered(self._view, kept).query
        query = Q.boolean_query([(Occur.Must, candidates.query), (Occur.Must, chosen)])
        return Built(query, len(kept), cost)

    def similar(self, node: Similar) -> Built:
        self.estimated = self.estimated or self._dry
        return likeness.similar(self._view, node, dry=self._dry)

    def listed(self, node: Listed) -> Built:
        ids = lists.ids_of(self._view.store_path.parent, node)
        return built.numbered(self._view, numbers_of(self._view.connection, ids)) if ids else built.NOTHING

    def ids_of(self, keys: Sequence[str]) -> list[str]:
        return ids_of_keys(self._view.connection, keys)

    def filings(self, ids: Sequence[str]) -> dict[str, Filing]:
        return filings_by_id(self._view.connection, ids)

    def children(self, scheme: str, symbol: str) -> list[str]:
        return children_of(self._view.connection, scheme, symbol)

    def titled(self, scheme: str) -> list[ClassTitle]:
        return titled_children(self._view.connection, scheme, "")


def _shared(low: str, high: str) -> str:
    """Return the letters, up to the subclass, that two patent symbols begin with."""
    length = 0
    while length < min(len(low), len(high), 4) and low[length] == high[length]:
        length += 1
    return low[:length]
