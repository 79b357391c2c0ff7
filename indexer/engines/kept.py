"""Parts and filings as an engine keeps them: headers without content, bodies packed, and what a term's end changes.

Invariants: everything here is pure; a part of the kind ``SHARED`` has no body of its own, because cutting the
assembled filing down to the part's paths gives the part back.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import zstandard

from domain import codec
from domain.dates import as_number, day_after
from domain.filings import Amendment, Filing, Right, Status
from domain.legal_events import state_on
from domain.parts import Part, Rank, assemble, restricted, with_occurrence

SHARED, APART, AMENDMENT, WITHDRAWN = range(4)
"""Kinds of part: within the filing, with a body of its own, an amendment (with a body), a withdrawal."""
_WORTH_PACKING = 512
_MAGIC = zstandard.FRAME_HEADER[:1]
_LOCAL = threading.local()


class Header(NamedTuple):
    """A part without its content; ``kind`` is one of the four."""

    id: str
    source: str
    group: str
    kind: int
    rank: Rank
    right: Right | None
    version: int
    loader: int
    file: str
    member: str | None
    offset: int
    paths: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.id, self.source, self.group)

    @property
    def age(self) -> tuple[int, int]:
        """What tells an older part from a newer: its version, then the loader that read it."""
        return (self.version, self.loader)

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the part was read."""
        return (self.file, self.member or "", self.offset)


Standing = Literal["newer", "moved", "older"]


def standing(before: Header | None, head: Header) -> Standing:
    """Tell whether a part replaces the one held: as the newer, or as the same one read at a smaller place.

    So the order of files does not matter.
    """
    if before is None or head.age > before.age:
        return "newer"
    return "moved" if head.age == before.age and head.place < before.place else "older"


def headers_of(parts: Sequence[Part]) -> tuple[Filing | None, tuple[Header, ...], tuple[bytes | None, ...]]:
    """Return the filing that the parts of one record make alone, their headers, and the bodies of those that need one."""
    if len(parts) == 1 and not isinstance(parts[0].content, Amendment | None):
        return parts[0].content, (header(parts[0], SHARED),), (None,)
    filing = assemble(parts[0].id, parts) if any(_is_filing(part) for part in parts) else None
    headers, bodies = [], []
    for part in parts:
        shared = filing is not None and _is_filing(part) and shares(filing, part)
        headers.append(header(part, SHARED if shared else _kind(part)))
        bodies.append(None if shared else body(part))
    return filing, tuple(headers), tuple(bodies)


def occurring(prepared: Any, occurrence: int) -> Any:
    """Return a prepared record as that of another occurrence of its name in the file."""
    heads = tuple(one._replace(version=with_occurrence(one.version, occurrence)) for one in prepared.headers)
    return prepared._replace(headers=heads)


def header(part: Part, kind: int) -> Header:
    """Return a part without its content."""
    origin = part.content.origin if part.content is not None else None
    return Header(
        part.id, part.source, part.group, kind, part.rank, part.right, part.version,
        origin.loader_version if origin else 0, origin.file if origin else "", origin.member if origin else None,
        origin.offset if origin else 0, part.paths,
    )  # fmt: skip


def shares(filing: Filing, part: Part) -> bool:
    """Tell whether the assembled filing gives the part back."""
    if filing is part.content:
        return True
    return (restricted(filing, part.paths) if part.paths else filing) == part.content


def encoded(filing: Filing) -> tuple[bytes, bytes | None]:
    """Return a filing's JSON, packed: without description and claims, and these."""
    light, heavy = codec.halves(filing)
    return pack(light), pack(heavy) if heavy is not None else None


def decoded(light: bytes, heavy: bytes | None) -> Filing:
    """Return the filing that ``encoded`` packed; without ``heavy``, as a hit shows it."""
    return codec.joined(unpack(light), None if heavy is None else unpack(heavy))


def with_heavy(filing: Filing, heavy: bytes) -> Filing:
    """Return a filing decoded without ``heavy`` as it is with it."""
    return codec.with_heavy(filing, unpack(heavy))


def body(part: Part) -> bytes | None:
    """Return a part's content, packed."""
    if part.content is None:
        return None
    if isinstance(part.content, Amendment):
        return pack(codec.encode_amendment(part.content))
    return pack(codec.encode(part.content))


def part_of(head: Header, content: Filing | Amendment | None) -> Part:
    """Return the part of a header and its content."""
    return Part(
        id=head.id, source=head.source, group=head.group, rank=head.rank, version=head.version, right=head.right,
        content=content, paths=head.paths,
    )  # fmt: skip


def header_of(row: tuple[Any, ...]) -> Header:
    """Return the header of a row of the store's parts."""
    id, source, group, kind, rank, right, version, loader, file, member, offset, paths = row[:12]
    return Header(
        id,
        source,
        group,
        kind,
        rank,
        right,
        version,
        loader,
        file,
        member,
        offset,
        tuple(paths.split()) if paths else (),
    )


def flips(filing: Filing) -> int | None:
    """Return the last day of a term whose end will change the state, ``None`` where nothing will."""
    expires = filing.dates.expires
    if not expires or filing.status.state == "expired":
        return None
    over = state_on(filing.dates, filing.status, day_after(expires)) == "expired"
    return as_number(expires) if over else None


def term_over(filing: Filing) -> Filing:
    """Return the filing as it stands after its term."""
    since = day_after(filing.dates.expires) if filing.dates.expires else None
    office_text = filing.status.office_text
    status = Status(state="expired", since=since, reason="term_over", office_text=office_text)
    return replace(filing, status=status)


def pack(raw: bytes) -> bytes:
    """Compress; what is too short to gain by it stays as it is."""
    if len(raw) < _WORTH_PACKING and raw[:1] != _MAGIC:
        return raw
    try:
        packer = _LOCAL.packer
    except AttributeError:
        packer = _LOCAL.packer = zstandard.ZstdCompressor(level=1)
    packed: bytes = packer.compress(raw)
    return packed


def unpack(raw: bytes) -> bytes:
    """Decompress what ``pack`` made."""
    if raw[:1] != _MAGIC:
        return raw
    try:
        unpacker = _LOCAL.unpacker
    except AttributeError:
        unpacker = _LOCAL.unpacker = zstandard.ZstdDecompressor()
    whole: bytes = unpacker.decompress(raw)
    return whole


def _is_filing(part: Part) -> bool:
    return part.content is not None and not isinstance(part.content, Amendment)


def _kind(part: Part) -> int:
    if part.content is None:
        return WITHDRAWN
    return AMENDMENT if isinstance(part.content, Amendment) else APART
