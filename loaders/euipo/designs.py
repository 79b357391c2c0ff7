"""EU designs, transactions of the schema EM-DS-Design V2 (of the ST.66 family): one document is one design.

Invariants: each design of a multiple application is a record, and all share the application's number; the end of the
term is the one in the file (five years, renewed up to 25).
"""

from domain import numbers
from domain.classification import symbol_or_none
from domain.dates import partial_date, years_later
from domain.errors import RecordRejected
from domain.filings import ClassSymbol, Dates, Design, LegalEvent, Number, Origin, Party, Section, Status, Withdrawal
from domain.text import Text, Wording
from loaders.elements import Element, attribute, content, every
from loaders.euipo.transactions import (
    OFFICE,
    check_schema,
    names,
    ordered,
    people,
    priorities,
    publications,
    records,
    status_of,
    with_date,
)
from loaders.sources import Head, Layout, Source

SCHEMA = "EM-DS-Design-V2"
_NAMESPACE = "http://euipo.europa.eu/design/data"
_DESIGNS = names("DesignTransactionBody/TransactionContentDetails/TransactionData/DesignDetails/Design")
_VIEWS = names("DesignRepresentationSheetDetails/DesignRepresentationSheet/ViewDetails/View")
_LONGEST_TERM = 25
_SECTIONS = {"C.2": "lapse"}


def recognises(head: Head) -> bool:
    """Recognise a document by its root element and namespace."""
    return head.root == "Transaction" and _NAMESPACE in head.text


def parse(root: Element, origin: Origin) -> Design | Withdrawal:
    """Read one transaction."""
    check_schema(root, SCHEMA)
    found = every(root, _DESIGNS)
    if len(found) != 1:
        raise RecordRejected("文件应有且只有一件外观设计", "the document must hold exactly one design", stage="format")
    design = found[0]
    number = content(design, "{*}DesignIdentifier")
    if not number:
        raise RecordRejected("没有外观设计号", "there is no design number", stage="format")
    origin = with_date(root, origin)
    if attribute(design, "operationCode") == "Delete":
        return Withdrawal(id=numbers.design_id(OFFICE, number), right="design", origin=origin)
    language = (content(design, "{*}ApplicationLanguageCode") or "en").lower()
    status = _status(design)
    claimed, priority = priorities(design, "design")
    title = _indications(design, dict.fromkeys((language, "en")))
    return Design(
        id=numbers.design_id(OFFICE, number),
        office=OFFICE,
        language=language,
        origin=origin,
        status=status,
        numbers=_own_numbers(design, number) + claimed,
        dates=_dates(design, status, priority),
        title=title,
        description=_words(design),
        parties=_parties(design),
        classes=_classes(design),
        events=_events(design),
        product=title[0].text if title else None,
        views=tuple(
            dict.fromkeys(
                uri.rpartition("/")[2] for one in every(design, f"{_VIEWS}/{{*}}ViewURI") if (uri := content(one))
            )
        ),
    )


def _status(design: Element) -> Status:
    """Return the status; a lapse at the end of the longest term is an expiry."""
    since = partial_date(content(design, "{*}DesignCurrentStatusDate"))
    status = status_of(content(design, "{*}DesignCurrentStatusCode"), since)
    filed = partial_date(content(design, "{*}ApplicationDate"))
    expires = partial_date(content(design, "{*}ExpiryDate"))
    over = filed and expires and expires >= years_later(filed, _LONGEST_TERM)
    if status.reason == "fee_unpaid" and over:
        return Status(state="expired", since=since, reason="term_over", office_text=status.office_text)
    return status


def _own_numbers(design: Element, number: str) -> tuple[Number, ...]:
    filed = partial_date(content(design, "{*}ApplicationDate"))
    application = content(design, "{*}ApplicationNumber")
    registered = partial_date(content(design, "{*}RegistrationDate"))
    found = [Number(type="application", office=OFFICE, number=application, date=filed)] if application else []
    return (*found, Number(type="registration", office=OFFICE, number=number, date=registered))


def _dates(design: Element, status: Status, priority: str | None) -> Dates:
    registered = partial_date(content(design, "{*}RegistrationDate"))
    expires = partial_date(content(design, "{*}ExpiryDate"))
    ended = None
    if status.state in ("lapsed", "expired"):
        by_term = status.reason in ("fee_unpaid", "term_over")
        ended = (expires if by_term else None) or status.since
    return Dates(
        filed=partial_date(content(design, "{*}ApplicationDate")),
        published=partial_date(content(design, "{*}PublicationDate")),
        registered=registered,
        priority=priority,
        in_force_from=registered,
        ended_on=ended,
        expires=expires,
    )


def _indications(design: Element, languages: dict[str, None]) -> tuple[Text, ...]:
    """Return what the design is of, in the languages wanted; several products are separated by semicolons."""
    found: dict[str, dict[str, None]] = {lang: {} for lang in languages}
    for one in every(design, names("IndicationProductDetails/IndicationProduct")):
        lang = (attribute(one, "languageCode") or "").lower()
        text = content(one) if lang in languages else None
        if text:
            found[lang].setdefault(text)
    return tuple(Text(lang, "; ".join(texts)) for lang, texts in found.items() if texts)


def _words(design: Element) -> tuple[Section, ...]:
    """Return the words that stand on the design itself."""
    text = content(design, "{*}VerbalElementText")
    return (Section(lang="und", text=text),) if text else ()


def _parties(design: Element) -> tuple[Party, ...]:
    owners = every(design, names("ApplicantDetails/Applicant/ApplicantIdentifier"))
    designers = every(design, names("DesignerDetails/Designer/DesignerIdentifier"))
    agents = every(design, names("RepresentativeDetails/Representative/RepresentativeIdentifier"))
    return tuple(people(owners, "proprietor") + people(designers, "designer") + people(agents, "agent"))


def _classes(design: Element) -> tuple[ClassSymbol, ...]:
    found: dict[ClassSymbol, None] = {}
    for one in every(design, names("ClassDescriptionDetails/ClassDescription/ClassNumber")):
        symbol = symbol_or_none("locarno", content(one))
        if symbol:
            found.setdefault(ClassSymbol(scheme="locarno", symbol=symbol))
    for one in every(design, f"{_VIEWS}/{names('ViewCategory/CategoryCodeDetails/CategoryCode')}"):
        symbol = symbol_or_none("vienna", content(one))
        if symbol:
            found.setdefault(ClassSymbol(scheme="vienna", symbol=symbol))
    return tuple(found)


def _events(design: Element) -> tuple[LegalEvent, ...]:
    entries = every(design, names("DesignRecordDetails/DesignRecord/DesignBasicRecord"))
    return ordered(publications(design, _SECTIONS) + records(entries))


SOURCE = Source(
    name="euipo-designs",
    title=Wording("欧盟知识产权局外观设计（ST.66 系）", "EUIPO designs (ST.66 family)"),
    office=OFFICE,
    rights=("design",),
    rank="bibliography",
    layout=Layout("documents"),
    recognises=recognises,
    parse=parse,
    url="https://euipo.europa.eu/ohimportal/en/open-data",
    reads="EM-DS-Design V2",
)
