"""Where a sorted list goes on: the last hit's sort values, which end in its id.

Invariant: what a person sends is checked before a server sees it.
"""

import base64
import json
from typing import Any

from domain.query import Sort
from indexer.engines.querying.requests import bad_cursor, sorts_by_text

_LARGEST = (1 << 63) - 1


def cursor(sort: Sort, values: list[Any]) -> str:
    """Return the cursor after a hit."""
    raw = json.dumps([sort.field, sort.descending, *values], ensure_ascii=False)
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def read(text: str, sort: Sort) -> list[Any]:
    """Read a cursor; it must belong to the same order. Raises ``ParameterError``."""
    try:
        field, descending, key, tie, id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        raise bad_cursor() from None
    sound = (field, descending) == (sort.field, sort.descending) and _whole(tie) and isinstance(id, str)
    if not sound or not (_whole(key) or (sorts_by_text(sort) and (key is None or isinstance(key, str)))):
        raise bad_cursor()
    if sorts_by_text(sort) and not (key is None or isinstance(key, str)):
        raise bad_cursor()
    return [key, tie, id]


def _whole(value: object) -> bool:
    return type(value) is int and -_LARGEST - 1 <= value <= _LARGEST
