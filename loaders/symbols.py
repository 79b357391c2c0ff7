"""Class symbols as the offices' files print them, each once, in the order of the file; what is no symbol is left out."""

import re
from collections.abc import Iterable
from functools import lru_cache

from domain.classification import symbol_or_none
from domain.filings import ClassSymbol
from domain.numbers.spelling import folded

_EDITION = re.compile(r"^\s*(\d?)\s*([A-H])\s*(\d{2})\s*([A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")


def symbols(scheme: str, texts: Iterable[str | None]) -> tuple[ClassSymbol, ...]:
    """Return the symbols in normal form.

    >>> [one.symbol for one in symbols("ipc", ["7C 07C  29/44   A", "B05B 7/ 00 A I", "G06F   13/12    (2006.01)", "x"])]
    ['C07C29/44', 'B05B7/00', 'G06F13/12']
    """
    found: dict[ClassSymbol, None] = {}
    for text in texts:
        one = _symbol(scheme, text) if text else None
        if one is not None:
            found[one] = None
    return tuple(found)


@lru_cache(maxsize=32_768)
def _symbol(scheme: str, text: str) -> ClassSymbol | None:
    symbol = symbol_or_none(scheme, _without_edition(text))
    return ClassSymbol(scheme=scheme, symbol=symbol) if symbol else None  # type: ignore[arg-type]


def _without_edition(text: str) -> str:
    """Take off the edition before an old IPC symbol, the blanks inside it and the indicators after it."""
    found = _EDITION.match(folded(text))
    return f"{found[2]}{found[3]}{found[4]}{found[5]}/{found[6]}" if found else text
