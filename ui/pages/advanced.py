"""The advanced form: rows that write a query, its reading, and what each condition costs. It works without JavaScript."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.engine import Searcher
from domain.errors import QueryError
from domain.filings import RIGHTS, Right
from search_api import params, syntax
from search_api.service import service_of
from search_api.syntax import Reading, sentence
from ui.conditions import bare, parts
from ui.form_reading import form_of
from ui.form_rows import JOINS, OPERATOR_GROUPS, Form, FormGroup, FormRow, checked, empty_form, offered_fields, written
from ui.languages import Lang
from ui.rendering import page

router = APIRouter()
_MOST_ROWS = 40
_GROUP = re.compile(r"g(\d{1,2})")
_CELL = re.compile(r"([fov])(\d{1,2})_(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Without:
    """What the query would find without one condition."""

    condition: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the text of the query cannot be read."""

    detail: str
    span: tuple[int, int]
    repair: str | None


@router.get("/{lang}/advanced")
def advanced(request: Request, lang: Lang) -> Response:
    """Show the form as its parameters fill it; ``step=search`` leads to the results."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    pairs = request.query_params.multi_items()
    given = dict(pairs)
    form = checked(_form(pairs), lang)
    text = _text(form, given)
    shown = _filled(text) if _from_text(given) else None
    if shown is not None:
        form = checked(shown, lang)
    elif given.get("step") == "search" and text and not _errors(form):
        return RedirectResponse(params.url_of(f"/{lang}/search", [("q", text)]), 303)
    reading, fault = _read(text, lang) if text or given.get("step") == "search" else (None, None)
    with service.searcher() as searcher:
        state = searcher.state()
        count = searcher.count(reading.tree) if reading and text else None
        without = _without(searcher, reading, lang) if reading and text else []
    return page(
        request,
        "advanced.html",
        lang,
        form=form,
        rights=RIGHTS,
        fields=offered_fields(form.rights),
        operators=OPERATOR_GROUPS,
        text=text,
        reading=reading if text else None,
        fault=fault,
        count=count,
        without=without,
        no_rows=_from_text(given) and shown is None and fault is None,
        data_date=state.data_date,
        api_calls=[params.url_of("/api/v1/search", [("q", text)])] if text and not fault else [],
    )


def _from_text(given: dict[str, str]) -> bool:
    """Tell whether the rows are to be filled from the text: when it is asked for, or a query came without rows."""
    return bool(given.get("q")) and (given.get("step") == "read" or not any(map(_CELL.fullmatch, given)))


def _text(form: Form, given: dict[str, str]) -> str:
    """Return the query: the rows write it, unless a person has changed the text since."""
    text = given.get("q", "").strip()
    edited = text != given.get("was", "").strip()
    if _from_text(given) or (edited and given.get("step") != "write"):
        return text
    return written(form)


def _read(text: str, lang: str) -> tuple[Reading | None, Fault | None]:
    try:
        return syntax.parse(text, lang=lang), None
    except QueryError as error:
        return None, Fault(error.detail.in_language(lang), error.span, error.repair)


def _filled(text: str) -> Form | None:
    try:
        return form_of(syntax.parse(text).tree)
    except QueryError:
        return None


def _errors(form: Form) -> bool:
    return any(row.error for group in form.groups for row in group.rows)


def _without(searcher: Searcher, reading: Reading, lang: str) -> list[Without]:
    return [
        Without(
            sentence(part).in_language(lang),
            searcher.count(rest),
            params.url_of(f"/{lang}/search", [("q", bare(rest))]),
        )
        for part, rest in parts(reading.tree)
    ]


def _form(pairs: Sequence[tuple[str, str]]) -> Form:
    """Read the form from its parameters, whatever their order; buttons add and remove rows and groups."""
    joins: dict[int, str] = {}
    rows: dict[tuple[int, int], dict[str, str]] = {}
    for name, value in pairs:
        if found := _GROUP.fullmatch(name):
            joins[int(found[1])] = value if value in JOINS else "all"
        elif (found := _CELL.fullmatch(name)) and len(rows) < _MOST_ROWS:
            rows.setdefault((int(found[2]), int(found[3])), {})[found[1]] = value
    if not rows:
        return replace(empty_form(), rights=_rights(pairs))
    button = dict(pairs)
    rows = {place: cells for place, cells in rows.items() if "{}_{}".format(*place) != button.get("drop")}
    groups = [
        FormGroup(
            joins.get(at, "all"),
            (*(_row(rows[place]) for place in sorted(rows) if place[0] == at), *_added(button, at)),
        )
        for at in sorted({at for at, _ in rows} | set(joins))
    ]
    if button.get("add") == "group":
        groups.append(FormGroup("any", (FormRow(),)))
    return Form(_rights(pairs), tuple(one for one in groups if one.rows) or empty_form().groups)


def _row(cells: dict[str, str]) -> FormRow:
    return FormRow(cells.get("f", "text"), cells.get("o", "all"), cells.get("v", ""))


def _added(button: dict[str, str], at: int) -> tuple[FormRow, ...]:
    return (FormRow(),) if button.get("add") == str(at) else ()


def _rights(pairs: Sequence[tuple[str, str]]) -> tuple[Right, ...]:
    chosen = [value for name, value in pairs if name == "right"]
    return tuple(one for one in RIGHTS if one in chosen)
