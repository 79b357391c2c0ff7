"""Exact values: keywords, names, classes, dates, numbers and identifiers.

Invariants: a date of partial precision is the whole period; a class symbol includes what stands below it, by the
symbol itself and, for subgroups, by the scheme's table where it is loaded; comparing a keyword ignores its case, but an
exact value does not.
"""

from domain import numbers
from domain.classification import SCHEMES, descendants, symbol_or_none
from domain.dates import as_number, last_day, partial_date
from domain.errors import BadClass, BadDate, BadRange, FieldMisused
from domain.fields import Field
from domain.query import Exact, Prefix, Range, Span, Terms, Under, Wildcard
from indexer.engines import columns
from indexer.engines.querying.lookup import B, Lookup


def misused(field: Field, span: Span) -> FieldMisused:
    """Return the error of a field asked for what it cannot say."""
    return FieldMisused(
        f"字段“{field.label.zh}”不能这样检索。", f"The field {field.name} cannot be searched this way.", span=span
    )


def value(lookup: Lookup[B], field: Field, node: Terms) -> B:
    """A value of a field that is not analysed, as typed."""
    if field.kind in ("keyword", "flag"):
        return lookup.folded(field.name, columns.fold_value(node.text), node.span)
    if field.kind == "class":
        return under(lookup, field, Under(field.name, node.text, span=node.span))
    if field.kind == "identifier":
        keys = [one.key for one in numbers.readings(node.text)]
        return lookup.any_term(field.name, [node.text, *keys])
    return between(lookup, field, Range(field.name, node.text, node.text, span=node.span))


def beginning(lookup: Lookup[B], field: Field, node: Prefix | Wildcard) -> B:
    """Values of a keyword, a class or an identifier with wildcards."""
    text = node.text if isinstance(node, Prefix) else node.pattern
    cut = next((at for at, char in enumerate(text) if char in "*?"), len(text))
    start, rest = text[:cut], text[cut:] + ("*" if isinstance(node, Prefix) else "")
    if field.kind in ("keyword", "flag"):
        return lookup.folded_like(field.name, columns.fold_value(start), rest, node.span)
    if field.kind in ("class", "identifier"):
        return lookup.value_like(field.name, start.upper(), rest, node.span)
    raise misused(field, node.span)


def exact(lookup: Lookup[B], field: Field, node: Exact) -> B:
    """The value itself."""
    if field.kind == "name":
        return lookup.term(field.name + columns.EXACT, node.value)
    if field.kind in ("keyword", "flag", "identifier"):
        return lookup.term(field.name, node.value)
    if field.kind == "class":
        return under(lookup, field, Under(field.name, node.value, alone=True, span=node.span))
    if field.kind in ("date", "number"):
        return between(lookup, field, Range(field.name, node.value, node.value, span=node.span))
    raise misused(field, node.span)


def under(lookup: Lookup[B], field: Field, node: Under) -> B:
    """A class symbol, and unless ``alone`` all below it."""
    scheme = field.scheme or ""
    symbol = symbol_or_none(scheme, node.symbol)
    if symbol is None:
        raise BadClass(
            f"“{field.label.zh}”没有这个分类号。", f"This is no symbol of the field {field.name}.", span=node.span
        )
    if node.alone:
        return lookup.term(field.name, symbol)
    if scheme in ("ipc", "cpc") and "/" in symbol and not symbol.endswith("/00"):
        below = descendants(lambda one: lookup.children(scheme, one), symbol)
        return lookup.any_term(field.name, list(below))
    return lookup.term(field.name, columns.UNDER + symbol)


def between(lookup: Lookup[B], field: Field, node: Range) -> B:
    """A range of dates, numbers or class symbols; open where a bound is ``None``."""
    if field.kind == "class":
        return _symbols(lookup, field, node)
    if field.kind not in ("date", "number"):
        raise misused(field, node.span)
    low, high = _bounds(field, node)
    if low is not None and high is not None and low > high:
        raise BadRange("范围的起点在终点之后。", "The range begins after it ends.", span=node.span)
    return lookup.between(field.name, low, high)


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


def _symbols(lookup: Lookup[B], field: Field, node: Range) -> B:
    """Return the records with an own symbol in the range, in the scheme's order."""
    scheme = field.scheme or ""
    ends = [symbol_or_none(scheme, one) if one else None for one in (node.low, node.high)]
    if (node.low and not ends[0]) or (node.high and not ends[1]) or scheme not in SCHEMES:
        raise BadClass("范围的两端须是分类号。", "Both ends of the range must be class symbols.", span=node.span)
    return lookup.symbols(field.name, scheme, (ends[0], ends[1]), (node.low_inclusive, node.high_inclusive))
