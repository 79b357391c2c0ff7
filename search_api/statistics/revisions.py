"""Revisions: what differs between a table now and as it was last published, figure by figure.

Figures are kept by table, year, region, address, office and version of the definition, without ratios; a row or
column that was not there is nought then, and one that has gone is nought now.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from indexer.workspace import Connection, publish, published_before
from search_api.navigation.tables import Found
from search_api.statistics.asked import Asked
from search_api.statistics.catalog import Table


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure that was published as ``old`` and is ``new``."""

    row: str
    column: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Revision:
    """What has changed since the figures were published on data of ``since``."""

    since: str | None
    figures: tuple[Revised, ...]

    def body(self) -> dict[str, Any]:
        return {
            "since": self.since,
            "figures": [{"row": one.row, "column": one.column, "old": one.old, "new": one.new} for one in self.figures],
        }


def digest_of(found: Found) -> str:
    """Return the hash of every figure of a table, rows and columns by name."""
    packed = json.dumps(
        [[one.name for one in found.columns], [list(one.values) for one in found.rows]],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    return sha256(packed.encode()).hexdigest()


def figures_of(found: Found) -> dict[str, int]:
    """Return each count of a table by its row and column; keys of a row are joined."""
    keys = [at for at, one in enumerate(found.columns) if one.role == "key"]
    counts = [(at, one.name) for at, one in enumerate(found.columns) if one.role == "count"]
    return {
        f"{' / '.join(str(row.values[key]) for key in keys if row.values[key] != '')}\t{name}": int(row.values[at] or 0)
        for row in found.rows
        for at, name in counts
    }


def revision(connection: Connection, table: Table, asked: Asked, found: Found) -> Revision | None:
    """Return what differs from the figures that were published before, ``None`` where nothing does."""
    now = figures_of(found)
    held = published_before(connection, _called(table, asked), _digest(now))
    if held is None:
        return None
    changed = tuple(
        Revised(name.partition("\t")[0], name.partition("\t")[2], held.figures.get(name, 0), now.get(name, 0))
        for name in dict.fromkeys((*now, *held.figures))
        if held.figures.get(name, 0) != now.get(name, 0)
    )
    return Revision(held.data_date, changed) if changed else None


def keep(connection: Connection, table: Table, asked: Asked, found: Found, data_date: str | None) -> None:
    """Keep the figures of a table as published."""
    figures = figures_of(found)
    publish(connection, _called(table, asked), _digest(figures), data_date, figures)


def _called(table: Table, asked: Asked) -> str:
    return " ".join([table.definition_id, *(f"{name}={value}" for name, value in asked.pairs)])


def _digest(figures: dict[str, int]) -> str:
    return sha256(json.dumps(figures, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
