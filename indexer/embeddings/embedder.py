"""An embedder is opened by its name: ours, a static model's folder, or any sentence-transformers model.

Invariants: vectors are unit vectors, or all zeros for a text without a known word; the same setting gives the same
embedder in one process; ``revision`` changes whenever the weights do, so that a query with another model is refused.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from domain.errors import SettingsError
from domain.nearness import Embedding
from domain.text import Wording
from indexer.embeddings.static import StaticEmbedder, is_static

DEFAULT, OFF = "atlas-static", "off"
SHIPPED = Path(__file__).parent / "atlas_static"
Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text."""
        ...


def setting_from(environment: Mapping[str, str]) -> str:
    """Read ``IPATLAS_EMBEDDING``."""
    return environment.get("IPATLAS_EMBEDDING") or DEFAULT


@lru_cache(maxsize=4)
def open_embedder(setting: str) -> Embedder | None:
    """Return the embedder of a setting, ``None`` for ``off``. Raises ``SettingsError``."""
    if setting == OFF:
        return None
    if setting == DEFAULT:
        return StaticEmbedder(SHIPPED, DEFAULT)
    folder = Path(setting).expanduser()
    if is_static(folder):
        return StaticEmbedder(folder, setting)
    return _transformer(setting)


def embedder_of(held: Embedding | None) -> Embedder | None:
    """Return the embedder of an index's vectors; ``None`` where it has none or the model is another one by now."""
    embedder = open_embedder(held.model) if held is not None else None
    return embedder if held is not None and embedder is not None and embedder.revision == held.revision else None


def _transformer(setting: str) -> Embedder:
    try:
        from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise SettingsError(
            "这个嵌入模型需要 sentence-transformers。", "This embedding model needs sentence-transformers.",
            hint=Wording("请安装附加组件 transformers，或用 atlas-static。", "Install the extra transformers, or use atlas-static."),
        ) from None  # fmt: skip
    try:
        model = SentenceTransformer(setting)
    except Exception as error:  # the library raises of many kinds, and none of ours
        raise SettingsError(
            f"打不开嵌入模型（{type(error).__name__}）。",
            f"The embedding model cannot be opened ({type(error).__name__}).",
        ) from None
    return _Transformer(setting, model)


class _Transformer:
    """Any sentence-transformers model; texts of like length share a batch."""

    def __init__(self, name: str, model: Any) -> None:
        self._model = model
        self.name = name
        card = getattr(model, "model_card_data", None)
        self.revision = str(getattr(card, "base_model_revision", None) or "unknown")
        self.dimensions = int(model.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        found = self._model.encode(list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, np.float32)
