"""What an engine says of itself and of one record: its state, what is loaded, and the parts of a record."""

import sqlite3

from domain import codec
from domain.engine import CoverageRow, EngineState
from domain.errors import EngineError
from domain.filings import PartialDate
from domain.parts import Part, restricted
from indexer.engines import aggregations, kept
from indexer.engines.aggregations import day_text
from indexer.engines.embedded import generations, schema, store
from indexer.engines.embedded.built import Q
from indexer.engines.embedded.view import Reader, View
from indexer.engines.kept import AMENDMENT, SHARED, WITHDRAWN


def data_date(connection: sqlite3.Connection) -> PartialDate | None:
    """Return the newest source date loaded."""
    return day_text(int(store.get(connection, "newest", "0")))


def state(reader: Reader) -> EngineState:
    """Return the engine's state; it answers also when the index does not open."""
    connection = reader.connection()
    sequence = int(connection.execute("SELECT max(seq) FROM records").fetchone()[0] or 0)
    details = {"tantivy": schema.VERSION, "sqlite": sqlite3.sqlite_version}
    try:
        view = reader.view()
        records, held, name = view.searcher.num_docs, view.generation.held, view.generation.name
    except EngineError as error:
        generation = generations.current(reader.folder)
        records, held, name = 0, generation.held, generation.name
        details["error"] = error.reason
    return EngineState("embedded", name, schema.fingerprint(), records, sequence, held, data_date(connection), details)


def coverage(view: View) -> list[CoverageRow]:
    """Return what is loaded by right, source and office, with the first and last publication."""
    if not view.covered:
        view.covered.update(view.searcher.aggregate(Q.all_query(), aggregations.coverage_request()))
    rows = view.connection.execute("SELECT right, source, max(newest) FROM sources GROUP BY right, source")
    return aggregations.read_coverage(view.covered, {(right, source): day_text(day) for right, source, day in rows})


def parts(connection: sqlite3.Connection, id: str) -> tuple[Part, ...]:
    """Return the parts of a record, with what each says, by source and group."""
    row = connection.execute("SELECT light, heavy FROM records WHERE id=? AND live=1", (id,)).fetchone()
    columns = "id, source, grp, kind, rank, right, version, loader, file, member, offset, paths, body"
    found = []
    for one in connection.execute(f"SELECT {columns} FROM parts WHERE id=? ORDER BY source, grp", (id,)).fetchall():
        head = kept.header_of(one)
        if head.kind == WITHDRAWN:
            found.append(kept.part_of(head, None))
        elif head.kind == SHARED:
            filing = kept.decoded(row[0], row[1])
            found.append(kept.part_of(head, restricted(filing, head.paths) if head.paths else filing))
        else:
            raw = kept.unpack(connection.execute("SELECT body FROM bodies WHERE num=?", (one[12],)).fetchone()[0])
            content = codec.decode_amendment(raw) if head.kind == AMENDMENT else codec.decode(raw)
            found.append(kept.part_of(head, content))
    return tuple(found)
