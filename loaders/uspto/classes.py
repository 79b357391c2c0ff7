"""The classes of a Red Book document, out of fixed columns and out of parts, in our normal form.

Invariants: the order of the document is kept within a scheme, the first invention class first; what cannot be read as
a symbol of its scheme is left out, never guessed.
"""

from functools import lru_cache
from typing import Literal

from domain.classification import symbol_or_none
from domain.filings import ClassSymbol
from loaders.elements import Element, every, first, leaves

Scheme = Literal["ipc", "cpc", "uspc", "usdesign", "locarno"]
_PARTED: tuple[tuple[str, Scheme], ...] = (
    ("classifications-ipcr/classification-ipcr", "ipc"),
    ("classifications-cpc/main-cpc/classification-cpc", "cpc"),
    ("classifications-cpc/further-cpc/classification-cpc", "cpc"),
    ("classifications-cpc/further-cpc/combination-set/combination-rank/classification-cpc", "cpc"),
)
_PACKED: tuple[tuple[str, Scheme], ...] = (
    ("classification-ipc", "ipc"),
    ("classification-national", "uspc"),
    ("classification-locarno", "locarno"),
)
_NAMES = ("main-classification", "further-classification")


def classes(biblio: Element) -> tuple[ClassSymbol, ...]:
    """Return the classes of the document itself: IPC, CPC, national, Locarno; each once."""
    found: dict[ClassSymbol, None] = {}
    for path, scheme in _PARTED:
        for one in every(biblio, path):
            _add(found, scheme, _parted(leaves(one)))
    for path, scheme in _PACKED:
        holder = first(biblio, path)
        if holder is not None:
            for name in _NAMES:
                for one in every(holder, name):
                    _add(found, scheme, one.text or "")
    return tuple(found)


def _add(found: dict[ClassSymbol, None], scheme: Scheme, printed: str) -> None:
    symbol = _symbol(scheme, printed)
    if symbol is not None:
        found.setdefault(symbol)


@lru_cache(maxsize=65536)
def _symbol(scheme: Scheme, printed: str) -> ClassSymbol | None:
    text = unpacked_ipc(printed) if scheme == "ipc" else printed
    if scheme == "uspc" and printed[:1] == "D":
        scheme = "usdesign"
    symbol = symbol_or_none(scheme, text)
    return ClassSymbol(scheme=scheme, symbol=symbol) if symbol else None


def _parted(said: dict[str, str]) -> str:
    """Return a symbol that stands in parts: section, class, subclass, main group, subgroup."""
    section = "".join(said.get(name, "").strip() for name in ("section", "class", "subclass"))
    group, subgroup = said.get("main-group", "").strip(), said.get("subgroup", "").strip()
    return f"{section}{group}/{subgroup}" if group and subgroup else section


def unpacked_ipc(printed: str) -> str:
    """Return the symbol of the columns ``A45F  504``: four of subclass, three of main group, the rest the subgroup.

    >>> unpacked_ipc("A45F  504"), unpacked_ipc("A43B 2300"), unpacked_ipc("A41D013/00"), unpacked_ipc("H01L 21302")
    ('A45F5/04', 'A43B23/00', 'A41D13/00', 'H01L21/302')
    """
    subclass, rest = printed[:4].strip(), printed[4:].rstrip()
    if "/" in rest:
        group, _, subgroup = rest.partition("/")
    else:
        group, subgroup = rest[:3], rest[3:]
    group = group.strip().lstrip("0")
    return f"{subclass}{group}/{subgroup.strip()}" if group and subgroup.strip() else subclass
