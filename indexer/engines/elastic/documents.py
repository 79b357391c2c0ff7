"""What a writer reads of a cluster: parts held, contents of records, amendments, and who answers to a key.

Invariants: what is read by id is read as it was last written, refreshed or not; a search by key is made only after a
refresh, where something was written since the last one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.filings import RIGHTS, Right
from indexer.engines.elastic.bodies import Stored, parts_of
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import is_found
from indexer.engines.elastic.mapping import EXPIRED, LIVE
from indexer.engines.kept import Header

_STEP = 500


@dataclass(slots=True)
class Held:
    """A part as it is held: with a body of its own, or sharing the filing kept, or one that this batch brought."""

    head: Header
    packed: bytes | None = None
    whole: Stored | None = None


@dataclass(slots=True)
class Kept:
    """What is held under one id: a record of a right, or the amendments of a target where ``right`` is ``None``."""

    id: str
    right: Right | None
    version: int = 0
    live: bool = False
    exists: bool = False
    parts: dict[tuple[str, str], Held] = field(default_factory=dict)


def _wanted(cluster: Cluster, id: str, right: Right | None) -> str:
    return cluster.amendments_index if right is None else cluster.alias(right)


def kept(cluster: Cluster, wanted: Mapping[str, Right | None]) -> dict[str, Kept]:
    """Return what is held under the ids, empty where there is nothing."""
    found = {id: Kept(id, right) for id, right in wanted.items()}
    docs = [{"_index": _wanted(cluster, id, right), "_id": id} for id, right in wanted.items()]
    for one in _got(cluster, docs, ["parts", LIVE]):
        held = found[one["_id"]]
        source = one["_source"]
        held.version, held.live, held.exists = int(one["_version"]), bool(source.get(LIVE)), True
        held.parts = {(head.source, head.group): Held(head, body) for head, body in parts_of(source["parts"])}
    return found


def contents(cluster: Cluster, wanted: Mapping[str, Right]) -> dict[str, Mapping[str, Any]]:
    """Return the contents of records that are live: ``light``, ``heavy`` and ``expired``."""
    docs = [{"_index": cluster.alias(right), "_id": id} for id, right in wanted.items()]
    return {one["_id"]: one["_source"] for one in _got(cluster, docs, ["light", "heavy", EXPIRED])}


def _got(cluster: Cluster, docs: Sequence[Mapping[str, Any]], fields: list[str]) -> Iterator[Mapping[str, Any]]:
    client = cluster.client.options(request_timeout=30)
    for start in range(0, len(docs), _STEP):
        answer = client.mget(docs=docs[start : start + _STEP], source_includes=fields)
        yield from (one for one in answer["docs"] if is_found(one))


def right_of_index(cluster: Cluster, name: str) -> Right:
    """Return the right whose records an index holds."""
    part = name.removeprefix(cluster.prefix + "-").split("-")[0]
    return next(right for right in RIGHTS if right == part)


def rights_of_id(id: str) -> Sequence[Right]:
    """Return the rights that a record of this id may have.

    >>> rights_of_id("US-TM-75932504"), rights_of_id("US-D607201-S1")
    (('trademark',), ('patent', 'design'))
    """
    parts = id.split("-")
    known: dict[str, tuple[Right, ...]] = {
        "TM": ("trademark",), "GI": ("gi",), "LD": ("layout",), "SIGN": ("sign",), "SIGNS": ("sign",), "D": ("design",),
    }  # fmt: skip
    return known.get(parts[1] if len(parts) > 2 else "", ("patent", "design"))
