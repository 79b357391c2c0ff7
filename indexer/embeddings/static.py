"""A sentence-transformers ``StaticEmbedding`` folder, run with NumPy: the mean of the vectors of a text's tokens.

The folder holds ``tokenizer.json`` and ``model.safetensors`` with ``embedding.weight``, as float, or as int8 with one
``embedding.scale`` for each token (ours, as shipped). Invariant: the result is that of
``SentenceTransformer(folder).encode(texts, normalize_embeddings=True)``.
"""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from domain.errors import SettingsError
from indexer.embeddings.texts import LAYOUT
from indexer.embeddings.tokens import Tokens

WEIGHTS, WORDS, MODULES = "model.safetensors", "tokenizer.json", "modules.json"
_WEIGHT, _SCALE = "embedding.weight", "embedding.scale"
_LOOKED = 1 << 20
Matrix = npt.NDArray[np.float32]


def is_static(folder: Path) -> bool:
    """Tell whether a folder holds a static model."""
    return _inner(folder) is not None


def _inner(folder: Path) -> Path | None:
    """Return the folder of the StaticEmbedding module, which may be the model's own or one below it."""
    try:
        modules = json.loads((folder / MODULES).read_text(encoding="utf-8"))
        first = modules[0]
        if not str(first["type"]).endswith("StaticEmbedding"):
            return None
        inner = folder / str(first["path"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    return inner if (inner / WEIGHTS).exists() and (inner / WORDS).exists() else None


class StaticEmbedder:
    """A static model, opened."""

    titled = True

    def __init__(self, folder: Path, name: str) -> None:
        inner = _inner(folder)
        if inner is None:
            raise SettingsError("这个文件夹不是静态嵌入模型。", "The folder holds no static embedding model.")
        try:
            self.weights = _floats(load_file(inner / WEIGHTS))
            self.definition = (inner / WORDS).read_text(encoding="utf-8")
            self.tokens = Tokens(self.definition)
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise SettingsError(
                f"读不出嵌入模型（{type(error).__name__}）。",
                f"The embedding model cannot be read ({type(error).__name__}).",
            ) from None
        self.name = name
        self.dimensions = int(self.weights.shape[1])
        self.revision = revision_of(inner)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row for each text."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for at, text in enumerate(texts):
            counts = Counter(self.tokens.ids(text))
            if counts:
                ids = np.fromiter(counts.keys(), np.intp, len(counts))
                times = np.fromiter(counts.values(), np.float32, len(counts))
                found[at] = times @ self.weights[ids]
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        norms[norms == 0] = 1
        result: Matrix = found / norms
        return result


def _floats(tensors: dict[str, npt.NDArray[np.generic]]) -> Matrix:
    weights = tensors[_WEIGHT].astype(np.float32)
    return weights * tensors[_SCALE].astype(np.float32)[:, None] if _SCALE in tensors else weights


def revision_of(folder: Path) -> str:
    """Return what changes whenever the weights, the words or the texts of filings do."""
    digest = blake2b(LAYOUT.encode(), digest_size=8)
    for name in (WEIGHTS, WORDS):
        with (folder / name).open("rb") as stream:
            while piece := stream.read(_LOOKED):
                digest.update(piece)
    return digest.hexdigest()


def write_model(folder: Path, weights: Matrix, tokenizer: str, *, small: bool) -> None:
    """Write a model's folder: floats as sentence-transformers reads them, or int8 with a scale for each token."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORDS).write_text(tokenizer, encoding="utf-8")
    if small:
        largest = np.abs(weights).max(axis=1)
        scale = (np.where(largest == 0, 1, largest) / 127).astype(np.float32)
        save_file({_WEIGHT: np.rint(weights / scale[:, None]).astype(np.int8), _SCALE: scale}, folder / WEIGHTS)
    else:
        save_file({_WEIGHT: weights.astype(np.float32)}, folder / WEIGHTS)
    names = (("0", "", "StaticEmbedding"), ("1", "1_Normalize", "Normalize"))
    modules = [
        {"idx": at, "name": name, "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (name, path, kind) in enumerate(names)
    ]
    (folder / MODULES).write_text(json.dumps(modules, indent=1) + "\n", encoding="utf-8")
    settings: dict[str, object] = {"similarity_fn_name": "cosine", "prompts": {}, "default_prompt_name": None}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)


def unpack(folder: Path, out: Path) -> None:
    """Write a model's folder with its weights as floats, for sentence-transformers."""
    model = StaticEmbedder(folder, folder.name)
    write_model(out, model.weights, (folder / WORDS).read_text(encoding="utf-8"), small=False)
