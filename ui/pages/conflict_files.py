"""Mark checks as files: the list of an answer as CSV or a workbook, and a CSV of names answered as a workbook."""

import csv
import io
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import Response

from domain.errors import ParameterError
from search_api.conflicts import batch
from search_api.conflicts.answer import CheckAnswer
from search_api.conflicts.rows import limited, rows_of
from search_api.export.tables import safe
from search_api.routes.conflicts import COST_MS
from search_api.service import service_of
from ui.conflict_form import CheckForm, form_of
from ui.languages import Lang
from ui.pages.conflicts import answer_to, refused
from ui.wording import say

router = APIRouter()
MOST_NAMES = 100
"""Names that a page checks at once; more go through the command."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/{lang}/conflicts/list.{format}")
def listed(request: Request, lang: Lang, format: str) -> Response:
    """Return the earlier rights of a check as a file."""
    form = form_of(request.query_params.multi_items())
    try:
        answer = answer_to(request, form)
    except ParameterError as error:
        return refused(request, lang, form, error)
    if format == "xlsx":
        return _workbook([batch.Line(2, form.mark, answer, None)])
    headers = {"Content-Disposition": 'attachment; filename="ip-atlas-conflicts.csv"'}
    return Response(_csv(answer, lang), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/{lang}/conflicts/batch")
def names(request: Request, lang: Lang, file: UploadFile) -> Response:
    """Answer a list of names as a workbook; what is wrong with the list as a whole is said at the form."""
    service = service_of(request)
    try:
        rows = list(limited(rows_of(file.file), MOST_NAMES))
    except ParameterError as error:
        return refused(request, lang, CheckForm(), error)
    service.allowance.spend(service.client(request), COST_MS * len(rows))
    with service.searcher() as searcher:
        return _workbook(batch.answered(searcher, rows))


def _workbook(lines: Iterable[batch.Line]) -> Response:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "conflicts.xlsx"
        batch.write_workbook(path, lines)
        content = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="ip-atlas-conflicts.xlsx"'}
    return Response(content, media_type=_XLSX, headers=headers)


def _csv(answer: CheckAnswer, lang: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    heading = [
        "#",
        say("facet_level", lang),
        "id",
        say("cmp_theirs", lang),
        say("facet_by", lang),
        say("th_status", lang),
    ]
    writer.writerow([*heading, *(say(f"axis_{axis}", lang) for axis in ("sound", "look", "meaning", "goods")),
                     say("cmp_for", lang), say("cmp_against", lang)])  # fmt: skip
    for rival in answer.rivals:
        one = rival.conflict
        scores = [f"{axis:.2f}" for axis in (one.sound.score, one.look.score, one.meaning.score, one.goods.score)]
        said = ["; ".join(f"{told.code} {told.wording.in_language(lang)}" for told in findings)
                for findings in (rival.reasons, rival.against)]  # fmt: skip
        cells = [str(rival.rank), str(one.level), one.id, batch.mark_of(rival), batch.owner_of(rival)]
        writer.writerow(
            [safe(cell) for cell in (*cells, say(f"state_{one.filing.status.state}", lang), *scores, *said)]
        )
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
