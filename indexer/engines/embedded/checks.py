"""What ``doctor`` asks of an embedded engine: is the store whole, is the index, and do they agree?"""

import sqlite3
from pathlib import Path

from domain.engine import Finding
from domain.errors import EngineError
from domain.text import Wording
from indexer.engines.embedded.generations import Generation
from indexer.engines.embedded.likeness import vector_file

_COMPARED, _LEAST_RECALL = 40, 0.97
"""How many vectors are looked up both ways, and the share of their nearest ten that the scan must find."""


def of_store(connection: sqlite3.Connection) -> list[Finding]:
    """Check the store's own structure, and that every record has its parts and every number a record."""
    try:
        whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        lonely = connection.execute(
            "SELECT count(*) FROM records WHERE live=1 AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.id=records.id)"
        ).fetchone()[0]
    except sqlite3.Error:
        whole, lonely = False, 0
    return [
        Finding(
            "store", whole,
            Wording("数据文件完好。", "The record store is whole.") if whole
            else Wording("数据文件已损坏：请从备份恢复。", "The record store is damaged: restore a backup."),
        ),
        Finding(
            "parts", lonely == 0,
            Wording("各记录都有来源部分。", "Every record has its parts.") if lonely == 0
            else Wording(f"{lonely} 条记录缺来源部分。", f"{lonely} records have no parts."),
        ),
    ]  # fmt: skip


def of_vectors(folder: Path) -> list[Finding]:
    """Compare what the scan of bits finds with what scoring every vector finds; nothing to say without vectors."""
    held = vector_file(folder)
    if held is None or not len(held.places):
        return []
    recall = held.recall(min(_COMPARED, len(held.places)))
    state = held.state
    return [
        Finding(
            "vectors", recall >= _LEAST_RECALL,
            Wording(
                f"语义向量 {len(held.places)} 条，模型 {state.model}（{state.revision}，{state.dimensions} 维），近邻召回率 {recall:.3f}。",
                f"{len(held.places)} vectors of {state.model} ({state.revision}, {state.dimensions} dimensions); "
                f"recall of the nearest ten {recall:.3f}, at least {_LEAST_RECALL} expected.",
            ),
        )
    ]  # fmt: skip


def of_generation(connection: sqlite3.Connection, generation: Generation) -> list[Finding]:
    """Check that a generation opens and holds as many records as live up to its sequence."""
    try:
        index = generation.open()
        index.reload()
        found = index.searcher().num_docs
    except EngineError as error:
        return [Finding("index", False, error.detail)]
    held = generation.held
    behind = int(connection.execute("SELECT count(*) FROM records WHERE seq>?", (held,)).fetchone()[0])
    live = int(connection.execute("SELECT count(*) FROM records WHERE live=1").fetchone()[0])
    agrees = behind > 0 or found == live
    return [
        Finding("index", True, Wording("索引可用。", "The index opens.")),
        Finding(
            "agreement", agrees,
            Wording(f"索引与记录一致，落后 {behind} 条。", f"The index agrees with the records, {behind} behind.") if agrees
            else Wording(f"索引有 {found} 条，记录有 {live} 条。", f"The index holds {found} records, the store {live}."),
        ),
    ]  # fmt: skip
