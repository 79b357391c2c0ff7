"""A query back into the rows of the advanced form, where rows can say it."""

from collections.abc import Iterator, Sequence

from domain.fields import field_named
from domain.filings import RIGHTS, Right
from domain.query import And, Exact, Near, Not, Number, Or, Phrase, Prefix, Query, Range, Terms, Under, Wildcard
from ui.form_rows import Form, FormGroup, FormRow, empty_form


class _NoRow(Exception):
    """A part of the query that no row can say."""


def form_of(query: Query) -> Form | None:
    """Return the form that writes this query, ``None`` where rows cannot say it.

    >>> form = form_of(And((Terms("text", "solid"), Terms("text", "cell"), Not(Terms("status", "lapsed")))))
    >>> [(group.join, [(row.field, row.operator, row.value) for row in group.rows]) for group in form.groups]
    [('all', [('text', 'all', 'solid cell')]), ('none', [('status', 'is', 'lapsed')])]
    """
    try:
        return _form(tuple(_conditions(query)))
    except _NoRow:
        return None


def _conditions(query: Query) -> Iterator[Query]:
    if isinstance(query, And):
        for one in query.operands:
            yield from _conditions(one)
    else:
        yield query


def _form(conditions: Sequence[Query]) -> Form:
    rights: tuple[Right, ...] = ()
    everything: list[FormRow] = []
    nothing: list[FormRow] = []
    groups: list[FormGroup] = []
    for one in conditions:
        chosen = _rights(one)
        if chosen and not rights:
            rights = chosen
        elif isinstance(one, Or):
            groups.append(FormGroup("any", tuple(_row(inner) for inner in one.operands)))
        elif isinstance(one, Not):
            inner = one.operand.operands if isinstance(one.operand, Or) else (one.operand,)
            nothing += [_row(each) for each in inner]
        else:
            _add(everything, _row(one))
    if everything:
        groups.insert(0, FormGroup("all", tuple(everything)))
    if nothing:
        groups.append(FormGroup("none", tuple(nothing)))
    return Form(rights, tuple(groups) or empty_form().groups)


def _add(rows: list[FormRow], row: FormRow) -> None:
    """Add a row; words of one field, one after the other, are one row."""
    last = rows[-1] if rows else None
    field = field_named(row.field)
    words = field is not None and field.kind in ("text", "name")
    if last and words and last.field == row.field and last.operator == row.operator == "all":
        rows[-1] = FormRow(row.field, "all", f"{last.value} {row.value}")
    else:
        rows.append(row)


def _rights(query: Query) -> tuple[Right, ...]:
    """Return the rights that a condition asks for, none where it asks for something else."""
    parts = query.operands if isinstance(query, Or) else (query,)
    found: list[Right] = []
    for one in parts:
        text = one.text if isinstance(one, Terms) else one.value if isinstance(one, Exact) else None
        name = next((right for right in RIGHTS if right == text), None)
        if not isinstance(one, Terms | Exact) or one.field != "right" or name is None:
            return ()
        found.append(name)
    return tuple(found)


def _row(query: Query) -> FormRow:
    match query:
        case Terms(field, text):
            return _words(field, text)
        case Phrase(field, text) if '"' not in text:
            return FormRow(field, "exactly" if _kind(field) in ("text", "name") else "is", text)
        case Prefix(field, text):
            return _words(field, f"{text}*")
        case Wildcard(field, pattern):
            return _words(field, pattern)
        case Under(field, symbol, alone):
            return FormRow(field, "alone" if alone else "below", symbol)
        case Exact(field, value):
            return FormRow(field, "is", value)
        case Number(field, text):
            return FormRow(field, "is", text)
        case Range():
            return _span(query)
        case Near("words", operands, 3, False):
            words = [one for one in operands if isinstance(one, Terms)]
            if len(words) == len(operands):
                return FormRow(words[0].field, "near", " ".join(one.text for one in words))
    raise _NoRow


def _words(field: str, text: str) -> FormRow:
    if " " in text or '"' in text:
        raise _NoRow
    return FormRow(field, "all" if _kind(field) in ("text", "name") else "is", text)


def _span(query: Range) -> FormRow:
    low, high = query.low, query.high
    if not (query.low_inclusive and query.high_inclusive) or _kind(query.field) not in ("date", "number"):
        raise _NoRow
    if high is None:
        return FormRow(query.field, "from", low or "")
    if low is None:
        return FormRow(query.field, "until", high)
    return FormRow(query.field, "on", low) if low == high else FormRow(query.field, "between", f"{low}..{high}")


def _kind(name: str) -> str:
    field = field_named(name)
    return field.kind if field else ""
