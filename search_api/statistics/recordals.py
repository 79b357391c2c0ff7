"""The tables of transfers, licences and pledges, as they were recorded in the year."""

import numpy as np

from domain.counting import code_of
from domain.fields.reading import RECORDALS
from domain.filings import RIGHTS, Right
from domain.query import Exact, Exists
from domain.text import Wording
from search_api.navigation.tables import Found, notice
from search_api.statistics import columns as col
from search_api.statistics.patents import places
from search_api.statistics.splits import of_flags
from search_api.statistics.tabulate import Column, table
from search_api.statistics.yearbook import Yearbook

_EVERY: tuple[Right, ...] = RIGHTS


def by_right(book: Yearbook) -> Found:
    """Rights with a transfer, a licence or a pledge of the year, and of the year before."""
    frame = book.frame(_EVERY)
    codes = frame.hits.first("right")
    split = of_flags(
        "right", Wording("权利", "Right"),
        [(right, codes == np.uint64(code_of(right)), Exact("right", right)) for right in RIGHTS if right != "sign"],
        len(frame.hits),
    )  # fmt: skip
    return _loaded(book, table(frame, split, _columns(book)))


def by_region(book: Yearbook) -> Found:
    frame = book.frame(_EVERY)
    columns = _columns(book)
    return _loaded(book, table(frame, places(book, frame, columns), columns))


def _columns(book: Yearbook) -> list[Column]:
    frame, year = book.frame(_EVERY), book.asked.year
    found = []
    for category in RECORDALS:
        label = col.PART_LABELS[category]
        found.append(Column(category, label, book.recorded(frame, category, year)))
    for category in RECORDALS:
        label = col.PART_LABELS[category]
        named = Wording(f"上年{label.zh}", f"{label.en}, year before")
        found.append(Column(f"{category}_before", named, book.recorded(frame, category, year - 1)))
    return found


def _loaded(book: Yearbook, found: Found) -> Found:
    """Say so where no recordal is loaded at all: nought would then mean unknown."""
    if book.searcher.count(Exists("recordal")):
        return found
    told = notice(
        "no-recordals", "未载入转让、许可、质押登记，本表无数据。",
        "No transfer, licence or pledge is loaded; this table has no figures.",
    )  # fmt: skip
    return Found(found.columns, (), (told,))
