"""The claims of one language as a tree: each dependent claim below the first claim that it refers to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from domain.filings import Claim, Filing

_REFERENCE = re.compile(r"(?:claims?|权利要求|请求项|Anspr[uü]ch\w*|revendications?)\s*(\d{1,4})", re.IGNORECASE)


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


def linked(claim: Claim) -> Markup:
    """Return the claim's text with each claim that it names as a link to it.

    >>> str(linked(Claim(lang="en", number=2, text="The cell of claim 1.", depends_on=(1,))))
    'The cell of <a class="ref" href="#claim-en-1">claim 1</a>.'
    """
    out, at = Markup(""), 0
    for found in _REFERENCE.finditer(claim.text):
        if int(found[1]) in claim.depends_on:
            address = f"#claim-{claim.lang}-{found[1]}"
            out += escape(claim.text[at : found.start()])
            out += Markup('<a class="ref" href="{}">{}</a>').format(address, found[0])
            at = found.end()
    return out + escape(claim.text[at:])
