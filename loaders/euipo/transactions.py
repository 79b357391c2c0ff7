"""What transactions of EU marks and EU designs have in common: their schema, status, parties, publications, records.

The files name no party: applicants, representatives and opponents are identifiers in the office's database of persons.
Such a party is named ``EUIPO`` and the identifier, so that one search finds all that it owns.
"""

import re
from collections.abc import Iterable

from domain.dates import earliest, partial_date
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import LegalEvent, Number, Origin, Party, PartyRole, Right, State, Status
from domain.legal_events import Reason, in_order
from domain.numbers import normal
from loaders.elements import Element, attribute, content, every, local
from loaders.sources import dated

OFFICE = "EM"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_EFFECTIVE = ("published", "registered", "not to be published", "record published")

_STATES: tuple[tuple[str, State, Reason | None], ...] = (
    (r"(cancel|invalid|revoc|surrender)\w*( \w+)* (pending|requested|filed)", "in_force", None),
    (r"surrender", "lapsed", "surrendered"),
    (r"invalid|revo[ck]|cancel", "lapsed", "revoked"),
    (r"expired", "expired", "term_over"),
    (r"lapsed", "lapsed", "fee_unpaid"),
    (r"withdrawn", "lapsed", "withdrawn"),
    (r"refused|rejected", "lapsed", "refused"),
    (r"removed|deleted", "lapsed", None),
    (r"registration pending", "pending", None),
    (r"registered|registration published", "in_force", None),
    (r"application|appeal|oppos|examination|filed|published|pending", "pending", None),
)
"""Words of the office's status, the first that fits → state and reason."""

_RECORDS: tuple[tuple[str, str], ...] = (
    (r"transfer", "assignment"),
    (r"licen[cs]e", "licence"),
    (r"rights? in rem", "pledge"),
    (r"levy|insolvency|bankrupt", "preservation"),
    (r"partial (surrender|renewal|cancel|invalid)", "change"),
    (r"renewal", "renewal"),
    (r"surrender", "surrender"),
    (r"invalid|revocation|cancellation", "change"),
    (r"error|correct", "correction"),
    (r"change|replacement|appointment|deletion|division|limitation", "change"),
)
"""Words of a record's kind → category; a record that is not (yet) effective is ``other``."""


def names(path: str) -> str:
    """Return the path for any namespace.

    >>> names("PriorityDetails/Priority")
    '{*}PriorityDetails/{*}Priority'
    """
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def check_schema(root: Element, known: str) -> None:
    """Raise unless the root names no schema, or ``known`` (``EM-TM-TradeMark-V3``) in any minor version."""
    if local(root) != "Transaction":
        raise RecordRejected("根元素不是 Transaction", "the root element is not Transaction", stage="format")
    said = re.search(r"(EM-[\w-]+?-V\d+)(?:-\d+)*\.xsd", attribute(root, _SCHEMA) or "")
    if said and said[1] != known:
        raise UnknownSchemaVersion(f"只能读取 {known} 版", f"only version {known} is read")


def with_date(root: Element, origin: Origin) -> Origin:
    """Return the origin with the time at which the office made the transaction."""
    made = content(root, names("TransactionHeader/SenderDetails/RequestProducerDateTime"))
    return dated(origin, partial_date(made))


def status_of(text: str | None, since: str | None) -> Status:
    """Return the status by the office's words.

    >>> status_of("Application opposed", None).state, status_of("Registration expired", None).state
    ('pending', 'expired')
    >>> status_of("Design lapsed", None).reason, status_of("Cancellation pending", None).state
    ('fee_unpaid', 'in_force')
    """
    low = (text or "").lower()
    for words, state, reason in _STATES:
        if re.search(words, low):
            return Status(state=state, since=since, reason=reason, office_text=text)
    return Status(state="unknown", since=since, office_text=text)


def people(identifiers: Iterable[Element], role: PartyRole) -> list[Party]:
    """Return a party for each identifier."""
    found = dict.fromkeys(filter(None, (content(one) for one in identifiers)))
    return [Party(role=role, name=f"EUIPO {one}") for one in found]


def priorities(filing: Element, right: Right) -> tuple[tuple[Number, ...], str | None]:
    """Return the priorities claimed and not refused, and the date of the earliest."""
    found: dict[Number, None] = {}
    dates: list[str | None] = []
    for one in every(filing, names("PriorityDetails/Priority")):
        office = country(content(one, "{*}PriorityCountryCode"))
        text = content(one, "{*}PriorityNumber")
        date = partial_date(content(one, "{*}PriorityDate"))
        if content(one, "{*}PriorityStatusCode") == "Refused":
            continue
        dates.append(date)
        if office and text:
            number = normal(office, "priority", text, date=date, right=right)
            shown = text if text != number else None
            found.setdefault(Number(type="priority", office=office, number=number, date=date, text=shown))
    return tuple(found), earliest(*dates)


def country(code: str | None) -> str | None:
    """Return the code of WIPO standard ST.3; the office writes ``EL`` for Greece and ``UK`` for the United Kingdom.

    >>> country("EL"), country("DE"), country(None)
    ('GR', 'DE', None)
    """
    return {"EL": "GR", "UK": "GB"}.get(code or "", code)


def publications(filing: Element, categories: dict[str, str]) -> list[LegalEvent]:
    """Return the publications in the bulletin; ``categories`` by the first letters of the section."""
    found = []
    for one in every(filing, names("PublicationDetails/Publication")):
        section = content(one, "{*}PublicationSection")
        category = next(
            (category for start, category in categories.items() if (section or "").startswith(start)), "publication"
        )
        found.append(
            LegalEvent(
                date=partial_date(content(one, "{*}PublicationDate")),
                code=section,
                office=OFFICE,
                category=category,
                text=content(one, "{*}PublicationIdentifier"),
            )
        )
    return found


def records(basics: Iterable[Element]) -> list[LegalEvent]:
    """Return the entries in the register: transfers, licences, renewals, changes."""
    found = []
    for one in basics:
        kind = content(one, "{*}BasicRecordKind") or ""
        said = content(one, "{*}RecordCurrentStatusCode") or ""
        parts = (kind, content(one, "{*}RecordIdentifier"), said)
        found.append(
            LegalEvent(
                date=partial_date(content(one, "{*}RecordCurrentStatusDate")),
                office=OFFICE,
                category=_record_category(kind) if said.lower() in _EFFECTIVE else "other",
                text="; ".join(filter(None, parts)),
            )
        )
    return found


def _record_category(kind: str) -> str:
    low = kind.lower()
    return next((category for words, category in _RECORDS if re.search(words, low)), "other")


def ordered(events: Iterable[LegalEvent]) -> tuple[LegalEvent, ...]:
    """Return each event once, by date."""
    return tuple(in_order(dict.fromkeys(events)))
