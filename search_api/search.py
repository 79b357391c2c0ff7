"""The answer to a search: the query as it was read, what was found, and what has to be said beside it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.engine import Searcher, SearchResult
from domain.errors import QueryTooCostly
from domain.filings import PartialDate
from domain.query import SearchRequest
from search_api.notices import Notice
from search_api.params import Asked, Mode
from search_api.settings import Budgets
from search_api.similar.modes import search_by_meaning


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives; ``took_ms`` is the engine's time and our own, without the transport."""

    asked: Asked
    result: SearchResult
    notices: tuple[Notice, ...]
    took_ms: float
    data_date: PartialDate | None


def search(searcher: Searcher, asked: Asked, budgets: Budgets, spend: Callable[[float], None] | None = None) -> Answer:
    """Answer a search; raises ``QueryTooCostly`` before it runs one that would take too long.

    ``spend`` is told the estimated milliseconds before it runs, and may refuse.
    """
    started = time.perf_counter()
    cost = refuse_if_costly(searcher, asked, budgets)
    if spend is not None:
        spend(cost)
    result = _found(searcher, asked.request, asked.mode)
    state = searcher.state()
    took = (time.perf_counter() - started) * 1000
    return Answer(asked, result, asked.reading.notices, round(took, 1), state.data_date)


def _found(searcher: Searcher, request: SearchRequest, mode: Mode) -> SearchResult:
    """Ask the engine; where no hits are wanted, for one that is left out, since a page has at least one."""
    if request.size:
        return _ranked(searcher, request, mode)
    counted = _ranked(searcher, replace(request, size=1, page=1, cursor=None, highlight=False), mode)
    return replace(counted, hits=(), next=None)


def _ranked(searcher: Searcher, request: SearchRequest, mode: Mode) -> SearchResult:
    return searcher.search(request) if mode == "words" else search_by_meaning(searcher, request, mode)


def refuse_if_costly(searcher: Searcher, asked: Asked, budgets: Budgets) -> float:
    """Return the estimated milliseconds of a search; raises ``QueryTooCostly`` above the budget."""
    cost = searcher.cost(asked.request)
    if cost > budgets.cost_ms:
        seconds = max(1, round(cost / 1000))
        raise QueryTooCostly(
            f"这个检索式估计要 {seconds} 秒，超过上限。请加上一个更少见的词，缩小邻近范围，或去掉宽泛的截词。",
            f"This query would take about {seconds} seconds, more than is allowed. Add a rarer word, narrow the proximity,"
            " or drop a wide wildcard.",
            span=(0, len(asked.reading.text)),
        )
    return cost
