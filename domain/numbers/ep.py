"""Numbers of the European Patent Office.

Applications: two digits of the year, six of the serial, a dot and a check digit (``01963450.0``); the check digit makes
the weighted sum of digits (weights 1, 2, 1, 2 … from the left, the digits of each product added) a multiple of ten.
Source: EPO, Guidelines for Examination A-II, 1.7, and the standard of the European Patent Bulletin. DOCDB drops the
check digit; epodoc has the year in four digits (``EP20010963450``). Publications: seven digits, zeros before
the early ones.

Normal form: applications of eight digits without the check digit; publications without padding zeros.
"""

import re

from domain.numbers.spelling import folded, joined, unpadded

_APPLICATION = re.compile(r"(\d{8})(?:\.?(\d))?")
_EPODOC = re.compile(r"(?:19|20)(\d{2})0(\d{6})")


def check_digit(digits: str) -> str:
    """Return the check digit of an application number (8 digits).

    >>> check_digit("01963450"), check_digit("02019404"), check_digit("91302636"), check_digit("21741385")
    ('0', '9', '5', '5')
    """
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (1 + place % 2)
        total += product // 10 + product % 10
    return str(-total % 10)


def application(text: str) -> str:
    """Return the normal form: eight digits, the check digit dropped.

    >>> application("01963450.0"), application("EP 01 963 450.0"), application("EP20100167109")
    ('01963450', '01963450', '10167109')
    >>> application("EP01963450"), application("019634500")
    ('01963450', '01963450')
    """
    number = joined(text).removeprefix("EP")
    if found := _EPODOC.fullmatch(number):
        return found[1] + found[2]
    if found := _APPLICATION.fullmatch(number):
        return found[1]
    return number


def printed_check(text: str) -> str | None:
    """Return the check digit that stands in the text, ``None`` without one.

    >>> printed_check("EP 01963450.0"), printed_check("01963450")
    ('0', None)
    """
    found = re.fullmatch(r"(?:EP)?\d{8}\.?(\d)", re.sub(r"\s", "", folded(text)))
    return found[1] if found else None


def is_valid(text: str) -> bool:
    """Tell whether the check digit in the text, if there is one, is right.

    >>> is_valid("01963450.0"), is_valid("01963450.1"), is_valid("01963450")
    (True, False, True)
    """
    printed = printed_check(text)
    return printed is None or check_digit(application(text)) == printed


def publication(text: str) -> str:
    """Return the normal form of a publication number.

    >>> publication("EP 1 234 567"), publication("0449582")
    ('1234567', '449582')
    """
    return unpadded(joined(text).removeprefix("EP"))


def is_publication(number: str) -> bool:
    """Tell whether a normal form has the shape of a publication number.

    >>> is_publication("449582"), is_publication("12345678")
    (True, False)
    """
    return number.isdigit() and len(number) <= 7 and number[0] != "0"


def is_application(number: str) -> bool:
    """Tell whether a normal form has the shape of an application number.

    >>> is_application("01963450"), is_application("1963450")
    (True, False)
    """
    return len(number) == 8 and number.isdigit()


def formatted(number: str) -> str:
    """Return an application number as the office prints it.

    >>> formatted("01963450")
    '01963450.0'
    """
    return f"{number}.{check_digit(number)}" if is_application(number) else number
