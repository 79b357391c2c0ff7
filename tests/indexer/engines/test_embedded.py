"""The embedded engine's own: its folder, its derived files, what a crash leaves, what its errors never say."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.engine import Checkpoint, Reject
from domain.errors import EngineDamaged, EngineError, EngineIncompatible, NotOurs, SettingsError
from domain.query import All, SearchRequest, Terms
from indexer import ledger
from indexer.engines.connect import EngineSettings, connect, folder_of, ledger_of, settings_from
from indexer.engines.embedded import generations, index_writer, store
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.engines.embedded.index_writer import IndexWriter
from tests.indexer.engines.invented import parts, patent

SECRET = "Zwitterquark"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "engine"


@pytest.fixture
def engine(folder: Path) -> Iterator[EmbeddedEngine]:
    made = EmbeddedEngine(folder)
    yield made
    made.close()


def filled(engine: EmbeddedEngine, count: int = 20) -> None:
    with engine.writer() as writer:
        writer.write(parts([patent(n, title=f"A battery {SECRET} {n}") for n in range(count)]))
        writer.finish()


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear sir")
    with pytest.raises(NotOurs):
        EmbeddedEngine(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_settings_name_the_engine(tmp_path: Path) -> None:
    named = settings_from({"IPATLAS_ENGINE": f"embedded:{tmp_path}/x", "IPATLAS_STATE": str(tmp_path)})
    assert folder_of(named) == tmp_path / "x"
    assert folder_of(settings_from({"IPATLAS_STATE": str(tmp_path)})) == tmp_path / "index"
    assert folder_of(settings_from({"XDG_DATA_HOME": str(tmp_path)})) == tmp_path / "ipatlas" / "index"
    for wrong in ("embedded:", "sqlite:/x"):
        with pytest.raises(SettingsError):
            connect(EngineSettings(wrong, tmp_path))


def test_the_folder_is_found_again(engine: EmbeddedEngine, folder: Path) -> None:
    filled(engine)
    before = engine.searcher().state()
    engine.close()
    assert EmbeddedEngine(folder).searcher().state() == before


def test_a_writer_that_opens_catches_up(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(engine)
    with monkeypatch.context() as patch:
        patch.setattr(IndexWriter, "put", lambda *given, **more: None)
        patch.setattr(IndexWriter, "commit", lambda self: None)
        with engine.writer() as writer:
            writer.write(parts([patent(n, title="Late") for n in range(100, 130)]))
    state = engine.searcher().state()
    assert (state.records, state.sequence - state.indexed_sequence) == (20, 30)
    with engine.writer():
        pass
    state = engine.searcher().state()
    assert (state.records, state.sequence - state.indexed_sequence) == (50, 0)
    assert engine.searcher().count(Terms("title", "late")) == 30


def test_an_index_committed_but_not_noted_holds_each_record_once(engine: EmbeddedEngine) -> None:
    filled(engine)
    generation = generations.current(engine.folder)
    generation.hold(0, ())
    with engine.writer():
        pass
    assert engine.searcher().count(All()) == 20 and all(one.sound for one in engine.check())


def test_the_index_lags_by_a_bounded_number_of_documents(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "MOST_PENDING", 1_040)
    lags = []
    with engine.writer() as writer:
        for start in range(0, 400, 20):
            writer.write(parts([patent(n) for n in range(start, start + 20)]))
            state = EmbeddedEngine(engine.folder).searcher().state()
            lags.append(state.sequence - state.indexed_sequence)
    assert max(lags) <= 60 and lags.count(0) > 3


def test_another_process_sees_a_commit_within_two_seconds(engine: EmbeddedEngine, folder: Path) -> None:
    other = EmbeddedEngine(folder)
    assert other.searcher().count(All()) == 0
    filled(engine)
    until = time.monotonic() + 2
    while other.searcher().count(All()) != 20:
        assert time.monotonic() < until
        time.sleep(0.05)
    engine.reindex()
    until = time.monotonic() + 2
    while other.searcher().state().generation != engine.searcher().state().generation:
        assert time.monotonic() < until
        time.sleep(0.05)
    other.close()


def test_one_searcher_sees_one_commit(engine: EmbeddedEngine) -> None:
    filled(engine, 5)
    searcher = engine.searcher()
    assert searcher.count(All()) == 5
    filled(engine, 9)
    assert searcher.count(All()) == 5 and engine.searcher().count(All()) == 9


def test_an_index_of_another_layout_is_built_anew(engine: EmbeddedEngine, folder: Path) -> None:
    filled(engine)
    held = generations.current(folder).path / "held.json"
    held.write_text(held.read_text().replace('"schema": "', '"schema": "0'))
    engine.close()
    other = EmbeddedEngine(folder)
    with pytest.raises(EngineIncompatible) as caught:
        other.searcher().count(All())
    assert caught.value.hint is not None and "reindex" in caught.value.hint.en
    with pytest.raises(EngineIncompatible), other.writer():
        pass
    assert other.searcher().record("US-2000001-A1") is not None
    assert not all(one.sound for one in other.check())
    other.reindex()
    assert other.searcher().count(All()) == 20
    with pytest.raises(EngineError):
        other.rollback()
    other.close()


def test_a_damaged_index_says_reindex_and_quotes_nothing(engine: EmbeddedEngine, folder: Path) -> None:
    filled(engine)
    engine.close()
    (generations.current(folder).path / "meta.json").write_text("{")
    other = EmbeddedEngine(folder)
    with pytest.raises(EngineDamaged) as caught:
        other.searcher().search(SearchRequest(query=Terms("title", SECRET)))
    assert caught.value.__cause__ is None and SECRET not in str(caught.value)
    other.reindex()
    assert other.searcher().count(All()) == 20
    other.close()


def test_a_damaged_store_says_so(engine: EmbeddedEngine, folder: Path) -> None:
    filled(engine)
    engine.close()
    with sqlite3.connect(folder / store.FILE) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    raw = bytearray((folder / store.FILE).read_bytes())
    raw[100:4000] = bytes(3900)
    (folder / store.FILE).write_bytes(raw)
    with pytest.raises(EngineDamaged):
        EmbeddedEngine(folder).searcher().record("US-2000001-A1")


def test_an_error_of_tantivy_is_not_passed_on(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise ValueError(f"cannot add {SECRET}")

    with pytest.raises(EngineError) as caught, engine.writer() as writer:
        monkeypatch.setattr(index_writer, "tantivy_document", refuse)
        writer.write(parts([patent(1, title=SECRET)]))
    error: BaseException | None = caught.value
    while error is not None:
        assert SECRET not in str(error)
        error = None if error.__suppress_context__ else error.__context__
    monkeypatch.undo()
    with engine.writer():
        pass
    assert engine.searcher().count(Terms("title", SECRET)) == 1


def test_a_failed_transaction_leaves_nothing(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(engine)

    def fail(*given: object) -> None:
        raise sqlite3.OperationalError(f"disk full near {SECRET}")

    checkpoint = Checkpoint("a" * 64, "a.xml", "uspto-grants", None, 3, {"read": 3})
    with engine.writer() as writer:
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "write_checkpoint", fail)
            with pytest.raises(EngineDamaged) as caught:
                writer.write(parts([patent(n) for n in range(50, 60)]), checkpoint)
        assert SECRET not in str(caught.value)
        assert writer.write(parts([patent(n) for n in range(50, 55)]), checkpoint) == ["indexed"] * 5
    assert engine.searcher().count(All()) == 25 and all(one.sound for one in engine.check())


def test_checkpoints_hold_outcomes_and_rejects(engine: EmbeddedEngine) -> None:
    reject = Reject("a.xml", None, 7, "xml", "record-rejected", "坏", "bad", b"<a>")
    checkpoint = Checkpoint("a" * 64, "a.xml", "uspto-grants", None, 3, {"read": 3, "rejected": 1}, (reject,))
    with engine.writer() as writer:
        writer.write(parts([patent(1), patent(1)]), checkpoint)
        with closing(ledger_of(engine)) as connection:
            state = ledger.file_state(connection, "a" * 64)
            assert state is not None and (state.next_record, state.complete) == (3, False)
            assert state.counts == {"read": 3, "rejected": 1, "indexed": 1, "stale": 1}
            assert [one.reject for one in ledger.rejects(connection)] == [reject]
        writer.write([], Checkpoint("a" * 64, "a.xml", "uspto-grants", None, 0, {}, (), anew=True))
        with closing(ledger_of(engine)) as connection:
            assert ledger.reject_count(connection) == 0


@pytest.mark.parametrize("wrong", ["rollback"])
def test_there_may_be_no_generation_to_return_to(wrong: str, engine: EmbeddedEngine) -> None:
    act: Callable[[], object] = getattr(engine, wrong)
    with pytest.raises(EngineError):
        act()


def test_a_reindex_that_fails_publishes_nothing(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(engine)
    before = engine.searcher().state().generation
    monkeypatch.setattr(IndexWriter, "_put", lambda *given, **more: None)
    with pytest.raises(EngineDamaged):
        engine.reindex()
    assert engine.searcher().state().generation == before and engine.searcher().count(All()) == 20
    assert [one.name for one in generations.listed(engine.folder)] == [before]
