"""The views of a publication that a training compares: its title, and the halves of abstract, claim and description."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy.sparse as sparse

from domain.filings import Filing
from indexer.embeddings.texts import DESCRIPTION
from indexer.embeddings.tokens import Tokens
from indexer.embeddings.training import Pairs, Rows, counts

_CLAIM_NUMBER = re.compile(r"^\s*1\s*[.．、,，]\s*")


class Said(NamedTuple):
    """What a publication says, in one language."""

    title: str
    abstract: str
    claim: str
    description: str

    def whole(self) -> str:
        return "\n".join(one for one in self if one)

    def enough(self) -> bool:
        """Tell whether there is a title and something to compare it with."""
        return bool(self.title and (self.abstract or self.claim or self.description))


def said_by(filing: Filing) -> Said:
    """Return what a filing says in its own language."""
    lang = filing.language
    title = next((one.text for one in filing.title if one.lang == lang), filing.title[0].text if filing.title else "")
    abstract = next((one.text for one in filing.abstract if one.lang == lang), "")
    if not abstract and filing.abstract:
        abstract = filing.abstract[0].text
    claim = next((_CLAIM_NUMBER.sub("", one.text) for one in filing.claims if not one.depends_on), "")
    description = "\n".join(one.text for one in filing.description[:4])[:DESCRIPTION]
    return Said(title, abstract, claim, description)


def translated_by(filing: Filing) -> list[Said]:
    """Return the titles of a filing in other languages than its own, each with its abstract where there is one."""
    abstracts = {one.lang: one.text for one in filing.abstract}
    own = said_by(filing).title
    return [
        Said(one.text, abstracts.get(one.lang, ""), "", "")
        for one in filing.title
        if one.lang != filing.language and one.text != own
    ]


def partners(families: Sequence[str]) -> list[int]:
    """Return for each row another row of its family, the row itself where it stands alone.

    >>> partners(["a", "b", "a", "a"])
    [2, 1, 3, 0]
    """
    rows: dict[str, list[int]] = {}
    for row, family in enumerate(families):
        rows.setdefault(family, []).append(row)
    found = list(range(len(families)))
    for members in rows.values():
        for at, row in enumerate(members):
            found[row] = members[(at + 1) % len(members)]
    return found


@dataclass(frozen=True, slots=True)
class Views:
    """The tokens of each view, a row for each publication."""

    title: Rows
    abstract: tuple[Rows, Rows]
    claim: tuple[Rows, Rows]
    description: tuple[Rows, Rows]

    @property
    def whole(self) -> Rows:
        """All that a publication says."""
        return (self.brief + self.body).tocsr()

    @property
    def brief(self) -> Rows:
        """Title and abstract."""
        return (self.title + _both(self.abstract)).tocsr()

    @property
    def body(self) -> Rows:
        """Claim and description."""
        return (_both(self.claim) + _both(self.description)).tocsr()

    def rows(self, chosen: Sequence[int]) -> "Views":
        """Return some of the publications."""

        def cut(both: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
            return both[0][chosen], both[1][chosen]

        return Views(self.title[chosen], cut(self.abstract), cut(self.claim), cut(self.description))

    def of_families(self, families: Sequence[str]) -> Pairs:
        """Return each publication's title and abstract with all that another of its family says."""
        number = len(families)
        kin = partners(families)
        met = [row for row in range(number) if kin[row] != row]
        chosen = sparse.csr_matrix(
            (np.ones(len(met), np.float32), (met, [kin[row] for row in met])), shape=(number, number)
        )
        return Pairs(self.brief, (chosen @ self.whole).tocsr(), 2.0)

    def pairs(self) -> list[Pairs]:
        """Return the kinds of pairs that are compared; those of texts that are absent are never drawn."""
        abstract, claim, description = (_both(one) for one in (self.abstract, self.claim, self.description))
        return [
            Pairs(self.title, abstract),
            Pairs(self.brief, description, 2.0),
            Pairs(self.description[0], self.description[1]),
            Pairs(self.abstract[0], self.abstract[1], 1.5),
            Pairs(abstract, self.description[1], 0.5),
            Pairs(abstract, claim, 1.5),
            Pairs(self.claim[0], self.claim[1]),
            Pairs(self.abstract[1], claim),
        ]


def views_of(said: Iterable[Said], tokens: Tokens) -> Views:
    """Return the views of publications."""
    ids: list[list[list[int]]] = [[] for _ in range(7)]
    for one in said:
        halves = [*_halves(one.abstract), *_halves(one.claim), *_halves(one.description)]
        for kept, text in zip(ids, [one.title, *halves], strict=True):
            kept.append(tokens.ids(text))
    made = [counts(one, tokens.size) for one in ids]
    return Views(made[0], (made[1], made[2]), (made[3], made[4]), (made[5], made[6]))


def _halves(text: str) -> tuple[str, str]:
    middle = len(text) // 2
    cut = next((at for at in range(middle, min(len(text), middle + 40)) if not text[at].isalnum()), middle)
    return text[:cut], text[cut:]


def _both(halves: tuple[Rows, Rows]) -> Rows:
    return halves[0] + halves[1]
