"""The bibliography of CNIPA's current bulk XML: numbers, parties, classes, citations, events."""

from collections.abc import Iterator

from domain.dates import partial_date
from domain.filings import Citation, ClassSymbol, LegalEvent, Number, NumberType, Party, PartyRole
from domain.numbers import normal
from loaders.cnipa import parties, publication
from loaders.cnipa.publication import Printed
from loaders.cnipa.regions import Place
from loaders.cnipa.texts import chinese, language, present
from loaders.elements import Element, attribute, content, every, first
from loaders.symbols import symbols

_ID = "{*}DocumentID"
_ROLES: tuple[tuple[str, PartyRole], ...] = (
    ("{*}ApplicantDetails/{*}Applicant", "applicant"),
    ("{*}InventorDetails/{*}Inventor", "inventor"),
    ("{*}DesignerDetails/{*}Designer", "designer"),
    ("{*}AssigneeDetails/{*}Assignee", "proprietor"),
)
_RELATED: tuple[tuple[str, NumberType, NumberType], ...] = (
    (".//{*}RelatedDocuments//{*}ParentDocument/" + _ID, "related", "application"),
    (".//{*}Division//{*}ParentDocument/" + _ID, "related", "application"),
    ("{*}RelatedDocuments/{*}RelatedPublicationDoc/" + _ID, "related", "publication"),
    (".//{*}RelatedDocuments/{*}DomesticPriorityClaimDetails//" + _ID, "priority", "priority"),
    ("{*}PCTOrRegionalApplicationData/" + _ID, "international", "international"),
    ("{*}PCTOrRegionalPublishingData/" + _ID, "related", "publication"),
)


def printed(el: Element | None) -> Printed | None:
    """Read a ``DocumentID``, or a priority, which has the same children."""
    if el is None:
        return None
    text = present(content(el, "{*}DocNumber"))
    if text is None:
        return None
    office = present(content(el, "{*}WIPOST3Code")) or "CN"
    return Printed(office, text, present(content(el, "{*}Kind")), partial_date(content(el, "{*}Date")))


def original(bib: Element, path: str) -> Printed | None:
    """Return the number in the original data format, else in the first there is."""
    forms = every(bib, path)
    forms.sort(key=lambda one: attribute(one, "dataFormat") != "original")
    for one in forms:
        found = printed(first(one, _ID))
        if found is not None:
            return found
    return None


def standard(bib: Element) -> Iterator[Printed]:
    """Give the numbers of the publication and its application in the standard data format."""
    for path in ("{*}PublicationReference", "{*}ApplicationReference"):
        for one in every(bib, path):
            found = printed(first(one, _ID))
            if attribute(one, "dataFormat") == "standard" and found is not None:
                yield found


def numbers(bib: Element, published: Printed, applied: Printed | None) -> tuple[Number, ...]:
    """Return every number of the publication, each once."""
    own = [publication.number("publication", published)]
    if applied is not None:
        own.append(publication.number("application", applied))
    held = {(one.type, one.office, one.number): one for one in own}
    priorities = every(bib, "{*}PriorityDetails/{*}Priority")
    priorities.sort(key=lambda one: attribute(one, "dataFormat") == "standard")
    claimed = [(one, "priority", "priority") for one in priorities]
    related = [(one, type, spelled_as) for path, type, spelled_as in _RELATED for one in every(bib, path)]
    for el, type, spelled_as in claimed + related:
        found = printed(el)
        if found is not None:
            number = publication.number(type, found, spelled_as)  # type: ignore[arg-type]
            held.setdefault((number.type, number.office, number.number), number)
    return tuple(held.values()) + publication.standard_forms(held.values(), standard(bib))


def people(bib: Element) -> tuple[Party, ...]:
    """Return the parties: applicants, inventors, proprietors, agencies before their agents, examiners."""
    found = [
        _party(role, one, one) for path, role in _ROLES for one in every(bib, "{*}Parties/" + path) + every(bib, path)
    ]
    agents = every(bib, "{*}Parties/{*}AgentDetails/{*}Agent") + every(bib, "{*}AgentDetails/{*}Agent")
    agencies: dict[str, Party] = {}
    for one in agents:
        name = parties.agency_name(content(one, "{*}Agency/{*}AddressBook/{*}OrganizationName"))
        name = name or parties.agency_name(content(one, "{*}Agency/{*}AddressBook/{*}Name"))
        if present(name) and name:
            agencies.setdefault(name, Party(role="agent", name=chinese(name)))
    persons = parties.once(_party("agent", one, one) for one in agents)
    examiners = parties.once(_party("examiner", one, one) for one in every(bib, "{*}ExaminerDetails/{*}Examiner"))
    return parties.once(found) + tuple(agencies.values()) + persons + examiners


def _party(role: PartyRole, el: Element, person: Element) -> parties.Printed:
    book = first(person, "{*}AddressBook")
    name = None
    for holder in (book, person):
        if holder is not None and name is None:
            name = present(content(holder, "{*}Name")) or present(content(holder, "{*}OrganizationName"))
            if name is None:
                parts = (content(holder, "{*}LastName"), content(holder, "{*}FirstName"))
                name = " ".join(part for part in parts if part) or None
    address = first(book, "{*}Address") if book is not None else None
    place = Place()
    if address is not None:
        place = parties.place(
            content(address, "{*}WIPOST3Code"), content(address, "{*}Province") or content(address, "{*}State"),
            content(address, "{*}City"), content(address, "{*}Text"),
        )  # fmt: skip
    return parties.Printed(
        role, attribute(el, "sequence"), language(attribute(el, "lang")), attribute(el, "dataFormat") != "standard",
        chinese(name) if name else None, place,
    )  # fmt: skip


def classes(bib: Element) -> tuple[ClassSymbol, ...]:
    """Return the classes: IPC as text or in its parts, the IPC of old documents, Locarno for designs."""
    found: list[str] = []
    for one in every(bib, "{*}ClassificationIPCRDetails/{*}ClassificationIPCR"):
        parts = [
            content(one, "{*}" + name) or "" for name in ("Section", "MainClass", "Subclass", "MainGroup", "Subgroup")
        ]
        packed = f"{''.join(parts[:3])}{parts[3]}/{parts[4]}" if all(parts) else None
        found.append(packed or content(one, "{*}Text") or "")
    for one in every(bib, "{*}ClassificationIPC"):
        chosen = every(one, "{*}MainClassification") + every(one, "{*}FurtherClassification")
        found += [content(symbol) or "" for symbol in chosen]
    locarno = every(bib, "{*}ClassificationLocarno/{*}MainClassification")
    locarno += every(bib, "{*}ClassificationLocarno/{*}FurtherClassification")
    return symbols("ipc", found) + symbols("locarno", (content(one) or "" for one in locarno))


def citations(bib: Element) -> tuple[Citation, ...]:
    """Return the documents cited, each citation once, with the phase of the procedure as the office codes it."""
    found: list[Citation] = []
    for one in every(bib, "{*}ReferencesCited/{*}Citation"):
        phase = attribute(one, "srepPhase")
        category = content(one, "{*}ReferenceDocCategory") or attribute(one, "category")
        for cited in every(one, "{*}ApplicationCitation"):
            document = original(cited, "{*}PublicationReference")
            if document is not None:
                number = normal(document.office, "publication", document.text, document.kind)
                found.append(
                    Citation(
                        office=document.office, number=number, kind=document.kind, date=document.date,
                        category=category, phase=phase,
                    )
                )  # fmt: skip
            elif text := content(cited):
                found.append(Citation(text=chinese(text), category=category, phase=phase))
        for cited in every(one, "{*}NPLCitation"):
            if text := content(cited):
                found.append(Citation(text=chinese(text), category=category, phase=phase))
    return tuple(dict.fromkeys(found))


def events(bib: Element, granted: bool) -> tuple[LegalEvent, ...]:
    """Return the entry into the national phase and the publication in the gazette."""
    found: list[LegalEvent] = []
    entered = partial_date(content(bib, "{*}NationalStageEntryDate/{*}Date"))
    if entered:
        found.append(publication.national_phase(entered))
    gazettes = every(bib, "{*}PublicAvailabilityDate/{*}GazetteReference") + every(bib, "{*}GazetteReference")
    for one in gazettes:
        date = partial_date(content(one, "{*}Date"))
        found += publication.gazette_event(granted, content(one, "{*}GazetteNumber"), date)
    return tuple(found)
