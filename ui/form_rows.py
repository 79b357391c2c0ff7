"""The rows of the advanced form, and the query that they write.

A form is groups of rows; a group's rows are joined by all, any or none; groups are joined by AND. Every value stands
in the query as a value: nothing that a person types in a row is taken for an operator.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.fields import FIELDS, Field, field_named
from domain.filings import RIGHTS, STATES, Right
from search_api.labels import RIGHT_LABELS
from search_api.syntax.canonical import quoted
from ui.wording import say

JOINS = ("all", "any", "none")
WORD_OPERATORS = ("all", "any", "exactly", "near", "without")
OPERATORS: dict[str, tuple[str, ...]] = {
    "text": WORD_OPERATORS,
    "name": ("all", "any", "exactly", "is", "without"),
    "keyword": ("is", "is_not"),
    "class": ("below", "alone", "is_not"),
    "identifier": ("is", "is_not"),
    "date": ("from", "until", "between", "on"),
    "number": ("from", "until", "between", "on"),
    "flag": ("is", "is_not"),
}
OPERATOR_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ops_words", WORD_OPERATORS),
    ("ops_values", ("is", "is_not")),
    ("ops_classes", ("below", "alone")),
    ("ops_dates", ("from", "until", "between", "on")),
)
_MEANT = {
    ("keyword", "all"): "is", ("keyword", "exactly"): "is", ("keyword", "any"): "is", ("keyword", "without"): "is_not",
    ("identifier", "all"): "is", ("identifier", "exactly"): "is", ("identifier", "without"): "is_not",
    ("class", "all"): "below", ("class", "is"): "below", ("class", "exactly"): "alone", ("class", "without"): "is_not",
    ("date", "all"): "on", ("date", "is"): "on", ("date", "exactly"): "on", ("number", "is"): "on",
    ("number", "all"): "on", ("number", "exactly"): "on", ("text", "is"): "exactly", ("text", "is_not"): "without",
    ("name", "is_not"): "without", ("name", "near"): "all",
}  # fmt: skip
_TOKEN = re.compile(r'"[^"]*"|“[^”]*”|\S+')
_PLAIN = re.compile(r"[^\s()（）\"“”<>=:,，;；、!-][^\s()（）\"“”<>=:,，;；、!]*")
_RANGE = re.compile(r"\s*(?:\.\.|–|—|~|至|到|\bto\b|\s-\s)\s*")
_OPERATOR_WORDS = re.compile(r"(?i:and|or|not|near|adj|sent|para|claim)|与|或|非|(?i:near|adj)/\d+")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One condition; ``error`` says why it cannot be written."""

    field: str = "text"
    operator: str = "all"
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Rows joined in one way."""

    join: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What the form holds."""

    rights: tuple[Right, ...]
    groups: tuple[FormGroup, ...]


def empty_form() -> Form:
    """Return the form as it is first shown."""
    rows = (FormRow(), FormRow("applicant"), FormRow("filed", "from"))
    return Form((), (FormGroup("all", rows),))


def offered_fields(rights: Sequence[Right]) -> list[Field]:
    """Return the fields that the chosen rights have."""
    return [
        one for one in FIELDS if one.default and one.name != "right" and (not rights or set(rights) & set(one.rights))
    ]


def checked(form: Form, lang: str) -> Form:
    """Return the form with operators that fit their fields, and what is wrong said at the row."""
    groups = tuple(replace(one, rows=tuple(_checked(row, lang) for row in one.rows)) for one in form.groups)
    return replace(form, groups=groups)


def _checked(row: FormRow, lang: str) -> FormRow:
    field = field_named(row.field)
    if field is None:
        return replace(row, error=say("row_no_field", lang))
    allowed = OPERATORS[field.kind]
    operator = row.operator if row.operator in allowed else _MEANT.get((field.kind, row.operator), "")
    if not operator:
        if not row.value.strip():
            return replace(row, operator=allowed[0])
        names = "、" if lang == "zh" else ", "
        offered = names.join(say(f"op_{one}", lang) for one in allowed)
        return replace(row, error=say("row_operator", lang, label=field.label.in_language(lang), operators=offered))
    return replace(row, operator=operator)


def written(form: Form) -> str:
    """Return the query that the form's rows write; empty for a form with no value."""
    pieces = []
    if form.rights:
        rights = [f"right:{one}" for one in form.rights]
        pieces.append(rights[0] if len(rights) == 1 else f"({' OR '.join(rights)})")
    for group in form.groups:
        own = [text for text in (row_text(row) for row in group.rows) if text]
        if not own:
            continue
        if group.join == "none":
            pieces += [f"NOT {one}" if not one.startswith("NOT ") else one.removeprefix("NOT ") for one in own]
        elif group.join == "any" and len(own) > 1:
            pieces.append(f"({' OR '.join(own)})")
        else:
            pieces += own
    return " ".join(pieces)


def row_text(row: FormRow) -> str:
    """Return the condition of one row, empty where it has no value or cannot be written.

    >>> row_text(FormRow("text", "all", "solid electrolyte")), row_text(FormRow("filed", "between", "2018 - 2020"))
    ('text:(solid electrolyte)', 'filed:2018..2020')
    >>> row_text(FormRow("title", "near", "leaf dryer")), row_text(FormRow("ipc", "alone", "H01M 10/05"))
    ('title:(leaf NEAR/3 dryer)', 'ipc:"H01M 10/05"!')
    """
    value, field = row.value.strip(), field_named(row.field)
    if not value or field is None or row.error:
        return ""
    name = field.name
    if row.operator in ("from", "until", "on", "between"):
        return f"{name}:{_range(row.operator, value)}"
    if row.operator in ("below", "alone"):
        return f"{name}:{_atom(value)}{'!' if row.operator == 'alone' else ''}"
    if row.operator == "is" and field.kind in ("name", "keyword", "flag"):
        return (
            f"{name}=={quoted(_code(name, value))}" if field.kind == "name" else f"{name}:{_atom(_code(name, value))}"
        )
    if row.operator in ("is", "is_not"):
        text = f"{name}:{_atom(_code(name, value))}"
        return f"NOT {text}" if row.operator == "is_not" else text
    return _words(name, row.operator, value)


def _words(name: str, operator: str, value: str) -> str:
    tokens = [_token(one) for one in _TOKEN.findall(value)]
    if operator == "exactly":
        return f"{name}:{quoted(value.strip(chr(34)))}"
    joint = {"any": " OR ", "near": " NEAR/3 "}.get(operator, " ")
    inside = joint.join(tokens)
    text = f"{name}:{inside}" if len(tokens) == 1 else f"{name}:({inside})"
    return f"NOT {text}" if operator == "without" else text


def _token(text: str) -> str:
    if text[0] in '"“':
        return quoted(text.strip('"“”'))
    plain = _PLAIN.fullmatch(text) and ".." not in text and not _OPERATOR_WORDS.fullmatch(text)
    return text if plain else quoted(text)


def _atom(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and ".." not in text else quoted(text)


def _range(operator: str, value: str) -> str:
    low, *rest = _RANGE.split(value, maxsplit=1)
    low, high = low.strip(), rest[0].strip() if rest else ""
    if operator == "from":
        return f">={low}"
    if operator == "until":
        return f"<={high or low}"
    return f"{low}..{high}" if high else low


def _code(name: str, value: str) -> str:
    """Return the value as the field holds it: a state or a right may be typed in words."""
    folded = value.casefold()
    if name == "status":
        for state in STATES:
            if folded in (state, *(say(f"state_{state}", lang).casefold() for lang in ("zh", "en"))):
                return state
    if name == "right":
        return next((one for one in RIGHTS if folded in (RIGHT_LABELS[one].zh, RIGHT_LABELS[one].en.casefold())), value)
    return value
