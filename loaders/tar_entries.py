"""Read the entries of a tar forwards from any stream: regular files only, long names within bounds.

Invariants: headers must agree with their checksum; links, devices and sparse files refuse the archive; a pax or GNU
header is read only up to 64 KiB; a member cut short refuses.
"""

import re
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from domain.errors import ArchiveRefused
from loaders.names import check_name
from loaders.streams import CHUNK, Bounded, Readable

_BLOCK = 512
_LONGEST = 64 * 1024
_PAX = re.compile(rb"(\d+) ([^=]+)=")


class Stretch:
    """The next ``size`` bytes of a stream that goes on after them."""

    def __init__(self, stream: Readable, size: int) -> None:
        self._stream, self.left = stream, size

    def read(self, size: int = CHUNK, /) -> bytes:
        if not self.left:
            return b""
        taken = self._stream.read(min(size, self.left))
        if not taken:
            raise _short()
        self.left -= len(taken)
        return taken


def _short() -> ArchiveRefused:
    return ArchiveRefused("tar 损坏或不完整", "the tar is damaged or cut short")


def tar_entries(
    source: Readable, seekable: BinaryIO | Bounded | None
) -> Iterator[tuple[str, int, Bounded | None, Readable]]:
    """Yield name, size, place (where the tar can be sought) and content of each regular file."""
    name: str | None = None
    size: int | None = None
    while header := _header(source):
        if header.type in (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK):
            text = _exactly(source, header.size)
            if header.type == tarfile.GNUTYPE_LONGNAME:
                name = text.rstrip(b"\0").decode("utf-8", "surrogateescape")
            elif header.type == tarfile.XHDTYPE:
                name, size = _pax(text, name)
            continue
        entry_name, entry_size = name or header.name, header.size if size is None else size
        name = size = None
        check_name(entry_name)
        if header.type == tarfile.DIRTYPE:
            continue
        if header.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE):
            raise ArchiveRefused("压缩包含链接或设备", "the archive holds a link or a device")
        content = Stretch(source, entry_size)
        place = None
        if seekable is not None:
            start = seekable.tell()
            place = Bounded(seekable, start, entry_size)  # type: ignore[arg-type]
            yield entry_name, entry_size, place, Bounded(seekable, start, entry_size)  # type: ignore[arg-type]
            _to(seekable, start + entry_size + -entry_size % _BLOCK)
            continue
        yield entry_name, entry_size, place, content
        while content.read(CHUNK):
            pass
        _exactly(source, 0, -entry_size % _BLOCK)


def _to(file: BinaryIO | Bounded, place: int) -> None:
    """Go to where the next header lies; the file must reach that far."""
    file.seek(0, 2)
    if file.tell() < place:
        raise _short()
    file.seek(place)


def _header(source: Readable) -> tarfile.TarInfo | None:
    block = _read(source, _BLOCK)
    if not block.strip(b"\0"):
        return None
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        raise _short() from None
    if header.size < 0:
        raise _short()
    return header


def _exactly(source: Readable, size: int, padding: int | None = None) -> bytes:
    if size > _LONGEST:
        raise ArchiveRefused("tar 的文件头过大", "a header of the tar is too large")
    content = _read(source, size)
    rest = _read(source, -size % _BLOCK if padding is None else padding)
    if len(content) < size or len(rest) < (-size % _BLOCK if padding is None else padding):
        raise _short()
    return content


def _read(source: Readable, size: int) -> bytes:
    pieces = b""
    while len(pieces) < size:
        more = source.read(size - len(pieces))
        if not more:
            break
        pieces += more
    return pieces


def _pax(text: bytes, name: str | None) -> tuple[str | None, int | None]:
    size: int | None = None
    at = 0
    while found := _PAX.match(text, at):
        length = int(found[1])
        if length <= 0:
            raise _short()
        value = text[found.end() : at + length - 1]
        if found[2] == b"path":
            name = value.decode("utf-8", "surrogateescape")
        elif found[2] == b"size":
            if not value.isdigit() or len(value) > 15:
                raise _short()
            size = int(value)
        elif found[2].startswith(b"GNU.sparse"):
            raise ArchiveRefused("不读取稀疏文件", "sparse files are not read")
        at += length
    return name, size
