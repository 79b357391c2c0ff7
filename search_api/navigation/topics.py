"""The topic map: clusters of the records' vectors, labelled by their most distinctive title terms and leading class.

Records are taken in the order of their ids, so that every engine draws the same map. A map is kept under an id that
follows from its scope and the state of the index; each topic is a part of a query, and its link opens its records.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from domain.hits import Places
from domain.nearness import Nearness
from domain.query import Listed
from domain.text import Wording
from indexer import workspace
from indexer.workspace import TopicMap
from search_api import syntax
from search_api.navigation.clustering import CLUSTERS, Matrix, flat, mapped, unit
from search_api.navigation.dimensions import Dimension, dimension
from search_api.navigation.emerging import g_squared
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.tables import Figure, Found, column, notice, ratio, rounded, row
from search_api.navigation.widening import called
from search_api.notices import Notice

_FEWEST = 200
"""Records with a vector below which there is no map."""
_LABELS, _WIDENED = 3, 8


@dataclass(frozen=True, slots=True)
class _Map:
    """The hits that have a vector, the topic of each from 0, where the topics lie, and the stability of the whole."""

    id: str
    hits: Places
    topics: Places
    places: npt.NDArray[np.float64]
    stability: float


def landscape(frame: Frame) -> Found:
    """Return the topics by size: their units, share, labels, leading class and place on the map."""
    columns = (
        column("cluster", "key", "聚类", "Cluster"),
        column("count", "count", "件数", "Count"),
        column("share", "ratio", "占比", "Share"),
        column("terms", "text", "标签", "Terms"),
        column("class", "text", "主要分类", "Leading class"),
        column("x", "text", "横坐标", "x", "number"),
        column("y", "text", "纵坐标", "y", "number"),
    )
    drawn = _drawn(frame)
    if drawn is None:
        told = notice(
            "too-few-vectors", f"有向量的记录不足 {_FEWEST} 条，不作主题地图。",
            f"Fewer than {_FEWEST} records have a vector: there is no map.",
        )  # fmt: skip
        return Found(columns, (), (told,))
    terms, classes = dimension(frame, "title_terms"), dimension(frame, "ipc")
    listed = []
    for at in range(CLUSTERS):
        inside = drawn.hits[drawn.topics == at]
        count = frame.counted(inside)
        link = frame.link(Listed("topic", f"{drawn.id}/{at + 1}")) if frame.engine else None
        labels, led = _distinctive(frame, terms, inside, drawn.hits), _leading(frame, classes, inside)
        x, y = (rounded(one) for one in drawn.places[at])
        listed.append(row(str(at + 1), (count, link), ratio(count, frame.total), labels, led, x, y))
    listed.sort(key=lambda one: -int(one.values[1] or 0))
    figure = Figure(
        "stability", Wording("稳定性（调整兰德指数）", "Stability (adjusted Rand index)"), rounded(drawn.stability)
    )
    return Found(columns, tuple(listed), _left_out(len(frame.hits) - len(drawn.hits)), (figure,))


def _left_out(count: int) -> tuple[Notice, ...]:
    if not count:
        return ()
    return (notice("without-vector", f"{count:,} 条记录没有向量。", f"{count:,} records have no vector."),)


def _drawn(frame: Frame) -> _Map | None:
    """Return the map of a scope, ``None`` where too few of its records have a vector."""
    if frame.hits.vectors is None:
        return None
    ids = np.array(frame.hits.name(np.arange(len(frame.hits))), np.str_)
    order = np.argsort(ids, kind="stable")
    having, vectors = frame.hits.vectors(order)
    if len(having) < _FEWEST:
        return None
    hits = order[having]
    id = _id_of(frame)
    topics, stability = _kept(frame, id, ids[hits]) or _counted(frame, id, ids[hits], vectors)
    centres = np.stack([unit(vectors[topics == at].sum(axis=0)) for at in range(CLUSTERS)])
    return _Map(id, hits, topics, flat(centres), stability)


def _id_of(frame: Frame) -> str:
    """Return what a map is kept under: all that it follows from."""
    searcher, state = frame.searcher, frame.state
    model = searcher.embedding() if isinstance(searcher, Nearness) else None
    made_of = (
        syntax.render(frame.scope.query), frame.scope.pairs, state.generation, state.sequence, state.indexed_sequence,
        (model.model, model.revision) if model else None, CLUSTERS,
    )  # fmt: skip
    return sha256(repr(made_of).encode()).hexdigest()[:16]


def _kept(frame: Frame, id: str, ids: npt.NDArray[np.str_]) -> tuple[Places, float] | None:
    """Return the topics of records as the map was drawn before; ``None`` where it was not, or of other records."""
    if frame.engine is None:
        return None
    with workspace.opened(frame.engine) as connection:
        found = workspace.kept_map(connection, id)
    if found is None:
        return None
    known = np.concatenate([np.array(one, np.str_) for one in found.topics])
    order = np.argsort(known, kind="stable")
    if len(known) != len(ids) or (known[order] != ids).any():
        return None
    numbers = np.repeat(np.arange(CLUSTERS), [len(one) for one in found.topics])
    return np.asarray(numbers[order], np.int64), found.stability


def _counted(frame: Frame, id: str, ids: npt.NDArray[np.str_], vectors: Matrix) -> tuple[Places, float]:
    """Return the topics of records, the largest first, and keep the map."""
    topics, stability = mapped(vectors)
    order = np.argsort(-np.bincount(topics, minlength=CLUSTERS), kind="stable")
    topics = np.argsort(order)[topics]
    if frame.engine is not None:
        drawn = TopicMap(tuple(ids[topics == at].tolist() for at in range(CLUSTERS)), stability)
        with workspace.opened(frame.engine) as connection:
            workspace.keep_map(connection, id, drawn)
    return topics, stability


def _distinctive(frame: Frame, by: Dimension, inside: Places, mapped: Places) -> str:
    """Return the terms that tell a topic from the rest of the map, by G²; none that is a part of one before it."""
    values = by.values(frame)
    flags = _flags(frame, inside)
    among = _flags(frame, mapped)
    here = np.bincount(values.places[flags[values.hits]], minlength=len(values.codes))
    elsewhere = np.bincount(values.places[(among & ~flags)[values.hits]], minlength=len(values.codes))
    scores = g_squared(here, elsewhere, len(inside), len(mapped) - len(inside))
    scores[here * max(len(mapped) - len(inside), 1) <= elsewhere * max(len(inside), 1)] = 0
    best = np.argsort(-scores, kind="stable")[: _LABELS * 4]
    best = best[scores[best] > 0]
    texts = by.texts(frame, best) if len(best) else []
    order = sorted(range(len(best)), key=lambda at: (-round(float(scores[best[at]]), 6), texts[at]))
    wide = called(frame, by, [int(best[at]) for at in order[:_WIDENED]], [texts[at] for at in order[:_WIDENED]], flags)
    found: list[str] = []
    for text in (wide.get(texts[at], texts[at]) for at in order):
        if len(found) < _LABELS and not any(text in one or one in text for one in found):
            found.append(text)
    return ", ".join(found)


def _leading(frame: Frame, by: Dimension, inside: Places) -> str | None:
    values = by.values(frame)
    counts = np.bincount(values.places[_flags(frame, inside)[values.hits]], minlength=len(values.codes))
    _, texts = by.top(frame, counts, 1)
    return texts[0] if texts else None


def _flags(frame: Frame, hits: Places) -> Flags:
    found = np.zeros(len(frame.hits), np.bool_)
    found[hits] = True
    return found
