"""The Chinese office's XML by its provisional rules of 2006: ``cn-patent-document``, one publication in each document.

Invariants: province and city come out of the one string that holds postcode and address; an agency loses the code
printed after its name; the sections of a flat description are told by paragraphs that only name them.
"""

from collections.abc import Iterator

from domain.dates import partial_date
from domain.errors import RecordRejected
from domain.filings import (
    Citation,
    Claim,
    ClassSymbol,
    LegalEvent,
    Number,
    NumberType,
    Origin,
    Parsed,
    Party,
    PartyRole,
)
from domain.numbers import normal
from domain.text import Text, Wording
from loaders.claim_numbers import claim_number
from loaders.cnipa import parties, publication
from loaders.cnipa.claims import depends_on, without_number
from loaders.cnipa.publication import Printed
from loaders.cnipa.texts import chinese, language, lines, made_readable, present, sections, texts
from loaders.elements import Element, attribute, content, every, first
from loaders.sources import Head, Layout, Source, dated
from loaders.symbols import symbols

_PUBLICATION = "cn-publication-reference/document-id"
_RELATED: tuple[tuple[str, NumberType, NumberType], ...] = (
    ("priority-claims/priority-claim", "priority", "priority"),
    (".//cn-domestic-priority-claims//document-id", "priority", "priority"),
    (".//division//parent-doc/document-id", "related", "application"),
    ("cn-related-publication/" + _PUBLICATION, "related", "publication"),
    ("pct-or-regional-filing-data/document-id", "international", "international"),
    ("pct-or-regional-publishing-data/document-id", "related", "publication"),
)
_ROLES: tuple[tuple[str, PartyRole], ...] = (
    ("cn-parties/cn-applicants/cn-applicant", "applicant"),
    ("cn-parties/cn-inventors/cn-inventor", "inventor"),
    ("assignees/assignee", "proprietor"),
)


def parse(record: Element, origin: Origin) -> Parsed:
    """Read one publication."""
    bib = first(record, "cn-bibliographic-data")
    if bib is None:
        raise RecordRejected("没有著录项目", "there are no bibliographic data", stage="format")
    made_readable(record)
    published = _printed(first(bib, _PUBLICATION)) or Printed("CN", "")
    applied = _printed(first(bib, "application-reference/document-id"))
    reference = first(bib, "application-reference")
    type = publication.application_type(None if reference is None else attribute(reference, "appl-type"))
    lang = language(attribute(record, "lang"))
    abstract = lines(bib, "abstract/p") or lines(record, "application-body/abstract/p")
    return publication.filing(
        dated(origin, published.date), published, applied, type, _numbers(bib, published, applied),
        language=lang,
        title=texts(bib, "invention-title", lang),
        abstract=(Text(lang, abstract),) if abstract else (),
        claims=tuple(_claims(record, lang)),
        description=sections(first(record, "application-body/description"), lang),
        parties=_people(bib),
        classes=_symbols(bib),
        citations=tuple(_citations(bib)),
        events=_events(bib, publication.is_granted(published.kind, published.date)),
        product=content(bib, "invention-title"),
    )  # fmt: skip


def _printed(el: Element | None) -> Printed | None:
    """Read a ``document-id``, or a priority claim, which has the same children."""
    text = None if el is None else present(content(el, "doc-number"))
    if el is None or text is None:
        return None
    office = present(content(el, "country")) or "CN"
    return Printed(office, text, present(content(el, "kind")), partial_date(content(el, "date")))


def _numbers(bib: Element, published: Printed, applied: Printed | None) -> tuple[Number, ...]:
    found = [publication.number("publication", published)]
    if applied is not None:
        found.append(publication.number("application", applied))
    for path, type, spelled_as in _RELATED:
        for one in every(bib, path):
            printed = _printed(one)
            if printed is not None:
                found.append(publication.number(type, printed, spelled_as))
    return tuple(dict.fromkeys(found))


def _claims(record: Element, lang: str) -> Iterator[Claim]:
    for place, one in enumerate(every(record, "application-body/claims/claim"), 1):
        told = claim_number(attribute(one, "num"))
        number, text = without_number(lines(one, "claim-text"), told)
        if text:
            yield Claim(lang=lang, number=number or place, text=text, depends_on=depends_on(text, number or place))


def _people(bib: Element) -> tuple[Party, ...]:
    found = [_party(role, one) for path, role in _ROLES for one in every(bib, path)]
    agents = every(bib, "cn-parties/cn-agents/cn-agent")
    names = (parties.agency_name(content(one, "cn-agency/name")) for one in agents)
    agencies = dict.fromkeys(name for name in names if present(name))
    persons = parties.once(_party("agent", one) for one in agents)
    return parties.once(found) + tuple(Party(role="agent", name=name) for name in agencies if name) + persons


def _party(role: PartyRole, el: Element) -> parties.Printed:
    name = present(content(el, "name")) or present(content(el, "addressbook/name"))
    name = name or present(content(el, "addressbook/orgname"))
    address = content(el, "addressbook/address/text") or content(el, "address/text")
    country = content(el, "addressbook/address/country")
    place = parties.place(country, None, None, address)
    lang = language(attribute(book, "lang") if (book := first(el, "addressbook")) is not None else None)
    return parties.Printed(role, attribute(el, "sequence"), lang, True, chinese(name) if name else None, place)


def _symbols(bib: Element) -> tuple[ClassSymbol, ...]:
    found = [content(one) or "" for one in every(bib, "classifications-ipcr/classification-ipcr/text")]
    for path in ("classification-ipc/main-classification", "classification-ipc/further-classification"):
        found += [content(one) or "" for one in every(bib, path)]
    return symbols("ipc", found)


def _citations(bib: Element) -> Iterator[Citation]:
    for one in every(bib, "references-cited/citation"):
        phase, category = attribute(one, "srep-phase"), content(one, "category")
        document = _printed(first(one, "patcit/document-id"))
        text = content(one, "patcit/text") or content(one, "nplcit")
        if document is not None:
            number = normal(document.office, "publication", document.text, document.kind)
            yield Citation(
                office=document.office, number=number, kind=document.kind, date=document.date,
                category=category, phase=phase,
            )  # fmt: skip
        elif text:
            yield Citation(text=chinese(text), category=category, phase=phase)


def _events(bib: Element, granted: bool) -> tuple[LegalEvent, ...]:
    found: list[LegalEvent] = []
    entered = partial_date(content(bib, "date-pct-article-22-39-fulfilled/date"))
    if entered:
        found.append(publication.national_phase(entered))
    for one in every(bib, "cn-publication-reference/gazette-reference"):
        date = partial_date(content(one, "date"))
        found += publication.gazette_event(granted, content(one, "gazette-num"), date)
    return tuple(found)


def _recognises(head: Head) -> bool:
    return head.root == "cn-patent-document"


SOURCE = Source(
    name="cnipa-patents-2006",
    title=Wording("中国专利公布公告（2006 年暂行办法 XML）", "Chinese patent publications (XML of 2006)"),
    office="CN",
    rights=("patent", "design"),
    rank="full_text",
    layout=Layout("documents"),
    recognises=_recognises,
    parse=parse,
    url="https://ipdps.cnipa.gov.cn/",
    reads="cn-patent-document (2006)",
)
