"""Exact values: keywords, names, classes, dates, numbers and identifiers.

Invariants: a date of partial precision is the whole period; a class symbol includes what stands below it, by the
symbol itself and, for subgroups, by the scheme's table where it is loaded; comparing a keyword ignores its case, but an
exact value does not.
"""

from collections.abc import Sequence

from domain import numbers
from domain.classification import SCHEMES, descendants, sort_key, symbol_or_none, symbol_range
from domain.dates import as_number, last_day, partial_date
from domain.errors import BadClass, BadDate, BadRange, FieldMisused
from domain.fields import Field
from domain.query import Exact, Prefix, Range, Span, Terms, Under, Wildcard
from indexer.engines.embedded import built, patterns, schema
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.titles import children_of
from indexer.engines.embedded.view import View

_LAST = 99_999_999


def misused(field: Field, span: Span) -> FieldMisused:
    """Return the error of a field asked for what it cannot say."""
    return FieldMisused(
        f"字段“{field.label.zh}”不能这样检索。", f"The field {field.name} cannot be searched this way.", span=span
    )


def value(view: View, field: Field, node: Terms) -> Built:
    """A value of a field that is not analysed, as typed."""
    if field.kind in ("keyword", "flag"):
        return _folded(view, field, schema.fold_value(node.text) + "\0", node.span)
    if field.kind == "class":
        return under(view, field, Under(field.name, node.text, span=node.span))
    if field.kind == "identifier":
        keys = [one.key for one in numbers.readings(node.text)]
        return built.any_term(view, field.name, [node.text, *keys])
    return between(view, field, Range(field.name, node.text, node.text, span=node.span))


def beginning(view: View, field: Field, node: Prefix | Wildcard) -> Built:
    """Values of a keyword, a class or an identifier with wildcards."""
    text = node.text if isinstance(node, Prefix) else node.pattern
    cut = next((at for at, char in enumerate(text) if char in "*?"), len(text))
    start, rest = text[:cut], text[cut:] + ("*" if isinstance(node, Prefix) else "")
    if field.kind in ("keyword", "flag"):
        if not rest.strip("*"):
            return _folded(view, field, schema.fold_value(start), node.span)
        name, start = field.name + schema.FOLDED, schema.fold_value(start)
        rest = rest + "\0*"
    elif field.kind in ("class", "identifier"):
        name, start = field.name, start.upper()
    else:
        raise misused(field, node.span)
    return built.any_term(view, name, patterns.matching(view, name, start, rest, built.MOST_EXPANSIONS, node.span))


def exact(view: View, field: Field, node: Exact) -> Built:
    """The value itself."""
    if field.kind == "name":
        return built.term(view, field.name + schema.EXACT, node.value)
    if field.kind in ("keyword", "flag", "identifier"):
        return built.term(view, field.name, node.value)
    if field.kind == "class":
        return under(view, field, Under(field.name, node.value, alone=True, span=node.span))
    if field.kind in ("date", "number"):
        return between(view, field, Range(field.name, node.value, node.value, span=node.span))
    raise misused(field, node.span)


def under(view: View, field: Field, node: Under) -> Built:
    """A class symbol, and unless ``alone`` all below it."""
    scheme = field.scheme or ""
    symbol = symbol_or_none(scheme, node.symbol)
    if symbol is None:
        raise BadClass(
            f"“{field.label.zh}”没有这个分类号。", f"This is no symbol of the field {field.name}.", span=node.span
        )
    if node.alone:
        return built.term(view, field.name, symbol)
    if scheme in ("ipc", "cpc") and "/" in symbol and not symbol.endswith("/00"):
        below = descendants(lambda one: children_of(view.connection, scheme, one), symbol)
        return built.any_term(view, field.name, list(below))
    return built.term(view, field.name, schema.UNDER + symbol)


def between(view: View, field: Field, node: Range) -> Built:
    """A range of dates, numbers or class symbols; open where a bound is ``None``."""
    if field.kind == "class":
        return _symbols(view, field, node)
    if field.kind not in ("date", "number"):
        raise misused(field, node.span)
    low, high = _bounds(field, node)
    if low is not None and high is not None and low > high:
        raise BadRange("范围的起点在终点之后。", "The range begins after it ends.", span=node.span)
    return whole_numbers(view, field.name, low, high)


def whole_numbers(view: View, name: str, low: int | None, high: int | None) -> Built:
    """Records whose integer lies between the bounds, both included."""
    query = built.Q.range_query(
        view.schema, name, built.FieldType.Integer, 0 if low is None else low, _LAST if high is None else high
    )
    count = view.searcher.num_docs
    return Built(built.Q.const_score_query(query, 0.0), count, count * 3e-6)


def _bounds(field: Field, node: Range) -> tuple[int | None, int | None]:
    """Return the first and the last integer of the range."""
    low = high = None
    if field.kind == "number":
        low, high = _whole(node.low, node), _whole(node.high, node)
        if low is not None and not node.low_inclusive:
            low += 1
        if high is not None and not node.high_inclusive:
            high -= 1
        return low, high
    if node.low is not None:
        first = _date(node.low, node)
        low = as_number(first) if node.low_inclusive else _last_number(first) + 1
    if node.high is not None:
        last = _date(node.high, node)
        high = _last_number(last) if node.high_inclusive else as_number(last) - 1
    return low, high


def _last_number(date: str) -> int:
    return as_number(last_day(date).isoformat())


def _date(text: str, node: Range) -> str:
    found = partial_date(text)
    if found is None:
        raise BadDate("没有这一天。", "There is no such date.", span=node.span)
    return found


def _whole(text: str | None, node: Range) -> int | None:
    if text is None:
        return None
    if not text.strip().isdecimal() or len(text) > 9:
        raise BadRange("此处应为整数。", "A whole number is expected here.", span=node.span)
    return int(text)


def _symbols(view: View, field: Field, node: Range) -> Built:
    """Return the records with an own symbol in the range, in the scheme's order."""
    scheme = field.scheme or ""
    ends = [symbol_or_none(scheme, one) if one else None for one in (node.low, node.high)]
    if (node.low and not ends[0]) or (node.high and not ends[1]) or scheme not in SCHEMES:
        raise BadClass("范围的两端须是分类号。", "Both ends of the range must be class symbols.", span=node.span)
    low = symbol_range(scheme, ends[0], ends[0])[0] if ends[0] else ""
    high = symbol_range(scheme, ends[1], ends[1])[1] if ends[1] else "\uffff"
    shared = _shared(ends[0] or "", ends[1] or "") if scheme in ("ipc", "cpc") else ""
    found = []
    for term, _ in view.searcher.terms_with_prefix(field.name, shared):
        key = "" if term.startswith(schema.UNDER) else sort_key(scheme, term)
        if key and low <= key <= high and _inside(term, ends, node):
            found.append(term)
    return built.any_term(view, field.name, found)


def _inside(term: str, ends: Sequence[str | None], node: Range) -> bool:
    return not (term == ends[0] and not node.low_inclusive) and not (term == ends[1] and not node.high_inclusive)


def _shared(low: str, high: str) -> str:
    """Return the letters, up to the subclass, that two patent symbols begin with."""
    length = 0
    while length < min(len(low), len(high), 4) and low[length] == high[length]:
        length += 1
    return low[:length]


def _folded(view: View, field: Field, start: str, span: Span) -> Built:
    name = field.name + schema.FOLDED
    words = [word for word, _ in built.expansions(view, name, start, built.MOST_EXPANSIONS, span)]
    return built.any_term(view, name, words)
