"""Prior art of a draft: the closest earlier publications, what in them speaks to each feature, and what covers all.

Invariants: nothing of the draft is written or logged; ``before`` cuts by day: published before it is prior art, filed
before it and published later stands apart, the rest is not shown; a family is shown once, the draft's own not at all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from domain import families
from domain.dates import first_day, partial_date
from domain.errors import ParameterError
from domain.filings import Filing, PartialDate
from domain.query import All, Filter, SearchRequest
from domain.text import Wording
from indexer.embeddings import Embedder, document_text
from search_api.notices import Notice
from search_api.similar.citing import Ranker
from search_api.similar.fusion import Fused
from search_api.similar.neighbours import Asked, Found, neighbours
from search_api.similar.passages import MOST_FEATURES, Passage, cover, features_of, passages
from search_api.similar.telling import terms_of

LONGEST = 20_000
MOST = 50
CLOSE, RELATED = 0.45, 0.2
"""Cosines of the nearest record above which something close, or something related, was found."""
_VOTING = 20
_CLASSES = 5
_READ = 4
"""Candidates read for each hit shown, since families are shown once."""
Closeness = Literal["close", "related", "nothing close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is asked: a text or a record, its features where they were edited, and the day before which art counts."""

    text: str = ""
    record: Filing | None = None
    features: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    before: str | None = None
    k: int = 10


@dataclass(frozen=True, slots=True)
class ArtHit:
    """One document found; ``passages`` has the best passage for each feature."""

    filing: Filing
    fused: Fused
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Art:
    """The answer."""

    features: tuple[str, ...]
    terms: tuple[str, ...]
    hits: tuple[ArtHit, ...]
    earlier: tuple[ArtHit, ...]
    coverage: tuple[tuple[float, ...], ...]
    cover: tuple[str, ...]
    classes: tuple[tuple[str, float], ...]
    closeness: Closeness
    notices: tuple[Notice, ...]


def prior_art(searcher: Ranker, embedder: Embedder, draft: Draft) -> Art:
    """Answer a draft. Raises ``ParameterError`` for one that says nothing, or a day that is none."""
    text, notices = _text(draft)
    own = (draft.record.id,) if draft.record else ()
    family = families.family_of(draft.record) if draft.record else None
    day = _day(draft.before)
    scope = SearchRequest(query=All(), filters=(*draft.filters, *_published(day)))
    found = neighbours(searcher, embedder, Asked(text, scope, own))
    shown = _once(searcher, found, family, draft.k)
    features = draft.features[:MOST_FEATURES] or features_of(text)
    heavy = searcher.records([one.id for one, _ in shown])
    spoken = passages(embedder, features, [heavy.get(one.id, filing) for one, filing in shown])
    hits = tuple(ArtHit(filing, one, tuple(said)) for (one, filing), said in zip(shown, spoken, strict=True))
    coverage = tuple(tuple(one.score for one in hit.passages) for hit in hits)
    return Art(
        features, found.terms, hits, _earlier(searcher, embedder, draft, text, own, family, day), coverage,
        tuple(hits[at].filing.id for at in cover(coverage, len(features))), _classes(searcher, found),
        _closeness(found), (*notices, *_told(found)),
    )  # fmt: skip


def _text(draft: Draft) -> tuple[str, list[Notice]]:
    """Return the text to compare, cut where it is too long, and what must be said of it."""
    text = (document_text(draft.record) if draft.record else draft.text).strip()
    terms = terms_of(text[:LONGEST])
    if not terms:
        raise ParameterError(
            "text", "文稿没有可检索的文字。", "The draft holds no text that can be searched.", code="empty-draft",
            hint=Wording("扫描件请先做文字识别。", "A scanned document needs its text recognised first."),
        )  # fmt: skip
    notices = []
    if len(text) > LONGEST:
        notices.append(
            Notice(
                "draft-cut",
                Wording(f"只检索了文稿的前 {LONGEST:,} 个字符。", f"Only the first {LONGEST:,} characters of the draft were searched."),
            )
        )  # fmt: skip
    if len(terms) < 5:
        notices.append(
            Notice(
                "draft-short",
                Wording("文稿只有几个不同的词，结果只是大致的。", "The draft has only a few different words; the result is rough."),
            )
        )  # fmt: skip
    return text[:LONGEST], notices


def _day(before: str | None) -> PartialDate | None:
    if before is None:
        return None
    date = partial_date(before)
    if date is None:
        raise ParameterError("before", "before 须为日期 YYYY-MM-DD。", "before is a date, YYYY-MM-DD.")
    return first_day(date).isoformat()


def _published(day: PartialDate | None) -> tuple[Filter, ...]:
    return (Filter("published", (f"..{_eve(day)}",)),) if day else ()


def _eve(day: PartialDate) -> PartialDate:
    return (first_day(day) - timedelta(days=1)).isoformat()


def _earlier(
    searcher: Ranker, embedder: Embedder, draft: Draft, text: str, own: tuple[str, ...], family: str | None,
    day: PartialDate | None,
) -> tuple[ArtHit, ...]:  # fmt: skip
    """Return what was filed before the day and published on it or later, or never."""
    if day is None:
        return ()
    filters = (Filter("filed", (f"..{_eve(day)}",)), Filter("published", (f"..{_eve(day)}",), exclude=True))
    scope = SearchRequest(query=All(), filters=(*draft.filters, *filters))
    found = neighbours(searcher, embedder, Asked(text, scope, own, citations=False))
    return tuple(
        ArtHit(filing, one) for one, filing in _once(searcher, found, family, draft.k) if one.cosine >= RELATED
    )


def _once(searcher: Ranker, found: Found, family: str | None, size: int) -> list[tuple[Fused, Filing]]:
    """Return the best hit of each family, the draft's own left out."""
    candidates = found.ranking[: size * _READ]
    filings = searcher.records([one.id for one in candidates])
    seen = {family} if family else set()
    shown: list[tuple[Fused, Filing]] = []
    for one in candidates:
        filing = filings.get(one.id)
        if filing is None or (name := families.family_of(filing)) in seen:
            continue
        seen.add(name)
        shown.append((one, filing))
        if len(shown) == size:
            break
    return shown


def _classes(searcher: Ranker, found: Found) -> tuple[tuple[str, float], ...]:
    """Return the main groups that the nearest records vote for, by their scores."""
    near = found.ranking[:_VOTING]
    filings = searcher.records([one.id for one in near])
    votes: Counter[str] = Counter()
    for one in near:
        if (filing := filings.get(one.id)) is None:
            continue
        symbols = [known.symbol for known in filing.classes if known.scheme in ("ipc", "cpc", "locarno")]
        if symbols:
            votes[symbols[0].partition("/")[0]] += one.score  # type: ignore[assignment]
    best = sorted(votes.items(), key=lambda one: (-one[1], one[0]))[:_CLASSES]
    return tuple((symbol, round(float(score), 3)) for symbol, score in best)


def _closeness(found: Found) -> Closeness:
    nearest = max((one.cosine for one in found.ranking), default=0.0)
    return "close" if nearest >= CLOSE else "related" if nearest >= RELATED else "nothing close"


def _told(found: Found) -> Sequence[Notice]:
    if _closeness(found) != "nothing close":
        return ()
    return (
        Notice(
            "nothing-close",
            Wording(
                f"没有发现接近的文献：最近者的相似度低于 {RELATED:.2f}。",
                f"Nothing close was found: the nearest record's likeness is below {RELATED:.2f}.",
            ),
        ),
    )  # fmt: skip
