"""The yearly tables as pages: the list, and one page for each table with its figures, definitions and revision."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from indexer.workspace import opened
from search_api.params import url_of
from search_api.routes.statistics import spend
from search_api.service import service_of
from search_api.statistics import answers, asked
from search_api.statistics.asked import Asked, last_complete
from search_api.statistics.catalog import CHAPTERS, TABLES, Table
from search_api.statistics.yearbook import Yearbook
from ui.languages import Lang
from ui.rendering import page
from ui.statistics.shown import shown

router = APIRouter()
_YEARS = 6


@router.get("/{lang}/statistics")
def overview(request: Request, lang: Lang) -> Response:
    """List the tables of a year."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        read = asked.read(searcher, _given(request))
        values = _around(read, None, lang, last_complete(searcher))
        return page(
            request, "statistics.html", lang, one=None, day=None, data_date=searcher.state().data_date,
            api_calls=["/api/v1/statistics"], **values,
        )  # fmt: skip


@router.get("/{lang}/statistics/{name}")
def table(request: Request, lang: Lang, name: str) -> Response:
    """Show one table."""
    service = service_of(request)
    wanted = answers.named(name)
    client = service.client(request)
    with service.searcher() as searcher, opened(service.engine) as connection:
        read = asked.read(searcher, _given(request))
        spend(service, client, searcher.state().records)
        given = answers.with_revision(connection, answers.answer(Yearbook(searcher, read), wanted))
        one = shown(searcher, given, lang)
        return page(
            request, "statistics.html", lang, one=one, day=given.day.isoformat(), data_date=given.data_date,
            api_calls=[one.api], **_around(read, wanted, lang, last_complete(searcher)),
        )  # fmt: skip


def _given(request: Request) -> list[tuple[str, str]]:
    return [pair for pair in request.query_params.multi_items() if pair[1] and pair[0] != "lang"]


def _around(read: Asked, wanted: Table | None, lang: str, newest: int) -> dict[str, Any]:
    """Return what stands around a table: the list, the years, the other address, the form."""
    pairs = dict(read.pairs)
    here = f"/{lang}/statistics/{wanted.name}" if wanted else f"/{lang}/statistics"

    def at(path: str, **changes: str) -> str:
        return url_of(path, list({**pairs, **changes}.items()))

    shelves = [
        (title.in_language(lang), [(one, at(f"/{lang}/statistics/{one.name}")) for one in TABLES.values() if one.chapter == number])
        for number, title in enumerate(CHAPTERS)
    ]  # fmt: skip
    first = max(read.year, newest)
    years = [(year, at(here, year=str(year))) for year in range(first, first - _YEARS, -1)]
    if read.year not in [year for year, _ in years]:
        years.append((read.year, at(here)))
    return {
        "asked": read, "shelves": shelves, "years": years, "here": here, "count": len(TABLES),
        "overview": at(f"/{lang}/statistics"),
        "addresses": [(key, at(here, address=key)) for key in ("filing", "current")],
    }  # fmt: skip
