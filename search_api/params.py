"""A URL's parameters ⇄ a request: the same names in a query string, in a posted JSON object and on the pages.

``f.X`` repeated is OR, different fields are AND, ``f.X=a..b`` is a range, ``f.-X`` excludes. A parameter that is not
known is an error: nothing is ignored silently. ``url_of`` gives the address that asks the same again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import urlencode

from domain.classification import parse_symbol
from domain.dates import partial_date
from domain.errors import BadClass, ParameterError
from domain.fields import Field, field_named
from domain.filings import RIGHTS, Right
from domain.query import FacetRequest, Filter, SearchRequest, Sort
from search_api import syntax
from search_api.settings import Budgets

Pairs = Sequence[tuple[str, str]]
Group = Literal["none", "application", "family"]
GROUPS: tuple[Group, ...] = ("none", "application", "family")
Mode = Literal["words", "semantic", "hybrid"]
MODES: tuple[Mode, ...] = ("words", "semantic", "hybrid")
NAMES = ("q", "right", "facets", "sort", "size", "page", "cursor", "group", "mode", "lang")
_FILTERED = ("keyword", "name", "class", "date", "number", "flag", "identifier")
_RANGED = ("date", "number")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came: its reading, its request, and the parameters that ask it again."""

    reading: "syntax.Reading"
    request: SearchRequest
    pairs: tuple[tuple[str, str], ...]
    mode: Mode = "words"

    @property
    def url(self) -> str:
        return url_of("/api/v1/search", self.pairs)


def read(pairs: Iterable[tuple[str, str]], lang: str, budgets: Budgets, default_size: int = 20) -> Asked:
    """Read parameters; raises ``ParameterError`` for a wrong one and ``QueryError`` for the query itself."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in NAMES and not name.startswith("f."):
            raise ParameterError(name, f"没有名为“{name[:40]}”的参数。", f"There is no parameter called “{name[:40]}”.")
        values.setdefault(name, []).append(value)
    reading = syntax.parse(_one(values, "q", "*"), lang=lang)
    mode = _mode(_one(values, "mode", "words"))
    size = _whole("size", _one(values, "size", str(default_size)), 0, budgets.page_size)
    page = _whole("page", _one(values, "page", "1"), 1, 1_000_000_000)
    cursor = _one(values, "cursor", "") or None
    sort = _sort(_one(values, "sort", "relevance"))
    _window(page, size, cursor, sort, budgets)
    request = SearchRequest(
        query=reading.tree,
        rights=_rights(values.get("right", [])),
        filters=_filters(values),
        sort=sort,
        page=page,
        size=size,
        cursor=cursor,
        facets=_facets(values.get("facets", []), budgets),
        group=_group(_one(values, "group", "none")),
    )
    return Asked(reading, request, _kept(values, default_size), mode)


def of_body(body: Any) -> list[tuple[str, str]]:
    """Return the parameters of a posted JSON object; a list is a repeated parameter."""
    if not isinstance(body, Mapping):
        raise ParameterError("body", "请求体须为 JSON 对象。", "The body is a JSON object.")
    pairs: list[tuple[str, str]] = []
    for name, value in body.items():
        for one in value if isinstance(value, list) else [value]:
            if one is None:
                continue
            if isinstance(one, bool) or not isinstance(one, str | int):
                raise ParameterError(
                    name, "参数值须为文本、整数或其列表。", "A parameter is a text, a whole number, or a list of these."
                )
            pairs.append((name, str(one)))
    return pairs


def url_of(path: str, pairs: Pairs) -> str:
    """Return the address with its parameters in one order."""
    return f"{path}?{urlencode(list(pairs))}" if pairs else path


def changed(pairs: Pairs, **changes: str | None) -> tuple[tuple[str, str], ...]:
    """Return the parameters with some replaced (None: removed); the page begins anew unless it is given."""
    names = {name.replace("__", "."): value for name, value in changes.items()}
    if "page" not in names:
        names["page"] = None
    if "cursor" not in names:
        names["cursor"] = None
    kept = [(name, value) for name, value in pairs if name not in names]
    return tuple(kept + [(name, value) for name, value in names.items() if value is not None])


def with_filter(pairs: Pairs, field: str, value: str, *, on: bool) -> tuple[tuple[str, str], ...]:
    """Return the parameters with one filter value added or taken away, from the first page."""
    kept = [
        (name, old) for name, old in pairs if (name, old) != (f"f.{field}", value) and name not in ("page", "cursor")
    ]
    return (*kept, (f"f.{field}", value)) if on else tuple(kept)


def _one(values: Mapping[str, list[str]], name: str, default: str) -> str:
    given = values.get(name, [])
    if len(given) > 1:
        raise ParameterError(name, f"参数 {name} 只能给出一次。", f"The parameter {name} is given once.")
    return given[0] if given else default


def _whole(name: str, text: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12 or not low <= int(text) <= high:
        raise ParameterError(
            name, f"{name} 须为 {low} 至 {high} 的整数。", f"{name} is a whole number from {low} to {high}."
        )
    return int(text)


def _window(page: int, size: int, cursor: str | None, sort: Sort, budgets: Budgets) -> None:
    if cursor is None and page * size > budgets.window:
        raise ParameterError(
            "page",
            f"只能翻到前 {budgets.window:,} 条。请按某一字段排序后用 next 游标继续，或改用导出。",
            f"Pages reach the first {budgets.window:,} records. Sort by a field and go on with the cursor in next, or export.",
            code="window-exceeded",
        )
    if cursor is not None and sort.field == "relevance":
        raise ParameterError(
            "cursor",
            "按相关度排序不能用游标，请按某一字段排序。",
            "A cursor needs another sort than relevance.",
            code="bad-cursor",
        )


def _mode(text: str) -> Mode:
    if text not in MODES:
        raise ParameterError("mode", "mode 须为 words、semantic 或 hybrid。", "mode is words, semantic or hybrid.")
    return text


def _rights(texts: Sequence[str]) -> tuple[Right, ...]:
    names = [one for text in texts for one in text.split(",") if one]
    for name in names:
        if name not in RIGHTS:
            raise ParameterError(
                "right", f"权利类型须为 {'、'.join(RIGHTS)}。", f"right is one of {', '.join(RIGHTS)}."
            )
    return tuple(dict.fromkeys(cast("list[Right]", names)))


def _group(text: str) -> Group:
    if text not in GROUPS:
        raise ParameterError(
            "group", "group 须为 none、application 或 family。", "group is none, application or family."
        )
    return text


def _sort(text: str) -> Sort:
    name = text.removeprefix("-")
    if text == "relevance":
        return Sort()
    field = field_named(name)
    if field is None or not field.sort:
        raise ParameterError("sort", f"不能按“{name[:40]}”排序。", f"There is no sorting by “{name[:40]}”.")
    return Sort(field.name, text.startswith("-"))


def _facets(texts: Sequence[str], budgets: Budgets) -> tuple[FacetRequest, ...]:
    names = [one.strip() for text in texts for one in text.split(",") if one.strip()]
    if len(names) > budgets.facets:
        raise ParameterError(
            "facets",
            f"一次最多 {budgets.facets} 个分面。",
            f"At most {budgets.facets} facets at once.",
            code="too-many-facets",
        )
    found: dict[str, FacetRequest] = {}
    for name in names:
        name, _, size = name.partition(":")
        field = _field("facets", name)
        if not field.facet:
            raise ParameterError("facets", f"字段 {field.name} 没有分面。", f"The field {field.name} has no facet.")
        found[field.name] = FacetRequest(field.name, _whole("facets", size or "10", 1, budgets.facet_size))
    return tuple(found.values())


def _field(parameter: str, name: str) -> Field:
    field = field_named(name)
    if field is None:
        raise ParameterError(
            parameter,
            f"没有名为“{name[:40]}”的字段，见 /api/v1/fields。",
            f"No field is called “{name[:40]}”; see /api/v1/fields.",
        )
    return field


def _filters(values: Mapping[str, list[str]]) -> tuple[Filter, ...]:
    found: dict[tuple[str, bool], list[str]] = {}
    for name, given in sorted(values.items()):  # the same question is the same request, in whatever order it came
        if not name.startswith("f."):
            continue
        exclude = name.startswith("f.-")
        field = _field(name, name[3:] if exclude else name[2:])
        if field.kind not in _FILTERED:
            raise ParameterError(
                name, f"字段 {field.name} 不能用作筛选。", f"The field {field.name} cannot be a filter."
            )
        found.setdefault((field.name, exclude), []).extend(_value(name, field, one) for one in given)
    return tuple(Filter(field, tuple(dict.fromkeys(given)), exclude) for (field, exclude), given in found.items())


def _value(name: str, field: Field, text: str) -> str:
    if field.kind == "class" and field.scheme:
        try:
            return parse_symbol(field.scheme, text)
        except (BadClass, ValueError):
            raise ParameterError(name, "分类号写法有误。", "This is no symbol of the classification.") from None
    if field.kind not in _RANGED:
        return text
    low, dots, high = text.partition("..")
    for end in (low, high) if dots else (low,):
        if end and not _is_end(field, end):
            raise ParameterError(
                name, "须为日期或数值，或 a..b 形式的范围。", "This is no date or number, nor a range written a..b."
            )
    if not low and not high:
        raise ParameterError(name, "范围至少要有一端。", "A range has at least one end.")
    return text


def _is_end(field: Field, text: str) -> bool:
    return text.isdigit() if field.kind == "number" else partial_date(text) is not None


def _kept(values: Mapping[str, list[str]], default_size: int) -> tuple[tuple[str, str], ...]:
    """Return the parameters that differ from their default, in one order."""
    defaults = {
        "sort": "relevance",
        "size": str(default_size),
        "page": "1",
        "group": "none",
        "mode": "words",
        "cursor": "",
    }
    order = [*NAMES[:2], *sorted(name for name in values if name.startswith("f.")), *NAMES[2:]]
    return tuple(
        (name, value)
        for name in order
        for value in values.get(name, [])
        if defaults.get(name) != value and name != "lang"
    )
