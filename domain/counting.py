"""The columns that analyses count: what a record has in each, as integers, packed into one row.

A code is a date or number itself, a class symbol packed in the scheme's order, or 63 bits of a text's hash; the text
comes back from any record that has the code. Invariants: equal records give equal rows; a row has every column, empty
where the record has no value, so that columns of many records are cut out of their rows without reading one.
"""

import re
import struct
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter

from domain.dates import as_number
from domain.engine import Document
from domain.fields import Field, indexed_fields
from domain.filings import Filing
from domain.legal_events import ended_on, in_force_from

WORD = 8
_CACHE = 131_072
_LONGEST = 65_535
_HASHED = 1 << 62
_LARGEST = _HASHED - 1
_SYMBOL = re.compile(r"([A-Z])(?:(\d{2})(?:([A-Z])(?:(\d{1,4})(?:/(\d{2,6}))?)?)?)?")
_ALSO = ("title_terms", "cited", "publication")
_FIELDS: tuple[Field, ...] = tuple(one for one in indexed_fields() if one.facet or one.name in _ALSO)
UNITS = {"application": "application__unit", "family": "family__unit"}
"""The column that tells the units of a counting unit apart; of publications each record is one."""
_LIFE: tuple[tuple[str, Callable[[Filing], str | None]], ...] = (
    ("life__filed", lambda filing: filing.dates.filed),
    ("life__start", lambda filing: in_force_from(filing.dates)),
    ("life__end", lambda filing: ended_on(filing.dates, filing.status)),
    ("life__since", lambda filing: filing.status.since),
    ("life__over", lambda filing: filing.dates.expires),
)
COLUMNS: tuple[str, ...] = (
    *(one.name for one in _FIELDS), *UNITS.values(), "life__state", *(name for name, _ in _LIFE), "designated",
)  # fmt: skip
PLACE = {name: at for at, name in enumerate(COLUMNS)}
_SYMBOLS = {one.name for one in _FIELDS if one.scheme in ("ipc", "cpc")}
_APPLICATION, _FAMILY = (PLACE[name] for name in UNITS.values())
_STATE, _DESIGNATED = PLACE["life__state"], PLACE["designated"]
_LIFE_READ = [(PLACE[name], read) for name, read in _LIFE]
_place = itemgetter(0)
_HEAD = struct.Struct(f"<{len(COLUMNS)}H{-len(COLUMNS) % 4 * 2}x")
HEAD_WORDS = _HEAD.size // WORD
"""Words before the values of a row: the number of values of each column, two bytes each."""


@lru_cache(_CACHE)
def code_of(text: str) -> int:
    """Return the code of a text.

    >>> code_of("Acme") == code_of("Acme"), 1 << 62 <= code_of("Acme") < 1 << 63
    (True, True)
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) & _LARGEST | _HASHED


@lru_cache(_CACHE)
def symbol_code(symbol: str) -> int:
    """Return the code of an IPC or CPC symbol: in the scheme's order, and below that of any text.

    >>> symbol_code("H01M4/00") < symbol_code("H01M4/02") < symbol_code("H01M10/00") < code_of("H01M")
    True
    """
    found = _SYMBOL.fullmatch(symbol)
    if found is None:
        return code_of(symbol)
    section, class_, subclass, group, below = found.groups()
    code = ord(section) - 64
    code = code << 8 | (int(class_) + 1 if class_ else 0)
    code = code << 5 | (ord(subclass) - 64 if subclass else 0)
    code = code << 14 | int(group or 0)
    return code << 23 | (int(below.ljust(6, "0")) << 3 | len(below) if below else 0)


LEVELS: dict[str, int] = {"section": 50, "class": 42, "subclass": 37, "main_group": 23, "subgroup": 0}
"""Level of a class symbol → how many bits of its code stand below it."""


def symbol_of(code: int) -> str:
    """Return the symbol of a code that a level may have cut; a main group is written with /00.

    >>> [symbol_of(symbol_code("H01M10/0525") >> bits << bits) for bits in LEVELS.values()]
    ['H', 'H01', 'H01M', 'H01M10/00', 'H01M10/0525']
    """
    below, group, subclass, class_, section = (
        code & (1 << 23) - 1, code >> 23 & (1 << 14) - 1, code >> 37 & 31, code >> 42 & 255, code >> 50,
    )  # fmt: skip
    text = chr(64 + section)
    if class_:
        text += f"{class_ - 1:02d}"
    if subclass:
        text += chr(64 + subclass)
    if group:
        digits = f"{below >> 3:06d}"[: below & 7] if below else "00"
        text += f"{group}/{digits}"
    return text


def level_of(symbol: str) -> str:
    """Return the level at which a symbol stands.

    >>> [level_of(one) for one in ("H", "H01", "H01M", "H01M10/00", "H01M10/052")]
    ['section', 'class', 'subclass', 'main_group', 'subgroup']
    """
    if "/" in symbol:
        return "main_group" if symbol.endswith("/00") else "subgroup"
    return {1: "section", 3: "class"}.get(len(symbol), "subclass")


def row_of(document: Document, filing: Filing) -> bytes:
    """Return the row of a record: counts of values by column, then the values, eight bytes each."""
    found: list[tuple[int, Sequence[int]]] = []
    for name, given in document.keywords.items():
        at = PLACE.get(name)
        if at is not None:
            coded = symbol_code if name in _SYMBOLS else code_of
            found.append((at, [coded(one) for one in given]))
    for name, number in document.numbers.items():
        at = PLACE.get(name)
        if at is not None:
            found.append((at, (number,)))
    found.append((_APPLICATION, (document.application_key,)))
    found.append((_FAMILY, (document.family_key,)))
    found.append((_STATE, (code_of(filing.status.state),)))
    for at, read in _LIFE_READ:
        date = read(filing)
        if date:
            found.append((at, (as_number(date),)))
    if designated := getattr(filing, "designated", ()):
        found.append((_DESIGNATED, [code_of(one) for one in designated]))
    return _packed(found)


def _packed(found: list[tuple[int, Sequence[int]]]) -> bytes:
    found.sort(key=_place)
    counts = [0] * len(COLUMNS)
    values: list[int] = []
    for at, codes in found:
        counts[at] = min(len(codes), _LONGEST)
        values.extend(codes[:_LONGEST])
    return _HEAD.pack(*counts) + array("Q", values).tobytes()


def values_of(row: bytes) -> dict[str, tuple[int, ...]]:
    """Return what a row holds, by column."""
    values = array("Q")
    values.frombytes(row[_HEAD.size :])
    found, start = {}, 0
    for name, count in zip(COLUMNS, _HEAD.unpack_from(row), strict=True):
        found[name] = tuple(values[start : start + count])
        start += count
    return found


def restated(row: bytes, state: str) -> bytes:
    """Return the row of a record whose shown state is another: its term is over."""
    found = values_of(row)
    found["status"] = (code_of(state),)
    return _packed(list(enumerate(found.values())))


def texts_of(document: Document, filing: Filing, column: str) -> dict[int, str]:
    """Return the texts of a record's codes in a column of texts."""
    if column == "designated":
        given: Sequence[str] = getattr(filing, "designated", ())
    elif column == "life__state":
        given = (filing.status.state,)
    else:
        given = document.keywords.get(column, ())
    return {code_of(one): one for one in given}
