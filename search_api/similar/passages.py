"""For each feature of a draft the passage of a document that speaks to it, and which few documents cover all features.

A passage is a claim, the abstract, a paragraph of the description, or the title. Invariants: spans are code points of
the passage as given; a feature is covered where its best passage scores at least ``COVERED``, and partly from
``PARTLY`` on; nothing of the draft is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from domain.filings import Filing
from indexer.embeddings import Embedder
from search_api.similar.reading import Span, Texts

COVERED, PARTLY = 0.5, 0.35
"""Scores from which a passage speaks to a feature wholly, and partly: half its cosine, half the feature's words in it."""
_MOST_PASSAGES = 400
_LONGEST = 1_200
_SHORTEST = 12
_READ = 6
"""Passages nearest to a feature whose words are looked at."""
_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """The best passage for one feature, and the publication that it stands in.

    ``at`` is the claim's number, or of the description which paragraph of ours it is, from 1; else 1.
    """

    feature: int
    id: str
    field: str
    at: int
    lang: str
    text: str
    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Place:
    id: str
    field: str
    at: int
    lang: str
    text: str


def passages(
    embedder: Embedder, features: Sequence[str], documents: Sequence[Sequence[Filing]], texts: Texts
) -> list[list[Passage]]:
    """Return for each document its best passage for each feature, in the order of the features.

    A document is one publication or more of one family, which speak together.
    """
    if not features:
        return [[] for _ in documents]
    asked = embedder.encode(features)
    terms = [texts.terms(one) for one in features]
    return [
        _of_document(embedder, asked, terms, [place for one in read for place in _places(one)], texts)
        for read in documents
    ]


def _of_document(
    embedder: Embedder,
    asked: npt.NDArray[np.float32],
    terms: Sequence[frozenset[str]],
    places: Sequence[_Place],
    texts: Texts,
) -> list[Passage]:
    if not places:
        return []
    likeness = np.maximum(asked @ embedder.encode([one.text for one in places]).T, 0)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :_READ]
    held = {at: texts.terms(places[at].text) for at in sorted(set(nearest.ravel().tolist()))}
    found = []
    for feature, wanted in enumerate(terms):
        scores = {
            at: 0.5 * float(likeness[feature, at]) + 0.5 * len(wanted & held[at]) / max(1, len(wanted)) for at in held
        }
        best = max(scores, key=lambda at: (scores[at], -at))
        one = places[best]
        spans = texts.spans(one.text, one.lang, wanted)
        found.append(Passage(feature, one.id, one.field, one.at, one.lang, one.text, spans, round(scores[best], 4)))
    return found


def _places(filing: Filing) -> list[_Place]:
    found = [_Place(filing.id, "claims", one.number, one.lang, one.text) for one in filing.claims]
    found += [_Place(filing.id, "abstract", 1, one.lang, one.text) for one in filing.abstract]
    paragraphs = ((section.lang, one) for section in filing.description for one in section.text.split("\n"))
    for at, (lang, text) in enumerate(paragraphs, 1):
        if len(text) > _SHORTEST:
            found.append(_Place(filing.id, "description", at, lang, text))
    found += [_Place(filing.id, "title", 1, one.lang, one.text) for one in filing.title]
    kept = [one for one in found if one.text.strip()][:_MOST_PASSAGES]
    return [_Place(one.id, one.field, one.at, one.lang, one.text[:_LONGEST]) for one in kept]


def cover(coverage: Sequence[Sequence[float]], features: int) -> tuple[int, ...]:
    """Return the fewest documents, at most three, that cover all features between them; none where none do.

    Of sets as small as each other it is the one whose best passages score highest in sum, then the nearest to the draft.

    >>> cover([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], 2), cover([[0.9, 0.1]], 2)
    ((0, 1), ())
    """
    covered = [frozenset(at for at, score in enumerate(row) if score >= COVERED) for row in coverage]
    wanted = frozenset(range(features))
    useful = [at for at, one in enumerate(covered) if one]
    for size in range(1, _TOGETHER + 1):
        sets = [
            chosen
            for chosen in combinations(useful, size)
            if wanted and wanted <= frozenset().union(*(covered[one] for one in chosen))
        ]
        if sets:
            return max(sets, key=lambda chosen: (_strength(coverage, chosen), tuple(-one for one in chosen)))
    return ()


def _strength(coverage: Sequence[Sequence[float]], chosen: Sequence[int]) -> float:
    return round(sum(max(coverage[at][feature] for at in chosen) for feature in range(len(coverage[chosen[0]]))), 4)
