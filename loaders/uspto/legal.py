"""What a Red Book document says of the right itself: its dates, its status, how long it runs.

Invariants: a grant is in force from its date until an event says otherwise; a published application is pending; a
statutory invention registration gives no right and has neither state nor term; a terminal disclaimer is noted and
shortens nothing, since the patent that it ends with is not named.
"""

from datetime import timedelta

from domain.dates import earliest, first_day, years_later
from domain.filings import Dates, LegalEvent, Number, PartialDate, Right, Status
from domain.terms import term_end
from loaders.elements import Element, content, every, first
from loaders.uspto.numbers import BACKDATING, priority_date
from loaders.uspto.references import Reference, date_of


def registers_only(publication: Reference) -> bool:
    """Tell whether this is a statutory invention registration, which gives no right."""
    return (publication.kind or "").startswith("H") or publication.number.upper().startswith("H")


def grant_dates(
    publication: Reference, application: Reference | None, numbers: tuple[Number, ...], right: Right, biblio: Element
) -> Dates:
    """Return the dates of a grant; it is published, granted and in force on one day."""
    filed = application.date if application else None
    granted = None if registers_only(publication) else publication.date
    return Dates(
        filed=filed,
        published=publication.date,
        granted=granted,
        priority=priority_date(numbers),
        in_force_from=granted,
        expires=_expires(right, publication.kind, filed, granted, numbers, biblio) if granted else None,
    )


def _expires(
    right: Right, kind: str | None, filed: PartialDate | None, granted: PartialDate | None, numbers: tuple[Number, ...],
    biblio: Element,
) -> PartialDate | None:  # fmt: skip
    """Return the end of the term: 20 years from the earliest domestic or international filing, and the extension."""
    end = term_end(right, "US", kind, filed, granted)
    if right == "design":
        years = content(biblio, "us-term-of-grant/length-of-grant") or ""
        return years_later(granted, int(years)) if granted and years.isdecimal() and int(years) < 100 else end
    if end is None:
        return None
    if filed and end == years_later(filed, 20):
        backdated = (one.date for one in numbers if one.type == "international" or one.text in BACKDATING)
        end = years_later(earliest(filed, *backdated) or filed, 20)
    extension = (content(biblio, "us-term-of-grant/us-term-extension") or "").split()
    if len(end) == 10 and extension and extension[0].isdecimal() and len(extension[0]) < 6:
        if extension[1:] and extension[1].startswith("year"):
            return years_later(end, int(extension[0]))
        return (first_day(end) + timedelta(days=int(extension[0]))).isoformat()
    return end


def grant_status(publication: Reference) -> Status:
    """Return the status on the day of the grant."""
    if registers_only(publication):
        return Status(state="unknown", office_text="statutory invention registration")
    return Status(state="in_force", since=publication.date)


def disclaimers(biblio: Element) -> tuple[LegalEvent, ...]:
    """Return the terminal disclaimers that the grant notes."""
    found = []
    for one in every(biblio, "us-term-of-grant/disclaimer"):
        text = content(one, "text")
        date = first(one, "date")
        if text or date is not None:
            found.append(
                LegalEvent(
                    date=date_of(date.text) if date is not None else None, office="US", category="other", text=text
                )
            )
    return tuple(found)


def application_dates(publication: Reference, application: Reference | None, numbers: tuple[Number, ...]) -> Dates:
    """Return the dates of a published application."""
    return Dates(
        filed=application.date if application else None, published=publication.date, priority=priority_date(numbers)
    )
