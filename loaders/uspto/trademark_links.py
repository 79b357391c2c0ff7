"""What ties a USPTO mark to others: its owners and attorney, earlier and foreign registrations, classes and codes.

Invariants: the owners shown are those of the latest stage that the record knows (the highest party type), co-owners in
the order of their entries; former owners are not parties.
"""

from typing import Literal

from domain.classification import symbol_or_none
from domain.dates import earliest, partial_date
from domain.filings import ClassSymbol, Number, Party
from domain.numbers.marks import international, printed, registration
from loaders.elements import Element, content, every

_REGISTRANT = 30
_CORRESPONDENT = 70


def parties(record: Element) -> tuple[Party, ...]:
    """Return the current owners, the attorney (else the correspondent), the domestic representative, the examiner."""
    examiner = content(record, "case-file-header/employee-name")
    return _owners(record) + _agents(record) + ((Party(role="examiner", name=examiner),) if examiner else ())


def _owners(record: Element) -> tuple[Party, ...]:
    staged = []
    for one in every(record, "case-file-owners/case-file-owner"):
        stage, name = content(one, "party-type") or "", content(one, "party-name")
        if name and stage.isdigit() and int(stage) < _CORRESPONDENT:
            entry = content(one, "entry-number") or ""
            staged.append((int(stage), int(entry) if entry.isdigit() else 0, name, one))
    if not staged:
        return ()
    latest = max(stage for stage, *_ in staged)
    current = sorted((one for one in staged if one[0] == latest), key=lambda one: one[1])
    return tuple(_owner(latest, name, one) for _, _, name, one in current)


def _owner(stage: int, name: str, owner: Element) -> Party:
    state, country = content(owner, "state"), content(owner, "country")
    if country and (len(country) != 2 or not country.isalpha()):
        country = None
    return Party(
        role="proprietor" if stage >= _REGISTRANT else "applicant",
        name=name,
        country=country or ("US" if state else None),
        region=state,
        city=content(owner, "city"),
    )


def _agents(record: Element) -> tuple[Party, ...]:
    attorney = content(record, "case-file-header/attorney-name") or content(record, "correspondent/address-1")
    names = (attorney, content(record, "case-file-header/domestic-representative-name"))
    return tuple(Party(role="agent", name=name) for name in dict.fromkeys(filter(None, names)))


def prior_numbers(record: Element) -> tuple[Number, ...]:
    """Return earlier registrations and applications that the applicant claims."""
    found = (
        content(one, "number")
        for one in every(record, "prior-registration-applications/prior-registration-application")
    )
    return tuple(_related("US", number) for number in dict.fromkeys(filter(None, found)))


def foreign_numbers(record: Element) -> tuple[tuple[Number, ...], str | None]:
    """Return foreign applications and registrations, and the earliest date whose priority is claimed."""
    found: list[Number] = []
    claimed: list[str | None] = []
    for one in every(record, "foreign-applications/foreign-application"):
        office = content(one, "country") or ""
        if len(office) != 2:
            office = "XX"
        filed = partial_date(content(one, "filing-date"))
        applied, registered = content(one, "application-number"), content(one, "registration-number")
        if content(one, "foreign-priority-claim-in") == "T":
            claimed.append(filed)
            if applied:
                number = printed(applied)
                text = applied if applied != number else None
                found.append(Number(type="priority", office=office, number=number, date=filed, text=text))
        elif applied:
            found.append(_related(office, applied, filed))
        if registered and registered != applied:
            found.append(_related(office, registered, partial_date(content(one, "registration-date"))))
    return tuple(found), earliest(*claimed)


def _related(office: str, text: str, date: str | None = None) -> Number:
    number = registration(text)
    return Number(type="related", office=office, number=number, date=date, text=text if text != number else None)


def international_numbers(record: Element) -> tuple[tuple[Number, ...], str | None]:
    """Return the international registration that was extended to the United States, and the priority that it claims."""
    text = content(record, "international-registration/international-registration-number")
    claimed = partial_date(content(record, "international-registration/priority-claimed-date"))
    if not text:
        return (), claimed
    number = international(text)
    date = partial_date(content(record, "international-registration/international-registration-date"))
    return (
        Number(type="international", office="WO", number=number, date=date, text=text if text != number else None),
    ), claimed


def classes(record: Element) -> tuple[ClassSymbol, ...]:
    """Return the Nice classes, and the design codes in pairs of digits (``26.09.21``)."""
    found: dict[ClassSymbol, None] = {}
    for one in every(record, "classifications/classification/international-code"):
        _add(found, "nice", one)
    for one in every(record, "design-searches/design-search/code"):
        _add(found, "usdesign", one)
    return tuple(found)


def _add(found: dict[ClassSymbol, None], scheme: Literal["nice", "usdesign"], code: Element) -> None:
    symbol = symbol_or_none(scheme, content(code))
    if symbol:
        found.setdefault(ClassSymbol(scheme=scheme, symbol=symbol))
