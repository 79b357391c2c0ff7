"""The figures of yearly tables as one workbook, with a sheet of definitions.

Invariant: equal figures give equal bytes; no time of making stands in a file.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from domain.text import Wording
from search_api.statistics.answers import Answer

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_DEFINITIONS = Wording("口径", "Definitions")
_HEADS = (
    Wording("表", "Table"), Wording("术语", "Term"), Wording("口径", "Definition"), Wording("版本", "Version"),
)  # fmt: skip


def workbook(answers: Sequence[Answer], lang: str) -> bytes:
    """Return a workbook: a sheet for each table, named by its number, and one of the definitions."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": "IP Atlas", "created": _MADE})
        bold = book.add_format({"bold": True})
        for one in answers:
            sheet = book.add_worksheet(one.table.number)
            sheet.write_string(0, 0, f"{one.table.number} {one.table.title.in_language(lang)}", bold)
            sheet.write_string(1, 0, scope_line(one, lang))
            for at, head in enumerate(one.found.columns):
                sheet.write_string(3, at, head.label.in_language(lang), bold)
            for line, row in enumerate(one.found.rows, 4):
                for at, value in enumerate(row.values):
                    if isinstance(value, bool) or value is None:
                        sheet.write(line, at, value)
                    elif isinstance(value, str):
                        sheet.write_string(line, at, value)
                    else:
                        sheet.write_number(line, at, value)
            for line, told in enumerate(one.notices, 5 + len(one.found.rows)):
                sheet.write_string(line, 0, told.wording.in_language(lang))
        _defined(book.add_worksheet(_DEFINITIONS.in_language(lang)), answers, lang, bold)
    return held.getvalue()


def _defined(sheet: "xlsxwriter.worksheet.Worksheet", answers: Sequence[Answer], lang: str, bold: object) -> None:
    for at, head in enumerate(_HEADS):
        sheet.write_string(0, at, head.in_language(lang), bold)
    line = 1
    for one in answers:
        for given in one.table.definitions:
            cells = (
                one.table.number, given.term.in_language(lang), given.text.in_language(lang),
                f"{given.name}/{given.version}",
            )  # fmt: skip
            for at, text in enumerate(cells):
                sheet.write_string(line, at, text)
            line += 1


def scope_line(given: Answer, lang: str) -> str:
    """Return the year, region, address and data date of a table on one line."""
    asked = given.asked
    address = {
        "filing": Wording("申请时地址", "address at filing"),
        "current": Wording("当前权利人地址", "address of the proprietor now"),
    }[asked.address].in_language(lang)
    said = [
        str(asked.year),
        *([asked.region] if asked.region else []),
        *([asked.office] if asked.office else []),
        address,
    ]
    data = Wording(f"数据截至 {given.data_date or '–'}", f"data to {given.data_date or '–'}").in_language(lang)
    return " · ".join([*said, data])
