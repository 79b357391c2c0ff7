"""Generations: folders of derived files beside the record store; ``CURRENT`` names the published one.

Invariants: ``CURRENT`` changes in one step, so a reader sees the old generation or the new one; a generation's
``held.json`` names a sequence that the index surely holds (it is written after the index's own commit).
"""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from domain.errors import EngineDamaged, EngineError, EngineIncompatible
from domain.text import Wording
from indexer.engines.embedded import schema

_FOLDER, _CURRENT, _HELD = "generations", "CURRENT", "held.json"
REINDEX = Wording("请运行 ipatlas reindex。", "Run ipatlas reindex.")


@dataclass(frozen=True, slots=True)
class Generation:
    """One folder of derived files."""

    name: str
    path: Path

    @property
    def held(self) -> int:
        """The last sequence that the index surely holds."""
        return int(self._note().get("sequence", 0))

    @property
    def fingerprint(self) -> str:
        """The layout that the index was built with."""
        return str(self._note().get("schema", ""))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts that the index holds."""
        return tuple(self._note().get("languages", ()))

    def hold(self, sequence: int, languages: tuple[str, ...]) -> None:
        """Note that the index holds everything up to ``sequence``."""
        note = {"sequence": sequence, "schema": schema.fingerprint(), "languages": list(languages)}
        _replace(self.path / _HELD, json.dumps(note))

    def stamp(self) -> tuple[int, int]:
        """Return what changes with each commit of the index; cheap to ask."""
        found = (self.path / "meta.json").stat()
        return (found.st_mtime_ns, found.st_ino)

    def open(self) -> tantivy.Index:
        """Open the index. Raises ``EngineIncompatible`` for another layout, ``EngineDamaged`` for a broken one."""
        if self.fingerprint != schema.fingerprint():
            raise EngineIncompatible("索引由另一版本写成。", "The index was written by another version.", hint=REINDEX)
        try:
            index = tantivy.Index.open(str(self.path))
            index.config_reader("manual")
        except Exception:  # the message quotes files and contents
            raise EngineDamaged("索引已损坏。", "The index is damaged.", hint=REINDEX) from None
        schema.register(index)
        return index

    def _note(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads((self.path / _HELD).read_text())
        except (OSError, ValueError):
            return {}
        return found


def current(folder: Path) -> Generation:
    """Return the published generation, made empty where there is none yet."""
    try:
        name = (folder / _CURRENT).read_text().strip()
    except OSError:
        made = create(folder)
        publish(folder, made)
        return made
    return Generation(name, folder / _FOLDER / name)


def listed(folder: Path) -> list[Generation]:
    """Return the generations there are, the oldest first."""
    try:
        found = sorted(one.name for one in (folder / _FOLDER).iterdir() if one.is_dir())
    except OSError:
        return []
    return [Generation(name, folder / _FOLDER / name) for name in found]


def create(folder: Path) -> Generation:
    """Make an empty generation, named after the last."""
    number = max((int(one.name) for one in listed(folder) if one.name.isdigit()), default=0) + 1
    made = Generation(f"{number:06d}", folder / _FOLDER / f"{number:06d}")
    made.path.mkdir(parents=True)
    tantivy.Index(schema.build(), str(made.path))
    made.hold(0, ())
    return made


def publish(folder: Path, generation: Generation) -> None:
    """Make a generation the one that readers open."""
    _replace(folder / _CURRENT, generation.name + "\n")


def previous(folder: Path) -> Generation:
    """Return the generation before the published one. Raises ``EngineError`` where there is none."""
    now = current(folder)
    before = [one for one in listed(folder) if one.name < now.name and one.fingerprint == schema.fingerprint()]
    if not before:
        raise EngineError("没有可退回的上一代索引。", "There is no previous generation to return to.")
    return before[-1]


def prune(folder: Path, keep: int = 2) -> None:
    """Delete generations older than the published one and those before it, ``keep`` in all."""
    now = current(folder)
    older = [one for one in listed(folder) if one.name <= now.name]
    for one in older[:-keep]:
        shutil.rmtree(one.path, ignore_errors=True)


def discard(generation: Generation) -> None:
    """Delete a generation that was not published."""
    shutil.rmtree(generation.path, ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    """Write a small file in one step that survives a power cut."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
