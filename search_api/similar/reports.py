"""The report of a search for prior art: what was asked of which index and what was found, without the draft.

Invariants: of the draft it holds a hash and its length, of edited features a hash and their number, and no word; given
the same draft it runs again, given another one it is refused.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.engine import EngineState
from domain.errors import ParameterError
from domain.nearness import Embedding
from domain.query import Filter
from domain.text import Wording
from indexer.embeddings import Embedder
from search_api.notices import Notice
from search_api.similar.citing import Ranker
from search_api.similar.drafts import MOST, MOST_MARKED, Draft, prepared
from search_api.similar.passages import COVERED, PARTLY
from search_api.similar.prior_art import Art, ArtHit, prior_art

_Id = str
_Hash = Field(pattern="^[0-9a-f]{64}$")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReportDraft(_Strict):
    """The draft: a hash of what was compared."""

    sha256: str = _Hash
    characters: int
    lang: str
    own: str | None = None


class ReportFeatures(_Strict):
    """Its features: split from the draft, or edited."""

    count: int
    edited: bool
    sha256: str = _Hash


class ReportAsked(_Strict):
    """Everything that was asked beside the draft."""

    before: str | None = None
    filters: list[tuple[str, list[str], bool]] = Field(default_factory=list, max_length=40)
    more: list[_Id] = Field(default_factory=list, max_length=MOST_MARKED)
    less: list[_Id] = Field(default_factory=list, max_length=MOST_MARKED)
    k: int = Field(default=10, ge=1, le=MOST)
    lang: Literal["zh", "en"] = "en"


class ReportIndex(_Strict):
    """What was searched, and with which model."""

    records: int
    generation: str
    data_date: str | None
    model: str
    revision: str


class ReportHit(_Strict):
    """A document found, with the numbers of the features that it covers and covers in part."""

    id: str
    score: float
    covered: list[int]
    partly: list[int]


class ReportAnswer(_Strict):
    """What was found."""

    closeness: str
    nearest: float
    hits: list[ReportHit]
    earlier: list[_Id]
    cover: list[_Id]
    classes: list[str]


class Report(_Strict):
    """The report as it is kept, and read again."""

    report: Literal["ip-atlas-prior-art"] = "ip-atlas-prior-art"
    version: Literal[1] = 1
    made: str
    draft: ReportDraft
    features: ReportFeatures
    asked: ReportAsked
    index: ReportIndex
    answer: ReportAnswer


def report_of(art: Art, draft: Draft, state: EngineState, held: Embedding) -> Report:
    """Return the report of an answer."""
    return Report(
        made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        draft=ReportDraft(
            sha256=art.draft.sha256, characters=len(art.draft.text), lang=art.draft.lang,
            own=draft.record.id if draft.record else None,
        ),
        features=ReportFeatures(
            count=len(art.features), edited=art.draft.edited, sha256=_hash_of(art.features),
        ),
        asked=ReportAsked(
            before=art.draft.day, filters=[(one.field, list(one.values), one.exclude) for one in draft.filters],
            more=list(draft.more), less=list(draft.less), k=draft.k, lang="zh" if draft.lang == "zh" else "en",
        ),
        index=ReportIndex(
            records=state.records, generation=state.generation, data_date=state.data_date, model=held.model,
            revision=held.revision,
        ),
        answer=ReportAnswer(
            closeness=art.closeness, nearest=round(art.nearest, 4), hits=[_hit(one) for one in art.hits],
            earlier=[one.filing.id for one in art.earlier], cover=list(art.cover),
            classes=[one.symbol for one in art.classes],
        ),
    )  # fmt: skip


def run_again(searcher: Ranker, embedder: Embedder, draft: Draft, report: Report) -> tuple[Draft, Art]:
    """Answer a draft as a report of it was asked; a notice says whether the answer is the same.

    Raises ``ParameterError`` where the draft, or its edited features, are not those of the report.
    """
    asked = report.asked
    draft = replace(
        draft, before=asked.before, more=tuple(asked.more), less=tuple(asked.less), k=asked.k, lang=asked.lang,
        filters=tuple(Filter(name, tuple(values), exclude) for name, values, exclude in asked.filters),
    )  # fmt: skip
    ready = prepared(searcher, draft)
    if ready.sha256 != report.draft.sha256:
        raise ParameterError(
            "report", "这份报告属于另一份文稿。", "The report belongs to another draft.", code="report-of-another-draft",
            hint=Wording("请给出同一份文稿。", "Give the same draft."),
        )  # fmt: skip
    if not report.features.edited:
        draft = replace(draft, features=())
    elif _hash_of(ready.features) != report.features.sha256:
        raise ParameterError(
            "features", "报告中的特征是改写过的，请给出同样的特征。",
            "The features of the report were edited; give the same ones.", code="report-of-other-features",
        )  # fmt: skip
    art = prior_art(searcher, embedder, draft)
    return draft, replace(art, notices=(_compared(report, art), *art.notices))


def _compared(report: Report, art: Art) -> Notice:
    before, now = [one.id for one in report.answer.hits], [one.filing.id for one in art.hits]
    if before == now:
        return Notice(
            "report-same",
            Wording(f"与 {report.made} 的报告结果相同。", f"The same documents in the same order as in the report of {report.made}."),
        )  # fmt: skip
    new, gone = len(set(now) - set(before)), len(set(before) - set(now))
    return Notice(
        "report-changed",
        Wording(
            f"与 {report.made} 的报告相比：新出现 {new} 件，不再出现 {gone} 件。",
            f"Since the report of {report.made}: {new} documents are new, {gone} are no longer among the hits.",
        ),
    )


def _hit(one: ArtHit) -> ReportHit:
    return ReportHit(
        id=one.filing.id, score=round(one.fused.score, 4),
        covered=[said.feature for said in one.passages if said.score >= COVERED],
        partly=[said.feature for said in one.passages if PARTLY <= said.score < COVERED],
    )  # fmt: skip


def _hash_of(features: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(features).encode("utf-8", "surrogatepass")).hexdigest()


def report_body(report: Report) -> dict[str, Any]:
    """Return the report as JSON."""
    return report.model_dump()
