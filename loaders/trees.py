"""Read a technology tree (技术分解表) or a list of tagged records from a person's CSV or XLSX file, row by row.

Invariants: a row keeps its line, so that a fault can be shown where it stands; nothing is evaluated, formulas are text
that is refused; at most ``MOST_ROWS`` rows come out.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl import load_workbook

from domain.errors import ParameterError

MOST_ROWS = 20_000
_MOST_CELL = 20_000
_MOST_UNPACKED = 64 * 1024 * 1024
_NAMES: Mapping[str, tuple[str, ...]] = {
    "branch": ("branch", "分支", "技术分支", "分支名称"),
    "parent": ("parent", "上级", "上级分支", "父级"),
    "query": ("query", "检索式"),
    "tag": ("tag", "标签", "标引"),
    "id": ("id", "number", "号码", "公开号", "公布号"),
    "by": ("by", "who", "标引人", "人员"),
    "why": ("why", "reason", "理由", "说明"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its line in the file from 1, and its values by column."""

    line: int
    values: Mapping[str, str]


def read_table(raw: bytes, needed: tuple[str, ...]) -> tuple[TableRow, ...]:
    """Return the rows of a CSV or XLSX file whose header names the ``needed`` columns, in Chinese or English.

    Raises ``ParameterError`` (tree-unreadable) with the line.
    """
    lines = _sheet(raw) if raw.startswith(b"PK\x03\x04") else _text(raw)
    header: list[str | None] | None = None
    rows: list[TableRow] = []
    for line, cells in lines:
        if not any(cells):
            continue
        if header is None:
            header = [_named(cell) for cell in cells]
            if missing := [one for one in needed if one not in header]:
                names = ", ".join(missing)
                raise _refused(line, f"表头缺少列：{names}。", f"the header lacks the columns {names}.")
            continue
        if len(rows) >= MOST_ROWS:
            raise _refused(line, f"最多 {MOST_ROWS:,} 行。", f"at most {MOST_ROWS:,} rows are read.")
        values = {name: _plain(cell) for name, cell in zip(header, cells, strict=False) if name and cell}
        if any(len(cell) > _MOST_CELL for cell in values.values()):
            raise _refused(line, "单元格过长。", "a cell is too long.")
        rows.append(TableRow(line, values))
    if header is None:
        raise _refused(1, "文件是空的。", "the file is empty.")
    return tuple(rows)


def _plain(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a cell, as our own tables have it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _named(cell: str) -> str | None:
    low = cell.strip().casefold()
    return next((name for name, said in _NAMES.items() if low in said), None)


def _text(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _refused(1, "不是 UTF-8 或 GB18030 文本。", "the file is neither UTF-8 nor GB18030 text.")
    if "\0" in text:
        raise _refused(1, "不是文本文件。", "the file is not text.")
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        raise _refused(reader.line_num, "引号没有闭合。", "a quotation mark is not closed.") from None


def _sheet(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet; a workbook that hides how large it is is refused before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile:
        raise _refused(1, "工作簿已损坏。", "the workbook is damaged.") from None
    if unpacked > _MOST_UNPACKED:
        raise _refused(1, "工作簿过大。", "the workbook is too large.")
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except Exception:  # the library raises whatever its parsers raise; none of it may quote the file
        raise _refused(1, "无法读取工作簿。", "the workbook cannot be read.") from None
    try:
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield line, ["" if cell is None else str(cell).strip() for cell in cells]
    finally:
        book.close()


def _refused(line: int, zh: str, en: str) -> ParameterError:
    return ParameterError("file", f"第 {line} 行：{zh}", f"Line {line}: {en}", code="tree-unreadable")
