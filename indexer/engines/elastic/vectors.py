"""Vectors in a cluster: one unit vector beside the words of each record that says something, all of one model.

A generation's model stands in the ``_meta`` of each of its indices. Invariants: a vector is written with the text that
it stands for, so no update and no withdrawal leaves one behind; it is not kept in ``_source``, so what writes a record
again embeds its text again; records are written with the model of the generation, or not at all. Beside each stand its
bytes, a dimension each, which a topic map reads.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.errors import EngineDamaged, EngineIncompatible
from domain.text import Wording
from indexer.embeddings import open_embedder, record_vectors
from indexer.engines import bytewise
from indexer.engines.elastic import generations
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.mapping import VECTOR, VECTOR_BYTES, Model

REINDEX = Wording("请运行 ipatlas reindex，向量会重新生成。", "Run ipatlas reindex; the vectors are made anew.")
_DIGITS = 5
"""Decimals that are sent: the server wants a length of 1 within a ten-thousandth."""


def model_of(setting: str) -> Model | None:
    """Return the model of the setting ``IPATLAS_EMBEDDING``, ``None`` for ``off``. Raises ``SettingsError``."""
    embedder = open_embedder(setting)
    return Model(setting, embedder.revision, embedder.dimensions) if embedder is not None else None


def recorded(cluster: Cluster, names: Iterable[str]) -> Model | None:
    """Return the model of indices of one generation. Raises ``EngineDamaged`` where they do not agree."""
    found = {_read(one.get("embedding")) for one in generations.notes(cluster, names).values()}
    if len(found) > 1:
        raise EngineDamaged(
            "各索引的向量出自不同的模型。", "The indices hold vectors of different models.", hint=REINDEX
        )
    return found.pop() if found else None


def _read(value: Mapping[str, Any] | None) -> Model | None:
    return Model(str(value["name"]), str(value["revision"]), int(value["dimensions"])) if value else None


def agreed(published: Iterable[str], held: Model | None, wanted: Model | None) -> Model | None:
    """Return the model that records are written with. Raises ``EngineIncompatible`` where the setting names another."""
    if any(True for _ in published) and held != wanted:
        raise EngineIncompatible(
            "IPATLAS_EMBEDDING 所指的模型与索引的向量不符。",
            "IPATLAS_EMBEDDING names another model than the one that made the vectors of the index.",
            hint=REINDEX,
        )
    return wanted


def encoded(model: Model | None, texts: Sequence[str]) -> list[bytes | None]:
    """Return the columns of the vectors of texts as members of a JSON object; ``None`` for a text that says nothing, or
    without a model.

    Raises ``EngineIncompatible`` where the model cannot be had in its revision any more.
    """
    said = [at for at, text in enumerate(texts) if text]
    found: list[bytes | None] = [None] * len(texts)
    if model is None or not said:
        return found
    embedder = open_embedder(model.name)
    if embedder is None or embedder.revision != model.revision:
        raise EngineIncompatible(
            "索引的向量由另一版本的模型生成。", "The vectors of the index were made with another version of the model.",
            hint=REINDEX,
        )  # fmt: skip
    vectors = record_vectors(embedder, [texts[at] for at in said])
    kept, _ = bytewise.rounded(vectors)
    for at, vector, row in zip(said, vectors.astype("float64").round(_DIGITS).tolist(), kept, strict=True):
        if any(vector):
            listed, packed = ",".join(map(repr, vector)), b64encode(row.tobytes()).decode()
            found[at] = f'"{VECTOR}":[{listed}],"{VECTOR_BYTES}":"{packed}"'.encode()
    return found
