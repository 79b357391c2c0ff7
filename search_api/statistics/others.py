"""The tables of trade marks, designs by class, geographical indications and layout designs."""

from domain.filings import Right
from domain.text import Wording
from search_api.navigation.tables import Found
from search_api.statistics import columns as col
from search_api.statistics.patents import LEADERS, any_of, places
from search_api.statistics.splits import MOST_ROWS, of_field, of_locarno, of_origin
from search_api.statistics.tabulate import Column, table
from search_api.statistics.yearbook import Yearbook

_MARKS: tuple[Right, ...] = ("trademark",)
_DESIGNS: tuple[Right, ...] = ("design",)
_GIS: tuple[Right, ...] = ("gi",)
_LAYOUTS: tuple[Right, ...] = ("layout",)
_WORDED = 50
"""Rows of what a register words freely: the query of the others still fits into an address."""


def nice(book: Yearbook) -> Found:
    """Marks by class of the Nice Classification; a mark of several classes counts in each."""
    return _fielded(book, _MARKS, "nice")


def marks_by_region(book: Yearbook) -> Found:
    return _by_region(book, _MARKS)


def mark_leaders(book: Yearbook) -> Found:
    frame = book.frame(_MARKS)
    columns = col.three(book, frame, col.REGISTRATIONS)
    split = of_field(frame, "applicant", among=columns[0].measure.flags, size=LEADERS)
    return table(frame, split, columns, col.shares())


def locarno(book: Yearbook) -> Found:
    """Designs by class of the Locarno Classification, each figure in all and by home and abroad."""
    frame = book.frame(_DESIGNS)
    columns = col.three(book, frame)
    return table(
        frame,
        of_locarno(frame, any_of(columns)),
        col.across(frame, columns, of_origin(frame, book.asked)),
        col.shares(),
    )


def products(book: Yearbook) -> Found:
    return _fielded(book, _GIS, "gi_product", Wording("产品类别", "Product"), _WORDED)


def areas(book: Yearbook) -> Found:
    return _fielded(book, _GIS, "gi_area", Wording("产地", "Area"), _WORDED)


def layouts(book: Yearbook) -> Found:
    return _by_region(book, _LAYOUTS)


def _fielded(
    book: Yearbook, rights: tuple[Right, ...], name: str, label: Wording | None = None, size: int = MOST_ROWS
) -> Found:  # fmt: skip
    frame = book.frame(rights)
    before, growth = col.before(book, frame, col.REGISTRATIONS)
    columns = [*col.three(book, frame, col.REGISTRATIONS), *before]
    return table(frame, of_field(frame, name, label, any_of(columns), size), columns, [*col.shares(), *growth])


def _by_region(book: Yearbook, rights: tuple[Right, ...]) -> Found:
    frame = book.frame(rights)
    before, growth = col.before(book, frame, col.REGISTRATIONS)
    columns: list[Column] = [*col.three(book, frame, col.REGISTRATIONS), *before]
    derived = [*col.shares(), *growth, *col.per_residents(book, "in_force")]
    return table(frame, places(book, frame, columns), columns, derived)
