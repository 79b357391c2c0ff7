"""Hostile XML and archives are refused at once, and nothing outside the file is opened on the way."""

import contextlib
import gzip
import io
import lzma
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from domain.errors import ArchiveRefused, AtlasError, LoadError, RecordRejected
from loaders.archives import members
from loaders.elements import parse_xml
from loaders.load import Batch, read_parts
from loaders.record_counts import count_records
from loaders.records import cut
from loaders.sources import Layout
from loaders.streams import Ahead
from tests.loaders.office import document, source
from tests.loaders.test_archives import tarred, written, zipped

PATIENCE = 5.0
"""Seconds; the promise is one, the machine of a test may be slow."""
_opened: list[str] = []
_listening = False


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _listening and event in ("open", "socket.connect", "socket.getaddrinfo", "os.symlink", "os.mkdir"):
        _opened.append(f"{event} {arguments[0]}")


sys.addaudithook(_audit)


@contextmanager
def alone(path: Path | None = None) -> Iterator[None]:
    """Nothing but the file itself is opened within, and it ends in time."""
    global _listening
    _opened.clear()
    begun, _listening = time.monotonic(), True
    try:
        yield
    finally:
        _listening = False
    assert time.monotonic() - begun < PATIENCE
    assert [one for one in _opened if one != f"open {path}" and not one.endswith(".pyc")] == []


def drain(path: Path) -> None:
    for member in members(path):
        while member.stream.read():
            pass


def refused(path: Path) -> ArchiveRefused:
    with alone(path), pytest.raises(ArchiveRefused) as caught:
        drain(path)
    assert caught.value.detail.zh and caught.value.detail.en
    return caught.value


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!ENTITY l0 "lol">' + LAUGHS,
        b'<!ENTITY big "' + b"x" * 100_000 + b'">',
        b'<!ENTITY a "&#38;b;"><!ENTITY b "<x/>">',
        b'<!ENTITY x SYSTEM "file:///etc/hostname">',
        b'<!ENTITY x PUBLIC "p" "http://127.0.0.1:9/x">',
        b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
        b"<!ENTITY % p \"<!ENTITY x SYSTEM 'file:///etc/hostname'>\"> %p;",
        b"<!ENTITY x SYSTEM 'file:///etc/hostname'><!-- ]> -->",
    ],
)
def test_entities_that_expand_or_lie_outside_reject_the_record(doctype: bytes) -> None:
    raw = b"<!DOCTYPE a [" + doctype + b"]><a>" + b"&x;&l9;&a;&big;" * 50 + b"</a>"
    with alone(), pytest.raises(RecordRejected) as caught:
        parse_xml(raw)
    assert caught.value.stage == "xml"


def test_an_external_dtd_is_never_loaded() -> None:
    for place in ("file:///etc/hostname", "http://127.0.0.1:9/x.dtd"):
        raw = f'<!DOCTYPE a SYSTEM "{place}"><a x="1">t</a>'.encode()
        with alone():
            assert parse_xml(raw).get("x") == "1"
        inclusion = b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname"/></a>'
        with alone():
            assert len(parse_xml(inclusion)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"<a>" * 100_000,
        b"<a>" * 5_000 + b"</a>" * 5_000,
        b"<a>" + b"x" * (11 << 20) + b"</a>",
        b"<a " + b" ".join(b'x%d="1"' % n for n in range(200_000)) + b"<",
        b"<!DOCTYPE a [" + b"<!-- " * 200_000,
        b"<!DOCTYPE a " + b'"' * 200_001 + b"><a/>",
        b"&a" * 200_000,
        b"<a>" + b"<![CDATA[" * 200_000 + b"&nosuch;</a>",
        b"<a>\x00</a>",
        b"<a>\x0b</a>",
        b"\xff\xfe<\x00a",
    ],
)
def test_xml_that_is_too_deep_too_long_or_broken_is_rejected(raw: bytes) -> None:
    with alone(), pytest.raises(RecordRejected):
        parse_xml(raw)


def read(path: Path) -> list[Batch]:
    return list(read_parts(path, sources=(source(),)))


@pytest.mark.parametrize(
    "bad",
    [
        b'<?xml version="1.0"?><!DOCTYPE pub [<!ENTITY l0 "x">' + LAUGHS + b"]><pub n='9'>&l9;</pub>",
        b'<?xml version="1.0"?><pub n="9"><title>' + b"x" * (11 << 20) + b"</title></pub>",
        b'<?xml version="1.0"?><pub n="9"><title>\x01</title></pub>',
        b'<?xml version="1.0"?><pub n="9"><title>cut sho',
        b'<?xml version="1.0"?><pub n="9"><![CDATA[ never closed',
        b'<?xml version="1.0"?>' + b"<pub>" * 3000,
    ],
)
def test_neighbours_of_a_hostile_record_are_read(tmp_path: Path, bad: bytes) -> None:
    path = written(tmp_path, document(1) + bad + document(2))
    with alone(path):
        batches = read(path)
    assert [part.id for batch in batches for part in batch.parts] == ["XX-1-A", "XX-2-A"]
    assert [reject.raw for batch in batches for reject in batch.rejects] == [bad]
    assert sum(batch.read for batch in batches) == 3


def zeros(pack: "zlib._Compress | lzma.LZMACompressor", size: int) -> bytes:
    block = bytes(1 << 20)
    return b"".join([pack.compress(block) for _ in range(size >> 20)]) + pack.flush()


BOMBS: dict[str, Callable[[], bytes]] = {
    "gz": lambda: zeros(zlib.compressobj(9, zlib.DEFLATED, 31), 200 << 20),
    "xz": lambda: zeros(lzma.LZMACompressor(preset=0), 200 << 20),
    "zip": lambda: zipped({"a.xml": bytes(200 << 20)}),
    "tar.gz": lambda: gzip.compress(tarred({"a.xml": bytes(100 << 20)})),
    "zip in zip": lambda: zipped({"b.zip": zipped({"a.xml": bytes(200 << 20)})}),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, BOMBS[kind]())
    assert path.stat().st_size < 1 << 20
    assert "500" in str(refused(path))


def test_a_bomb_that_no_source_reads_is_called_a_bomb(tmp_path: Path) -> None:
    path = written(tmp_path, BOMBS["gz"]())
    with alone(path), pytest.raises(ArchiveRefused, match="bomb"):
        read(path)


def test_a_declared_size_that_lies_about_a_bomb(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.xml": bytes(100 << 20)}))
    for place in (raw.index(b"PK\x03\x04") + 22, raw.index(b"PK\x01\x02") + 24):
        raw[place : place + 4] = (1000).to_bytes(4, "little")
    assert "declare" in str(refused(written(tmp_path, bytes(raw))))


def changed(raw: bytes, mark: bytes, shift: int, value: bytes) -> bytes:
    place = raw.index(mark) + shift
    return raw[:place] + value + raw[place + len(value) :]


ONE = zipped({"name.xml": b"<pub>text</pub>" * 100})
STORED = zipped({"name.xml": b"<pub>text</pub>" * 100}, zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    "raw",
    [
        changed(ONE, b"PK\x01\x02", 16, b"\0\1\2\3"),
        changed(STORED, b"<pub>", 1, b"b"),
        changed(ONE, b"PK\x01\x02", 24, b"\0\1\0\0"),
        changed(ONE, b"PK\x01\x02", 24, b"\xff\xff\0\0"),
        changed(STORED, b"PK\x01\x02", 24, b"\0\1\0\0"),
        changed(ONE, b"PK\x01\x02", 8, b"\1\0"),
        changed(ONE, b"PK\x01\x02", 10, b"\x0e\0"),
        changed(ONE, b"PK\x03\x04", 30, b"other"),
        ONE[: len(ONE) // 2],
        ONE[:-4],
        b"PK\x03\x04" + bytes(100),
        changed(gzip.compress(b"<pub/>" * 100), b"\x1f\x8b", 30, b"\xff"),
        gzip.compress(b"<pub/>" * 1000)[:-6],
        gzip.compress(b"<pub/>") + b"not a stream",
        lzma.compress(b"<pub/>" * 1000)[:-20],
        changed(tarred({"a.xml": b"<pub/>"}), b"a.xml", 3, b"\xff"),
        tarred({"a.xml": b"<pub/>" * 1000})[:2000],
        changed(tarred({"a.xml": b"<pub/>"}), b"ustar", -100, b"9"),
    ],
    ids=count(),  # packed bytes hold the time: they would give a test another name in each process
)
def test_what_does_not_agree_with_itself(tmp_path: Path, raw: bytes) -> None:
    refused(written(tmp_path, raw))


@pytest.mark.parametrize(
    "name", ["/etc/a.xml", "../a.xml", "a/../../b.xml", "..\\a.xml", "C:\\a.xml", "\\a.xml", "a\0b.xml"]
)
def test_names_that_point_outside(tmp_path: Path, name: str) -> None:
    plain = name.replace("\0", "?")
    raw = zipped({plain.replace("/", "!").replace("\\", "!"): b"<pub/>"})
    raw = raw.replace(plain.replace("/", "!").replace("\\", "!").encode(), name.encode())
    refused(written(tmp_path, raw))
    if "\0" not in name:
        refused(written(tmp_path, tarred({name: b"<pub/>"}), "a.tar"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar(tmp_path: Path, kind: bytes) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        header = tarfile.TarInfo("a.xml")
        header.type, header.linkname = kind, "/etc/hostname"
        archive.addfile(header)
    refused(written(tmp_path, made.getvalue()))


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        header = zipfile.ZipInfo("a.xml")
        header.external_attr = 0o120777 << 16
        archive.writestr(header, "/etc/hostname")
    refused(written(tmp_path, made.getvalue()))


def test_entries_that_overlap(tmp_path: Path) -> None:
    raw = zipped({"a.xml": b"<pub/>" * 500, "b.xml": b"<pub/>" * 500}, zipfile.ZIP_STORED)
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
    lying = raw[: second + 42] + (10).to_bytes(4, "little") + raw[second + 46 :]
    assert "overlap" in str(refused(written(tmp_path, lying)))


def test_a_tar_header_of_any_length_is_not_held(tmp_path: Path) -> None:
    made = io.BytesIO()
    header = tarfile.TarInfo("././@PaxHeader")
    header.type, header.size = tarfile.XHDTYPE, 60 << 20
    made.write(header.tobuf())
    made.write(bytes(60 << 20))
    assert "header" in str(refused(written(tmp_path, gzip.compress(made.getvalue()))))


def test_an_xz_that_asks_for_much_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 512 << 20}]
    packer = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=filters)
    raw = packer.compress(b"<pub/>") + packer.flush()
    refused(written(tmp_path, raw))


def test_any_bytes_give_a_batch_or_an_error_of_ours(tmp_path: Path) -> None:
    seeds = [ONE, STORED, gzip.compress(document(1) * 9), tarred({"a.xml": document(2)}), document(3) * 5]
    state = 12345
    for round_ in range(300):
        raw = bytearray(seeds[round_ % len(seeds)])
        for _ in range(4):
            state = (state * 1103515245 + 12345) % (1 << 31)
            raw[state % len(raw)] = state >> 16 & 255
        path = written(tmp_path, bytes(raw))
        try:
            read(path)
        except LoadError as error:
            assert isinstance(error, AtlasError) and error.detail.zh


REPEATED = [
    b"<!--", b"<![CDATA[", b"<?xml ", b"<case>", b"<case><!--<case>-->", b"<!--<?xml -->", b"<![CDATA[<case>]]>", b"-->", b"]]>",
    b'"', b"{", b"[", b"[{", b'[{"a":1},', b',"', b"\n{", b'"\n', b"<!DOCTYPE ", b"<!DOCTYPE a [", b"<a b='", b"</case>", b"<?",
    b"&x;", b"\n", b"\r", b"<a>", b"<a/>", b"\\", b'{"\\', b"a,b;c\n", b'{"a":"b', b"<pub></pub>",
]  # fmt: skip
LAYOUTS = [Layout("documents"), Layout("children", ("case",)), Layout("json"), Layout("csv")]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.kind)
@pytest.mark.parametrize("lead", [b"", b"<list>", b"[\n {", b"a,b\n", b'<?xml version="1.0"?><a>'])
def test_repeated_bytes_are_cut_in_one_pass_and_both_counts_agree(lead: bytes, layout: Layout) -> None:
    for repeated in REPEATED:
        raw = lead + repeated * (60_000 // len(repeated))
        with alone():
            found = list(cut(Ahead(io.BytesIO(raw)), layout))
        with alone():
            assert count_records([raw], layout) == len(found), repeated
        if len(found) < 5 and layout.kind in ("documents", "children"):
            for record in found:
                with alone(), contextlib.suppress(RecordRejected):
                    parse_xml(record.raw, record.around)
