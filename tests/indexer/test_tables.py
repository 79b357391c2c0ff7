"""Reference tables among the files of a load: titles in two languages, tables in archives, a crash before the end."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.corpus.write import Size, write
from domain.engine import ClassTitle, Engine
from indexer import build
from indexer.build import load
from indexer.engines.connect import EngineSettings, connect

SIZE = Size(patents=10, marks=4, designs=2, gis=5, layouts=2, signs=2)
GROUPS = "class,group,group_name,item_code,item_name\n9,0901,电子计算机及其外部设备,090001,数据处理设备\n"
BOTH = "basic_number,class,cn_groups,cn_name,en_terms\n090001,9,0901,数据处理设备,data processing apparatus\n"
TERMS = "basic_number,class_number,term,language\n090001,9,data processing equipment,en\n"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    yield made
    made.close()


def title(engine: Engine, scheme: str, symbol: str) -> ClassTitle | None:
    searcher = engine.searcher()
    try:
        return searcher.symbol_titles(scheme, [symbol]).get(symbol)
    finally:
        searcher.close()


def _written(folder: Path, **tables: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in tables]


@pytest.mark.parametrize("order", [("groups", "terms"), ("terms", "groups")])
def test_each_language_is_kept(engine: Engine, tmp_path: Path, order: tuple[str, str]) -> None:
    tables = {"groups": GROUPS, "terms": TERMS}
    report = load(engine, _written(tmp_path / "in", **{name: tables[name] for name in order}))
    assert report.outcome == "complete" and report.counts["unrecognised"] == report.counts["read"] == 0
    found = title(engine, "goods", "090001")
    assert found is not None and found.title_zh == "数据处理设备" and found.title_en == "data processing equipment"


def test_a_later_table_replaces_a_title_of_its_language(engine: Engine, tmp_path: Path) -> None:
    load(engine, _written(tmp_path / "in", terms=TERMS, both=BOTH))
    found = title(engine, "goods", "090001")
    assert found is not None and found.title_en == "data processing apparatus"


def _archive(tmp_path: Path) -> Path:
    write(tmp_path / "corpus", 3, SIZE)
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("noise", bytes(300))
        archive.writestr("groups.csv", GROUPS)
        archive.write(tmp_path / "corpus" / "gi-register-01.json", "gi.json")
    return path


def test_a_table_in_an_archive(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, [_archive(tmp_path)])
    assert report.counts["indexed"] == report.counts["read"] == 5 and report.counts["unrecognised"] == 1
    [file] = report.files
    assert [(one.name, one.member) for one in file.tables] == [("similar-groups", "groups.csv")]
    assert [one.member for one in file.unrecognised] == ["noise"]
    assert title(engine, "group", "0901") is not None
    assert load(engine, [tmp_path / "all.zip"]).counts["already"] == 1


def test_a_crash_before_the_tables_are_written_loses_none(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _archive(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(build, "read_tables", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            load(engine, [path])
    assert title(engine, "group", "0901") is None
    report = load(engine, [path])
    assert title(engine, "group", "0901") is not None
    assert report.counts["unrecognised"] == 1 and report.files[0].consistent
    assert report.counts["read"] == 5


def test_a_table_that_cannot_be_read_stops_its_file(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_bytes(GROUPS.encode() + b"\xff\xfe broken\n")
    report = load(engine, [path])
    assert report.outcome == "stopped" and report.files[0].failure is not None
    assert load(engine, [path]).counts["already"] == 0
