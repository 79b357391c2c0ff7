"""Applications for geographical indications in WIPO standard ST.96, version 6 (``gin:GIApplication``).

Invariants: names keep their language, the original before its translations; a record is pending, since the document is
the application.
"""

from domain import numbers
from domain.classification import symbol_or_none
from domain.dates import partial_date
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import (
    ClassSymbol,
    Dates,
    GeographicalIndication,
    LegalEvent,
    Number,
    Origin,
    Party,
    PartyRole,
    Status,
)
from domain.text import Text, Wording
from loaders.elements import Element, attribute, content, every, first, local
from loaders.sources import Head, Layout, Source, dated

_COMMON = "{http://www.wipo.int/standards/XMLSchema/ST96/Common}"
_NAMESPACE = "http://www.wipo.int/standards/XMLSchema/ST96/GeographicalIndication"
_VERSION = "V6"
_GOODS = "{*}ProductIndicationBag/{*}GoodsServices"


def recognises(head: Head) -> bool:
    """Recognise a document by its root element and namespace."""
    return head.root == "GIApplication" and _NAMESPACE in head.text


def parse(root: Element, origin: Origin) -> GeographicalIndication:
    """Read one application."""
    version = attribute(root, f"{_COMMON}st96Version")
    if version and not version.startswith(_VERSION):
        raise UnknownSchemaVersion("只能读取 ST.96 第 6 版", "only version 6 of ST.96 is read")
    said = first(root, "{*}GIData") if local(root) == "GIApplication" else None
    if said is None:
        raise RecordRejected("没有 GIData", "there is no GIData", stage="format")
    office = attribute(said, f"{_COMMON}officeCode")
    number = content(said, "{*}ApplicationNumber/{*}ApplicationNumberText")
    if not office or not number:
        raise RecordRejected("没有局代码或申请号", "there is no office code or application number", stage="format")
    filed = partial_date(content(said, "{*}ApplicationDate"))
    publications = _publications(said, office)
    published = publications[0].date if publications else None
    language = attribute(said, f"{_COMMON}languageCode")
    return GeographicalIndication(
        id=numbers.gi_id(office, number),
        office=office,
        kind=content(said, "{*}GICategory"),
        language=language,
        origin=dated(origin, published or filed),
        status=Status(state="pending", since=published or filed),
        numbers=(Number(type="application", office=office, number=number, date=filed),),
        dates=Dates(filed=filed, published=published),
        title=_texts(said, "{*}GINameBag/{*}GINameText", language)
        + _texts(said, "{*}GINameBag/{*}GINameTranslationText", None),
        abstract=_texts(said, "{*}FeatureDescriptionBag/{*}FeatureDescription/{*}FeatureDescriptionText", language),
        parties=_parties(root, "{*}ApplicantBag/{*}Applicant", "applicant")
        + _parties(root, "{*}AuthorizedUser", "licensee"),
        classes=_classes(said),
        events=publications,
        product=_joined(
            said, f"{_GOODS}/{{*}}ClassDescriptionBag/{{*}}ClassDescription/{{*}}GoodsServicesDescriptionText"
        ),
        area=_joined(
            said,
            "{*}GeographicRegionDescriptionBag/{*}GeographicRegionDescription/{*}GeographicRegionDescriptionText",
        ),
    )


def _texts(said: Element, path: str, language: str | None) -> tuple[Text, ...]:
    found = []
    for one in every(said, path):
        text = content(one)
        if text:
            found.append(Text(attribute(one, f"{_COMMON}languageCode") or language or "und", text))
    return tuple(found)


def _joined(said: Element, path: str) -> str | None:
    return "; ".join(one.text for one in _texts(said, path, None)) or None


def _parties(root: Element, path: str, role: PartyRole) -> tuple[Party, ...]:
    """Return those named; authorised users, who may use the name without owning it, count as licensees."""
    found: dict[Party, None] = {}
    for one in every(root, path):
        contact = first(one, "{*}Contact")
        name = _name(contact) if contact is not None else None
        if contact is not None and name:
            country = content(contact, "{*}PostalAddressBag/{*}PostalAddress/{*}PostalStructuredAddress/{*}CountryCode")
            found.setdefault(Party(role=role, name=name, country=country))
    return tuple(found)


def _name(contact: Element) -> str | None:
    organisation = content(contact, "{*}Name/{*}OrganizationName/{*}OrganizationStandardName")
    if organisation:
        return organisation
    person = first(contact, "{*}Name/{*}PersonName")
    if person is None:
        return content(contact, "{*}Name/{*}EntityName")
    structured = (content(person, f"{{*}}PersonStructuredName/{{*}}{part}") for part in ("FirstName", "LastName"))
    return content(person, "{*}PersonFullName") or " ".join(filter(None, structured)) or None


def _classes(said: Element) -> tuple[ClassSymbol, ...]:
    found: dict[ClassSymbol, None] = {}
    for one in every(said, f"{_GOODS}/{{*}}GoodsServicesClassificationBag/{{*}}GoodsServicesClassification"):
        symbol = symbol_or_none("nice", content(one, "{*}ClassNumber"))
        if symbol and content(one, "{*}ClassificationKindCode") == "Nice":
            found.setdefault(ClassSymbol(scheme="nice", symbol=symbol))
    return tuple(found)


def _publications(said: Element, office: str) -> tuple[LegalEvent, ...]:
    return tuple(
        LegalEvent(
            date=partial_date(content(one, "{*}PublicationDate")),
            office=office,
            category="publication",
            text=content(one, "{*}PublicationIdentifier"),
        )
        for one in every(said, "{*}GIPublicationBag/{*}GIPublication")
    )


SOURCE = Source(
    name="wipo-st96-gi",
    title=Wording("地理标志申请（WIPO 标准 ST.96）", "Applications for geographical indications (WIPO standard ST.96)"),
    office="WO",
    rights=("gi",),
    rank="bibliography",
    layout=Layout("documents"),
    recognises=recognises,
    parse=parse,
    url="https://www.wipo.int/standards/en/st96/",
    reads="ST.96 V6 GIApplication",
)
