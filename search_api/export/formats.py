"""The formats of an export by name: how each is written, its media type and the ending of its file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.errors import ParameterError
from domain.filings import Filing
from search_api.export.references import bibtex_entries, jsonl_lines, ris_entries
from search_api.export.tables import csv_lines, xlsx_blocks


@dataclass(frozen=True, slots=True)
class Format:
    """One format; ``write(filings, lang)`` yields the file in blocks."""

    name: str
    media_type: str
    write: Callable[[Iterable[Filing], str], Iterator[bytes]]

    @property
    def ending(self) -> str:
        return {"bibtex": "bib"}.get(self.name, self.name)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "text/csv; charset=utf-8", csv_lines),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_blocks),
        Format("jsonl", "application/x-ndjson", jsonl_lines),
        Format("ris", "application/x-research-info-systems; charset=utf-8", ris_entries),
        Format("bibtex", "application/x-bibtex; charset=utf-8", bibtex_entries),
    )
}


def format_named(name: str) -> Format:
    """Return the format; raises ``ParameterError``."""
    if name not in FORMATS:
        names = ", ".join(FORMATS)
        raise ParameterError("format", f"格式须为 {names} 之一。", f"The format is one of {names}.")
    return FORMATS[name]
