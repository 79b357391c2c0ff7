"""Answers of yearly tables: the figures with scope, definitions and notices, in the shape of an analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.dates import last_day
from domain.engine import Searcher
from domain.errors import RecordNotFound
from domain.fields import field_named
from domain.filings import RIGHTS, PartialDate
from domain.text import Wording
from indexer.workspace import Connection
from search_api import responses
from search_api.labels import labels
from search_api.navigation.frame import INCOMPLETE_MONTHS, months_before
from search_api.navigation.tables import Found, notice
from search_api.notices import Notice
from search_api.params import url_of
from search_api.statistics.asked import Asked
from search_api.statistics.catalog import CHAPTERS, TABLES, Table
from search_api.statistics.columns import PART_LABELS
from search_api.statistics.revisions import Revision, revision
from search_api.statistics.yearbook import Yearbook


@dataclass(frozen=True, slots=True)
class Answer:
    """A yearly table as it is answered."""

    table: Table
    asked: Asked
    found: Found
    notices: tuple[Notice, ...]
    day: date
    generation: str
    data_date: PartialDate | None
    revision: Revision | None = None


def named(name: str) -> Table:
    """Return the table of a name or number; raises ``RecordNotFound`` where there is none."""
    found = TABLES.get(name) or next((one for one in TABLES.values() if one.number == name), None)
    if found is None:
        raise RecordNotFound(
            f"没有名为“{name[:40]}”的统计表，见 /api/v1/statistics。",
            f"There is no table called “{name[:40]}”; /api/v1/statistics lists them.",
        )
    return found


def answer(book: Yearbook, table: Table) -> Answer:
    """Make one table of a yearbook."""
    found = table.run(book)
    told = list(found.notices)
    if found.rows and not (_reached(book) and any(_counts(found))):
        found, told = replace(found, rows=()), [_nothing(book)]
    people = book.asked.population
    if people is not None and any(one.name == "per_10000" for one in found.columns):
        told += [*people.notices, *_cited(people.sources), *_without_residents(found)]
    told += _incomplete(book, table)
    state = book.state
    return Answer(table, book.asked, found, tuple(told), book.day, state.generation, state.data_date)


def every(book: Yearbook) -> list[Answer]:
    """Make every table of a yearbook; the records are read once."""
    book.frame(RIGHTS)
    return [answer(book, table) for table in TABLES.values()]


def with_revision(connection: Connection, given: Answer) -> Answer:
    """Return an answer with what differs from the figures that were published before."""
    return replace(given, revision=revision(connection, given.table, given.asked, given.found))


def _counts(found: Found) -> list[int]:
    """Return every count of a table."""
    at = [place for place, one in enumerate(found.columns) if one.role == "count"]
    return [int(row.values[place] or 0) for row in found.rows for place in at]


def _reached(book: Yearbook) -> bool:
    """Tell whether the year had begun on the data date."""
    return book.state.data_date is None or book.asked.year <= last_day(book.state.data_date).year


def _nothing(book: Yearbook) -> Notice:
    asked = book.asked
    if asked.place is not None and not book.searcher.count(asked.place):
        return notice(
            "no-such-region", f"没有地址在“{asked.region}”的记录；本表无数据，并非为零。",
            f"No record has an address in “{asked.region}”; this table has no figures, which is not nought.",
        )  # fmt: skip
    return notice(
        "no-records-of-year", f"没有可计入本表的 {asked.year} 年记录；本表无数据，并非为零。",
        f"No record of {asked.year} that this table counts is loaded; it has no figures, which is not nought.",
    )  # fmt: skip


def _cited(sources: Sequence[str]) -> list[Notice]:
    if not sources:
        return []
    return [notice("population-source", f"人口来源：{'；'.join(sources)}。", f"Population: {'; '.join(sources)}.")]


def _without_residents(found: Found) -> list[Notice]:
    """Name how many rows have rights, but no population."""
    at = len(found.columns) - 1
    missing = [
        str(row.values[0])
        for row in found.rows
        if row.values[at] is None and row.values[0] not in ("unknown", "total", "other")
    ]
    if not missing:
        return []
    shown = missing[:5]
    more = len(missing) - len(shown)
    return [
        notice(
            "population-missing", f"人口表中没有：{'、'.join(shown)}{f'等 {len(missing)} 个地区' if more else ''}。",
            f"The population table has no usable line for {', '.join(shown)}{f' and {more} more' if more else ''}.",
        )
    ]  # fmt: skip


def _incomplete(book: Yearbook, table: Table) -> list[Notice]:
    year, day = book.asked.year, book.data_day
    if day is None:
        return []
    last = date(year, 12, 31)
    if last > day:
        return [
            notice(
                "year-not-over", f"{year} 年尚未结束：数据截至 {day.isoformat()}，有效量为该日数。",
                f"{year} is not over: data to {day.isoformat()}, in force on that day.",
            )
        ]  # fmt: skip
    if "applications" in table.defined and last > months_before(day, INCOMPLETE_MONTHS):
        return [
            notice(
                "year-incomplete", f"{year} 年的申请尚未全部公布，不计申请增长率。",
                f"Applications of {year} are not yet published in full and have no growth.",
            )
        ]  # fmt: skip
    return []


def names_of(searcher: Searcher, found: Found) -> dict[str, Mapping[str, Wording]]:
    """Return what the keys of each key column are called, by the name of the column."""
    called: dict[str, Mapping[str, Wording]] = {}
    for at, one in enumerate(found.columns):
        if one.role != "key":
            continue
        keys = list(dict.fromkeys(str(row.values[at]) for row in found.rows))
        field = field_named(one.name.removeprefix("proprietor_") if one.name != "proprietor_type" else one.name)
        known = labels(searcher, field, [key for key in keys if key not in PART_LABELS]) if field else {}
        called[one.name] = {
            **{key: Wording(key, key) for key in keys},
            **known,
            **{key: PART_LABELS[key] for key in keys if key in PART_LABELS},
        }
    return called


def listed() -> dict[str, Any]:
    """The body of ``/statistics``."""
    return {
        "tables": [
            {
                "table": one.name, "number": one.number, "chapter": responses.wording(CHAPTERS[one.chapter]),
                "title": responses.wording(one.title), "definition": one.definition_id,
                "url": f"/api/v1/statistics/{one.name}",
            }
            for one in TABLES.values()
        ]
    }  # fmt: skip


def body(given: Answer) -> dict[str, Any]:
    """The body of ``/statistics/{table}``: the shape of an analysis, with its definitions one by one and its revision."""
    table, found, asked = given.table, given.found, given.asked
    total = next((row.values for row in found.rows if row.values[0] == "total"), None)
    counts = [at for at, one in enumerate(found.columns) if one.role == "count"]
    return {
        "analysis": table.name,
        "number": table.number,
        "title": responses.wording(table.title),
        "definition": {"id": table.definition_id, **responses.wording(defined(table))},
        "definitions": [
            {
                "id": f"{one.name}/{one.version}", "term": responses.wording(one.term),
                "text": responses.wording(one.text),
            }
            for one in table.definitions
        ],
        "query": {"url": url_of(f"/api/v1/statistics/{table.name}", asked.pairs)},
        "scope": {
            "unit": "application", "year": asked.year, "region": asked.region, "address": asked.address,
            "office": asked.office, "level": asked.level, "as_of": given.day.isoformat(),
        },
        "counting_unit": "application",
        "generation": given.generation,
        "data_date": given.data_date,
        "total": total[counts[0]] if total and counts else None,
        "table": {
            "columns": [
                {"name": one.name, "role": one.role, "type": one.type, "label": responses.wording(one.label)}
                for one in found.columns
            ],
            "rows": [list(one.values) for one in found.rows],
            "links": [list(one.links) for one in found.rows],
        },
        "notices": [responses.notice(one) for one in given.notices],
        "revision": given.revision.body() if given.revision else None,
        "chart": {"kind": table.chart, "url": None, "alt": responses.wording(table.title)},
    }  # fmt: skip


def defined(table: Table) -> Wording:
    """Return all definitions of a table as one text."""
    return Wording(
        "".join(f"{one.term.zh}：{one.text.zh}" for one in table.definitions),
        " ".join(f"{one.term.en}: {one.text.en}" for one in table.definitions),
    )
