"""Streams of bytes that are read forwards once: with a look ahead, within bounds, inflated under a limit.

Invariants: nothing is kept beyond what was looked at; an inflated stream refuses to go above 500 to 1 after its first
64 MiB, and every stream of one file together likewise (``Allowance``); a checksum or an end that is missing refuses.
"""

import bz2
import lzma
import zlib
from typing import BinaryIO, Protocol

from domain.errors import ArchiveRefused

CHUNK = 256 * 1024
FREE = 64 * 1024 * 1024
RATIO = 500
XZ_MEMORY = 96 * 1024 * 1024
"""Memory that an xz stream may ask for: enough for its highest preset (64 MiB dictionary)."""


class Readable(Protocol):
    """What gives bytes: up to ``size`` of them, none only at the end."""

    def read(self, size: int, /) -> bytes: ...


def bomb() -> ArchiveRefused:
    """Return the refusal of what expands too far."""
    return ArchiveRefused(
        "压缩比超过 500:1，按压缩炸弹拒绝", "expands more than 500 to 1: refused as a bomb", code="archive-refused"
    )


class Allowance:
    """How much one file may expand in all, over every archive and member nested in it."""

    def __init__(self, size: int) -> None:
        self.limit = max(FREE, RATIO * size)
        self.spent = 0

    def spend(self, count: int) -> None:
        self.spent += count
        if self.spent > self.limit * 3:
            raise bomb()


class Ahead:
    """A stream that can be looked into before it is read, and that knows how far it was read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._held = b""
        self.position = 0

    def peek(self, size: int) -> bytes:
        """Return the next bytes, up to ``size``, without taking them."""
        while len(self._held) < size:
            more = self._stream.read(max(4096, size - len(self._held)))
            if not more:
                break
            self._held += more
        return self._held[:size]

    def read(self, size: int = CHUNK, /) -> bytes:
        if self._held:
            taken, self._held = self._held[:size], self._held[size:]
        else:
            taken = self._stream.read(size)
        self.position += len(taken)
        return taken


class Bounded:
    """A stretch of a file that can be sought, itself readable as a file (an archive stored within an archive)."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def read(self, size: int = -1, /) -> bytes:
        left = self._size - self._at
        count = left if size is None or size < 0 else min(size, left)
        if count <= 0:
            return b""
        self._file.seek(self._start + self._at)
        taken = self._file.read(count)
        if not taken:
            raise ArchiveRefused("文件被截断", "the file is cut short")
        self._at += len(taken)
        return taken

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at


class Inflated:
    """The content of one compressed stream (``gz``, ``xz``, ``bz2``, or ``deflate`` as in a zip)."""

    def __init__(self, stream: Readable, method: str, allowance: Allowance) -> None:
        self._stream, self._method, self._allowance = stream, method, allowance
        self._waiting = b""
        self._taken = self._given = 0
        self._ended = True
        self._begin()

    def _begin(self) -> None:
        self._ended = False
        if self._method in ("gz", "deflate"):
            self._zlib = zlib.decompressobj(31 if self._method == "gz" else -15)
        elif self._method == "xz":
            self._other: lzma.LZMADecompressor | bz2.BZ2Decompressor = lzma.LZMADecompressor(
                lzma.FORMAT_XZ, memlimit=XZ_MEMORY
            )
        else:
            self._other = bz2.BZ2Decompressor()

    def read(self, size: int = CHUNK, /) -> bytes:
        """Return up to ``size`` bytes; refuse what is damaged, cut short or expands too far."""
        while True:
            if self._ended and not self._next():
                return b""
            try:
                content = self._step(min(size, CHUNK))
            except (zlib.error, lzma.LZMAError, OSError, EOFError):
                raise ArchiveRefused(
                    "压缩数据损坏或校验不符", "the compressed stream is damaged or its check fails"
                ) from None
            if content:
                self._given += len(content)
                if self._given > FREE and self._given > RATIO * self._taken:
                    raise bomb()
                self._allowance.spend(len(content))
                return content

    def _step(self, most: int) -> bytes:
        if not self._waiting and not self._hungry():
            content = self._grow(b"", most)
            if content or self._ended:
                return content
        if not self._waiting:
            self._waiting = self._stream.read(64 * 1024)
            self._taken += len(self._waiting)
            if not self._waiting:
                content = self._grow(b"", most)
                if content or self._ended:
                    return content
                raise EOFError
        waiting, self._waiting = self._waiting, b""
        return self._grow(waiting, most)

    def _hungry(self) -> bool:
        return True if self._method in ("gz", "deflate") else self._other.needs_input

    def _grow(self, waiting: bytes, most: int) -> bytes:
        if self._method in ("gz", "deflate"):
            content = self._zlib.decompress(waiting, most)
            self._ended = self._zlib.eof
            self._waiting = self._zlib.unused_data if self._ended else self._zlib.unconsumed_tail
        else:
            content = self._other.decompress(waiting, most)
            self._ended = self._other.eof
            self._waiting = self._other.unused_data if self._ended else b""
        return content

    def _next(self) -> bool:
        """Begin the next of several streams laid end to end; a zip's member is one."""
        if self._method == "deflate":
            if self._waiting:
                raise ArchiveRefused("成员后有多余数据", "bytes follow the end of the member")
            return False
        while True:
            self._waiting = self._waiting.lstrip(b"\0")
            if self._waiting:
                break
            self._waiting = self._stream.read(64 * 1024)
            self._taken += len(self._waiting)
            if not self._waiting:
                return False
        self._begin()
        return True


class Checked:
    """A zip member's content: its length and CRC-32 are compared with the declared ones at the end."""

    def __init__(self, stream: Readable, size: int, crc: int) -> None:
        self._stream, self._left, self._crc, self._sum = stream, size, crc, 0

    def read(self, size: int = CHUNK, /) -> bytes:
        content = self._stream.read(size)
        if not content:
            if self._left:
                raise ArchiveRefused("实际大小与声明不符", "smaller than the size that the archive declares")
            if self._sum != self._crc:
                raise ArchiveRefused("CRC 校验不符", "the member's CRC does not agree")
            return b""
        self._left -= len(content)
        if self._left < 0:
            raise ArchiveRefused("实际大小与声明不符", "larger than the size that the archive declares")
        self._sum = zlib.crc32(content, self._sum)
        return content
