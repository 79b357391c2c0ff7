"""A copy of everything an engine holds, taken while it is used, and an engine made from such a copy.

The copy is the record store alone (records, parts, titles, ledger, quarantine): what is derived is built from it.
Invariants: a backup shows one commit; it is complete when its manifest is there; a restore writes only where there are
no records, and publishes nothing that was not verified.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from domain.engine import Engine, EngineState
from domain.errors import EngineDamaged, NotOurs
from domain.text import Wording
from indexer.engines.connect import EngineSettings, connect, folder_of, ledger_of
from indexer.engines.embedded.store import FILE, FORMAT

_MANIFEST = "backup.json"
_PAGES = 4_096
_CHOOSE = Wording("请另选空文件夹。", "Choose an empty folder.")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself."""

    format: str
    made: str
    records: int
    bytes: int
    sha256: str


def backup(engine: Engine, folder: Path, progress: Callable[[int, int], None] | None = None) -> Backup:
    """Copy the engine's store into an empty or absent folder while it is read and written. Raises ``NotOurs``."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotOurs("备份文件夹不是空的。", "The folder for the backup is not empty.", hint=_CHOOSE)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    with closing(ledger_of(engine)) as source, closing(sqlite3.connect(path)) as copy:
        source.execute("BEGIN")  # one commit, whatever a load writes meanwhile
        source.execute("SELECT count(*) FROM meta").fetchone()
        source.backup(copy, pages=_PAGES, progress=lambda _, left, all: progress(all - left, all) if progress else None)
        source.execute("COMMIT")
        copy.execute("PRAGMA journal_mode=DELETE")
        records = int(copy.execute("SELECT count(*) FROM records WHERE live=1").fetchone()[0])
    made = Backup(FORMAT, datetime.now(UTC).isoformat(timespec="seconds"), records, path.stat().st_size, _digest(path))
    (folder / _MANIFEST).write_text(json.dumps(asdict(made), indent=1) + "\n", encoding="utf-8")
    return made


def restore(settings: EngineSettings, folder: Path, progress: Callable[[int, int], None] | None = None) -> EngineState:
    """Make the engine that the settings name from a backup. Raises ``NotOurs`` where it already holds records."""
    manifest = _manifest(folder)
    target = folder_of(settings)
    if target.exists():
        with closing(connect(settings)) as engine, closing(engine.searcher()) as searcher:
            held = searcher.state().records
        if held:
            raise NotOurs(
                f"目标索引已有 {held:,} 条记录，不会覆盖。请改用空文件夹（IPATLAS_ENGINE）。",
                f"The engine already holds {held:,} records and is not overwritten. Name an empty folder (IPATLAS_ENGINE).",
            )
        shutil.rmtree(target)
    source = folder / FILE
    if manifest.sha256 != _digest(source):
        raise EngineDamaged("备份的校验和不符，未恢复。", "The backup's checksum does not agree; nothing was restored.")
    target.mkdir(parents=True)
    partial = target / f"{FILE}.part"
    shutil.copyfile(source, partial)
    partial.replace(target / FILE)
    with closing(connect(settings)) as engine:
        return engine.reindex(progress)


def _manifest(folder: Path) -> Backup:
    try:
        found = Backup(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
        (folder / FILE).stat()
    except (OSError, ValueError, TypeError):
        raise NotOurs("这个文件夹不是完整的备份。", "This folder is no complete backup.") from None
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
