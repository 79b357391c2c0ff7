"""What is known of all records together: the newest day read, languages, sources; one document beside the records.

Invariant: it is written with the batch that changes it, by the one load that holds the lock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import elasticsearch

from domain.errors import EngineIncompatible, NotOurs
from indexer.engines.elastic.bodies import json_bytes
from indexer.engines.elastic.bulk import Operation
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import guarded

FORMAT = 1
_ID = "state"


@dataclass(frozen=True, slots=True)
class State:
    """``sources``: the newest day of each right, source and office, as versions pack it."""

    newest: int = 0
    amendments: bool = False
    languages: tuple[str, ...] = ()
    sources: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


def read(cluster: Cluster) -> State:
    """Return the state; empty where nothing was written yet. Raises ``EngineIncompatible``."""
    try:
        source = cluster.searching.get(index=cluster.state_index, id=_ID)["_source"]
    except elasticsearch.NotFoundError:
        return State()
    if source.get("format") != FORMAT:
        raise EngineIncompatible(
            "集群里的数据由另一版本写成。", "The cluster's records were written by another version."
        )
    sources = {(one[0], one[1], one[2]): int(one[3]) for one in source["sources"]}
    return State(int(source["newest"]), bool(source["amendments"]), tuple(source["languages"]), sources)


def operation(cluster: Cluster, state: State) -> Operation:
    """Return what keeps the state."""
    value: dict[str, Any] = {
        "format": FORMAT, "newest": state.newest, "amendments": state.amendments, "languages": list(state.languages),
        "sources": [[*key, day] for key, day in sorted(state.sources.items())],
    }  # fmt: skip
    return Operation(cluster.state_index, _ID, None, json_bytes(value))


def beside(cluster: Cluster) -> dict[str, dict[str, Any]]:
    """Return the indices beside the records, each with its mapping."""
    ours = {"made_by": "ip-atlas"}
    hidden = {"type": "keyword", "index": False, "doc_values": False}
    return {
        cluster.state_index: {"dynamic": False, "_meta": ours},
        cluster.amendments_index: {
            "dynamic": False,
            "_meta": ours,
            "properties": {"parts": {"type": "object", "enabled": False}},
        },
        cluster.titles_index: {
            "dynamic": "strict",
            "_meta": ours,
            "properties": {
                **{name: {"type": "keyword"} for name in ("scheme", "symbol", "place", "parent", "head", "grams")},
                "level": {"type": "integer"},
                "title_zh": hidden,
                "title_en": hidden,
            },
        },
    }


@guarded
def made(cluster: Cluster, name: str) -> None:
    """Make one of the indices beside the records where it is missing. Raises ``NotOurs`` for one that is not ours."""
    found = cluster.searching.indices.get_mapping(index=name, ignore_unavailable=True, allow_no_indices=True)
    if name in found:
        if found[name]["mappings"].get("_meta", {}).get("made_by") != "ip-atlas":
            raise NotOurs(
                f"集群里已有名为 {name} 的索引，不是 IP Atlas 建立的。",
                f"The cluster has an index called {name} that IP Atlas did not make.",
            )
        return
    try:
        cluster.writing.indices.create(
            index=name,
            mappings=beside(cluster)[name],
            settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
        )
    except elasticsearch.BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
