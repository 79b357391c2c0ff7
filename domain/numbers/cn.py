"""Numbers of the Chinese office (CNIPA).

Application numbers: until September 2003 ``YYTNNNNN.C`` (9 characters), since October 2003 ``YYYYTNNNNNNN.C``
(13 characters); T is 1 invention, 2 utility model, 3 design, 8 invention by PCT, 9 utility model by PCT; C is the check
digit. Standard ZC 0006-2003, 专利申请号标准. ``ZL`` or ``CN`` may stand before. The standardised form of the bulk data
has no check digit: 10, 20, 30 (80, 90) for T, the year and a serial of nine digits.

Publication numbers: by year until 1988 (``85100001``), seven digits from 1989 (1 invention, 2 utility model, 3 design
first), nine digits from August 2007. Standard ZC 0007-2012, 专利文献号标准.

Normal form: applications of 13 or 9 characters with the check digit, no dot; a number that breaks off stays as cleaned.
"""

import re

from domain.numbers.spelling import folded, joined, unpadded

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9)
_NEW = re.compile(r"((?:19|20)\d{2}[12389]\d{7})([\dX])?")
_OLD = re.compile(r"((?:8[5-9]|9\d|0[0-3])[12389]\d{5})([\dX])?")
_STANDARD = re.compile(r"([12389])0((?:19|20)\d{2})00(\d{7})")
_EPODOC_OLD = re.compile(r"(?:19|20)((?:8[5-9]|9\d|0[0-3])[12389])0?(\d{5})")
_PUBLICATION = re.compile(r"(?:8[5-8][12389]\d{5}|[123]\d{6}|[123]\d{8})")


def check_digit(digits: str) -> str:
    """Return the check digit of an application number (8 or 12 digits, without it).

    >>> check_digit("201210012345"), check_digit("201410408762"), check_digit("202110991218")
    ('X', '5', '8')
    >>> check_digit("202111286633")
    'X'
    """
    total = sum(int(digit) * _WEIGHTS[place % 8] for place, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def application(text: str) -> str:
    """Return the normal form of an application number; a missing check digit is added, a printed one is kept.

    >>> application("ZL 2014 1 0408762.5"), application("201410408762"), application("CN102021001286633")
    ('2014104087625', '2014104087625', '202111286633X')
    >>> application("85100001"), application("2003 3 01268797"), application("CN98801234.5")
    ('851000010', '2003301268797', '988012345')
    >>> application("2.01E+12")
    '201E+12'
    """
    number = re.sub(r"^(?:CN|ZL)+", "", joined(text))
    if found := _STANDARD.fullmatch(number):
        number = found[2] + found[1] + found[3]
    elif found := _EPODOC_OLD.fullmatch(number):
        number = found[1] + found[2]
    for form in (_NEW, _OLD):
        if found := form.fullmatch(number):
            return found[1] + (found[2] or check_digit(found[1]))
    return number


def is_application(number: str) -> bool:
    """Tell whether a normal form has the shape of an application number, whatever its check digit.

    >>> is_application("2014104087625"), is_application("201E+12")
    (True, False)
    """
    return bool(_NEW.fullmatch(number) or _OLD.fullmatch(number)) and len(number) in (9, 13)


def is_valid(number: str) -> bool:
    """Tell whether the check digit of an application number in normal form is right.

    >>> is_valid("2014104087625"), is_valid("2014104087626"), is_valid("202111286633X")
    (True, False, True)
    """
    return is_application(number) and check_digit(number[:-1]) == number[-1]


def publication(text: str) -> str:
    """Return the normal form of a publication number.

    >>> publication("CN 102025678"), publication("00001020256780"), publication("CN85100001")
    ('102025678', '1020256780', '85100001')
    """
    return unpadded(re.sub(r"^(?:CN|ZL)+", "", joined(text)))


def is_publication(number: str) -> bool:
    """Tell whether a number has the shape of one of the publication series.

    >>> is_publication("102025678"), is_publication("2345678"), is_publication("85100001"), is_publication("602025678")
    (True, True, True, False)
    """
    return _PUBLICATION.fullmatch(number) is not None


def formatted(number: str) -> str:
    """Return an application number as the office prints it.

    >>> formatted("2014104087625")
    '201410408762.5'
    """
    return f"{number[:-1]}.{number[-1]}" if is_application(number) else folded(number)
