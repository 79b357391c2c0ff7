"""Dates as ISO text of the precision that an office gave: a year, a month or a day, never more than was said.

Invariants: what is returned exists in the calendar; a placeholder or an impossible date is ``None``; a time zone or a
time of day is dropped and never moves the day.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from domain.filings import PartialDate

_COMPACT = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
_PARTED = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_TAIL = re.compile(r"(?:[T ]\d{2}:\d{2}.*|Z|[+-]\d{2}:\d{2})$")
_EARLIEST, _LATEST = 1600, 2400


def partial_date(text: str | None, *, day_first: bool = False) -> PartialDate | None:
    """Read a date in any office's spelling; ``day_first`` says that ``05/03/2019`` is the fifth of March.

    >>> partial_date("20100105"), partial_date("19010500"), partial_date("19620000")
    ('2010-01-05', '1901-05', '1962')
    >>> partial_date("1995-02-07-05:00"), partial_date("2020-08-03T12:28:00"), partial_date("2019.07.09")
    ('1995-02-07', '2020-08-03', '2019-07-09')
    >>> partial_date("00000000"), partial_date("20110231"), partial_date("0"), partial_date("")
    (None, None, None, None)
    >>> partial_date("05/03/2019", day_first=True), partial_date("05/03/2019")
    ('2019-03-05', None)
    """
    return _read(text, day_first) if text else None


@lru_cache(maxsize=32_768)
def _read(text: str, day_first: bool) -> PartialDate | None:
    """Read a date; those of a file are few and come again and again."""
    value = _TAIL.sub("", text.strip())
    if day_first and (found := _DAY_FIRST.fullmatch(value)):
        return made(int(found[3]), int(found[2]), int(found[1]))
    if found := _COMPACT.fullmatch(value):
        return made(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := _PARTED.fullmatch(value):
        return made(int(found[1]), int(found[3]), int(found[4] or 0))
    if found := _CHINESE.fullmatch(value):
        return made(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    return None


def made(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """Return the date of the parts; a zero month or day is not known; ``None`` where no such date exists.

    >>> made(2024, 2, 29), made(2023, 2, 29), made(2023, 0, 5)
    ('2024-02-29', None, None)
    """
    if not _EARLIEST <= year <= _LATEST or month > 12 or (day and not month):
        return None
    if not month:
        return f"{year:04d}"
    if day > calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def first_day(value: PartialDate) -> date:
    """Return the first day that the date may mean.

    >>> first_day("2010-02")
    datetime.date(2010, 2, 1)
    """
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(value: PartialDate) -> date:
    """Return the last day that the date may mean.

    >>> last_day("2010"), last_day("2012-02")
    (datetime.date(2010, 12, 31), datetime.date(2012, 2, 29))
    """
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


@lru_cache(maxsize=32_768)
def as_number(value: PartialDate) -> int:
    """Return the date as YYYYMMDD, what is not known as 00.

    >>> as_number("2010-01-05"), as_number("2010")
    (20100105, 20100000)
    """
    digits = value.replace("-", "")
    return int(digits + "0" * (8 - len(digits)))


def from_number(number: int) -> PartialDate | None:
    """Return the date of what ``as_number`` wrote.

    >>> from_number(20100000), from_number(0)
    ('2010', None)
    """
    return partial_date(f"{number:08d}")


def years_later(value: PartialDate, years: int) -> PartialDate:
    """Return the same day ``years`` later; the 29th of February becomes the 28th where there is none.

    >>> years_later("2004-02-29", 1), years_later("2003-05", 20)
    ('2005-02-28', '2023-05')
    """
    year, _, rest = value.partition("-")
    later = int(year) + years
    if rest == "02-29" and not calendar.isleap(later):
        rest = "02-28"
    return f"{later:04d}-{rest}" if rest else f"{later:04d}"


def day_after(value: PartialDate) -> PartialDate:
    """Return the day after a whole date; a date of less precision stays as it is.

    >>> day_after("2020-02-29"), day_after("2020")
    ('2020-03-01', '2020')
    """
    return (first_day(value) + timedelta(days=1)).isoformat() if len(value) == 10 else value


def earliest(*values: PartialDate | None) -> PartialDate | None:
    """Return the earliest of the dates that are known.

    >>> earliest("2010-05", None, "2010-04-30")
    '2010-04-30'
    """
    known = [value for value in values if value]
    return min(known) if known else None
