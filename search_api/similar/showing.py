"""Which documents an answer shows: each family once, the draft's own not at all, in the reader's language where it can.

Invariant: what is shown lies in the scope, the member in the reader's language like the one that was found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain import families
from domain.engine import Searcher
from domain.filings import Filing
from domain.query import And, Exact, Filter, Or, SearchRequest
from search_api.similar.fusion import Fused

_ASKED = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A document: the publication shown, and the one that was found where it is another of the family."""

    filing: Filing
    fused: Fused
    found: Filing

    @property
    def publications(self) -> tuple[Filing, ...]:
        return (self.filing,) if self.found.id == self.filing.id else (self.filing, self.found)


def once(
    ranking: Sequence[Fused], filings: Mapping[str, Filing], family: str | None, size: int
) -> list[tuple[Fused, Filing]]:
    """Return the best hit of each family but the draft's own."""
    seen = {family} if family else set()
    found: list[tuple[Fused, Filing]] = []
    for one in ranking:
        filing = filings.get(one.id)
        if filing is None or (name := families.family_of(filing)) in seen:
            continue
        seen.add(name)
        found.append((one, filing))
        if len(found) == size:
            break
    return found


def in_language(
    searcher: Searcher, hits: Sequence[tuple[Fused, Filing]], scope: SearchRequest, lang: str
) -> list[Shown]:
    """Return each hit as the member of its family that the reader can read, where the scope holds one."""
    foreign = [families.family_of(filing) for _, filing in hits if filing.language != lang]
    members: dict[str, Filing] = {}
    if foreign:
        query = And((Or(tuple(Exact("family", one) for one in foreign)), scope.query))
        filters = (*scope.filters, Filter("language", (lang,)))
        request = replace(scope, query=query, filters=filters, page=1, size=_ASKED, highlight=False)
        for hit in searcher.search(request).hits:
            members.setdefault(families.family_of(hit.filing), hit.filing)
    return [
        Shown(filing if filing.language == lang else members.get(families.family_of(filing), filing), one, filing)
        for one, filing in hits
    ]
