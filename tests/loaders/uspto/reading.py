"""Read a file of the office as a load does: members, records, elements, filings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import LoadError
from domain.filings import Design, Origin, Patent
from loaders.archives import members
from loaders.elements import local, parse_xml
from loaders.records import cut
from loaders.sources import Layout, Skipped
from loaders.uspto import applications, grants

SOURCES = {source.SOURCE.name: source.SOURCE for source in (grants, applications)}
ROOTS = {
    "us-patent-grant": "uspto-grants",
    "us-patent-application": "uspto-applications",
    "sequence-cwu": "uspto-grants",
}


@dataclass
class Reading:
    """What became of the records of one file."""

    read: int = 0
    filings: list[Patent | Design] = field(default_factory=list)
    rejected: list[LoadError] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    others: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.read, len(self.filings), len(self.rejected), len(self.skipped)


def results(path: Path, source: str | None = None) -> Iterator[Patent | Design | Skipped | LoadError | None]:
    """Yield what each record gives; ``None`` for a root that no source of this format reads."""
    for member in members(path):
        if not member.stream.peek(64).lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
            continue
        for record in cut(member.stream, Layout("documents")):
            try:
                root = parse_xml(record.raw, record.around)
                name = source or ROOTS.get(local(root))
                if name is None:
                    yield None
                    continue
                origin = Origin(source=name, file=path.name, member=member.name, offset=record.offset)
                parsed = SOURCES[name].parse(root, origin)
            except LoadError as fault:
                yield fault
                continue
            assert isinstance(parsed, Patent | Design | Skipped)
            yield parsed


def read(path: Path, source: str | None = None) -> Reading:
    """Read a whole file."""
    found = Reading()
    for one in results(path, source):
        if one is None:
            found.others += 1
            continue
        found.read += 1
        if isinstance(one, LoadError):
            found.rejected.append(one)
        elif isinstance(one, Skipped):
            found.skipped.append(one.reason)
        else:
            found.filings.append(one)
    return found
