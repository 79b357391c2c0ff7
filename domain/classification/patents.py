"""Symbols of the International and the Cooperative Patent Classification (IPC, CPC): read, ordered, placed in the tree.

Normal form: section ``H``, class ``H01``, subclass ``H01M``, group ``H01M10/052``; a main group is ``H01M10/00``.
Spellings read: ``H01M 10/052``, fixed columns with edition (``A61K   9/16        20060101A``), packed columns
(``B60R 2228``: three places of the main group, then the subgroup), the scheme's own ``H01M0010052000``.
The tree of the dots below a main group stands in the scheme tables, not in the symbol. Source: WIPO standard ST.8.
"""

import re
from functools import lru_cache

_GROUP = re.compile(r"([A-HY]\d{2}[A-Z])\s*0*(\d{1,4})\s*/\s*(\d{2,6})(?:(?=[\s({\[,;:]).*)?", re.DOTALL)
_SCHEME = re.compile(r"([A-HY]\d{2}[A-Z])(\d{4})(\d{6})")
_PACKED = re.compile(r"([A-HY]\d{2}[A-Z])([ \d]{2}\d)(\d{2,5})")
_MAIN = re.compile(r"([A-HY]\d{2}[A-Z])\s*0*(\d{1,4})")
_UPPER = re.compile(r"[A-HY](?:\d{2}[A-Z]?)?")
_NORMAL = re.compile(r"([A-HY]\d{2}[A-Z])(\d{1,4})/(\d{2,6})")


@lru_cache(maxsize=1 << 16)
def parse(text: str, *, main_alone: bool = True) -> str | None:
    """Return the normal form, ``None`` where the text is no symbol; ``H01M10`` is a main group if ``main_alone``.

    >>> parse("H01M 10/052"), parse("H01M0010052000"), parse("B60R 2228"), parse("A61K   9/16        20060101A I2005")
    ('H01M10/052', 'H01M10/052', 'B60R22/28', 'A61K9/16')
    >>> parse("A45F  504"), parse("F02M2700/1358"), parse("h01m"), parse("H01M10"), parse("C07D40104")
    ('A45F5/04', 'F02M2700/1358', 'H01M', 'H01M10/00', 'C07D401/04')
    >>> parse("B60R2228", main_alone=False), parse("I01M10/052"), parse("H01M 10/0")
    (None, None, None)
    """
    value = text.strip().upper()
    if found := _GROUP.fullmatch(value):
        return _symbol(found[1], found[2], found[3])
    if found := _SCHEME.fullmatch(value):
        return _symbol(found[1], found[2], found[3].rstrip("0").ljust(2, "0"))
    if found := _PACKED.fullmatch(value):
        return _symbol(found[1], found[2].strip(), found[3])
    if _UPPER.fullmatch(value):
        return value if len(value) == 1 or value[1:3] != "00" else None
    if main_alone and (found := _MAIN.fullmatch(value)):
        return _symbol(found[1], found[2], "00")
    return None


def _symbol(subclass: str, group: str, subgroup: str) -> str | None:
    number = int(group)
    return f"{subclass}{number}/{subgroup}" if number and subclass[1:3] != "00" else None


def ancestors(symbol: str) -> tuple[str, ...]:
    """Return section, class, subclass and main group above the symbol, highest first.

    >>> ancestors("H01M10/052"), ancestors("H01M10/00"), ancestors("H01M"), ancestors("H")
    (('H', 'H01', 'H01M', 'H01M10/00'), ('H', 'H01', 'H01M'), ('H', 'H01'), ())
    """
    found = _NORMAL.fullmatch(symbol)
    if found is None:
        return tuple(symbol[:size] for size in (1, 3) if size < len(symbol))
    upper: tuple[str, ...] = (symbol[0], symbol[:3], found[1])
    main = f"{found[1]}{found[2]}/00"
    return upper if main == symbol else (*upper, main)


def sort_key(symbol: str) -> str:
    """Return text whose order is the order of the scheme: groups as numbers, subgroups as decimals.

    >>> sorted(["H01M10/10", "H01M4/02", "H01M10/052", "H01M", "H01M10/05"], key=sort_key)
    ['H01M', 'H01M4/02', 'H01M10/05', 'H01M10/052', 'H01M10/10']
    """
    found = _NORMAL.fullmatch(symbol)
    if found is None:
        return symbol
    return f"{found[1]}{int(found[2]):04d}{found[3].ljust(6, '0')}"


def printed(symbol: str) -> str:
    """Return a symbol as gazettes print it.

    >>> printed("H01M10/052"), printed("H01M")
    ('H01M 10/052', 'H01M')
    """
    found = _NORMAL.fullmatch(symbol)
    return f"{found[1]} {found[2]}/{found[3]}" if found else symbol
