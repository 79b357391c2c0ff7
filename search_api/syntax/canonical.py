"""The one way of writing a query: every field named, every group in parentheses.

Invariant: ``parse(render(tree)).tree == tree`` for every tree that the language can say.
"""

import re

from domain.query import (
    All,
    And,
    CitedBy,
    Cites,
    Exact,
    Exists,
    Family,
    Goods,
    Listed,
    LooksLike,
    MeansLike,
    Near,
    Not,
    Number,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Similar,
    SoundsLike,
    Status,
    Terms,
    Under,
    Wildcard,
)  # fmt: skip
from search_api.syntax.periods import is_range_like

_UNITS = {"sentence": "SENT", "paragraph": "PARA", "claim": "CLAIM"}
_WORD = re.compile(r"(?!-)(?:[^\s()（）\"“”*?,，;；、]|(?<=[0-9A-Za-z])[,，;](?=[0-9A-Za-z]))+")
_PLAIN = re.compile(r"[^\s()（）\"“”*?,，;；、<>=:-][^\s()（）\"“”*?,，;；、]*")
_QUOTES = re.compile(r'(["“”\\])')


def render(query: Query) -> str:
    """Return the canonical text of a query.

    >>> render(And((Terms("text", "tea"), Not(Phrase("title", "hot coffee")))))
    '(text:tea AND (NOT title:"hot coffee"))'
    """
    match query:
        case And(operands):
            return "(" + " AND ".join(map(render, operands)) + ")"
        case Or(operands):
            return "(" + " OR ".join(map(render, operands)) + ")"
        case Not(operand):
            return f"(NOT {render(operand)})"
        case Near():
            return "(" + f" {_operator(query)} ".join(map(render, query.operands)) + ")"
        case _:
            return _leaf(query)


def _operator(query: Near) -> str:
    if query.unit != "words":
        return _UNITS[query.unit]
    name = "ADJ" if query.ordered else "NEAR"
    return f"{name}/{query.gap}" if query.gap else name


def _leaf(query: Query) -> str:
    match query:
        case All():
            return "*"
        case Terms(field, text):
            return f"{field}:{_word(text)}"
        case Number(field, text):
            return f"{field}:{_value(text)}"
        case Phrase(field, text):
            return f"{field}:{quoted(text)}"
        case Prefix(field, text):
            return f"{field}:{text}*"
        case Wildcard(field, pattern):
            return f"{field}:{pattern}"
        case Range():
            return f"{query.field}:{_range(query)}"
        case Under(field, symbol, alone):
            return f"{field}:{_value(symbol)}{'!' if alone else ''}"
        case Exact(field, value):
            return f"{field}=={quoted(value)}"
        case Exists(field):
            return f"{field}:*"
        case _:
            return _function(query)


def _function(query: Query) -> str:
    match query:
        case Cites(text):
            return f"cites({_argument(text)})"
        case CitedBy(text):
            return f"citedby({_argument(text)})"
        case Family(text):
            return f"family({_argument(text)})"
        case Status(state, date):
            return f"status({state}, {date})" if date else f"status({state})"
        case SoundsLike(text):
            return f"sounds({quoted(text)})"
        case LooksLike(text):
            return f"looks({quoted(text)})"
        case MeansLike(text):
            return f"means({quoted(text)})"
        case Goods(text, level):
            return f"goods({quoted(text)}, {level})" if level else f"goods({quoted(text)})"
        case Similar(text, k):
            return f"sim({quoted(text)}, {k})"
        case Listed(kind, name):
            return f"{kind}({_argument(name)})"
    raise TypeError(f"no node of the query tree: {type(query).__name__}")


def _range(query: Range) -> str:
    low, high = query.low, query.high
    if low is None:
        return f"{'<=' if query.high_inclusive else '<'}{high}"
    if high is None:
        return f"{'>=' if query.low_inclusive else '>'}{low}"
    if low == high and query.low_inclusive and query.high_inclusive and low[0].isdigit():
        return low
    return f"{'' if query.low_inclusive else '>'}{low}..{'' if query.high_inclusive else '<'}{high}"


def quoted(text: str) -> str:
    """Return the text in quotation marks, with a backslash before marks inside it.

    >>> quoted('the "best" tea')
    '"the \\\\"best\\\\" tea"'
    """
    return '"' + _QUOTES.sub(r"\\\1", text) + '"'


def _word(text: str) -> str:
    return text if _WORD.fullmatch(text) and not is_range_like(text) else quoted(text)


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and ".." not in text else quoted(text)


def _argument(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quoted(text)
