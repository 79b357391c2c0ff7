"""Marks that hold the name of a geographical indication or the words of a special sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine import Searcher
from domain.errors import QueryError
from domain.filings import Filing
from domain.query import Or, Phrase, Query, SearchRequest
from search_api import params
from search_api.syntax import render
from ui.rows import Row, row

_SHOWN = 10
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Holding:
    """The marks that hold a name: how many, the first of them, and the search that lists all."""

    total: int
    rows: tuple[Row, ...]
    url: str


def marks_holding(searcher: Searcher, filing: Filing, lang: str) -> Holding | None:
    """Return the marks whose words hold one of the filing's names; ``None`` for rights that are no names."""
    if filing.right not in ("gi", "sign"):
        return None
    sign = getattr(filing, "mark", None)
    names = [one.text for one in filing.title] + ([sign.text] if sign is not None and sign.text else [])
    query = _query([one for one in dict.fromkeys(names) if len(one) >= _SHORTEST])
    if query is None:
        return None
    try:
        found = searcher.search(SearchRequest(query=query, rights=("trademark",), size=_SHOWN, highlight=False))
    except QueryError:  # a name of marks that are no words
        return None
    url = params.url_of(f"/{lang}/search", [("q", render(query)), ("right", "trademark")])
    return Holding(found.total, tuple(row(hit.filing, lang) for hit in found.hits), url)


def _query(names: Sequence[str]) -> Query | None:
    phrases = tuple(Phrase("mark", name) for name in names[:8])
    if not phrases:
        return None
    return phrases[0] if len(phrases) == 1 else Or(phrases)
