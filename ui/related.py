"""What is related to a record: marks that hold its name, and the records nearest to it in meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine import Searcher
from domain.errors import ParameterError, QueryError
from domain.filings import Filing
from domain.query import Or, Phrase, Query, SearchRequest
from search_api import params
from search_api.similar.drafts import Draft
from search_api.similar.neighbours import ranker
from search_api.similar.prior_art import prior_art
from search_api.syntax import render
from ui.rows import Row, row

NEAREST = 5
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


def nearest(searcher: Searcher, filing: Filing, lang: str) -> list[Row] | None:
    """Return the records nearest to a patent or design; ``None`` where nothing is compared by meaning."""
    if filing.right not in ("patent", "design"):
        return None
    try:
        able, embedder = ranker(searcher)
        found = prior_art(able, embedder, Draft(record=filing, k=NEAREST, lang=lang, speaking=False))
    except ParameterError:  # no vectors, or a record without words
        return None
    return [row(one.filing, lang) for one in found.hits]
