"""From settings to an engine: which one, where, and where its ledger lies.

Invariants: nothing is opened before ``connect``; a setting that names no engine is an error that says what to write.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from domain.engine import Engine
from domain.errors import SettingsError
from domain.text import Wording
from indexer.embeddings import DEFAULT, setting_from
from indexer.engines.elastic import settings as clusters
from indexer.engines.elastic.settings import ClusterSettings
from indexer.engines.embedded.engine import EmbeddedEngine

_EMBEDDED = "embedded:"
_HINT = Wording(
    "例：IPATLAS_ENGINE=embedded:/srv/ipatlas（不设则用用户数据文件夹），或 https://…:9200。",
    "For example IPATLAS_ENGINE=embedded:/srv/ipatlas (without it the user's data folder is used), or https://…:9200.",
)


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """``engine`` as ``embedded:/path``; ``state`` is the folder of what an engine does not hold itself."""

    engine: str
    state: Path
    cluster: ClusterSettings = ClusterSettings()
    embedding: str = DEFAULT


@runtime_checkable
class _Kept(Protocol):
    """What every engine has beside the port, for the load alone."""

    def connection(self) -> sqlite3.Connection: ...

    def writing(self) -> bool: ...


@runtime_checkable
class _Keyed(Protocol):
    """What an engine has that is reached with a key."""

    def create_keys(self, folder: Path) -> dict[str, Path]: ...

    def may_write(self) -> bool: ...


def settings_from(environment: Mapping[str, str]) -> EngineSettings:
    """Read the settings of the engine from environment variables."""
    state = Path(environment.get("IPATLAS_STATE") or _data_folder(environment)).expanduser()
    engine = environment.get("IPATLAS_ENGINE") or f"{_EMBEDDED}{state / 'index'}"
    if clusters.is_cluster(engine):
        cluster = clusters.named(clusters.from_environment(environment), engine)
        return EngineSettings(engine, state, cluster, setting_from(environment))
    return EngineSettings(engine, state, embedding=setting_from(environment))


def _data_folder(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "ipatlas"


def folder_of(settings: EngineSettings) -> Path:
    """Return the folder of an embedded engine. Raises ``SettingsError`` for any other engine."""
    if settings.engine.startswith(_EMBEDDED) and settings.engine != _EMBEDDED:
        return Path(settings.engine.removeprefix(_EMBEDDED)).expanduser()
    if clusters.is_cluster(settings.engine):
        raise SettingsError(
            "集群没有文件夹，这个命令只用于单机索引。", "A cluster has no folder: this is for an index of one machine."
        )
    raise SettingsError("IPATLAS_ENGINE 的写法不对。", "IPATLAS_ENGINE names no engine.", hint=_HINT)


def connect(settings: EngineSettings) -> Engine:
    """Open the engine that the settings name, made empty where there is none yet.

    Raises ``SettingsError``, ``NotOurs``, ``EngineIncompatible``, ``EngineDamaged``, ``EngineAway``.
    """
    if not clusters.is_cluster(settings.engine):
        return EmbeddedEngine(folder_of(settings), settings.embedding)
    from indexer.engines.elastic.engine import ElasticEngine  # the client takes half a second to import

    named = settings.cluster if settings.cluster.urls else clusters.named(settings.cluster, settings.engine)
    return ElasticEngine(named, settings.state, settings.embedding)


def connect_to_serve(settings: EngineSettings) -> Engine:
    """Open the engine for a process that only answers, which must not hold a key that may write.

    Raises as ``connect`` does, and ``SettingsError`` for such a key.
    """
    engine = connect(settings)
    if isinstance(engine, _Keyed) and engine.may_write():
        engine.close()
        raise SettingsError(
            "对外服务的进程不得持有可写入的密钥。", "A process that serves must not hold a key that may write.",
            hint=Wording("请用 ipatlas doctor --create-keys 所建的 search.key。",
                         "Use the search.key that ipatlas doctor --create-keys makes."),
        )  # fmt: skip
    return engine


def create_keys(engine: Engine, folder: Path) -> dict[str, Path]:
    """Make an engine's keys, each in a file of ``folder``. Raises ``SettingsError`` where the engine has none."""
    if not isinstance(engine, _Keyed):
        raise SettingsError("单机索引不用密钥。", "An index of one machine has no keys.")
    return engine.create_keys(folder)


def writing(engine: Engine) -> bool:
    """Say whether a load or a build is writing to the engine now."""
    assert isinstance(engine, _Kept)
    return engine.writing()


def ledger_of(engine: Engine) -> sqlite3.Connection:
    """Return a connection to the engine's ledger; the caller closes it."""
    assert isinstance(engine, _Kept)
    return engine.connection()
