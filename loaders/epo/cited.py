"""Documents cited as a European specification prints them: ``US-A1- 2004 003 741``, ``WO-A-03/008444``."""

import re

from domain.filings import Citation
from domain.numbers import normal

_PRINTED = re.compile(r"([A-Z]{2})\s*-\s*([A-Z]\d?)\s*-\s*((?:[A-Z]{1,2}\s*)?\d[\d\s./]*\d)\s*")


def printed(text: str, phase: str | None = None) -> Citation:
    """Return the publication that the text names, or the text itself.

    >>> printed("US-A1- 2004 003 741").number, printed("WO-A-03/008444").number, printed("DE-A1-102009 041 527").number
    ('20040003741', '2003008444', '102009041527')
    >>> printed("EP-A- 0 460 575").number, printed("JP-A-59 219 410").number, printed("A textbook, page 3").text
    ('460575', '59219410', 'A textbook, page 3')
    """
    found = _PRINTED.fullmatch(text.strip())
    if found is None:
        return Citation(text=text.strip(), phase=phase)
    office, kind, number = found[1], found[2], found[3]
    return Citation(office=office, number=normal(office, "publication", number, kind), kind=kind, phase=phase)


def document(
    office: str | None, number: str | None, kind: str | None, date: str | None, category: str | None, phase: str | None
) -> Citation | None:
    """Return the publication named in fields, ``None`` where office or number is missing."""
    if not office or not number:
        return None
    value = normal(office, "publication", number, kind)
    return Citation(office=office, number=value, kind=kind, date=date, category=category, phase=phase)


def once(citations: list[Citation]) -> tuple[Citation, ...]:
    """Return each publication (office and number) once, the first time that it comes, and each other text once."""
    held: dict[tuple[str | None, str | None, str | None], Citation] = {}
    for one in citations:
        held.setdefault((one.office, one.number, None if one.number else one.text), one)
    return tuple(held.values())
