"""An embedder is opened by its name: ours, a static model's folder, or any sentence-transformers model.

Invariants: vectors are unit vectors, or all zeros for a text without a known word; the same setting gives the same
embedder in one process; ``revision`` changes whenever the weights do, so that a query with another model is refused.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from domain.errors import SettingsError
from domain.nearness import Embedding
from domain.text import Wording
from indexer.embeddings.static import StaticEmbedder, is_static
from indexer.embeddings.texts import LAYOUT, titled

DEFAULT, OFF = "atlas-static", "off"
SHIPPED = Path(__file__).parent / "atlas_static"
_LOOKED = 1 << 20
"""Bytes at either end of a model's file that tell it from another of the same size."""
Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    @property
    def titled(self) -> bool:
        """Whether the title of a record is to be repeated in its text: so for a mean of tokens."""
        ...

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


def record_vectors(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Return the vectors of filings from their texts, as an index holds them."""
    return embedder.encode([titled(one) for one in texts] if embedder.titled else texts)


class _Transformer:
    """Any sentence-transformers model, on the GPU where there is one; texts of like length share a batch."""

    titled = False

    def __init__(self, name: str, model: Any) -> None:
        self._model = model
        self.name = name
        self.revision = _revision(name, model)
        self.dimensions = int(model.encode([""], show_progress_bar=False).shape[1])
        self._batch = 32 if str(model.device) == "cpu" else 256

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        found = self._model.encode(
            list(texts), batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(found, np.float32)


def _revision(name: str, model: Any) -> str:
    """Return what changes whenever the weights do: the commit of a named model, a digest of a folder's files."""
    digest = blake2b(LAYOUT.encode(), digest_size=8)
    folder = Path(name).expanduser()
    if folder.is_dir():
        for path in sorted(one for one in folder.rglob("*") if one.suffix in (".safetensors", ".bin", ".json", ".txt")):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder)} {size}".encode())
            with path.open("rb") as stream:
                digest.update(stream.read(_LOOKED))
                stream.seek(max(0, size - _LOOKED))
                digest.update(stream.read(_LOOKED))
    else:
        config = getattr(getattr(model[0], "auto_model", None), "config", None)
        digest.update(str(getattr(config, "_commit_hash", None) or name).encode())
    return digest.hexdigest()
