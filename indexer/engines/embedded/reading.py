"""Reading records back: filings by number and by id, as they stand on the data date."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from domain.filings import Filing
from indexer.engines.embedded.store import rows_in
from indexer.engines.kept import decoded, term_over, with_heavy


def filings_of(connection: sqlite3.Connection, numbers: Sequence[int], *, light: bool = False) -> dict[int, Filing]:
    """Return the live records by their numbers in the store; ``light`` leaves out description and claims."""
    columns = "num, light, NULL, expired" if light else "num, light, heavy, expired"
    statement = f"SELECT {columns} FROM records WHERE live=1 AND num IN ({{}})"
    return {int(row[0]): filing(row[1], row[2], row[3]) for row in rows_in(connection, statement, numbers)}  # type: ignore[call-overload,arg-type]


def completed(connection: sqlite3.Connection, light: Mapping[int, Filing]) -> dict[int, Filing]:
    """Return filings that were read without description and claims with them; those that have none are left out."""
    statement = "SELECT num, heavy FROM records WHERE heavy IS NOT NULL AND num IN ({})"
    rows = rows_in(connection, statement, list(light))
    return {num: with_heavy(light[num], heavy) for num, heavy in rows}  # type: ignore[index,misc,arg-type]


def filings_by_id(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Filing]:
    """Return the live records by id."""
    statement = "SELECT light, heavy, expired FROM records WHERE live=1 AND id IN ({})"
    found = (filing(*row) for row in rows_in(connection, statement, list(ids)))  # type: ignore[arg-type]
    return {one.id: one for one in found}


def filing(light: bytes, heavy: bytes | None, expired: int) -> Filing:
    """Return a stored filing as it is shown."""
    read = decoded(light, heavy)
    return term_over(read) if expired else read


def ids_of_keys(connection: sqlite3.Connection, keys: Sequence[str]) -> list[str]:
    """Return the ids of the records that answer to one of the keys, sorted."""
    statement = "SELECT id FROM keys JOIN records USING(num) WHERE live=1 AND key IN ({})"
    return sorted({str(row[0]) for row in rows_in(connection, statement, list(dict.fromkeys(keys)))})


def numbers_of(connection: sqlite3.Connection, ids: Sequence[str]) -> list[int]:
    """Return the numbers of the live records among some ids."""
    statement = "SELECT num FROM records WHERE live=1 AND id IN ({})"
    return [int(str(row[0])) for row in rows_in(connection, statement, ids)]
