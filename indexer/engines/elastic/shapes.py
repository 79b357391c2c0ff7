"""Words of a shape as a query: what a person wrote is escaped, but for the two signs of our language."""

from typing import Any

from domain import analysis


def shape(column: str, start: str, rest: str) -> dict[str, Any]:
    """Return the query of terms that begin with ``start`` and go on as ``rest`` says, its own signs escaped."""
    if not rest.strip("*"):
        return {"prefix": {column: {"value": start}}}
    return {"wildcard": {column: {"value": _escaped(start) + folded_rest(rest)}}}


def folded_rest(rest: str) -> str:
    """Return the part of a wildcard that has signs, its letters folded as terms are.

    >>> folded_rest("?R*y")
    '?r*y'
    """
    found, letters = "", ""
    for char in rest + "\0":
        if char in "*?\0":
            found += (_escaped(analysis.fold(letters)) if letters else "") + char.strip("\0")
            letters = ""
        else:
            letters += char
    return found


def _escaped(text: str) -> str:
    return "".join("\\" + char if char in "*?\\" else char for char in text)
