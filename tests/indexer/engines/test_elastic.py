"""The cluster engine keeps the contract, on a real server."""

from collections.abc import Callable

import pytest

from domain.engine import Engine
from tests.indexer.engines import elastic_server
from tests.indexer.engines.contract import *  # noqa: F403

pytestmark = pytest.mark.elasticsearch


@pytest.fixture(scope="module")
def engine_factory(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Engine]:
    return elastic_server.engines(tmp_path_factory.mktemp("state"), elastic_server.shared_settings())
