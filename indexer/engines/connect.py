"""From settings to an engine: which one, where, and where its ledger lies.

Invariants: nothing is opened before ``connect``; a setting that names no engine is an error that says what to write.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.engine import Engine
from domain.errors import EngineBusy, SettingsError
from domain.text import Wording
from indexer.engines.embedded.engine import EmbeddedEngine, locked

_EMBEDDED = "embedded:"
_HINT = Wording(
    "例：IPATLAS_ENGINE=embedded:/srv/ipatlas（不设则用用户数据文件夹）。",
    "For example IPATLAS_ENGINE=embedded:/srv/ipatlas; without it the user's data folder is used.",
)


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """``engine`` as ``embedded:/path``; ``state`` is the folder of what an engine does not hold itself."""

    engine: str
    state: Path


def settings_from(environment: Mapping[str, str]) -> EngineSettings:
    """Read the settings of the engine from environment variables."""
    state = Path(environment.get("IPATLAS_STATE") or _data_folder(environment)).expanduser()
    return EngineSettings(environment.get("IPATLAS_ENGINE") or f"{_EMBEDDED}{state / 'index'}", state)


def _data_folder(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "ipatlas"


def folder_of(settings: EngineSettings) -> Path:
    """Return the folder of an embedded engine. Raises ``SettingsError`` for any other engine."""
    if settings.engine.startswith(_EMBEDDED) and settings.engine != _EMBEDDED:
        return Path(settings.engine.removeprefix(_EMBEDDED)).expanduser()
    if settings.engine.startswith(("http://", "https://")):
        raise SettingsError(
            "这个版本还不支持 Elasticsearch。", "This version does not support Elasticsearch yet.", hint=_HINT
        )
    raise SettingsError("IPATLAS_ENGINE 的写法不对。", "IPATLAS_ENGINE names no engine.", hint=_HINT)


def connect(settings: EngineSettings) -> Engine:
    """Open the engine that the settings name, made empty where there is none yet.

    Raises ``SettingsError``, ``NotOurs``, ``EngineIncompatible``, ``EngineDamaged``.
    """
    return EmbeddedEngine(folder_of(settings))


def writing(engine: Engine) -> bool:
    """Say whether a load or a build is writing to the engine now."""
    assert isinstance(engine, EmbeddedEngine)
    try:
        with locked(engine.folder, 0.0):
            return False
    except EngineBusy:
        return True


def ledger_of(engine: Engine) -> sqlite3.Connection:
    """Return a connection to the engine's ledger; the caller closes it."""
    assert isinstance(engine, EmbeddedEngine)
    return engine.connection()
