"""More like these, not those: a query moved towards hits that were marked as like it, and away from others.

Rocchio's rule (in The SMART Retrieval System, 1971), with its usual weights, on the words and on the vector alike.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from domain.filings import Filing
from domain.nearness import Nearness
from indexer.embeddings import Embedder, document_text
from search_api.similar.telling import MOST, telling_terms

TOWARDS, AWAY = 0.75, 0.25
Vector = npt.NDArray[np.float32]


def moved_vector(embedder: Embedder, vector: Vector, more: Sequence[Filing], less: Sequence[Filing]) -> Vector:
    """Return the unit vector of the query after the marks."""
    found = vector.astype(np.float32)
    for filings, weight in ((more, TOWARDS), (less, -AWAY)):
        if filings:
            found = found + weight * embedder.encode([document_text(one) for one in filings]).mean(axis=0)
    length = float(np.linalg.norm(found))
    return (found / length).astype(np.float32) if length else vector


def moved_terms(
    searcher: Nearness, terms: Mapping[str, float], records: int, more: Sequence[Filing], less: Sequence[Filing]
) -> Mapping[str, float]:
    """Return the telling terms of the query after the marks, the most telling with the weight 1."""
    sums: dict[str, float] = defaultdict(float, terms)
    for filings, weight in ((more, TOWARDS), (less, -AWAY)):
        for one in filings:
            for term, share in telling_terms(searcher, document_text(one), records).items():
                sums[term] += weight * share / len(filings)
    best = sorted(((term, sum) for term, sum in sums.items() if sum > 0), key=lambda one: (-one[1], one[0]))[:MOST]
    largest = best[0][1] if best else 1.0
    return {term: sum / largest for term, sum in best}
