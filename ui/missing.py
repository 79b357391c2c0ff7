"""What can be said of a record that is not loaded: how the number was read, what is loaded of its office, what is near."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain import numbers
from domain.engine import CoverageRow, Searcher
from domain.filings import Filing
from domain.numbers import Reading
from domain.offices import country_name
from search_api.labels import RIGHT_LABELS
from ui.dates import long_date
from ui.registers import official_search
from ui.wording import say

_NEAR = 10
_SHOWN = 6
_DIGITS = re.compile(r"(\d+)(?=\D*$)")


@dataclass(frozen=True, slots=True)
class Missing:
    """One reading of a number that is not loaded."""

    reading: str
    loaded: str
    official: str | None


def readings_of(text: str, rows: Sequence[CoverageRow], lang: str) -> list[Missing]:
    """Return the readings of a number, each with what is loaded of its office and right."""
    found = []
    for one in numbers.readings(text)[:4]:
        if one.office == "*":
            continue
        number = " ".join(part for part in (one.office, one.number, one.kind) if part)
        found.append(Missing(number, _loaded(one, rows, lang), official_search(one)))
    return found


def _loaded(reading: Reading, rows: Sequence[CoverageRow], lang: str) -> str:
    own = [row for row in rows if (row.right, row.office) == (reading.right, reading.office)]
    office = country_name(reading.office).in_language(lang)
    right = RIGHT_LABELS[reading.right].in_language(lang)
    if not reading.valid:
        return say("number_invalid", lang)
    if not own:
        return say("why_no_office", lang, right=right, office=office)
    date = max((row.source_date or "" for row in own), default="")
    count = sum(row.records for row in own)
    return say("number_loaded", lang, right=right, office=office, date=long_date(date, lang) or "–", count=f"{count:,}")


def near(searcher: Searcher, text: str) -> list[Filing]:
    """Return loaded records whose numbers are next to this one, the nearest first."""
    keys = list(dict.fromkeys(key for reading in numbers.readings(text) for key in _neighbours(reading)))
    ids = searcher.ids_of(keys)
    found = list(searcher.records(ids[: _NEAR * 4]).values())
    wanted = _value(text)
    return sorted(found, key=lambda one: (abs(_value(one.id) - wanted), one.id))[:_SHOWN]


def _neighbours(reading: Reading) -> Iterator[str]:
    base = reading.key.removesuffix(f"-{reading.kind}") if reading.kind else reading.key
    last = _DIGITS.search(base)
    if last is None or reading.office == "*":
        return
    value, width = int(last[1]), len(last[1])
    for step in range(1, _NEAR + 1):
        for one in (value - step, value + step):
            if one > 0:
                yield base[: last.start()] + str(one).zfill(width) + base[last.end() :]


def _value(text: str) -> int:
    digits = max(re.findall(r"\d+", re.sub(r"[\s,.]", "", text)) or ["0"], key=len)
    return int(digits)
