"""The filters beside the results: each value a link that adds or takes it away, years as a small histogram."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine import Facet, Searcher
from domain.fields import field_named
from domain.filings import Right
from domain.query import Filter
from search_api import params
from search_api.labels import labels

BY_RIGHT: dict[Right, tuple[str, ...]] = {
    "patent": ("status", "published", "applicant", "ipc", "office", "region"),
    "trademark": ("status", "filed", "proprietor", "nice", "office", "mark_kind"),
    "design": ("status", "published", "applicant", "locarno", "office", "country"),
    "gi": ("status", "registered", "office", "country"),
    "layout": ("status", "registered", "proprietor", "region"),
    "sign": ("status", "office", "registered"),
}
ANY = ("status", "published", "applicant", "ipc", "nice", "office", "region")
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its count and the address that adds it, or takes it away where it is chosen."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A year of the histogram: its place and height in a drawing of 224 by 48 units."""

    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A facet ready for the template."""

    field: str
    choices: tuple[Choice, ...]
    distinct: int
    years: tuple[Column, ...] = ()
    first: str = ""
    last: str = ""
    most: int = 0


def facet_names(rights: Sequence[Right]) -> tuple[str, ...]:
    """Return which facets stand beside the results of these rights."""
    return BY_RIGHT[rights[0]] if len(rights) == 1 else ANY


def shown(searcher: Searcher, facet: Facet, path: str, pairs: params.Pairs, filters: Sequence[Filter], lang: str,
          size: int = SHOWN) -> Shown:  # fmt: skip
    """Return a facet with its links; chosen values stay although they are not among the most frequent."""
    field = field_named(facet.field)
    assert field is not None
    if field.kind == "date":
        return _years(facet)
    chosen = {value for one in filters if one.field == facet.field and not one.exclude for value in one.values}
    counts = [(one.value, one.count) for one in facet.counts][:size]
    known = {value for value, _ in counts}
    counts += [(one.value, one.count) for one in facet.counts[size:] if one.value in chosen]
    counts += [(value, 0) for value in sorted(chosen - known - {one.value for one in facet.counts})]
    named = labels(searcher, field, [value for value, _ in counts])
    choices = tuple(
        Choice(
            named[value].in_language(lang),
            count,
            params.url_of(path, params.with_filter(pairs, facet.field, value, on=value not in chosen)),
            value in chosen,
        )
        for value, count in counts
    )
    return Shown(facet.field, choices, max(facet.distinct, len(facet.counts)))


def _years(facet: Facet) -> Shown:
    counts = {int(one.value[:4]): one.count for one in facet.counts if one.value[:4].isdigit()}
    if not counts:
        return Shown(facet.field, (), 0)
    last = max(counts)
    first = max(min(counts), last - 29)
    most = max(counts.values())
    width = 224 / (last - first + 1)
    columns = tuple(
        Column(
            round((year - first) * width, 2), round(max(1.0, width - 2), 2), round(46 * counts.get(year, 0) / most, 2)
        )
        for year in range(first, last + 1)
    )
    return Shown(facet.field, (), len(counts), columns, str(first), str(last), most)
