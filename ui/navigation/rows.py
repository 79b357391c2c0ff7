"""The table of an analysis as a person reads it: keys by name, counts as links, ratios as per cent, flags in a word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.text import Wording
from search_api.navigation.tables import Found, TableColumn, Value
from ui.navigation.findings import percent

_PLAIN_RATIOS = {"g2": 1, "lift": 2, "rta": 2, "expected": 1, "percentile": 1, "hhi": 0, "per_10000": 1, "x": 3, "y": 3}
"""Ratios that are no shares → decimals."""
_API, _PAGES = "/api/v1/search", "search"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text, the page that lists its records, and whether it stands right."""

    text: str
    url: str | None
    number: bool


def rows_of(found: Found, names: Mapping[str, Wording], lang: str) -> Iterator[list[Shown]]:
    """Yield the rows, cell by cell."""
    for row in found.rows:
        yield [
            Shown(_said(value, column, names, lang), page_of(link, lang), column.role in ("count", "ratio"))
            for value, link, column in zip(row.values, row.links, found.columns, strict=True)
        ]


def page_of(link: str | None, lang: str) -> str | None:
    """Return the page of a search from the address of its API call."""
    return link.replace(_API, f"/{lang}/{_PAGES}", 1) if link else None


def _said(value: Value, column: TableColumn, names: Mapping[str, Wording], lang: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return column.label.in_language(lang) if value else ""
    if column.role == "ratio" and isinstance(value, int | float):
        if column.name in _PLAIN_RATIOS:
            text = f"{value:,.{_PLAIN_RATIOS[column.name]}f}"
            if value and not text.strip("-0."):
                text = f"{value:.6f}".rstrip("0")  # what is not nought never reads as nought
            return text.replace("-", "−")
        return percent(value)
    if isinstance(value, int) and column.role == "count":
        return f"{value:,}"
    parts = [names.get(one, Wording(one, one)).in_language(lang) for one in parts_of(column, str(value))]
    return ("、" if lang == "zh" else ", ").join(parts)


def parts_of(column: TableColumn, text: str) -> list[str]:
    """Return the keys that a cell of text holds: several where it lists reasons."""
    return text.split(", ") if column.name == "reasons" else [text]
