"""A secured cluster: what each key may and may not do, whom TLS trusts, and a cluster that allows no costly queries."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import elasticsearch
import pytest

from domain.engine import Engine
from domain.errors import AtlasError, SettingsError, WildcardNotAvailable
from domain.query import All, Near, Prefix, Query, Range, SearchRequest, Terms, Under, Wildcard
from indexer.engines.connect import EngineSettings, connect, connect_to_serve
from indexer.engines.elastic import settings as clusters
from indexer.engines.elastic.engine import ElasticEngine
from tests.indexer.engines.invented import parts, patent
from tests.indexer.engines.secured import Secured, secured_node

pytestmark = pytest.mark.elasticsearch
PACKAGES = ("domain", "loaders", "indexer", "search_api", "ui")


@pytest.fixture(scope="module")
def secured() -> Secured:
    return secured_node()


def refused(secured: Secured, engine: Engine) -> None:
    with pytest.raises(SettingsError, match="may not do that"), engine.writer(1.0) as writer:
        writer.write(parts([patent(9)]))


def test_keys_lie_in_files_of_their_own(secured: Secured) -> None:
    told = json.loads(secured.told)["keys"]
    assert told == {work: str(secured.keys / f"{work}.key") for work in ("search", "load", "operate")}
    for path in map(Path, told.values()):
        assert path.stat().st_mode & 0o777 == 0o600 and path.read_text().strip() not in secured.told
    with pytest.raises(SettingsError, match="not overwritten"):
        ElasticEngine(secured.admin, secured.folder).create_keys(secured.keys)


def test_a_search_key_searches_and_writes_nothing(secured: Secured) -> None:
    engine = secured.engine("search")
    searcher = engine.searcher()
    assert searcher.search(SearchRequest(query=Terms("title", "battery"))).total == 2
    assert len(list(searcher.stream(SearchRequest(query=All())))) == 3
    assert searcher.count(Prefix("title", "bat")) == 2 and searcher.record("US-2000001-A1") is not None
    assert searcher.coverage() and searcher.state().records == 3 and searcher.parts("US-2000001-A1")
    assert searcher.symbol_titles("ipc", ["H01M"]) == {} and searcher.ids_of(["US-2000001"])
    assert [one.message.en for one in engine.check() if one.code == "key"] == ["This key may search alone."]
    refused(secured, engine)
    for call in (engine.reindex, engine.rollback):
        with pytest.raises(SettingsError):
            call()
    client = engine.cluster.client
    for forbidden in (
        lambda: client.index(index="atlas-patent", document={}), lambda: client.indices.delete(index="atlas-state"),
        lambda: client.indices.create(index="atlas-more"), lambda: client.search(index="foreign"),
        lambda: client.security.create_api_key(name="more"), lambda: client.cluster.put_settings(persistent={"search.allow_expensive_queries": None}),
    ):  # fmt: skip
        with pytest.raises(elasticsearch.AuthorizationException):
            forbidden()


def test_a_load_key_loads_and_touches_no_index_of_another_name(secured: Secured) -> None:
    admin = ElasticEngine(secured.admin, secured.folder).cluster.client
    admin.indices.create(index="foreign")
    admin.indices.create(index="atlasforeign")
    engine = secured.engine("load")
    assert [one.message.en for one in engine.check() if one.code == "key"] == ["This key may search and load."]
    refused(secured, secured.engine("load", prefix="other"))
    with pytest.raises(SettingsError):
        engine.reindex()
    client = engine.cluster.client
    for name in ("foreign", "atlasforeign"):
        for forbidden in (
            lambda name=name: client.index(index=name, document={"a": 1}), lambda name=name: client.search(index=name),
            lambda name=name: client.indices.delete(index=name), lambda name=name: client.indices.refresh(index=name),
            lambda name=name: client.indices.put_alias(index=name, name="atlas-patent"),
            lambda name=name: client.delete(index=name, id="1"),
        ):  # fmt: skip
            with pytest.raises(elasticsearch.AuthorizationException):
                forbidden()
    client.indices.forcemerge(index="atlas-patent", max_num_segments=1)  # a load may merge what it wrote
    for forbidden in (
        lambda: client.search(index="foreign,atlas-patent"), lambda: client.indices.delete(index="atlas-state"), lambda: client.security.create_api_key(name="more"),
        lambda: client.indices.put_alias(index="atlas-state", name="foreign-alias"),
    ):  # fmt: skip
        with pytest.raises(elasticsearch.AuthorizationException):
            forbidden()
    assert secured.engine("search").searcher().state().records == 3


def test_an_operate_key_builds_publishes_and_returns(secured: Secured) -> None:
    engine = secured.engine("operate")
    assert [one.message.en for one in engine.check() if one.code == "key"] == ["This key may search, load and operate."]
    before = engine.searcher().state().generation
    assert engine.reindex().generation != before and engine.rollback().generation == before
    refused(secured, secured.engine("operate", prefix="other"))
    with pytest.raises(elasticsearch.AuthorizationException):
        engine.cluster.client.search(index="foreign")
    assert secured.engine("search").searcher().state().records == 3


@pytest.mark.parametrize(("work", "serves"), [("search", True), ("load", False), ("operate", False), ("admin", False)])
def test_a_process_that_serves_never_holds_a_key_that_writes(secured: Secured, work: str, serves: bool) -> None:
    settings = secured.admin if work == "admin" else secured.settings(work)
    asked = EngineSettings(settings.urls[0], secured.folder, settings, "off")
    connect(asked).close()
    if serves:
        connect_to_serve(asked).close()
        return
    with pytest.raises(SettingsError, match="must not hold a key that may write") as caught:
        connect_to_serve(asked)
    assert caught.value.hint is not None and "search.key" in caught.value.hint.en


def test_every_door_that_serves_asks_what_its_key_may(secured: Secured) -> None:
    named = {
        "IPATLAS_ENGINE": secured.admin.urls[0], "IPATLAS_STATE": str(secured.folder),
        "IPATLAS_ELASTICSEARCH_CA": str(secured.admin.ca),
        "IPATLAS_ELASTICSEARCH_KEY_FILE": str(secured.keys / "load.key"),
    }  # fmt: skip
    script = (
        "import importlib\nfor name in ('search_api.main', 'ui.main'):\n    try: importlib.import_module(name).app\n"
    )
    script += "    except Exception as error: print(type(error).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | named, capture_output=True, text=True, timeout=300
    )
    assert done.stdout.split() == ["SettingsError", "SettingsError"], done.stderr


def test_tls_trusts_the_named_ca_alone(secured: Secured, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make another CA with")
    other, empty = tmp_path / "other.crt", tmp_path / "empty.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=other", "-days", "2",
         "-keyout", tmp_path / "other.pem", "-out", other],
        check=True, capture_output=True,
    )  # fmt: skip
    empty.write_text("no certificate\n")
    for ca, said in ((other, "is not trusted"), (None, "is not trusted"), (empty, "holds no certificate")):
        with pytest.raises(SettingsError, match=said) as caught:
            secured.engine("search", ca=ca)
        assert caught.value.detail.zh
    by_name = secured.admin.urls[0].replace("127.0.0.1", "127.0.0.2")
    with pytest.raises(AtlasError):
        secured.engine("search", urls=(by_name,))
    plain = secured.admin.urls[0].replace("https", "http")
    with pytest.raises(SettingsError, match="over https only"):
        secured.engine("search", urls=(plain,))


def test_a_key_that_the_cluster_does_not_know(secured: Secured) -> None:
    with pytest.raises(SettingsError, match="does not know this key"):
        secured.engine("search", key="bm90OmtleQ==")


def test_nothing_switches_tls_off() -> None:
    root = Path(__file__).parents[3]
    for package in PACKAGES:
        for path in (root / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for word in ("CERT_NONE", "verify_certs", "check_hostname", "_create_unverified_context", "ssl_show_warn"):
                assert word not in text, f"{word} in {path}"


def test_a_secret_is_shown_nowhere(secured: Secured) -> None:
    settings = secured.settings("search")
    assert settings.key is not None and settings.key not in repr(settings) + repr(secured.engine("search").cluster)
    assert str(secured.admin.password) not in repr(secured.admin)


_COSTLY = (
    Prefix("title", "bat"), Wildcard("title", "b*ry"), Wildcard("title", "batt?ry"), Prefix("applicant", "ac"),
    Range("ipc", "H01M", "H01N"),
    Near("words", (Prefix("title", "bat"), Terms("title", "lid")), 5, False),
)  # fmt: skip


def test_a_cluster_without_costly_queries_says_so(secured: Secured) -> None:
    cluster = ElasticEngine(secured.admin, secured.folder).cluster.client.cluster
    searcher = secured.engine("search").searcher()
    cheap: tuple[Query, ...] = (All(), Terms("title", "battery"), Under("ipc", "H01M"), Range("filed", "2010", None))
    before = [searcher.count(one) for one in cheap]
    cluster.put_settings(persistent={"search.allow_expensive_queries": "false"})
    try:
        for node in _COSTLY:
            with pytest.raises(WildcardNotAvailable) as caught:
                searcher.count(node)
            assert caught.value.reason == "wildcard-not-available"
        assert [searcher.count(one) for one in cheap] == before
        assert searcher.terms("office", "u", 5)
    finally:
        cluster.put_settings(persistent={"search.allow_expensive_queries": None})
    for node in _COSTLY:
        searcher.count(node)


def test_secrets_from_files(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("c2VjcmV0\n")
    name = "IPATLAS_ELASTICSEARCH_KEY"
    assert clusters.from_environment({f"{name}_FILE": str(path)}).key == "c2VjcmV0"
    with pytest.raises(SettingsError, match="not both"):
        clusters.from_environment({f"{name}_FILE": str(path), name: "x"})
    with pytest.raises(SettingsError, match="cannot be read"):
        clusters.from_environment({f"{name}_FILE": str(tmp_path / "none")})
