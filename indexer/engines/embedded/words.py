"""Words, phrases and wildcards in the fields that are analysed.

Invariants: a single word searches its stems in every language loaded; a phrase, a wildcard and a CJK run search the
words as written; a union of fields is searched member by member, each with its weight.
"""

from collections.abc import Callable

from domain import analysis
from domain.fields import Field, members_of
from domain.query import Phrase, Prefix, Span, Terms, Wildcard
from indexer.engines.embedded import built, patterns, schema
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.view import View


def in_members(field: Field, build: Callable[[Field], Built]) -> Built:
    """Join what each member of a union gives, by weight."""
    return built.union(built.boosted(build(one), one.weight) for one in members_of(field))


def terms(view: View, field: Field, node: Terms) -> Built:
    """A bare word: its stems; a run of several terms is a phrase."""
    found = analysis.query_terms(node.text)
    if len(found) == 1 and not found[0].prefix and not analysis.is_cjk(found[0].term[0]):
        return in_members(field, lambda one: _stemmed(view, one, node.text, found[0].term))
    return in_members(field, lambda one: _sequence(view, one, node.text, node.span))


def phrase(view: View, field: Field, node: Phrase) -> Built:
    """Words as written, one after the other."""
    return in_members(field, lambda one: _sequence(view, one, node.text, node.span))


def prefix(view: View, field: Field, node: Prefix) -> Built:
    """Words that begin so."""
    return in_members(field, lambda one: _wildcard(view, one, node.text, "*", node.span))


def wildcard(view: View, field: Field, node: Wildcard) -> Built:
    """Words of this shape."""
    cut = next((at for at, char in enumerate(node.pattern) if char in "*?"), len(node.pattern))
    return in_members(field, lambda one: _wildcard(view, one, node.pattern[:cut], node.pattern[cut:], node.span))


def _stemmed(view: View, field: Field, text: str, term: str) -> Built:
    if field.kind == "name":
        return built.term(view, field.name, term, scored=True)
    stems = analysis.stems_of(term, view.languages)
    return built.union(built.term(view, field.name + schema.STEMS, stem, scored=True) for stem in stems)


def _sequence(view: View, field: Field, text: str, span: Span) -> Built:
    """Return the records that hold the terms of ``text`` in order; a last single character begins any term."""
    found = analysis.query_terms(text)
    if not found:
        return built.NOTHING
    last = found[-1]
    if last.prefix:
        return _beginning(view, field, [one.term for one in found[:-1]], last.term, "*", span)
    if len(found) == 1:
        return built.term(view, field.name, last.term, scored=True)
    return built.phrase(view, field.name, [(at, one.term) for at, one in enumerate(found)])


def _wildcard(view: View, field: Field, literal: str, rest: str, span: Span) -> Built:
    found = analysis.query_terms(literal)
    if not found:
        return built.NOTHING
    if analysis.is_cjk(found[-1].term[0]) and not rest.strip("*"):
        return _sequence(view, field, literal, span)
    return _beginning(view, field, [one.term for one in found[:-1]], found[-1].term, rest, span)


def _beginning(view: View, field: Field, before: list[str], start: str, rest: str, span: Span) -> Built:
    """Return the records where words of one shape follow the words ``before``."""
    known = built.expansions(view, field.name, start, built.MOST_EXPANSIONS, span)
    if not known:
        return built.NOTHING
    hits = min(sum(count for _, count in known), view.searcher.num_docs)
    shape = built.escaped(start) + patterns.expression("", rest)
    if before:
        places = [(at, built.escaped(term)) for at, term in enumerate(before)]
        return built.regex_phrase(view, field.name, [*places, (len(before), shape)], hits)
    query = built.Q.regex_query(view.schema, field.name, shape)
    cost = 0.3 + len(known) * 1e-3 + sum(count for _, count in known) * built.PER_POSTING
    return Built(query, hits, cost)
