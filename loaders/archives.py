"""Walk files, folders and archives (zip, tar, gz, xz, bz2, nested to three levels) as members; nothing is extracted.

A container is recognised by its first bytes, never by its name. Members come in the archive's own order, files of a
folder sorted by path; a member's stream must be read before the next member is asked for. What cannot be trusted
(a bomb, a bad name, a link, a size or checksum that does not agree, a fourth level) raises ``ArchiveRefused``; no file
is opened but those that the caller names (a compressed archive within an archive is spooled to an unnamed one when it
is large).
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from domain.errors import ArchiveRefused
from loaders.occurrences import Occurrences
from loaders.streams import CHUNK, Ahead, Allowance, Bounded, Inflated, Readable
from loaders.tar_entries import tar_entries
from loaders.zip_entries import opened, zip_entries

MAX_LEVELS = 3
SPOOLED = 8 * 1024 * 1024
_LOOK = 512
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bz2"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One stream of content: ``name`` is its path within the file, made unique (``None``: the file itself)."""

    file: str
    name: str | None
    index: int
    size: int | None
    """The declared size, where the container declares one."""
    stream: Ahead
    progress: Callable[[], int]
    """How many bytes of the file have been passed, for a progress bar."""

    @property
    def short(self) -> str | None:
        """The name without folders, as an origin names it: the archives that it lies in stay."""
        return None if self.name is None else "/".join(one.rpartition("/")[2] for one in self.name.split("!"))


def files_below(paths: Path | str | list[Path]) -> Iterator[Path]:
    """Yield the files that are named or lie below a named folder, sorted; links to folders are not followed."""
    for path in [Path(paths)] if isinstance(paths, str | Path) else paths:
        if path.is_dir():
            yield from sorted(_below(path))
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if not path.is_symlink():
                yield from _below(path)
        elif path.is_file():
            yield path


def members(path: Path) -> Iterator[Member]:
    """Yield the members of one file, down to three levels of archives."""
    with path.open("rb") as file:
        allowance = Allowance(path.stat().st_size)
        walk = _Walk(path.name, allowance, file.tell)
        yield from walk.through(Ahead(file), file, None, path.stat().st_size, 0)


def container_of(start: bytes) -> str | None:
    """Say which container the first 512 bytes begin: zip, tar, gz, xz, bz2, or none."""
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    return "tar" if start[257:262] == b"ustar" else None


class _Walk:
    """The walk through one file: the name of the file, the count of members so far, what it may still expand."""

    def __init__(self, file: str, allowance: Allowance, progress: Callable[[], int]) -> None:
        self.file, self.allowance, self.count, self.progress = file, allowance, 0, progress
        self._names = Occurrences()

    def through(
        self, stream: Ahead, seekable: BinaryIO | Bounded | None, name: str | None, size: int | None, level: int
    ) -> Iterator[Member]:
        """Yield one stream as a member, or the members of the archive that it is."""
        kind = container_of(stream.peek(_LOOK))
        if kind is None:
            self.count += 1
            yield Member(self.file, name, self.count - 1, size, stream, self.progress)
            return
        if level >= MAX_LEVELS:
            raise ArchiveRefused(f"压缩包嵌套超过 {MAX_LEVELS} 层", f"archives nested more than {MAX_LEVELS} deep")
        if kind == "zip":
            yield from self._zip(stream, seekable, name, level)
        elif kind == "tar":
            yield from self._tar(stream, seekable, name, level)
        else:
            inflated = Ahead(Inflated(stream, kind, self.allowance))
            step = 0 if container_of(inflated.peek(_LOOK)) == "tar" else 1
            yield from self.through(inflated, None, name, None, level + step)

    def _zip(
        self, stream: Ahead, seekable: BinaryIO | Bounded | None, name: str | None, level: int
    ) -> Iterator[Member]:
        if seekable is not None:
            yield from self._zip_file(seekable, name, level)
            return
        with tempfile.SpooledTemporaryFile(max_size=SPOOLED) as spool:
            while chunk := stream.read(CHUNK):
                spool.write(chunk)
            yield from self._zip_file(spool, name, level)  # type: ignore[arg-type]

    def _zip_file(self, file: BinaryIO | Bounded, name: str | None, level: int) -> Iterator[Member]:
        for entry in zip_entries(file):
            place, content = opened(file, entry, self.allowance)
            yield from self.through(
                Ahead(content), place, self._joined(name, entry.filename), entry.file_size, level + 1
            )

    def _tar(
        self, stream: Ahead, seekable: BinaryIO | Bounded | None, name: str | None, level: int
    ) -> Iterator[Member]:
        if seekable is not None:
            seekable.seek(0)
        source: Readable = stream if seekable is None else seekable
        for entry_name, size, place, content in tar_entries(source, seekable):
            yield from self.through(Ahead(content), place, self._joined(name, entry_name), size, level + 1)

    def _joined(self, outer: str | None, name: str) -> str:
        own = name.replace("\\", "/").removeprefix("./")
        whole = f"{outer}!{own}" if outer else own
        times = self._names.add(whole)
        return whole if times == 1 else f"{whole} ({times})"
