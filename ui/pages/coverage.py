"""What is loaded and what is not: figures, gaps, a table by right and source, depth by office, formats that can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.dates import last_day
from domain.engine import CoverageRow, Searcher
from domain.filings import RIGHTS, Right
from domain.query import And, Exact, Exists
from search_api.coverage import Coverage, coverage
from search_api.labels import RIGHT_LABELS
from search_api.service import service_of
from search_api.sources import sources_body
from ui.dates import long_date
from ui.languages import Lang
from ui.rendering import page
from ui.wording import say

router = APIRouter()
_PARTS = ("title", "abstract", "claims", "description", "cited", "event")
_STALE_DAYS = 400


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sources of one right with their sum."""

    right: Right
    records: int
    rows: tuple[CoverageRow, ...]


@router.get("/{lang}/coverage")
def show(request: Request, lang: Lang) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        found = coverage(searcher)
        titles = {one["name"]: one["title"][lang.value] for one in sources_body(searcher)["sources"]}
        offices = [row.office for row in found.rows if row.right == "patent"]
        return page(
            request,
            "coverage.html",
            lang,
            found=found,
            shelves=_shelves(found.rows),
            offices=sorted({row.office for row in found.rows}),
            names=sorted({row.source for row in found.rows}),
            oldest=min((row.source_date for row in found.rows if row.source_date), default=None),
            titles=titles,
            gaps=_gaps(found, titles, lang),
            depth=_depth(searcher, sorted(set(offices))),
            depth_offices=sorted(set(offices)),
            sources=sources_body(searcher)["sources"],
            data_date=found.data_date,
            api_calls=["/api/v1/coverage", "/api/v1/sources"],
        )


def _shelves(rows: Sequence[CoverageRow]) -> list[Shelf]:
    shelves = []
    for right in RIGHTS:
        own = tuple(row for row in rows if row.right == right)
        if own:
            shelves.append(Shelf(right, sum(row.records for row in own), own))
    return shelves


def _gaps(found: Coverage, titles: dict[str, str], lang: str) -> list[str]:
    """Return what a reader must know is missing: rights without a record, sources that ended long before the others."""
    gaps = []
    if found.missing and found.rows:
        names = ("、" if lang == "zh" else ", ").join(RIGHT_LABELS[one].in_language(lang) for one in found.missing)
        gaps.append(say("gap_right", lang, rights=names))
    newest = last_day(found.data_date) if found.data_date else None
    for row in found.rows:
        if newest and row.source_date and (newest - last_day(row.source_date)).days > _STALE_DAYS:
            date = long_date(row.source_date, lang)
            gaps.append(say("gap_old", lang, source=titles.get(row.source, row.source), office=row.office, date=date))
    return gaps


def _depth(searcher: Searcher, offices: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Return how many patent publications of each office have each part."""
    return [
        (part, [searcher.count(And((Exact("office", one), Exists(part))), (), ("patent",)) for one in offices])
        for part in _PARTS
    ]
