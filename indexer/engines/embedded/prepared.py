"""What one record of a file gives, made ready for writing: encoded, packed, analysed.

Invariant: preparing is pure and needs no engine, so that another process can do it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from domain.filings import Filing
from domain.parts import Part
from indexer.documents import document
from indexer.engines import kept
from indexer.engines.entries import Entry, entry
from indexer.engines.kept import Header


class Stored(NamedTuple):
    """A filing as the store keeps it: packed without and with its heavy texts, its keys, its index entry.

    ``flips`` is the last day (YYYYMMDD) of a term whose end changes the state shown.
    """

    light: bytes
    heavy: bytes | None
    keys: tuple[str, ...]
    entry: Entry
    flips: int | None


class Prepared(NamedTuple):
    """The parts of one record, bodies of those that need one, and the filing that they make alone."""

    headers: tuple[Header, ...]
    bodies: tuple[bytes | None, ...]
    stored: Stored | None


def prepare(parts: Sequence[Part]) -> Prepared:
    """Make the parts of one record ready."""
    filing, headers, bodies = kept.headers_of(parts)
    return Prepared(headers, bodies, None if filing is None else stored(filing))


def stored(filing: Filing) -> Stored:
    """Encode, pack and analyse a filing."""
    light, heavy = kept.encoded(filing)
    read = document(filing)
    return Stored(light, heavy, tuple(read.keywords["number"]), entry(read, filing), kept.flips(filing))
