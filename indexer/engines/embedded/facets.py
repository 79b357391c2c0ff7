"""Facets over all hits, each without its own filter: one pass, and one more for each active filter.

Where the page did not count the hits, the pass that counts with every filter does, so that nothing else has to go
through them.
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
    view: View, translator: Translator[Built], part: Built, request: SearchRequest, total: int | None = None
) -> tuple[tuple[Facet, ...], int]:
    """Count the facets asked for, in their order, and all hits where no ``total`` is given. Raises ``ParameterError``."""
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
        if asked is plain and total is None:
            wanted["total"] = _ALL
        answer = view.searcher.aggregate(base.query, wanted)
        if "total" in wanted:
            total = int(answer["total"]["value"])
        for at, one in enumerate(asked):
            found[one.field] = aggregations.read_facet(one.field, one.size, answer[str(at)])
    total = ordering.count(view, part.query) if total is None else total
    return tuple(found[one.field] for one in request.facets), total
