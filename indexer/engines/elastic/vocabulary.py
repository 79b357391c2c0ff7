"""The words of a column that have a shape: the server itself writes them out when it rewrites the query.

Invariant: at most ``limit`` words come back over all shards; one more is an error, as in the embedded engine.
"""

import re

from domain.query import Span
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import EXPENSIVE, guarded, shards_away, wildcards_refused
from indexer.engines.elastic.shapes import shape
from indexer.engines.querying.patterns import expression, too_many_words


@guarded
def words_like(cluster: Cluster, column: str, start: str, rest: str, limit: int, span: Span) -> list[str]:
    """Return the words of one shape, sorted. Raises ``WildcardTooWide`` above ``limit``."""
    query = shape(column, start, rest)
    ((kind, about),) = query.items()
    rewritten = {kind: {column: {**about[column], "rewrite": f"top_terms_{limit + 1}"}}}
    answer = cluster.searching.indices.validate_query(
        index=cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, query=rewritten, explain=True,
        rewrite=True, all_shards=True,
    )  # fmt: skip
    told = " ".join(str(one.get("error", "")) for one in answer.get("explanations", []))
    if EXPENSIVE in told:
        raise wildcards_refused()
    if answer["_shards"]["failed"]:
        raise shards_away()
    wanted = re.compile(expression(start, rest), re.DOTALL)
    found: set[str] = set()
    for one in answer.get("explanations", []):
        terms = re.findall(rf"(?:^|[\s(+]){re.escape(column)}:([^\s()^]+)", one.get("explanation", ""))
        found.update(term for term in terms if wanted.fullmatch(term))
    if len(found) > limit:
        raise too_many_words(limit, span)
    return sorted(found)
