"""The writing side of the cluster engine: a batch is planned, sent until every document is acknowledged, then noted.

Invariants: the ledger hears of a batch only after the cluster has acknowledged all of it; what each record was to
become is noted before, so that a replay counts as the first run would have.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from domain.engine import Checkpoint, ClassTitle, PartOutcome, Reject
from domain.errors import EngineDamaged
from domain.parts import Part
from indexer.engines.elastic import documents, generations, ledgers, merging, records, state, titles, vectors
from indexer.engines.elastic.bodies import Prepared, filing_of, finished, parts_of, prepare, stored
from indexer.engines.elastic.bulk import Bulk, Fate, Operation
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import guarded
from indexer.engines.elastic.lock import Lease
from indexer.engines.elastic.mapping import EXPIRED, FLIPS, ID, LIVE, SEQUENCE, Model
from indexer.engines.elastic.patience import patiently
from indexer.engines.elastic.records import Counters, Plan
from indexer.engines.elastic.state import State

_Answer = TypeVar("_Answer")
_STEP = 500
_REFUSED_ZH, _REFUSED_EN = "集群不接受这条记录。", "The cluster does not accept this record."


class ElasticWriter:
    """The one writer of a cluster's indices; the caller holds the locks."""

    def __init__(
        self, cluster: Cluster, connection: sqlite3.Connection, lease: Lease, model: Model | None = None
    ) -> None:
        self._cluster = cluster
        self._connection = connection
        self._lease = lease
        self._bulk = Bulk(cluster, cluster.settings.write_seconds, lease.check)
        self._unseen = True
        self._missing = {cluster.amendments_index, cluster.titles_index}
        """Indices beside the records that are made before they are first written to."""
        self._written: Counter[str] = Counter()
        """How many records were sent to each index."""
        self._published, _ = generations.listed(cluster)
        generations.checked(self._published)
        held = vectors.recorded(cluster, (one.name for one in self._published.values()))
        self._model = vectors.agreed(self._published, held, model)
        self._state = state.read(cluster)
        self._refresh()
        self._counters = Counters(
            last_sequence(cluster), self._state.newest, self._state.amendments, set(self._state.languages)
        )

    def write(self, parts: Sequence[Part], checkpoint: Checkpoint | None = None) -> list[PartOutcome]:
        """Write parts, each a record of its own."""
        return self.write_prepared([prepare([part]) for part in parts], checkpoint)

    @guarded
    def write_prepared(self, delivered: Sequence[object], checkpoint: Checkpoint | None = None) -> list[PartOutcome]:
        """Write what ``prepare`` made of records, then the checkpoint."""
        ready = [one for one in delivered if isinstance(one, Prepared)]
        try:
            begun = ledgers.begun(self._connection, checkpoint.file_sha256) if checkpoint else {}
            planned = self._patiently(
                lambda: records.plan(self._cluster, self._counters, ready, begun, self._refresh, self._embed)
            )
            names = [records.name_of(one) for one in ready]
            if checkpoint is not None and ready:
                noted = {**begun, **dict(zip(names, planned.outcomes, strict=True))}
                ledgers.begin(self._connection, checkpoint.file_sha256, noted)
            outcomes, refused = self._send(planned, ready)
            if checkpoint is not None:
                left = {name: outcome for name, outcome in begun.items() if name not in set(names)}
                kept = _with_rejects(checkpoint, [ready[at] for at in refused])
                ledgers.complete(self._connection, kept, outcomes, left)
        except sqlite3.Error:
            raise EngineDamaged("账本文件不可写。", "The ledger cannot be written.") from None
        return outcomes

    def _patiently(self, call: Callable[[], _Answer]) -> _Answer:
        """Ask as long as a batch is tried; what is asked so may be asked twice."""
        return patiently(call, self._cluster.settings.write_seconds)

    def _send(self, planned: Plan, ready: Sequence[Prepared]) -> tuple[list[PartOutcome], list[int]]:
        """Send a plan; return the records' outcomes, and which records the cluster refused."""
        for right in planned.rights:
            self._patiently(partial(self._ensure, right))
        names = list(planned.operations)
        operations = [planned.operations[name] for name in names]
        changed = self._state_with(ready)
        if changed is not None:
            operations.append(state.operation(self._cluster, changed))
        fates: dict[str, Fate] = dict(zip(names, self._sent(operations), strict=False))
        self._state = changed or self._state
        outcomes: list[PartOutcome] = []
        refused = []
        for at, (outcome, one) in enumerate(zip(planned.outcomes, ready, strict=True)):
            id = one.headers[0].id
            fate = fates.get(id if one.headers[0].right is not None else "amendments " + id, "written")
            if fate == "rejected" and outcome != "stale":
                refused.append(at)
                outcomes.append("rejected")
            else:
                outcomes.append("stale" if fate == "stale" else outcome)
        return outcomes, refused

    def _sent(self, operations: Sequence[Operation]) -> list[Fate]:
        if not operations:
            return []
        for name in {one.target for one in operations} & self._missing:
            self._patiently(partial(state.made, self._cluster, name))
            self._missing.discard(name)
        self._unseen = True
        self._written.update(one.target for one in operations)
        return self._bulk.send(operations)

    def _state_with(self, ready: Sequence[Prepared]) -> State | None:
        """Return the state with what a batch adds to it; ``None`` where it adds nothing."""
        sources = dict(self._state.sources)
        for key, day in records.marks_of(ready).items():
            sources[key] = max(sources.get(key, 0), day)
        counters = self._counters
        found = State(counters.newest, counters.amendments, tuple(sorted(counters.languages)), sources)
        return None if found == self._state else found

    def _ensure(self, right: str) -> None:
        """Make the index of a right before its first record."""
        if right not in self._published:
            number = generations.number_of(self._published)
            self._published[right] = generations.created(self._cluster, right, number, self._model, publish=True)

    def _embed(self, texts: Sequence[str]) -> list[bytes | None]:
        return vectors.encoded(self._model, texts)

    def _refresh(self) -> None:
        if self._unseen:
            refresh(self._cluster)
            self._unseen = False

    @guarded
    def write_titles(self, given: Iterable[ClassTitle]) -> int:
        """Keep the titles of a reference table; a title replaces the older one of its language only."""
        count = 0
        each = iter(given)
        while step := list(islice(each, titles.STEP)):
            self._sent(self._patiently(partial(titles.operations, self._cluster, step)))
            count += len(step)
        return count

    @guarded
    def finish(self) -> None:
        """Restate the records whose term ended by the newest day read, make everything findable, and merge."""
        self._patiently(self._refresh)
        for found in self._ended():
            operations = []
            made = [stored(filing_of(hit["_source"], shown=False)) for hit in found]
            embedded = self._embed([one.text for one in made])
            for hit, one, vector in zip(found, made, embedded, strict=True):
                self._counters.sequence += 1
                version, parts = int(hit["_source"]["version"]), parts_of(hit["_source"]["parts"])
                right = documents.right_of_index(self._cluster, hit["_index"])
                body = finished(one, version, self._counters.sequence, True, parts, vector)
                operations.append(Operation(self._cluster.alias(right), hit["_id"], version, body, alias=True))
            self._sent(operations)
        self._patiently(self._refresh)
        self._merge()

    def _merge(self) -> None:
        for right in self._published:
            target = self._cluster.alias(right)
            merging.merge(self._cluster, right, target, self._written.pop(target, 0))

    def _ended(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the records whose term is over by the newest day and that do not say so, some at a time."""
        day = records.day_of(self._counters.newest)
        over = [{"range": {FLIPS: {"lt": day}}}, {"term": {EXPIRED: False}}, {"term": {LIVE: True}}]
        after = None
        while True:
            asked = partial(
                self._cluster.client.options(request_timeout=60).search,
                index=self._cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, size=_STEP,
                query={"bool": {"filter": over}}, sort=[{ID: {"order": "asc", "unmapped_type": "keyword"}}],
                search_after=after, allow_partial_search_results=False,
            )  # fmt: skip
            answer = self._patiently(asked)
            hits = answer["hits"]["hits"]
            if hits:
                yield hits
                after = hits[-1]["sort"]
            if len(hits) < _STEP:
                return

    def close(self) -> None:
        """Make what was written findable."""
        self._patiently(self._refresh)


def refresh(cluster: Cluster) -> None:
    """Make everything written findable."""
    names = [cluster.aliases(), cluster.amendments_index, cluster.titles_index]
    cluster.client.options(request_timeout=120, max_retries=3, retry_on_timeout=True).indices.refresh(
        index=",".join(names), ignore_unavailable=True, allow_no_indices=True
    )


def last_sequence(cluster: Cluster) -> int:
    """Return the highest sequence that a record has."""
    answer = cluster.searching.search(
        index=cluster.aliases(), ignore_unavailable=True, allow_no_indices=True, size=0,
        aggs={"last": {"max": {"field": SEQUENCE}}}, allow_partial_search_results=False,
    )  # fmt: skip
    return int(answer.get("aggregations", {}).get("last", {}).get("value") or 0)


def _with_rejects(checkpoint: Checkpoint, refused: Sequence[Prepared]) -> Checkpoint:
    """Add the records that the cluster refused to those in quarantine, as what was read of them."""
    if not refused:
        return checkpoint
    rejects = []
    for one in refused:
        head = one.headers[0]
        raw = one.stored.body + b"}" if one.stored else b""
        rejects.append(
            Reject(head.file, head.member, head.offset, "write", "record-rejected", _REFUSED_ZH, _REFUSED_EN, raw)
        )
    return replace(checkpoint, rejects=(*checkpoint.rejects, *rejects))
