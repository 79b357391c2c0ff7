"""The EPO's worldwide exchange data (DOCDB): ``exch:exchange-document``, one publication of any office in each.

Invariants: the id is the one that the office's own full text gives; status D takes the record back; the simple family
is the one that the file names; a publication without a grant says nothing of the right once no patent can come of it.
"""

from domain.dates import earliest, partial_date, years_later
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Dates, Number, Origin, Parsed, Patent, Status, Withdrawal
from domain.numbers import normal, publication_id
from domain.terms import term_end
from domain.text import Wording
from loaders.elements import Element, attribute, content, context, every, first, paragraphs
from loaders.epo import exchange
from loaders.sources import Head, Layout, Source, dated

_DELETED = frozenset({"D", "DV"})
_TERM = 20
_EXTENSION = 5
"""Years by which adjustments and certificates may prolong a term."""
_GRANTS = ("printed-with-grant", "not-printed-with-grant")
_WITHOUT_GRANT = tuple(
    f"{how}-without-grant"
    for how in ("unexamined-printed", "unexamined-not-printed", "examined-printed", "examined-not-printed")
)


def parse(record: Element, origin: Origin) -> Parsed:
    """Read one document."""
    around = context(record)
    version = attribute(record, "dtd-version") or around.get("dtd-version")
    if version and not version.startswith("2."):
        raise UnknownSchemaVersion(f"不认识的版本 {version}", f"unknown version {version}")
    bib = first(record, "{*}bibliographic-data")
    own = _own_number(record, bib)
    exchanged = partial_date(attribute(record, "date-of-last-exchange") or around.get("date-of-exchange"))
    origin = dated(origin, exchanged or own.date)
    id = publication_id(own.office, own.number, own.kind)
    if (attribute(record, "status") or "").upper() in _DELETED:
        return Withdrawal(id=id, right="patent", origin=origin)
    if bib is None:
        raise RecordRejected("没有著录项目", "there are no bibliographic data", stage="format")
    numbers = (own, *exchange.applications(bib))
    dates = _dates(bib, numbers)
    language = content(bib, "{*}language-of-publication")
    if language is None:
        printed = exchange.form(bib, "{*}publication-reference", "docdb")
        language = None if printed is None else attribute(printed, "lang")
    return Patent(
        id=id, office=own.office, kind=own.kind, language=language.lower() if language else None,
        family=attribute(record, "family-id"), origin=origin, status=_status(bib, dates, exchanged), numbers=numbers,
        dates=dates,
        title=exchange.by_language((one, content(one)) for one in every(bib, "{*}invention-title")),
        abstract=exchange.by_language((one, paragraphs(one)) for one in every(record, "{*}abstract")),
        parties=exchange.parties(bib),
        classes=exchange.classes(bib),
        citations=exchange.citations(bib),
        designated=exchange.designated(bib),
    )  # fmt: skip


def _own_number(record: Element, bib: Element | None) -> Number:
    """Return the publication's number, from the attributes or the docdb data format."""
    told = None if bib is None else exchange.form(bib, "{*}publication-reference", "docdb")
    country = attribute(record, "country") or exchange.field(told, "country")
    text = attribute(record, "doc-number") or exchange.field(told, "doc-number")
    if not country or not text:
        raise RecordRejected("没有公布号", "there is no publication number", stage="format")
    office, kind = country.upper(), attribute(record, "kind") or exchange.field(told, "kind")
    number = normal(office, "publication", text, kind)
    original = None if bib is None else exchange.form(bib, "{*}publication-reference", "original")
    printed = exchange.field(original, "doc-number") or text
    date = partial_date(attribute(record, "date-publ") or exchange.field(told, "date"))
    return Number(
        type="publication", office=office, number=number, kind=kind, date=date,
        text=printed if printed != number else None,
    )  # fmt: skip


def _dates(bib: Element, numbers: tuple[Number, ...]) -> Dates:
    own = numbers[0]
    filed = next((one.date for one in numbers if one.type == "application"), None)
    granted = next((date for name in _GRANTS if (date := _available(bib, name))), None)
    return Dates(
        filed=filed, published=own.date, granted=granted, in_force_from=granted,
        priority=earliest(*(one.date for one in numbers if one.type == "priority")),
        expires=term_end("patent", own.office, own.kind, filed, granted),
    )  # fmt: skip


def _available(bib: Element, name: str) -> str | None:
    """Return the date of one way of making the publication available."""
    base = f"{{*}}dates-of-public-availability/{{*}}{name}"
    return partial_date(content(bib, base + "/{*}document-id/{*}date") or content(bib, base + "/{*}date"))


def _status(bib: Element, dates: Dates, exchanged: str | None) -> Status:
    """Return what the publication says: granted and within its term, surely over, or without a grant so far; else unknown."""
    if dates.granted:
        if dates.expires and exchanged and dates.expires < exchanged:
            over = years_later(dates.expires, _EXTENSION) < exchanged
            return Status(state="expired", since=dates.expires, reason="term_over") if over else Status(state="unknown")
        return Status(state="in_force", since=dates.granted)
    young = bool(exchanged and dates.filed) and int((exchanged or "")[:4]) - int((dates.filed or "")[:4]) < _TERM
    if young and any(_available(bib, name) for name in _WITHOUT_GRANT):
        return Status(state="pending", since=dates.published)
    return Status(state="unknown")


def _recognises(head: Head) -> bool:
    return head.root in ("exchange-documents", "exchange-document")


SOURCE = Source(
    name="epo-docdb",
    title=Wording("欧洲专利局 DOCDB 交换数据", "EPO exchange data (DOCDB)"),
    office="EP",
    rights=("patent",),
    rank="exchange",
    layout=Layout("children", ("exch:exchange-document", "exchange-document")),
    recognises=_recognises,
    parse=parse,
    url="https://www.epo.org/en/searching-for-patents/data/bulk-data-sets/docdb",
    reads="exch:exchange-documents 2.x",
)
