"""Publications as the European office writes them: full text (``ep-patent-document`` v1.5) and DOCDB exchange records."""

from datetime import date, timedelta
from html import escape

from bench.corpus.citing import Cited, cited
from bench.corpus.dice import mixed
from bench.corpus.draft import Draft
from bench.corpus.english import ClaimText, Telling
from bench.corpus.parties import Company, Person
from bench.corpus.phrases import words
from bench.corpus.plan import Plan, Publication, Register
from bench.corpus.us import compact

_STATES = ("AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "NL", "NO", "PL", "PT", "SE")
_DTD = "ep-patent-document-v1-5"
_KIND_NAMES = {"A1": "EUROPEAN PATENT APPLICATION", "B1": "EUROPEAN PATENT SPECIFICATION"}


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
    day, kind, number = compact(published.day), published.kind, published.number
    description = "".join(_section(place, *section) for place, section in enumerate(telling.sections, 1))
    if description:
        description = f'<description id="desc" lang="en">\n{description}</description>\n'
    claims = "".join(map(_claim, telling.claims))
    abstract = (
        f'<abstract id="abst" lang="en"><p id="pa01" num="0001">{telling.abstract}</p></abstract>\n'
        if kind == "A1"
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ep-patent-document PUBLIC "-//EPO//EP PATENT DOCUMENT 1.5//EN" '
        f'"{_DTD}.dtd">\n<ep-patent-document id="EP{number}{kind}" file="EP{number}NW{kind}.xml" lang="en" country="EP" '
        f'doc-number="{number}" kind="{kind}" date-publ="{day}" status="n" dtd-version="{_DTD}">\n'
        f"{_bibliography(register, plan, published, draft, telling, companies, people)}{abstract}"
        f'{description}<claims id="claims01" lang="en">\n{claims}</claims>\n'
        "</ep-patent-document>\n"
    )


def _dated(name: str, day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"<{name}><date>{compact(day)}</date><bnum>{year}{week:02d}</bnum></{name}>"


def _bibliography(
    register: Register,
    plan: Plan,
    published: Publication,
    draft: Draft,
    telling: Telling,
    companies: tuple[Company, ...],
    people: list[Person],
) -> str:
    own, kind, day = plan.application("EP"), published.kind, compact(published.day)
    first = next(one for one in plan.publications if one.office == "EP")
    ipc = "".join(
        f'<classification-ipcr sequence="{place}"><text>{fixed_symbol(symbol)}20060101A{"L" if place > 1 else "F"}I{day}BHEP'
        "        </text></classification-ipcr>"
        for place, symbol in enumerate(draft.symbols, 1)
    )
    cpc = "".join(
        f'<classification-cpc sequence="{place}"><text>{fixed_symbol(symbol)}20130101{"L" if place > 1 else "F"}I{day}BHEP'
        "        </text></classification-cpc>"
        for place, symbol in enumerate(draft.cpc, 1)
    )
    titles = "".join(
        f"<B541>{lang}</B541><B542>{text}</B542>"
        for lang, text in (
            ("de", draft.subject[2].upper()),
            ("en", telling.title.upper()),
            ("fr", draft.subject[3].upper()),
        )
    )
    searched = "".join(f"<B561><text>{_cited_text(one)}</text></B561>" for one in cited(register, plan, published))
    granted = (
        ""
        if kind == "A1"
        else _dated("B450", published.day) + f"<B452EP><date>{compact(published.day - timedelta(160))}</date></B452EP>"
    )
    return (
        f'<SDOBI lang="en"><B000><eptags><B005EP>J</B005EP></eptags></B000><B100><B110>{published.number}</B110><B120><B121>'
        f"{_KIND_NAMES[kind]}</B121></B120><B130>{kind}</B130><B140><date>{day}</date></B140><B190>EP</B190></B100>"
        f"<B200><B210>{own.number[:-1]}.{own.number[-1]}</B210><B220><date>{compact(own.day)}</date></B220><B250>en</B250>"
        f"<B260>en</B260></B200>{_priority(plan)}<B400>{_dated('B405', published.day)}{_dated('B430', first.day)}{granted}</B400>"
        f"<B500><B510EP>{ipc}</B510EP><B520EP><classifications-cpc>{cpc}</classifications-cpc></B520EP><B540>{titles}</B540>"
        f"{f'<B560>{searched}</B560>' if searched else ''}</B500>"
        f"{_parties(companies, people, mixed(register.seed, 9, plan.place), kind)}<B800><B840>"
        f"{''.join(f'<ctry>{state}</ctry>' for state in _STATES[: 3 if register.short else None])}</B840></B800></SDOBI>\n"
    )


def fixed_symbol(symbol: str) -> str:
    """Return a class symbol in the fixed columns of exchange records."""
    group, _, subgroup = symbol[4:].partition("/")
    return f"{symbol[:4]}{group:>4}/{subgroup:<10}"


def _cited_text(one: Cited) -> str:
    number = one.publication.number
    spaced = f"{number[:-6]} {number[-6:-3]} {number[-3:]}" if len(number) == 7 else number
    return f"{one.publication.office}-{one.publication.kind}- {spaced}"


def _priority(plan: Plan) -> str:
    first = next(one for one in plan.applications if one.first)
    if first.office == "EP":
        return ""
    number = first.number[:-1] if first.office == "CN" else first.number
    return f"<B300><B310>{number}</B310><B320><date>{compact(first.day)}</date></B320><B330><ctry>{first.office}</ctry></B330></B300>"


def _address(company: Company) -> str:
    street = f"<str>{escape(company.street_en)}</str>" if company.street_en else ""
    return f"<adr>{street}<city>{escape(company.city_en)}</city><ctry>{company.country}</ctry></adr>"


def _parties(companies: tuple[Company, ...], people: list[Person], place: int, kind: str) -> str:
    agency, city, country = words("names")["agencies_eu"][place % len(words("names")["agencies_eu"])]
    inventors = "".join(f"<B721><snm>{one.last}, {one.first}</snm>{_address(companies[0])}</B721>" for one in people)
    outer, inner = ("B710", "B711") if kind == "A1" else ("B730", "B731")
    owners = "".join(f"<{inner}><snm>{escape(one.en)}</snm>{_address(one)}</{inner}>" for one in companies)
    return (
        f"<B700><B720>{inventors}</B720><{outer}>{owners}</{outer}><B740><B741><snm>{agency}</snm><adr><city>{city}</city>"
        f"<ctry>{country}</ctry></adr></B741></B740></B700>"
    )


def _section(place: int, heading: str, paragraphs: list[str]) -> str:
    told = "".join(
        f'<p id="p{place:02d}{number:02d}" num="{place:02d}{number:02d}">{paragraph}</p>\n'
        for number, paragraph in enumerate(paragraphs, 1)
    )
    return f'<heading id="h{place:04d}">{heading}</heading>\n{told}'


def _claim(claim: ClaimText) -> str:
    text = claim.text.format(f"according to {claim.refers[0]}") if claim.refers else claim.text
    limbs = "".join(f"\n<claim-text>{limb}</claim-text>" for limb in claim.limbs)
    return f'<claim id="c-en-01-{claim.number:04d}" num="{claim.number:04d}">\n<claim-text>{text}{limbs}</claim-text></claim>\n'
