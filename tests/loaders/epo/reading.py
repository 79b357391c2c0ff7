"""Read a file as a load does: members, records, elements, filings."""

from collections.abc import Iterator
from pathlib import Path

from domain.errors import LoadError
from domain.filings import Origin, Parsed
from loaders.archives import members
from loaders.elements import parse_xml
from loaders.records import cut
from loaders.sources import Skipped, Source


def results(path: Path, source: Source) -> Iterator[Parsed | Skipped | LoadError]:
    """Yield what each record of the file gives."""
    for member in members(path):
        for record in cut(member.stream, source.layout):
            try:
                root = parse_xml(record.raw, record.around)
                yield source.parse(root, Origin(source=source.name, file=path.name, offset=record.offset))
            except LoadError as fault:
                yield fault
