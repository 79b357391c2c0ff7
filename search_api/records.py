"""One record: found by any spelling of its number, with its family, its citations both ways, and its events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain import families, numbers
from domain.engine import Searcher
from domain.errors import AmbiguousNumber, RecordNotFound
from domain.filings import Citation, Filing, LegalEvent
from domain.legal_events import in_order
from domain.query import Cites, Exact, SearchRequest, Sort
from search_api.settings import Budgets

_LISTED = 1_000
"""Members, citing publications: as many as a page of a record lists; the search it links to has them all."""


def locate(searcher: Searcher, text: str) -> str:
    """Return the id of the record that ``text`` names.

    Raises ``RecordNotFound`` where no reading of the number is loaded, ``AmbiguousNumber`` where several records are.
    """
    plain = text.strip()
    if searcher.record(plain) is not None:
        return plain
    keys = [one.key for one in numbers.readings(plain)]
    ids = searcher.ids_of(list(dict.fromkeys([plain.upper(), *keys])))
    if not ids:
        raise RecordNotFound(
            "未载入这个号码的记录。可核对号码，或在数据范围页查看已载入的内容。",
            "No record with this number is loaded. Check the number, or see under coverage what is loaded.",
        )
    if len(ids) > 1:
        raise AmbiguousNumber(
            f"这个号码对应 {len(ids)} 条记录，请选择一条。",
            f"{len(ids)} records have this number; choose one.",
            tuple(ids),
        )
    return ids[0]


def require(searcher: Searcher, id: str) -> Filing:
    """Return the record of ``id``; raises ``RecordNotFound``."""
    filing = searcher.record(id)
    if filing is None:
        raise RecordNotFound(
            "未载入这条记录。可在数据范围页查看已载入的内容。",
            "This record is not loaded. Coverage says what is loaded.",
        )
    return filing


def family(searcher: Searcher, filing: Filing, budgets: Budgets) -> list[Filing]:
    """Return the members of the filing's simple family, itself among them, by date of publication."""
    named = Exact("family", families.family_of(filing))
    members = _all(searcher, SearchRequest(query=named, sort=Sort("published")), budgets)
    return sorted(members or [filing], key=lambda one: (one.dates.published or "", one.id))


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the record gives it, with the loaded record it leads to."""

    citation: Citation
    key: str | None
    record: Filing | None


@dataclass(frozen=True, slots=True)
class Citations:
    """Citations both ways; ``citing_total`` counts all that cite it, ``citing`` lists the newest."""

    cited: tuple[Cited, ...]
    citing: tuple[Filing, ...]
    citing_total: int


def citations(searcher: Searcher, filing: Filing, budgets: Budgets) -> Citations:
    """Return what the filing cites and what cites it."""
    keyed = [(one, numbers.citation_key(one)) for one in filing.citations]
    ids = {key: searcher.ids_of([key]) for _, key in keyed if key}
    records = searcher.records([found[0] for found in ids.values() if found])
    cited = tuple(Cited(one, key, records.get(ids[key][0]) if key and ids.get(key) else None) for one, key in keyed)
    request = SearchRequest(
        query=cites_query(filing), sort=Sort("published", descending=True), size=budgets.page_size, highlight=False
    )
    result = searcher.search(request)
    return Citations(cited, tuple(hit.filing for hit in result.hits), result.total)


def cites_query(filing: Filing) -> Cites:
    """Return the query for the publications that cite the filing."""
    return Cites(filing.id, (filing.id,))


def events(filing: Filing) -> Sequence[LegalEvent]:
    """Return the filing's legal events, oldest first."""
    return in_order(filing.events)


def _all(searcher: Searcher, request: SearchRequest, budgets: Budgets) -> list[Filing]:
    """Return the hits of a request, at most ``_LISTED``, page by page."""
    found: list[Filing] = []
    page = 1
    while len(found) < _LISTED:
        result = searcher.search(replace(request, page=page, size=budgets.page_size, highlight=False))
        found += [hit.filing for hit in result.hits]
        if len(result.hits) < budgets.page_size:
            break
        page += 1
    return found[:_LISTED]
