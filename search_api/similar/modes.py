"""``mode=semantic`` and ``mode=hybrid`` of a search: its words are the text compared, its conditions the scope.

Invariants: words that a query only allows (inside OR) or forbids stay conditions; at most ``WINDOW`` records are ranked,
and the total says so.
"""

from dataclasses import replace
from typing import Literal

from domain.engine import Hit, Searcher, SearchResult
from domain.errors import ParameterError
from domain.nearness import Nearness
from domain.query import All, And, Phrase, Query, SearchRequest, Terms
from domain.text import Wording
from search_api.similar.neighbours import Asked, neighbours, places_in_lists, ranker

Mode = Literal["semantic", "hybrid"]
WINDOW = 1_000
_COMPARED = ("text", "title", "abstract", "claims", "description")


def search_by_meaning(searcher: Searcher, request: SearchRequest, mode: Mode) -> SearchResult:
    """Answer a search in order of nearness. Raises ``ParameterError``."""
    able, embedder = ranker(searcher)
    if request.sort.field != "relevance" or request.group != "none":
        raise ParameterError(
            "mode",
            "按语义检索只能按相关度排序，不能分组。",
            "A search by meaning is sorted by relevance and not grouped.",
        )
    text, condition = parted(request.query)
    if not text:
        raise ParameterError(
            "mode", "检索式里没有可比较的词。", "The query has no words to compare.",
            hint=Wording("请写几个词，或用 mode=words。", "Write some words, or use mode=words."),
        )  # fmt: skip
    if request.page * request.size > WINDOW:
        raise ParameterError(
            "page",
            f"按语义检索最多翻到第 {WINDOW} 条。",
            f"A search by meaning ends at hit {WINDOW}.",
            code="window-exceeded",
        )
    scope = replace(request, query=condition, page=1, facets=(), cursor=None, highlight=False)
    if mode == "semantic":
        vector = embedder.encode([text])[0].tolist()
        ranking = [(one.id, one.score) for one in able.nearest(vector, scope, WINDOW)] if any(vector) else []
        places = {"vector": {id: at for at, (id, _) in enumerate(ranking, 1)}}
    else:
        found = neighbours(able, embedder, Asked(text, scope, citations=False)).ranking
        ranking = [(one.id, one.score) for one in found]
        places = places_in_lists(found)
    start = (request.page - 1) * request.size
    shown = ranking[start : start + request.size]
    filings = able.records([id for id, _ in shown])
    hits = tuple(
        Hit(
            id,
            filings[id].right,
            score,
            filings[id],
            lists=tuple((name, at[id]) for name, at in places.items() if id in at),
        )
        for id, score in shown
        if id in filings
    )
    facets = able.search(replace(scope, size=1, facets=request.facets)).facets if request.facets else ()
    cut = mode == "hybrid" or len(ranking) >= WINDOW
    return SearchResult(len(ranking), hits, facets, None, None, "gte" if cut else "eq")


def can_compare(searcher: Searcher, query: Query) -> bool:
    """Tell whether a search may be ordered by meaning: it has words, and the index has vectors."""
    return isinstance(searcher, Nearness) and searcher.embedding() is not None and bool(parted(query)[0])


def parted(query: Query) -> tuple[str, Query]:
    """Return the words that a query asks for, and its other conditions."""
    operands = query.operands if isinstance(query, And) else (query,)
    words = [one for one in operands if isinstance(one, Terms | Phrase) and one.field in _COMPARED]
    rest = tuple(one for one in operands if one not in words)
    condition: Query = All() if not rest else rest[0] if len(rest) == 1 else And(rest)
    return " ".join(one.text for one in words), condition
