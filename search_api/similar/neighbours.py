"""The nearest records to a text within a scope, by words, vector and citations."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine import Searcher
from domain.errors import ParameterError
from domain.filings import Filing
from domain.nearness import Nearness, Neighbour
from domain.query import All, SearchRequest
from domain.text import Wording
from indexer.embeddings import Embedder, open_embedder
from search_api.similar.citing import Ranker, with_citations
from search_api.similar.feedback import moved_terms, moved_vector
from search_api.similar.fusion import WEIGHTS, Fused, Weights, fused, scaled
from search_api.similar.telling import telling_terms

DEPTH = 300
"""How many records of each list are candidates."""
LISTS = ("words", "vector", "citations")
SCOPE = SearchRequest(query=All())


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to be compared: ``own`` are records that are left out, with all their links."""

    text: str
    scope: SearchRequest = SCOPE
    own: tuple[str, ...] = ()
    citations: bool = True
    more: tuple[Filing, ...] = ()
    less: tuple[Filing, ...] = ()
    """Hits marked as like what is sought, and as unlike it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The ranking, and the terms that the text was searched by."""

    ranking: tuple[Fused, ...]
    terms: tuple[str, ...]


def ranker(searcher: Searcher) -> tuple[Ranker, Embedder]:
    """Return the searcher as one that ranks by meaning, and the embedder that its vectors were made with.

    Raises ``ParameterError`` where the index holds no vectors, or the model is not the one that made them any more.
    """
    held = searcher.embedding() if isinstance(searcher, Nearness) else None
    embedder = open_embedder(held.model) if held is not None else None
    if held is None or embedder is None:
        raise ParameterError(
            "mode", "这个索引没有语义向量，只能用 words。", "This index holds no embeddings; only words is available.",
            hint=Wording("请设 IPATLAS_EMBEDDING 后再载入。", "Set IPATLAS_EMBEDDING and load again."),
        )  # fmt: skip
    if held.revision != embedder.revision:
        raise ParameterError(
            "mode", "索引的向量由另一版本的模型生成。", "The vectors of the index were made with another version of the model.",
            hint=Wording("请再载入一次，向量会重新生成。", "Load once more; the vectors are made anew."),
        )  # fmt: skip
    return searcher, embedder  # type: ignore[return-value]


def neighbours(searcher: Ranker, embedder: Embedder, asked: Asked, weights: Weights = WEIGHTS) -> Found:
    """Return the records nearest to a text, the best first."""
    held = searcher.embedding()
    records = held.vectors if held else 1
    terms = telling_terms(searcher, asked.text, records)
    encoded = embedder.encode([asked.text])[0]
    if asked.more or asked.less:
        terms = moved_terms(searcher, terms, records, asked.more, asked.less)
        encoded = moved_vector(embedder, encoded, asked.more, asked.less)
    reach = DEPTH + len(asked.own)
    listed = _without(searcher.ranked(terms, asked.scope, reach), asked.own)
    words = scaled(listed)
    vector = encoded.tolist()
    near = {}
    if any(vector):
        near = {one.id: one.score for one in _without(searcher.nearest(vector, asked.scope, reach), asked.own)}
        further = searcher.scores(terms, [id for id in near if id not in words]) if listed else {}
        words |= {id: score / listed[0].score for id, score in further.items()}
        near |= searcher.cosines(vector, [id for id in words if id not in near])
    ranking = fused(words, near, weights.vector)
    if asked.citations:
        ranking = with_citations(searcher, ranking, asked.scope, asked.own, weights)
    return Found(tuple(ranking), tuple(terms))


def places_in_lists(ranking: Sequence[Fused]) -> dict[str, dict[str, int]]:
    """Return for each list the place, from 1, of each candidate that it holds."""
    places = {}
    for name in LISTS:
        listed = [(getattr(one, name), one.id) for one in ranking if getattr(one, name) > 0]
        listed.sort(key=lambda one: (-one[0], one[1]))
        places[name] = {id: at for at, (_, id) in enumerate(listed, 1)}
    return places


def _without(listed: Sequence[Neighbour], own: Sequence[str]) -> list[Neighbour]:
    return [one for one in listed if one.id not in own]
