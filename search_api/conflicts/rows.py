"""The rows of a list of names: a CSV read row by row, so that memory does not grow with the list.

Columns ``mark`` (needed), ``classes``, ``goods``, ``groups``, ``vienna``, ``profile``, ``filed``, ``priority``, ``owner``, in
any order and in English or Chinese; UTF-8 or, where it is not, GB 18030 as Chinese spreadsheets write it. A row that
cannot be read is one error; a quotation that does not end spoils its first line alone, and the next line is read again.
"""

import codecs
import csv
import io
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from domain.errors import ParameterError
from domain.text import Wording

COLUMNS = {
    "mark": ("mark", "商标", "标志", "名称", "name"),
    "classes": ("classes", "class", "nice", "类别", "尼斯类别"),
    "goods": ("goods", "商品", "商品和服务"),
    "groups": ("groups", "group", "类似群"),
    "vienna": ("vienna", "图形要素", "维也纳编码"),
    "profile": ("profile", "law", "法律", "口径"),
    "filed": ("filed", "filing date", "申请日"),
    "priority": ("priority", "priority date", "优先权日"),
    "owner": ("owner", "applicant", "申请人", "权利人"),
}
MOST_LINES = 64
"""Lines of one row: goods may have line ends within quotation marks."""
LONGEST = 64 * 1024
"""Characters of one row; a longer one is an error."""
_CHUNK = 256 * 1024
_COMPLETE = re.compile(r"(?:\"[^\"]*+(?:\"\"[^\"]*+)*+\"[^,\r\n]*+|[^\",\r\n][^,\r\n]*+|,)*+(?:\r\n|\n|\r)?")
Row = dict[str, str] | ParameterError


def rows_of(stream: BinaryIO) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a list by their place, the heading being 1. Raises ``ParameterError`` where no column is a mark."""
    with ExitStack() as opened:
        if not stream.seekable():
            copy = opened.enter_context(tempfile.TemporaryFile())
            shutil.copyfileobj(stream, copy, _CHUNK)
            copy.seek(0)
            stream = copy
        text = io.TextIOWrapper(stream, _encoding(stream), "replace", newline="")
        opened.callback(text.detach)
        found = _records(text)
        heading: list[str] | None = next(found, [])
        names = _names(heading or [])
        for at, cells in enumerate(found, 2):
            if cells is None:
                yield (
                    at,
                    ParameterError("row", f"第 {at} 行无法读取。", f"Row {at} cannot be read.", code="row-unreadable"),
                )
            elif any(cell.strip() for cell in cells):
                yield at, {name: cells[place].strip() for name, place in names.items() if place < len(cells)}


def _encoding(stream: BinaryIO) -> str:
    """Tell the encoding by the whole list, and go back to its start."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
        found = "utf-8-sig"
    except UnicodeDecodeError:
        found = "gb18030"
    stream.seek(0)
    return found


def _records(text: io.TextIOWrapper) -> Iterator[list[str] | None]:
    """Yield the cells of each row; ``None`` for one that cannot be read."""
    waiting: deque[str] = deque()
    lines = _lines(text)
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        taken = [line]
        size = len(line)
        while not _COMPLETE.fullmatch("".join(taken)) and len(taken) < MOST_LINES and size <= LONGEST:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            size += len(more)
        row = "".join(taken)
        if size <= LONGEST and _COMPLETE.fullmatch(row):
            yield next(csv.reader([row.replace("\0", "")]), [])
        else:
            waiting.extendleft(reversed(taken[1:]))
            yield None


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines; one that is longer than a row may be is cut where it is too long, and its rest is passed over."""
    while line := text.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and line[-1] not in "\r\n":
            if not (line := text.readline(LONGEST + 1)):
                return


def _names(heading: list[str]) -> dict[str, int]:
    known = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    found = {known[cell.strip().casefold()]: at for at, cell in enumerate(heading) if cell.strip().casefold() in known}
    if "mark" not in found:
        raise ParameterError(
            "file", "名单的第一行须有“mark”（商标）列。", "The first row of the list needs a column “mark”.", code="no-mark-column",
            hint=Wording("列：mark, classes, goods。", "Columns: mark, classes, goods."),
        )  # fmt: skip
    return found


def limited(rows: Iterator[tuple[int, Row]], most: int) -> Iterator[tuple[int, Row]]:
    """Yield at most so many rows; raise ``ParameterError`` where there are more."""
    for count, row in enumerate(rows, 1):
        if count > most:
            raise ParameterError(
                "file", f"网页一次最多比对 {most} 个名称。", f"A page checks at most {most} names at once.", code="too-many-names",
                hint=Wording("更多名称请用命令 ipatlas conflicts --batch。", "For more names use ipatlas conflicts --batch."),
            )  # fmt: skip
        yield row
