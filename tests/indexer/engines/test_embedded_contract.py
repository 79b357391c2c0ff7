"""The embedded engine keeps the contract."""

from collections.abc import Callable

import pytest

from domain.engine import Engine
from indexer.engines.embedded.engine import EmbeddedEngine
from tests.indexer.engines.contract import *  # noqa: F403


@pytest.fixture(scope="module")
def engine_factory(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Engine]:
    return lambda: EmbeddedEngine(tmp_path_factory.mktemp("engine") / "index")
