"""A pasted list of numbers: how each line is read, which records it meets, and what is wrong where it meets none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain import numbers
from domain.engine import Searcher
from domain.errors import ParameterError
from domain.filings import Filing
from domain.numbers import Reading, cn, ep

LONGEST_LIST = 5_000
_SEAM = re.compile(r"\r\n|[\r\n;；、\t]|,\s(?=\D|$)|，")
_LONGEST_LINE = 200

Outcome = Literal["found", "several", "mistyped", "not_loaded", "no_number"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its place, its text, its readings, the records they meet, and the repair of a wrong check digit."""

    at: int
    text: str
    outcome: Outcome
    readings: tuple[Reading, ...]
    filings: tuple[Filing, ...]
    repair: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Return where the wrong check digit stands."""
        return (len(self.text) - 1, len(self.text))


def lines_of(text: str) -> list[str]:
    """Return the numbers of a list, one a line or parted by semicolons or by a comma and a blank.

    >>> lines_of("US 11,774,182 B2, CN 114208907 B\\n\\nEP 1 234 567;WO 2022/259205")
    ['US 11,774,182 B2', 'CN 114208907 B', 'EP 1 234 567', 'WO 2022/259205']
    """
    found = [one.strip()[:_LONGEST_LINE] for one in _SEAM.split(text)]
    found = [one for one in found if one]
    if len(found) > LONGEST_LIST:
        raise ParameterError(
            "numbers",
            f"一次最多 {LONGEST_LIST:,} 个号码，这里有 {len(found):,} 个。请分几次查。",
            f"A list has at most {LONGEST_LIST:,} numbers; this one has {len(found):,}. Look them up in parts.",
        )
    return found


def look_up(searcher: Searcher, texts: Sequence[str]) -> list[Line]:
    """Return the answer to each line, in order."""
    met: list[tuple[str, tuple[Reading, ...], list[str]]] = []
    for text in texts:
        found = numbers.readings(text)
        met.append((text, found, searcher.ids_of(list(dict.fromkeys([text.upper(), *(one.key for one in found)])))))
    wanted = list(dict.fromkeys(id for _, _, ids in met for id in ids[:20]))
    records: dict[str, Filing] = {}
    for start in range(0, len(wanted), 500):
        records |= searcher.records(wanted[start : start + 500])
    return [_line(at, text, found, [records[id] for id in ids[:20] if id in records])
            for at, (text, found, ids) in enumerate(met, 1)]  # fmt: skip


def _line(at: int, text: str, found: tuple[Reading, ...], filings: list[Filing]) -> Line:
    if filings:
        return Line(at, text, "found" if len(filings) == 1 else "several", found, tuple(filings))
    if not found:
        return Line(at, text, "no_number", (), ())
    if any(one.valid for one in found):
        return Line(at, text, "not_loaded", found, ())
    return Line(at, text, "mistyped", found, (), repair_of(text, found[0]))


def repair_of(text: str, reading: Reading) -> str | None:
    """Return the text with the check digit that fits, ``None`` where the office has none.

    >>> repair_of("ZL 2014 1 0408762.6", numbers.readings("ZL 2014 1 0408762.6")[0])
    'ZL 2014 1 0408762.5'
    """
    if reading.office == "CN":
        right = cn.check_digit(reading.number[:-1])
    elif reading.office == "EP":
        right = ep.check_digit(reading.number)
    else:
        return None
    return text[:-1] + right
