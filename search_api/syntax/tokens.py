"""What the scanner finds in a query's text.

Invariants: ``start`` and ``end`` are code points of the text as sent; ``text`` is that stretch as typed, without the
marks that made it what it is (a quotation's marks, a field's colon).
"""

from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["LPAR", "RPAR", "AND", "OR", "NOT", "PROX", "FIELD", "WORD", "QUOTED", "FUNCTION"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``sign``: of a field its separator, of a proximity its operator, of a function its argument."""

    kind: TokenKind
    text: str
    start: int
    end: int
    sign: str = ""


FUNCTIONS = (
    "cites",
    "citedby",
    "family",
    "status",
    "sim",
    "sounds",
    "looks",
    "means",
    "goods",
    "tag",
    "noise",
    "topic",
)
"""Every function of the language; those of marks are parsed, and refused where nothing answers them yet."""
