"""Lists of records that a query names: what stands under a tag, was taken out of a branch, or is in a topic of a map.

They lie in the workspace's file beside the ledger, which ``indexer/workspace`` writes; here they are only read.
Invariant: a list is read at each question, so a change is seen at once.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from domain.errors import EngineDamaged, FunctionMisused
from domain.query import Listed, ListKind
from domain.text import Wording

FILE = "workspace.sqlite"
_IDS: dict[ListKind, str] = {
    "tag": "SELECT id FROM taggings WHERE tag=? ORDER BY id",
    "noise": "SELECT id FROM noise WHERE branch=? ORDER BY id",
}
_ABSENT: dict[ListKind, Wording] = {
    "tag": Wording("没有这个标签。", "There is no such tag."),
    "topic": Wording(
        "这张主题地图已不再保存，请重新打开地图。", "This topic map is not kept any more; open the map again."
    ),
}


def ids_of(folder: Path, node: Listed) -> Sequence[str]:
    """Return the ids of a list that an engine's folder keeps, sorted.

    Raises ``FunctionMisused`` for a tag or a topic that there is not, ``EngineDamaged``.
    """
    try:
        found = _read(folder / FILE, node)
    except (sqlite3.Error, zlib.error):
        raise EngineDamaged("工作区文件已损坏。", "The workspace's file is damaged.") from None
    if found is None and node.kind in _ABSENT:
        said = _ABSENT[node.kind]
        raise FunctionMisused(said.zh, said.en, span=node.span)
    return found or ()


def packed(ids: Iterable[str]) -> bytes:
    """Return ids as a topic of a map keeps them.

    >>> unpacked(packed(["US-2-A", "CN-1-B"]))
    ['CN-1-B', 'US-2-A']
    """
    return zlib.compress("\n".join(sorted(ids)).encode())


def unpacked(raw: bytes) -> list[str]:
    """Return the ids that ``packed`` took, sorted."""
    return zlib.decompress(raw).decode().splitlines()


def _read(path: Path, node: Listed) -> list[str] | None:
    """Return the ids of a list; ``None`` where there is no such list, or nothing in it."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
        if node.kind != "topic":
            return [str(row[0]) for row in connection.execute(_IDS[node.kind], (node.name,))] or None
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name='topics'").fetchone() is None:
            return None
        map, _, topic = node.name.rpartition("/")
        row = connection.execute("SELECT ids FROM topics WHERE map=? AND topic=?", (map, int(topic))).fetchone()
        return unpacked(row[0]) if row else None
