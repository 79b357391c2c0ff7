"""The restore drill of ``docs/operations.md``, run: a snapshot and the ledger, a disaster, and everything back."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import elasticsearch
import pytest

from domain import codec
from domain.query import All, SearchRequest
from indexer.build import LoadOptions, load
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings
from tests.indexer.engines import elastic_server
from tests.indexer.engines.secured import Secured, secured_node

pytestmark = pytest.mark.elasticsearch
SAMPLES = Path(__file__).parents[2] / "samples"
FIRST = SAMPLES / "uspto-grants" / "v42-weekly.xml"
SECOND = SAMPLES / "cnipa-patents" / "invention-a.xml"
_OPTIONS = LoadOptions(readers=0)


@pytest.fixture(scope="module")
def secured() -> Secured:
    return secured_node()


@pytest.fixture
def prefix(secured: Secured) -> Iterator[str]:
    """The names of the drill's own indices, which the keys of the drill are made for."""
    found = elastic_server.prefixed(secured.admin).prefix
    yield found
    admin = ElasticEngine(secured.admin, secured.folder)
    elastic_server.cleared(admin, [found])
    client = admin.cluster.client.options(ignore_status=404)
    client.snapshot.delete(repository="drill", snapshot="first")
    client.snapshot.delete_repository(name="drill")


def exported(engine: ElasticEngine) -> list[bytes]:
    return [codec.encode(one) for one in engine.searcher().stream(SearchRequest(query=All()))]


def test_a_snapshot_and_its_ledger_bring_everything_back(secured: Secured, prefix: str, tmp_path: Path) -> None:
    keys = ElasticEngine(_named(secured.admin, prefix), tmp_path).create_keys(tmp_path / "keys")
    loading, operating = (
        ElasticEngine(_named(secured.admin, prefix, keys[work]), tmp_path / "state") for work in ("load", "operate")
    )
    admin = ElasticEngine(secured.admin, tmp_path).cluster.client.options(request_timeout=60)
    assert load(loading, [FIRST], _OPTIONS).outcome == "complete"
    before, generation = exported(loading), loading.searcher().state().generation

    admin.snapshot.create_repository(name="drill", repository={"type": "fs", "settings": {"location": "drill"}})
    shutil.copytree(loading.folder, tmp_path / "ledger")
    taken = operating.cluster.client.options(request_timeout=60).snapshot.create(
        repository="drill",
        snapshot="first",
        indices=f"{prefix}-*",
        include_global_state=False,
        wait_for_completion=True,
    )
    assert taken["snapshot"]["state"] == "SUCCESS" and taken["snapshot"]["shards"]["failed"] == 0

    assert load(loading, [SECOND], _OPTIONS).counts["indexed"] == 1
    after = exported(loading)
    assert len(after) > len(before)
    elastic_server.cleared(ElasticEngine(secured.admin, tmp_path), [prefix])
    shutil.rmtree(loading.folder)
    loading._reader.expire()
    assert exported(loading) == []

    with pytest.raises(elasticsearch.AuthorizationException):
        operating.cluster.client.snapshot.restore(repository="drill", snapshot="first")
    restored = admin.snapshot.restore(
        repository="drill",
        snapshot="first",
        indices=f"{prefix}-*",
        include_global_state=False,
        wait_for_completion=True,
    )
    assert restored["snapshot"]["shards"]["failed"] == 0
    shutil.copytree(tmp_path / "ledger", loading.folder)
    loading._reader.expire()
    assert exported(loading) == before and loading.searcher().state().generation == generation
    assert all(one.sound for one in loading.check())
    again = load(loading, [FIRST, SECOND], _OPTIONS)
    assert again.outcome == "complete" and again.counts["already"] == 1 and again.counts["indexed"] > 0
    assert exported(loading) == after
    operating.reindex()
    loading._reader.expire()
    assert exported(loading) == after


def _named(settings: ClusterSettings, prefix: str, key: Path | None = None) -> ClusterSettings:
    if key is None:
        return replace(settings, prefix=prefix)
    return replace(settings, prefix=prefix, user=None, password=None, key=key.read_text().strip())
