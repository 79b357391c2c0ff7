"""Ticked hits as a file; with none ticked, the whole answer."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from domain.errors import ParameterError
from search_api import params
from search_api.export.formats import format_named
from search_api.service import service_of
from ui.languages import Lang

router = APIRouter()
_NOT_ASKED = ("id", "format", "sort", "size", "page", "cursor", "group")
_MOST = 1_000


@router.get("/{lang}/selection")
def selection(request: Request, lang: Lang) -> Response:
    """Give the records of ``id`` in ``format``, sorted by id."""
    service = service_of(request)
    pairs = request.query_params.multi_items()
    chosen = list(dict.fromkeys(value for name, value in pairs if name == "id"))
    written = format_named(next((value for name, value in pairs if name == "format"), "csv"))
    if not chosen:
        asked = [pair for pair in pairs if pair[0] not in _NOT_ASKED]
        return RedirectResponse(
            params.url_of("/api/v1/export", [*asked, ("format", written.name), ("lang", lang.value)]), 303
        )
    if len(chosen) > _MOST:
        raise ParameterError("id", f"一次最多选 {_MOST} 件。", f"At most {_MOST} records can be chosen at once.")
    service.allowance.spend(service.client(request), float(len(chosen)))
    with service.searcher() as searcher:
        found = searcher.records(chosen)
    filings = [found[id] for id in sorted(found)]
    headers = {"Content-Disposition": f'attachment; filename="ip-atlas-selection.{written.ending}"'}
    return StreamingResponse(written.write(filings, lang), media_type=written.media_type, headers=headers)
