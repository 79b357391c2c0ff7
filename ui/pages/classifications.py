"""The classifications: every scheme, every symbol with what stands above and below it, and the records of each."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.class_titles import short_title
from domain.classification import printed
from domain.engine import ClassTitle, Searcher
from domain.fields import Field
from domain.filings import Right
from domain.query import Exists, Filter, Under
from search_api import params
from search_api.classifications import ClassNode, children, class_page, field_of, schemes
from search_api.service import service_of
from ui.languages import Lang
from ui.rendering import page
from ui.titles import calm

router = APIRouter()
SHELVES: tuple[tuple[Right, tuple[str, ...]], ...] = (
    ("patent", ("ipc", "cpc", "uspc")),
    ("trademark", ("nice", "group", "vienna", "usdesign")),
    ("design", ("locarno",)),
)
_FOUND = 30
_DATED = 80
_YEARS = 5


@dataclass(frozen=True, slots=True)
class Node:
    """A symbol ready for the template: as printed, its titles (the reader's language first), counts and addresses."""

    symbol: str
    text: str
    title: str
    other: str
    other_lang: str
    count: int
    recent: int | None
    url: str
    search: str


@router.get("/{lang}/classifications")
def all_schemes(request: Request, lang: Lang, title: str = "") -> Response:
    """Show every scheme; ``title`` looks for words in the titles of all of them."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    with service.searcher() as searcher:
        counts = {scheme: searcher.count(Exists(field.name)) for scheme, field in schemes().items()}
        found = (
            {scheme: _matching(searcher, field, title, lang) for scheme, field in schemes().items()} if title else {}
        )
        shelves = [
            (right, [(scheme, schemes()[scheme], counts[scheme], found.get(scheme, [])) for scheme in names])
            for right, names in SHELVES
        ]
        return page(
            request, "classifications.html", lang, shelves=shelves, words=title, hits=sum(map(len, found.values())),
            data_date=searcher.state().data_date, api_calls=["/api/v1/classifications/ipc"],
        )  # fmt: skip


@router.get("/{lang}/classifications/{scheme}")
def scheme_top(request: Request, lang: Lang, scheme: str, title: str = "") -> Response:
    return symbol_page(request, lang, scheme, "", title)


@router.get("/{lang}/classifications/{scheme}/{symbol:path}")
def symbol_page(request: Request, lang: Lang, scheme: str, symbol: str, title: str = "") -> Response:
    """Show a symbol, what is above and below it; another spelling leads to the symbol's own address."""
    service = service_of(request)
    service.allowance.spend(service.client(request))
    field = field_of(scheme)
    with service.searcher() as searcher:
        found = class_page(searcher, scheme, symbol)
        if found.node.symbol != symbol:
            return RedirectResponse(_address(lang, scheme, found.node.symbol), 308)
        state = searcher.state()
        since = str(int((state.data_date or "2000")[:4]) - _YEARS)
        below = [*found.children, *(_groups(searcher, scheme, symbol))]
        dated = since if len(below) <= _DATED else None
        return page(
            request,
            "class.html",
            lang,
            scheme=scheme,
            field=field,
            node=_node(searcher, found.node, lang, since) if symbol else None,
            known=found.node.title is not None or bool(short_title(scheme, symbol)),
            above=[_node(searcher, one, lang) for one in found.ancestors],
            below=[_node(searcher, one, lang, dated) for one in below],
            below_scheme="group" if scheme == "nice" and symbol else scheme,
            since=since,
            shelves=SHELVES,
            fields=schemes(),
            words=title,
            found=_matching(searcher, field, title, lang) if title else [],
            data_date=state.data_date,
            api_calls=[f"/api/v1/classifications/{scheme}" + (f"/{quote(symbol, safe='')}" if symbol else "")],
        )


def _groups(searcher: Searcher, scheme: str, symbol: str) -> tuple[ClassNode, ...]:
    """Return the similar groups of a Nice class."""
    return children(searcher, field_of("group"), symbol) if scheme == "nice" and symbol else ()


def _matching(searcher: Searcher, field: Field, words: str, lang: str) -> list[Node]:
    scheme = field.scheme or ""
    found = searcher.symbols_matching(scheme, words[:200], _FOUND)
    return [
        _node(searcher, ClassNode(scheme, one.symbol, one, searcher.count(Under(field.name, one.symbol))), lang)
        for one in found
    ]


def _node(searcher: Searcher, one: ClassNode, lang: str, since: str | None = None) -> Node:
    title, other = _titles(one.scheme, one.symbol, one.title, lang)
    field = field_of(one.scheme)
    recent = None
    if since:
        recent = searcher.count(Under(field.name, one.symbol), (Filter("published", (f"{since}..",)),))
    return Node(
        one.symbol,
        printed(one.scheme, one.symbol),
        title,
        other,
        "en" if lang == "zh" else "zh",
        one.count,
        recent,
        _address(lang, one.scheme, one.symbol),
        params.url_of(f"/{lang}/search", [("q", f"{field.name}:{one.symbol}")]),
    )


def _titles(scheme: str, symbol: str, title: ClassTitle | None, lang: str) -> tuple[str, str]:
    """Return the title in the reader's language, and in the other where there is one."""
    short = short_title(scheme, symbol)
    zh = (title.title_zh if title else None) or (short.zh if short else "")
    en = calm((title.title_en if title else None) or (short.en if short else ""))
    return (zh, en) if lang == "zh" else (en, zh)


def _address(lang: str, scheme: str, symbol: str) -> str:
    return f"/{lang}/classifications/{scheme}/{quote(symbol, safe='/')}"
