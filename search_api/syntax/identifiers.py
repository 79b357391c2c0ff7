"""Numbers of rights in a query: which readings a field can use, and the node that they give."""

from collections.abc import Sequence

from domain.numbers import Reading, readings
from domain.query import Number
from search_api.syntax import faults

_TYPES: dict[str, tuple[str, ...]] = {
    "publication": ("publication",),
    "application": ("application", "international"),
    "priority": ("application", "priority"),
    "cited": ("publication",),
}
"""Which types of number a field holds; a field that is not here takes every reading."""


def keys_of(found: Sequence[Reading]) -> tuple[str, ...]:
    """Return the keys of the readings, each once."""
    return tuple(dict.fromkeys(one.key for one in found))


def publication_keys(found: Sequence[Reading]) -> tuple[str, ...]:
    """Return the keys by which publications are cited: without kind."""
    cited = [one for one in found if one.type == "publication"]
    return tuple(dict.fromkeys(f"{one.office}-{one.number}" for one in cited))


def number_node(field: str, text: str, span: faults.Span, as_text: faults.Edit, any_number: faults.Edit) -> Number:
    """Return the node of a number in a field, with every reading that the field can have.

    The edits search for the text instead, and for a number of any kind.
    """
    found = readings(text)
    if not found:
        raise faults.bad_number(span, as_text)
    types = _TYPES.get(field)
    fitting = [one for one in found if types is None or one.type in types]
    if not fitting:
        raise faults.misused(
            span,
            "这是另一种号码，这个字段里没有。",
            "This is a number of another kind than the field holds.",
            any_number,
        )
    keys = publication_keys(fitting) if field == "cited" else keys_of(fitting)
    return Number(field, text, keys, span)
