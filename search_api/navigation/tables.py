"""A table of figures: columns with their roles, rows of plain values, and a link for each figure that is a count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.text import Wording
from search_api.notices import Notice

Role = Literal["key", "count", "ratio", "flag", "text"]
Type = Literal["integer", "number", "text", "boolean", "date"]
Value = str | int | float | bool | None
OTHER, UNKNOWN = "other", "unknown"
_TYPES: dict[Role, Type] = {"key": "text", "count": "integer", "ratio": "number", "flag": "boolean", "text": "text"}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name, what it is, and how it is called."""

    name: str
    role: Role
    label: Wording
    type: Type


def column(name: str, role: Role, zh: str, en: str, type: Type | None = None) -> TableColumn:
    """Return a column; its type follows from the role where none is said."""
    return TableColumn(name, role, Wording(zh, en), type or _TYPES[role])


@dataclass(frozen=True, slots=True)
class Row:
    """The values of a row and, for those that are counts, the address whose search gives the count."""

    values: tuple[Value, ...]
    links: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the whole table, such as a concentration or a stage; ``None`` where it is not defined."""

    name: str
    label: Wording
    value: Value


@dataclass(frozen=True, slots=True)
class Found:
    """What an analysis found."""

    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    notices: tuple[Notice, ...] = ()
    figures: tuple[Figure, ...] = field(default=())
    labels: Mapping[str, str] = field(default_factory=dict)
    """What keys are called, where it is not as they are written."""


def ratio(above: float, below: float) -> float | None:
    """Return a ratio to six decimals, half to even; ``None`` where it is not defined.

    >>> ratio(1, 3), ratio(1, 0), ratio(1, 128)
    (0.333333, None, 0.007812)
    """
    return rounded(above / below) if below else None


def rounded(value: float) -> float:
    """Return a figure to six decimals, half to even, and never a negative nought."""
    return round(float(value), 6) + 0.0


def row(*cells: "Value | tuple[Value, str | None]") -> Row:
    """Return a row of values, a count with its link."""
    pairs = [one if isinstance(one, tuple) else (one, None) for one in cells]
    return Row(tuple(value for value, _ in pairs), tuple(link for _, link in pairs))


def notice(code: str, zh: str, en: str) -> Notice:
    return Notice(code, Wording(zh, en))


def overlapping(rows: Sequence[int], total: int) -> tuple[Notice, ...]:
    """Say that rows overlap, where their counts come to more than the total."""
    if sum(rows) <= total:
        return ()
    return (
        notice(
            "rows-overlap", "同一单位可计入多行，各行之和大于总数。",
            "A unit can count in several rows, so that the rows come to more than the total.",
        ),
    )  # fmt: skip
