"""``/export`` in its five formats: every hit, sorted by id, safe to open, readable by others."""

import csv
import io
import re
import threading
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from starlette.testclient import TestClient

from domain.codec import shown
from domain.engine import Engine
from domain.filings import Filing
from domain.query import All, SearchRequest
from domain.text import Text
from search_api import streaming
from search_api.export.columns import COLUMNS
from search_api.export.references import bibtex_entries, ris_entries
from search_api.export.tables import csv_lines, xlsx_blocks
from search_api.service import Service
from search_api.settings import ApiSettings
from tests.search_api.asking import refused

Filings = dict[str, Filing]


def _exported(client: TestClient, format: str, **more: str) -> bytes:
    answer = client.get("/api/v1/export", params={"format": format, **more})
    assert answer.status_code == 200, answer.text
    ending = {"bibtex": "bib"}.get(format, format)
    assert answer.headers["content-disposition"] == f'attachment; filename="ip-atlas.{ending}"'
    return answer.content


def test_jsonl_is_every_filing_as_shown_by_id(client: TestClient, filings: Filings) -> None:
    assert _exported(client, "jsonl") == b"".join(shown(filings[id]) + b"\n" for id in sorted(filings))


def test_only_the_hits_are_exported(client: TestClient, filings: Filings) -> None:
    body = client.get("/api/v1/search", params={"q": "battery", "f.office": "US", "size": "100"}).json()
    lines = _exported(client, "jsonl", q="battery", **{"f.office": "US"}).splitlines()
    assert len(lines) == body["total"] > 0
    rows = list(
        csv.reader(io.StringIO(_exported(client, "csv", q="battery", **{"f.office": "US"}).decode("utf-8-sig")))
    )
    assert len(rows) == body["total"] + 1


def test_csv_reads_back(client: TestClient, filings: Filings) -> None:
    content = _exported(client, "csv", lang="zh")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["标识"] for row in rows] == sorted(filings)
    assert set(rows[0]) == {column.heading.zh for column in COLUMNS}
    assert {row["法律状态"] for row in rows} > {"有效"} or {row["法律状态"] for row in rows}


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0", "\n=1", " =1", '"=1']


def _titled(filings: Filings, title: str) -> Filing:
    return replace(next(one for one in filings.values() if one.right == "patent"), title=(Text("en", title),))


@pytest.mark.parametrize("title", HOSTILE)
def test_csv_cells_are_no_formulas(filings: Filings, title: str) -> None:
    lines = b"".join(csv_lines([_titled(filings, title)], "en")).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(lines, newline="")))
    cell = row["Title or mark"]
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")) and not cell.startswith(("\t", "\r", "\n"))
    assert cell.removeprefix("'") == title


@pytest.mark.parametrize("title", HOSTILE)
def test_xlsx_cells_are_texts(filings: Filings, title: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_blocks([_titled(filings, title)], "en"))))
    cell = book.worksheets[0].cell(2, 1 + [column.name for column in COLUMNS].index("title"))
    assert cell.data_type == "s"
    book.close()


def test_xlsx_reads_back(client: TestClient, filings: Filings) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_exported(client, "xlsx")), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert rows[0] == tuple(column.heading.en for column in COLUMNS)
    assert [row[0] for row in rows[1:]] == sorted(filings)


def test_a_full_sheet_goes_on_in_the_next(filings: Filings) -> None:
    listed = [filings[id] for id in sorted(filings)][:23]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_blocks(listed, "zh", sheet_rows=11))))
    read = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    assert [len(rows) for rows in read] == [11, 11, 4]
    assert len({rows[0] for rows in read}) == 1 and read[0][0][0] == "标识"
    assert [row[0] for rows in read for row in rows[1:]] == [one.id for one in listed]
    exact = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_blocks(listed[:20], "zh", sheet_rows=11))))
    assert [sheet.max_row for sheet in exact.worksheets] == [11, 11]


def test_an_export_of_nothing_has_its_headings(client: TestClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_exported(client, "xlsx", q="xyzzyx")))
    assert book.worksheets[0].max_row == 1
    assert len(_exported(client, "csv", q="xyzzyx").splitlines()) == 1
    assert all(_exported(client, format, q="xyzzyx") == b"" for format in ("jsonl", "ris", "bibtex"))


def _ris(content: str) -> list[dict[str, list[str]]]:
    entries: list[dict[str, list[str]]] = [{}]
    for line in content.split("\r\n"):
        if not line:
            continue
        tag, mark, value = line[:2], line[2:6], line[6:]
        assert mark == "  - " and re.fullmatch(r"[A-Z][A-Z0-9]", tag), line
        entries[-1].setdefault(tag, []).append(value)
        if tag == "ER":
            entries.append({})
    assert entries.pop() == {}
    return entries


def test_ris_parses(client: TestClient, filings: Filings) -> None:
    entries = _ris(_exported(client, "ris").decode())
    assert [one["ID"][0] for one in entries] == sorted(filings)
    for one in entries:
        assert next(iter(one)) == "TY" and one["TY"][0] in ("PAT", "GEN") and list(one)[-1] == "ER"
        filing = filings[one["ID"][0]]
        assert one.get("AU", []) == [p.name for p in filing.parties if p.role in ("inventor", "designer")]


def _bibtex(content: str) -> dict[str, dict[str, str]]:
    entries: dict[str, dict[str, str]] = {}
    at = 0
    while (start := content.find("@", at)) >= 0:
        head = re.compile(r"@(\w+)\{([^,{}\s]+),\n").match(content, start)
        assert head, content[start : start + 80]
        at = head.end()
        values: dict[str, str] = {"": head[1]}
        while not content.startswith("}", at):
            name = re.compile(r"  (\w+) = \{").match(content, at)
            assert name, content[at : at + 80]
            depth, end = 1, name.end()
            while depth:
                character = content[end]
                if character == "\\":
                    end += 1
                depth += (character == "{") - (character == "}")
                end += 1
            values[name[1]] = content[name.end() : end - 1]
            assert content[end : end + 2] == ",\n"
            at = end + 2
        entries[head[2]] = values
    return entries


def test_bibtex_parses(client: TestClient, filings: Filings) -> None:
    entries = _bibtex(_exported(client, "bibtex").decode())
    assert sorted(entries) == sorted(filings)
    for id, values in entries.items():
        assert values[""] == ("patent" if filings[id].right in ("patent", "design") else "misc")
        assert values["number"].replace("\\_", "_") == id


def test_what_has_a_meaning_in_a_format_is_written_so_that_it_has_none(filings: Filings) -> None:
    nasty = _titled(filings, "a}b{c\\d%e&f$g#h_i~j^k\r\nTY  - FAKE\n@misc{x,")
    [entry] = _bibtex(b"".join(bibtex_entries([nasty], "en")).decode()).values()
    assert "FAKE" in entry["title"]
    [one] = _ris(b"".join(ris_entries([nasty], "en")).decode())
    assert len(one["TY"]) == 1 and "FAKE" in one["TI"][0]


def test_wrong_exports(client: TestClient) -> None:
    assert refused(client, path="/api/v1/export", format="doc")["parameter"] == "format"
    assert refused(client, path="/api/v1/export", q="((")["status"] == 400
    assert refused(client, path="/api/v1/export", whatever="1")["parameter"] == "whatever"


def test_a_third_export_at_once_waits(engine: Engine) -> None:
    service = Service(engine, ApiSettings())
    request = SearchRequest(query=All())

    def lines(filings: object) -> Iterator[bytes]:
        yield b"first"
        yield b"second"

    first = streaming.guarded(service, "a", lines, request)
    second = streaming.guarded(service, "a", lines, request)
    with pytest.raises(Exception, match="exports") as busy:
        streaming.guarded(service, "a", lines, request)
    assert busy.value.reason == "exports-busy"  # type: ignore[attr-defined]
    assert b"".join(streaming.guarded(service, "b", lines, request)) == b"firstsecond"
    assert b"".join(first) == b"firstsecond"
    assert next(second) == b"first"
    second.close()
    never_read = streaming.guarded(service, "a", lines, request)
    never_read.close()
    dropped = streaming.guarded(service, "a", lines, request)
    del dropped
    both = [streaming.guarded(service, "a", lines, request) for _ in range(2)]
    assert [b"".join(one) for one in both] == [b"firstsecond"] * 2


def test_exports_of_many_clients_at_once(client: TestClient, filings: Filings) -> None:
    sizes: list[int] = []

    def run() -> None:
        sizes.append(len(client.get("/api/v1/export", params={"format": "jsonl", "q": "battery"}).content))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(sizes)) == 1 and sizes[0] > 0
