"""Numbers of the United States office (USPTO).

Applications: a series code of two digits and a serial of six (``10/123,456``); series 02 to 28 by date of filing for
utility, plant and reissue applications, 29 designs, 35 Hague designs, 60 to 63 provisionals, 90 to 96 re-examinations.
Publications: patents by serial (``7,272,630``), letters before designs (``D``), plants (``PP``), reissues (``RE``),
statutory invention registrations (``H``), defensive publications (``T``), additional improvements (``AI``) and
re-examined reissues (``RX``); applications published since 2001-03-15 by year and seven digits (``2005/0004974``).
Source: MPEP 503 and 901.04; USPTO, table of filing years and application serial numbers.

Normal form: series and serial joined, eight digits; publications without padding zeros.
"""

import re

from domain.filings import PartialDate
from domain.numbers.spelling import folded, joined, unpadded

_LETTERED = re.compile(r"(D|PP|RE|H|T|AI|RX|X)0*(\d+)")
_SHORT_YEAR = re.compile(r"((?:19|20)\d{2})(\d{6})")
_PUBLISHED = re.compile(r"(?:19|20)\d{9}")

_SERIES: tuple[tuple[str, str, str], ...] = (
    ("1915-01-01", "02", ""),
    ("1948-01-01", "03", ""),
    ("1960-01-01", "04", ""),
    ("1970-01-01", "05", ""),
    ("1979-01-01", "06", ""),
    ("1987-01-01", "07", ""),
    ("1993-01-01", "08", ""),
    ("1997-12-30", "09", ""),
    ("2001-10-24", "10", ""),
    ("2004-12-01", "11", ""),
    ("2007-12-06", "12", ""),
)
_SERIES_END = "2010-12-31"
_PROVISIONAL: tuple[tuple[str, str], ...] = (("1995-06-08", "60"), ("2007-12-10", "61"), ("2012-12-20", "62"))
_PROVISIONAL_END = "2019-03-31"


def application(text: str, kind: str | None = None, date: PartialDate | None = None) -> str:
    """Return series and serial; a serial alone gets its series from the date of filing where there is one.

    >>> application("10/123,456"), application("09953159"), application("29/313,240"), application("US 9/953,159")
    ('10123456', '09953159', '29313240', '09953159')
    >>> application("202163230089", "P"), application("201113123456"), application("331477", "P", "2001-11-16")
    ('63230089', '13123456', '60331477')
    >>> application("777859", "A", "1991-10-16"), application("777859")
    ('07777859', '777859')
    >>> application("60410P", None, "1997-09-30"), application("2004/0123456")
    ('60060410', '20040123456')
    """
    plain = folded(text).removeprefix("US")
    if found := re.fullmatch(r"\s*(\d{1,2})\s*/\s*(\d{3})[,. ]?(\d{3})\s*P?", plain):
        return f"{int(found[1]):02d}{found[2]}{found[3]}"
    number = joined(text).removeprefix("US")
    if number.endswith("P") and number[:-1].isdigit():
        number, kind = number[:-1], "P"
    if found := re.fullmatch(r"(?:19|20)\d{2}(\d{8})", number):
        return found[1]
    if number.isdigit() and len(number) <= 6 and date:
        series = series_of(int(number), kind, date)
        return series + number.zfill(6) if series else number
    return number


def series_of(serial: int, kind: str | None, date: PartialDate) -> str | None:
    """Return the series that applications filed then belong to, ``None`` where the date does not say.

    The old series went on for a while beside the new one: within a year of a change a serial above 500,000 belongs
    to the series before. Kind P is a provisional, F or S a design.

    >>> series_of(123456, "A", "2003-05-01"), series_of(900123, "A", "2005-03-01"), series_of(1234, "A", "2005-03-01")
    ('10', '10', '11')
    >>> series_of(123456, "F", "2003-05-01"), series_of(123456, "P", "2003-05-01"), series_of(123456, "A", "2015-05-01")
    ('29', '60', None)
    """
    if kind and kind[0] in "FS":
        return "29" if date >= "1992-10" else "07"
    day = date if len(date) == 10 else (date + "-01-01")[:10]
    provisional = bool(kind and kind[0] == "P")
    table = _PROVISIONAL if provisional else tuple((start, code) for start, code, _ in _SERIES)
    if day > (_PROVISIONAL_END if provisional else _SERIES_END):
        return None
    began = [place for place, row in enumerate(table) if row[0] <= day]
    if not began:
        return None
    place = began[-1]
    start = table[place][0]
    if place and serial >= 500_000 and day < f"{int(start[:4]) + 1}{start[4:]}":
        place -= 1
    return table[place][1]


def publication(text: str) -> str:
    """Return the normal form of a patent's or published application's number.

    >>> publication("07272630"), publication("D0607201"), publication("RE045317"), publication("US 7,272,630")
    ('7272630', 'D607201', 'RE45317', '7272630')
    >>> publication("2005/0004974"), publication("US2005004974"), publication("PP12,345"), publication("Des. 347,000")
    ('20050004974', '20050004974', 'PP12345', 'D347000')
    """
    number = joined(text)
    if number.isdecimal() and len(number) <= 8:
        return unpadded(number)
    if not number.startswith("USD") or number[2:3] == "D":
        number = number.removeprefix("US")
    number = re.sub(r"^(?:DES|DESIGN)(?=\d)", "D", number)
    number = re.sub(r"^(?:PLT)(?=\d)", "PP", number)
    if found := _LETTERED.fullmatch(number):
        return found[1] + found[2]
    if (found := _SHORT_YEAR.fullmatch(number)) and "2001" <= found[1] <= "2099":
        return found[1] + "0" + found[2]
    return unpadded(number)


def is_publication(number: str) -> bool:
    """Tell whether a normal form has the shape of a publication number.

    >>> is_publication("7272630"), is_publication("D607201"), is_publication("20050004974"), is_publication("123456789")
    (True, True, True, False)
    """
    if _LETTERED.fullmatch(number):
        return len(number) <= 9
    if _PUBLISHED.fullmatch(number):
        return number >= "2001"
    return number.isdigit() and 1 <= len(number) <= 8 and number[0] != "0"


def is_application(number: str) -> bool:
    """Tell whether a normal form is a series code that exists and a serial.

    >>> is_application("10123456"), is_application("99123456"), is_application("123456")
    (True, False, False)
    """
    return len(number) == 8 and number.isdigit() and (2 <= int(number[:2]) <= 29 or number[:2] in _OTHER_SERIES)


_OTHER_SERIES = ("35", "60", "61", "62", "63", "64", "90", "95", "96")
