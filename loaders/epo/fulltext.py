"""European publications in full text: ``ep-patent-document``, DTD 1.0 to 1.5.1, one publication in each document.

Invariants: claims and titles keep the language they stand in; the list of references that the office adds is cited,
never described; the check digit of the application number stays in its printed text.
"""

import re
from collections.abc import Iterator

from domain.dates import earliest, partial_date
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Citation, Claim, Dates, Origin, Parsed, Patent, Section, Status, Withdrawal
from domain.numbers import publication_id
from domain.terms import term_end
from domain.text import Text, Wording
from loaders.claim_numbers import claim_number
from loaders.elements import Element, attribute, content, every, first, local, paragraphs
from loaders.epo import cited, sdobi
from loaders.epo.claims import depends_on
from loaders.sources import Head, Layout, Source, dated

_VERSIONS = frozenset({"1-0", "1-01", "1-1", "1-2", "1-3", "1-4", "1-5", "1-5-1"})
_YEAR = re.compile(r"^(\d{4})0000$")
_PREFIX = "ep-patent-document-v"


def parse(record: Element, origin: Origin) -> Parsed:
    """Read one publication."""
    version = attribute(record, "dtd-version")
    if version and version.removeprefix(_PREFIX) not in _VERSIONS:
        raise UnknownSchemaVersion(f"不认识的版本 {version}", f"unknown version {version}")
    bib = first(record, "SDOBI")
    number = attribute(record, "doc-number") or (content(bib, "B100/B110") if bib is not None else None)
    if bib is None or not number:
        raise RecordRejected("没有著录项目或公布号", "no bibliographic data or no publication number", stage="format")
    office = content(bib, "B100/B190") or attribute(record, "country") or "EP"
    kind = content(bib, "B100/B130") or attribute(record, "kind")
    published = sdobi.date_at(bib, "B100/B140") or partial_date(attribute(record, "date-publ"))
    id = publication_id(office, number, kind)
    origin = dated(origin, published)
    if (attribute(record, "status") or "").lower() == "d":
        return Withdrawal(id=id, right="patent", origin=origin)
    lang = (content(bib, "B200/B260") or attribute(record, "lang") or "und").lower()
    numbers = sdobi.numbers(bib, office)
    dates = _dates(bib, kind, published, earliest(*(one.date for one in numbers if one.type == "priority")))
    return Patent(
        id=id, office=office, kind=kind, language=lang, origin=origin, status=_status(bib, dates), numbers=numbers,
        dates=dates,
        title=sdobi.titles(bib),
        abstract=tuple(_abstracts(record, lang)),
        claims=tuple(_claims(record, lang)),
        description=tuple(_sections(record, lang)),
        parties=sdobi.parties(bib),
        classes=sdobi.classes(bib),
        citations=cited.once(sdobi.citations(bib) + list(_found(record)) + list(_referred(record))),
        events=sdobi.events(bib),
        designated=sdobi.designated(bib),
    )  # fmt: skip


def _dates(bib: Element, kind: str | None, published: str | None, priority: str | None) -> Dates:
    filed = sdobi.date_at(bib, "B200/B220")
    granted = sdobi.date_at(bib, "B400/B450")
    if granted is None and (kind or "").startswith("B"):
        granted = published
    return Dates(
        filed=filed, published=published, granted=granted, priority=priority, in_force_from=granted,
        expires=term_end("patent", "EP", kind, filed, granted),
    )  # fmt: skip


def _status(bib: Element, dates: Dates) -> Status:
    """Return in force from the grant on, else pending, beside the title of the document."""
    said = content(bib, "B100/B120/B121")
    if dates.granted:
        return Status(state="in_force", since=dates.granted, office_text=said)
    return Status(state="pending", since=dates.published, office_text=said)


def _language(el: Element, default: str) -> str:
    return (attribute(el, "lang") or default).lower()


def _abstracts(record: Element, default: str) -> Iterator[Text]:
    held: set[str] = set()
    for one in every(record, "abstract"):
        lang, text = _language(one, default), paragraphs(one, "p")
        if text and lang not in held:
            held.add(lang)
            yield Text(lang, text)


def _claims(record: Element, default: str) -> Iterator[Claim]:
    for group in every(record, "claims"):
        lang = _language(group, default)
        for place, one in enumerate(every(group, "claim"), 1):
            number = claim_number(attribute(one, "num")) or place
            text = paragraphs(one, "claim-text")
            if text:
                yield Claim(lang=lang, number=number, text=text, depends_on=depends_on(text, number))


def _sections(record: Element, default: str) -> Iterator[Section]:
    """Give the sections of the description: a heading and what follows it until the next."""
    for description in every(record, "description"):
        lang = _language(description, default)
        heading: str | None = None
        held: list[str] = []
        for one in every(description, "*"):
            if local(one) == "heading":
                if held:
                    yield Section(lang=lang, heading=heading, text="\n".join(held))
                heading, held = content(one), []
            elif local(one) not in ("doc-page", "ep-reference-list") and (text := paragraphs(one)):
                held.append(text)
        if held:
            yield Section(lang=lang, heading=heading, text="\n".join(held))


def _found(record: Element) -> Iterator[Citation]:
    """Give what the search report cites, with its categories, where it is more than pictures of pages."""
    for one in every(record, "search-report-data/srep-citations/citation"):
        category = "".join(dict.fromkeys(text for each in every(one, "category") if (text := content(each)))) or None
        yield from _documents(one, category, "SEA")
        if text := content(one, "nplcit/text"):
            yield Citation(text=text, category=category, phase="SEA")


def _referred(record: Element) -> Iterator[Citation]:
    """Give what the applicant refers to in the description, by the list that the office makes of it."""
    for entry in every(record, "ep-reference-list/p/ul/li"):
        yield from _documents(entry, None, "APP")
        for one in every(entry, "nplcit"):
            leaves = (content(leaf) for leaf in every(one, ".//*") if not len(leaf))
            if text := content(one, "text") or ", ".join(_YEAR.sub(r"\1", leaf) for leaf in leaves if leaf):
                yield Citation(text=text, phase="APP")


def _documents(el: Element, category: str | None, phase: str) -> Iterator[Citation]:
    for one in every(el, "patcit/document-id"):
        found = cited.document(
            content(one, "country"), content(one, "doc-number"), content(one, "kind"),
            partial_date(content(one, "date")), category, phase,
        )  # fmt: skip
        if found is not None:
            yield found


def _recognises(head: Head) -> bool:
    return head.root == "ep-patent-document"


SOURCE = Source(
    name="epo-fulltext",
    title=Wording("欧洲专利全文", "European publications in full text"),
    office="EP",
    rights=("patent",),
    rank="full_text",
    layout=Layout("documents"),
    recognises=_recognises,
    parse=parse,
    url="https://www.epo.org/en/searching-for-patents/data/bulk-data-sets/text-analytics",
    reads="ep-patent-document 1.0-1.5.1",
)
