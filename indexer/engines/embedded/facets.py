"""Facets over all hits, each without its own filter: one pass, and one more for each active filter."""

from domain.engine import Facet
from domain.query import SearchRequest
from indexer.engines import aggregations, columns
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.view import View
from indexer.engines.querying.requests import facet_field
from indexer.engines.querying.translate import Translator


def facets(view: View, translator: Translator[Built], part: Built, request: SearchRequest) -> tuple[Facet, ...]:
    """Count the facets asked for, in their order. Raises ``ParameterError`` for a field without facet."""
    if not request.facets:
        return ()
    filtered = {one.field for one in request.filters}
    found: dict[str, Facet] = {}
    plain = [one for one in request.facets if one.field not in filtered]
    for asked in [plain, *([one] for one in request.facets if one.field in filtered)]:
        if not asked:
            continue
        base = part if asked is plain else translator.request(request, without=asked[0].field)
        wanted = {
            str(at): aggregations.facet_aggregation(columns.facet_column(facet_field(one.field)), one.size)
            for at, one in enumerate(asked)
        }
        answer = view.searcher.aggregate(base.query, wanted)
        for at, one in enumerate(asked):
            found[one.field] = aggregations.read_facet(one.field, one.size, answer[str(at)])
    return tuple(found[one.field] for one in request.facets)
