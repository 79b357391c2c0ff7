"""DOCDB exchange records: the family of a publication, whichever office published it."""

from datetime import date
from html import escape

from bench.corpus.citing import cited
from bench.corpus.draft import Draft
from bench.corpus.english import Telling
from bench.corpus.ep import fixed_symbol
from bench.corpus.parties import Company, Person
from bench.corpus.plan import Application, Plan, Publication, Register
from bench.corpus.us import compact

_SPACES = (
    'xmlns:exch="http://www.epo.org/exchange" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.epo.org/exchange exchange-documents-v2.5.9.xsd"'
)
TAIL = "</exch:exchange-documents>\n"


def head(day: date) -> str:
    """Return what stands before the records of a file."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE exch:exchange-documents SYSTEM "docdb-entities.dtd">'
        f'<exch:exchange-documents {_SPACES} date-of-exchange="{compact(day)}" dtd-version="2.5.9" originating-office="EP">\n'
    )


def record(
    register: Register,
    plan: Plan,
    published: Publication,
    draft: Draft,
    telling: Telling,
    companies: tuple[Company, ...],
    people: list[Person],
) -> str:
    """Return one exchange record."""
    day, own = compact(published.day), plan.application(published.office)
    ipc = "".join(
        f'<classification-ipcr sequence="{place}"><text>{fixed_symbol(symbol)}20060101A I{day}RMEP        </text></classification-ipcr>'
        for place, symbol in enumerate(draft.symbols, 1)
    )
    cpc = "".join(_cpc(symbol, place, day) for place, symbol in enumerate(draft.cpc, 1))
    members = "".join(_publication(one) for one in plan.publications)
    return (
        f'<exch:exchange-document country="{published.office}" doc-number="{published.number}" kind="{published.kind}" '
        f'doc-id="{500_000_000 + plan.place * 8 + plan.publications.index(published)}" date-publ="{day}" '
        f'family-id="{plan.family_id}" is-representative="{"YES" if published == plan.publications[0] else "NO"}" '
        f'date-of-last-exchange="{day}" date-added-docdb="{day}" originating-office="EP" status="C">'
        f'<exch:bibliographic-data>{_publication(published)}<exch:publication-reference data-format="epodoc"><document-id>'
        f"<doc-number>{published.office}{published.number}</doc-number></document-id></exch:publication-reference>"
        f"<exch:classifications-ipcr>{ipc}</exch:classifications-ipcr>"
        f"<exch:patent-classifications>{cpc}</exch:patent-classifications>{_application(own)}"
        f"<exch:language-of-publication>{'zh' if published.office == 'CN' else 'en'}</exch:language-of-publication>"
        f"{_priorities(plan)}{_parties(companies, people)}"
        f'<exch:invention-title lang="en" data-format="docdba">{telling.title}</exch:invention-title>'
        f"{_citations(register, plan, published)}</exch:bibliographic-data>"
        f'<exch:abstract lang="en" data-format="docdba" abstract-source="national office"><exch:p>{telling.abstract}</exch:p>'
        f"</exch:abstract><exch:patent-family><exch:family-member>{members}</exch:family-member></exch:patent-family>"
        "</exch:exchange-document>\n"
    )


def _document_id(office: str, number: str, kind: str, day: date) -> str:
    return (
        f"<document-id><country>{office}</country><doc-number>{number}</doc-number><kind>{kind}</kind><date>{compact(day)}</date>"
        "</document-id>"
    )


def _publication(one: Publication) -> str:
    told = _document_id(one.office, one.number, one.kind, one.day)
    return f'<exch:publication-reference data-format="docdb">{told}</exch:publication-reference>'


def exchanged(application: Application) -> tuple[str, str]:
    """Return an application's number and kind as exchange records write them."""
    if application.office == "US":
        return f"{application.day.year}{application.number}", "A"
    if application.office == "EP":
        return application.number[:-1], "A"
    return application.number[:-1], "U" if application.number[4] == "2" else "A"


def _application(own: Application) -> str:
    number, kind = exchanged(own)
    told = _document_id(own.office, number, kind, own.day)
    return (
        f'<exch:application-reference is-representative="NO" data-format="docdb">{told}</exch:application-reference>'
        f'<exch:application-reference data-format="epodoc"><document-id><doc-number>{own.office}{number}</doc-number>'
        "</document-id></exch:application-reference>"
    )


def _priorities(plan: Plan) -> str:
    first = next(one for one in plan.applications if one.first)
    number, kind = exchanged(first)
    return (
        '<exch:priority-claims><exch:priority-claim sequence="1" data-format="docdb">'
        f"{_document_id(first.office, number, kind, first.day)}<exch:priority-active-indicator>Y</exch:priority-active-indicator>"
        "</exch:priority-claim></exch:priority-claims>"
    )


def _cpc(symbol: str, place: int, day: str) -> str:
    return (
        f'<patent-classification sequence="{place}"><classification-scheme office="EP" scheme="CPCI"><date>20130101</date>'
        f"</classification-scheme><classification-symbol>{fixed_symbol(symbol)}</classification-symbol><symbol-position>"
        f"{'L' if place > 1 else 'F'}</symbol-position><classification-value>I</classification-value><classification-status>B"
        "</classification-status><classification-data-source>H</classification-data-source><generating-office>EP"
        f"</generating-office><action-date><date>{day}</date></action-date></patent-classification>"
    )


def _parties(companies: tuple[Company, ...], people: list[Person]) -> str:
    applicants = "".join(
        f'<exch:applicant sequence="{place}" data-format="{form}"><exch:applicant-name><name>{escape(name)}</name>'
        f"</exch:applicant-name>{residence}</exch:applicant>"
        for place, one in enumerate(companies, 1)
        for form, name, residence in (
            ("docdb", one.en.upper().replace(",", ""), f"<residence><country>{one.country}</country></residence>"),
            ("docdba", one.en, ""),
        )
    )
    inventors = "".join(
        f'<exch:inventor sequence="{place}" data-format="{form}"><exch:inventor-name><name>{name}</name></exch:inventor-name>'
        "</exch:inventor>"
        for place, one in enumerate(people, 1)
        for form, name in (("docdb", f"{one.last} {one.first}".upper()), ("docdba", f"{one.last}, {one.first}"))
    )
    return f"<exch:parties><exch:applicants>{applicants}</exch:applicants><exch:inventors>{inventors}</exch:inventors></exch:parties>"


def _citations(register: Register, plan: Plan, published: Publication) -> str:
    told = "".join(
        f'<exch:citation cited-phase="SEA" cited-date="{compact(published.day)}" sequence="{place}"><patcit num="{place}" '
        f'dnum-type="publication number">'
        f"{_document_id(one.publication.office, one.publication.number, one.publication.kind, one.publication.day)}</patcit>"
        f"<category>{one.category}</category><rel-claims>1-{place + 3}</rel-claims></exch:citation>"
        for place, one in enumerate(cited(register, plan, published), 1)
    )
    return f"<exch:references-cited>{told}</exch:references-cited>" if told else ""
