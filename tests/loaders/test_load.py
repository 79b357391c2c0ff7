"""Reading gives parts with stable versions, exact counts, rejects with their bytes, and goes on after a checkpoint."""

import gzip
import io
import pickle
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from domain.engine import Checkpoint
from domain.errors import FileStopped, ParameterError, Unrecognised
from domain.filings import Amendment, Filing, Origin
from loaders.catalog import BY_NAME
from loaders.load import Batch, file_digest, read_parts
from loaders.parse import parse_record
from loaders.records import cut
from loaders.sources import Layout, Source
from loaders.streams import Ahead
from tests.loaders.office import document, documents, source

OFFICE = source()


def read(path: Path, *, sources: tuple[Source, ...] = (OFFICE,), **more: object) -> list[Batch]:
    return list(read_parts(path, sources=sources, **more))  # type: ignore[arg-type]


def written(folder: Path, raw: bytes, name: str = "file.xml") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def keys(batches: list[Batch]) -> list[tuple[str, str, int]]:
    return [(part.id, part.group, part.version) for batch in batches for part in batch.parts]


def balanced(batches: list[Batch]) -> bool:
    return sum(one.read for one in batches) == sum(len(one.records) + one.skipped + one.rejected for one in batches)


def test_batches_and_their_counts(tmp_path: Path) -> None:
    raw = b"".join(documents(23)) + b'<?xml version="1.0"?><sequence/>' + b'<?xml version="1.0"?><pub n="x"/>'
    batches = read(written(tmp_path, raw), batch_size=10)
    assert [len(one.records) for one in batches] == [10, 10, 3]
    assert [one.next_record for one in batches] == [10, 20, 25]
    assert [one.complete for one in batches] == [False, False, True]
    assert (sum(one.read for one in batches), batches[2].skipped, batches[2].rejected) == (25, 1, 1)
    assert balanced(batches)


def test_long_records_make_small_batches(tmp_path: Path) -> None:
    raw = b"".join(document(number, "x" * (3 << 17)) for number in range(7))
    assert [len(one.records) for one in read(written(tmp_path, raw))] == [3, 3, 1]


def test_a_reject_holds_bytes_place_stage_and_both_languages(tmp_path: Path) -> None:
    raw = document(1) + b'<?xml version="1.0"?><pub n="2"><title></pub>' + document(3)
    (batch,) = read(written(tmp_path, raw))
    (reject,) = batch.rejects
    assert raw[reject.offset :].startswith(reject.raw)
    assert (reject.file, reject.member, reject.stage, reject.code) == ("file.xml", None, "xml", "record-rejected")
    assert reject.reason_zh and reject.reason_en
    assert [part.id for part in batch.parts] == ["XX-1-A", "XX-3-A"]


def test_a_source_that_fails_rejects_the_record_and_says_nothing_of_it(tmp_path: Path) -> None:
    raw = document(1) + b'<?xml version="1.0"?><pub n="2" act="fail"/>'
    (batch,) = read(written(tmp_path, raw))
    (reject,) = batch.rejects
    assert reject.stage == "format"
    assert "SECRET" not in reject.reason_en + reject.reason_zh
    assert "KeyError" in reject.reason_en


def test_origins(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("folder/one.xml", document(1) + document(2))
        archive.writestr("folder/picture.tif", b"II*\0")
    (batch,) = read(written(tmp_path, made.getvalue(), "week.zip"))
    origin = batch.parts[1].content.origin  # type: ignore[union-attr]
    assert (origin.source, origin.file, origin.member) == ("test-office", "week.zip", "one.xml")
    assert origin.offset == len(document(1))
    assert origin.source_date == "2020-01-02"
    assert [(one.member, one.format_name) for one in batch.unrecognised] == [("folder/picture.tif", "TIFF")]


def test_equal_bytes_have_equal_versions_and_a_repeated_id_a_higher_one(tmp_path: Path) -> None:
    raw = document(1, "first") + document(2) + document(1, "second")
    found = keys(read(written(tmp_path, raw)))
    assert found == keys(read(written(tmp_path, raw, "other name.xml")))
    assert found[2][2] > found[0][2]
    assert keys(read(written(tmp_path, gzip.compress(raw)))) == found


def test_a_later_source_date_wins_over_any_occurrence(tmp_path: Path) -> None:
    later = document(1).replace(b"2020-01-02", b"2020-01-03")
    found = keys(read(written(tmp_path, later + document(1) + document(1))))
    assert found[0][2] > found[2][2] > found[1][2]


def test_the_date_falls_back_on_publication_and_then_on_what_is_given(tmp_path: Path) -> None:
    bare = b'<?xml version="1.0"?><pub n="1"/>'
    published = b'<?xml version="1.0"?><pub n="2"><published>2019-05-06</published></pub>'
    (batch,) = read(written(tmp_path, bare + published), source_date="2022-02-02")
    dates = [part.content.origin.source_date for part in batch.parts]  # type: ignore[union-attr]
    assert dates == ["2022-02-02", "2019-05-06"]


def test_groups_are_parts_and_only_those_carried(tmp_path: Path) -> None:
    groups = {"title": ("title",), "dates": ("dates", "status")}
    office = source(groups=groups, carried=lambda record: frozenset({"title"} if len(record) == 1 else groups))
    raw = document(1) + document(2, extra="<published>2019-05-06</published>")
    (batch,) = read(written(tmp_path, raw), sources=(office,))
    assert [[part.group for part in parts] for parts in batch.records] == [["title"], ["title", "dates"]]
    title, dates = batch.records[1]
    assert isinstance(title.content, Filing) and isinstance(dates.content, Filing)
    assert title.content.dates.published is None and title.content.title
    assert dates.content.dates.published == "2019-05-06" and not dates.content.title
    assert dates.paths == ("dates", "status")


def test_withdrawals_take_back_every_group_and_amendments_are_parts_of_their_target(tmp_path: Path) -> None:
    office = source(groups={"title": ("title",), "dates": ("dates",)})
    raw = b'<?xml version="1.0"?><pub n="1" act="withdraw"/><?xml version="1.0"?><pub n="2" act="event"/>'
    (batch,) = read(written(tmp_path, raw), sources=(office,))
    assert [(one.id, one.group, one.content) for one in batch.records[0]] == [
        ("XX-1-A", "title", None),
        ("XX-1-A", "dates", None),
    ]
    (amendment,) = batch.records[1]
    assert (amendment.id, amendment.group) == ("XX-2", "events")
    assert isinstance(amendment.content, Amendment)


def test_a_file_stops_when_more_than_a_fifth_was_rejected(tmp_path: Path) -> None:
    broken = b'<?xml version="1.0"?><pub n="x"/>'
    bad = written(tmp_path, b"".join(documents(15)) + broken * 6 + b"".join(documents(100)))
    batches: list[Batch] = []
    with pytest.raises(FileStopped):
        for batch in read_parts(bad, sources=(OFFICE,)):
            batches.append(batch)
    assert sum(len(one.records) for one in batches) == 15
    assert sum(one.rejected for one in batches) == 6
    assert balanced(batches)
    few = written(tmp_path, broken * 15)
    assert read(few)[0].rejected == 15


def many_members(folder: Path) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("empty.txt", b"nothing of ours")
        for number in range(8):
            rows = (document(one % 5, f"{number} {one}") for one in range(number))
            archive.writestr(f"{number}.xml", b"".join(rows) or b"<list/>")
            archive.writestr(f"{number}.tif", b"II*\0")
    return written(folder, made.getvalue(), "many.zip")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_going_on_after_any_checkpoint_gives_the_same_as_an_uninterrupted_read(tmp_path: Path, size: int) -> None:
    path = many_members(tmp_path)
    whole = read(path, batch_size=size)
    for stop in range(1, len(whole)):
        done, last = whole[:stop], whole[stop - 1]
        after = Checkpoint(file_digest(path), path.name, "test-office", last.member, last.next_record, {})
        rest = read(path, batch_size=size, after=after)
        assert keys(done) + keys(rest) == keys(whole)
        assert sum(one.read for one in done + rest) == sum(one.read for one in whole) == 29
        assert sum(len(one.unrecognised) for one in done + rest) == sum(len(one.unrecognised) for one in whole) == 9


def test_a_record_that_the_cutter_loses_shows_in_the_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.walk.cut", lambda *given: (one for one in cut(*given) if one.index != 3))
    assert not balanced(read(written(tmp_path, b"".join(documents(9)))))


def test_a_record_may_be_parsed_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BY_NAME, OFFICE.name, OFFICE)
    listed = source(Layout("children", ("pub",)))
    raw = b'<list made="20200101"><pub n="1"><title>t</title></pub></list>'
    (record,) = cut(Ahead(io.BytesIO(raw)), listed.layout)
    origin = Origin(source=OFFICE.name, file="f")
    here = parse_record(OFFICE.name, record, origin)
    sent = pickle.loads(pickle.dumps((record, origin)))
    assert pickle.loads(pickle.dumps(parse_record(OFFICE.name, *sent))) == here


def test_elements_never_looked_at_are_reported(tmp_path: Path) -> None:
    (batch,) = read(written(tmp_path, document(1, extra="<surprise>text</surprise>")))
    assert batch.unread_elements == {"surprise": 1}


def test_a_file_of_unknown_content_is_unrecognised(tmp_path: Path) -> None:
    for raw in (b"nothing", b"", gzip.compress(b"nothing")):
        with pytest.raises(Unrecognised):
            read(written(tmp_path, raw))


def test_a_source_may_be_named(tmp_path: Path) -> None:
    office = replace(OFFICE, recognises=lambda head: False)
    path = written(tmp_path, document(1))
    with pytest.raises(Unrecognised):
        read(path, sources=(office,))
    assert len(read(path, sources=(office,), source="test-office")[0].records) == 1
    with pytest.raises(ParameterError):
        read(path, source="no such source")


MEASURE = """
import resource, sys
from pathlib import Path
from loaders.load import read_parts
from loaders.sources import Layout
from tests.loaders.office import documents, source

def rows(count):
    yield b'<list made="20200101">'
    yield from (b'<pub n="%d"><title>t</title></pub>' % number for number in range(count))
    yield b"</list>"

kind, path = sys.argv[1], Path(sys.argv[2])
office = source(Layout("documents") if kind == "documents" else Layout("children", ("pub",)))
for count in (0, int(sys.argv[3]), int(sys.argv[4])):
    with path.open("wb") as file:
        file.writelines(documents(count) if kind == "documents" else rows(count))
    if count:
        assert sum(len(batch.records) for batch in read_parts(path, sources=(office,))) == count
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.mark.parametrize(("kind", "many"), [("documents", 100_000), ("children", 20_000)])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, kind: str, many: int) -> None:
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", MEASURE, kind, str(tmp_path / "file.xml"), "2000", str(many)]
    done = subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True)
    before, few, lots = map(int, done.stdout.split())
    assert lots - before < 32 * 1024 * 1024
    assert lots - few < 16 * 1024 * 1024
