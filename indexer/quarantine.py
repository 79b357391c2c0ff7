"""Records in quarantine read once more: those that a newer loader reads leave it, the others stay as they are.

Invariants: a record leaves the quarantine in the transaction that writes it, and the counts of its file follow.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from domain.engine import Checkpoint, Engine
from domain.filings import Origin
from domain.parts import Part
from indexer import ledger
from indexer.engines.connect import ledger_of
from indexer.ledger import FileState, KeptReject
from loaders.catalog import BY_NAME
from loaders.parse import Fault, parse_record
from loaders.records import record_again
from loaders.sources import Skipped
from loaders.splitting import parts_of

_STEP = 500


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of one record: ``indexed``, ``stale``, ``withdrawn``, ``skipped`` or still ``rejected``."""

    num: int
    outcome: str


def retry(engine: Engine, numbers: Sequence[int] = (), wait: float = 60.0) -> list[Retried]:
    """Read records in quarantine once more, all of them without ``numbers``. Raises ``EngineBusy``."""
    done: list[Retried] = []
    with engine.writer(wait) as writer, closing(ledger_of(engine)) as connection:
        after = 0
        while kept := ledger.rejects(connection, after=after, limit=_STEP):
            after = kept[-1].num
            for one in kept:
                if numbers and one.num not in numbers:
                    continue
                state = ledger.file_state(connection, one.sha256)
                read = _read(one)
                if state is None or isinstance(read, Fault):
                    done.append(Retried(one.num, "rejected"))
                    continue
                records = [] if isinstance(read, Skipped) else [engine.preparation(read)]
                skipped = not records
                outcomes = writer.write_prepared(records, _settled(state, one.num, skipped=skipped))
                done.append(Retried(one.num, "skipped" if skipped else outcomes[0]))
        writer.finish()
    return done


def _read(one: KeptReject) -> tuple[Part, ...] | Skipped | Fault:
    name, record = record_again(one.reject.raw, one.reject.offset, one.reject.context)
    source = BY_NAME.get(name)
    if source is None:
        return Fault("format", "unrecognised", "没有这个数据来源", "there is no such source")
    member = one.reject.member
    short = member and "/".join(part.rpartition("/")[2] for part in member.split("!"))
    origin = Origin(
        source=source.name, file=one.reject.file, member=short, offset=record.offset, loader_version=source.version
    )
    outcome = parse_record(name, record, origin)
    if isinstance(outcome.parsed, Skipped | Fault):
        return outcome.parsed
    parts = parts_of(source, record.raw, outcome.parsed, outcome.groups, None)
    return parts or Skipped("no part")


def _settled(state: FileState, num: int, *, skipped: bool) -> Checkpoint:
    """Return the file's checkpoint with one reject less, and one skipped record more where it was one."""
    counts = {**state.counts, "rejected": state.counts["rejected"] - 1}
    counts["skipped"] += skipped
    return Checkpoint(
        state.sha256, state.name, state.source, state.member, state.next_record, counts,
        complete=state.complete, loader_version=state.loader_version, settled=(num,),
    )  # fmt: skip
