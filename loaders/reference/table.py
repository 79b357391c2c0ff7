"""How a reference table declares itself, and how its bytes become rows.

A table is small and read as a whole; a stream beyond ``LIMIT`` is refused. A row whose symbol cannot be read is left
out, since a title without a symbol can be found nowhere.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.engine import ClassTitle
from domain.errors import RecordRejected
from domain.text import Wording
from loaders.sources import Head
from loaders.streams import CHUNK, Readable

LIMIT = 128 * 1024 * 1024
_CELL = 128 * 1024
"""Characters of a cell; a longer one is a quotation mark that was never closed."""


@dataclass(frozen=True, slots=True)
class Table:
    """One format of one table; ``schemes`` are those whose symbols ``read`` gives titles to."""

    name: str
    title: Wording
    schemes: tuple[str, ...]
    recognises: Callable[[Head], bool]
    read: Callable[[Readable], Iterator[ClassTitle]]


def whole(stream: Readable) -> bytes:
    """Return all bytes of a table; raise ``RecordRejected`` beyond the limit."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > LIMIT:
            raise RecordRejected("参考表过大", "the reference table is too large", stage="record")
        pieces.append(piece)
    return b"".join(pieces)


def text(stream: Readable) -> str:
    """Return a table as text; raise ``RecordRejected`` where it is not UTF-8."""
    try:
        return whole(stream).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RecordRejected("不是 UTF-8 编码", "not UTF-8", stage="record", offset=fault.start) from None


def rows(stream: Readable, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """Yield the rows of a table with a header; missing cells are empty."""
    reader = csv.DictReader(io.StringIO(text(stream), newline=""), delimiter=delimiter, restval="", strict=False)
    try:
        for row in reader:
            if any(isinstance(value, str) and len(value) > _CELL for value in row.values()):
                raise csv.Error("a cell without an end")
            yield {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    except csv.Error:
        raise RecordRejected("表格无法读取", "the table cannot be read", stage="record") from None


def has_columns(*names: str, delimiter: str = ",") -> Callable[[Head], bool]:
    """Recognise a table by its header line, which has all these columns."""

    def recognises(head: Head) -> bool:
        line = head.text.lstrip("\ufeff").partition("\n")[0].strip()
        return head.root is None and set(names) <= {cell.strip().strip('"') for cell in line.split(delimiter)}

    return recognises
