"""A backup shows one commit, also while a load writes; what is restored from it is the same to the byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.corpus.write import Size, write
from domain.codec import encode
from domain.engine import ClassTitle, Engine
from domain.errors import EngineDamaged, NotOurs
from domain.query import All, SearchRequest
from indexer.backup import backup, restore
from indexer.build import load
from indexer.engines.connect import EngineSettings, connect

SIZE = Size(patents=30, marks=8, designs=2, gis=3, layouts=2, signs=2)


@contextmanager
def opened(folder: Path) -> Iterator[Engine]:
    engine = connect(EngineSettings(f"embedded:{folder}", folder.parent))
    try:
        yield engine
    finally:
        engine.close()


def held(engine: Engine) -> list[bytes]:
    searcher = engine.searcher()
    found = [encode(one) for one in searcher.stream(SearchRequest(query=All()))]
    searcher.close()
    return found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(folder, 9, SIZE)
    return folder


def test_a_restored_engine_holds_the_same(corpus: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "one") as engine:
        with engine.writer() as writer:
            writer.write_titles([ClassTitle("ipc", "H01M", "H01", 3, "电池", "Batteries")])
        load(engine, [corpus])
        made = backup(engine, tmp_path / "copy")
        before = held(engine)
    assert made.records == len(before) > 40
    state = restore(EngineSettings(f"embedded:{tmp_path / 'two'}", tmp_path), tmp_path / "copy")
    assert state.records == made.records
    with opened(tmp_path / "two") as engine:
        assert held(engine) == before and all(one.sound for one in engine.check())
        searcher = engine.searcher()
        assert searcher.symbol_titles("ipc", ["H01M"])["H01M"].title_zh == "电池"
        assert load(engine, [corpus]).counts["already"] > 0


def test_a_backup_during_a_load_shows_one_commit(corpus: Path, tmp_path: Path) -> None:
    first, second = corpus / "gi-register-01.json", corpus / "us-grants-01.xml"
    with opened(tmp_path / "one") as engine:
        load(engine, [first])
        before = held(engine)
        with engine.writer():
            backup(engine, tmp_path / "copy")
        load(engine, [second])
        assert len(held(engine)) > len(before)
    restore(EngineSettings(f"embedded:{tmp_path / 'two'}", tmp_path), tmp_path / "copy")
    with opened(tmp_path / "two") as engine:
        assert held(engine) == before
        assert load(engine, [second]).counts["indexed"] > 0, "what came later can be loaded again"


def test_nothing_is_overwritten(corpus: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "one") as engine:
        load(engine, [corpus / "gi-register-01.json"])
        backup(engine, tmp_path / "copy")
        with pytest.raises(NotOurs):
            backup(engine, tmp_path / "copy")
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter").write_text("x")
        with pytest.raises(NotOurs):
            backup(engine, tmp_path / "mine")
    with pytest.raises(NotOurs):
        restore(EngineSettings(f"embedded:{tmp_path / 'one'}", tmp_path), tmp_path / "copy")


def test_a_backup_that_is_not_whole_is_refused(corpus: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "one") as engine:
        load(engine, [corpus / "gi-register-01.json"])
        backup(engine, tmp_path / "copy")
    target = EngineSettings(f"embedded:{tmp_path / 'two'}", tmp_path)
    store = tmp_path / "copy" / "atlas.sqlite"
    content = store.read_bytes()
    store.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(EngineDamaged):
        restore(target, tmp_path / "copy")
    (tmp_path / "copy" / "backup.json").unlink()
    with pytest.raises(NotOurs):
        restore(target, tmp_path / "copy")
    with pytest.raises(NotOurs):
        restore(target, tmp_path)
