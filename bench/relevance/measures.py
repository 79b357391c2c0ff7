"""Measures of a ranking, and plain BM25 to compare with: an OR of a query's distinct terms over one field."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from domain import analysis
from domain.engine import Paragraph
from search_api.similar.telling import language_of

K1, B = 1.2, 0.75
Ranking = Sequence[str]
Scores = npt.NDArray[np.float32]


def recall(ranking: Ranking, relevant: Set[str], depth: int) -> float:
    """Return the share of the relevant among the first.

    >>> recall(["a", "b", "c"], {"b", "z"}, 2)
    0.5
    """
    return len(relevant & set(ranking[:depth])) / len(relevant)


def ndcg(ranking: Ranking, relevant: Set[str], depth: int = 10) -> float:
    """Return the binary discounted gain; the ideal has all relevant, at most ``depth``, first.

    >>> round(ndcg(["x", "a"], {"a"}), 3), ndcg(["a"], {"a"})
    (0.631, 1.0)
    """
    gained = sum(1 / math.log2(place + 2) for place, one in enumerate(ranking[:depth]) if one in relevant)
    return gained / sum(1 / math.log2(place + 2) for place in range(min(depth, len(relevant))))


def figures(rankings: Mapping[str, Ranking], relevant: Mapping[str, Set[str]]) -> dict[str, float]:
    """Return the means over the queries that have relevant records."""
    asked = [(rankings[query], links) for query, links in relevant.items() if query in rankings]
    if not asked:
        return {"r10": 0.0, "r100": 0.0, "ndcg10": 0.0}
    return {
        "r10": round(sum(recall(ranking, links, 10) for ranking, links in asked) / len(asked), 4),
        "r100": round(sum(recall(ranking, links, 100) for ranking, links in asked) / len(asked), 4),
        "ndcg10": round(sum(ndcg(ranking, links) for ranking, links in asked) / len(asked), 4),
    }


class Bm25:
    """One field of analysed texts."""

    def __init__(self, ids: Sequence[str], texts: Iterable[str]) -> None:
        self.ids = list(ids)
        self._terms: dict[str, int] = {}
        columns: list[int] = []
        values: list[int] = []
        starts = [0]
        for text in texts:
            counted: dict[int, int] = {}
            for term in analysed(text):
                at = self._terms.setdefault(term, len(self._terms))
                counted[at] = counted.get(at, 0) + 1
            columns += counted.keys()
            values += counted.values()
            starts.append(len(columns))
        counts = np.array(values, np.float32)
        places = np.array(columns, np.int32)
        lengths = np.add.reduceat(counts, starts[:-1]) if len(counts) else np.zeros(len(self.ids), np.float32)
        lengths[np.diff(starts) == 0] = 0
        held = np.bincount(places, minlength=len(self._terms))
        rarity = np.log(1 + (len(self.ids) - held + 0.5) / (held + 0.5)).astype(np.float32)
        norm = K1 * (1 - B + B * np.repeat(lengths / lengths.mean(), np.diff(starts)))
        weights = counts * (K1 + 1) / (counts + norm) * rarity[places]
        shape = (len(self.ids), len(self._terms))
        self._matrix = sparse.csr_matrix((weights.astype(np.float32), places, np.array(starts)), shape=shape).tocsc()

    def scores(self, text: str) -> Scores:
        """Return the score of every text."""
        places = sorted({at for term in analysed(text) if (at := self._terms.get(term)) is not None})
        found = np.zeros(len(self.ids), np.float32)
        starts, rows, values = self._matrix.indptr, self._matrix.indices, self._matrix.data
        for at in places:
            column = slice(starts[at], starts[at + 1])
            found[rows[column]] += values[column]
        return found

    def ranking(self, scores: Scores, size: int) -> list[str]:
        """Return the ids of the best; those at minus infinity are left out."""
        some = np.argpartition(-scores, min(size, len(scores) - 1))[: size + 1]
        best = some[np.lexsort((some, -scores[some]))][:size]
        return [self.ids[at] for at in best if scores[at] > -np.inf]


def analysed(text: str) -> list[str]:
    """Return the analysed terms of a text: stems of English, bigrams of Chinese."""
    lang = language_of(text)
    found = analysis.analyse([Paragraph(lang, text)])
    return found.stems if lang == "en" else [*found.terms]
