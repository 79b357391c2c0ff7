"""Make the parts of one record: what its source replaces as a group apart, each with its version.

Invariants: equal bytes in equal files give equal versions; a withdrawal takes back every group of its source; the
parts are those of the first record of its name in the file, and ``occurrence`` says what a later one's version counts.
"""

from dataclasses import replace
from hashlib import sha256

from domain.filings import Amendment, Parsed, Withdrawal
from domain.parts import Part, part_version, restricted
from loaders.sources import Source


def parts_of(
    source: Source,
    raw: bytes,
    parsed: Parsed,
    groups: frozenset[str] | None,
    fallback_date: str | None,
) -> tuple[Part, ...]:
    """Return the parts of one record, as the first of its name."""
    date = parsed.origin.source_date or _published(parsed) or fallback_date
    if date and not parsed.origin.source_date:
        parsed = replace(parsed, origin=replace(parsed.origin, source_date=date))
    version = part_version(date or "", 0, occurrence(source, 1), sha256(raw).digest())
    if isinstance(parsed, Amendment):
        return (_part(source, parsed.target, parsed.group, version, parsed),)
    if isinstance(parsed, Withdrawal):
        return tuple(
            Part(
                id=parsed.id,
                source=source.name,
                group=group,
                rank=source.rank,
                version=version,
                right=parsed.right,
                content=None,
                paths=paths,
            )
            for group, paths in source.groups.items()
        )
    return tuple(
        Part(
            id=parsed.id,
            source=source.name,
            group=group,
            rank=source.rank,
            version=version,
            right=parsed.right,
            content=restricted(parsed, paths) if paths else parsed,
            paths=paths,
        )
        for group, paths in source.groups.items()
        if groups is None or group in groups
    )


def name_of(parsed: Parsed) -> str:
    """Return the name of which a file's occurrences are counted."""
    return f"{parsed.target} {parsed.group}" if isinstance(parsed, Amendment) else parsed.id


def occurrence(source: Source, times: int) -> int:
    """Return what a version counts of the n-th record of a name: of several, the source says which one holds."""
    return times if source.repeats == "last" else -times


def _part(source: Source, target: str, group: str, version: int, amendment: Amendment) -> Part:
    return Part(
        id=target, source=source.name, group=group, rank=source.rank, version=version, right=None, content=amendment
    )


def _published(parsed: Parsed) -> str | None:
    return None if isinstance(parsed, Amendment | Withdrawal) else parsed.dates.published
