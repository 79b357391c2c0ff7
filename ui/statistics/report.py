"""The white paper of a year: every table with its sentence, drawing and definitions, bound as one HTML file that prints,
with the tables as CSV and workbook and a manifest.

Invariants: equal data, question and version give equal bytes, no time of making stands in it; each sentence is made of
figures of the tables; the manifest's hashes are those of the CSV files.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from markupsafe import Markup

from domain.engine import CoverageRow
from indexer.workspace import Connection
from search_api.navigation.files import csv_of
from search_api.sources import sources_body
from search_api.statistics import revisions
from search_api.statistics.answers import Answer, every, with_revision
from search_api.statistics.catalog import CHAPTERS, TABLES
from search_api.statistics.definitions import Definition
from search_api.statistics.workbook import scope_line, workbook
from search_api.statistics.yearbook import Yearbook
from ui.rendering import rendered, stylesheet
from ui.statistics.findings import grew
from ui.statistics.shown import ShownTable, called, shown

_SUMMED = (
    "rights",
    "patents-kind",
    "patents-region",
    "patents-technology",
    "patents-leaders",
    "marks-nice",
    "marks-region",
)
_GROWN = ("patents-technology", "patents-region", "marks-nice")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the book."""

    number: int
    title: str
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The book and what it was made of."""

    lang: str
    year: int
    region: str | None
    scope: str
    summary: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    definitions: tuple[Definition, ...]
    sources: tuple[tuple[str, CoverageRow], ...]
    population: tuple[str, ...]
    answers: tuple[Answer, ...]
    generation: str
    data_date: str | None
    version: str


def made(book: Yearbook, connection: Connection, lang: str) -> Report:
    """Make every table of a yearbook and bind them."""
    found = [with_revision(connection, one) for one in every(book)]
    searcher = book.searcher
    drawn = [shown(searcher, one, lang, frame=True) for one in found]
    chapters = [
        Chapter(at + 1, title.in_language(lang), tuple(one for one in drawn if TABLES[one.name].chapter == at))
        for at, title in enumerate(CHAPTERS)
    ]
    titles = {one["name"]: one["title"][lang] for one in sources_body(searcher)["sources"]}
    people = book.asked.population
    return Report(
        lang, book.asked.year, book.asked.region, scope_line(found[0], lang), tuple(_summary(book, found, drawn, lang)),
        tuple(chapters), _definitions(found),
        tuple((titles.get(row.source, row.source), row) for row in searcher.coverage()),
        people.sources if people else (), tuple(found), book.state.generation, book.state.data_date, version("ip-atlas"),
    )  # fmt: skip


def files(report: Report, connection: Connection) -> dict[str, bytes]:
    """Return the files by name, and keep the figures as published: a later difference is then shown as a revision."""
    style = Markup(stylesheet())
    html = rendered("whitepaper.html", report.lang, report=report, style=style).encode()
    tables = {f"tables/{one.table.number}-{one.table.name}.csv": csv_of(one.found) for one in report.answers}
    book = workbook(report.answers, report.lang)
    people = report.answers[0].asked.population
    manifest = {
        "parameters": [list(pair) for pair in report.answers[0].asked.pairs],
        "population": {"sources": list(people.sources), "regions": len(people.residents)} if people else None,
        "data_date": report.data_date,
        "generation": report.generation,
        "versions": {"ip-atlas": report.version, **{one.table.name: one.table.definition_id for one in report.answers}},
        "whitepaper_sha256": sha256(html).hexdigest(),
        "workbook_sha256": sha256(book).hexdigest(),
        "tables": {name: sha256(raw).hexdigest() for name, raw in tables.items()},
    }
    for one in report.answers:
        revisions.keep(connection, one.table, one.asked, one.found, one.data_date)
    packed = json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    return {"whitepaper.html": html, "statistics.xlsx": book, "manifest.json": packed, **tables}


def _summary(book: Yearbook, found: Sequence[Answer], drawn: Sequence[ShownTable], lang: str) -> list[tuple[str, str]]:
    """Return the findings with the number of the table that each is read from."""
    said: list[tuple[str, str]] = []
    for one, table in zip(found, drawn, strict=True):
        if not one.found.rows:
            continue
        if table.name in _SUMMED:
            said.append((table.number, table.says))
        if table.name in _GROWN and (more := grew(one.found, called(book.searcher, one.found))) is not None:
            said.append((table.number, more.in_language(lang)))
    return said


def _definitions(found: Sequence[Answer]) -> tuple[Definition, ...]:
    return tuple({one.name: one for given in found for one in given.table.definitions}.values())
