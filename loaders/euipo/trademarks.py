"""EU trade marks, transactions of the schema EM-TM-TradeMark V3 (of the ST.66 family): one document is one mark.

Invariants: goods are read in the filing language and in English, of the 24 in the file; an earlier mark that several
grounds of an opposition name is told once.
"""

from domain import numbers
from domain.classification import symbol_or_none
from domain.dates import partial_date
from domain.errors import RecordRejected
from domain.filings import (
    ClassSymbol,
    Dates,
    Goods,
    LegalEvent,
    Mark,
    Number,
    Origin,
    Party,
    PartyRole,
    Statement,
    Status,
    Trademark,
    Withdrawal,
)
from domain.text import Wording
from loaders.elements import Element, attribute, content, every, first
from loaders.euipo.oppositions import oppositions
from loaders.euipo.transactions import (
    OFFICE,
    check_schema,
    country,
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

SCHEMA = "EM-TM-TradeMark-V3"
_NAMESPACE = "http://euipo.europa.eu/trademark/data"
_DATA = names("TradeMarkTransactionBody/TransactionContentDetails/TransactionData")
_KINDS = {
    "word": "word",
    "3d shape": "shape",
    "shape": "shape",
    "colour": "colour",
    "colour per se": "colour",
    "sound": "sound",
    "position": "position",
    "motion": "motion",
}
_SECTIONS = {"A.2": "correction", "B.": "registration"}


def recognises(head: Head) -> bool:
    """Recognise a document by its root element and namespace."""
    return head.root == "Transaction" and _NAMESPACE in head.text


def parse(root: Element, origin: Origin) -> Trademark | Withdrawal:
    """Read one transaction."""
    check_schema(root, SCHEMA)
    whole = first(root, _DATA)
    found = every(whole, names("TradeMarkDetails/TradeMark")) if whole is not None else []
    if len(found) != 1:
        raise RecordRejected("文件应有且只有一件商标", "the document must hold exactly one mark", stage="format")
    mark = found[0]
    number = content(mark, "{*}ApplicationNumber")
    if not number:
        raise RecordRejected("没有申请号", "there is no application number", stage="format")
    origin = with_date(root, origin)
    if attribute(mark, "operationCode") == "Delete":
        return Withdrawal(id=numbers.mark_id(OFFICE, number), right="trademark", origin=origin)
    language = (content(mark, "{*}ApplicationLanguageCode") or "en").lower()
    status = status_of(
        content(mark, "{*}MarkCurrentStatusCode"), partial_date(content(mark, "{*}MarkCurrentStatusDate"))
    )
    claimed, priority = priorities(mark, "trademark")
    opponents, opposed = oppositions(mark)
    return Trademark(
        id=numbers.mark_id(OFFICE, number),
        office=OFFICE,
        language=language,
        origin=origin,
        status=status,
        numbers=_own_numbers(mark, number) + claimed + _related(mark, whole),
        dates=_dates(mark, status, priority),
        parties=_parties(mark) + opponents,
        classes=_classes(mark),
        events=ordered(opposed + publications(mark, _SECTIONS) + _records(mark) + _appeals(whole)),
        mark=_mark(mark),
        goods=_goods(mark, dict.fromkeys((language, "en"))),
    )


def _own_numbers(mark: Element, number: str) -> tuple[Number, ...]:
    filed = partial_date(content(mark, "{*}ApplicationDate"))
    registered = partial_date(content(mark, "{*}RegistrationDate"))
    found = (Number(type="application", office=OFFICE, number=number, date=filed),)
    return (*found, Number(type="registration", office=OFFICE, number=number, date=registered)) if registered else found


def _related(mark: Element, whole: Element) -> tuple[Number, ...]:
    """Return the earlier marks whose seniority is claimed, and the marks divided from this one or it from them."""
    found = []
    for one in every(mark, names("SeniorityDetails/Seniority")):
        office = country(content(one, "{*}SeniorityCountryCode"))
        number = content(one, "{*}SeniorityRegistrationNumber") or content(one, "{*}SeniorityApplicationNumber")
        if office and number:
            date = partial_date(content(one, "{*}SeniorityFilingDate"))
            found.append(Number(type="related", office=office, number=number, date=date))
    for one in every(whole, names("TradeMarkRelationDetails/TradeMarkRelation/RelatedTradeMarkIdentifier")):
        number = content(one)
        if number:
            found.append(Number(type="related", office=OFFICE, number=number))
    return tuple(dict.fromkeys(found))


def _dates(mark: Element, status: Status, priority: str | None) -> Dates:
    registered = partial_date(content(mark, "{*}RegistrationDate"))
    expires = partial_date(content(mark, "{*}ExpiryDate"))
    ended = {"expired": expires or status.since, "lapsed": status.since}.get(status.state)
    return Dates(
        filed=partial_date(content(mark, "{*}ApplicationDate")),
        published=partial_date(content(mark, names("PublicationDetails/Publication/PublicationDate"))),
        registered=registered,
        priority=priority,
        in_force_from=registered,
        ended_on=ended,
        expires=expires,
    )


def _parties(mark: Element) -> tuple[Party, ...]:
    owner: PartyRole = "proprietor" if first(mark, "{*}RegistrationDate") is not None else "applicant"
    owners = every(mark, names("ApplicantDetails/ApplicantKey/Identifier"))
    agents = every(mark, names("RepresentativeDetails/RepresentativeKey/Identifier"))
    return tuple(people(owners, owner) + people(agents, "agent"))


def _classes(mark: Element) -> tuple[ClassSymbol, ...]:
    found: dict[ClassSymbol, None] = {}
    for one in every(
        mark, names("GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription/ClassNumber")
    ):
        symbol = symbol_or_none("nice", content(one))
        if symbol:
            found.setdefault(ClassSymbol(scheme="nice", symbol=symbol))
    for one in every(mark, names("MarkImageDetails/MarkImage/MarkImageCategory/CategoryCodeDetails/CategoryCode")):
        symbol = symbol_or_none("vienna", content(one))
        if symbol:
            found.setdefault(ClassSymbol(scheme="vienna", symbol=symbol))
    return tuple(found)


def _records(mark: Element) -> list[LegalEvent]:
    return records(every(mark, names("MarkRecordDetails/MarkRecord/BasicRecord")))


def _appeals(whole: Element) -> list[LegalEvent]:
    return [
        LegalEvent(
            date=partial_date(content(one, "{*}AppealDate")),
            office=OFFICE,
            category="examination",
            text="; ".join(filter(None, ("Appeal", content(one, "{*}AppealIdentifier")))),
        )
        for one in every(whole, names("AppealDetails/Appeal"))
    ]


def _mark(mark: Element) -> Mark:
    text = content(mark, names("WordMarkSpecification/MarkVerbalElementText"))
    feature = (content(mark, "{*}MarkFeature") or "").lower()
    kind = ("combined" if text else "figurative") if feature == "figurative" else _KINDS.get(feature)
    image = content(mark, names("MarkImageDetails/MarkImage/MarkImageURI"))
    return Mark(
        text=text,
        kind=kind or ("other" if feature else None),
        image=image.rpartition("/")[2] if image else None,
        statements=_statements(mark),
    )


def _statements(mark: Element) -> tuple[Statement, ...]:
    found = []
    category = content(mark, "{*}KindMark")
    if category and category != "Individual":
        found.append(Statement(type="category", text=category))
    if content(mark, "{*}TradeDistinctivenessIndicator") == "true":
        found.append(Statement(type="acquired distinctiveness", text="true"))
    for one in every(mark, names("SeniorityDetails/Seniority")):
        parts = ("Country", "RegistrationNumber", "FilingDate", "StatusCode")
        text = " ".join(filter(None, (content(one, f"{{*}}Seniority{part}") for part in parts[1:])))
        land = country(content(one, "{*}SeniorityCountryCode"))
        found.append(Statement(type="seniority", text=" ".join(filter(None, (land, text)))))
    return tuple(found)


def _goods(mark: Element, languages: dict[str, None]) -> tuple[Goods, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in every(mark, names("GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription")):
        number = symbol_or_none("nice", content(one, "{*}ClassNumber"))
        if number is None:
            continue
        for described in every(one, "{*}GoodsServicesDescription"):
            lang = (attribute(described, "languageCode") or "").lower()
            text = content(described) if lang in languages else None
            if text:
                found.setdefault((lang, number), []).append(text)
    order = list(languages)
    return tuple(
        Goods(class_=number, lang=lang, text="\n".join(dict.fromkeys(texts)))
        for (lang, number), texts in sorted(found.items(), key=lambda entry: order.index(entry[0][0]))
    )


SOURCE = Source(
    name="euipo-trademarks",
    title=Wording("欧盟知识产权局商标（ST.66 系）", "EUIPO trade marks (ST.66 family)"),
    office=OFFICE,
    rights=("trademark",),
    rank="bibliography",
    layout=Layout("documents"),
    recognises=recognises,
    parse=parse,
    url="https://euipo.europa.eu/ohimportal/en/open-data",
    reads="EM-TM-TradeMark V3",
)
