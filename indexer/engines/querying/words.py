"""Words, phrases and wildcards in the fields that are analysed.

Invariants: a single word searches its stems in every language loaded; a phrase, a wildcard and a CJK run search the
words as written; a union of fields is searched member by member, each with its weight.
"""

from collections.abc import Callable

from domain import analysis
from domain.fields import Field, members_of
from domain.query import Phrase, Prefix, Span, Terms, Wildcard
from indexer.engines import columns
from indexer.engines.querying.lookup import B, Lookup


def in_members(lookup: Lookup[B], field: Field, build: Callable[[Field], B]) -> B:
    """Join what each member of a union gives, by weight."""
    return lookup.union(lookup.boosted(build(one), one.weight) for one in members_of(field))


def terms(lookup: Lookup[B], field: Field, node: Terms) -> B:
    """A bare word: its stems; a run of several terms is a phrase."""
    found = analysis.query_terms(node.text)
    if len(found) == 1 and not found[0].prefix and not analysis.is_cjk(found[0].term[0]):
        return in_members(lookup, field, lambda one: _stemmed(lookup, one, node.text, found[0].term))
    return in_members(lookup, field, lambda one: _sequence(lookup, one, node.text, node.span))


def phrase(lookup: Lookup[B], field: Field, node: Phrase) -> B:
    """Words as written, one after the other."""
    return in_members(lookup, field, lambda one: _sequence(lookup, one, node.text, node.span))


def prefix(lookup: Lookup[B], field: Field, node: Prefix) -> B:
    """Words that begin so."""
    return in_members(lookup, field, lambda one: _wildcard(lookup, one, node.text, "*", node.span))


def wildcard(lookup: Lookup[B], field: Field, node: Wildcard) -> B:
    """Words of this shape."""
    cut = next((at for at, char in enumerate(node.pattern) if char in "*?"), len(node.pattern))
    return in_members(
        lookup, field, lambda one: _wildcard(lookup, one, node.pattern[:cut], node.pattern[cut:], node.span)
    )


def _stemmed(lookup: Lookup[B], field: Field, text: str, term: str) -> B:
    if field.kind == "name":
        return lookup.term(field.name, term, scored=True)
    stems = analysis.stems_of(term, lookup.languages)
    return lookup.union(lookup.term(field.name + columns.STEMS, stem, scored=True) for stem in stems)


def _sequence(lookup: Lookup[B], field: Field, text: str, span: Span) -> B:
    """Return the records that hold the terms of ``text`` in order; a last single character begins any term."""
    found = analysis.query_terms(text)
    if not found:
        return lookup.nothing()
    last = found[-1]
    if last.prefix:
        return _beginning(lookup, field, [one.term for one in found[:-1]], last.term, "*", span)
    return _as_written(lookup, field, [one.term for one in found])


def _as_written(lookup: Lookup[B], field: Field, found: list[str]) -> B:
    if len(found) == 1:
        return lookup.term(field.name, found[0], scored=True)
    return lookup.phrase(field.name, found)


def _beginning(lookup: Lookup[B], field: Field, before: list[str], start: str, rest: str, span: Span) -> B:
    """Return the records that hold words and then one of a shape; the words before it give the weight."""
    found = lookup.beginning(field.name, before, start, rest, span)
    return lookup.both([lookup.unscored(found), _as_written(lookup, field, before)]) if before else found


def _wildcard(lookup: Lookup[B], field: Field, literal: str, rest: str, span: Span) -> B:
    found = analysis.query_terms(literal)
    if not found:
        return lookup.nothing()
    if analysis.is_cjk(found[-1].term[0]) and not rest.strip("*"):
        return _sequence(lookup, field, literal, span)
    return _beginning(lookup, field, [one.term for one in found[:-1]], found[-1].term, rest, span)
