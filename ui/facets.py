"""The filters beside the results: each value a link that adds or takes it away, years as a small histogram."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine import Facet, Searcher
from domain.fields import Field, field_named
from domain.filings import STATES, Right
from domain.query import And, Exists, Filter, Not
from search_api import params
from search_api.labels import labels
from search_api.params import Asked
from ui.titles import symbol_label
from ui.wording import say

BY_RIGHT: dict[Right, tuple[str, ...]] = {
    "patent": ("status", "published", "applicant", "ipc", "office", "country", "region"),
    "trademark": ("status", "filed", "proprietor", "nice", "mark_kind", "office", "country"),
    "design": ("status", "published", "proprietor", "locarno", "office", "country"),
    "gi": ("status", "registered", "kind", "office"),
    "layout": ("status", "registered", "proprietor", "city"),
    "sign": ("status", "registered", "office"),
}
ANY = ("status", "published", "applicant", "ipc", "nice", "office", "region")
SHOWN = 6
_MAY_BE_UNKNOWN = ("applicant", "proprietor", "country", "region", "city", "mark_kind")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its count and the address that adds it, or takes it away where it is chosen."""

    label: str
    count: int
    url: str | None
    chosen: bool
    data: bool = False
    """Whether the label is the record's own text, in whatever language."""


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
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the links of a facet lead: the search's address, its parameters, and the reader's language."""

    searcher: Searcher
    path: str
    asked: Asked
    lang: str


def facet_names(rights: Sequence[Right]) -> tuple[str, ...]:
    """Return which facets stand beside the results of these rights."""
    return BY_RIGHT[rights[0]] if len(rights) == 1 else ANY


def shown(place: Place, facet: Facet, size: int = SHOWN) -> Shown:
    """Return a facet with its links; chosen values stay although they are not among the most frequent."""
    field = field_named(facet.field)
    assert field is not None
    if field.kind == "date":
        return _years(facet, place.asked.request.filters)
    filters = place.asked.request.filters
    chosen = {value for one in filters if one.field == facet.field and not one.exclude for value in one.values}
    counts = _in_order(facet, chosen, size)
    named = _named(place, field, [value for value, _ in counts])
    choices = [
        Choice(
            named[value],
            count,
            params.url_of(place.path, params.with_filter(place.asked.pairs, facet.field, value, on=value not in chosen))
            if count or value in chosen
            else None,
            value in chosen,
            field.kind == "name" or field.name in ("region", "city"),
        )
        for value, count in counts
    ]
    choices += _unknown(place, field)
    return Shown(facet.field, tuple(choices), max(facet.distinct or 0, len(facet.counts)))


def _in_order(facet: Facet, chosen: set[str], size: int) -> list[tuple[str, int]]:
    found = {one.value: one.count for one in facet.counts}
    if facet.field == "status":
        return [(state, found.get(state, 0)) for state in STATES[1:2] + STATES[:1] + STATES[2:]]
    counts = [(one.value, one.count) for one in facet.counts][:size]
    counts += [(one.value, one.count) for one in facet.counts[size:] if one.value in chosen]
    return counts + [(value, 0) for value in sorted(chosen - set(found))]


def _named(place: Place, field: Field, values: Sequence[str]) -> dict[str, str]:
    """Return what the values are called beside their counts."""
    if field.name == "status":
        return {value: say(f"state_{value}", place.lang) for value in values}
    found = {value: label.in_language(place.lang) for value, label in labels(place.searcher, field, values).items()}
    if field.kind == "class" and field.scheme:
        return {value: symbol_label(field.scheme, value, label, place.lang) for value, label in found.items()}
    return found


def _unknown(place: Place, field: Field) -> list[Choice]:
    """Return the records that do not say, as a link that asks for them."""
    if field.name not in _MAY_BE_UNKNOWN:
        return []
    request = place.asked.request
    others = tuple(one for one in request.filters if one.field != field.name)
    count = place.searcher.count(And((request.query, Not(Exists(field.name)))), others, request.rights)
    text = place.asked.reading.canonical
    query = f"({text}) NOT {field.name}:*" if text != "*" else f"NOT {field.name}:*"
    kept = tuple(pair for pair in params.changed(place.asked.pairs, q=query) if pair[0] != f"f.{field.name}")
    return [Choice(say("unknown", place.lang), count, params.url_of(place.path, kept) if count else None, False)]


def _years(facet: Facet, filters: Sequence[Filter]) -> Shown:
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
    chosen = next((one.values[0] for one in filters if one.field == facet.field and not one.exclude), "")
    low, dots, high = chosen.partition("..") if chosen else (str(first), "..", str(last))
    high = high if dots else low
    return Shown(facet.field, (), len(counts), columns, str(first), str(last), most, low, high)
