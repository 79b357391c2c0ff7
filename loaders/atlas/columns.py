"""Columns of our tables: each has one name of ours and the headers, Chinese and English, under which people write it.

Invariants: a header is compared without blanks, underscores, width and case; a table is recognised by the columns that
it must have, whatever their order; unknown columns do no harm; an empty cell is an absent value.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from domain.dates import partial_date
from domain.errors import RecordRejected
from domain.filings import ClassSymbol, Party, PartyRole
from loaders.rows import columns, delimiter_of, encoding_of
from loaders.sources import Head

Columns = Mapping[str, tuple[str, ...]]
"""Our name of a column → other headers for it."""
_SEVERAL = re.compile(r"[;；\n]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_OFFICE = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return a header as it is compared.

    >>> plain(" Application_Number "), plain("申请号（专利号）"), plain("\\ufeffnumber")
    ('applicationnumber', '申请号(专利号)', 'number')
    """
    folded = unicodedata.normalize("NFKC", header).strip("\ufeff").casefold()
    return re.sub(r"[\s_\-.:*]+", "", folded)


_KNOWN: dict[int, dict[str, str]] = {}
"""Headers → our names, for each table of columns; the tables are constants of their modules."""
_NAMES: dict[tuple[int, tuple[str, ...]], tuple[str | None, ...]] = {}
"""The headers of a file, as they stand → our names of them: the same for each of its rows."""
_MOST_HEADERS = 1_000


def _named(table: Columns) -> dict[str, str]:
    known = _KNOWN.get(id(table))
    if known is None:
        known = _KNOWN[id(table)] = _headers(table)
    return known


def _names(table: Columns, headers: tuple[str, ...]) -> tuple[str | None, ...]:
    found = _NAMES.get((id(table), headers))
    if found is None:
        if len(_NAMES) >= _MOST_HEADERS:
            _NAMES.clear()
        named = _named(table)
        found = _NAMES[id(table), headers] = tuple(named.get(plain(str(one))) for one in headers)
    return found


def _headers(table: Columns) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, others in table.items():
        for header in (name, *others):
            named.setdefault(plain(header), name)
    return named


def header_of(head: Head) -> frozenset[str]:
    """Return the headers of a table as they are compared, none where this cannot be one."""
    if head.root is not None:
        return frozenset()
    line = next((one for one in head.start.removeprefix(b"\xef\xbb\xbf").splitlines() if one.strip()), b"")
    try:
        found = columns(line, encoding_of(head.start), delimiter_of(line))
    except (UnicodeDecodeError, csv.Error):
        return frozenset()
    return frozenset(plain(one) for one in found)


def has_columns(head: Head, table: Columns, required: Sequence[str]) -> bool:
    """Tell whether the header of a table has every required column of ``table``."""
    header = header_of(head)
    present = {name for spelling, name in _named(table).items() if spelling in header}
    return present.issuperset(required)


class Row:
    """One row by our names of its columns."""

    def __init__(self, record: Mapping[str, object], table: Columns) -> None:
        self._cells: dict[str, str] = {}
        for name, value in zip(_names(table, tuple(record)), record.values(), strict=True):
            text = " ".join(value.split()) if name and isinstance(value, str) else ""
            if name and text:
                self._cells.setdefault(name, text)

    def get(self, name: str) -> str | None:
        return self._cells.get(name)

    def needed(self, name: str) -> str:
        """Return a cell that must not be empty."""
        value = self._cells.get(name)
        if not value:
            raise RecordRejected(f"缺少必填列 {name} 的值", f"the column {name} must not be empty", stage="format")
        return value

    def date(self, name: str) -> str | None:
        """Return a date; one that is there and cannot be read rejects the row, for it is ours to be right."""
        text = self._cells.get(name)
        if text is None:
            return None
        date = partial_date(text)
        if date is None:
            raise RecordRejected(
                f"{name} 列的日期无法读取", f"the date in column {name} cannot be read", stage="format"
            )
        return date

    def several(self, name: str) -> list[str]:
        """Return the values of a cell that holds several, separated by semicolons."""
        text = self._cells.get(name)
        if not text:
            return []
        parts = (part.strip() for part in _SEVERAL.split(text))
        return [part for part in dict.fromkeys(parts) if part]

    def office(self, default: str = "CN") -> str:
        """Return the office's two-letter code."""
        code = (self._cells.get("office") or default).upper()
        if not _OFFICE.fullmatch(code):
            raise RecordRejected("局代码应为两个字母", "the office must be a code of two letters", stage="format")
        return code

    def parties(
        self, name: str, role: PartyRole, *, country: str | None = None, city: str | None = None
    ) -> list[Party]:
        """Return a party for each name of a cell; the place, where given, is the first one's."""
        return [
            Party(role=role, name=one, country=country if first else None, city=city if first else None)
            for first, one in ((place == 0, one) for place, one in enumerate(self.several(name)))
        ]


def language_of(text: str) -> str:
    """Return ``zh`` for a text with Han characters, else ``en``: our tables are written in these two.

    >>> language_of("通用 MCU"), language_of("Signal amplifier")
    ('zh', 'en')
    """
    return "zh" if not text.isascii() and _HAN.search(text) else "en"


def nice_symbols(numbers: Sequence[str]) -> tuple[ClassSymbol, ...]:
    """Return the Nice classes among class numbers, which may stand several in one text.

    >>> nice_symbols(["9,35", "第42类", "99"])
    (ClassSymbol(scheme='nice', symbol='9'), ClassSymbol(scheme='nice', symbol='35'), ClassSymbol(scheme='nice', symbol='42'))
    """
    return _nice_symbols(tuple(numbers))


@lru_cache(maxsize=16_384)
def _nice_symbols(numbers: tuple[str, ...]) -> tuple[ClassSymbol, ...]:
    found = (int(one) for text in numbers for one in _NUMBER.findall(text))
    return tuple(ClassSymbol(scheme="nice", symbol=str(one)) for one in dict.fromkeys(found) if 1 <= one <= 45)
