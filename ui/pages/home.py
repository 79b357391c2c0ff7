"""The first page: one box, examples, what can be done, and what is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.engine import CoverageRow
from domain.filings import RIGHTS, Right
from search_api.coverage import coverage
from search_api.service import language_of, service_of
from ui.languages import Lang
from ui.rendering import page

router = APIRouter()
EXAMPLES = (
    ('"solid electrolyte" H01M10 filed>=2015', "ex_words"),
    ("申请人:大学 AND 电池", "ex_applicant"),
    ("ZL 2019 1 0512345.8", "ex_number"),
    ("goods:tea class 30", "ex_goods"),
    ("battery NEAR/3 cell status(in_force)", "ex_near"),
)


@dataclass(frozen=True, slots=True)
class RightRow:
    """What is loaded of one right."""

    right: Right
    records: int
    offices: str
    date: str | None


@router.get("/")
def root(request: Request) -> Response:
    """Lead the first visit to the reader's language."""
    return RedirectResponse(f"/{language_of(request)}/", 307)


@router.get("/{lang}/")
def home(request: Request, lang: Lang) -> Response:
    with service_of(request).searcher() as searcher:
        found = coverage(searcher)
    return page(
        request, "home.html", lang, coverage=found, rights=right_rows(found.rows), examples=EXAMPLES, data_date=found.data_date,
        api_calls=["/api/v1/coverage"],
    )  # fmt: skip


def right_rows(rows: Sequence[CoverageRow]) -> list[RightRow]:
    """Join the rows of each right."""
    found = []
    for right in RIGHTS:
        own = [row for row in rows if row.right == right]
        if own:
            offices = ", ".join(sorted({row.office for row in own}))
            date = max((row.source_date or "" for row in own), default="") or None
            found.append(RightRow(right, sum(row.records for row in own), offices, date))
    return found
