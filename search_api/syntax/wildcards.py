"""Words with ``*`` and ``?``: what each part may be, and the node that it gives.

Invariants: a wildcard stays inside one word; a word of several parts (``lithium-io*``) is its parts side by side.
"""

import re
from dataclasses import dataclass

from domain.analysis import is_cjk
from domain.query import Near, Prefix, Query, Terms, Wildcard
from search_api.syntax import faults

_LITERALS_BEFORE_STAR = 3
_MOST_PARTS = 32
_STARS = re.compile(r"\*+")


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    start: int
    cjk: bool


def has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text


def wildcard_node(field: str, text: str, start: int) -> Query:
    """Return the node of a word with wildcards that begins at ``start`` in the query."""
    parts = _parts(text, start)
    span = start, start + len(text)
    if not any(char.isalnum() for char in text):
        raise faults.left_truncation(span, faults.Edit(*span))
    if len(parts) > _MOST_PARTS:
        raise faults.wildcard_too_wide(span, faults.Edit(*span, f'"{_plain(text)}"'))
    nodes = tuple(_node(field, part, text, start) for part in parts)
    if len(nodes) == 1:
        return nodes[0]
    for part in parts:
        if part.cjk and len(part.text.rstrip("*")) == 1:
            raise one_character((part.start, part.start + 1), faults.Edit(*span, f'"{_plain(text)}"'))
    return Near("words", nodes, ordered=True, span=span)


def one_character(span: faults.Span, *edits: faults.Edit) -> faults.Fault:
    """Return the fault of a single Chinese character inside a proximity."""
    return faults.proximity(
        span, "邻近运算内的中文词至少两个字。", "Inside a proximity a Chinese term has at least two characters.", *edits
    )


def keyword_node(field: str, text: str, start: int) -> Query:
    """Return the node of a keyword's value with wildcards: one literal character before them is enough."""
    span = start, start + len(text)
    if text[0] in "*?":
        raise faults.left_truncation(span, faults.Edit(*span, _plain(text)) if _plain(text) else faults.Edit(*span))
    return _pattern(field, text, span)


def _pattern(field: str, text: str, span: faults.Span) -> Query:
    stem = text.rstrip("*")
    if not has_wildcard(stem):
        return Prefix(field, stem, span)
    return Wildcard(field, _STARS.sub("*", text), span)


def _plain(text: str) -> str:
    return text.replace("*", "").replace("?", "")


def _parts(text: str, start: int) -> list[_Part]:
    """Cut a word into runs of letters and runs of CJK characters; a wildcard belongs to the run before it."""
    parts: list[_Part] = []
    joined = False
    for at, char in enumerate(text):
        if char in "*?":
            if joined:
                parts[-1] = _Part(parts[-1].text + char, parts[-1].start, parts[-1].cjk)
            else:
                parts.append(_Part(char, start + at, False))
        elif not (char.isalnum() or "\u0300" <= char <= "\u036f"):
            joined = False
            continue
        elif joined and (parts[-1].cjk == is_cjk(char) or not _plain(parts[-1].text)):
            parts[-1] = _Part(parts[-1].text + char, parts[-1].start, is_cjk(char))
        else:
            parts.append(_Part(char, start + at, is_cjk(char)))
        joined = True
    return parts


def _node(field: str, part: _Part, text: str, start: int) -> Query:
    span = part.start, part.start + len(part.text)
    whole = start, start + len(text)
    if not has_wildcard(part.text):
        return Terms(field, part.text, span)
    plain = _plain(text)
    edits = (faults.Edit(*whole, plain),) if any(char.isalnum() for char in plain) else (faults.Edit(*whole),)
    if part.text[0] in "*?":
        raise faults.left_truncation(span, *edits)
    if part.cjk:
        return _chinese(field, part, span, edits)
    literals = len(part.text.partition("*")[0].replace("?", ""))
    if "*" in part.text and literals < _LITERALS_BEFORE_STAR:
        raise faults.wildcard_too_wide(span, *edits)
    return _pattern(field, part.text, span)


def _chinese(field: str, part: _Part, span: faults.Span, edits: tuple[faults.Edit, ...]) -> Query:
    stem = part.text.rstrip("*")
    if not has_wildcard(stem):
        return Prefix(field, stem, span)
    raise faults.chinese_wildcard(span, *edits)
