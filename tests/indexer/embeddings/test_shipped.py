"""The model that is shipped: small enough, ours to run, and not without sense in either language."""

import numpy as np

from indexer.embeddings import DEFAULT, open_embedder
from indexer.embeddings.embedder import SHIPPED
from indexer.embeddings.static import StaticEmbedder

_MOST_BYTES = 25_000_000


def test_it_is_small_and_ours() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= _MOST_BYTES
    model = open_embedder(DEFAULT)
    assert isinstance(model, StaticEmbedder) and model.dimensions == 256
    assert model.tokens._cut is not None


def test_like_texts_are_near() -> None:
    model = open_embedder(DEFAULT)
    assert model is not None
    for text, like, unlike in (
        (
            "A lithium ion cell with a porous separator between the electrodes",
            "Rechargeable battery having an anode, a cathode and a membrane",
            "A method for displaying auction listings on a web page",
        ),
        ("一种锂离子电池隔膜的制备方法", "二次电池用多孔膜及其制造工艺", "一种基于网络的商品拍卖系统"),
    ):
        near, own, far = model.encode([like, text, unlike])
        assert float(near @ own) > float(far @ own) + 0.15
        assert np.isclose(np.linalg.norm(own), 1, atol=1e-5)
