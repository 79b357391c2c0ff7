"""The query help: groups of examples that run, errors with their repair, all fields of the registry, the API."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import QueryError
from domain.fields import FIELDS, Field
from domain.filings import RIGHTS
from search_api import syntax
from search_api.labels import RIGHT_LABELS
from ui.examples import CALLS, FAULTS, GROUPS
from ui.languages import Lang
from ui.notices import underlined
from ui.rendering import page
from ui.wording import say

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A query that cannot be read: what is said of it, where, and what would work."""

    query: str
    detail: str
    span: tuple[int, int]
    repair: str | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the registry ready for the template."""

    name: str
    label: str
    also: str
    rights: str
    inid: str
    sentence: str


@router.get("/{lang}/help")
def show(request: Request, lang: Lang) -> Response:
    groups = [
        (key, [(query, underlined(syntax.parse(query).sentence.in_language(lang))) for query in queries])
        for key, queries in GROUPS
    ]
    return page(
        request,
        "help.html",
        lang,
        groups=groups,
        faults=[_faulty(query, lang) for query in FAULTS],
        fields=[_row(one, lang) for one in FIELDS if one.default],
        calls=CALLS,
        api_calls=["/api/v1/fields"],
    )


def _faulty(query: str, lang: str) -> Faulty:
    try:
        syntax.parse(query, lang=lang)
    except QueryError as error:
        return Faulty(query, error.detail.in_language(lang), error.span, error.repair)
    raise ValueError("an example of a query that cannot be read was read")


def _row(field: Field, lang: str) -> FieldRow:
    every = field.rights == RIGHTS
    names = ("、" if lang == "zh" else ", ").join(RIGHT_LABELS[one].in_language(lang) for one in field.rights)
    return FieldRow(
        field.name,
        field.label.in_language(lang),
        ", ".join(field.aliases),
        say("all_rights", lang) if every else names,
        field.inid or "",
        field.sentence.in_language(lang),
    )
