"""Every yearly table over whole collections, compared cell by cell with the independent script's over the export."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.corpus.write import Size, write
from bench.figures import Figure
from bench.indexes import filled, opened
from domain.codec import as_json
from domain.engine import Searcher
from domain.query import All, SearchRequest
from search_api.statistics import answers, asked
from search_api.statistics.catalog import TABLES
from search_api.statistics.yearbook import Yearbook
from tests.navigation.conftest import followed
from tests.shared_files import SHARED
from tests.statistics import independent

Exported = list[dict[str, Any]]
_GENERATED = Size(patents=8_000, marks=3_000, designs=1_200, gis=400, layouts=300, signs=60, short=True)
_REAL: Mapping[str, str] = {
    "the gazette": "bench/cn/cn_biblio.jsonl.gz",
    "American grants": "bench/us/us_patents.jsonl.xz",
    "EU trade marks": "euipo/trademarks.tar.xz",
    "EU designs": "euipo/designs.tar.xz",
    "the GI register": "gi/defra_register.json",
}
_UNREAD = ("description", "abstract", "claims", "citations")
_LINKS = 6
"""Links followed of each table; one whose groups are too many to be counted exactly is left out."""


def checked() -> list[Figure]:
    """Load each collection by itself, ask it three questions, and compare."""
    found = []
    for name, path in _REAL.items():
        found += _collection(name, [SHARED / "data" / path])
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), 17, _GENERATED)
        found += _collection("generated filings", [Path(folder)])
    return found


def _collection(name: str, paths: list[Path]) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        engine = opened(Path(folder) / "index")
        filled(engine, paths)
        searcher = engine.searcher()
        exported = [_plain(one) for one in searcher.stream(SearchRequest(query=All()))]
        found = [_compared(searcher, exported, name, question) for question in _questions(exported)]
        searcher.close()
        engine.close()
    return found


def _plain(filing: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(as_json(filing)))
    return {key: value for key, value in whole.items() if key not in _UNREAD}


def _questions(exported: Exported) -> Iterator[dict[str, str]]:
    """Ask for the year with the most filings, the newest year with proprietors' addresses, and the leading country."""
    filed = Counter(independent.dated(one, "filed")[:4] for one in exported)
    years = [year for year, _ in sorted(filed.items(), key=lambda one: (-one[1], one[0])) if year]
    countries = Counter(country for one in exported for country in independent.place("country", "filing")(one))
    yield {"year": years[0]}
    yield {"year": max(years), "address": "current"}
    if countries:
        yield {"year": years[0], "region": min(countries, key=lambda one: (-countries[one], one))}


def _compared(searcher: Searcher, exported: Exported, name: str, question: dict[str, str]) -> Figure:
    address, region = question.get("address", "filing"), question.get("region")
    within = independent.place("country", address)
    kept = [one for one in exported if region is None or within(one) == [region]]
    level = "region" if region else "country"
    expected = independent.tables(kept, int(question["year"]), str(searcher.state().data_date), address, level)
    book = Yearbook(searcher, asked.read(searcher, list(question.items())))
    cells = wrong = links = astray = filled_tables = 0
    for key, table in expected.items():
        found = answers.answer(book, TABLES[key]).found
        cells += sum(map(len, table))
        filled_tables += bool(table)
        wrong += _differing([list(row.values) for row in found.rows], table)
        pairs = [(value, link) for row in found.rows for value, link in zip(row.values, row.links, strict=True) if link]
        for value, link in pairs[:: max(1, len(pairs) // _LINKS)]:
            count = followed(searcher, link)
            links += count is not None
            astray += count not in (None, value)
    said = " ".join(question.values())
    return Figure(
        f"{name}, {len(exported):,} records, {said}: cells of {filled_tables} tables that differ; links astray",
        f"{wrong} of {cells:,}; {astray} of {links}", "", None, "0; 0", not wrong and not astray,
    )  # fmt: skip


def _differing(mine: Sequence[Sequence[Any]], other: Sequence[Sequence[Any]]) -> int:
    """Count the cells that differ; a row that only one has differs in every cell."""
    pairs = list(zip(mine, other, strict=False))
    wrong = sum(
        max(len(one), len(two)) if len(one) != len(two) else sum(a != b for a, b in zip(one, two, strict=True))
        for one, two in pairs
    )
    return wrong + sum(map(len, [*mine[len(pairs) :], *other[len(pairs) :]]))
