"""Archives are walked as streams: every container, nested; what cannot be trusted is refused."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from domain.errors import ArchiveRefused
from loaders.archives import files_below, members

CONTENT = b"<pub>" + b"text " * 40_000 + b"</pub>"


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(entries: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for name, content in entries.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return made.getvalue()


def written(folder: Path, content: bytes, name: str = "file.bin") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def read_all(path: Path) -> dict[str | None, bytes]:
    found: dict[str | None, bytes] = {}
    for member in members(path):
        pieces = []
        while piece := member.stream.read():
            pieces.append(piece)
        found[member.name] = b"".join(pieces)
    return found


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress, bz2.compress])
def test_a_single_file_is_recognised_by_its_content(tmp_path: Path, pack: "type[bytes]") -> None:
    assert read_all(written(tmp_path, pack(CONTENT), "misleading.txt")) == {None: CONTENT}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zips_in_zips(tmp_path: Path, method: int) -> None:
    inner = zipped({"c/d.xml": CONTENT, "e.xml": b"<e/>"}, method)
    found = read_all(written(tmp_path, zipped({"a/inner.dat": inner, "z.xml": b"<z/>"}, method)))
    assert found == {"a/inner.dat!c/d.xml": CONTENT, "a/inner.dat!e.xml": b"<e/>", "z.xml": b"<z/>"}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_tars(tmp_path: Path, pack: "type[bytes]", form: int) -> None:
    name = "folder/" * 9 + "file.xml" if form == tarfile.USTAR_FORMAT else "文件夹/" * 60 + "file.xml"
    inner = zipped({"in.xml": b"<in/>"})
    found = read_all(written(tmp_path, pack(tarred({name: CONTENT, "b.zip": inner, "empty": b""}, form))))
    assert found == {name: CONTENT, "b.zip!in.xml": b"<in/>", "empty": b""}


def test_short_names_lose_folders_and_keep_archives(tmp_path: Path) -> None:
    inner = zipped({"x/y.xml": b"<y/>"})
    assert [one.short for one in members(written(tmp_path, zipped({"a/b.zip": inner})))] == ["b.zip/y.xml"]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("a.xml", b"<a/>")
            archive.writestr("a.xml", b"<b/>")
    assert read_all(written(tmp_path, made.getvalue())) == {"a.xml": b"<a/>", "a.xml (2)": b"<b/>"}


def test_members_may_be_left_unread(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(tarred({"a": CONTENT, "b": b"<b/>"})))
    assert [member.name for member in members(path)] == ["a", "b"]


def test_several_compressed_streams_end_to_end(tmp_path: Path) -> None:
    for pack in (gzip.compress, lzma.compress, bz2.compress):
        assert read_all(written(tmp_path, pack(b"<a/>") + pack(CONTENT))) == {None: b"<a/>" + CONTENT}


def test_three_levels_are_read_and_a_fourth_is_refused(tmp_path: Path) -> None:
    level = gzip.compress(CONTENT)
    level = zipped({"b.gz": level})
    level = zipped({"a.zip": level})
    assert list(read_all(written(tmp_path, level)).values()) == [CONTENT]
    with pytest.raises(ArchiveRefused, match="nested"):
        read_all(written(tmp_path, zipped({"top.zip": level})))


def test_an_honest_ratio_passes(tmp_path: Path) -> None:
    block = bytes(range(256)) * 4 + bytes(120_000)
    content = block * 900
    packed = gzip.compress(content, 6)
    assert 140 < len(content) / len(packed) < 500
    total = 0
    for member in members(written(tmp_path, packed)):
        while piece := member.stream.read():
            total += len(piece)
    assert total == len(content) > 100 * 1024 * 1024


def test_folders_are_walked_in_order_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.xml", "b/1.xml", "a.xml"):
        (tmp_path / name).write_bytes(b"<a/>")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert [one.name for one in files_below(tmp_path)] == ["a.xml", "1.xml", "2.xml"]
