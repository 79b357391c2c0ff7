"""Cut JSON into its objects and CSV into its rows, with byte offsets, in constant memory.

Invariants: an object that does not end gives way to the next one that begins a line at the same indentation (a string of
JSON ends with its line at the latest); a quoted
field that does not end within a mebibyte is one broken row, and the next line is read again. Empty lines are no rows.
"""

import csv
import re
from collections.abc import Iterator

from loaders.cutting import MAX_RECORD, Window

BROKEN_ROW = 1024 * 1024
LOOK = 64 * 1024
csv.field_size_limit(BROKEN_ROW)
_TOKEN = re.compile(rb"\"[^\"\\\n]*+(?:\\[^\n][^\"\\\n]*+)*+\\?(?P<end>\"?)|[{}\[\]]|\n[ \t]*\{")
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\n|\r)")
_BOM = b"\xef\xbb\xbf"
UNENDED = ("对象没有结束", "the object does not end")
UNCLOSED = ("引号没有闭合", "a quotation mark is not closed")
TOO_LONG = ("记录过长", "the record is too long")
Fault = tuple[str, str] | None


def array_start(held: bytes, names: tuple[str, ...]) -> int:
    """Return where the objects begin: after the bracket of the named array or of the root; 0 for objects alone."""
    if names:
        found = re.search(rb"\"" + re.escape(names[0].encode()) + rb"\"\s*:\s*\[", held)
        if found:
            return found.end()
    lead = re.match(rb"(?:\xef\xbb\xbf)?\s*\[", held)
    return lead.end() if lead else 0


def cut_json(window: Window, names: tuple[str, ...]) -> Iterator[tuple[int, bytes, Fault]]:
    """Yield (offset, bytes, fault) of each object of an array, or of objects that stand one after the other."""
    window.fill(LOOK)
    at = array_start(bytes(window.held[:LOOK]), names)
    indent: bytes | None = None
    while True:
        start = _object_start(window, at)
        if start is None:
            return
        if indent is None:
            lead = re.search(rb"\n([ \t]*)$", bytes(window.held[:start]))
            indent = b"\n" + lead[1] + b"{" if lead else (b"\n{" if start == 0 else b"")
        end, fault = _object_end(window, start, indent)
        raw = bytes(window.held[start:end]).rstrip(b" \t\r\n,")
        yield window.base + start, raw, fault
        window.drop(end)
        at = 0


def _object_start(window: Window, at: int) -> int | None:
    """Return where the next object begins; nothing once the array has ended."""
    while True:
        found = re.compile(rb"[{\]]").search(window.held, at)
        if found:
            return found.start() if window.held[found.start()] == ord("{") else None
        window.drop(max(0, len(window.held) - 256))
        at = 0
        if not window.grow():
            return None


def _object_end(window: Window, start: int, indent: bytes) -> tuple[int, Fault]:
    depth, at = 0, start
    while True:
        for found in _TOKEN.finditer(window.held, at):
            mark = found[0]
            if mark[:1] == b'"':
                if not found["end"] and found.end() == len(window.held):
                    break
            elif mark[:1] == b"\n":
                if mark == indent and found.start() > start:
                    return found.start(), UNENDED
                depth += 1
            elif mark in b"{[":
                depth += 1
            else:
                depth -= 1
                if not depth:
                    return found.end(), None
            at = found.end()
        if len(window.held) - start > MAX_RECORD:
            return len(window.held), TOO_LONG
        if not window.grow_well():
            return len(window.held), UNENDED


def cut_rows(window: Window) -> Iterator[tuple[int, bytes, tuple[str, ...], Fault]]:
    """Yield (offset, bytes, header, fault) of each row below the header."""
    window.fill(LOOK)
    if window.held.startswith(_BOM):
        window.drop(len(_BOM))
    encoding = encoding_of(bytes(window.held[:LOOK]))
    header: tuple[str, ...] = ()
    row = row_pattern(delimiter_of(bytes(window.held.split(b"\n", 1)[0])))
    while True:
        end, fault = _row_end(window, row)
        raw = bytes(window.held[:end]).rstrip(b"\r\n")
        if raw.strip():
            if header:
                yield window.base, raw, header, fault
            else:
                header = (encoding, delimiter_of(raw), *_names(raw, encoding))
        window.drop(end)
        if not window.held and not window.grow():
            return


def row_pattern(delimiter: str) -> re.Pattern[bytes]:
    """Return what one row is, with its line end, for one delimiter."""
    mark = re.escape(delimiter).encode()
    quoted = rb"\"[^\"]*+(?:\"\"[^\"]*+)*+\"[^%b\r\n]*+" % mark
    return re.compile(rb"(?:%b|[^\"%b\r\n][^%b\r\n]*+|%b)*+(\r\n|\n|\r)" % (quoted, mark, mark, mark))


def _names(raw: bytes, encoding: str) -> list[str]:
    """Return the names of the columns; none where the header cannot be read, so that its rows are rejected."""
    try:
        return columns(raw, encoding, delimiter_of(raw))
    except (ValueError, csv.Error):
        return []


def _row_end(window: Window, row: re.Pattern[bytes]) -> tuple[int, Fault]:
    """Return where the row at the start of the window ends."""
    while True:
        found = row.match(window.held)
        if found and (found.end() < len(window.held) or window.ended or found[1] != b"\r"):
            return found.end(), None
        if len(window.held) > BROKEN_ROW or not window.grow():
            break
    line = _LINE.match(window.held)
    end = line.end() if line else len(window.held)
    whole = not line and b'"' not in window.held
    return end, None if whole or _complete(bytes(window.held[:end]), row) else UNCLOSED


def _complete(line: bytes, row: re.Pattern[bytes]) -> bool:
    """Say whether a last line without a line end holds no open quotation."""
    bare = line.rstrip(b"\r\n") + b"\n"
    found = row.match(bare)
    return found is not None and found.end() == len(bare)


def encoding_of(start: bytes) -> str:
    """Return utf-8 where the first bytes are, else the encoding of Chinese spreadsheets."""
    try:
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def delimiter_of(header: bytes) -> str:
    """Return the delimiter of a table, read off its header line."""
    return max((",", ";", "\t"), key=lambda one: header.count(one.encode()))


def columns(raw: bytes, encoding: str, delimiter: str) -> list[str]:
    """Return the fields of one row; raises ``UnicodeDecodeError`` or ``csv.Error``."""
    return next(csv.reader([raw.decode(encoding)], delimiter=delimiter), [])
