"""Dates, years and ranges as a query spells them.

Invariants: what comes out is an ISO date of the precision typed (``domain.dates``); a text that has a date's form but
no place in the calendar is told apart from a text that is no date.
"""

import re

from domain.dates import made, partial_date

_DATE = re.compile(r"\d{4}(?:([-/.])\d{1,2}(?:\1\d{1,2})?)?|\d{8}|\d{6}|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?")
_WHOLE = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{4}-\d{2}|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?")
_YEARS = re.compile(r"(\d{4})年?\s*[-–—至到~～]\s*(\d{4})年?")
_COMPARED = re.compile(r"(>=|<=|>|<)\s*(.*)", re.DOTALL)
_BETWEEN = re.compile(r"(>?)(.*?)\.\.(<?)(.*)", re.DOTALL)
_FIRST_YEAR, _LAST_YEAR = 1600, 2400

Bounds = tuple[str | None, str | None, bool, bool]


def date_of(text: str) -> str | None:
    """Return the date, ``None`` where the text is none or the day does not exist.

    >>> date_of("20150301"), date_of("2015年3月"), date_of("2015-02-30"), date_of("tea")
    ('2015-03-01', '2015-03', None, None)
    """
    return partial_date(text) if _DATE.fullmatch(text) else None


def is_date_like(text: str) -> bool:
    """Tell whether the text has a date's form, whether or not there is such a day."""
    return _DATE.fullmatch(text) is not None


def bare_date(text: str) -> str | None:
    """Return the date that a bare word is; a year alone and eight digits are more than a date, so they are not.

    >>> bare_date("2015-03"), bare_date("2015"), bare_date("20150301"), bare_date("2015年")
    ('2015-03', None, None, '2015')
    """
    return partial_date(text) if _WHOLE.fullmatch(text) else None


def is_impossible(text: str) -> bool:
    """Tell whether a bare word is a day that does not exist.

    >>> is_impossible("2015-02-30"), is_impossible("2015-13"), is_impossible("1234-56-78")
    (True, False, False)
    """
    found = re.fullmatch(r"(\d{4})-\d{2}-\d{2}|(\d{4})年\d{1,2}月(?:\d{1,2}日)?", text)
    if not found or partial_date(text) is not None:
        return False
    return _FIRST_YEAR <= int(found[1] or found[2]) <= _LAST_YEAR


def bare_years(text: str) -> tuple[str, str] | None:
    """Return the two years of a range such as ``2015-2020`` or ``2015年至2020年``.

    >>> bare_years("2015-2020"), bare_years("2015–2020"), bare_years("2020-2015"), bare_years("1234-5678")
    (('2015', '2020'), ('2015', '2020'), None, None)
    """
    found = _YEARS.fullmatch(text)
    if found and _FIRST_YEAR <= int(found[1]) <= int(found[2]) <= _LAST_YEAR:
        return found[1], found[2]
    return None


def nearest(text: str) -> str | None:
    """Return the last date that exists within what the text says: the last day of its month, else its year.

    >>> nearest("2015-02-30"), nearest("20151301"), nearest("2015-13"), nearest("tea")
    ('2015-02-28', '2015', '2015', None)
    """
    digits = re.findall(r"\d+", text)
    parts = [digits[0][:4], digits[0][4:6], digits[0][6:8]] if len(digits) == 1 and len(digits[0]) == 8 else digits
    if not 1 <= len(parts) <= 3 or len(parts[0]) != 4:
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if len(parts) == 3:
        for day in range(min(int(parts[2]), 31), 27, -1):
            if found := made(year, month, day):
                return found
    return made(year)


def bounds_of(text: str) -> Bounds | None:
    """Return low, high and whether each belongs to the range; ``None`` where the text is no range.

    >>> bounds_of("2015..2020"), bounds_of(">=2015"), bounds_of("2015..<2020")
    (('2015', '2020', True, True), ('2015', None, True, True), ('2015', '2020', True, False))
    """
    if found := _COMPARED.fullmatch(text):
        sign, value = found[1], found[2]
        if ".." not in value:
            return (value, None, sign == ">=", True) if sign[0] == ">" else (None, value, True, sign == "<=")
    if found := _BETWEEN.fullmatch(text):
        return found[2] or None, found[4] or None, not (found[1] and found[2]), not (found[3] and found[4])
    return None


def is_range_like(text: str) -> bool:
    """Tell whether a word is a comparison, or a range of digits, and so cannot be meant as text.

    >>> is_range_like(">=2015"), is_range_like("1..5"), is_range_like("wait..what"), is_range_like("..")
    (True, True, False, False)
    """
    if text[:1] in ("<", ">"):
        return True
    low, between, high = text.partition("..")
    return bool(between and low + high) and all(re.fullmatch(r"[\d年月日/.<-]*", one) for one in (low, high))
