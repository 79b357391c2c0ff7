"""Numbers under the Patent Cooperation Treaty.

Applications: ``PCT/EP2003/011007``, receiving office, year and six digits (two digits of the year and five of the
serial until 2003); DOCDB writes the receiving office as country with kind W, epodoc ``WO2003EP11007``.
Publications: ``WO 2022/259205``, year and six digits (``WO 91/06571`` until June 2002, ``WO 03/012345`` until 2003).
Source: PCT Administrative Instructions, sections 307 and 404.

Normal form: ``PCTEP2003011007`` and ``2022259205``: always four digits of the year and six of the serial.
"""

import re

from domain.numbers.spelling import joined

_APPLICATION = re.compile(r"PCT([A-Z]{2})((?:19|20)\d{2}|\d{2})(\d{5,6})")
_EPODOC = re.compile(r"WO((?:19|20)\d{2})([A-Z]{2})(\d{1,6})")
_DOCDB = re.compile(r"((?:19|20)\d{2})(\d{6})|(\d{2})(\d{5})")
_OFFICE_FIRST = re.compile(r"([A-Z]{2})((?:19|20)\d{2}|\d{2})(\d{5,6})")
_PUBLICATION = re.compile(r"((?:19[789]|20\d)\d)(\d{5,6})|(\d{2})(\d{5,6})")


def _year(text: str) -> str:
    """Return four digits of a year from 1978 on."""
    if len(text) == 4:
        return text
    return ("19" if text >= "78" else "20") + text


def application(text: str, office: str = "", kind: str | None = None) -> str | None:
    """Return the normal form of an international application number, ``None`` where the text is not one.

    >>> application("PCT/EP2003/011007"), application("PCTDE99/01556"), application("PCT/JP02/00677")
    ('PCTEP2003011007', 'PCTDE1999001556', 'PCTJP2002000677')
    >>> application("WO2022IB55385"), application("2022055385", "IB", "W"), application("9805573", "US", "W")
    ('PCTIB2022055385', 'PCTIB2022055385', 'PCTUS1998005573')
    >>> application("IB2022/055385", "", "W"), application("10/123,456", "US")
    ('PCTIB2022055385', None)
    """
    number = joined(text)
    if found := _EPODOC.fullmatch(number):
        return f"PCT{found[2]}{found[1]}{found[3].zfill(6)}"
    if found := _APPLICATION.fullmatch(number):
        return f"PCT{found[1]}{_year(found[2])}{found[3].zfill(6)}"
    if (kind or "").upper() == "W":
        if office and (found := _DOCDB.fullmatch(number.removeprefix(office))):
            return f"PCT{office}{_year(found[1] or found[3])}{(found[2] or found[4]).zfill(6)}"
        if found := _OFFICE_FIRST.fullmatch(number):
            return f"PCT{found[1]}{_year(found[2])}{found[3].zfill(6)}"
    return None


def publication(text: str) -> str:
    """Return the normal form of an international publication number; other text stays as cleaned.

    >>> publication("WO 2022/259205"), publication("WO91/06571"), publication("WO02059123"), publication("1978000001")
    ('2022259205', '1991006571', '2002059123', '1978000001')
    """
    number = joined(text).removeprefix("WO")
    if found := _PUBLICATION.fullmatch(number):
        return _year(found[1] or found[3]) + (found[2] or found[4]).zfill(6)
    return number


def is_publication(number: str) -> bool:
    """Tell whether a normal form has the shape of a publication number.

    >>> is_publication("2022259205"), is_publication("1950123456")
    (True, False)
    """
    return bool(re.fullmatch(r"(?:19(?:7[89]|[89]\d)|20\d{2})\d{6}", number))


def formatted(number: str) -> str:
    """Return a number as the International Bureau prints it.

    >>> formatted("2022259205"), formatted("PCTEP2003011007")
    ('WO 2022/259205', 'PCT/EP2003/011007')
    """
    if number.startswith("PCT"):
        return f"PCT/{number[3:9]}/{number[9:]}"
    return f"WO {number[:4]}/{number[4:]}" if is_publication(number) else number
