"""Reference tables among the files of a load: what no source reads may be a table that gives class symbols titles.

A table holds no filings: it counts as a file, and its rows are in none of the counts of records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.engine import IndexWriter
from domain.errors import Unrecognised
from loaders.archives import Member, members
from loaders.detect import head_of, source_of
from loaders.load import Unread
from loaders.reference.catalog import table_of
from loaders.reference.table import Table

_MAYBE = ("", "CPC scheme", "IPC scheme")
"""What content is called that may be a table: unknown, or named after one."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table that was read, the member that it is, and how many titles it gave."""

    name: str
    member: str | None
    titles: int


def may_be_table(unread: Unread) -> bool:
    """Say whether it is worth looking again at what no source reads."""
    return unread.format_name in _MAYBE


def read_tables(path: Path, writer: IndexWriter) -> list[TableRead]:
    """Write the titles of every table in a file. Raises ``RecordRejected`` where a table cannot be read."""
    return [
        TableRead(table.name, member.name, writer.write_titles(table.read(member.stream)))
        for member, table in _tables(path)
    ]


def _tables(path: Path) -> Iterator[tuple[Member, Table]]:
    for member in members(path):
        head = head_of(member.short or member.file, member.stream)
        try:
            source_of(head)
        except Unrecognised:
            table = table_of(head)
            if table is not None:
                yield member, table
