"""A record is built from parts, keyed (id, source, group); the latest part wins, in whatever order files arrive.

Invariants: a part's version is one positive 63-bit integer made of the source date, the issue, the n-th occurrence of
the id in its file and 20 bits of the record's SHA-256, so that equal bytes have equal versions; the filing shown takes
each field from the highest source that has it; amendments apply after, oldest first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from domain.filings import Amendment, Dates, Filing, Right
from domain.legal_events import status_after

Rank = Literal["full_text", "bibliography", "exchange", "extract"]
RANKS: tuple[Rank, ...] = ("full_text", "bibliography", "exchange", "extract")
WHOLE = "whole"
_OCCURRENCES = 1 << 12
KEYED: Mapping[str, str] = {"parties": "role", "classes": "scheme", "numbers": "type"}
"""Lists of which a group may carry some entries only: ``parties.agent``, ``classes.nice``, ``numbers.related``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one source says of one record: a filing cut down to the group's fields, an amendment, or a withdrawal (None)."""

    id: str
    source: str
    group: str = WHOLE
    rank: Rank
    version: int
    right: Right | None
    content: Filing | Amendment | None
    paths: tuple[str, ...] = ()
    """The fields of the group, dotted (``mark.text``); empty for all."""

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.id, self.source, self.group)


def part_version(source_date: str, issue: int, occurrence: int, digest: bytes) -> int:
    """Pack a part's version: 24 bits of date (days), 7 of issue, 12 of occurrence, 20 of the record's SHA-256.

    Occurrence and issue saturate at their largest value; a negative occurrence counts from the last place, so that of
    several the first is the newest. The result is a positive 63-bit integer.

    >>> part_version("2010-01-05", 0, 1, bytes(32)) < part_version("2010-01-05", 0, 2, bytes(32))
    True
    >>> part_version("2010-01-05", 0, 2, bytes(32)) < part_version("2010-01-06", 0, 1, bytes(32))
    True
    >>> part_version("2010-01-05", 0, -1, bytes(32)) > part_version("2010-01-05", 0, -2, bytes(32)) > 0
    True
    """
    digits = (source_date.replace("-", "") + "00000000")[:8]
    date = int(digits) if digits.isdigit() else 0
    day = (date // 10000) * 512 + (date // 100 % 100) * 32 + date % 100
    packed = (min(day, (1 << 24) - 1) << 39) | (min(issue, 127) << 32) | int.from_bytes(digest[:3]) >> 4
    return with_occurrence(packed, occurrence)


def with_occurrence(version: int, occurrence: int) -> int:
    """Return a version as that of another occurrence of the same bytes.

    >>> with_occurrence(part_version("2010-01-05", 0, 1, bytes(32)), 2) == part_version("2010-01-05", 0, 2, bytes(32))
    True
    """
    placed = min(occurrence if occurrence >= 0 else max(_OCCURRENCES + occurrence, 0), _OCCURRENCES - 1)
    return version & ~((_OCCURRENCES - 1) << 20) | placed << 20


def assemble(id: str, parts: Sequence[Part]) -> Filing | None:
    """Build the filing shown from the live parts of one record; ``None`` when no source holds it.

    Sources are taken highest rank first (office full text, bibliography, exchange data, extract; the later version
    first within a rank), and each field from the first that has it.
    """
    bodies = [part for part in parts if part.content is not None and not isinstance(part.content, Amendment)]
    if not bodies:
        return None
    bodies.sort(key=lambda part: (RANKS.index(part.rank), -part.version, part.source, part.group))
    filing = bodies[0].content
    assert filing is not None and not isinstance(filing, Amendment)
    if len(bodies) > 1:
        filing = _merged(bodies)
    amendments = sorted(
        (part for part in parts if isinstance(part.content, Amendment)), key=lambda p: (p.version, p.source, p.group)
    )
    for part in amendments:
        assert isinstance(part.content, Amendment)
        filing = _amended(filing, part.content)
    if amendments:
        filing = replace(filing, status=status_after(filing.status, filing.events, filing.office))
    return filing


def _merged(bodies: Sequence[Part]) -> Filing:
    first = bodies[0].content
    assert first is not None and not isinstance(first, Amendment)
    values: dict[str, object] = {}
    for slot in fields(first):
        values[slot.name] = _first_value(bodies, slot.name, slot.default)
    values["id"], values["right"], values["origin"] = first.id, first.right, first.origin
    values["office"] = first.office
    return replace(first, **values)  # type: ignore[arg-type]


def _first_value(bodies: Sequence[Part], name: str, default: object) -> object:
    """Return a field's value from the highest source that carries it; dates and marks are merged key by key."""
    if name in KEYED:
        return _first_list(bodies, name)
    found: object = default
    for part in bodies:
        if not _carries(part, name):
            continue
        value = getattr(part.content, name, default)
        if value is None or value == default:
            continue
        if name in ("dates", "mark") and found is not default and found is not None:
            found = _filled(found, value, part, name)
        elif name in ("dates", "mark"):
            found = _restricted(value, part, name)
        elif found == default:
            found = value
    return found


def _first_list(bodies: Sequence[Part], name: str) -> object:
    """Return a list from the highest source that has it, put together from all groups in which it comes."""
    found: tuple[object, ...] = ()
    for source in dict.fromkeys(part.source for part in bodies):
        groups = sorted((part for part in bodies if part.source == source), key=lambda part: part.group)
        value = tuple(dict.fromkeys(one for part in groups if _carries(part, name) for one in _entries(part, name)))
        if not found:
            found = value
        elif name == "numbers" and value:
            found = _joined(found, value)
    return found


def _entries(part: Part, name: str) -> tuple[object, ...]:
    value: tuple[object, ...] = getattr(part.content, name, ())
    return tuple(one for one in value if _allowed(part, name, getattr(one, KEYED[name])))


def _carries(part: Part, name: str) -> bool:
    return not part.paths or any(path.split(".")[0] == name for path in part.paths)


def _allowed(part: Part, name: str, inner: str) -> bool:
    return not part.paths or name in part.paths or f"{name}.{inner}" in part.paths


def _restricted(value: object, part: Part, name: str) -> object:
    blank = {slot.name: slot.default for slot in fields(value) if not _allowed(part, name, slot.name)}  # type: ignore[arg-type]
    return replace(value, **blank) if blank else value  # type: ignore[type-var]


def _filled(found: object, value: object, part: Part, name: str) -> object:
    missing = {
        slot.name: getattr(value, slot.name)
        for slot in fields(found)  # type: ignore[arg-type]
        if getattr(found, slot.name) == slot.default and _allowed(part, name, slot.name)
    }
    return replace(found, **missing)  # type: ignore[type-var]


def _joined(found: tuple[Any, ...], value: tuple[Any, ...]) -> tuple[object, ...]:
    """Join two lists of numbers: a number that only the lower source knows is not lost."""
    known = {(one.type, one.office, one.number) for one in found}
    types = {one.type for one in found}
    extra = tuple(
        one
        for one in value
        if (one.type, one.office, one.number) not in known and (one.type not in types or one.type == "priority")
    )
    return found + extra


def _amended(filing: Filing, amendment: Amendment) -> Filing:
    changes: dict[str, object] = {}
    if amendment.events:
        known = set(filing.events)
        events = filing.events + tuple(event for event in amendment.events if event not in known)
        changes["events"] = tuple(
            sorted(events, key=lambda event: (event.date or "", event.code or "", event.text or ""))
        )
    if amendment.parties:
        roles = {party.role for party in amendment.parties}
        changes["parties"] = tuple(one for one in filing.parties if one.role not in roles) + amendment.parties
    if amendment.classes:
        schemes = {one.scheme for one in amendment.classes}
        changes["classes"] = tuple(one for one in filing.classes if one.scheme not in schemes) + amendment.classes
    if amendment.status is not None:
        changes["status"] = amendment.status
    return replace(filing, **changes) if changes else filing  # type: ignore[arg-type]


def restricted(filing: Filing, paths: Mapping[str, object] | Sequence[str]) -> Filing:
    """Cut a filing down to the fields of one group (id, right, office and origin always stay)."""
    keep = {path.split(".")[0] for path in paths} | {"id", "right", "office", "origin"}
    blank = {slot.name: slot.default for slot in fields(filing) if slot.name not in keep}
    cut = replace(filing, **blank)  # type: ignore[arg-type]
    nested = {path.split(".")[0] for path in paths if "." in path} - set(paths)
    for name in nested:
        value = getattr(cut, name, None)
        inner = {p.split(".", 1)[1] for p in paths if p.startswith(name + ".")}
        if name in KEYED:
            kept = tuple(one for one in getattr(cut, name) if getattr(one, KEYED[name]) in inner)
            cut = replace(cut, **{name: kept})  # type: ignore[arg-type]
        elif value is not None:
            empty = {slot.name: slot.default for slot in fields(value) if slot.name not in inner}
            cut = replace(cut, **{name: replace(value, **empty)})
    return cut


NO_DATES = Dates()
