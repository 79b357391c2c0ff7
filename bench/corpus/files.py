"""Where the corpus is written: files of a source, cut after so many records, plain or compressed the same way each time."""

import lzma
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Packing = Literal["none", "xz", "zip"]
_STAMP = (2020, 1, 1, 0, 0, 0)


@dataclass
class Files:
    """The files of one source in a folder, ``name-01.xml`` and on; ``records`` counts what was written."""

    folder: Path
    name: str
    suffix: str
    packing: Packing = "none"
    head: str = ""
    tail: str = ""
    between: str = ""
    limit: int = 50_000
    records: int = 0
    _number: int = 0
    _in_file: int = 0
    _buffer: list[str] = field(default_factory=list)
    _write: Callable[[bytes], object] | None = None
    _finish: Callable[[], None] | None = None

    def add(self, record: str) -> None:
        """Write one record."""
        if self._write is None:
            self._open()
        elif self.between:
            self._buffer.append(self.between)
        self._buffer.append(record)
        self.records += 1
        self._in_file += 1
        if len(self._buffer) > 24:
            self._flush()
        if self._in_file >= self.limit:
            self.close()

    def close(self) -> None:
        """End the file that is open."""
        if self._write is None:
            return
        self._buffer.append(self.tail)
        self._flush()
        assert self._finish is not None
        self._finish()
        self._write, self._finish, self._in_file = None, None, 0

    def _flush(self) -> None:
        assert self._write is not None
        self._write("".join(self._buffer).encode())
        self._buffer.clear()

    def _open(self) -> None:
        self._number += 1
        name = f"{self.name}-{self._number:02d}.{self.suffix}"
        if self.packing == "xz":
            self._open_xz(name)
        elif self.packing == "zip":
            self._open_zip(name)
        else:
            plain = (self.folder / name).open("wb")
            self._write, self._finish = plain.write, plain.close
        self._buffer.append(self.head)

    def _open_xz(self, name: str) -> None:
        plain = (self.folder / f"{name}.xz").open("wb")
        packer = lzma.LZMACompressor(preset=9 | lzma.PRESET_EXTREME)

        def finish() -> None:
            plain.write(packer.flush())
            plain.close()

        self._write, self._finish = lambda raw: plain.write(packer.compress(raw)), finish

    def _open_zip(self, name: str) -> None:
        archive = zipfile.ZipFile(self.folder / f"{name.removesuffix('.' + self.suffix)}.zip", "w")
        member = zipfile.ZipInfo(name, _STAMP)
        member.compress_type = zipfile.ZIP_DEFLATED
        packed = archive.open(member, "w", force_zip64=True)

        def finish() -> None:
            packed.close()
            archive.close()

        self._write, self._finish = packed.write, finish
