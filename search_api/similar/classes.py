"""The classes that the nearest records vote for, and the boost that a candidate of these classes gets.

Invariants: a class is never a filter: a candidate without it keeps its score; each neighbour has one vote for the main
group of its first symbol, and the vote weighs the less, the farther the neighbour is from the nearest (``weight``).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.filings import Filing
from search_api.similar.fusion import Fused, ordered

VOTING = 20
_SHARP = 3
"""Power of a score that a vote weighs; chosen on half of a benchmark's queries (``docs/relevance.md``)."""
BOOST = 0.05
"""What a candidate gains whose main groups have all the votes, as a part of its score."""
_SHOWN = 5
_SCHEMES = ("ipc", "cpc", "locarno")


@dataclass(frozen=True, slots=True)
class Vote:
    """A main group, the sum of its neighbours' weights, and these neighbours."""

    scheme: str
    symbol: str
    votes: float
    neighbours: tuple[str, ...]


def votes_of(ranking: Sequence[Fused], filings: Mapping[str, Filing]) -> tuple[Vote, ...]:
    """Return what the nearest records vote for, the most votes first."""
    voters: dict[tuple[str, str], list[Fused]] = defaultdict(list)
    for one in ranking[:VOTING]:
        symbols = groups_of(filings[one.id]) if one.id in filings else ()
        if symbols:
            voters[symbols[0]].append(one)
    found = [
        Vote(scheme, symbol, round(sum(weight(one.score) for one in named), 3), tuple(one.id for one in named))
        for (scheme, symbol), named in voters.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.votes, one.symbol)))


def weight(score: float) -> float:
    """Return what the vote of a neighbour weighs, by its score (1 is the nearest's).

    >>> weight(1.0), weight(0.5)
    (1.0, 0.125)
    """
    return max(0.0, score) ** _SHARP


def shown(votes: Sequence[Vote]) -> tuple[Vote, ...]:
    """Return the votes that an answer shows."""
    return tuple(votes[:_SHOWN])


def boosted(ranking: Sequence[Fused], filings: Mapping[str, Filing], votes: Sequence[Vote]) -> list[Fused]:
    """Return the ranking with the candidates raised whose main groups have votes."""
    whole = sum(one.votes for one in votes)
    if not whole:
        return list(ranking)
    shares = {(one.scheme, one.symbol): one.votes / whole for one in votes}
    found = []
    for one in ranking:
        groups = dict.fromkeys(groups_of(filings[one.id])) if one.id in filings else {}
        share = min(1.0, sum(shares.get(group, 0.0) for group in groups))
        found.append(replace(one, score=one.score * (1 + BOOST * share)))
    return ordered(found)


def groups_of(filing: Filing) -> tuple[tuple[str, str], ...]:
    """Return the main groups of a filing's class symbols, in their order; of one scheme, IPC before CPC."""
    for scheme in _SCHEMES:
        symbols = [one.symbol for one in filing.classes if one.scheme == scheme]
        if symbols:
            return tuple((scheme, _main(symbol)) for symbol in symbols)
    return ()


def _main(symbol: str) -> str:
    """Return the main group of a symbol; of another depth itself.

    >>> _main("H01M10/052"), _main("07-01")
    ('H01M10/00', '07-01')
    """
    group, slash, _ = symbol.partition("/")
    return f"{group}/00" if slash else symbol
