"""Which parts of a batch are newer than those held, what records they make, and the operations that keep them.

Invariants: the same as for the embedded engine (a part is replaced only by one of a higher age; of the same part read
twice the smaller place is kept; an amendment meets every record that answers to its target, whichever came first);
planning writes nothing; a record that a crash left half done is planned again and counted as noted before.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain import codec
from domain.engine import PartOutcome
from domain.filings import Amendment, Filing, Right
from domain.numbers import keys_of
from domain.parts import Part, assemble, restricted
from indexer.engines import kept
from indexer.engines.elastic import documents, reading
from indexer.engines.elastic.bodies import (
    Prepared,
    Stored,
    filing_of,
    finished,
    json_bytes,
    part_values,
    stored,
    withdrawn,
)
from indexer.engines.elastic.bulk import Operation
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.documents import Held, Kept
from indexer.engines.kept import AMENDMENT, APART, SHARED, WITHDRAWN, Header


@dataclass(slots=True)
class Counters:
    """What the writer counts on: the last sequence given, the newest day read, and whether amendments are held."""

    sequence: int = 0
    newest: int = 0
    amendments: bool = False
    languages: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Plan:
    """A batch's outcomes, its records' ids, and the operations by id; several records may share one operation."""

    outcomes: list[PartOutcome]
    ids: list[str]
    operations: dict[str, Operation]
    rights: set[Right]


class _Live(NamedTuple):
    """A record to be written, its vector not made yet."""

    record: Kept
    made: Stored
    version: int
    sequence: int
    parts: list[tuple[Header, bytes | None]]


@dataclass(slots=True)
class _Batch:
    cluster: Cluster
    counters: Counters
    records: dict[str, Kept]
    targets: dict[str, Kept]
    dirty: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    """Targets whose amendments changed."""
    once: dict[str, Prepared] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    operations: dict[str, Operation] = field(default_factory=dict)
    live: dict[str, _Live] = field(default_factory=dict)


def name_of(record: Prepared) -> str:
    """Return what tells a record of a file from all others of it: its first part's key and version."""
    head = record.headers[0]
    return f"{head.id}|{head.source}|{head.group}|{head.version}"


def plan(
    cluster: Cluster,
    counters: Counters,
    given: Sequence[Prepared],
    begun: Mapping[str, str],
    refresh: Callable[[], None],
    embed: Callable[[Sequence[str]], Sequence[bytes | None]],
) -> Plan:
    """Decide what becomes of a batch; ``begun`` is what was noted of records before a crash."""
    own = {one.headers[0].id: right for one in given if (right := one.headers[0].right) is not None}
    targets = {one.headers[0].id: None for one in given if one.headers[0].right is None}
    records = documents.kept(cluster, own)
    batch = _Batch(cluster, counters, records, documents.kept(cluster, targets))
    batch.known = {id for id, one in records.items() if one.exists}
    outcomes = [_admit(batch, one, begun) for one in given]
    if batch.touched:
        _meet(batch, refresh)
    waiting = _waiting(batch)
    fresh = _fresh(batch, waiting)
    _write_fresh(batch, fresh)
    _rebuild(batch, sorted(batch.dirty - fresh.keys()), waiting)
    _embed(batch, embed)
    for id in sorted(batch.touched):
        _write_target(batch, batch.targets[id])
    rights = {one.right for id in batch.dirty if (one := batch.records[id]).right is not None}
    return Plan(outcomes, [one.headers[0].id for one in given], batch.operations, rights)


def _admit(batch: _Batch, record: Prepared, begun: Mapping[str, str]) -> PartOutcome:
    """Take a record's parts that are newer than those held; return what becomes of the record."""
    outcome: PartOutcome = "stale"
    counters = batch.counters
    id = record.headers[0].id
    amends = record.headers[0].right is None
    holder = (batch.targets if amends else batch.records)[id]
    noted = begun.get(name_of(record))
    taken = False
    for head, packed in zip(record.headers, record.bodies, strict=True):
        key = (head.source, head.group)
        before = holder.parts.get(key)
        standing = kept.standing(before.head if before else None, head)
        again = (
            noted is not None and before is not None and (head.age, head.place) == (before.head.age, before.head.place)
        )
        if standing == "older" and not again:
            continue
        holder.parts[key] = Held(head, packed, record.stored)
        taken = True
        if standing == "newer" or again:
            counters.newest = max(counters.newest, head.version >> 39)
            counters.amendments |= head.kind == AMENDMENT
        if standing == "newer":
            if head.kind != WITHDRAWN:
                outcome = "indexed"
            elif outcome == "stale":
                outcome = "withdrawn"
    if taken:
        (batch.touched if amends else batch.dirty).add(id)
        batch.once[id] = record
        if any(one.whole is not record.stored for one in holder.parts.values()):
            batch.known.add(id)
    return noted if noted in ("indexed", "withdrawn", "stale") else outcome  # type: ignore[return-value]


def _meet(batch: _Batch, refresh: Callable[[], None]) -> None:
    """Find the records that answer to the targets of changed amendments."""
    refresh()
    found = reading.answering(batch.cluster, batch.touched)
    batch.records |= documents.kept(batch.cluster, {id: found[id] for id in found if id not in batch.records})
    batch.known |= found.keys()
    batch.dirty |= found.keys()


def _waiting(batch: _Batch) -> dict[str, Kept]:
    """Return the amendments that may meet a new record of this batch, by target."""
    if not batch.counters.amendments:
        return {}
    keys = {key for id in batch.dirty if (one := batch.once.get(id)) and one.stored for key in one.stored.keys}
    found = documents.kept(batch.cluster, dict.fromkeys(sorted(keys - batch.targets.keys())))
    return {
        **{id: one for id, one in found.items() if one.parts},
        **{id: one for id, one in batch.targets.items() if one.parts},
    }


def _fresh(batch: _Batch, waiting: Mapping[str, Kept]) -> dict[str, Prepared]:
    """Return the new records that are complete as they were prepared: one delivery, and no amendment waits for them."""
    return {
        id: record
        for id in batch.dirty
        if id not in batch.known
        and (record := batch.once[id]).stored is not None
        and not (waiting and waiting.keys() & set(record.stored.keys))
    }


def _write_fresh(batch: _Batch, fresh: Mapping[str, Prepared]) -> None:
    for id, record in fresh.items():
        assert record.stored is not None
        version = max(one.version for one in record.headers)
        _write_live(batch, batch.records[id], record.stored, version)


def _write_live(batch: _Batch, record: Kept, made: Stored, version: int) -> None:
    counters = batch.counters
    counters.sequence += 1
    counters.languages.update(made.languages)
    assert record.right is not None
    version = max(version, record.version)
    parts = [(one.head, one.packed) for _, one in sorted(record.parts.items())]
    batch.live[record.id] = _Live(record, made, version, counters.sequence, parts)


def _embed(batch: _Batch, embed: Callable[[Sequence[str]], Sequence[bytes | None]]) -> None:
    """Give the records to be written their vectors, all at once: an embedder is quicker so."""
    newest = batch.counters.newest
    for (id, one), vector in zip(
        batch.live.items(), embed([one.made.text for one in batch.live.values()]), strict=True
    ):
        body = finished(one.made, one.version, one.sequence, is_over(one.made.flips, newest), one.parts, vector)
        assert one.record.right is not None
        batch.operations[id] = Operation(batch.cluster.alias(one.record.right), id, one.version, body, alias=True)


def _rebuild(batch: _Batch, ids: Sequence[str], waiting: Mapping[str, Kept]) -> None:
    """Assemble records from all their parts and the amendments that they answer to."""
    if not ids:
        return
    wanted: dict[str, Right] = {}
    for id in ids:
        one = batch.records[id]
        if one.live and one.right and any(held.head.kind == SHARED and not held.whole for held in one.parts.values()):
            wanted[id] = one.right
    sources = documents.contents(batch.cluster, wanted)
    alone: dict[str, tuple[Filing, list[Held], list[Part]]] = {}
    for id in ids:
        held = [one for one in batch.records[id].parts.values() if one.head.kind in (SHARED, APART)]
        parts = [kept.part_of(one.head, _content(one, sources.get(id))) for one in held]
        filing = assemble(id, parts) if parts else None
        if filing is None:
            _withdraw(batch, batch.records[id])
        else:
            alone[id] = (filing, held, parts)
    amendments = _amendments_of(batch, {id: keys_of(filing) for id, (filing, _, _) in alone.items()}, waiting)
    for id, (filing, held, parts) in alone.items():
        met = amendments.get(id, [])
        if met:
            filing = assemble(id, [*parts, *met]) or filing
        for each, part in zip(held, parts, strict=True):
            _settle(each, part, filing)
        record = batch.records[id]
        heads = [each.head.version for each in record.parts.values()]
        version = max([*heads, *(part.version for part in met)])
        _write_live(batch, record, stored(filing), version)


def _withdraw(batch: _Batch, record: Kept) -> None:
    batch.counters.sequence += 1
    assert record.right is not None
    version = max([record.version, *(one.head.version for one in record.parts.values())])
    parts = [(one.head, one.packed) for _, one in sorted(record.parts.items())]
    body = withdrawn(record.id, version, batch.counters.sequence, parts)
    batch.operations[record.id] = Operation(batch.cluster.alias(record.right), record.id, version, body, alias=True)


def _amendments_of(
    batch: _Batch, keys: Mapping[str, Sequence[str]], waiting: Mapping[str, Kept]
) -> dict[str, list[Part]]:
    """Return the amendments that each record meets."""
    if not batch.counters.amendments:
        return {}
    known = {**waiting, **batch.targets}
    missing = {key for each in keys.values() for key in each} - known.keys()
    known.update(documents.kept(batch.cluster, dict.fromkeys(sorted(missing))))
    return {
        id: [kept.part_of(one.head, _content(one, None)) for key in each for one in known[key].parts.values()]
        for id, each in keys.items()
    }


def _write_target(batch: _Batch, target: Kept) -> None:
    """Keep the amendments of a target, met or waiting."""
    version = max([target.version, *(one.head.version for one in target.parts.values())])
    parts = [(one.head, one.packed) for _, one in sorted(target.parts.items())]
    body = json_bytes({"id": target.id, "parts": part_values(parts)})
    name = batch.cluster.amendments_index
    batch.operations["amendments " + target.id] = Operation(name, target.id, version, body)


def _content(one: Held, source: Mapping[str, Any] | None) -> Filing | Amendment:
    """Return a part's content, from wherever it lies."""
    if one.packed is not None:
        raw = kept.unpack(one.packed)
        return codec.decode_amendment(raw) if one.head.kind == AMENDMENT else codec.decode(raw)
    if one.whole is not None:
        filing = filing_of_stored(one.whole)
    else:
        assert source is not None
        filing = filing_of(source, shown=False)
    return restricted(filing, one.head.paths) if one.head.paths else filing


def filing_of_stored(made: Stored) -> Filing:
    """Return the filing of a body that was prepared."""
    return filing_of(json.loads(made.body + b"}"), shown=False)


def _settle(one: Held, part: Part, filing: Filing) -> None:
    """Decide whether a part needs a body of its own beside the record assembled anew."""
    kind = SHARED if kept.shares(filing, part) else APART
    one.packed = None if kind == SHARED else one.packed or kept.body(part)
    one.whole = None
    one.head = one.head._replace(kind=kind)


def is_over(flips: int | None, newest: int) -> bool:
    """Tell whether a term's last day lies before the newest day read (as a version packs it)."""
    return flips is not None and flips < day_of(newest)


def day_of(newest: int) -> int:
    """Return a day as a version packs it, as YYYYMMDD."""
    return (newest >> 9) * 10_000 + (newest >> 5 & 15) * 100 + (newest & 31)


def marks_of(given: Iterable[Prepared]) -> dict[tuple[str, str, str], int]:
    """Return the newest day of each right, source and office of a batch."""
    newest: dict[tuple[str, str, str], int] = {}
    for one in given:
        head = one.headers[0]
        if head.right is not None:
            key = (head.right, head.source, head.id.partition("-")[0])
            newest[key] = max(newest.get(key, 0), *(part.version >> 39 for part in one.headers))
    return newest
