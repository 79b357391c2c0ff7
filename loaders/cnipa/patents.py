"""CNIPA's current bulk XML: ``business:PatentDocumentAndRelated``, schema V1 and V2, one publication in each document.

Invariants: a value given twice (original and standard) is read once; zeros that stand for nothing are absent; a claim
loses its printed number and gains the claims that its words refer to.
"""

from collections.abc import Iterator

from domain.dates import partial_date
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Claim, Origin, Parsed, Withdrawal
from domain.text import Text, Wording
from loaders.claim_numbers import claim_number
from loaders.cnipa import bibliography, publication
from loaders.cnipa.claims import depends_on, without_number
from loaders.cnipa.publication import Printed
from loaders.cnipa.texts import language, lines, made_readable, sections, texts
from loaders.elements import Element, attribute, content, every, first
from loaders.sources import Head, Layout, Source, dated

_VERSIONS = ("V1.", "V2.")


def parse(record: Element, origin: Origin) -> Parsed:
    """Read one publication."""
    version = attribute(record, "xsdVersion")
    if version and not version.upper().startswith(_VERSIONS):
        raise UnknownSchemaVersion(f"不认识的架构版本 {version}", f"unknown schema version {version}")
    bib = first(record, "{*}BibliographicData")
    if bib is None:
        bib = first(record, "{*}DesignBibliographicData")
    if bib is None:
        raise RecordRejected("没有著录项目", "there are no bibliographic data", stage="format")
    published = _published(record, bib)
    reference = first(bib, "{*}ApplicationReference")
    type = publication.application_type(None if reference is None else attribute(reference, "applType"))
    origin = dated(origin, partial_date(attribute(record, "dateProduced")) or published.date)
    if attribute(record, "status") == "D":
        design = publication.is_design(published.kind, type)
        id = publication.id_of(published, design)
        return Withdrawal(id=id, right="design" if design else "patent", origin=origin)
    made_readable(record)
    lang = language(attribute(record, "lang"))
    applied = bibliography.original(bib, "{*}ApplicationReference")
    granted = publication.is_granted(published.kind, published.date)
    title = texts(bib, "{*}InventionTitle", lang) or texts(bib, "{*}DesignTitle", lang)
    explanation = sections(first(record, "{*}DesignBriefExplanation"), lang)
    return publication.filing(
        origin, published, applied, type, bibliography.numbers(bib, published, applied),
        language=lang,
        title=title,
        abstract=_abstract(record, lang),
        claims=tuple(_claims(record, lang)),
        description=sections(first(record, "{*}Description"), lang) + explanation,
        parties=bibliography.people(bib),
        classes=bibliography.classes(bib),
        citations=bibliography.citations(bib),
        events=bibliography.events(bib, granted),
        product=content(bib, "{*}DesignProductDescription") or (title[0].text if title else None),
        views=tuple(name for one in every(record, ".//{*}DesignPicture//{*}Image") if (name := attribute(one, "file"))),
    )  # fmt: skip


def _published(record: Element, bib: Element) -> Printed:
    """Return the number published under, completed by the attributes of the root."""
    found = bibliography.original(bib, "{*}PublicationReference")
    date = partial_date(attribute(record, "datePublication") or attribute(record, "datePulbication"))
    office = attribute(record, "country") or "CN"
    text, kind = attribute(record, "docNumber") or "", attribute(record, "kind")
    if found is None:
        return Printed(office, text, kind, date)
    return Printed(found.office, found.text, found.kind or kind, found.date or date)


def _abstract(record: Element, lang: str) -> tuple[Text, ...]:
    found: dict[str, Text] = {}
    for one in every(record, "{*}Abstract"):
        code = language(attribute(one, "lang"), lang)
        text = lines(one, "{*}Paragraphs")
        if text:
            found.setdefault(code, Text(code, text))
    return tuple(found.values())


def _claims(record: Element, lang: str) -> Iterator[Claim]:
    for group in every(record, "{*}Claims"):
        code = language(attribute(group, "lang"), lang)
        for place, one in enumerate(every(group, "{*}Claim"), 1):
            told = claim_number(attribute(one, "num"))
            number, text = without_number(lines(one, "{*}ClaimText"), told)
            if text:
                yield Claim(lang=code, number=number or place, text=text, depends_on=depends_on(text, number or place))


def _recognises(head: Head) -> bool:
    return head.root == "PatentDocumentAndRelated"


SOURCE = Source(
    name="cnipa-patents",
    title=Wording("中国专利公布公告（现行 XML）", "Chinese patent publications (current XML)"),
    office="CN",
    rights=("patent", "design"),
    rank="full_text",
    layout=Layout("documents"),
    recognises=_recognises,
    parse=parse,
    url="https://ipdps.cnipa.gov.cn/",
    reads="business:PatentDocumentAndRelated V2.2.1",
)
