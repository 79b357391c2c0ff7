"""``/statistics``: the yearly tables, as JSON, CSV or a workbook."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import ParameterError
from indexer.workspace import opened
from search_api import params, responses
from search_api.navigation.files import csv_of
from search_api.service import Service, service_of
from search_api.statistics import answers, asked
from search_api.statistics.answers import with_revision
from search_api.statistics.workbook import workbook
from search_api.statistics.yearbook import Yearbook

router = APIRouter()
_PER_RECORD_MS = 0.004
"""Estimated milliseconds of a table for each record that is loaded."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("json", "csv", "xlsx")


@router.get("/statistics", summary="The yearly tables that there are")
def get_tables(request: Request) -> Response:
    service = service_of(request)
    service.allowance.spend(service.client(request))
    return responses.answer(answers.listed())


@router.get("/statistics/{table}", summary="A yearly table: every count is a link")
def get_table(request: Request, table: str) -> Response:
    """year, region, address (filing, current), office, population (CSV), format (json, csv, xlsx), lang."""
    return _table(request, table, request.query_params.multi_items())


@router.post("/statistics/{table}", summary="The same, with the parameters as a JSON object")
def post_table(request: Request, table: str, body: dict[str, Any]) -> Response:
    return _table(request, table, params.of_body(body))


def _table(request: Request, name: str, pairs: list[tuple[str, str]]) -> Response:
    service = service_of(request)
    table = answers.named(name)
    format = next((value for key, value in pairs if key == "format"), "json")
    if format not in FORMATS:
        raise ParameterError("format", "format 须为 json、csv 或 xlsx。", "format is one of json, csv, xlsx.")
    lang = "zh" if ("lang", "zh") in pairs else "en"
    client = service.client(request)
    with service.searcher() as searcher:
        read = asked.read(searcher, [pair for pair in pairs if pair[0] != "format"])
        spend(service, client, searcher.state().records)
        given = answers.answer(Yearbook(searcher, read), table)
    if format == "csv":
        return _file(csv_of(given.found), "text/csv; charset=utf-8", f"{table.name}-{read.year}.csv")
    if format == "xlsx":
        return _file(workbook([given], lang), _XLSX, f"{table.name}-{read.year}.xlsx")
    with opened(service.engine) as connection:
        return responses.answer(answers.body(with_revision(connection, given)))


def spend(service: Service, client: str, records: int) -> None:
    """Take what a table costs from a client's allowance."""
    service.allowance.spend(client, _PER_RECORD_MS * records)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
