"""A query as a sentence in both languages, so that everybody can check how it was read.

Invariants: no verb is left to guess; groups of AND inside OR, and of OR inside AND, stand in brackets; words of the
query stand in quotation marks, as typed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from domain.fields import field_named
from domain.query import And, Near, Not, Or, Phrase, Prefix, Query, Terms, Under, Wildcard
from domain.text import Wording
from search_api.syntax import clauses

_SEAM = re.compile(r"(“[^”]*”)|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")
_PLURAL = ("claims", "goods and services")
_PROPER = ("Nice", "Vienna", "Locarno")
_Words = Terms | Phrase | Prefix | Wildcard


def sentence(query: Query) -> Wording:
    """Return the query in words, as the end of “Read as …”.

    >>> sentence(And((Terms("text", "tea"), Terms("text", "leaf")))).en
    'text contains “tea” and “leaf”'
    """
    clause = _clause(query)
    return Wording(_spaced(clause.zh), clause.en)


def _spaced(text: str) -> str:
    """Set one blank between Chinese and Latin, but never inside the words of the query."""
    return _SEAM.sub(lambda found: found[1] or " ", text)


def _clause(query: Query) -> Wording:
    match query:
        case And(operands):
            return _joined(operands, "且", " and ", "和", Or)
        case Or(operands):
            return _two_fields(operands) or _joined(operands, "或", " or ", "或", And)
        case Not(operand):
            return _negated(operand)
        case Terms() | Phrase() | Prefix() | Wildcard():
            if _is_keyword(query.field):
                return _keyword(query, label_of(query.field), negated=False)
            return _contains((query,), "和", " and ")
        case Near():
            label = label_of(_field(query))
            inside = _near(query)
            return Wording(f"{label.zh}含{inside.zh}", f"{label.en} {_holds(label)} {inside.en}")
    return clauses.leaf(query, label_of)


def _holds(label: Wording) -> str:
    return "contain" if label.en in _PLURAL else "contains"


def _two_fields(operands: Sequence[Query]) -> Wording | None:
    """Return the clause of one value looked for in two fields."""
    if len(operands) != 2:
        return None
    one, other = operands
    if not (isinstance(one, Terms | Under) and isinstance(other, Terms | Under)) or one.field == other.field:
        return None
    if _is_keyword(one.field) or _is_keyword(other.field):
        return None
    if type(one) is not type(other) or replace(one, field=other.field) != other:
        return None
    first, second = label_of(one.field), label_of(other.field)
    label = Wording(f"{first.zh}或{second.zh}", f"{first.en} or {second.en}")
    if isinstance(one, Under):
        return clauses.leaf(one, lambda _: label)
    return Wording(f"{label.zh}含“{one.text}”", f"{label.en} contains “{one.text}”")


@cache
def _is_keyword(name: str) -> bool:
    field = field_named(name)
    return field is not None and field.kind == "keyword"


@cache
def label_of(name: str) -> Wording:
    """Return a field's label as it stands inside a sentence."""
    field = field_named(name)
    label = field.label if field is not None else Wording(name, name)
    own = label.en[1:2].isupper() or label.en.startswith(_PROPER)
    en = label.en if own else label.en[:1].lower() + label.en[1:]
    return Wording(label.zh, en)


def _joined(operands: Sequence[Query], zh: str, en: str, zh_last: str, bracketed: type) -> Wording:
    """Join clauses; neighbours that ask for words of one field become one clause."""
    parts: list[Wording] = []
    for group in _neighbours(operands):
        if isinstance(group[0], _Words) and not _is_keyword(group[0].field):
            parts.append(_contains([one for one in group if isinstance(one, _Words)], zh_last, en))
        else:
            part = _clause(group[0])
            parts.append(
                Wording(f"（{part.zh}）", f"({part.en})") if isinstance(group[0], bracketed | And | Or | Near) else part
            )
    return Wording(zh.join(one.zh for one in parts), en.join(one.en for one in parts))


def _neighbours(operands: Sequence[Query]) -> list[list[Query]]:
    groups: list[list[Query]] = []
    for one in operands:
        before = groups[-1][-1] if groups else None
        same = isinstance(one, _Words) and isinstance(before, _Words) and one.field == before.field
        if isinstance(one, _Words) and same and not _is_keyword(one.field):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _contains(words: Sequence[_Words], zh_last: str, en_last: str, negated: bool = False) -> Wording:
    label = label_of(words[0].field)
    spoken = _listed([_spoken(one) for one in words], zh_last, en_last)
    zh, en = spoken.zh, spoken.en
    if negated:
        return Wording(f"{label.zh}不含{zh}", f"{label.en} {'do' if label.en in _PLURAL else 'does'} not contain {en}")
    return Wording(f"{label.zh}含{zh}", f"{label.en} {_holds(label)} {en}")


def _keyword(word: _Words, label: Wording, negated: bool) -> Wording:
    """Return the clause of a keyword's value: a value is one whole, it contains no words."""
    zh, en = ("不", "is not") if negated else ("", "is")
    match word:
        case Prefix(_, text):
            return Wording(f"{label.zh}{zh}以“{text}”开头", f"{label.en} {en} “{text}…”")
        case Wildcard(_, pattern):
            return Wording(f"{label.zh}{zh}形如“{pattern}”", f"{label.en} {en} like “{pattern}”")
        case Terms(name, text) | Phrase(name, text):
            value = clauses.value_label(name, text)
            return Wording(f"{label.zh}{zh}为{value.zh}", f"{label.en} {en} {value.en}")


def _listed(parts: Sequence[Wording], zh_last: str, en_last: str) -> Wording:
    """Return a list in words: commas between, the last one joined by its own word."""
    zh, en = "、".join(one.zh for one in parts[:-1]), ", ".join(one.en for one in parts[:-1])
    last = parts[-1]
    return Wording(f"{zh}{zh_last}{last.zh}", f"{en}{en_last}{last.en}") if len(parts) > 1 else last


def _spoken(word: _Words) -> Wording:
    match word:
        case Terms(_, text):
            return Wording(f"“{text}”", f"“{text}”")
        case Phrase(_, text):
            return Wording(f"短语“{text}”", f"the phrase “{text}”")
        case Prefix(_, text):
            return Wording(f"以“{text}”开头的词", f"words that begin with “{text}”")
        case Wildcard(_, pattern):
            return Wording(f"形如“{pattern}”的词", f"words like “{pattern}”")


def _negated(operand: Query) -> Wording:
    if isinstance(operand, _Words) and _is_keyword(operand.field):
        return _keyword(operand, label_of(operand.field), negated=True)
    if isinstance(operand, _Words):
        return _contains((operand,), "和", " and ", negated=True)
    inside = _clause(operand)
    return Wording(f"非（{inside.zh}）", f"not ({inside.en})")


def _field(query: Query) -> str:
    match query:
        case Near(_, operands) | Or(operands):
            return _field(operands[0])
        case Terms(field) | Phrase(field) | Prefix(field) | Wildcard(field):
            return field
    return "text"


def _near(query: Near) -> Wording:
    spoken = _listed([_operand(one) for one in query.operands], "与", " and ")
    zh, en = spoken.zh, spoken.en
    if query.unit != "words":
        place = _PLACES[query.unit]
        return Wording(f"{zh}，{place.zh}", f"{en} {place.en}")
    order = _ORDERED if query.ordered else _UNORDERED
    gap = _BESIDE if query.gap == 0 else _between(query.gap)
    return Wording(f"{zh}，{gap.zh}，{order.zh}", f"{en} {gap.en}, {order.en}")


_PLACES = {
    "sentence": Wording("在同一句内", "in one sentence"),
    "paragraph": Wording("在同一段内", "in one paragraph"),
    "claim": Wording("在同一项权利要求内", "in one claim"),
}
_ORDERED = Wording("依此顺序", "in this order")
_UNORDERED = Wording("顺序不限", "in any order")
_BESIDE = Wording("彼此相邻", "side by side")


def _between(gap: int) -> Wording:
    return Wording(f"间隔不超过 {gap} 词", f"with at most {gap} {'word' if gap == 1 else 'words'} between")


def _operand(query: Query) -> Wording:
    match query:
        case Terms() | Phrase() | Prefix() | Wildcard():
            return _spoken(query)
        case Or(operands):
            spoken = _listed([_operand(one) for one in operands], "或", " or ")
            return Wording(f"（{spoken.zh}）", f"({spoken.en})")
        case Near():
            inside = _near(query)
            return Wording(f"（{inside.zh}）", f"({inside.en})")
    return _clause(query)
