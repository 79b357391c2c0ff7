"""The schemes of the IPC and CPC: WIPO's scheme XML, lists of titles, and the CPC scheme XML.

Levels: 1 section, 2 class, 3 subclass, 4 main group, 5 and more the dots below it. The parent of a dotted subgroup is
the entry that holds it; of everything above, what the symbol itself says. References to other places are left out of
titles, parts of a title are joined by a semicolon. A symbol that stands several times (each file of the IPC repeats
what is above it) is given each time.
"""

import re
from collections.abc import Iterator

from domain.class_titles import short_title
from domain.classification import ancestors, printed, symbol_or_none
from domain.engine import ClassTitle
from loaders.elements import Element, attribute, content, every, first, local, parse_xml
from loaders.reference.table import rows, whole
from loaders.streams import Readable

_IPC_LEVELS = {"s": 1, "c": 2, "u": 3, "m": 4} | {kind: dots + 4 for dots, kind in enumerate("123456789AB", 1)}
_CPC_UPPER = {2: 1, 4: 2, 5: 3, 7: 4}
_HEADING = re.compile(r"^SECTION [A-H]\s*[—–-]?\s*")
_REFERENCE = re.compile(r"\s*\([^()]*\b[A-HY]\d{2}(?:[A-Z]\d{0,10})?\b[^()]*\)")
_LINKS = ("sref", "mref")


def ipc(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the titles of a file of the IPC scheme."""
    root = parse_xml(whole(stream))
    yield from _ipc_entries(root, None)


def _ipc_entries(el: Element, above: ClassTitle | None) -> Iterator[ClassTitle]:
    for entry in every(el, "{*}ipcEntry"):
        level = _IPC_LEVELS.get(attribute(entry, "kind") or "")
        found = _title("ipc", attribute(entry, "symbol"), level, _ipc_title(entry), above) if level else None
        if found is not None:
            yield found
        yield from _ipc_entries(entry, found or above)


def _ipc_title(entry: Element) -> str:
    parts = []
    for part in every(entry, "{*}textBody/{*}title/{*}titlePart"):
        said = first(part, "{*}text")
        if said is not None:
            parts.append(" ".join(_linked(said).split()))
    return _HEADING.sub("", "; ".join(part for part in parts if part))


def _linked(el: Element) -> str:
    """Return the text of a title with the symbols that stand in it as links."""
    pieces = [el.text or ""]
    for child in el:
        name = local(child)
        if name in _LINKS:
            ends = [symbol_or_none("ipc", attribute(child, key)) for key in ("ref", "endRef")]
            pieces.append("-".join(printed("ipc", symbol) for symbol in ends if symbol))
        elif name == "emdash":
            pieces.append("—")
        elif name:
            pieces.append(_linked(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _title(scheme: str, symbol: str | None, level: int, words: str, above: ClassTitle | None) -> ClassTitle | None:
    value = symbol_or_none(scheme, symbol)
    if value is None or not words:
        return None
    upper = ancestors(scheme, value)
    parent = above.symbol if level > 4 and above is not None and above.level >= 4 else (upper[-1] if upper else None)
    short = short_title(scheme, value)
    return ClassTitle(scheme, value, parent, level, short.zh if short else None, words)


def cpc(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the titles of a file of the CPC scheme; its headings of ranges (levels 3 and 6) are no symbols."""
    root = parse_xml(whole(stream))
    yield from _cpc_entries(root, None)


def _cpc_entries(el: Element, above: ClassTitle | None) -> Iterator[ClassTitle]:
    for entry in every(el, "classification-item"):
        said = attribute(entry, "level") or ""
        depth = int(said) if said.isdecimal() and len(said) <= 2 else 0
        level = _CPC_UPPER.get(depth) or (depth - 3 if depth > 7 else None)
        symbol = content(entry, "classification-symbol")
        found = _title("cpc", symbol, level, _cpc_title(entry), above) if level else None
        if found is not None:
            yield found
        yield from _cpc_entries(entry, found or above)


def _cpc_title(entry: Element) -> str:
    parts = []
    for part in every(entry, "class-title/title-part"):
        said = [" ".join(_cpc_words(child).split()) for child in part if local(child) in ("text", "CPC-specific-text")]
        parts.append(" ".join(words for words in said if words))
    return "; ".join(part for part in parts if part)


def _cpc_words(el: Element) -> str:
    pieces = [el.text or ""]
    for child in el:
        if local(child) not in ("reference", ""):
            pieces.append(_cpc_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def titles(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the titles of a list of IPC symbols: a symbol, a tabulator, a title."""
    for row in rows(stream, "\t"):
        symbol = symbol_or_none("ipc", row["id"])
        if symbol is None:
            continue
        words = row["title"]
        while (shorter := _REFERENCE.sub("", words)) != words:
            words = shorter
        level = 4 if "/" in symbol else {1: 1, 3: 2, 4: 3}[len(symbol)]
        found = _title("ipc", symbol, level, words, None)
        if found is not None:
            yield found
