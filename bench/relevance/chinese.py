"""Chinese publications: a claim finds the abstract of its pair, the end of an abstract its claim, neighbours a class."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.relevance import corpus
from bench.relevance.measures import Bm25, recall
from domain.filings import Filing
from search_api.similar.classes import weight
from search_api.similar.neighbours import Asked, neighbours, ranker

_TAIL = 80
_NEIGHBOURS = 20
_CLASSED = 2_000
_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Given:
    """The folder with the files, where the indexes are kept, and how many queries of each kind at most."""

    data: Path
    index: Path
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class _Asking:
    """A query: its text, the records left out, the record to be found."""

    text: str
    own: tuple[str, ...]
    relevant: str


def measure(given: Given) -> dict[str, Any]:
    """Return the figures of the public shape."""
    started = time.monotonic()
    filings = {_key(one.id): one for one in corpus.filings_of(given.data / "cn_patents.jsonl.gz")}
    paired = [
        (filings[first], filings[second])
        for one, other in corpus.pairs(given.data / "pairs_A_B_same_title.tsv")
        if (first := _printed(one)) in filings and (second := _printed(other)) in filings
    ]
    paired = [
        (one, other) for one, other in paired if _claim(one) and _abstract(one) and _claim(other) and _abstract(other)
    ]
    forward = [_Asking(_claim(one), (one.id,), other.id) for one, other in paired]
    differing = [
        _Asking(_claim(one), (one.id,), other.id) for one, other in paired if _abstract(one) != _abstract(other)
    ]
    back = [_Asking(_abstract(one)[-_TAIL:], (one.id,), other.id) for one, other in paired]
    run = _Run(given, list(filings.values()))
    report: dict[str, Any] = {"set": "cn"}
    abstracts = run.index("abstracts", _abstract, lambda one: replace(one, title=(), claims=()))
    report["claim_abstract"] = abstracts.figures(forward)
    report["claim_abstract_479"] = abstracts.figures(differing)
    claims = run.index("claims", _claim, lambda one: replace(one, title=(), abstract=()))
    report["abstract_claim"] = claims.figures(back)
    texts = run.index("texts", _title_abstract, lambda one: replace(one, claims=()))
    report["ipc"] = texts.classes(_by_hash(filings.values(), given.limit))
    report["seconds"] = round(time.monotonic() - started, 1)
    return report


@dataclass(frozen=True, slots=True)
class _Run:
    given: Given
    filings: Sequence[Filing]

    def index(self, name: str, text: Callable[[Filing], str], cut: Callable[[Filing], Filing]) -> "_Index":
        engine = corpus.written(self.given.index / name, self.filings, cut)
        plain = Bm25([one.id for one in self.filings], map(text, self.filings))
        places = {id: at for at, id in enumerate(plain.ids)}
        return _Index(self, engine.searcher(), plain, places, text)


@dataclass(frozen=True, slots=True)
class _Index:
    """One index of one text, in the product's engine and in plain BM25."""

    run: _Run
    searcher: Any
    plain: Bm25
    places: Mapping[str, int]
    text: Callable[[Filing], str]

    def hybrid(self, text: str, own: tuple[str, ...]) -> list[tuple[str, float]]:
        asked = Asked(text, own=own, citations=False)
        found = neighbours(*ranker(self.searcher), asked)
        return [(one.id, one.score) for one in found.ranking[: _DEPTH * 2]]

    def bm25(self, text: str, own: tuple[str, ...]) -> list[tuple[str, float]]:
        scores = self.plain.scores(text).astype(np.float64)
        scores[[self.places[one] for one in own]] = -np.inf
        best = np.argsort(-scores, kind="stable")[: _DEPTH * 2]
        return [(self.plain.ids[at], float(scores[at])) for at in best if scores[at] > 0]

    def figures(self, asked: Sequence[_Asking]) -> dict[str, dict[str, float]]:
        """Return how often the relevant record is first, among ten, among a hundred."""
        if self.run.given.limit:
            asked = asked[: self.run.given.limit]
        found = {}
        for name, ranked in (("bm25", self.bm25), ("hybrid", self.hybrid)):
            rankings = [([id for id, _ in ranked(one.text, one.own)], {one.relevant}) for one in asked]
            found[name] = {
                f"r{depth}": round(sum(recall(ranking, links, depth) for ranking, links in rankings) / len(rankings), 4)
                for depth in (1, 10, 100)
            }
        return found

    def classes(self, asked: Sequence[Filing]) -> dict[str, dict[str, float]]:
        """Return how often the main group is the first, or among the first three, of the neighbours' votes."""
        by_id = {one.id: one for one in self.run.filings}
        found = {}
        for name, ranked in (("bm25", self.bm25), ("hybrid", self.hybrid)):
            first = third = 0
            for filing in asked:
                votes: Counter[str] = Counter()
                near = [
                    (by_id[id], score)
                    for id, score in ranked(self.text(filing), (filing.id,))
                    if _group(by_id[id]) and not _same(by_id[id], filing)
                ]
                for other, score in near[:_NEIGHBOURS]:
                    votes[_group(other)] += weight(score)  # type: ignore[assignment]
                best = [group for group, _ in votes.most_common(3)]
                first += best[:1] == [_group(filing)]
                third += _group(filing) in best
            found[name] = {"top1": round(first / len(asked), 4), "top3": round(third / len(asked), 4)}
        return found


def _by_hash(filings: Iterable[Filing], limit: int | None) -> list[Filing]:
    classed = [one for one in filings if _group(one)]
    classed.sort(key=lambda one: hashlib.sha1(_key(one.id).encode()).hexdigest())
    return classed[: min(_CLASSED, limit or _CLASSED)]


def _group(filing: Filing) -> str:
    """Return the main group of the first IPC symbol."""
    symbols = [one.symbol for one in filing.classes if one.scheme == "ipc"]
    return symbols[0].partition("/")[0] if symbols else ""


def _same(one: Filing, other: Filing) -> bool:
    """Tell whether two publications have the same title or the same number but for the kind."""
    return one.id.rpartition("-")[0] == other.id.rpartition("-")[0] or _title(one) == _title(other)


def _title(filing: Filing) -> str:
    return filing.title[0].text if filing.title else ""


def _abstract(filing: Filing) -> str:
    return filing.abstract[0].text if filing.abstract else ""


def _claim(filing: Filing) -> str:
    return filing.claims[0].text if filing.claims else ""


def _title_abstract(filing: Filing) -> str:
    return f"{_title(filing)}\n{_abstract(filing)}"


def _key(id: str) -> str:
    """Return the number as the files print it: ``CN111534432B``."""
    office, number, kind = id.split("-")
    return f"{office}{number}{'' if kind == 'X' else kind}"


def _printed(text: str) -> str:
    return text.strip()
