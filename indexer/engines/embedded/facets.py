"""Facets over all hits, each without its own filter: one pass, and one more for each active filter.

The pass that counts with every filter counts the hits too, so that nothing else has to go through them.
"""

from domain.engine import Facet
from domain.query import SearchRequest
from indexer.engines import aggregations, columns
from indexer.engines.embedded import ordering
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.view import View
from indexer.engines.querying.requests import facet_field
from indexer.engines.querying.translate import Translator

_ALL = {"value_count": {"field": columns.NUM}}


def facets(
    view: View, translator: Translator[Built], part: Built, request: SearchRequest
) -> tuple[tuple[Facet, ...], int]:
    """Count the facets asked for, in their order, and all hits. Raises ``ParameterError`` for a field without facet."""
    filtered = {one.field for one in request.filters}
    found: dict[str, Facet] = {}
    total: int | None = None
    plain = [one for one in request.facets if one.field not in filtered]
    for asked in [plain, *([one] for one in request.facets if one.field in filtered)]:
        if not asked:
            continue
        base = part if asked is plain else translator.request(request, without=asked[0].field)
        wanted = {
            str(at): aggregations.facet_aggregation(columns.facet_column(facet_field(one.field)), one.size)
            for at, one in enumerate(asked)
        }
        if asked is plain:
            wanted["total"] = _ALL
        answer = view.searcher.aggregate(base.query, wanted)
        if asked is plain:
            total = int(answer["total"]["value"])
        for at, one in enumerate(asked):
            found[one.field] = aggregations.read_facet(one.field, one.size, answer[str(at)])
    return tuple(found[one.field] for one in request.facets), ordering.count(
        view, part.query
    ) if total is None else total
