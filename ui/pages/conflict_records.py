"""Kept mark checks: saving one, reading it, setting a right aside with a reason, running it again."""

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import ParameterError
from search_api.conflicts.answer import check
from search_api.conflicts.asking import understood
from search_api.routes.conflicts import AUDIT_COST_MS, COST_MS, dismiss, kept_record, run_again, save
from search_api.service import service_of
from ui.conflict_form import form_of
from ui.languages import Lang
from ui.pages.conflicts import refused
from ui.rendering import page

router = APIRouter()


@router.post("/{lang}/conflicts/records")
async def keep(request: Request, lang: Lang) -> Response:
    """Keep the check of the form and lead to its record."""
    async with request.form(max_files=0, max_fields=200) as given:
        form = form_of([(name, value) for name, value in given.multi_items() if isinstance(value, str)])
    service = service_of(request)
    service.allowance.spend(service.client(request), AUDIT_COST_MS if form.audit else COST_MS)
    try:
        wanted = form.wanted()
        with service.searcher() as searcher:
            record = save(service, wanted, check(searcher, understood(wanted)))
    except ParameterError as error:
        return refused(request, lang, form, error)
    return RedirectResponse(f"/{lang}/conflicts/records/{record.id}", 303)


@router.get("/{lang}/conflicts/records/{id}")
def show(request: Request, lang: Lang, id: str) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    record = kept_record(service, id)
    return page(
        request, "conflict_record.html", lang, record=record, dismissed={one.hit: one for one in record.dismissals},
        api_calls=[f"/api/v1/conflicts/records/{id}", f"/api/v1/conflicts/records/{id}?format=html"],
    )  # fmt: skip


@router.post("/{lang}/conflicts/records/{id}/dismissals")
def set_aside(request: Request, lang: Lang, id: str, hit: str = Form(""), reason: str = Form("")) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    dismiss(service, id, hit, reason)
    return RedirectResponse(f"/{lang}/conflicts/records/{id}", 303)


@router.post("/{lang}/conflicts/records/{id}/runs")
def again(request: Request, lang: Lang, id: str) -> Response:
    service = service_of(request)
    record = kept_record(service, id)
    service.allowance.spend(service.client(request), AUDIT_COST_MS if (record.query or {}).get("audit") else COST_MS)
    run_again(service, record)
    return RedirectResponse(f"/{lang}/conflicts/records/{id}#runs", 303)
