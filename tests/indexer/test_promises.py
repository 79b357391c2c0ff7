"""The load's promises, each with a planted bug that its check catches.

A check is a function of an engine factory and files; the same function runs on the product, where it passes, and on
the product with one bug planted, where it must fail.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

import loaders.load
import loaders.walk
from domain.engine import Checkpoint, Engine, PartOutcome, Reject
from indexer import ledger
from indexer.build import load
from indexer.engines.connect import ledger_of
from indexer.engines.embedded import records, store
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.engines.embedded.prepared import Header, Prepared
from indexer.engines.embedded.writer import EmbeddedWriter
from loaders.parse import Fault
from loaders.records import RawRecord
from loaders.steps import Job
from tests.indexer.corpus import HERE, loaded, records_only, state_of, write_corpus

Factory = Callable[[], Engine]
Check = Callable[[Factory, list[Path]], None]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def engines(tmp_path: Path) -> Factory:
    numbers = count()
    return lambda: EmbeddedEngine(tmp_path / f"engine-{next(numbers)}")


def every_record_is_accounted_for(engines: Factory, files: list[Path]) -> None:
    report = load(engines(), files, HERE)
    assert report.outcome == "complete", report.outcome
    assert report.counts["read"] > 100 and report.counts["indexed"] > 100
    assert all(one.consistent for one in report.files)


def the_same_files_change_nothing(engines: Factory, files: list[Path]) -> None:
    engine = engines()
    first = loaded(engine, files).counts
    before = state_of(engine)
    again = loaded(engine, files).counts
    assert again["already"] == len(files) and not any(again[name] for name in again if name != "already")
    assert state_of(engine) == before
    forced = loaded(engine, files, HERE.__class__(readers=0, again=True)).counts
    assert (forced["indexed"], forced["withdrawn"]) == (0, 0) and forced["read"] == first["read"]
    assert records_only(state_of(engine)) == records_only(before)


def any_order_gives_one_state(engines: Factory, files: list[Path]) -> None:
    dice = random.Random(1)
    expected = None
    for order in (files, files[::-1], dice.sample(files, len(files)), dice.sample(files, len(files))):
        engine = engines()
        for one in order:
            loaded(engine, [one])
        state = records_only(state_of(engine))
        expected = expected or state
        assert state == expected


def what_is_rejected_is_kept_as_it_lies(engines: Factory, files: list[Path]) -> None:
    whole = next(one for one in files if one.name.startswith("us-grants"))
    raw = whole.read_bytes()
    end = raw.index(b"</us-patent-grant>", len(raw) // 3)
    damaged = whole.with_name("damaged.xml")
    damaged.write_bytes(raw[: end - 40] + b"<broken" + raw[end:])
    engine = engines()
    try:
        report = load(engine, [damaged], HERE)
        assert report.counts["rejected"] == 1 and report.outcome == "rejected"
        connection = ledger_of(engine)
        (kept,) = ledger.rejects(connection)
        connection.close()
        held = damaged.read_bytes()[kept.reject.offset : kept.reject.offset + len(kept.reject.raw)]
        assert held == kept.reject.raw and b"<broken" in held and kept.reject.stage == "xml"
        assert load(engine, [damaged], HERE.__class__(readers=0, again=True)).counts["rejected"] == 1
        connection = ledger_of(engine)
        assert ledger.reject_count(connection) == 1
        connection.close()
    finally:
        damaged.unlink()


class Crash(BaseException):
    """Stands for a process that dies: nothing catches it."""


def a_crash_anywhere_is_made_good(engines: Factory, files: list[Path]) -> None:
    engine = engines()
    uninterrupted_counts = loaded(engine, files).counts
    uninterrupted = state_of(engine)
    for moment in ("before", "inside", "after", "unheard"):
        for at in (1, 6):
            engine = engines()
            with pytest.MonkeyPatch.context() as patch, pytest.raises(Crash):
                _die(patch, moment, at)
                load(engine, files, HERE)
            replayed = loaded(engine, files).counts
            assert state_of(engine) == uninterrupted, f"{moment} {at}"
            done = sum(replayed[name] for name in replayed if name != "already")
            assert done <= sum(uninterrupted_counts.values())


def _die(patch: pytest.MonkeyPatch, moment: str, at: int) -> None:
    """Make the ``at``-th write die: before its transaction, inside it, after it, or before the index hears of it."""
    calls = count(1)
    write, inner, hear = EmbeddedWriter.write_prepared, records.write, EmbeddedWriter._hear

    def dying_write(self: EmbeddedWriter, *given: object) -> list[PartOutcome]:
        turn = next(calls)
        if moment == "before" and turn == at:
            raise Crash
        outcomes = write(self, *given)  # type: ignore[arg-type]
        if moment == "after" and turn == at:
            raise Crash
        return outcomes

    def dying_inside(*given: object) -> object:
        answer = inner(*given)  # type: ignore[arg-type]
        if next(calls) == at:
            raise Crash
        return answer

    def dying_unheard(self: EmbeddedWriter, changed: object) -> None:
        if next(calls) == at:
            raise Crash
        hear(self, changed)  # type: ignore[arg-type]

    if moment == "inside":
        patch.setattr(records, "write", dying_inside)
    elif moment == "unheard":
        patch.setattr(EmbeddedWriter, "_hear", dying_unheard)
    else:
        patch.setattr(EmbeddedWriter, "write_prepared", dying_write)


def memory_of_a_batch_is_let_go(engines: Factory, files: list[Path]) -> None:
    """No prepared record may outlive its transaction: that is what keeps a load's memory from growing."""
    import gc

    alive: list[int] = []
    write = EmbeddedWriter.write_prepared

    def counting(self: EmbeddedWriter, delivered: list[object], checkpoint: Checkpoint | None = None) -> object:
        gc.collect()
        alive.append(sum(isinstance(one, Prepared) for one in gc.get_objects()) - len(delivered))
        return write(self, delivered, checkpoint)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EmbeddedWriter, "write_prepared", counting)
        loaded(engines(), files)
    assert len(alive) > 5 and max(alive) <= 100


PROMISES: list[Check] = [
    every_record_is_accounted_for,
    the_same_files_change_nothing,
    any_order_gives_one_state,
    what_is_rejected_is_kept_as_it_lies,
    a_crash_anywhere_is_made_good,
    memory_of_a_batch_is_let_go,
]


@pytest.mark.parametrize("check", PROMISES, ids=lambda one: one.__name__)
def test_a_promise_is_kept(check: Check, engines: Factory, files: list[Path]) -> None:
    check(engines, files)


def lose_a_record(patch: pytest.MonkeyPatch) -> None:
    cut = loaders.walk.cut

    def losing(*given: object) -> Iterator[RawRecord]:
        return (one for one in cut(*given) if one.index != 3)  # type: ignore[arg-type]

    patch.setattr(loaders.walk, "cut", losing)


def let_the_last_one_win(patch: pytest.MonkeyPatch) -> None:
    class Newer(tuple[int, int]):
        def __gt__(self, other: object) -> bool:
            return True

    patch.setattr(Header, "age", property(lambda self: Newer((self.version, self.loader))))


def forget_who_waits(patch: pytest.MonkeyPatch) -> None:
    fresh = records._fresh

    def nobody_waits(connection: sqlite3.Connection, batch: object, counters: records.Counters) -> object:
        counters.amendments = 0
        return fresh(connection, batch, counters)  # type: ignore[arg-type]

    patch.setattr(records, "_fresh", nobody_waits)


def miss_an_offset(patch: pytest.MonkeyPatch) -> None:
    reject = loaders.load._reject

    def shifted(step: Job, fault: Fault) -> Reject:
        return reject(step._replace(record=replace(step.record, offset=step.record.offset + 1)), fault)

    patch.setattr(loaders.load, "_reject", shifted)


def keep_the_checkpoint_apart(patch: pytest.MonkeyPatch) -> None:
    """Commit how far a file is read before what was read of it."""
    write = EmbeddedWriter.write_prepared

    def apart(self: EmbeddedWriter, delivered: object, checkpoint: Checkpoint | None = None) -> list[PartOutcome]:
        if checkpoint is not None:
            with store.transaction(self._connection):
                ledger.write_checkpoint(self._connection, checkpoint)
        return write(self, delivered, checkpoint)  # type: ignore[arg-type]

    patch.setattr(EmbeddedWriter, "write_prepared", apart)


def never_catch_up(patch: pytest.MonkeyPatch) -> None:
    from indexer.engines.embedded.index_writer import IndexWriter

    patch.setattr(IndexWriter, "catch_up", lambda *given: None)


def hold_on_to_records(patch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    write = EmbeddedWriter.write_prepared

    def holding(self: EmbeddedWriter, delivered: object, checkpoint: Checkpoint | None = None) -> list[PartOutcome]:
        kept.extend(delivered)  # type: ignore[arg-type]
        return write(self, delivered, checkpoint)  # type: ignore[arg-type]

    patch.setattr(EmbeddedWriter, "write_prepared", holding)


BUGS: list[tuple[Callable[[pytest.MonkeyPatch], None], Check]] = [
    (lose_a_record, every_record_is_accounted_for),
    (let_the_last_one_win, the_same_files_change_nothing),
    (let_the_last_one_win, any_order_gives_one_state),
    (forget_who_waits, any_order_gives_one_state),
    (miss_an_offset, what_is_rejected_is_kept_as_it_lies),
    (keep_the_checkpoint_apart, a_crash_anywhere_is_made_good),
    (never_catch_up, a_crash_anywhere_is_made_good),
    (hold_on_to_records, memory_of_a_batch_is_let_go),
]


@pytest.mark.parametrize(("bug", "check"), BUGS, ids=lambda one: one.__name__)
def test_a_planted_bug_is_caught(
    bug: Callable[[pytest.MonkeyPatch], None], check: Check, engines: Factory, files: list[Path]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        bug(patch)
        with pytest.raises(AssertionError):
            check(engines, files)


def test_processes_of_their_own_read_the_same(engines: Factory, files: list[Path]) -> None:
    here, there = engines(), engines()
    counts = loaded(here, files).counts
    assert loaded(there, files, HERE.__class__(readers=2)).counts == counts
    assert state_of(there) == state_of(here)


def test_a_copy_under_another_name_is_already_read(engines: Factory, files: list[Path], tmp_path: Path) -> None:
    engine = engines()
    loaded(engine, files[:1])
    copy = tmp_path / "copy.xml"
    shutil.copyfile(files[0], copy)
    assert loaded(engine, [copy]).counts["already"] == 1


def test_progress_is_told(engines: Factory, files: list[Path]) -> None:
    told: list[tuple[int, int, int]] = []
    load(engines(), files, HERE, lambda one: told.append((one.done, one.total, one.counts["read"])))
    assert told == sorted(told) and told[-1][1] == sum(one.stat().st_size for one in files) and told[-1][2] > 100


def test_the_run_is_noted(engines: Factory, files: list[Path]) -> None:
    engine = engines()
    report = loaded(engine, files[:2])
    connection = ledger_of(engine)
    (run,) = ledger.runs(connection)
    connection.close()
    assert run.outcome == "complete" and run.finished and dict(run.counts) == report.counts
