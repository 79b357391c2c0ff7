"""A list of numbers: each line with its reading, its record and its status, or what is wrong with it; all lines as CSV."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.engine import CoverageRow
from domain.numbers import Reading
from domain.offices import country_name
from search_api import params
from search_api.coverage import coverage
from search_api.export.tables import safe
from search_api.labels import RIGHT_LABELS
from search_api.number_list import LONGEST_LIST, Line, lines_of, look_up
from search_api.service import service_of
from ui.dates import long_date
from ui.kinds import RIGHTS
from ui.languages import Lang
from ui.rendering import page
from ui.rows import called, printed_number
from ui.wording import say

router = APIRouter()
_LINKED = 100
_ADDRESS = 1_500
_POINTS_MS = 0.2


@router.get("/{lang}/numbers")
def ask(request: Request, lang: Lang, numbers: str = "", step: str = "") -> Response:
    return _answer(request, lang, numbers, step)


@router.post("/{lang}/numbers")
def post(
    request: Request, lang: Lang, numbers: str = Form(""), step: str = Form(""), file: UploadFile | None = None
) -> Response:
    """Answer a list of any length; a short one gets an address of its own."""
    if file is not None and file.size:
        numbers = f"{numbers}\n{file.file.read().decode('utf-8-sig', 'replace')}"
    if len(numbers) <= _ADDRESS and step != "csv":
        return RedirectResponse(params.url_of(request.url.path, [("numbers", numbers)] if numbers.strip() else []), 303)
    return _answer(request, lang, numbers, step)


def _answer(request: Request, lang: Lang, text: str, step: str) -> Response:
    service = service_of(request)
    texts = lines_of(text)
    service.allowance.spend(service.client(request), len(texts) * _POINTS_MS)
    with service.searcher() as searcher:
        lines = look_up(searcher, texts)
        if step == "csv":
            headers = {"Content-Disposition": 'attachment; filename="ip-atlas-numbers.csv"'}
            return Response(_csv(lines, lang), media_type="text/csv; charset=utf-8", headers=headers)
        found = coverage(searcher)
    ids = list(dict.fromkeys(filing.id for line in lines for filing in line.filings))
    query = " OR ".join(f'number:"{one}"' for one in ids)
    return page(
        request,
        "numbers.html",
        lang,
        text=text,
        lines=lines,
        most=LONGEST_LIST,
        outcomes=Counter(line.outcome for line in lines),
        ids=ids,
        results=params.url_of(f"/{lang}/search", [("q", query)]) if 0 < len(ids) <= _LINKED else None,
        read_as=lambda reading: read_as(reading, lang),
        why=lambda line: _why(line, found.rows, lang),
        repaired=lambda line: _repaired(texts, line, lang),
        called=lambda filing: called(filing, lang),
        printed_number=printed_number,
        data_date=found.data_date,
        api_calls=[f"/api/v1/records/{ids[0]}"] if ids else [],
    )


def read_as(reading: Reading, lang: str) -> str:
    """Return a reading in words: what it is, of which office, and the number."""
    if reading.office == "*":
        return say("reading_any", lang, number=reading.number)
    kind = say(f"reading_{reading.type}", lang)
    office = country_name(reading.office).in_language(lang)
    right = RIGHTS[reading.right].in_language(lang).lower() if reading.right != "patent" else ""
    number = " ".join(part for part in (reading.number, reading.kind) if part)
    return say("reading_of", lang, office=office, right=right, kind=kind, number=number).replace("  ", " ")


def _why(line: Line, rows: Sequence[CoverageRow], lang: str) -> str:
    """Return why a line meets no record, as far as what is loaded tells."""
    if line.outcome == "no_number":
        return say("why_no_number", lang)
    if line.outcome == "mistyped":
        return say("why_mistyped", lang, digit=(line.repair or "?")[-1])
    first = line.readings[0]
    own = [row for row in rows if row.right == first.right and row.office == first.office]
    right = RIGHT_LABELS[first.right].in_language(lang)
    office = country_name(first.office).in_language(lang)
    if first.office == "*":
        return say("why_not_here", lang)
    if not own:
        return say("why_no_office", lang, right=right, office=office)
    date = max((row.source_date or "" for row in own), default="")
    return say("why_not_among", lang, right=right, office=office, date=long_date(date, lang) or "–")


def _repaired(texts: Sequence[str], line: Line, lang: str) -> str:
    """Return the address of the list with the line repaired, or of the one line where the list is long."""
    whole = "\n".join(line.repair or "" if at == line.at else text for at, text in enumerate(texts, 1))
    return params.url_of(f"/{lang}/numbers", [("numbers", whole if len(whole) <= _ADDRESS else line.repair or "")])


def _csv(lines: Sequence[Line], lang: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(
        [say(f"csv_{one}", lang) for one in ("line", "text", "outcome", "reading", "id", "title", "status", "repair")]
    )
    for line in lines:
        readings = "; ".join(read_as(one, lang) for one in line.readings)
        start = [str(line.at), line.text, say(f"outcome_{line.outcome}", lang), readings]
        rest = [[one.id, called(one, lang).text, say(f"state_{one.status.state}", lang)] for one in line.filings]
        for own in rest or [["", "", ""]]:
            writer.writerow([safe(cell) for cell in (*start, *own, line.repair or "")])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
