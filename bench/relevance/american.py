"""American grants: each query's text against all others, its own record left out and every link from or to it ignored."""

import re
import sys
import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from tqdm import tqdm

from bench.relevance import corpus, measures
from bench.relevance.links import Links, links_of, number_of, number_of_id
from bench.relevance.measures import Bm25
from domain.dates import as_number
from domain.engine import Searcher
from domain.filings import Filing
from domain.query import Filter
from indexer.embeddings.texts import document_text
from search_api.similar.fusion import Fused
from search_api.similar.neighbours import SCOPE, Asked, neighbours, ranker

Queries = Literal["title_abstract", "whole"]
_UNLIKE = 0.5
_DEPTH = 100
_LISTS = ("bm25", "vector", "hybrid", "hybrid_citations")


@dataclass(frozen=True, slots=True)
class Given:
    """What is measured: the folder with the files, and those that stand in place of the folder's own."""

    data: Path
    index: Path
    queries: Queries = "whole"
    qrels: Path | None = None
    not_family: Path | None = None
    limit: int | None = None
    """Only so many queries, evenly over the sorted numbers."""


def measure(given: Given) -> dict[str, Any]:
    """Return the figures of the public shape."""
    started = time.monotonic()
    file = given.data / "us_patents.jsonl.xz"
    engine = corpus.loaded(given.index / "us", [file])
    filings = {number_of(one): one for one in corpus.filings_of(file)}
    links = links_of(given.qrels or given.data / "qrels.tsv", filings)
    apart = links_of(given.not_family or given.data / "qrels_not_family.tsv", filings)
    asked = sorted(links)
    if given.limit and given.limit < len(asked):
        asked = [asked[at * len(asked) // given.limit] for at in range(given.limit)]
    links = {query: links[query] for query in asked}
    subsets = {
        "all": links,
        "not_family": {query: both for query in asked if (both := apart.get(query, set()) & links[query])},
        "unlike_titles": _unlike(links, filings),
    }
    plain = Bm25(list(filings), map(document_text, filings.values()))
    places = {one: at for at, one in enumerate(plain.ids)}
    filed = np.array([as_number(one.dates.filed or "9999") for one in filings.values()])
    report: dict[str, Any] = {
        "set": "us",
        "queries": given.queries,
        "n_queries": len(links),
        "n_links": sum(map(len, links.values())),
    }
    rankings: dict[str, dict[str, dict[str, list[str]]]] = {
        name: {one: {} for one in _LISTS} for name in ("subsets", "before")
    }
    searcher = engine.searcher()
    for query in tqdm(asked, file=sys.stderr, disable=not sys.stderr.isatty()):
        filing = filings[query]
        scores = plain.scores(_text(filing, given.queries))
        scores[places[query]] = -np.inf
        late = filed > as_number(filing.dates.filed or "9999")
        for name, found in rankings.items():
            before = name == "before"
            if before:
                scores[late] = -np.inf
            ranked = {"bm25": plain.ranking(scores, _DEPTH), **_ranked(searcher, filing, given.queries, before)}
            for one, ranking in ranked.items():
                found[one][query] = ranking
    searcher.close()
    engine.close()
    odd = set(asked[1::2])
    for name, found in rankings.items():
        report[name] = _figures(found, subsets)
    halves = {subset: {query: links[query] for query in links if query in odd} for subset, links in subsets.items()}
    report["odd_positions"] = {name: _figures(found, halves) for name, found in rankings.items()}
    report["seconds"] = round(time.monotonic() - started, 1)
    return report


def _figures(
    found: Mapping[str, Mapping[str, Sequence[str]]], subsets: Mapping[str, Mapping[str, Set[str]]]
) -> dict[str, dict[str, dict[str, float]]]:
    return {
        subset: {one: measures.figures(found[one], relevant) for one in _LISTS} for subset, relevant in subsets.items()
    }


def _ranked(searcher: Searcher, filing: Filing, queries: Queries, before: bool) -> dict[str, list[str]]:
    """Ask the product's service; return its lists by the numbers that the links use."""
    scope = SCOPE
    if before and filing.dates.filed:
        scope = replace(SCOPE, filters=(Filter("filed", (f"..{filing.dates.filed}",)),))
    asked = Asked(_text(filing, queries), scope, own=(filing.id,))
    found = neighbours(*ranker(searcher), asked).ranking
    by_cosine = sorted((one for one in found if one.cosine), key=lambda one: (-one.cosine, one.id))
    without = sorted((one for one in found if one.listed), key=lambda one: (-one.listed, one.id))
    lists: dict[str, Sequence[Fused]] = {"vector": by_cosine, "hybrid": without, "hybrid_citations": found}
    return {name: [number_of_id(one.id) for one in ranking[:_DEPTH]] for name, ranking in lists.items()}


def _text(filing: Filing, queries: Queries) -> str:
    return document_text(replace(filing, description=()) if queries == "title_abstract" else filing)


def _unlike(links: Links, filings: Mapping[str, Filing]) -> Links:
    """Return the links whose two titles share less than half of their words."""

    def words(number: str) -> frozenset[str]:
        title = filings[number].title
        return frozenset(re.findall(r"[a-z]+", title[0].text.lower() if title else ""))

    def alike(one: str, other: str) -> float:
        first, second = words(one), words(other)
        return len(first & second) / max(1, len(first | second))

    found = {query: {other for other in others if alike(query, other) < _UNLIKE} for query, others in links.items()}
    return {query: others for query, others in found.items() if others}
