"""A query's text to its reading: the tree, its canonical text, its sentence and what must be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.query import Query
from domain.text import Wording
from search_api.notices import Notice
from search_api.syntax import faults, told
from search_api.syntax.building import build, depth_of, is_mixed, other_reading
from search_api.syntax.canonical import render
from search_api.syntax.grammar import structure
from search_api.syntax.leaves import leaves
from search_api.syntax.limits import DEFAULT, Limits, check_size, check_terms, deepest_tree
from search_api.syntax.scanner import scan
from search_api.syntax.sentences import sentence
from search_api.syntax.structure import check_order, term_count
from search_api.syntax.tokens import Token

_SMALL = ("and", "or", "not")
_REPAIRS = 6
_LONGEST_REPAIRED = 4_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was read; ``text`` is the query as sent."""

    tree: Query
    text: str
    canonical: str
    sentence: Wording
    notices: tuple[Notice, ...] = ()


def parse(text: str, *, lang: str = "en", limits: Limits = DEFAULT) -> Reading:
    """Return the reading of a query; raises a ``QueryError`` with its span and, where there is one, a repair that works.

    ``lang`` is the interface language: of two field names equally near to an unknown one, its own is proposed.
    """
    try:
        return _read(text, lang, limits)
    except faults.Fault as fault:
        fault.error.repair = _repair(text, fault, lang, limits)
        raise fault.error from None


def _read(text: str, lang: str, limits: Limits) -> Reading:
    above = check_size(text, limits)
    try:
        reading, many = _read_any(text, lang, limits)
    except faults.Fault:
        if above is not None:
            raise above from None
        raise
    above = above or many
    if above is not None and reading.canonical != text:
        raise above
    return reading


def _read_any(text: str, lang: str, limits: Limits) -> tuple[Reading, faults.Fault | None]:
    length = len(text.rstrip())
    tokens = scan(text)
    check_order(tokens, length)
    many = check_terms(term_count(tokens), (0, length), limits)
    pieces, interpretations = leaves(tokens, text, lang)
    found = structure(pieces)
    tree = build(found, pieces)
    if depth_of(tree) > deepest_tree(limits):
        raise faults.too_deep(limits.depth, (0, length))
    canonical = render(tree)
    notices = told.notices_of(tree, canonical, interpretations)
    if is_mixed(found):
        other = other_reading(found, pieces)
        shallow = other if depth_of(other) <= deepest_tree(limits) else None
        notices = (told.and_beside_or(canonical, shallow), *notices)
    notices += _small_operators(tokens, text, lang, limits)
    return Reading(tree, text, canonical, sentence(tree), notices), many


def _small_operators(tokens: Sequence[Token], text: str, lang: str, limits: Limits) -> tuple[Notice, ...]:
    """Return the notice that and, or, not in small letters were read as words, with the other reading."""
    small = [one for at, one in enumerate(tokens) if one.kind == "WORD" and one.text in _SMALL and _free(tokens, at)]
    if not small or len(text) > _LONGEST_REPAIRED:
        return ()
    capitals = faults.apply(text, tuple(faults.Edit(one.start, one.end, one.text.upper()) for one in small))
    try:
        meant = _read(capitals, lang, limits)
    except faults.Fault:
        return ()
    return (told.small_operators(meant.tree),)


def _free(tokens: Sequence[Token], at: int) -> bool:
    return not (at and tokens[at - 1].kind in ("FIELD", "PROX"))


def _repair(text: str, fault: faults.Fault, lang: str, limits: Limits) -> str | None:
    """Return the first query, one edit after the other, that can be read."""
    if len(text) > _LONGEST_REPAIRED:
        return None
    for _ in range(_REPAIRS):
        if not fault.edits:
            return None
        text = faults.apply(text, fault.edits)
        try:
            _read(text, lang, limits)
        except faults.Fault as next_fault:
            fault = next_fault
        else:
            return text
    return None
