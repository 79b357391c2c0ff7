"""The register of geographical indications as the United Kingdom publishes it, with the rows taken over from the European Union.

One JSON array, one object a name. Invariants: an application to amend or cancel has a file number and so a record of its
own; the kind is the abbreviation that the register prints (PDO, PGI, GI, TSG); the array bears no date, so a row is as
of its latest one.
"""

import re
from collections.abc import Mapping

from domain import numbers
from domain.dates import partial_date
from domain.errors import RecordRejected
from domain.filings import Dates, GeographicalIndication, LegalEvent, Number, Origin, State, Status
from domain.legal_events import Reason
from domain.text import Wording
from loaders.gi.naming import names
from loaders.sources import Head, Layout, Source, dated

KEEPER = "GB"
_STATES: dict[str, tuple[State, Reason | None]] = {
    "registered": ("in_force", None),
    "applied": ("pending", None),
    "published": ("pending", None),
    "rejected": ("lapsed", "refused"),
    "withdrawn": ("lapsed", "withdrawn"),
    "cancelled": ("lapsed", "revoked"),
}
_AMENDING = re.compile(r"(.+?)-(?:AM\d+.*|CANCEL)", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Z]{3}-([A-Z]{2})\b")


def recognises(head: Head) -> bool:
    """Recognise the array by the keys of its objects."""
    return head.root is None and all(f'"{key}"' in head.text for key in ("EA_FileNumber", "EA_Name", "EA_Type"))


def parse(record: Mapping[str, object], origin: Origin) -> GeographicalIndication:
    """Read one row of the register."""

    def said(key: str) -> str:
        value = record.get(key)
        return " ".join(value.split()) if isinstance(value, str) else ""

    number = said("EA_FileNumber")
    if not number or not said("EA_Name"):
        raise RecordRejected("没有档案号或名称", "there is no file number or no name", stage="format")
    place = _COUNTRY.match(number)
    dates = _dates(said("EA_ApplicationDate"), said("EA_DatePublication"), said("EA_DateRegistration"))
    status = _status(said("EA_Status"), dates)
    return GeographicalIndication(
        id=numbers.gi_id(KEEPER, number),
        office=KEEPER,
        kind=_kind(said("EA_Type")),
        language="en",
        origin=dated(origin, max(filter(None, (dates.filed, dates.published, dates.registered)), default=None)),
        status=status,
        numbers=_numbers(number, status, dates),
        dates=dates,
        title=names(said("EA_Name"), place[1] if place else ""),
        events=_events(dates, said("EA_LegalInstrument")),
        product=said("EA_ProductCategory") or said("EA_ProductType") or None,
        area=said("EA_Country") or None,
    )


def _dates(filed: str, published: str, registered: str) -> Dates:
    day = partial_date(registered, day_first=True)
    return Dates(
        filed=partial_date(filed, day_first=True),
        published=partial_date(published, day_first=True),
        registered=day,
        in_force_from=day,
    )


def _status(text: str, dates: Dates) -> Status:
    state, reason = _STATES.get(text.lower(), ("unknown", None))
    since = {"in_force": dates.registered, "pending": dates.published or dates.filed}.get(state)
    return Status(state=state, since=since, reason=reason, office_text=text or None)


def _kind(text: str) -> str | None:
    found = re.search(r"\(([A-Z]{2,4})\)", text)
    return found[1] if found else (text or None)


def _numbers(printed: str, status: Status, dates: Dates) -> tuple[Number, ...]:
    number = printed.replace(" ", "")
    text = printed if printed != number else None
    own = [Number(type="application", office=KEEPER, number=number, date=dates.filed, text=text)]
    if status.state == "in_force":
        own.append(Number(type="registration", office=KEEPER, number=number, date=dates.registered, text=text))
    amending = _AMENDING.fullmatch(number)
    if amending:
        own.append(Number(type="related", office=KEEPER, number=amending[1]))
    return tuple(own)


def _events(dates: Dates, instrument: str) -> tuple[LegalEvent, ...]:
    """Return the registration with the act by which it was made, where the register names one."""
    if not dates.registered or not instrument:
        return ()
    return (LegalEvent(date=dates.registered, office=KEEPER, category="registration", text=instrument),)


SOURCE = Source(
    name="gi-register",
    title=Wording(
        "英国地理标志登记册（含承自欧盟的条目）",
        "UK register of geographical indications (with those taken over from the EU)",
    ),
    office=KEEPER,
    rights=("gi",),
    rank="bibliography",
    layout=Layout("json"),
    recognises=recognises,
    parse=parse,
    url="https://www.gov.uk/protected-food-drink-names",
    reads="JSON, EA_… keys",
)
