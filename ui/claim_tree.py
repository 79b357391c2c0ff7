"""The claims of one language as a tree: each dependent claim below the first claim that it refers to."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.filings import Claim, Filing


@dataclass(frozen=True, slots=True)
class ClaimNode:
    """A claim and those that depend on it."""

    claim: Claim
    dependents: tuple["ClaimNode", ...]


@dataclass(frozen=True, slots=True)
class ClaimTree:
    """The claims of one language."""

    lang: str
    count: int
    independent: int
    roots: tuple[ClaimNode, ...]


def claim_trees(filing: Filing, lang: str) -> list[ClaimTree]:
    """Return one tree for each language, the reader's first."""
    languages = list(dict.fromkeys(one.lang for one in filing.claims))
    languages.sort(key=lambda one: one != lang)
    return [_tree(one, [claim for claim in filing.claims if claim.lang == one]) for one in languages]


def _tree(lang: str, claims: Sequence[Claim]) -> ClaimTree:
    known = {one.number for one in claims}
    below: dict[int, list[Claim]] = {}
    roots: list[Claim] = []
    for one in claims:
        # A claim refers to earlier ones; anything else is a slip of the file and would be a circle.
        above = [number for number in one.depends_on if number in known and number < one.number]
        if above:
            below.setdefault(above[0], []).append(one)
        else:
            roots.append(one)
    nodes = _nodes(roots, below)
    return ClaimTree(lang, len(claims), sum(not one.depends_on for one in claims), nodes)


def _nodes(claims: Sequence[Claim], below: dict[int, list[Claim]], depth: int = 0) -> tuple[ClaimNode, ...]:
    if depth >= 6:  # deeper chains are listed flat: a phone has no room for more
        flat = [one for claim in claims for one in _chain(claim, below)]
        return tuple(ClaimNode(one, ()) for one in flat)
    return tuple(ClaimNode(one, _nodes(below.get(one.number, []), below, depth + 1)) for one in claims)


def _chain(claim: Claim, below: dict[int, list[Claim]]) -> list[Claim]:
    return [claim, *(inner for one in below.get(claim.number, []) for inner in _chain(one, below))]
