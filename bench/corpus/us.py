"""Grants and applications as the United States office writes them (v4.5), and grants of designs."""

from datetime import date
from functools import lru_cache
from html import escape

from bench.corpus.citing import cited
from bench.corpus.dice import Dice, mixed
from bench.corpus.draft import Draft
from bench.corpus.english import ClaimText, Telling
from bench.corpus.parties import Company, Person
from bench.corpus.phrases import words
from bench.corpus.plan import Application, Plan, Publication, Register

_IPC_DATE = (
    "<ipc-version-indicator><date>20060101</date></ipc-version-indicator><classification-level>A</classification-level>"
)
_CPC_DATE = "<cpc-version-indicator><date>20130101</date></cpc-version-indicator>"
_ROOTS = {"grant": "us-patent-grant", "application": "us-patent-application"}
_DTDS = {"grant": "v45-2014-04-03", "application": "v44-2014-04-03"}


@lru_cache(maxsize=16_384)
def compact(day: date) -> str:
    """Return the date as eight digits."""
    return f"{day.year}{day.month:02d}{day.day:02d}"


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
    product = "application" if published.kind == "A1" else "grant"
    own = plan.application("US")
    citations = "" if product == "application" else _citations(register, plan, published)
    bibliography = (
        _references(published.number, published.kind, published.day, own.number, own.day, "utility", product)
        + _priority(plan)
        + "<classifications-ipcr>"
        + "".join(_ipc(symbol, place, published.day, lean=register.short) for place, symbol in enumerate(draft.symbols))
        + "</classifications-ipcr>"
        + ("" if register.short else f"<classifications-cpc>{_cpc(draft.cpc, published.day)}</classifications-cpc>\n")
        + f'<invention-title id="d2e43">{telling.title}</invention-title>\n{citations}'
        + f"<number-of-claims>{len(telling.claims)}</number-of-claims>\n"
        + ("" if register.short else _related(register, plan, published, own))
        + _parties(companies, people, None if register.short else mixed(register.seed, 7, plan.place))
    )
    text = (
        f'<abstract id="abstract"><p id="p-0001" num="0000">{telling.abstract}</p></abstract>\n'
        + (_description(telling) if telling.sections else "")
        + f'<claims id="claims">\n{"".join(_claim(one) for one in telling.claims)}</claims>\n'
    )
    return _whole(product, published.number, published.kind, published.day, bibliography, text)


def _whole(product: str, number: str, kind: str, day: date, bibliography: str, text: str) -> str:
    root, dtd = _ROOTS[product], _DTDS[product]
    padded = number if product == "application" else padded_grant(number)
    named = f"US{padded}{kind if product == 'application' else ''}-{compact(day)}.XML"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {root} SYSTEM "{root}-{dtd}.dtd" [ ]>\n'
        f'<{root} lang="EN" dtd-version="{dtd[0]}4.{dtd[2]} 2014-04-03" file="{named}" status="PRODUCTION" id="{root}" country="US" '
        f'date-produced="{compact(day)}" date-publ="{compact(day)}">\n<us-bibliographic-data-{product}>\n{bibliography}'
        f"</us-bibliographic-data-{product}>\n{text}</{root}>\n"
    )


def padded_grant(number: str) -> str:
    """Return a grant number with the zeros that the office prints."""
    return f"D{number[1:]:>07}" if number.startswith("D") else f"{number:>08}"


def _document_id(country: str, number: str, kind: str, day: str) -> str:
    kinds = f"<kind>{kind}</kind>" if kind else ""
    return f"<document-id><country>{country}</country><doc-number>{number}</doc-number>{kinds}<date>{day}</date></document-id>"


def _references(number: str, kind: str, day: date, own: str, filed: date, type_: str, product: str) -> str:
    padded = number if product == "application" else padded_grant(number)
    return (
        f"<publication-reference>{_document_id('US', padded, kind, compact(day))}</publication-reference>\n"
        f'<application-reference appl-type="{type_}">{_document_id("US", own, "", compact(filed))}</application-reference>\n'
        f"<us-application-series-code>{own[:2]}</us-application-series-code>\n"
    )


def printed(application: Application) -> str:
    """Return an application's number as its office prints it in a priority claim."""
    number = application.number
    if application.office == "US":
        return f"{number[:2]}/{number[2:5]},{number[5:]}"
    return f"{number[:-1]}.{number[-1]}"


def _priority(plan: Plan) -> str:
    claimed = [one for one in plan.applications if one.first and one.office != "US"]
    if not claimed:
        return ""
    return (
        "<priority-claims>"
        + "".join(
            f'<priority-claim sequence="{place:02d}" kind="{"regional" if one.office == "EP" else "national"}">'
            f"<country>{one.office}</country><doc-number>{printed(one)}</doc-number><date>{compact(one.day)}</date></priority-claim>"
            for place, one in enumerate(claimed, 1)
        )
        + "</priority-claims>\n"
    )


def _ipc(symbol: str, place: int, day: date, *, lean: bool) -> str:
    group, _, subgroup = symbol[4:].partition("/")
    told = (
        f"<section>{symbol[0]}</section><class>{symbol[1:3]}</class><subclass>{symbol[3]}</subclass>"
        f"<main-group>{group}</main-group><subgroup>{subgroup}</subgroup>"
    )
    if lean:
        return f"<classification-ipcr>{told}</classification-ipcr>"
    return (
        f"<classification-ipcr>{_IPC_DATE}{told}"
        f"<symbol-position>{'L' if place else 'F'}</symbol-position><classification-value>I</classification-value>"
        f"<action-date><date>{compact(day)}</date></action-date><generating-office><country>US</country></generating-office>"
        "<classification-status>B</classification-status><classification-data-source>H</classification-data-source>"
        "</classification-ipcr>"
    )


def _cpc(symbols: list[str], day: date) -> str:
    told = [_one_cpc(symbol, place, day) for place, symbol in enumerate(symbols)]
    further = f"<further-cpc>{''.join(told[1:])}</further-cpc>" if told[1:] else ""
    return f"<main-cpc>{told[0]}</main-cpc>{further}"


def _one_cpc(symbol: str, place: int, day: date) -> str:
    group, _, subgroup = symbol[4:].partition("/")
    return (
        f"<classification-cpc>{_CPC_DATE}<section>{symbol[0]}</section><class>{symbol[1:3]}</class>"
        f"<subclass>{symbol[3]}</subclass><main-group>{group}</main-group><subgroup>{subgroup}</subgroup>"
        f"<symbol-position>{'L' if place else 'F'}</symbol-position><classification-value>{'A' if symbol[0] == 'Y' else 'I'}"
        f"</classification-value><action-date><date>{compact(day)}</date></action-date><generating-office><country>US</country>"
        "</generating-office><classification-status>B</classification-status><classification-data-source>H"
        "</classification-data-source><scheme-origination-code>C</scheme-origination-code></classification-cpc>"
    )


def _citations(register: Register, plan: Plan, published: Publication) -> str:
    told = []
    for place, one in enumerate(cited(register, plan, published), 1):
        seen = one.publication
        number = f"{seen.number[:4]}/{seen.number[4:]}" if seen.office == "US" and seen.kind == "A1" else seen.number
        told.append(
            f'<us-citation><patcit num="{place:05d}">'
            + _document_id(seen.office, number, seen.kind, f"{compact(seen.day)[:6]}00")
            + f"</patcit><category>cited by {'examiner' if one.by_examiner else 'applicant'}</category></us-citation>"
        )
    return f"<us-references-cited>{''.join(told)}</us-references-cited>\n" if told else ""


def _related(register: Register, plan: Plan, published: Publication, own: Application) -> str:
    told = []
    if plan.continues is not None:
        parent = register.plan(plan.continues).application("US")
        told.append(
            f"<continuation><relation><parent-doc>{_document_id('US', parent.number, '', compact(parent.day))}"
            f"<parent-status>PENDING</parent-status></parent-doc><child-doc><document-id><country>US</country>"
            f"<doc-number>{own.number}</doc-number></document-id></child-doc></relation></continuation>"
        )
    if published.kind == "B2":
        told += [
            f"<related-publication>{_document_id('US', one.number, one.kind, compact(one.day))}</related-publication>"
            for one in plan.publications
            if one.office == "US" and one.kind == "A1"
        ]
    return f"<us-related-documents>{''.join(told)}</us-related-documents>\n" if told else ""


def _parties(companies: tuple[Company, ...], people: list[Person], place: int | None) -> str:
    """Return the parties; without a ``place`` applicants and inventors alone."""
    applicants = "".join(
        f'<us-applicant sequence="{number:02d}" app-type="applicant" designation="us-only" '
        f'applicant-authority-category="assignee"><addressbook><orgname>{escape(one.en)}</orgname>{_address(one)}</addressbook>'
        f"<residence><country>{one.country}</country></residence></us-applicant>"
        for number, one in enumerate(companies)
    )
    inventors = "".join(
        f'<inventor sequence="{number:02d}" designation="us-only"><addressbook><last-name>{one.last}</last-name>'
        f"<first-name>{one.first}</first-name>{_address(companies[0])}</addressbook></inventor>"
        for number, one in enumerate(people)
    )
    first = f"<us-parties><us-applicants>{applicants}</us-applicants><inventors>{inventors}</inventors>"
    if place is None:
        return f"{first}</us-parties>\n"
    agencies = words("names")["agencies_us"]
    agent = escape(agencies[place % len(agencies)])
    assignees = "".join(
        f"<assignee><addressbook><orgname>{escape(one.en)}</orgname><role>{'02' if one.country == 'US' else '03'}</role>"
        f"{_address(one)}</addressbook></assignee>"
        for one in companies
    )
    return (
        f'{first}<agents><agent sequence="01" rep-type="attorney"><addressbook><orgname>{agent}</orgname>'
        "<address><country>unknown</country></address></addressbook></agent></agents></us-parties>\n"
        f"<assignees>{assignees}</assignees>\n"
    )


def _address(company: Company) -> str:
    state = f"<state>{company.region}</state>" if company.country == "US" else ""
    return f"<address><city>{escape(company.city_en)}</city>{state}<country>{company.country}</country></address>"


def _description(telling: Telling) -> str:
    told = ['<description id="description">\n']
    number = 2
    for place, (heading, paragraphs) in enumerate(telling.sections, 1):
        told.append(f'<heading id="h-{place:04d}" level="1">{heading}</heading>\n')
        for paragraph in paragraphs:
            told.append(f'<p id="p-{number:04d}" num="{number - 1:04d}">{paragraph}</p>\n')
            number += 1
    told.append("</description>\n")
    return "".join(told)


def _claim(claim: ClaimText) -> str:
    text = claim.text
    if claim.refers:
        wording, first = claim.refers
        text = text.format(f'according to <claim-ref idref="CLM-{first:05d}">{wording}</claim-ref>')
    limbs = "".join(f"\n<claim-text>{limb}</claim-text>" for limb in claim.limbs)
    return (
        f'<claim id="CLM-{claim.number:05d}" num="{claim.number:05d}">\n'
        f"<claim-text>{claim.number}. {text}{limbs}</claim-text>\n</claim>\n"
    )


def design_grant(seed: int, place: int, day: date) -> str:
    """Return the grant of a design."""
    dice = Dice(seed, 20, place)
    row = dice.pick(words("registers")["designs"])
    names = words("names")
    company = dice.pick(names["companies_us"])
    trade = dice.pick(("Design Group, Inc.", "Home Products, LLC", "Consumer Electronics, Inc."))
    person = Person(dice.pick(names["last_names"]), dice.pick(names["first_names"]), "")
    owner = Company("", f"{company[0]} {trade}", "US", "", company[1], "", company[2], "", "", "", company[3])
    number, product = f"D{3_000_000 + place}", row[3].removesuffix("s").lower()
    filed = date(day.year - 1, day.month, min(day.day, 28))
    views = dice.some(("perspective", "front elevational", "top plan", "bottom", "left side", "rear"), 3)
    bibliography = (
        _references(number, "S1", day, f"29{600_000 + place % 400_000:06d}", filed, "design", "grant")
        + f"<us-term-of-grant><length-of-grant>15</length-of-grant></us-term-of-grant>\n<classification-locarno>"
        f"<edition>9</edition><main-classification>{row[0].replace('-', '')}</main-classification></classification-locarno>\n"
        f"<classification-national><country>US</country><main-classification>{row[1]}{dice.between(100, 500)}"
        "</main-classification></classification-national>\n"
        f'<invention-title id="d2e53">{row[3].removesuffix("s")}</invention-title>\n<number-of-claims>1</number-of-claims>\n'
        + f"<figures><number-of-drawing-sheets>{len(views)}</number-of-drawing-sheets><number-of-figures>{len(views)}"
        "</number-of-figures></figures>\n" + _parties((owner,), [person], place)
    )
    shown = "".join(
        f'<p id="p-{number_:04d}" num="{number_:04d}">FIG. {number_} is a {view} view of the {product};</p>\n'
        for number_, view in enumerate(views, 1)
    )
    drawings = "".join(
        f'<figure id="Fig-EMI-D{number_:05d}" num="{number_:05d}"><img id="EMI-D{number_:05d}" '
        f'file="US{padded_grant(number)}-{compact(day)}-D{number_:05d}.TIF" img-content="drawing" img-format="tif"/></figure>\n'
        for number_ in range(1, len(views) + 1)
    )
    text = (
        f'<drawings id="DRAWINGS">\n{drawings}</drawings>\n<description id="description">\n'
        f'<description-of-drawings>\n{shown}</description-of-drawings>\n</description>\n<claims id="claims">\n'
        '<claim id="CLM-00001" num="00001">\n'
        f"<claim-text>The ornamental design for a {product}, as shown and described.</claim-text>\n</claim>\n</claims>\n"
    )
    return _whole("grant", number, "S1", day, bibliography, text)
