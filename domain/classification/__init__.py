"""Classification symbols of every scheme: one normal form from any spelling, what stands above and below, their order.

Schemes: ipc, cpc, locarno, nice, group (类似群), vienna, uspc, usdesign. ``parse_symbol`` raises ``ValueError``; what
stands above a symbol is read off the symbol itself; what stands below a dotted subgroup needs the scheme's table.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from domain.classification import goods, patents

SCHEMES: tuple[str, ...] = ("ipc", "cpc", "uspc", "locarno", "nice", "group", "vienna", "usdesign")

_READERS: dict[str, Callable[[str], str | None]] = {
    "ipc": patents.parse,
    "cpc": patents.parse,
    "uspc": goods.american,
    "usdesign": goods.american_design,
    "locarno": goods.locarno,
    "nice": goods.nice,
    "group": goods.group,
    "vienna": goods.vienna,
}
_BARE = re.compile(r"[A-HY]\d{2}(?:[A-Z](?:\s*\d{1,4}(?:\s*/\s*\d{2,6})?)?)?|[A-HY]\d{2}[A-Z]\d{10}", re.IGNORECASE)


def parse_symbol(scheme: str, text: str) -> str:
    """Return the symbol in normal form; raises ``ValueError`` where the text is no symbol of the scheme.

    >>> parse_symbol("ipc", "H01M0010052000"), parse_symbol("nice", "009"), parse_symbol("vienna", "240701")
    ('H01M10/052', '9', '24.07.01')
    >>> parse_symbol("ipc", "Y02E60/10")
    Traceback (most recent call last):
    ...
    ValueError: not a symbol of ipc
    """
    reader = _READERS.get(scheme)
    symbol = reader(text) if reader else None
    if symbol is None or (scheme == "ipc" and symbol[0] == "Y"):
        raise ValueError(f"not a symbol of {scheme}")
    return symbol


def symbol_or_none(scheme: str, text: str | None) -> str | None:
    """Return the symbol in normal form, ``None`` where the text is no symbol of the scheme.

    >>> symbol_or_none("locarno", "14-02"), symbol_or_none("locarno", None), symbol_or_none("ipc", "x")
    ('14-02', None, None)
    """
    try:
        return parse_symbol(scheme, text or "")
    except ValueError:
        return None


def looks_like(text: str) -> tuple[tuple[str, str], ...]:
    """Return the scheme and symbol of a bare word that can only be a class: IPC and CPC from three characters, Nice in words.

    >>> looks_like("H01M 10/052"), looks_like("Y02E")
    ((('ipc', 'H01M10/052'), ('cpc', 'H01M10/052')), (('cpc', 'Y02E'),))
    >>> looks_like("第9类"), looks_like("class 35"), looks_like("24.07.01"), looks_like("battery")
    ((('nice', '9'),), (('nice', '35'),), (), ())
    """
    value = text.strip()
    if goods.is_nice_phrase(value) and (number := goods.nice(value)):
        return (("nice", number),)
    if not _BARE.fullmatch(value):
        return ()
    symbol = patents.parse(value)
    if symbol is None:
        return ()
    return (("cpc", symbol),) if symbol[0] == "Y" else (("ipc", symbol), ("cpc", symbol))


def ancestors(scheme: str, symbol: str) -> tuple[str, ...]:
    """Return what stands above a symbol in normal form, highest first, as far as the symbol itself says.

    >>> ancestors("ipc", "H01M10/052"), ancestors("locarno", "14-02"), ancestors("group", "0901")
    (('H', 'H01', 'H01M', 'H01M10/00'), ('14',), ('9',))
    >>> ancestors("vienna", "24.07.01"), ancestors("nice", "9"), ancestors("uspc", "424/197.11")
    (('24', '24.07'), (), ('424',))
    >>> ancestors("usdesign", "26.09.21"), ancestors("usdesign", "D14/345")
    (('26', '26.09'), ('D14',))
    """
    if scheme in ("ipc", "cpc"):
        return patents.ancestors(symbol)
    if scheme == "group":
        return (str(int(symbol[:2])),) if len(symbol) == 4 else ()
    if scheme == "locarno":
        return (symbol[:2],) if "-" in symbol else ()
    if scheme == "vienna" or (scheme == "usdesign" and "." in symbol and "/" not in symbol):
        parts = symbol.split(".")
        return tuple(".".join(parts[:count]) for count in range(1, len(parts)))
    if scheme in ("uspc", "usdesign"):
        return (symbol.split("/")[0],) if "/" in symbol else ()
    return ()


def contains(scheme: str, upper: str, lower: str) -> bool:
    """Tell whether ``lower`` is ``upper`` or stands below it, as far as the symbols themselves say.

    >>> contains("ipc", "H01M", "H01M10/052"), contains("ipc", "H01M10/052", "H01M")
    (True, False)
    """
    return upper == lower or upper in ancestors(scheme, lower)


def sort_key(scheme: str, symbol: str) -> str:
    """Return text whose order is the order of the scheme; a symbol comes before what stands below it.

    >>> sorted(["10", "9", "1"], key=lambda symbol: sort_key("nice", symbol))
    ['1', '9', '10']
    >>> sorted(["D14/345", "D3/261", "D14"], key=lambda symbol: sort_key("usdesign", symbol))
    ['D3/261', 'D14', 'D14/345']
    >>> sorted(["26.09.21", "26", "04.01.02"], key=lambda symbol: sort_key("usdesign", symbol))
    ['04.01.02', '26', '26.09.21']
    """
    if scheme in ("ipc", "cpc"):
        return patents.sort_key(symbol)
    if scheme == "nice" or (scheme == "group" and len(symbol) <= 2):
        return symbol.zfill(2)
    if scheme == "uspc" or (scheme == "usdesign" and symbol.startswith("D")):
        return _american_key(symbol)
    return symbol


def _american_key(symbol: str) -> str:
    head, _, rest = symbol.partition("/")
    key = ("D" + head[1:].zfill(3)) if head.startswith("D") else head.zfill(4)
    if not rest:
        return key
    found = re.match(r"(\D*)(\d+)(.*)", rest)
    return f"{key}/{found[1]}{found[2].zfill(3)}{found[3]}" if found else f"{key}/{rest}"


def symbol_range(scheme: str, low: str, high: str) -> tuple[str, str]:
    """Return the sort keys between which a range of symbols lies, all below ``high`` included.

    >>> symbol_range("ipc", "H01M4/00", "H01M10/00")
    ('H01M0004000000', 'H01M0010\\uffff')
    >>> symbol_range("nice", "9", "12")
    ('09', '12')
    """
    top = sort_key(scheme, high)
    if scheme in ("ipc", "cpc"):
        top = (top[:8] if high.endswith("/00") else top) + ("\uffff" if "/" not in high or high.endswith("/00") else "")
    elif scheme not in ("nice",) and (scheme != "group" or len(high) <= 2):
        top += "\uffff"
    return sort_key(scheme, low), top


def descendants_end(levels: Sequence[tuple[str, int]], symbol: str) -> str | None:
    """Return the next symbol of the same or a higher level after ``symbol`` in a table in scheme order.

    Everything from ``symbol`` up to it stands below ``symbol``. ``None``: up to the end, or the symbol is not there.

    >>> table = [("H01M10/05", 6), ("H01M10/052", 7), ("H01M10/0525", 8), ("H01M10/054", 7), ("H01M10/06", 6)]
    >>> descendants_end(table, "H01M10/052"), descendants_end(table, "H01M10/05"), descendants_end(table, "H01M10/06")
    ('H01M10/054', 'H01M10/06', None)
    """
    level: int | None = None
    for one, depth in levels:
        if level is not None and depth <= level:
            return one
        if one == symbol:
            level = depth
    return None


def descendants(children: Callable[[str], Iterable[str]], symbol: str, limit: int = 20_000) -> tuple[str, ...]:
    """Return ``symbol`` and all below it by the scheme's table, ``children`` giving the symbols one level down.

    >>> tree = {"10/05": ["10/052", "10/054"], "10/052": ["10/0525"]}
    >>> descendants(lambda one: tree.get(one, []), "10/05")
    ('10/05', '10/052', '10/0525', '10/054')
    """
    found: list[str] = []
    waiting = [symbol]
    known: set[str] = set()
    while waiting and len(found) < limit:
        one = waiting.pop()
        if one in known:
            continue
        known.add(one)
        found.append(one)
        waiting.extend(reversed(list(children(one))))
    return tuple(found)


def printed(scheme: str, symbol: str) -> str:
    """Return a symbol as a person writes it.

    >>> printed("ipc", "H01M10/052"), printed("nice", "9")
    ('H01M 10/052', '9')
    """
    return patents.printed(symbol) if scheme in ("ipc", "cpc") else symbol
