"""How a source declares itself: what it reads, how its records are cut, which fields it replaces as a group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from domain.filings import Origin, Parsed, Right
from domain.parts import WHOLE, Rank
from domain.text import Wording


@dataclass(frozen=True, slots=True)
class Skipped:
    """A recognised record that is not a filing (a sequence listing); counted as skipped, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a member is cut into records.

    ``documents``: one or many whole XML documents, concatenated. ``children``: one root whose elements named in
    ``names`` (prefix included as written, local names match any prefix) are records. ``json``: an array of objects,
    at the root or under ``names[0]``. ``csv``: a header line and rows.
    """

    kind: Literal["documents", "children", "json", "csv"]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The first 64 KiB of a member, decoded leniently, and what is quickly read off them."""

    name: str
    start: bytes
    root: str | None
    """Local name of the first element, ``None`` when this is not XML."""
    text: str


Record = Any
"""What ``parse`` reads: an lxml element, or a ``dict`` for JSON and CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One format of one office. ``parse(record, origin)`` raises ``RecordRejected`` or ``UnknownSchemaVersion``."""

    name: str
    title: Wording
    office: str
    rights: tuple[Right, ...]
    rank: Rank
    layout: Layout
    recognises: Callable[[Head], bool]
    parse: "Callable[[Record, Origin], Parsed | Skipped]"
    version: int = 1
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {WHOLE: ()})
    """Group → the fields it replaces as a whole, dotted (``mark.text``); empty for all."""
    carried: Callable[[Record], frozenset[str]] | None = None
    """Which groups this record carries; ``None``: all."""
    repeats: Literal["first", "last"] = "last"
    """Which of several records of one id in one file is the newest."""
    url: str | None = None
    """Where the office offers these files."""
    reads: str = ""
    """One line: the format and its versions, as documentation prints it."""


def dated(origin: Origin, date: str | None) -> Origin:
    """Return the origin with the date that stands in the file, where there is one."""
    return replace(origin, source_date=date) if date else origin
