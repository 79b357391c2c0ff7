"""For each feature of a draft the passage of a record that speaks to it, and which few records cover all features.

A passage is a claim, the abstract, or a paragraph of the description. Invariants: spans are code points of the passage
as given; a feature is covered where its best passage scores at least ``COVERED``; nothing of the draft is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from domain import analysis
from domain.filings import Filing
from indexer.embeddings import Embedder
from search_api.similar.telling import terms_of

COVERED = 0.5
MOST_FEATURES = 20
_MOST_PASSAGES = 400
_LONGEST = 1_200
_SHORTEST = 12
_TOGETHER = 3
_PARTS = re.compile(r"[;；\n]+|(?<=[。.!?！？])\s*(?=\S)")
_LEAD = re.compile(r"^\s*(?:\(?[0-9a-z]{1,3}[).、．]|[-–•]|and\b|以及|和)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """The best passage of one record for one feature."""

    feature: int
    field: str
    lang: str
    text: str
    spans: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Place:
    field: str
    lang: str
    text: str


def features_of(text: str) -> tuple[str, ...]:
    """Return the features of a draft: what stands between semicolons, lines and sentence ends.

    >>> features_of("1. A gate comprising: a hinge made of steel; and a groove that the ebb rinses.")
    ('A gate comprising: a hinge made of steel', 'a groove that the ebb rinses.')
    """
    parts = (_LEAD.sub("", one).strip() for one in _PARTS.split(text))
    found = [one[:_LONGEST] for one in parts if len(one) >= (_SHORTEST if one.isascii() else 5)]
    return tuple(dict.fromkeys(found))[:MOST_FEATURES]


def passages(embedder: Embedder, features: Sequence[str], filings: Sequence[Filing]) -> list[list[Passage]]:
    """Return for each record its best passage for each feature, in the order of the features."""
    if not features:
        return [[] for _ in filings]
    asked = embedder.encode(features)
    terms = [frozenset(terms_of(one)) for one in features]
    return [_of_record(embedder, asked, terms, filing) for filing in filings]


def _of_record(
    embedder: Embedder, asked: npt.NDArray[np.float32], terms: Sequence[frozenset[str]], filing: Filing
) -> list[Passage]:
    places = _places(filing)
    if not places:
        return []
    likeness = asked @ embedder.encode([one.text for one in places]).T
    held = [frozenset(terms_of(one.text)) for one in places]
    found = []
    for feature, wanted in enumerate(terms):
        shares = np.array([len(wanted & one) / max(1, len(wanted)) for one in held], np.float32)
        scores = 0.5 * np.maximum(likeness[feature], 0) + 0.5 * shares
        best = int(np.argmax(scores))
        one = places[best]
        found.append(
            Passage(feature, one.field, one.lang, one.text, _spans(one, wanted), round(float(scores[best]), 4))
        )
    return found


def _places(filing: Filing) -> list[_Place]:
    found = [_Place("claims", one.lang, one.text) for one in filing.claims]
    found += [_Place("abstract", one.lang, one.text) for one in filing.abstract]
    for section in filing.description:
        found += [_Place("description", section.lang, one) for one in section.text.split("\n") if len(one) > _SHORTEST]
    found += [_Place("title", one.lang, one.text) for one in filing.title]
    return [_Place(one.field, one.lang, one.text[:_LONGEST]) for one in found[:_MOST_PASSAGES] if one.text]


def _spans(place: _Place, wanted: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Return where the feature's terms stand in a passage, neighbours joined."""
    spans: list[tuple[int, int]] = []
    for token in analysis.tokens(place.text):
        if token.term in wanted or analysis.stem(token.term, place.lang) in wanted:
            end = min(len(place.text), token.end + (1 if analysis.is_cjk(token.term[0]) else 0))
            if spans and token.start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((token.start, end))
    return tuple(spans)


def cover(coverage: Sequence[Sequence[float]], features: int) -> tuple[int, ...]:
    """Return the fewest records, at most three, that cover all features between them; none where none do.

    >>> cover([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], 2), cover([[0.9, 0.1]], 2)
    ((0, 1), ())
    """
    covered = [frozenset(at for at, score in enumerate(row) if score >= COVERED) for row in coverage]
    wanted = frozenset(range(features))
    for size in range(1, _TOGETHER + 1):
        for chosen in combinations(range(len(covered)), size):
            if wanted and wanted <= frozenset().union(*(covered[one] for one in chosen)):
                return chosen
    return ()
