"""The embedded engine keeps the contract."""

from collections.abc import Callable, Iterator

import pytest

from domain.engine import Engine
from indexer.engines.embedded.engine import EmbeddedEngine
from tests.indexer.engines.contract import *  # noqa: F403
from tests.indexer.engines.contract_vectors import Dice


@pytest.fixture(scope="module")
def engine_factory(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Engine]:
    return lambda: EmbeddedEngine(tmp_path_factory.mktemp("engine") / "index")


@pytest.fixture(scope="module")
def vector_engine_factory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Engine]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "indexer.engines.embedded.engine.open_embedder", lambda setting: Dice() if setting == "dice" else None
        )
        yield lambda: EmbeddedEngine(tmp_path_factory.mktemp("vectors") / "index", "dice")
