"""The values of a field in order, as the index's dictionary has them."""

from collections.abc import Iterator

from domain.fields import field_named
from indexer.engines import columns
from indexer.engines.embedded.view import View

_FIRST, _GROWTH = 1_000, 8


def values(view: View, field: str) -> Iterator[str]:
    """Yield the values of a field in code-point order, more at a time the further they are read."""
    named = field_named(field)
    if named is None or named.kind not in ("name", "keyword", "identifier", "flag"):
        return
    column = named.name + columns.EXACT if named.kind == "name" else named.name
    seen, limit = 0, _FIRST
    while True:
        found = view.searcher.terms_with_prefix(column, "", limit=limit)
        yield from (term for term, _ in found[seen:])
        if len(found) < limit:
            return
        seen, limit = len(found), limit * _GROWTH
