"""The cluster engine keeps the contract, on a real server."""

from collections.abc import Callable, Iterator

import pytest

from domain.engine import Engine
from tests.indexer.engines import elastic_server
from tests.indexer.engines.contract import *  # noqa: F403
from tests.indexer.engines.contract_vectors import Dice

pytestmark = pytest.mark.elasticsearch


@pytest.fixture(scope="module")
def engine_factory(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Engine]:
    return elastic_server.engines(tmp_path_factory.mktemp("state"), elastic_server.shared_settings())


@pytest.fixture(scope="module")
def vector_engine_factory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Engine]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "indexer.engines.elastic.vectors.open_embedder", lambda setting: Dice() if setting == "dice" else None
        )
        folder = tmp_path_factory.mktemp("state")
        yield elastic_server.engines(folder, elastic_server.shared_settings(), "dice")
