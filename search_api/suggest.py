"""What a person may be typing: values of a field, class symbols by title, and field names, most frequent first."""

from dataclasses import dataclass

from domain.engine import FacetCount, Searcher
from domain.errors import ParameterError
from domain.fields import FIELDS, field_named
from domain.query import Exact, Under
from domain.text import Wording
from search_api.labels import labels

_SUGGESTED = ("applicant", "proprietor", "inventor")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field, a value as it is written in a query (``field==value``), its label, and how many records have it."""

    field: str
    value: str
    label: Wording
    count: int


def suggest(searcher: Searcher, text: str, field: str | None, size: int) -> list[Suggestion]:
    """Return suggestions for the beginning of a value; without a field, names of owners and then titles of classes."""
    if field is not None:
        found = field_named(field)
        if found is None or found.kind not in ("keyword", "name", "class"):
            raise ParameterError("field", "这个字段没有取值建议。", "This field has no values to suggest.")
        counts = _counted(searcher, found.name, text, size)
        named = labels(searcher, found, [one.value for one in counts])
        listed = [Suggestion(found.name, one.value, named[one.value], one.count) for one in counts]
        if found.kind != "class" or not found.scheme or len(text) < 2:
            return listed
        known = {one.value for one in listed}
        titled = _titles(searcher, found.name, found.scheme, text, size - len(listed))
        return listed + [one for one in titled if one.value not in known]
    if not text.strip():
        return []
    names = [
        Suggestion(name, one.value, Wording(one.value, one.value), one.count)
        for name in _SUGGESTED
        for one in _counted(searcher, name, text, size)
    ]
    names.sort(key=lambda one: (-one.count, one.value))
    distinct = list({one.value: one for one in reversed(names)}.values())[::-1][:size]
    return distinct + _titles(searcher, "ipc", "ipc", text, max(0, size - len(distinct)))


def _counted(searcher: Searcher, field: str, text: str, size: int) -> list[FacetCount]:
    """Return values with the counts that a search for them has: those of terms include records since replaced."""
    field_of_classes = (found := field_named(field)) is not None and found.kind == "class"
    counted = [
        FacetCount(one.value, searcher.count(Under(field, one.value) if field_of_classes else Exact(field, one.value)))
        for one in searcher.terms(field, text, size)
    ]
    return sorted((one for one in counted if one.count), key=lambda one: (-one.count, one.value))


def _titles(searcher: Searcher, field: str, scheme: str, text: str, size: int) -> list[Suggestion]:
    if size <= 0:
        return []
    found = searcher.symbols_matching(scheme, text, size)
    return [
        Suggestion(
            field,
            one.symbol,
            Wording(f"{one.symbol} {one.title_zh or one.title_en}", f"{one.symbol} {one.title_en or one.title_zh}"),
            searcher.count(Under(field, one.symbol)),
        )
        for one in found
    ]


def field_names() -> list[str]:
    """Return the names of the fields that a person may use."""
    return [field.name for field in FIELDS if field.default]
