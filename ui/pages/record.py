"""One record: its status first, then what the office published, its citations, family and events."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain import numbers
from domain.engine import Searcher
from domain.filings import Filing, LegalEvent, Section
from domain.legal_events import CATEGORIES
from domain.offices import country_name
from search_api import params, records
from search_api.service import service_of
from search_api.settings import Budgets
from search_api.syntax import render
from ui.bibliography import rows as bibliography
from ui.claim_tree import claim_trees, linked
from ui.deadlines import deadlines
from ui.goods import goods_by_class
from ui.kinds import kind_in_words
from ui.languages import Lang
from ui.registers import official_page
from ui.related import NEAREST, marks_holding, nearest
from ui.rendering import page
from ui.rows import called, printed_number, row
from ui.status_sentence import office_text, status_sentences
from ui.wording import WORDS, say

router = APIRouter()
_DECISIVE = ("grant", "registration", "lapse", "expiry", "revocation", "invalidation", "surrender", "refusal", "filing")
_OPENING = 6
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as the page shows it; ``key`` is decisive, ``next`` lies after the data date."""

    date: str
    text: str
    lang: str
    why: str
    key: bool
    next: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A publication of the family."""

    filing: Filing
    number: str
    kind: str
    superseded: bool


@router.get("/{lang}/records/{number:path}")
def record(request: Request, lang: Lang, number: str) -> Response:
    """Show the record that the number names; another spelling leads to the record's own address."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        found = records.locate(searcher, number)
        if found != number:
            return RedirectResponse(f"/{lang}/records/{quote(found, safe='')}", 308)
        filing = records.require(searcher, found)
        return _page(request, lang, searcher, filing, service.settings.budgets)


def _page(request: Request, lang: Lang, searcher: Searcher, filing: Filing, budgets: Budgets) -> Response:
    cites = filing.right == "patent" or bool(filing.citations)
    citations = records.citations(searcher, filing, budgets) if cites else None
    members: list[Filing] = records.family(searcher, filing, budgets) if filing.right == "patent" else [filing]
    state = searcher.state()
    title = called(filing, lang)
    trees = claim_trees(filing, lang)
    sections = _sections(filing, lang)
    address = f"/api/v1/records/{quote(filing.id, safe='')}"
    similar = nearest(searcher, filing, lang)
    parts = ("family", "citations", "events", *((f"similar?k={NEAREST}",) if similar is not None else ()))
    calls = [address, *(f"{address}/{name}" for name in parts)]
    return page(
        request,
        "record.html",
        lang,
        filing=filing,
        row=row(filing, lang),
        title=title,
        other_titles=[one for one in filing.title if one != title],
        number_text=printed_number(filing),
        sentences=status_sentences(filing, lang),
        office_text=office_text(filing),
        official=official_page(filing),
        bib=bibliography(searcher, filing, lang),
        trees=trees,
        linked=linked,
        phase_label=lambda phase: _phase(phase, lang),
        sections=sections,
        paragraph_count=sum(one.text.count("\n") + 1 for one in sections),
        opening=_OPENING,
        goods=goods_by_class(searcher, filing, lang) if filing.right == "trademark" else [],
        deadlines=deadlines(filing, state.data_date or ""),
        holding=marks_holding(searcher, filing, lang),
        office=country_name(filing.office).in_language(lang),
        kind=kind_in_words(filing),
        citations=citations,
        citing=[row(one, lang) for one in citations.citing[:_LISTED]] if citations else [],
        listed=_LISTED,
        citing_url=params.url_of(f"/{lang}/search", [("q", render(records.cites_query(filing)))]),
        members=_members(members, lang),
        similar=similar,
        live=sum(one.status.state == "in_force" for one in members),
        events=_events(filing, lang, state.data_date or ""),
        ris=params.url_of(f"/{lang}/selection", [("id", filing.id), ("format", "ris")]),
        address_json=address,
        data_date=state.data_date,
        api_calls=calls,
    )


def _phase(phase: str, lang: str) -> str:
    """Return who cited, or in which procedure; the office's own word where it is not known."""
    key = f"phase_{phase.lower()}"
    return say(key, lang) if key in WORDS else phase


def _members(filings: list[Filing], lang: str) -> list[Member]:
    """Return the family, each publication with whether a later one of the same application has taken its place."""
    last = {numbers.application_key(one): one.id for one in filings}
    found = []
    for one in filings:
        kind = kind_in_words(one)
        superseded = last[numbers.application_key(one)] != one.id
        found.append(Member(one, printed_number(one), kind.in_language(lang) if kind else "", superseded))
    return found


def _sections(filing: Filing, lang: str) -> list[Section]:
    """Return the description in the reader's language, else in its first."""
    languages = [one.lang for one in filing.description]
    wanted = lang if lang in languages else (languages[0] if languages else "")
    return [one for one in filing.description if one.lang == wanted]


def _events(filing: Filing, lang: str, data_date: str) -> list[Happened]:
    """Return the events newest first, with the end of the term among them."""
    found = [_happened(one, lang, data_date) for one in records.events(filing)]
    if filing.dates.expires and filing.status.state in ("in_force", "pending"):
        end = filing.dates.expires
        found.append(Happened(end, say("term_ends", lang), lang, _why_end(filing, lang), False, end > data_date))
    return sorted(found, key=lambda one: one.date, reverse=True)


def _happened(one: LegalEvent, lang: str, data_date: str) -> Happened:
    category = CATEGORIES.get(one.category)
    label = category.label.in_language(lang) if category else one.category
    why = " · ".join(part for part in (label if one.text else "", one.office, one.code or "") if part)
    spoken = "und" if one.text else lang
    return Happened(
        one.date or "", one.text or label, spoken, why, one.category in _DECISIVE, (one.date or "") > data_date
    )


def _why_end(filing: Filing, lang: str) -> str:
    return say("term_why", lang) if filing.right in ("patent", "design") else ""
