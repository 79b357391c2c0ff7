"""The results: count, reading, filters, rows; and a page with all values of one facet."""

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.engine import Facet, Searcher
from domain.filings import RIGHTS
from domain.query import FacetRequest
from search_api import params
from search_api.labels import RIGHT_LABELS
from search_api.params import Asked
from search_api.search import Answer, search
from search_api.service import service_of
from search_api.similar.modes import WINDOW, can_compare
from ui.conditions import chips, drops
from ui.facets import Place, facet_names, shown
from ui.languages import Lang
from ui.notices import notices
from ui.rendering import page
from ui.rows import hit_row
from ui.wording import say

router = APIRouter()
_VALUES = 100


@dataclass(frozen=True, slots=True)
class Tab:
    """A right with its count; without a link where it has none."""

    label: str
    count: int
    url: str
    current: bool


@router.get("/{lang}/search")
def results(request: Request, lang: Lang) -> Response:
    """Show the answer to the query in the address."""
    service = service_of(request)
    pairs = [pair for pair in request.query_params.multi_items() if pair[1] or pair[0] == "q"]
    if years := _years_form(pairs):
        return RedirectResponse(params.url_of(request.url.path, years), 303)
    asked = params.read(pairs, lang, service.settings.budgets)
    wanted = ("right", *facet_names(asked.request.rights))
    asked = replace(asked, request=replace(asked.request, facets=tuple(FacetRequest(one, 30) for one in wanted)))
    with service.searcher() as searcher:
        service.allowance.spend(service.client(request), searcher.cost(asked.request))
        answer = search(searcher, asked, service.settings.budgets)
        return _page(request, lang, searcher, answer)


def _page(request: Request, lang: Lang, searcher: Searcher, answer: Answer) -> Response:
    asked, path = answer.asked, request.url.path
    facets = {one.field: one for one in answer.result.facets}
    names = facet_names(asked.request.rights)
    place = Place(searcher, path, asked, lang)
    active = chips(searcher, asked, path, lang)
    api = params.url_of("/api/v1/search", (*asked.pairs, ("facets", ",".join(names))))
    return page(
        request,
        "results.html",
        lang,
        q=asked.reading.text,
        answer=answer,
        asked=asked,
        pairs=asked.pairs,
        path=path,
        tabs=_tabs(facets.get("right"), asked, path, lang),
        facets=[shown(place, facets[name]) for name in names if name in facets]
        if answer.result.total or active
        else [],
        notices=notices(searcher, answer, path, lang),
        chips=active,
        rows=[hit_row(searcher, hit, lang) for hit in answer.result.hits],
        drops=drops(searcher, asked, active, path, lang) if not answer.result.total else [],
        everything=searcher.state().records if not answer.result.total else 0,
        changed=params.changed,
        pages=_pages(answer),
        by_meaning=asked.mode != "words" or can_compare(searcher, asked.request.query),
        api_calls=[api],
        data_date=answer.data_date,
        values_url=lambda name: params.url_of(f"/{lang}/values/{name}", params.changed(asked.pairs)),
    )


@router.get("/{lang}/values/{name}")
def values(request: Request, lang: Lang, name: str) -> Response:
    """Show the hundred most frequent values of one facet, under the same query."""
    service = service_of(request)
    asked = params.read(request.query_params.multi_items(), lang, service.settings.budgets)
    wanted = params.read([("facets", f"{name}:{_VALUES}")], lang, service.settings.budgets).request.facets
    asked = replace(asked, request=replace(asked.request, facets=wanted, size=1))
    with service.searcher() as searcher:
        service.allowance.spend(service.client(request), searcher.cost(asked.request))
        answer = search(searcher, asked, service.settings.budgets)
        path = f"/{lang}/search"
        facet = shown(Place(searcher, path, asked, lang), answer.result.facets[0], _VALUES)
    back = params.url_of(path, asked.pairs)
    api = params.url_of("/api/v1/search", (*asked.pairs, ("facets", f"{name}:{_VALUES}"), ("size", "1")))
    return page(
        request, "values.html", lang, q=asked.reading.text, facet=facet, back=back, answer=answer, api_calls=[api]
    )


def _years_form(pairs: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """Turn the two year fields of the histogram's form into one range filter."""
    ends = {name: value.strip() for name, value in pairs if name in ("y1", "y2", "of")}
    if "of" not in ends:
        return None
    kept = [pair for pair in pairs if pair[0] not in ("y1", "y2", "of", f"f.{ends['of']}", "page", "cursor")]
    low, high = ends.get("y1", ""), ends.get("y2", "")
    return [*kept, (f"f.{ends['of']}", f"{low}..{high}")] if low or high else kept


def _tabs(facet: Facet | None, asked: Asked, path: str, lang: str) -> list[Tab]:
    counts = {one.value: one.count for one in facet.counts} if facet else {}
    current = asked.request.rights
    tabs = [
        Tab(
            say("all", lang),
            sum(counts.values()),
            params.url_of(path, params.changed(asked.pairs, right=None)),
            not current,
        )
    ]
    for right in RIGHTS:
        url = params.url_of(path, params.changed(asked.pairs, right=right))
        tabs.append(Tab(RIGHT_LABELS[right].in_language(lang), counts.get(right, 0), url, current == (right,)))
    return tabs


def _pages(answer: Answer) -> list[int]:
    """Return the page numbers to link: the first, those around the current one, the last that pages reach."""
    request = answer.asked.request
    if not request.size or request.cursor:
        return []
    window = 10_000 if answer.asked.mode == "words" else WINDOW
    last = min(-(-answer.result.total // request.size), window // request.size)
    near = {1, last, *range(max(1, request.page - 2), min(last, request.page + 2) + 1)}
    return sorted(near) if last > 1 else []
