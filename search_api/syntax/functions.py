"""The functions of the language: what stands in their brackets, and the node that they give."""

import re
from typing import get_args

from domain import analysis
from domain.numbers import readings
from domain.query import (
    CitedBy,
    Cites,
    Family,
    Goods,
    Listed,
    ListKind,
    LooksLike,
    MeansLike,
    Query,
    Similar,
    SoundsLike,
    Status,
)
from search_api.syntax import faults, identifiers, keywords, periods
from search_api.syntax.tokens import Token

_QUOTED = re.compile(r'\s*["“”]((?:[^"“”\\]|\\.)*)["“”]\s*', re.DOTALL)
_COUNTED = re.compile(r"(.*)[,，]\s*(\d{1,9})\s*", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"“”\\])")
_MOST_SIMILAR = 1_000
_LIKE: dict[str, type[SoundsLike | LooksLike | MeansLike]] = {
    "sounds": SoundsLike,
    "looks": LooksLike,
    "means": MeansLike,
}
_LEVELS = ("identical", "group", "class", "coordinated")
_LEVELLED = re.compile(r"(.*)[,，]\s*(\w+)\s*", re.DOTALL)
_LISTS: dict[str, ListKind] = {kind: kind for kind in get_args(ListKind)}
_TOPIC = re.compile(r"[0-9a-f]{16}/[1-9]\d{0,2}")
_LISTED_HELP = {
    "tag": ("这里要写标签的名称。", "The name of a tag belongs here."),
    "noise": ("这里要写分支的名称。", "The name of a branch belongs here."),
    "topic": ("这里要写主题地图的编号和类的序号，见地图的链接。", "A map and the number of a topic belong here, as the links of a map have them."),
}  # fmt: skip
_STATE_HELP = ("pending", "in force", "lapsed", "expired", "unknown")


def function_node(token: Token) -> Query:
    """Return the node of a function call."""
    name, argument, span = token.text, token.sign, (token.start, token.end)
    if not argument.strip():
        raise faults.function_misused(
            span, f"函数 {name}() 的括号内没有内容。", f"The function {name}() has nothing in its brackets.",
            faults.Edit(*span),
        )  # fmt: skip
    if name == "sim":
        return _similar(argument, token)
    if name in _LIKE:
        return _LIKE[name](_said(argument, token), span)
    if name in _LISTS:
        return _listed(_LISTS[name], argument, token)
    if name == "goods":
        return _goods(argument, token)
    return _status(argument, token) if name == "status" else _number(name, argument, token)


def _similar(argument: str, token: Token) -> Query:
    start = token.end - 1 - len(argument)
    counted = None if _QUOTED.fullmatch(argument) else _COUNTED.fullmatch(argument)
    said, number = (counted[1], counted[2]) if counted else (argument, "")
    marked = _QUOTED.fullmatch(said)
    text = _ESCAPED.sub(r"\1", marked[1]) if marked else said.strip()
    if not analysis.query_terms(text):
        raise faults.nothing_to_search((start, start + len(said)), (token.start, token.end))
    if not number:
        return Similar(text, span=(token.start, token.end))
    if not 1 <= int(number) <= _MOST_SIMILAR:
        end = start + len(argument.rstrip())
        place = end - len(number), end
        raise faults.function_misused(
            place, f"最多可取最接近的 {_MOST_SIMILAR:,} 件。", f"From 1 to {_MOST_SIMILAR:,} nearest records can be asked for.",
            faults.Edit(*place, str(min(max(int(number), 1), _MOST_SIMILAR))),
        )  # fmt: skip
    return Similar(text, int(number), (token.start, token.end))


def _said(said: str, token: Token) -> str:
    """Return the text in a function's brackets, which must hold a letter, a digit or a character."""
    marked = _QUOTED.fullmatch(said)
    text = _ESCAPED.sub(r"\1", marked[1]) if marked else said.strip()
    if not any(char.isalnum() for char in text):
        start = token.end - 1 - len(token.sign)
        raise faults.nothing_to_search((start, start + len(said)), (token.start, token.end))
    return text


def _listed(kind: ListKind, argument: str, token: Token) -> Query:
    marked = _QUOTED.fullmatch(argument)
    name = _ESCAPED.sub(r"\1", marked[1]) if marked else argument.strip()
    if not name.strip() or (kind == "topic" and not _TOPIC.fullmatch(name)):
        start = token.end - 1 - len(argument)
        raise faults.function_misused(
            (start, start + len(argument)), *_LISTED_HELP[kind], faults.Edit(token.start, token.end)
        )
    return Listed(kind, name, (token.start, token.end))


def _goods(argument: str, token: Token) -> Query:
    levelled = None if _QUOTED.fullmatch(argument) else _LEVELLED.fullmatch(argument)
    if levelled is None or (levelled[2].casefold() not in _LEVELS and not _QUOTED.fullmatch(levelled[1])):
        return Goods(_said(argument, token), None, (token.start, token.end))
    if levelled[2].casefold() not in _LEVELS:
        end = token.end - 1 - len(argument) + len(argument.rstrip())
        place = end - len(levelled[2]), end
        raise faults.function_misused(
            place, f"商品的远近只有：{', '.join(_LEVELS)}。", f"The levels of goods are {', '.join(_LEVELS)}.",
            faults.Edit(*place, "group"),
        )  # fmt: skip
    return Goods(_said(levelled[1], token), levelled[2].casefold(), (token.start, token.end))


def _number(name: str, argument: str, token: Token) -> Query:
    quoted = _QUOTED.fullmatch(argument)
    text = (quoted[1] if quoted else argument).strip()
    span = token.start, token.end
    inside = token.end - 1 - len(argument), token.end - 1
    found = readings(text)
    if not found:
        raise faults.bad_number(inside, faults.Edit(*span, f'"{text}"'))
    if name == "family":
        return Family(text, identifiers.keys_of(found), span)
    keys = identifiers.publication_keys(found) if name == "cites" else identifiers.keys_of(found)
    if not keys:
        raise faults.function_misused(
            inside,
            "这里要写公开号。",
            "A number of a publication belongs here.",
            faults.Edit(*span, f'number:"{text}"'),
        )
    return Cites(text, keys, span) if name == "cites" else CitedBy(text, keys, span)


def _status(argument: str, token: Token) -> Query:
    word, comma, day = argument.replace("，", ",").partition(",")
    start = token.end - 1 - len(argument)
    quoted = _QUOTED.fullmatch(word)
    state = keywords.state_of(quoted[1] if quoted else word)
    if state is None:
        names = ", ".join(_STATE_HELP)
        meant = keywords.closest(word.strip().casefold(), _STATE_HELP)
        raise faults.function_misused(
            (start, start + len(word)), f"状态只有：{names}。", f"The states are {names}.",
            *((faults.Edit(start, start + len(word), meant),) if meant else ()),
        )  # fmt: skip
    if not comma:
        return Status(state, None, (token.start, token.end))
    end = token.end - 1
    place = end - len(day.lstrip()), end
    found = periods.date_of(day.strip())
    if found is None:
        nearest = periods.nearest(day.strip())
        raise faults.no_such_day(place, *((faults.Edit(*place, _whole(nearest)),) if nearest else ()))
    if len(found) < 10:
        raise faults.function_misused(
            place, "状态要问到某一天：YYYY-MM-DD。", "A status holds on one day: YYYY-MM-DD.",
            faults.Edit(*place, _whole(found)),
        )  # fmt: skip
    return Status(state, found, (token.start, token.end))


def _whole(value: str) -> str:
    return (value + "-01-01")[:10]
