"""Forward citations: the publications cited most, with their percentile, and the classes of what cites them.

A citing publication counts once for each publication that it cites, in the whole register. Percentile: the mid-rank of
the number of citations among the publications of the scope with the same first subclass and filing year, and null where
there are fewer than 20 of them.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from domain.counting import LEVELS
from domain.hits import Codes, Hits, Places
from domain.query import Cites, Exists, SearchRequest
from domain.text import Wording
from search_api import syntax
from search_api.navigation.frame import Frame
from search_api.navigation.tables import Figure, Found, column, rounded, row
from search_api.params import url_of

FEWEST = 20
_BITS = 24


def citations(frame: Frame) -> Found:
    """Return the most cited publications of the scope."""
    counts = forward(frame)
    ranked, names = _most(frame, counts)
    ranks = percentiles(frame, counts)
    rows = []
    for at, name in zip(ranked, names, strict=True):
        share = ranks[at]
        link = url_of("/api/v1/search", [("q", syntax.render(Cites(name, ())))])
        rows.append(row(name, (int(counts[at]), link), None if np.isnan(share) else rounded(share)))
    columns = (
        column("publication", "key", "公开号", "Publication"),
        column("count", "count", "被引次数", "Cited by"),
        column("percentile", "ratio", "百分位", "Percentile"),
    )
    cited = int((counts > 0).sum())
    figures = (
        Figure("cited", Wording("被引的公布文本数", "Publications that are cited"), cited),
        Figure("citations", Wording("被引总次数", "Citations in all"), int(counts.sum())),
    )
    return Found(columns, tuple(rows), (), figures)


def forward(frame: Frame) -> Places:
    """Count the publications of the whole register that cite each hit."""
    citing = frame.searcher.columns(SearchRequest(query=Exists("cited")))
    own = frame.hits.column("publication")
    given = citing.column("cited")
    found = np.zeros(len(frame.hits), np.int64)
    if not len(own.codes) or not len(given.codes):
        return found
    at = np.flatnonzero(_perhaps(given.codes, own.codes))
    order = np.argsort(own.codes, kind="stable")
    codes, hits = own.codes[order], own.hits[order]
    first = np.searchsorted(codes, given.codes[at], "left")
    counts = np.searchsorted(codes, given.codes[at], "right") - first
    place = np.repeat(first, counts) + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    who = np.repeat(given.hits[at], counts)
    pairs = np.unique(hits[place] * max(1, len(citing)) + who)
    return np.bincount(pairs // max(1, len(citing)), minlength=len(frame.hits)).astype(np.int64)


def _perhaps(codes: Codes, wanted: Codes) -> npt.NDArray[np.bool_]:
    """Tell which codes may be among the wanted: by their last bits, which leaves few others."""
    known = np.zeros(1 << _BITS, np.bool_)
    mask = np.uint64((1 << _BITS) - 1)
    known[wanted & mask] = True
    found: npt.NDArray[np.bool_] = known[codes & mask]
    return found


def _most(frame: Frame, counts: Places) -> tuple[list[int], list[str]]:
    """Return the most cited hits and their ids, of equal ones those first by id."""
    have = np.flatnonzero(counts)
    size = frame.scope.size
    if len(have) > size:
        least = int(np.partition(counts[have], len(have) - size)[len(have) - size])
        have = have[counts[have] >= least]
    names = frame.hits.name(have)
    order = sorted(range(len(have)), key=lambda at: (-int(counts[have[at]]), names[at]))[:size]
    return [int(have[at]) for at in order], [names[at] for at in order]


def percentiles(frame: Frame, counts: Places) -> npt.NDArray[np.float64]:
    """Return each hit's mid-rank among those of its first subclass and filing year; NaN where they are few."""
    cohort = _cohorts(frame.hits)
    found = np.full(len(frame.hits), np.nan)
    known = np.flatnonzero(cohort >= 0)
    if not len(known):
        return found
    order = known[np.lexsort((counts[known], cohort[known]))]
    groups, values = cohort[order], counts[order]
    bounds = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1], True])
    for start, end in pairwise(bounds):
        if end - start < FEWEST:
            continue
        inside = values[start:end]
        below, upto = np.searchsorted(inside, inside, "left"), np.searchsorted(inside, inside, "right")
        found[order[start:end]] = (below + (upto - below) / 2) / (end - start)
    return found


def _cohorts(hits: Hits) -> Places:
    """Return a number for each hit's first subclass and filing year, -1 where it lacks one."""
    subclass = hits.first("ipc") >> np.uint64(LEVELS["subclass"])
    year = hits.first("filed") // np.uint64(10_000)
    missing = ~(hits.has("ipc") & hits.has("filed"))
    _, found = np.unique(subclass * np.uint64(10_000) + year, return_inverse=True)
    found = np.asarray(found, np.int64)
    found[missing] = -1
    return found
