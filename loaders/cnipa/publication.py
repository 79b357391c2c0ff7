"""What a Chinese publication is by its kind and date: which right, granted or not, its numbers, its status, its term.

Invariants: kinds B, U and S before 1993 are applications published after examination or for opposition, not grants;
the number is in normal form, with the check digit; a grant without news of fees is in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.dates import earliest
from domain.errors import RecordRejected
from domain.filings import Dates, Design, LegalEvent, Number, NumberType, Origin, Patent, Right, Status
from domain.numbers import design_id, normal, publication_id
from domain.terms import term_end
from loaders.cnipa.texts import present

_ALWAYS_GRANTED = frozenset("CYD")
_GRANTED_SINCE_1993 = frozenset("BUS")
_LAW_OF_1993 = "1993-01-01"
_TYPES = {"发明": "10", "实用": "20", "外观": "30"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as one ``document-id`` prints it."""

    office: str
    text: str
    kind: str | None = None
    date: str | None = None


def application_type(text: str | None) -> str:
    """Return the two-digit type of an application, from the digits or the Chinese word.

    >>> application_type("发明专利"), application_type("20"), application_type("30"), application_type(None)
    ('10', '20', '30', '10')
    """
    value = (text or "").strip()
    return _TYPES.get(value[:2], value if value.isdigit() else "10")


def is_granted(kind: str | None, date: str | None) -> bool:
    """Tell whether a publication of this kind and date is a grant.

    >>> is_granted("A", "2011-04-20"), is_granted("B", "2019-08-02"), is_granted("B", "1990-05-02")
    (False, True, False)
    """
    letter = (kind or " ")[:1]
    return letter in _ALWAYS_GRANTED or (letter in _GRANTED_SINCE_1993 and (date or "9") >= _LAW_OF_1993)


def is_design(kind: str | None, application: str) -> bool:
    """Tell whether a publication is of a design, from its kind or the type of its application."""
    return (kind or " ")[:1] in ("S", "D") or application.startswith("3")


def number(type: NumberType, printed: Printed, spelled_as: NumberType | None = None) -> Number:
    """Return a number in normal form, with the printed text where it differs.

    ``spelled_as`` says what a related number is: that of an application or of a publication.
    """
    value = normal(printed.office, spelled_as or type, printed.text, printed.kind, date=printed.date)
    office = "WO" if value.startswith("PCT") else printed.office
    return Number(
        type=type, office=office, number=value, kind=printed.kind, date=printed.date,
        text=printed.text if printed.text != value else None,
    )  # fmt: skip


def standard_forms(numbers: Iterable[Number], standard: Iterable[Printed]) -> tuple[Number, ...]:
    """Return the standardised numbers that are spelled in no other way among ``numbers``."""
    known = {text for one in numbers for text in (one.number, one.text)}
    extra = {one.text: one for one in standard if one.text not in known}
    return tuple(Number(type="original", office=one.office, number=one.text) for one in extra.values())


def gazette_event(granted: bool, number: str | None, date: str | None) -> tuple[LegalEvent, ...]:
    """Return the publication in the gazette as a legal event whose text is the gazette's number (``35-3102``)."""
    text = present(number)
    if text is None and date is None:
        return ()
    category = "grant" if granted else "publication"
    return (LegalEvent(date=date, office="CN", category=category, text=f"公报 {text}" if text else None),)


def national_phase(date: str) -> LegalEvent:
    """Return the entry of an international application into the Chinese phase as a legal event."""
    return LegalEvent(date=date, office="CN", category="filing", text="PCT国际申请进入国家阶段")


def id_of(published: Printed, design: bool) -> str:
    """Return the id of a publication; raise ``RecordRejected`` where it has no number."""
    if not published.text:
        raise RecordRejected("没有公布号", "there is no publication number", stage="format")
    made = design_id if design else publication_id
    return made(published.office, published.text, published.kind)


def filing(
    origin: Origin,
    publication: Printed,
    application: Printed | None,
    type: str,
    numbers: tuple[Number, ...],
    **read: Any,
) -> Patent | Design:
    """Build the filing of a publication: id, status and dates follow from kind and dates."""
    design = is_design(publication.kind, type)
    granted = is_granted(publication.kind, publication.date)
    filed = application.date if application else None
    right: Right = "design" if design else "patent"
    kind = "U" if type.startswith("2") and not design else publication.kind
    dates = Dates(
        filed=filed,
        published=publication.date,
        granted=publication.date if granted else None,
        priority=earliest(*(one.date for one in numbers if one.type == "priority")),
        in_force_from=publication.date if granted else None,
        expires=term_end(right, "CN", kind, filed, publication.date if granted else None),
    )
    common: dict[str, Any] = {
        "id": id_of(publication, design),
        "office": publication.office,
        "kind": publication.kind,
        "origin": origin,
        "status": Status(state="in_force" if granted else "pending", since=publication.date),
        "numbers": numbers,
        "dates": dates,
        **read,
    }
    if design:
        return Design(**common)
    return Patent(**{name: value for name, value in common.items() if name not in ("views", "product")})
