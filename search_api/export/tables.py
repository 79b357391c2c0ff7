"""An export as a table: CSV safe against formulas, and XLSX that goes on in further sheets."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter

from domain.filings import Filing
from search_api.export.columns import COLUMNS

SHEET_ROWS = 1_048_576
"""The rows of a sheet, its heading among them (the limit of the format)."""
_CELL = 32_767
_BLOCK = 1 << 16
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BLANK = ("\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula (OWASP, CSV injection).

    >>> safe("=1+1"), safe("tea")
    ("'=1+1", 'tea')
    """
    plain = _CONTROL.sub(" ", cell)
    return f"'{plain}" if plain.startswith(_BLANK) or plain.lstrip().startswith(_FORMULA) else plain


def csv_lines(filings: Iterable[Filing], lang: str) -> Iterator[bytes]:
    """Yield a CSV file (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read Chinese)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.heading.in_language(lang) for column in COLUMNS])
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    for filing in filings:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe(column.read(filing, lang)) for column in COLUMNS])
        yield buffer.getvalue().encode()


def xlsx_blocks(filings: Iterable[Filing], lang: str, sheet_rows: int = SHEET_ROWS) -> Iterator[bytes]:
    """Yield an XLSX file in blocks; rows beyond a sheet's limit go on in the next sheet under the same heading."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        _write_workbook(path, filings, lang, sheet_rows)
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block


def _write_workbook(path: Path, filings: Iterable[Filing], lang: str, sheet_rows: int) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        sheet, row = None, sheet_rows
        for filing in filings:
            if row >= sheet_rows:
                sheet, row = _new_sheet(book, bold, lang), 1
            assert sheet is not None
            for at, column in enumerate(COLUMNS):
                sheet.write_string(row, at, _CONTROL.sub(" ", column.read(filing, lang))[:_CELL])
            row += 1
        if sheet is None:
            _new_sheet(book, bold, lang)


def _new_sheet(book: "xlsxwriter.Workbook", bold: object, lang: str) -> "xlsxwriter.worksheet.Worksheet":
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.heading.in_language(lang), bold)
    return sheet
