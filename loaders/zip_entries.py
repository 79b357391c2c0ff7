"""Read the entries of a zip that can be sought: all names, sizes and places are checked before the first is read.

Invariants: the standard library reads the directory at the end; the content is inflated here, so that its length and
checksum are compared with what the directory declares; entries may not overlap, and nothing but stored and deflated
members is read.
"""

import stat
import zipfile
from typing import BinaryIO

from domain.errors import ArchiveRefused
from loaders.names import check_name
from loaders.streams import FREE, RATIO, Ahead, Allowance, Bounded, Checked, Inflated, Readable, bomb

_LOCAL = 30
_ENCRYPTED = 0x1


def zip_entries(file: BinaryIO | Bounded) -> list[zipfile.ZipInfo]:
    """Return the file entries of a zip, checked, in the order in which they lie."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError, EOFError):
        raise ArchiveRefused("zip 损坏或不完整", "the zip is damaged or cut short") from None
    kept = []
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        _check(entry)
        if entry.header_offset < end:
            raise ArchiveRefused("zip 的成员互相重叠", "members of the zip overlap")
        end = entry.header_offset + _LOCAL + entry.compress_size
        if not entry.is_dir():
            kept.append(entry)
    return kept


def _check(entry: zipfile.ZipInfo) -> None:
    check_name(entry.orig_filename)
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveRefused("压缩包含链接或设备", "the archive holds a link or a device")
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveRefused("压缩包已加密", "the archive is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveRefused("不支持的压缩方法", "a compression method that is not read")
    if entry.compress_type == zipfile.ZIP_STORED and entry.file_size != entry.compress_size:
        raise ArchiveRefused("实际大小与声明不符", "a stored member's two sizes differ")
    if entry.file_size > FREE and entry.file_size > RATIO * entry.compress_size:
        raise bomb()


def opened(file: BinaryIO | Bounded, entry: zipfile.ZipInfo, allowance: Allowance) -> tuple[Bounded | None, Readable]:
    """Return an entry's content; and its place in the file, where it is stored and so can be sought."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL)
    if len(header) < _LOCAL or not header.startswith(b"PK\x03\x04"):
        raise ArchiveRefused("zip 损坏或不完整", "the zip is damaged or cut short")
    names = int.from_bytes(header[26:28], "little")
    extra = int.from_bytes(header[28:30], "little")
    if file.read(names) != _written(entry):
        raise ArchiveRefused("成员名前后不一致", "a member's two names differ")
    start = entry.header_offset + _LOCAL + names + extra
    if entry.compress_type == zipfile.ZIP_STORED:
        stored = Bounded(file, start, entry.file_size)  # type: ignore[arg-type]
        return Bounded(file, start, entry.file_size), Checked(stored, entry.file_size, entry.CRC)  # type: ignore[arg-type]
    packed = Ahead(Bounded(file, start, entry.compress_size))  # type: ignore[arg-type]
    return None, Checked(Inflated(packed, "deflate", allowance), entry.file_size, entry.CRC)


def _written(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
