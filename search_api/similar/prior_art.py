"""Prior art of a draft: the closest earlier publications, what in them speaks to each feature, and what covers all.

Invariants: nothing of the draft is written or logged; ``before`` cuts by day: published before it is prior art, filed
before it and published later stands apart, the rest is not shown; a family is shown once, the draft's own not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.errors import ParameterError
from domain.filings import Filing
from domain.query import All, SearchRequest
from domain.text import Wording
from indexer.embeddings import Embedder
from search_api.notices import Notice
from search_api.similar import classes
from search_api.similar.citing import Ranker
from search_api.similar.classes import Vote
from search_api.similar.drafts import Draft, Prepared, filed_before_published_later, marked, prepared, published_before
from search_api.similar.fusion import Fused
from search_api.similar.neighbours import Asked, Found, neighbours, places_in_lists
from search_api.similar.passages import Passage, cover, passages
from search_api.similar.reading import Texts
from search_api.similar.showing import Shown, in_language, once

CLOSE, RELATED = 0.45, 0.3
"""Cosines of the nearest record from which on something close, or something related, was found."""
_READ = 4
"""Candidates read for each hit shown, since families are shown once."""
_SAID = ("title", "abstract", "claims")
Closeness = Literal["close", "related", "nothing close"]


@dataclass(frozen=True, slots=True)
class ArtHit:
    """One document found: why, and its best passage for each feature.

    ``terms`` are the telling words of the draft that its title, abstract, claims and passages hold, by field;
    ``ranks`` its place in each list; ``found_as`` the member of its family that the lists hold.
    """

    filing: Filing
    fused: Fused
    found_as: str
    passages: tuple[Passage, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    ranks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Art:
    """The answer."""

    draft: Prepared
    terms: tuple[str, ...]
    hits: tuple[ArtHit, ...]
    earlier: tuple[ArtHit, ...]
    coverage: tuple[tuple[float, ...], ...]
    cover: tuple[str, ...]
    classes: tuple[Vote, ...]
    voters: int
    """Neighbours that voted for a class, shown or not."""
    nearest: float
    notices: tuple[Notice, ...]

    @property
    def features(self) -> tuple[str, ...]:
        return self.draft.features

    @property
    def closeness(self) -> Closeness:
        """What the cosine of the nearest record says."""
        return "close" if self.nearest >= CLOSE else "related" if self.nearest >= RELATED else "nothing close"


def prior_art(searcher: Ranker, embedder: Embedder, draft: Draft) -> Art:
    """Answer a draft. Raises ``ParameterError`` for one that says nothing, or a day that is none."""
    ready = prepared(searcher, draft)
    scope = SearchRequest(query=All(), filters=(*draft.filters, *published_before(ready.day)))
    more, less = _marked(searcher, draft.more), _marked(searcher, draft.less)
    asked = Asked(ready.text, scope, (*ready.own, *(one.id for one in less)), more=more, less=less)
    found = neighbours(searcher, embedder, asked)
    read = max(draft.k * _READ, classes.VOTING)
    filings = searcher.records([one.id for one in found.ranking[:read]])
    votes = classes.votes_of(found.ranking, filings)
    ranking = classes.boosted(found.ranking[:read], filings, votes)
    shown = in_language(searcher, once(ranking, filings, ready.family, draft.k), scope, draft.lang)
    hits = _hits(searcher, embedder, ready, found, shown, speaking=draft.speaking)
    coverage = tuple(tuple(one.score for one in hit.passages) for hit in hits)
    nearest = max((one.cosine for one in found.ranking), default=0.0)
    return Art(
        ready, found.terms, hits, _earlier(searcher, embedder, draft, ready, asked), coverage,
        tuple(hits[at].filing.id for at in cover(coverage, len(ready.features))), classes.shown(votes),
        sum(len(one.neighbours) for one in votes), nearest,
        (*ready.notices, *([_nothing_close()] if nearest < RELATED else [])),
    )  # fmt: skip


def _marked(searcher: Ranker, ids: Sequence[str]) -> tuple[Filing, ...]:
    """Return the hits that were marked. Raises ``ParameterError`` for one that is not loaded."""
    wanted = marked(ids)
    found = searcher.records(list(wanted))
    if len(found) < len(wanted):
        raise ParameterError(
            "more", "标记的记录未载入。", "A record that was marked is not loaded.",
            hint=Wording("请写结果中的 id。", "Give ids as the hits have them."),
        )  # fmt: skip
    return tuple(found[one] for one in wanted)


def _hits(
    searcher: Ranker,
    embedder: Embedder,
    ready: Prepared,
    found: Found,
    shown: Sequence[Shown],
    *,
    speaking: bool = True,
) -> tuple[ArtHit, ...]:
    whole = searcher.records([one.id for hit in shown for one in hit.publications]) if speaking else {}
    documents = [[whole.get(one.id, one) for one in hit.publications] for hit in shown]
    texts = Texts()
    spoken = passages(embedder, ready.features, documents, texts) if speaking else [[] for _ in documents]
    ranks = places_in_lists(found.ranking)
    return tuple(
        ArtHit(
            hit.filing, hit.fused, hit.found.id, tuple(said), _terms(found.terms, read, said, texts),
            tuple((name, ranks[name][hit.fused.id]) for name in ranks if hit.fused.id in ranks[name]),
        )
        for hit, read, said in zip(shown, documents, spoken, strict=True)
    )  # fmt: skip


def _terms(
    wanted: Sequence[str], read: Sequence[Filing], said: Sequence[Passage], texts: Texts
) -> tuple[tuple[str, str], ...]:
    """Return which of the draft's telling words a document holds, each in the first field that does."""
    held = [(name, one.text) for filing in read for name in _SAID for one in getattr(filing, name)]
    held += [(one.field, one.text) for one in said]
    missing = set(wanted)
    found: dict[str, str] = {}
    for name, text in dict.fromkeys(held):
        for term in missing & texts.terms(text):
            found[term] = name
            missing.discard(term)
    return tuple((found[term], term) for term in wanted if term in found)


def _earlier(
    searcher: Ranker, embedder: Embedder, draft: Draft, ready: Prepared, asked: Asked
) -> tuple[ArtHit, ...]:  # fmt: skip
    """Return what was filed before the day and published on it or later, or never, and is related."""
    if ready.day is None:
        return ()
    scope = SearchRequest(query=All(), filters=(*draft.filters, *filed_before_published_later(ready.day)))
    found = neighbours(
        searcher, embedder, Asked(ready.text, scope, asked.own, citations=False, more=asked.more, less=asked.less)
    )
    related = [one for one in found.ranking[: draft.k * _READ] if one.cosine >= RELATED]
    filings = searcher.records([one.id for one in related])
    shown = in_language(searcher, once(related, filings, ready.family, draft.k), scope, draft.lang)
    return _hits(searcher, embedder, ready, found, shown)


def _nothing_close() -> Notice:
    return Notice(
        "nothing-close",
        Wording(
            f"没有发现接近的文献：最近者的相似度低于 {RELATED:.2f}。",
            f"Nothing close was found: the nearest record's likeness is below {RELATED:.2f}.",
        ),
    )
