"""A field's value, by the field's kind, as a node of the query.

Invariants: a node's values are those that records hold (ISO dates, symbols in normal form, number keys); what the
field cannot take is a fault, never a query that quietly finds nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.analysis import query_terms
from domain.classification import looks_like, sort_key, symbol_or_none
from domain.dates import first_day, last_day
from domain.fields import Field
from domain.numbers import readings
from domain.query import All, Exact, Exists, Family, Phrase, Query, Range, Terms, Under
from search_api.syntax import faults, identifiers, keywords, periods, wildcards

_EXAMPLES = {
    "ipc": "H01M10/052", "cpc": "H01M10/052", "uspc": "424/197.11", "locarno": "14-02", "nice": "9", "group": "0901",
    "vienna": "24.07.01", "usdesign": "24/197",
}  # fmt: skip
_YES = frozenset({"true", "yes", "1", "是", "有"})
_NO = frozenset({"false", "no", "0", "否", "无"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value as typed: ``quoted`` without its marks, ``exact`` after ``==``; ``start`` and ``end`` in the query."""

    text: str
    start: int
    end: int
    quoted: bool = False
    exact: bool = False
    field_start: int | None = None
    """Where the field's name begins; ``None`` for a value in a group that the field stands before."""

    @property
    def span(self) -> faults.Span:
        return self.start, self.end

    def instead(self, text: str) -> tuple[faults.Edit, ...]:
        """Return the edit that puts ``text`` in the place of field and value."""
        return () if self.field_start is None else (faults.Edit(self.field_start, self.end, text),)

    def as_text(self) -> faults.Edit:
        """Return the edit that searches for the value as text instead."""
        if self.field_start is None:
            return faults.Edit(self.start, self.end, f'text:"{self.text}"')
        return faults.Edit(self.field_start, self.end, f'"{self.text}"')

    def removed(self) -> faults.Span:
        """Return the stretch to remove with the value: its field too."""
        return self.start if self.field_start is None else self.field_start, self.end


def value_node(field: Field, value: Value) -> Query:
    """Return the node that a field's value gives."""
    if value.text == "*" and not value.quoted:
        return Exists(field.name, value.span)
    if value.exact and field.kind in ("text", "name", "keyword"):
        return _exact(field, value)
    return _KINDS[field.kind](field, value)


def text_node(name: str, value: Value) -> Query:
    """Return the node of words in a text or name field."""
    if value.quoted:
        if not query_terms(value.text):
            raise faults.nothing_to_search(value.span, value.removed())
        return Phrase(name, value.text, value.span)
    if periods.is_range_like(value.text):
        quoted = faults.Edit(*value.span, f'"{value.text}"')
        raise faults.misused(value.span, "文字字段没有大小和范围。", "A text field has no order to compare by.", quoted)
    if wildcards.has_wildcard(value.text):
        return wildcards.wildcard_node(name, value.text, value.start)
    if not query_terms(value.text):
        raise faults.nothing_to_search(value.span, value.removed())
    return Terms(name, value.text, value.span)


def everything(value: Value) -> Query | None:
    """Return the node of a star that stands alone."""
    return All(value.span) if value.text == "*" and not value.quoted else None


def _text(field: Field, value: Value) -> Query:
    return text_node(field.name, value)


def _exact(field: Field, value: Value) -> Query:
    if field.kind == "text":
        edits = value.instead(f'{field.name}:"{value.text}"')
        raise faults.misused(value.span, "文字字段没有整体取值。", "A text field has no exact value.", *edits)
    if not value.text.strip():
        raise faults.nothing_to_search(value.span, value.removed())
    keywords.check_exact(field.name, value.text, value.span)
    return Exact(field.name, value.text, value.span)


def _keyword(field: Field, value: Value) -> Query:
    if not value.text.strip():
        raise faults.nothing_to_search(value.span, value.removed())
    if field.name == "family" and value.text[:2].isalpha() and (found := readings(value.text)):
        return Family(value.text, identifiers.keys_of(found), value.span)
    if value.quoted:
        return Terms(field.name, keywords.value_of(field.name, value.text, value.span), value.span)
    if periods.is_range_like(value.text) and value.text[0] in "<>":
        edits = value.instead(f"{field.name}:{value.text.strip('<>=') or '*'}")
        raise faults.misused(value.span, "这个字段没有大小。", "This field has no order to compare by.", *edits)
    if wildcards.has_wildcard(value.text):
        return wildcards.keyword_node(field.name, value.text, value.start)
    return Terms(field.name, keywords.value_of(field.name, value.text, value.span), value.span)


def _class(field: Field, value: Value) -> Query:
    scheme = field.scheme or field.name
    example = _EXAMPLES.get(scheme, "")
    bounds = None if value.quoted else periods.bounds_of(value.text)
    if bounds is not None:
        return class_range(field.name, scheme, value)
    text = value.text
    if text.endswith("*") and not value.quoted:
        text = text.rstrip("*")  # a symbol includes what is below it: the star says the same
    alone = value.exact or (text.endswith("!") and not value.quoted)
    symbol = symbol_of(scheme, text.rstrip("!") if alone else text)
    if symbol is None:
        raise faults.bad_class(value.span, example, *_other_scheme(field, value))
    return Under(field.name, symbol, alone, value.span)


def symbol_of(scheme: str, text: str) -> str | None:
    """Return the symbol in normal form, ``None`` where the text is none or has more than a symbol in it."""
    symbol = symbol_or_none(scheme, text) if text.isascii() or scheme == "nice" else None
    if symbol is None or scheme not in ("ipc", "cpc") or len(text.split()) == 1:
        return symbol
    return symbol if looks_like(text) else None


def _other_scheme(field: Field, value: Value) -> tuple[faults.Edit, ...]:
    """Offer the scheme that does have this symbol (Y02E is one of CPC alone), else the text."""
    names = [scheme for scheme, _ in looks_like(value.text) if scheme != field.scheme]
    return (names and value.instead(f'{names[0]}:"{value.text}"')) or (value.as_text(),)


def class_range(name: str, scheme: str, value: Value) -> Query:
    """Return the node of a range of symbols."""
    bounds = periods.bounds_of(value.text)
    if bounds is None or value.text[0] in "<>" or not (bounds[0] and bounds[1] and bounds[2] and bounds[3]):
        one = value.instead(f"{name}:{value.text.strip('<>=.')}")
        raise faults.misused(value.span, "分类号的范围写作 起..止。", "Write a range of classes as first..last.", *one)
    low, high = symbol_of(scheme, bounds[0]), symbol_of(scheme, bounds[1])
    if low is None or high is None:
        raise faults.bad_class(value.span, _EXAMPLES.get(scheme, ""), value.as_text())
    if sort_key(scheme, low) > sort_key(scheme, high):
        raise _backwards(value, f"{high}..{low}")
    return Range(name, low, high, span=value.span)


def _backwards(value: Value, turned: str) -> faults.Fault:
    return faults.bad_range(
        value.span, "范围的起点在终点之后。", "The range ends before it begins.", faults.Edit(*value.span, turned)
    )


def date_node(name: str, value: Value) -> Query:
    """Return the node of a date, or of a range of dates, in a date field."""
    bounds = periods.bounds_of(value.text)
    if bounds is None:
        day = _date(value.text, value)
        return Range(name, day, day, span=value.span)
    low, high = (None if bound is None else _date(bound.strip(), value) for bound in bounds[:2])
    if low is None and high is None:
        raise faults.bad_range(value.span, "范围没有起止。", "The range has neither beginning nor end.",
                               faults.Edit(*value.span, "*"))  # fmt: skip
    if low is not None and high is not None and first_day(low) > last_day(high):
        raise _backwards(value, f"{high}..{low}")
    return Range(name, low, high, bounds[2], bounds[3], value.span)


def _date(text: str, value: Value) -> str:
    found = periods.date_of(text)
    if found is not None:
        return found
    at = value.text.find(text) if not value.quoted else -1
    span = (value.start + at, value.start + at + len(text)) if at >= 0 and text else value.span
    if periods.is_date_like(text) and (nearest := periods.nearest(text)):
        raise faults.no_such_day(span, faults.Edit(*span, nearest))
    raise faults.not_a_date(span, value.as_text())


def _number(field: Field, value: Value) -> Query:
    bounds = periods.bounds_of(value.text)
    if bounds is None:
        count = _integer(value.text, value)
        return Range(field.name, count, count, span=value.span)
    low, high = (None if bound is None else _integer(bound, value) for bound in bounds[:2])
    if low is None and high is None:
        raise faults.bad_range(value.span, "范围没有起止。", "The range has neither beginning nor end.",
                               faults.Edit(*value.span, "*"))  # fmt: skip
    if low is not None and high is not None and int(low) > int(high):
        raise _backwards(value, f"{high}..{low}")
    return Range(field.name, low, high, bounds[2], bounds[3], value.span)


def _integer(text: str, value: Value) -> str:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise faults.not_an_integer(value.span, value.as_text())
    return str(int(digits))


def _identifier(field: Field, value: Value) -> Query:
    other = value.instead(f'number:"{value.text}"') or (value.as_text(),)
    return identifiers.number_node(field.name, value.text, value.span, value.as_text(), other[0])


def _flag(field: Field, value: Value) -> Query:
    word = value.text.casefold()
    if word not in _YES | _NO:
        raise faults.unknown_value(value.span, ("true", "false"), None)
    return Exact(field.name, "true" if word in _YES else "false", value.span)


_KINDS: dict[str, Callable[[Field, Value], Query]] = {
    "text": _text,
    "name": _text,
    "keyword": _keyword,
    "class": _class,
    "identifier": _identifier,
    "number": _number,
    "date": lambda field, value: date_node(field.name, value),
    "flag": _flag,
}


def is_one_value(field: Field, text: str) -> bool:
    """Tell whether several words are one number or one symbol of the field."""
    if field.kind == "identifier":
        return bool(readings(text))
    return symbol_of(field.scheme or field.name, text.rstrip("!")) is not None
