"""The vector of a text asked for by ``sim()``, made with the model that made the vectors of the index."""

from collections.abc import Sequence

from domain.errors import FunctionMisused
from domain.nearness import Embedding
from domain.query import Similar
from domain.text import Wording
from indexer.embeddings import embedder_of

WEIGHT = 10.0
"""What a cosine of 1 counts beside the scores of words: about as much as one telling word."""


def vector_of(held: Embedding | None, node: Similar) -> Sequence[float]:
    """Return a text's unit vector, or nothing where the model knows none of its words.

    Raises ``FunctionMisused`` where the index holds no vectors, or not those of the model as it is now.
    """
    embedder = embedder_of(held)
    if embedder is None:
        raise FunctionMisused(
            "这个索引没有可用的语义向量，不能用 sim()。", "This index holds no embeddings that sim() can use.",
            span=node.span, code="function-not-available",
            hint=Wording("请直接用词语检索，或设 IPATLAS_EMBEDDING 后再载入。",
                         "Search for the words instead, or set IPATLAS_EMBEDDING and load again."),
        )  # fmt: skip
    vector: list[float] = embedder.encode([node.text])[0].tolist()
    return vector if any(vector) else ()
