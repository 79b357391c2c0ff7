"""The results: count, reading, filters, rows; and a page with all values of one facet."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.engine import Facet, Searcher
from domain.fields import field_named
from domain.filings import RIGHTS
from domain.query import FacetRequest, Filter
from search_api import params
from search_api.labels import RIGHT_LABELS, labels
from search_api.params import Asked
from search_api.search import Answer, search
from search_api.service import service_of
from search_api.settings import Budgets
from ui.facets import facet_names, shown
from ui.languages import Lang
from ui.rendering import field_label, page
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


@dataclass(frozen=True, slots=True)
class Chip:
    """An active condition and the address without it."""

    text: str
    url: str


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
    chips = _chips(searcher, asked, path, lang)
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
        facets=[shown(searcher, facets[name], path, asked.pairs, asked.request.filters, lang) for name in names if name in facets],
        chips=chips,
        rows=[hit_row(hit, lang) for hit in answer.result.hits],
        start=(asked.request.page - 1) * asked.request.size,
        drops=_drops(searcher, chips) if not answer.result.total else [],
        changed=params.changed,
        pages=_pages(answer),
        api_calls=[api],
        data_date=answer.data_date,
        values_url=lambda name: params.url_of(f"/{lang}/values/{name}", params.changed(asked.pairs)),
    )  # fmt: skip


@router.get("/{lang}/values/{name}")
def values(request: Request, lang: Lang, name: str) -> Response:
    """Show the hundred most frequent values of one facet, under the same query."""
    service = service_of(request)
    asked = params.read(request.query_params.multi_items(), lang, service.settings.budgets)
    wanted = params.read([("facets", f"{name}:{_VALUES}")], lang, service.settings.budgets).request.facets
    asked = replace(asked, request=replace(asked.request, facets=wanted, size=0))
    with service.searcher() as searcher:
        service.allowance.spend(service.client(request), searcher.cost(asked.request))
        answer = search(searcher, asked, service.settings.budgets)
        path = f"/{lang}/search"
        facet = shown(searcher, answer.result.facets[0], path, asked.pairs, asked.request.filters, lang, _VALUES)
    back = params.url_of(path, asked.pairs)
    api = params.url_of("/api/v1/search", (*asked.pairs, ("facets", f"{name}:{_VALUES}"), ("size", "0")))
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


def _chips(searcher: Searcher, asked: Asked, path: str, lang: str) -> list[Chip]:
    found = []
    for one in asked.request.filters:
        for value in one.values:
            kept = tuple(
                pair
                for pair in asked.pairs
                if not _same(pair, one.field, value, one.exclude) and pair[0] not in ("page", "cursor")
            )
            found.append(Chip(_chip_text(searcher, one, value, lang), params.url_of(path, kept)))
    return found


def _same(pair: tuple[str, str], field: str, value: str, exclude: bool) -> bool:
    """Tell whether a parameter is this filter value, whatever alias or spelling it was sent in."""
    if not pair[0].startswith("f."):
        return False
    read = params.read([pair], "en", Budgets()).request.filters[0]
    return (read.field, read.values, read.exclude) == (field, (value,), exclude)


def _chip_text(searcher: Searcher, one: Filter, value: str, lang: str) -> str:
    field = field_named(one.field)
    label = labels(searcher, field, [value])[value].in_language(lang) if field else value
    label = label.replace("..", "–") if ".." in value else label
    colon = "：" if lang == "zh" else ": "
    text = f"{field_label(one.field, lang)}{colon}{label}"
    return f"{say('not', lang)}{colon}{text}" if one.exclude else text


def _drops(searcher: Searcher, chips: list[Chip]) -> list[tuple[str, int, str]]:
    """Return what the records would be without each filter, or without the choice of rights."""
    found = []
    for chip in chips:
        without = params.read(parse_qsl(chip.url.partition("?")[2]), "en", Budgets()).request
        count = searcher.count(without.query, without.filters, without.rights)
        if count:
            found.append((chip.text, count, chip.url))
    return found


def _pages(answer: Answer) -> list[int]:
    """Return the page numbers to link: the first, those around the current one, the last that pages reach."""
    request = answer.asked.request
    if not request.size or request.cursor:
        return []
    last = min(-(-answer.result.total // request.size), 10_000 // request.size)
    near = {1, last, *range(max(1, request.page - 2), min(last, request.page + 2) + 1)}
    return sorted(near) if last > 1 else []
