"""The mark check: the form with its picker of goods, and the answer at the same address once a sign is given."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import ParameterError
from domain.goods import tables
from search_api.conflicts.answer import CheckAnswer, check
from search_api.conflicts.asking import understood
from search_api.conflicts.picking import has_groups, picks
from search_api.conflicts.profiles import CODES, NEUTRAL, profile_of
from search_api.routes.conflicts import AUDIT_COST_MS, COST_MS
from search_api.service import service_of
from ui.conflict_form import WAYS, CheckForm, Fault, fault, form_of
from ui.conflict_view import answer_values, values_of_answer
from ui.languages import Lang
from ui.rendering import page

router = APIRouter()
_TEMPLATE = '\ufeffmark,classes,goods\r\nCLOUD MIST,30,tea; iced tea\r\n云岚,"30,35",茶；茶的零售\r\n'


@router.get("/{lang}/conflicts")
def ask(request: Request, lang: Lang) -> Response:
    """Show the form, the form with the groups found, or the answer."""
    form = form_of(request.query_params.multi_items())
    step = request.query_params.get("step", "")
    asks = step not in ("goods", "form") and ("mark" in request.query_params or form.vienna)
    if not asks:
        return form_page(request, lang, form, step)
    try:
        answer = answer_to(request, form)
    except ParameterError as error:
        return refused(request, lang, form, error)
    return page(request, "conflict_answer.html", lang, **answer_values(request, answer, form, lang), api_calls=[])


@router.get("/{lang}/conflicts/opinion")
def opinion(request: Request, lang: Lang) -> Response:
    """Show what speaks for and against each right of level 1 to 3 with its statute, to be printed."""
    return _printed(request, lang, "conflict_opinion.html")


@router.get("/{lang}/conflicts/certificate")
def certificate(request: Request, lang: Lang) -> Response:
    """Score every mark of the register and show what that proves, to be printed."""
    return _printed(request, lang, "conflict_certificate.html", audit=True)


@router.get("/{lang}/conflicts/template.csv")
def template(lang: Lang) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="ip-atlas-names.csv"'}
    return Response(_TEMPLATE.encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _printed(request: Request, lang: str, name: str, *, audit: bool = False) -> Response:
    form = form_of([*request.query_params.multi_items(), *([("mode", "audit")] if audit else [])])
    try:
        answer = answer_to(request, form)
    except ParameterError as error:
        return refused(request, lang, form, error)
    return page(request, name, lang, **values_of_answer(answer, form, lang), api_calls=[])


def answer_to(request: Request, form: CheckForm) -> CheckAnswer:
    """Answer the check of a form. Raises ``ParameterError``."""
    asked = understood(form.wanted())
    service = service_of(request)
    service.allowance.spend(service.client(request), AUDIT_COST_MS if asked.audit else COST_MS)
    with service.searcher() as searcher:
        return check(searcher, asked)


def form_page(
    request: Request, lang: str, form: CheckForm, step: str = "", faults: Sequence[Fault] = (), status: int = 200
) -> Response:
    """Return the form, the values kept, with what is wrong and the groups that hold the goods."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        found = picks(searcher, form.goods) if step == "goods" and form.goods.strip() else []
        counted = "check_marks" if found and has_groups(searcher) else "check_marks_class"
    return page(
        request,
        "conflict_form.html",
        lang,
        status,
        asked=form,
        step=step,
        ways=WAYS,
        laws=[NEUTRAL, *(profile_of(code) for code in CODES)],
        picks=found,
        picked={one.group for one in found},
        counted_by=counted,
        group_title=lambda code: tables.groups()[code].in_language(lang) if code in tables.groups() else "",
        edition=tables.EDITIONS["terms"].in_language(lang),
        faults=faults,
        wrong={one.field: one.text for one in faults},
        api_calls=[],
    )


def refused(request: Request, lang: str, form: CheckForm, error: ParameterError) -> Response:
    """Return the form again, with what is wrong said at the field."""
    return form_page(request, lang, form, "", [fault(error.parameter, error.detail, error.hint, lang)], 422)
