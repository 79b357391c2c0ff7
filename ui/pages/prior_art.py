"""Prior art of a draft: the form, the answer feature by feature, and the report of the search.

Invariants: a draft is taken by POST alone, read in memory and given back only in the page itself, so that it can be sent
again; a fault of the draft stands at the field, and what was typed is kept.
"""

import csv
import io
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.datastructures import FormData

from domain.classification import printed
from domain.errors import ParameterError
from loaders.drafts import Read
from search_api import problems
from search_api.export.tables import safe
from search_api.service import Service, service_of
from search_api.similar.answering import COST_MS, Answered, answered_by
from search_api.similar.asking import Wanted, checked, draft_file, form_of, given_by
from search_api.similar.drafts import LONGEST
from search_api.similar.passages import COVERED, PARTLY
from search_api.similar.prior_art import CLOSE, RELATED
from ui.art import LETTERS, covering, matrix, shown_hits
from ui.languages import Lang
from ui.notices import split
from ui.rendering import attached, page
from ui.rendering import number as thousands
from ui.wording import say

router = APIRouter()
_KEPT = ("text", "before", "own")
_EMPTY: dict[str, Any] = {"text": "", "before": "", "office": "", "own": "", "k": 10}


@router.get("/{lang}/prior-art")
def form(request: Request, lang: Lang, number: str = "", before: str = "", k: int = 10) -> Response:
    """Show the form; with a number, the prior art of the record."""
    if not number:
        return _form(request, lang, _EMPTY, None)
    service = service_of(request)
    service.allowance.spend(service.client(request), COST_MS)
    given: dict[str, Any] = {"number": number, "k": k, **({"before": before} if before else {})}
    try:
        found = answered_by(service, checked(given), None, lang)
    except (ParameterError, RequestValidationError) as error:
        return _form(request, lang, {**_EMPTY, "before": before}, error)
    return _answer(request, lang, found, given)


@router.post("/{lang}/prior-art")
async def post(request: Request, lang: Lang) -> Response:
    """Answer a draft; ``step`` csv gives the matrix, report the printable report, save its JSON."""
    service = service_of(request)
    service.allowance.spend(service.client(request), COST_MS)
    data = await form_of(request)
    given: dict[str, Any] = {}
    try:
        step = str(data.get("step") or "")
        given = _given(await given_by(data))
        read = await draft_file(data)
        if read is not None:
            given.pop("text", None)
            given.pop("own", None)
        return await run_in_threadpool(_answered, request, lang, service, checked(given), read, step, given)
    except (ParameterError, RequestValidationError) as error:
        return await run_in_threadpool(_form, request, lang, {**_EMPTY, **_typed(data), **_plain(given)}, error)
    finally:
        await data.close()


def _answered(
    request: Request, lang: Lang, service: Service, wanted: Wanted, read: Read | None, step: str, given: dict[str, Any]
) -> Response:
    found = answered_by(service, wanted, read, lang)
    if step == "csv":
        return attached(_csv(found), "text/csv; charset=utf-8", "ip-atlas-features.csv")
    if step == "save":
        raw = found.report.model_dump_json(indent=1).encode() + b"\n"
        return attached(raw, "application/json", "ip-atlas-report.json")
    if step == "report":
        return _report(request, lang, found)
    return _answer(request, lang, found, given)


def _given(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the form as the API has them: offices are a filter, buttons say nothing."""
    kept = {name: value for name, value in given.items() if name not in ("step", "office")}
    offices = given.get("office", "").replace(",", " ").upper().split()
    if offices:
        kept["filters"] = {**kept.get("filters", {}), "office": offices}
    return kept


def _typed(data: FormData) -> dict[str, Any]:
    """Return what was typed, to be shown again beside a fault."""
    return {name: data[name] for name in (*_KEPT, "office", "k") if isinstance(data.get(name), str)}


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in _KEPT if name in given}


def _form(request: Request, lang: Lang, values: dict[str, Any], error: Exception | None) -> Response:
    problem = problems.problem_of_exception(error) if error is not None else None
    name = str((problem or {}).get("parameter") or "").split(".")[-1]
    place = name if name in ("file", "before", "report", "k") else "office" if name.startswith("f") else "text"
    first, rest = split(problem["detail"][lang]) if problem else ("", "")
    return page(
        request, "prior_art.html", lang, 422 if problem else 200, values=values, problem=problem, place=place,
        first=first, rest=rest, hint=problem["hint"][lang] if problem and problem["hint"] else None,
        longest=thousands(LONGEST), api_calls=(),
    )  # fmt: skip


def _answer(request: Request, lang: Lang, found: Answered, given: dict[str, Any]) -> Response:
    art = found.art
    finding, alone = covering(art, lang)
    hits = shown_hits(art, art.hits, lang)
    filters = {one.field: " ".join(one.values) for one in found.draft.filters}
    return page(
        request, "prior_art_answer.html", lang, found=found, art=art, of_number=given.get("number"), finding=finding,
        alone=alone, hits=hits, earlier=shown_hits(art, art.earlier, lang, "E"), rows=matrix(art), letters=LETTERS,
        notices=[split(one.wording.in_language(lang)) for one in art.notices],
        closeness=say(f"close_{art.closeness.split()[0]}", lang), thresholds=(CLOSE, RELATED), covered=f"{COVERED:.2f}",
        partly=f"{PARTLY:.2f}", office=filters.get("office", ""),
        printed=printed, liked=_liked(found), own=found.draft.record.id if found.draft.record else "", data_date=found.state.data_date,
        records=found.state.records, calls=_calls(found, given), api_calls=(),
    )  # fmt: skip


def _liked(found: Answered) -> list[str]:
    """Return the marks of hits that are not shown themselves: another member of the family is, or none."""
    shown = {one.filing.id for one in (*found.art.hits, *found.art.earlier)}
    return [id for id in found.draft.more if id not in shown]


def _calls(found: Answered, given: dict[str, Any]) -> list[str]:
    """Return the arguments of curl that ask the same."""
    if given.get("number"):
        return [f"/api/v1/records/{given['number']}/similar?k={found.draft.k}"]
    more = "".join(
        f" -F {name}={value}" for name, value in (("k", found.draft.k), ("before", found.art.draft.day)) if value
    )
    return [f"/api/v1/prior-art -F file=@draft.txt{more}"]


def _report(request: Request, lang: Lang, found: Answered) -> Response:
    art = found.art
    filings = {one.hit.filing.id: one for one in shown_hits(art, (*art.hits, *art.earlier), lang)}
    return page(
        request, "prior_art_report.html", lang, report=found.report, filings=filings, letters=LETTERS,
        closeness=say(f"close_{art.closeness.split()[0]}", lang), data_date=found.state.data_date,
        tags={one.filing.id: f"D{at}" for at, one in enumerate(art.hits, 1)},
    )  # fmt: skip


def _csv(found: Answered) -> bytes:
    """Return the matrix: a feature a row, a document a column, the score of the best passage in the cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["", "", *(one.filing.id for one in found.art.hits)])
    for at, text in enumerate(found.art.features):
        scores = [f"{row[at]:.2f}" if row else "" for row in found.art.coverage]
        writer.writerow([LETTERS[at], safe(text), *scores])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
