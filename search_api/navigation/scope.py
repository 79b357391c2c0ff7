"""The scope of an analysis: which publications, in which units they are counted, by which date, and the analysis's options.

Parameters are those of a search (``q``, ``right``, ``f.FIELD``) and of ``docs/api.md``; one that is not known, or that
does not go with another, is a ``ParameterError``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, get_args

from domain.dates import partial_date
from domain.errors import ParameterError
from domain.query import And, Exists, Not, Or, Query, Range, SearchRequest
from search_api import params, syntax
from search_api.navigation.joined import table_of
from search_api.settings import Budgets

Unit = Literal["publication", "application", "family"]
DateField = Literal["published", "filed", "granted", "priority_date"]
Clusters = Literal["raw", "merged"]
T = TypeVar("T", bound=str)
UNITS: tuple[Unit, ...] = get_args(Unit)
DATES: tuple[DateField, ...] = get_args(DateField)
CLUSTERS: tuple[Clusters, ...] = get_args(Clusters)
DEFAULT_DATE: dict[Unit, DateField] = {"publication": "published", "application": "filed", "family": "priority_date"}
DATES_OF: dict[Unit, tuple[DateField, ...]] = {
    "publication": DATES, "application": ("filed", "priority_date"), "family": ("priority_date",),
}  # fmt: skip
MOST_ROWS = 1_000
NAMES = (
    "q", "right", "unit", "date", "from", "to", "window", "months", "territory", "level", "size", "as_of", "clusters", "rows", "columns",
    "q2", "branch", "tag", "lang", "concordance", "names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What is analysed, and how; ``query`` holds the window of dates already, ``pairs`` ask the same scope again."""

    reading: syntax.Reading
    request: SearchRequest
    pairs: tuple[tuple[str, str], ...]
    unit: Unit = "publication"
    date: DateField = "published"
    first: int | None = None
    last: int | None = None
    window: int = 3
    months: int = 12
    territory: str | None = None
    level: str | None = None
    size: int = 20
    as_of: str | None = None
    clusters: Clusters = "raw"
    rows: str | None = None
    columns: str | None = None
    other: "Scope | None" = None
    branch: str | None = None
    tag: str | None = None
    concordance: str | None = None
    names: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    """A person's own table of applicants: cluster → cluster; ``names`` is how it was given."""

    @property
    def query(self) -> Query:
        return self.request.query


Resolve = Callable[[str, str], Query | None]
"""Return the query of a branch or tag by its kind and name, ``None`` where there is none."""


def read(
    pairs: Iterable[tuple[str, str]], lang: str, budgets: Budgets, default_unit: Unit = "publication",
    resolve: Resolve = lambda kind, name: None,
) -> Scope:  # fmt: skip
    """Read the parameters of an analysis."""
    searched: list[tuple[str, str]] = []
    own: dict[str, str] = {}
    for name, value in pairs:
        if name in ("q", "right") or name.startswith("f."):
            searched.append((name, value))
        elif name not in NAMES:
            raise ParameterError(name, f"没有名为“{name[:40]}”的参数。", f"There is no parameter called “{name[:40]}”.")
        elif name in own:
            raise ParameterError(name, f"参数 {name} 只能给出一次。", f"The parameter {name} is given once.")
        else:
            own[name] = value
    asked = params.read(searched, lang, budgets)
    unit = _one_of("unit", own.get("unit", default_unit), UNITS)
    date = _one_of("date", own.get("date", DEFAULT_DATE[unit]), DATES)
    if date not in DATES_OF[unit]:
        names = "、".join(DATES_OF[unit]), ", ".join(DATES_OF[unit])
        raise ParameterError(
            "date", f"按 {unit} 统计时，日期须为 {names[0]}。", f"Counted by {unit}, the date is one of {names[1]}."
        )
    first, last = _year("from", own.get("from")), _year("to", own.get("to"))
    if first is not None and last is not None and first > last:
        raise ParameterError("from", "起始年在终止年之后。", "The first year is after the last.")
    kept = [resolved(resolve, kind, own[kind]) for kind in ("branch", "tag") if own.get(kind)]
    if first is not None or last is not None:
        kept.append(in_years(date, first, last))
    request = SearchRequest(
        query=both(asked.request.query, *kept), rights=asked.request.rights, filters=asked.request.filters
    )
    found = Scope(
        asked.reading, request, tuple(pair for pair in asked.pairs if pair[0] != "q"), unit, date, first, last,
        window=_whole("window", own.get("window"), 3, 1, 20), months=_whole("months", own.get("months"), 12, 1, 600),
        territory=own["territory"].strip().upper() if own.get("territory") else None, level=own.get("level") or None,
        size=_whole("size", own.get("size"), 20, 1, MOST_ROWS), as_of=_day(own.get("as_of")),
        clusters="merged" if own.get("names") else _one_of("clusters", own.get("clusters", "raw"), CLUSTERS),
        rows=own.get("rows") or None, columns=own.get("columns") or None, branch=own.get("branch"), tag=own.get("tag"),
        concordance=own.get("concordance"), names=own.get("names"), aliases=table_of(own.get("names", "")),
    )  # fmt: skip
    if own.get("q2") is None:
        return found
    second = params.read([("q", own["q2"]), *((name, value) for name, value in searched if name != "q")], lang, budgets)
    inner = replace(request, query=both(second.request.query, *kept))
    return replace(found, other=replace(found, reading=second.reading, request=inner))


def resolved(resolve: Resolve, kind: str, name: str) -> Query:
    """Return the query of a branch or tag; raises ``ParameterError`` where there is none of this name."""
    found = resolve(kind, name)
    if found is None:
        raise ParameterError(kind, f"没有名为“{name[:40]}”的分支或标签。", f"No {kind} is called “{name[:40]}”.")
    return found


def both(*queries: Query) -> Query:
    """Return the query of what all find, as flat as it can be."""
    parts: list[Query] = []
    for one in queries:
        parts += one.operands if isinstance(one, And) else () if type(one).__name__ == "All" else (one,)
    return parts[0] if len(parts) == 1 else And(tuple(parts)) if parts else queries[0]


def in_years(date: DateField, first: int | None, last: int | None) -> Query:
    """Return the query of the records of a span of years; a priority date that there is not is the filing date."""
    low, high = (None if one is None else str(one) for one in (first, last))
    if date != "priority_date":
        return Range(date, low, high)
    without = Not(Exists("priority_date"))
    return Or((Range("priority_date", low, high), And((without, Range("filed", low, high)))))


def _one_of(name: str, value: str, known: Sequence[T]) -> T:
    for one in known:
        if value == one:
            return one
    raise ParameterError(name, f"{name} 须为 {'、'.join(known)}。", f"{name} is one of {', '.join(known)}.")


def _year(name: str, text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) >= 1600):
        raise ParameterError(name, f"{name} 须为四位数的年份。", f"{name} is a year of four digits.")
    return int(text)


def _whole(name: str, text: str | None, default: int, low: int, high: int) -> int:
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise ParameterError(
            name, f"{name} 须为 {low} 至 {high} 的整数。", f"{name} is a whole number from {low} to {high}."
        )
    return int(text)


def _day(text: str | None) -> str | None:
    if not text:
        return None
    found = partial_date(text)
    if found is None or len(found) != 10:
        raise ParameterError("as_of", "as_of 须为 YYYY-MM-DD。", "as_of is a day, YYYY-MM-DD.")
    return found
