"""How good a query is: a random sample judged by a person, recall by a second query or a list of known records.

Invariants: the same snapshot, scope and seed draw the same sample; judgements are kept by scope, the whole sample in one
POST; nothing is estimated from what was not judged.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from domain.engine import Searcher
from domain.errors import ParameterError
from domain.filings import Filing
from domain.query import And, Query, SearchRequest
from indexer import workspace
from search_api import params, syntax
from search_api.branches import branch_scope
from search_api.judging import Estimate, Recaptured, recaptured, sample, wilson
from search_api.number_list import LONGEST_LIST, lines_of, look_up
from search_api.service import Service, service_of
from search_api.similar.asking import form_of
from ui.languages import Lang
from ui.rendering import page
from ui.wording import say

router = APIRouter()
_SIZES = (20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Seeds:
    """Records known to be relevant, and how many of them the query finds."""

    found: int
    n: int
    recall: Estimate


@dataclass(frozen=True, slots=True)
class Asked:
    """The scope that is judged: a branch by its name or a query, and the name its judgements are kept by."""

    branch: str
    q: str
    query: Query
    key: str

    def pairs(self) -> list[tuple[str, str]]:
        return [("branch", self.branch)] if self.branch else [("q", self.q)]


@router.get("/{lang}/navigation/sampling")
def wizard(
    request: Request,
    lang: Lang,
    q: str = "",
    branch: str = "",
    size: int = 50,
    seed: str = "1",
    q2: str = "",
    seeds: str = "",
) -> Response:
    """Show the sample with what was judged, precision, and recall where a second query or a list is given."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    if not (q.strip() or branch):
        return page(request, "sampling.html", lang, asked=None, sizes=_SIZES, size=50, seed="1")
    asked = _asked(service, q, branch)
    size = size if size in _SIZES else 50
    with service.searcher() as searcher, workspace.opened(service.engine) as connection:
        ids = _ids(searcher, asked.query)
        drawn = sample(ids, size, f"{asked.key}\0{seed[:40]}")
        records = searcher.records(drawn)
        verdicts = {one.id: one.relevant for one in workspace.judged(connection, asked.key)}
        judged = [verdicts[id] for id in drawn if id in verdicts]
        recalled = _recaptured(searcher, asked.query, q2) if q2.strip() else None
        known = _seeds(searcher, asked.query, seeds) if seeds.strip() else None
        date = searcher.state().data_date
    return page(
        request, "sampling.html", lang, asked=asked, sizes=_SIZES, size=size, seed=seed[:40], total=len(ids),
        drawn=[(id, _title(records[id], lang), verdicts.get(id)) for id in drawn if id in records],
        precision=wilson(sum(judged), len(judged)), recalled=recalled, known=known, q2=q2, seeds=seeds,
        data_date=date, interval=lambda one: _interval(one, lang),
    )  # fmt: skip


@router.post("/{lang}/navigation/sampling")
async def judge(request: Request, lang: Lang) -> Response:
    """Keep the judgements of a sample."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    data = await form_of(request)
    try:
        given = {name: value for name, value in data.items() if isinstance(value, str)}
    finally:
        await data.close()
    return await run_in_threadpool(_kept, lang, service, given)


def _kept(lang: Lang, service: Service, given: dict[str, str]) -> Response:
    asked = _asked(service, given.get("q", ""), given.get("branch", ""))
    verdicts = [(name.removeprefix("v."), value == "1") for name, value in given.items() if name.startswith("v.")]
    with workspace.opened(service.engine) as connection:
        workspace.judge(connection, asked.key, verdicts, given.get("by", "")[:100])
    pairs = [*asked.pairs(), ("size", given.get("size", "50")), ("seed", given.get("seed", "1"))]
    return RedirectResponse(params.url_of(f"/{lang}/navigation/sampling", pairs), 303)


def _asked(service: Service, q: str, branch: str) -> Asked:
    if branch:
        with workspace.opened(service.engine) as connection:
            scope = branch_scope(workspace.branches(connection), workspace.noise(connection, branch), branch)
        return Asked(branch, "", scope.query, branch)
    reading = syntax.parse(q)
    key = "q:" + blake2b(reading.canonical.encode(), digest_size=12).hexdigest()
    return Asked("", q, reading.tree, key)


def _ids(searcher: Searcher, query: Query) -> list[str]:
    hits = searcher.columns(SearchRequest(query=query))
    return list(hits.name(np.arange(len(hits), dtype=np.int64)))


def _recaptured(searcher: Searcher, query: Query, second: str) -> Recaptured | None:
    other = syntax.parse(second).tree
    return recaptured(searcher.count(query), searcher.count(other), searcher.count(And((query, other))))


def _seeds(searcher: Searcher, query: Query, text: str) -> Seeds | None:
    found = {filing.id for line in look_up(searcher, lines_of(text)) for filing in line.filings[:1]}
    if not found:
        raise ParameterError(
            "seeds", f"清单中没有已载入的号码（最多 {LONGEST_LIST:,} 个）。",
            f"None of the numbers on the list is loaded (at most {LONGEST_LIST:,}).",
        )  # fmt: skip
    inside = len(found & set(_ids(searcher, query)))
    recall = wilson(inside, len(found))
    return Seeds(inside, len(found), recall) if recall else None


def _title(filing: Filing, lang: str) -> tuple[str, str]:
    """Return the title in the reader's language where there is one, and its language."""
    ranked = sorted(filing.title, key=lambda one: one.lang != lang)
    return (ranked[0].text, ranked[0].lang) if ranked else (filing.id, "")


def _interval(one: Estimate, lang: str) -> str:
    return say("interval", lang, value=f"{one.value:.2f}", low=f"{one.low:.2f}", high=f"{one.high:.2f}", n=f"{one.n:,}")
