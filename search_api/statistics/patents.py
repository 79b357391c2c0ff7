"""The tables of patents and designs: by kind, party, place, technology, class; PCT; leaders."""

import numpy as np

from domain.counting import code_of
from domain.filings import Right
from domain.query import Exact, Range
from domain.text import Wording
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.tables import Found
from search_api.statistics import columns as col
from search_api.statistics.splits import Split, of_field, of_kinds, of_origin, of_types
from search_api.statistics.tabulate import Column, crossed, table
from search_api.statistics.yearbook import PATENTS, Measure, Yearbook

LEADERS = 20
_PATENT: tuple[Right, ...] = ("patent",)
PLACES = {
    "country": Wording("国家/地区", "Country"),
    "region": Wording("省/州", "Region"),
    "city": Wording("城市", "City"),
}


def kinds(book: Yearbook) -> Found:
    """Kind of right, each figure in all and by home and abroad."""
    frame = book.frame(PATENTS)
    columns = col.across(frame, col.three(book, frame), of_origin(frame, book.asked))
    return table(frame, of_kinds(frame), columns)


def types(book: Yearbook) -> Found:
    """Type of proprietor, each figure in all and by kind."""
    frame = book.frame(PATENTS)
    return table(frame, of_types(frame), col.across(frame, col.three(book, frame), of_kinds(frame)))


def regions(book: Yearbook) -> Found:
    """Places, with inventions in force, the year before and the population."""
    frame = book.frame(PATENTS)
    measured = col.three(book, frame)
    before, growth = col.before(book, frame)
    inventions = Column(
        "in_force_invention", Wording("有效：发明", "In force: inventions"),
        measured[2].measure.within(of_kinds(frame).part(frame, 0)),
    )  # fmt: skip
    columns = [*measured, inventions, *before]
    derived = [*col.shares(), *growth, *col.per_residents(book, "in_force_invention")]
    return table(frame, places(book, frame, columns), columns, derived)


def regions_by_kind(book: Yearbook) -> Found:
    """Places, each figure in all and by kind."""
    frame = book.frame(PATENTS)
    columns = col.three(book, frame)
    return table(frame, places(book, frame, columns), col.across(frame, columns, of_kinds(frame)))


def regions_by_type(book: Yearbook) -> Found:
    """Places, each figure in all and by type of proprietor."""
    frame = book.frame(PATENTS)
    columns = col.three(book, frame)
    return table(frame, places(book, frame, columns), col.across(frame, columns, of_types(frame)))


def cross(book: Yearbook) -> Found:
    """Kind by type of proprietor: each pair, each figure in all and by home and abroad."""
    frame = book.frame(PATENTS)
    columns = col.across(frame, col.three(book, frame), of_origin(frame, book.asked))
    return crossed(frame, of_kinds(frame), of_types(frame), columns)


def technology(book: Yearbook) -> Found:
    return _classes(book, "technology")


def sections(book: Yearbook) -> Found:
    return _classes(book, "ipc:section")


def classes(book: Yearbook) -> Found:
    return _classes(book, "ipc:class")


def _classes(book: Yearbook, name: str) -> Found:
    frame = book.frame(_PATENT)
    before, growth = col.before(book, frame)
    columns = [*col.three(book, frame), *before]
    split = of_field(frame, name, among=any_of(columns))
    return table(frame, split, columns, [*col.shares(), *growth])


def pct(book: Yearbook) -> Found:
    """International applications: publications of WO, by place of the first applicant."""
    frame = book.frame(_PATENT)
    world = Measure(frame.hits.first("office") == np.uint64(code_of("WO")), Exact("office", "WO"))
    year = book.asked.year
    published = Measure(
        frame.hits.first("published").astype(np.int64) // 10_000 == year, Range("published", str(year), str(year))
    )
    columns = [
        Column("filed", Wording("申请", "Filed"), book.applied(frame, year).within(world)),
        Column("published", Wording("公布", "Published"), published.within(world)),
        Column("filed_before", Wording("上年申请", "Filed, year before"), book.applied(frame, year - 1).within(world)),
    ]
    return table(frame, places(book, frame, columns), columns)


def leaders(book: Yearbook) -> Found:
    """The applicants with the most applications of the year; each co-applicant counts one."""
    frame = book.frame(PATENTS)
    columns = col.three(book, frame)
    split = of_field(frame, "applicant", among=columns[0].measure.flags, size=LEADERS)
    return table(frame, split, columns, col.shares())


def places(book: Yearbook, frame: Frame, columns: list[Column]) -> Split:
    """Divide by the level of place below the region asked for."""
    level = book.asked.level
    return of_field(frame, book.asked.field(level), PLACES[level], any_of(columns))


def any_of(columns: list[Column]) -> Flags:
    found: Flags = np.zeros(0, np.bool_) if not columns else columns[0].measure.flags.copy()
    for one in columns[1:]:
        found |= one.measure.flags
    return found
