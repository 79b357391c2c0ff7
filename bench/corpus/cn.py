"""Publications as the Chinese office writes them now (``business:PatentDocumentAndRelated``): values given twice."""

from datetime import date

from bench.corpus.citing import cited
from bench.corpus.dice import mixed
from bench.corpus.draft import Draft
from bench.corpus.english import ClaimText, Telling
from bench.corpus.parties import Company, Person, name_in_chinese
from bench.corpus.phrases import words
from bench.corpus.plan import Application, Plan, Publication, Register
from bench.corpus.us import compact, printed

_SPACES = (
    'xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.sipo.gov.cn/XMLSchema/business '
    '/DTDS/PatentDocument/Elements/OtherElements.xsd" xsdVersion="V2.2.1"'
)
_HEAD = (
    '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!DOCTYPE business:PatentDocumentAndRelated SYSTEM '
    '"/DTDS/ExternalStandards/ipphdb-entities.dtd"[]>\n'
)
_ORIGINAL, _STANDARD = (
    'dataFormat="original" sequence="1" sourceDB="national office"',
    'dataFormat="standard" sequence="1"',
)
_MARKED = 'dataFormat="original" sourceDB="national office"'
_SECTIONS = {
    "技术领域": "TechnicalField", "背景技术": "BackgroundArt", "发明内容": "Disclosure", "附图说明": "DrawingsDescription",
    "具体实施方式": "InventionMode",
}  # fmt: skip


def document(
    register: Register,
    plan: Plan,
    published: Publication,
    draft: Draft,
    telling: Telling,
    companies: tuple[Company, ...],
    people: list[Person],
) -> str:
    """Return one publication as a whole XML document."""
    own = plan.application("CN")
    day = compact(published.day)
    type_ = {"A": "FU", "B": "FU", "U": "UM"}[published.kind]
    standard = f"10{own.number[:4]}{int(own.number[4:-1]):09d}"
    file = f"CN{standard}CN0000{published.number}0{published.kind}{type_}LZH{day}CN00R.XML"
    referred = _document_id(published.number, published.kind, day)
    parts = [
        f'{_HEAD}<business:PatentDocumentAndRelated {_SPACES} file="{file}" dateProduced="{day}" status="C" lang="zh" '
        f'country="CN" docNumber="{published.number}" kind="{published.kind}" datePublication="{day}">\n'
        f"<business:BibliographicData>\n<business:PublicationReference {_ORIGINAL}>{referred}</business:PublicationReference>\n",
        ""
        if register.short
        else f"<business:PublicationReference {_STANDARD}>{referred}</business:PublicationReference>\n",
        "" if register.short else _gazette(published.day, day),
        *_application(own, standard, published.kind)[: 1 if register.short else 2],
        "" if register.short else _priority(plan),
        '<business:ClassificationIPCRDetails creator="03" processingType="original">',
        "".join(_ipc(symbol, place, lean=register.short) for place, symbol in enumerate(draft.symbols, 1)),
        "</business:ClassificationIPCRDetails>\n"
        f'<business:InventionTitle lang="zh" {_MARKED} processingType="original" creator="03">{telling.title}'
        "</business:InventionTitle>\n",
        _citations(register, plan, published) if published.kind == "B" else "",
        "" if register.short else _related(plan, published),
        _parties(companies, people, None if register.short else mixed(register.seed, 8, plan.place), published.kind),
        f'</business:BibliographicData>\n<business:Abstract {_MARKED} lang="zh" processingType="original" creator="03">'
        f'<base:Paragraphs num="0001">{telling.abstract}</base:Paragraphs></business:Abstract>\n',
        _description(telling, divided=draft.form % 3 != 0) if telling.sections else "",
        f'<business:Claims lang="zh" {_MARKED} creator="03">\n{"".join(map(_claim, telling.claims))}</business:Claims>\n'
        "</business:PatentDocumentAndRelated>\n",
    ]
    return "".join(parts)


def _document_id(number: str, kind: str, day: str, office: str = "CN") -> str:
    kinds = f"<base:Kind>{kind}</base:Kind>" if kind else ""
    return (
        f"<base:DocumentID><base:WIPOST3Code>{office}</base:WIPOST3Code><base:DocNumber>{number}</base:DocNumber>{kinds}"
        f"<base:Date>{day}</base:Date></base:DocumentID>"
    )


def _gazette(day: date, text: str) -> str:
    return (
        "<business:PublicAvailabilityDate><business:GazetteReference><business:GazetteNumber>"
        f"{day.year - 1984}-{day.isocalendar()[1]:02d}</business:GazetteNumber><base:Date>{text}</base:Date>"
        "</business:GazetteReference></business:PublicAvailabilityDate>\n"
    )


def _application(own: Application, standard: str, kind: str) -> tuple[str, str]:
    """Return the application's number as printed, and in the office's standard form."""
    type_, day = ("20" if kind == "U" else "10"), compact(own.day)
    return (
        f'<business:ApplicationReference applType="{type_}" {_ORIGINAL}>{_document_id(printed(own), "", day)}'
        "</business:ApplicationReference>\n",
        f'<business:ApplicationReference applType="{type_}" {_STANDARD}>{_document_id(standard, "", day)}'
        "</business:ApplicationReference>\n",
    )


def _priority(plan: Plan) -> str:
    told = [one for one in plan.applications if one.first and one.office != "CN"]
    if not told:
        return ""
    first = told[0]
    both = "".join(
        f'<business:Priority kind="international" {form}><base:WIPOST3Code>{first.office}</base:WIPOST3Code>'
        f"<base:DocNumber>{number}</base:DocNumber><base:Date>{compact(first.day)}</base:Date></business:Priority>"
        for form, number in ((_ORIGINAL, printed(first)), (_STANDARD, first.number))
    )
    return f"<business:PriorityDetails>{both}</business:PriorityDetails>\n"


def _ipc(symbol: str, place: int, *, lean: bool) -> str:
    group, _, subgroup = symbol[4:].partition("/")
    text = f"<base:Text>{symbol[:4]}{group:>5}/{subgroup:<6}(2006.01)</base:Text></business:ClassificationIPCR>"
    if lean:
        return f'<business:ClassificationIPCR sequence="{place}">{text}'
    return (
        f'<business:ClassificationIPCR sequence="{place}"><business:IPCVersionDate>20060101</business:IPCVersionDate>'
        f"<business:Section>{symbol[0]}</business:Section><business:MainClass>{symbol[1:3]}</business:MainClass>"
        f"<business:Subclass>{symbol[3]}</business:Subclass><business:MainGroup>{group}</business:MainGroup>"
        f"<business:Subgroup>{subgroup}</business:Subgroup><business:GeneratingOffice><base:WIPOST3Code>CN</base:WIPOST3Code>"
        f"</business:GeneratingOffice><business:ClassificationDataSource>H</business:ClassificationDataSource>{text}"
    )


def _citations(register: Register, plan: Plan, published: Publication) -> str:
    told = []
    for place, one in enumerate(cited(register, plan, published), 1):
        seen = one.publication
        referred = _document_id(seen.number, seen.kind, compact(seen.day), seen.office)
        told.append(
            f'<business:Citation srepPhase="SEA" sequence="{place}"><business:ApplicationCitation id="pcit{place:06d}" '
            f'num="{place:04d}"><business:PublicationReference {_STANDARD}>{referred}</business:PublicationReference>'
            f"<business:PublicationReference {_ORIGINAL}>{referred}</business:PublicationReference>"
            "</business:ApplicationCitation></business:Citation>"
        )
    return (
        f'<business:ReferencesCited sourceDB="national office">{"".join(told)}</business:ReferencesCited>\n'
        if told
        else ""
    )


def _related(plan: Plan, published: Publication) -> str:
    if published.kind != "B":
        return ""
    before = next(one for one in plan.publications if one.office == "CN")
    return (
        "<business:RelatedDocuments><business:RelatedPublicationDoc>"
        + _document_id(before.number, before.kind, compact(before.day))
        + "</business:RelatedPublicationDoc></business:RelatedDocuments>\n"
    )


def _address(company: Company, *, lean: bool) -> str:
    text = company.address_zh if company.country == "CN" else company.city_en
    if lean:
        return f"<base:Address><base:WIPOST3Code>{company.country}</base:WIPOST3Code><base:Text>{text}</base:Text></base:Address>"
    return (
        "<base:Address><base:AddressLine>0</base:AddressLine><base:AddressMailCode>0</base:AddressMailCode>"
        "<base:PostBox>0</base:PostBox><base:Street>0</base:Street>"
        f"<base:County>{company.district_zh or '0'}</base:County><base:City>{company.city_zh or '0'}</base:City>"
        f"<base:Province>{company.province_zh or '0'}</base:Province><base:PostCode>{company.postcode or '000000'}</base:PostCode>"
        f"<base:WIPOST3Code>{company.country}</base:WIPOST3Code><base:Text>{text}</base:Text></base:Address>"
    )


def _parties(companies: tuple[Company, ...], people: list[Person], place: int | None, kind: str) -> str:
    """Return the parties; without a ``place`` applicants and inventors alone."""
    books = [
        f'<base:AddressBook lang="zh"><base:Name>{name_in_chinese(one)}</base:Name>{_address(one, lean=place is None)}'
        "</base:AddressBook>"
        for one in companies
    ]
    applicants = "".join(
        f'<business:Applicant sequence="{number}" appType="applicant" {_MARKED} lang="zh" creator="03" '
        f'processingType="original">{book}<business:OrganizationCode createDate="00000000" creator="00">0000000000'
        "</business:OrganizationCode></business:Applicant>"
        for number, book in enumerate(books, 1)
    )
    inventors = "".join(
        f'<business:Inventor sequence="{number}" {_MARKED} lang="zh" publicationMark="0" creator="03" '
        f'processingType="original"><base:AddressBook lang="zh"><base:Name>{one.zh}</base:Name></base:AddressBook>'
        "</business:Inventor>"
        for number, one in enumerate(people, 1)
    )
    first = (
        f'<business:Parties><business:ApplicantDetails representative="1">{applicants}</business:ApplicantDetails>'
        f"<business:InventorDetails>{inventors}</business:InventorDetails>"
    )
    if place is None:
        return f"{first}</business:Parties>\n"
    agency, code = words("names")["agencies_cn"][place % len(words("names")["agencies_cn"])]
    surname = words("names")["surnames"][place // 8 % 20][0]
    given = words("names")["given_names"][place // 160 % 22][0]
    agent = (
        f'<business:AgentDetails><business:Agent sequence="1" {_MARKED} lang="zh" creator="03"><business:Agency>'
        f'<base:AddressBook lang="zh"><base:OrganizationName>{agency}</base:OrganizationName></base:AddressBook>'
        f"<business:AgencyCode>{code}</business:AgencyCode></business:Agency>"
        f'<base:AddressBook lang="zh"><base:Name>{surname}{given}</base:Name></base:AddressBook></business:Agent>'
        "</business:AgentDetails>"
    )
    assignees = "".join(
        f'<business:Assignee sequence="{number}" {_MARKED} lang="zh" creator="03">{book}'
        "<business:AssigneeCode>0000000000</business:AssigneeCode></business:Assignee>"
        for number, book in enumerate(books, 1)
    )
    granted = f"<business:AssigneeDetails>{assignees}</business:AssigneeDetails>\n" if kind != "A" else ""
    return f"{first}{agent}</business:Parties>\n{granted}"


def _description(telling: Telling, divided: bool) -> str:
    """Return the description: its sections as elements, or flat with their names as paragraphs."""
    told = [
        f'<business:Description lang="zh" {_MARKED} creator="03">\n<business:InventionTitle id="tilte1">{telling.title}'
        "</business:InventionTitle>\n"
    ]
    number = 1
    for heading, paragraphs in telling.sections:
        element = _SECTIONS[heading]
        if divided:
            told.append(f'<business:{element} id="{element}001">\n')
        for paragraph in (heading, *paragraphs):
            told.append(f'<base:Paragraphs id="p{number:04d}" num="{number:04d}">{paragraph}</base:Paragraphs>\n')
            number += 1
        if divided:
            told.append(f"</business:{element}>\n")
    told.append("</business:Description>\n")
    return "".join(told)


def _claim(claim: ClaimText) -> str:
    limbs = "".join(f"<business:ClaimText>{limb}</business:ClaimText>\n" for limb in claim.limbs)
    return (
        f'<business:Claim id="cl{claim.number:04d}" num="{claim.number:04d}">\n'
        f"<business:ClaimText>{claim.number}.{claim.text}</business:ClaimText>\n{limbs}</business:Claim>\n"
    )
