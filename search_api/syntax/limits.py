"""How large a query may be, looked at before anything is read.

Invariants: one pass over the text. A canonical text may be longer and deeper than the query it comes from, since it
names each field and brackets each group, and it must still be readable: a text above the limits is read only if it can
be canonical, and accepted only if it is.
"""

from dataclasses import dataclass

from search_api.syntax import faults
from search_api.syntax.scanner import fold

_CANONICAL_LENGTH = 6
_CANONICAL_DEPTH = 6
_CANONICAL_TERMS = 6


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one query."""

    characters: int = 16_000
    terms: int = 1_000
    depth: int = 20


DEFAULT = Limits()


def check_size(text: str, limits: Limits) -> faults.Fault | None:
    """Return the fault of a text above the limits that may be canonical; raise it for any other."""
    fault: faults.Fault | None = None
    if len(text) > limits.characters:
        fault = faults.too_long(limits.characters, len(text))
        if not _may_be_canonical(text, limits):
            raise fault
    deep = _too_deep_at(text, limits.depth)
    if deep is not None and fault is None:
        fault = faults.too_deep(limits.depth, (deep, deep + 1))
        if not _may_be_canonical(text, limits):
            raise fault
    if fault is not None and _too_deep_at(text, deepest_tree(limits)) is not None:
        raise fault
    return fault


def deepest_tree(limits: Limits) -> int:
    """Return how deep a tree may be, chains of different operators included, for its canonical text to be read."""
    return limits.depth * _CANONICAL_DEPTH


def check_terms(count: int, span: faults.Span, limits: Limits) -> faults.Fault | None:
    """Return the fault of too many terms for a query that may be canonical; raise it for any other."""
    if count <= limits.terms:
        return None
    fault = faults.too_many_terms(limits.terms, span)
    if count > limits.terms * _CANONICAL_TERMS:
        raise fault
    return fault


def _may_be_canonical(text: str, limits: Limits) -> bool:
    return (
        len(text) <= limits.characters * _CANONICAL_LENGTH and text[0] == "(" and text[-1] == ")" and "()" not in text
    )


def _too_deep_at(text: str, limit: int) -> int | None:
    """Return where the brackets outside quotations become deeper than the limit."""
    depth, quoted, skipped = 0, False, False
    for at, char in enumerate(fold(text)):
        if skipped:
            skipped = False
        elif char == '"':
            quoted = not quoted
        elif quoted:
            skipped = char == "\\"
        elif char == "(":
            depth += 1
            if depth > limit:
                return at
        elif char == ")":
            depth -= 1
    return None
